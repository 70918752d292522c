"""Every mistake an editor can make is reported in Dutch, with file and line, all at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.adapters.content.files import BrokenContentError, ContentFiles, ContentReader

KOFFIE = "nl/proef/koffie.md"
THEE = "nl/proef/thee.md"
COFFEE = "- fact: De koffie is gratis.\n      seen: samenvatting"


def problems(content: Path, today: date = date(2026, 11, 22)) -> list[str]:
    return [str(problem) for problem in ContentReader(content, today=lambda: today).read()[1]]


def break_file(content: Path, name: str, old: str, new: str) -> None:
    text = (content / name).read_text(encoding="utf-8")
    assert old in text, "the test must really change the file"
    (content / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_good_folder_has_none(content: Path) -> None:
    assert problems(content) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "said"),
    [
        (KOFFIE, "audience: worker", "audiense: worker", 3, "onbekende sleutel 'audiense'; bedoelt u 'audience'?"),
        (KOFFIE, "audience: worker", "audience: iedereen", 3, "'audience' is 'iedereen'; kies uit: worker"),
        (KOFFIE, "title: Koffie bij het loket", "title:", 2, "'title' ontbreekt"),
        (KOFFIE, '  - {id: rapport, where: "2"}\n  - zonder-datum\n', "", 12, "bron ontbreekt"),
        (KOFFIE, "id: rapport", "id: raport", 13, "bron 'raport' staat niet in sources.yml"),
        (KOFFIE, "where:", "waar:", 13, "onbekende sleutel 'waar' bij een bron"),
        (KOFFIE, "related: [proef/thee]", "related: [proef/melk]", 15, "onderwerp 'proef/melk' bestaat niet"),
        (KOFFIE, "related: [proef/thee]", "related: [proef/koffie]", 15, "niet naar zichzelf"),
        (THEE, "  - thee prijs", "  - Koffie, prijs?", 19, "de vraag 'Koffie, prijs?' staat ook bij 'proef/koffie'"),
        (KOFFIE, "  - koffie prijs", "  - wat kost de koffie", 19, "staat ook al hier"),
        (KOFFIE, "valid_until: 2027-05-22", "valid_until: 2027-02-30", 10, "'valid_until' is geen datum: '2027-02-30'"),
        (KOFFIE, "reviewed_on: 2026-11-22", "reviewed_on: gisteren", 9, "'reviewed_on' is geen datum: 'gisteren'"),
        (KOFFIE, "laws: [wmo]", "laws: [wmoo]", 5, "wet 'wmoo' bestaat niet; bedoelt u 'wmo'?"),
        (KOFFIE, "functions: [dagbesteding]", "functions: [nachtbesteding]", 7, "functie 'nachtbesteding' bestaat niet"),
        (KOFFIE, "rests_on: []", "rests_on: [mandaat]", 21, "rust op 'mandaat', dat eindigde op 2025-12-31, en zegt dat niet"),
        (KOFFIE, "Thee **ook**.", "Het mandaat geldt.", 11, "spreekt over een mandaat of landelijk contract zonder"),
        (KOFFIE, "Thee **ook**.", "<b>Thee</b> ook.", 21, "HTML mag niet"),
        (KOFFIE, "Thee **ook**.", "![thee](https://example.nl/thee.png)", 21, "een afbeelding mag niet"),
        (KOFFIE, "Thee **ook**.", "[thee](javascript:alert(1))", 21, "geen geldig adres"),
        (KOFFIE, "Vragen? Ga", "# Vragen\n\nGa", 26, "gebruik koppen van niveau 2 of 3"),
        (KOFFIE, "status: concept", "status: concept\nstatus: vervallen", 9, "'status' staat er twee keer"),
        (KOFFIE, "short: De koffie", "short: Let op: de koffie", 16, "dubbele punt in een waarde"),
        (KOFFIE, "---\ntitle", "title", 1, "begint niet met een regel '---'"),
        ("sources.yml", '  date: "2019"\n', "", 1, "'date' is geen datum"),
        ("sources.yml", "url: https://", "url: ftp://", 5, "begint niet met https://"),
        ("grounds.yml", "source: rapport", "source: raport", 4, "bron 'raport' staat niet in sources.yml"),
        ("sources.yml", COFFEE, "- De koffie is gratis.", 15, "schrijf een regel onder 'evidence' als {fact"),
        ("sources.yml", COFFEE, "- {fact: De koffie is gratis.}", 15, "'words' ontbreekt"),
        ("sources.yml", COFFEE, "- {fact: Gratis., words: Nul., seen: dienst}", 15, "'seen' staat er alleen"),
        ("sources.yml", COFFEE, "- {fact: Gratis., words: Nul., certainty: vast}", 15, "kies uit: zeker"),
        ("sources.yml", COFFEE, "- {fact: Gratis., seen: ergens}", 15, "kies uit: samenvatting"),
        ("sources.yml", COFFEE, "- {fact: Gratis., word: Nul.}", 15, "bedoelt u 'words'"),
        ("sources.yml", "  publisher: Voorbeeldgemeente", "  publisher: V\n  publisher: W", 4, "'publisher' staat er twee keer"),
        ("en/proef/koffie.md", "short:", "status: concept\nshort:", 3, "'status' hoort alleen in het Nederlandse bestand"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_file_and_line(
    content: Path, name: str, old: str, new: str, line: int, said: str
) -> None:
    break_file(content, name, old, new)
    assert any(problem.startswith(f"content/{name}:{line}: ") and said in problem for problem in problems(content)), (
        problems(content)
    )


def test_all_mistakes_come_at_once(content: Path) -> None:
    break_file(content, KOFFIE, "audience: worker", "audience: iedereen")
    break_file(content, KOFFIE, "valid_until: 2027-05-22", "valid_until: ooit")
    break_file(content, "nl/proef/thee.md", "related: [proef/koffie]", "related: [proef/melk]")
    assert len(problems(content)) == 3


def test_bytes_that_are_no_text_are_a_mistake_not_a_crash(content: Path) -> None:
    (content / KOFFIE).write_bytes(b"---\ntitle: \xff\xfe\n---\n")
    assert any("geen geldige UTF-8" in problem for problem in problems(content))


def test_an_unknown_language_folder_is_named(content: Path) -> None:
    (content / "en").rename(content / "xx")
    assert any("'xx' is geen taal van het kennispunt" in problem for problem in problems(content))


def test_a_translation_of_nothing_is_named(content: Path) -> None:
    (content / "en/proef/koffie.md").rename(content / "en/proef/melk.md")
    assert any("geen Nederlands bestand" in problem for problem in problems(content))


def test_an_empty_folder_is_not_in_order(tmp_path: Path) -> None:
    assert any("geen enkel onderwerp" in problem for problem in problems(tmp_path))


def test_a_required_translation_that_is_missing_is_named(content: Path) -> None:
    reader = ContentReader(content)
    snapshot, _ = reader.read()
    assert [str(problem) for problem in reader.missing_translations(snapshot.topics)] == [
        "content/en/proef/thee.md: de vertaling van 'proef/thee' in taal 'en' ontbreekt"
    ]


def test_an_answer_past_its_date_must_say_so(content: Path) -> None:
    assert any("geldig tot 2027-05-22 is voorbij" in problem for problem in problems(content, date(2027, 6, 1)))


def test_a_service_does_not_start_on_mistakes(content: Path) -> None:
    break_file(content, KOFFIE, "audience: worker", "audience: iedereen")
    with pytest.raises(BrokenContentError, match="kies uit"):
        ContentFiles(content)
