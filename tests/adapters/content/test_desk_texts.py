"""The content folder as the desk changes it: checked before, written whole, and one clear sentence where it cannot be."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from bot.adapters.content import ContentFiles
from bot.adapters.content.desk_texts import ContentTexts
from bot.adapters.content.trial import apart, tried
from bot.adapters.content.whole import check_everything
from bot.contract import Language
from bot.core.texts.drafts import DraftMovedError, FaultsError, FileChange, NotWrittenError, TextsError
from tests.contracts.directory_sample import write_sample
from tests.contracts.texts_sample import COFFEE, write_texts

NL, EN = Language.DUTCH, Language.ENGLISH
TOPIC = "proef/koffie"
PATH = "nl/proef/koffie.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_sample(tmp_path / "content" / "directory")
    return write_texts(tmp_path / "content")


@pytest.fixture
def texts(root: Path) -> ContentTexts:
    return ContentTexts(root, tried)


def told(texts: ContentTexts, language: Language = NL, **values: str) -> list[tuple[str, str, bool]]:
    """What is wrong with these parts (a dash as an underscore), where and whether it blocks."""
    changed = {language: {name.replace("_", "-"): words for name, words in values.items()}}
    found = texts.faults(TOPIC, texts.files(TOPIC, changed))
    return [(fault.message, fault.part, fault.blocks) for fault in found]


def test_the_sample_is_in_order(root: Path):
    assert check_everything(root)[1] == ()


def test_what_no_source_says_is_found_at_its_part(texts: ContentTexts):
    ((message, part, blocks),) = told(texts, antwoord="De koffie is gratis tot 10 uur.")
    assert (part, blocks) == ("antwoord", True)
    assert message == "'10': staat in geen bron van dit antwoord: \"De koffie is gratis tot 10 uur.\""
    ((_, part, _),) = told(texts, tekst_1="Ja, de koffie is gratis tot **10** uur.")
    assert part == "tekst-1"
    ((_, part, _),) = told(texts, kort="De koffie is gratis tot 10 uur.")
    assert part == "kort"


@pytest.mark.parametrize(
    ("changes", "part", "said"),
    [
        ({"titel": ""}, "titel", "'title' ontbreekt"),
        ({"titel": "x" * 91}, "titel", "hoogstens 90"),
        ({"geldig": "morgen"}, "geldig", "is geen datum"),
        ({"status": "klaar"}, "status", "kies uit"),
        ({"suggesties": "a\nb\nc\nd"}, "suggesties", "hooguit 3"),
        ({"suggesties": "Wat kost de thee?"}, "suggesties", "staat ook bij 'proef/thee'"),
        ({"meer_vragen": "een\nWat kost de thee?"}, "meer-vragen", "staat ook bij 'proef/thee'"),
        ({"antwoord": "<b>Gratis</b>"}, "antwoord", "HTML"),
        ({"tekst_1": "De koffie is gratis."}, "antwoord", "begint"),
        ({"tekst_1": "Ja, " + "gratis " * 41}, "tekst-1", "hoogstens 40"),
    ],
)
def test_faults_of_every_kind_stand_at_their_part(texts: ContentTexts, changes: dict[str, str], part: str, said: str):
    found = told(texts, **changes)
    assert any(where == part and said in message and blocks for message, where, blocks in found), found


def test_what_was_wrong_elsewhere_already_blocks_nothing(texts: ContentTexts, root: Path):
    (root / "nl/proef/thee.md").write_text("geen blok\n", encoding="utf-8")
    found = told(texts, kort="Koffie is gratis.")
    assert [(blocks, part) for _, part, blocks in found] == [(False, "")]
    assert "nl/proef/thee.md" in found[0][0]


def test_a_translation_that_does_not_follow_is_told_at_that_language(texts: ContentTexts):
    files = texts.files(TOPIC, {NL: {"onbekend-2": "nee", "tekst-2": "Nee, er is geen melk."}})
    (fault,) = texts.faults(TOPIC, files)
    assert (fault.language, fault.blocks) == (EN, True)
    both = texts.files(
        TOPIC,
        {
            NL: {"onbekend-2": "nee", "tekst-2": "Nee, er is geen melk."},
            EN: {"onbekend-2": "nee", "tekst-2": "No, there is no milk."},
        },
    )
    assert texts.faults(TOPIC, both) == []


def test_what_would_be_read_as_something_else_is_refused(texts: ContentTexts):
    for part, words in (
        ("antwoord", "Eén.\n---\nTwee."),
        ("vragen-1", "Gratis?\nkoffie {how}"),
        ("tekst-1", "### Wat?"),
    ):
        with pytest.raises(FaultsError) as wrong:
            texts.files(TOPIC, {NL: {part: words}})
        assert any(fault.part == part for fault in wrong.value.faults)


def test_the_same_is_found_in_a_process_of_its_own(texts: ContentTexts, root: Path):
    files = texts.files(TOPIC, {NL: {"kort": "De koffie is gratis tot 10 uur."}})
    changed = {file.path: file.after for file in files}
    assert list(apart(root, TOPIC, changed)) == list(tried(root, TOPIC, changed))
    assert (root / PATH).read_text(encoding="utf-8") == COFFEE


def test_every_process_that_looks_at_the_folder_has_it_within_five_seconds(texts: ContentTexts, root: Path):
    processes = [ContentFiles(root), ContentFiles(root)]
    texts.write(texts.files(TOPIC, {NL: {"kort": "Koffie is gratis."}}))
    until = time.monotonic() + 5
    while any(one.topic(TOPIC).text(NL).short != "Koffie is gratis." for one in processes):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_written_it_is_as_it_should_be_and_the_rest_is_as_it_was(texts: ContentTexts, root: Path):
    texts.write(texts.files(TOPIC, {NL: {"kort": "Koffie is gratis."}, EN: {"vertaling": "ja"}}))
    assert (root / PATH).read_text(encoding="utf-8") == COFFEE.replace(
        "short: >-\n  De koffie is gratis.\n  Vraag erom bij het loket.\n", "short: >-\n  Koffie is gratis.\n"
    )
    assert [path.name for path in root.rglob(".*")] == []
    other = ContentFiles(root)
    assert other.topic(TOPIC).text(NL).short == "Koffie is gratis."
    assert other.topic(TOPIC).text(EN).reviewed_translation


def test_a_file_that_somebody_else_wrote_is_not_written_over(texts: ContentTexts, root: Path):
    files = texts.files(TOPIC, {NL: {"kort": "Koffie is gratis."}})
    (root / PATH).write_text(COFFEE + "\n", encoding="utf-8")
    with pytest.raises(DraftMovedError):
        texts.write(files)
    assert (root / PATH).read_text(encoding="utf-8") == COFFEE + "\n"


@pytest.mark.parametrize(
    ("number", "said"), [(errno.EROFS, "alleen te lezen"), (errno.ENOSPC, "schijf is vol"), (errno.EIO, "Er is niets")]
)
def test_a_folder_that_refuses_is_told_in_one_sentence_and_nothing_is_half(
    texts: ContentTexts, root: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
):
    files = texts.files(TOPIC, {NL: {"kort": "Koffie is gratis."}, EN: {"vertaling": "ja"}})
    before = {path: path.read_bytes() for path in root.rglob("*.md")}
    real, calls = Path.replace, list[Path]()

    def second_fails(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == len(files):
            raise OSError(number, os.strerror(number))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", second_fails)
    with pytest.raises(NotWrittenError, match=said):
        texts.write(files)
    assert {path: path.read_bytes() for path in root.rglob("*.md")} == before


def test_a_new_translation_makes_a_file_and_back_again(texts: ContentTexts, root: Path):
    words = {"titel": "Kahve", "kort": "Bedava.", "suggesties": "Kahve kaç para?", "antwoord": "Kahve bedava."}
    files = texts.files(TOPIC, {Language.TURKISH: words})
    texts.write(files)
    assert ContentFiles(root).topic(TOPIC).texts[Language.TURKISH].title == "Kahve"
    texts.write([FileChange(file.path, file.after, file.before) for file in files])
    assert not (root / "tr/proef/koffie.md").exists()


def test_a_broken_file_is_told_of(texts: ContentTexts, root: Path):
    (root / PATH).write_bytes(b"---\ntitle: \xff\n---\n")
    with pytest.raises(TextsError, match="UTF-8"):
        texts.values(TOPIC, NL)


def test_what_is_unknown_and_what_carries_each_sentence(texts: ContentTexts, root: Path):
    topic = ContentFiles(root).topic(TOPIC)
    assert texts.unknown(topic) == ("Of er ook melk is, weten wij niet.",)
    first = texts.beside(topic)[0]
    assert first.sentence == "De koffie is gratis."
    assert first.carriers == (("Voorbeeldrapport", "zeker", "koffie en thee zijn gratis"),)
