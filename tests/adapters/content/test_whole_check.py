"""One check sees all content, the directory too; one mistake gives one line, at the place to mend it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.adapters.content.whole import check_everything
from bot.cli.content import check_content
from tests.contracts.directory_sample import write_sample

KOFFIE = "nl/proef/koffie.md"


@pytest.fixture
def whole(content: Path) -> Path:
    """The small content folder with everything that the whole check asks for."""
    write_sample(content / "directory")
    for name in ("organisations.csv", "services.csv", "contacts.csv", "municipal_choices.csv"):
        edit(content / "directory" / name, lambda text: text.replace("voorbeeld", "rapport"))
    koffie = (content / "en/proef/koffie.md").read_text(encoding="utf-8")
    (content / "en/proef/thee.md").write_text(koffie.replace("offee", "ea"), encoding="utf-8")
    return content


def edit(path: Path, change: Callable[[str], str]) -> None:
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before, "the test must really change the file"
    path.write_text(after, encoding="utf-8")


def problems(content: Path) -> list[str]:
    return [str(problem) for problem in check_everything(content)[1]]


def test_the_sample_is_in_order(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert problems(whole) == []
    assert check_content(whole) == 0
    assert "Inhoud en gids in orde: 2 onderwerpen" in capsys.readouterr().out


def test_a_broken_directory_is_not_in_order(whole: Path) -> None:
    edit(whole / "directory/contacts.csv", lambda text: text.replace(",", ";"))
    (found,) = problems(whole)
    assert found.startswith("content/directory/contacts.csv:1: de kolommen moeten zijn: organisation,function_label")
    assert "geen puntkomma's" in found


@pytest.mark.parametrize(
    "name",
    ["kinds", "needs", "laws", "functions", "municipalities", "organisations", "services", "contacts", "aliases"],
)
def test_semicolons_in_any_file_give_one_line(whole: Path, name: str) -> None:
    edit(whole / f"directory/{name}.csv", lambda text: text.replace(",", ";"))
    (found,) = problems(whole)
    assert found.startswith(f"content/directory/{name}.csv:1: de kolommen moeten zijn")


@pytest.mark.parametrize("column", range(9))
def test_one_opening_quote_too_many_gives_the_one_line(whole: Path, column: int) -> None:
    def quoted(text: str) -> str:
        lines = text.split("\n")
        cells = lines[1].split(",")
        cells[column] = '"' + cells[column]
        return "\n".join([lines[0], ",".join(cells), *lines[2:]])

    edit(whole / "directory/organisations.csv", quoted)
    (found,) = problems(whole)
    assert found.startswith(
        "content/directory/organisations.csv:2: hier staat een aanhalingsteken te veel of te weinig"
    )


def test_an_organisation_that_is_gone_is_named_once(whole: Path) -> None:
    edit(whole / "directory/organisations.csv", lambda text: text.replace("\nhorizon,", "\nhorizonn,"))
    (found,) = problems(whole)
    assert "organisation 'horizon' staat niet in organisations.csv (ook op " in found


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("title: Koffie bij", "title: Koffie: bij", 2, "dubbele punt in een waarde zonder aanhalingstekens"),
        ("short: De", 'short: "De', 16, "een aanhalingsteken dat niet wordt gesloten"),
        ("  - koffie prijs", "  - 'koffie prijs", 19, "een aanhalingsteken dat niet wordt gesloten"),
        ("related: [proef/thee]", "related: [proef/thee", 16, "klopt hier niet"),
        ("audience: worker", "\taudience: worker", 3, "er staat een tab"),
    ],
)
def test_front_matter_that_cannot_be_read_gives_its_own_line_alone(
    whole: Path, old: str, new: str, line: int, said: str
) -> None:
    edit(whole / KOFFIE, lambda text: text.replace(old, new, 1))
    (found,) = problems(whole)
    assert found.startswith(f"content/{KOFFIE}:{line}: ")
    assert said in found


def test_an_answer_that_is_gone_is_named_once(whole: Path) -> None:
    (whole / KOFFIE).unlink()
    (found,) = problems(whole)
    assert "(ook op 1 andere plaats: " in found
    assert "proef/koffie" in found


def test_sources_that_cannot_be_read_give_one_line(whole: Path) -> None:
    edit(whole / "sources.yml", lambda text: text.replace("title: Rapport", "title: Let op: Rapport"))
    (found,) = problems(whole)
    assert found.startswith("content/sources.yml:2: er staat een dubbele punt in een waarde")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ended: 2025-12-31", "ended: 2025-12-32", "'ended' is geen datum"),
        ("title: Mandaat", "title: 'Mandaat", "een aanhalingsteken dat niet wordt gesloten"),
        ("  ended", "\tended", "er staat een tab; gebruik spaties"),
    ],
)
def test_a_ground_that_cannot_be_read_gives_one_line(whole: Path, old: str, new: str, said: str) -> None:
    edit(whole / KOFFIE, lambda text: text.replace("rests_on: []", "rests_on: [mandaat]"))
    edit(whole / KOFFIE, lambda text: text.replace("Thee **ook**.", "Het mandaat liep tot en met 31 december 2025."))
    edit(whole / "en/proef/koffie.md", lambda text: text + "The mandate ended on 31 December 2025.\n")
    assert problems(whole) == []
    edit(whole / "grounds.yml", lambda text: text.replace(old, new))
    (found,) = problems(whole)
    assert found.startswith("content/grounds.yml:")
    assert said in found


def test_a_source_that_is_gone_is_named_once(whole: Path) -> None:
    edit(whole / "sources.yml", lambda text: text.replace("rapport:", "raport:", 1))
    (found,) = problems(whole)
    assert found.startswith("content/grounds.yml:4: bron 'rapport' staat niet in sources.yml (ook op ")


def test_a_claim_without_source_is_named_once_for_all_languages(whole: Path) -> None:
    edit(whole / KOFFIE, lambda text: text.replace("De koffie is gratis. Thee", "De koffie kost 17 cent. Thee"))
    edit(whole / "en/proef/koffie.md", lambda text: text + "Coffee costs 17 cents.\n")
    assert problems(whole) == [
        (
            f"content/{KOFFIE}: '17': staat in geen bron van dit antwoord: \"De koffie kost 17 cent.\" "
            "(ook op 1 andere plaats: content/en/proef/koffie.md)"
        )
    ]


def test_a_word_that_the_glossary_avoids_is_refused(whole: Path) -> None:
    (whole / "glossary").mkdir()
    (whole / "glossary/nl.csv").write_text("dutch,use,avoid,note\nloket,balie,naar het loket,\n", encoding="utf-8")
    assert [problem.partition(" (")[0] for problem in problems(whole)] == [
        f"content/{KOFFIE}:26: 'naar het loket'",
        "content/nl/proef/thee.md:26: 'naar het loket'",
    ]


@pytest.mark.parametrize(
    "marker", ["{{contact: ggmd}}", "{{ contact:ggmd }}", "{{contact}}", "{{Contact:ggmd}}", "{{contact:ggmd}"]
)
def test_a_contact_marker_of_another_form_is_refused(whole: Path, marker: str) -> None:
    edit(whole / KOFFIE, lambda text: text + f"\n{marker}\n")
    assert problems(whole) == [
        f"content/{KOFFIE}:28: schrijf contactgegevens precies zo, zonder spaties: {{{{contact:ggmd}}}}"
    ]


def test_contact_details_of_an_organisation_that_is_not_there_are_refused(whole: Path) -> None:
    edit(whole / KOFFIE, lambda text: text + "\n{{contact:horizon}}\n\n{{contact:bestaat-niet}}\n")
    assert problems(whole) == [
        f"content/{KOFFIE}:30: organisatie 'bestaat-niet' staat niet in directory/organisations.csv"
    ]


@pytest.mark.parametrize(
    ("reviewed_on", "right"), [("2027-05-22", True), ("2027-05-23", False), ("2027-05", True), ("2028", False)]
)
def test_an_answer_is_not_valid_until_before_it_was_read(whole: Path, reviewed_on: str, right: bool) -> None:
    edit(whole / KOFFIE, lambda text: text.replace("reviewed_on: 2026-11-22", f"reviewed_on: {reviewed_on}"))
    told = f"content/{KOFFIE}:10: geldig tot 2027-05-22 ligt voor de dag van nakijken, {reviewed_on}"
    assert problems(whole) == ([] if right else [told])
