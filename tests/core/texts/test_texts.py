"""Who may write, read and take a text, and what happens when two do."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.contract import Language
from bot.core.texts.drafts import (
    DraftMovedError,
    DraftState,
    FaultsError,
    FileMovedError,
    NotWrittenError,
    PartsClashError,
    TextsError,
    Values,
    is_learned,
    mark_of,
    merged,
    tidy,
)
from bot.core.texts.texts import DeskTexts
from tests.contracts.draft_book_contract import DraftBookContract
from tests.fakes.drafts import FakeDraftBook, FakeTexts

NL, EN = Language.DUTCH, Language.ENGLISH
ANNA, BAS = "anna@vng.example.nl", "bas@vng.example.nl"
TOPIC = "proef/koffie"


class TestFakeDraftBook(DraftBookContract):
    @pytest.fixture
    def book(self) -> FakeDraftBook:
        return FakeDraftBook()


@pytest.fixture
def files() -> FakeTexts:
    return FakeTexts({f"nl/{TOPIC}": "titel=Koffie\nkort=Gratis.", f"en/{TOPIC}": "titel=Coffee\nkort=Free."})


@pytest.fixture
def desk(files: FakeTexts) -> DeskTexts:
    return DeskTexts(files, FakeDraftBook(), lambda: datetime(2026, 12, 1, tzinfo=UTC))  # type: ignore[arg-type]  # what the rules need


def marks(desk: DeskTexts, language: Language = NL) -> dict[str, str]:
    return {part: mark_of(words) for part, words in desk.written(TOPIC, language).values.items()}


def write(desk: DeskTexts, who: str = ANNA, language: Language = NL, **typed: str):
    return desk.save(TOPIC, language, typed, marks(desk, language), who)


def test_what_one_wrote_another_takes(desk: DeskTexts, files: FakeTexts):
    draft = write(desk, kort="Niets.")
    assert draft is not None
    assert files.values(TOPIC, NL)["kort"] == "Gratis."
    assert desk.written(TOPIC, NL).values["kort"] == "Niets."
    assert desk.written(TOPIC, NL).changed == ["kort"]
    made = desk.take(draft, BAS, "klopt")
    assert files.values(TOPIC, NL) == {"titel": "Koffie", "kort": "Niets."}
    assert (made.writers, made.who, made.why, made.alone) == ((ANNA,), BAS, "klopt", False)
    assert desk.book.open_of(TOPIC) is None


def test_nobody_takes_what_they_wrote_but_who_is_alone(desk: DeskTexts, files: FakeTexts):
    draft = write(desk, kort="Niets.")
    with pytest.raises(TextsError, match="Iemand anders"):
        desk.take(draft, ANNA)
    assert files.values(TOPIC, NL)["kort"] == "Gratis."
    assert desk.take(draft, ANNA, alone=True).alone


def test_who_writes_along_is_a_writer_and_who_adapts_while_reading_is_not(desk: DeskTexts):
    write(desk, kort="Niets.")
    draft = write(desk, BAS, titel="Koffie hier")
    assert draft is not None
    assert draft.writers == (ANNA, BAS)
    with pytest.raises(TextsError):
        desk.take(draft, BAS)
    read = desk.save(TOPIC, NL, {"titel": "Koffie daar"}, marks(desk), "cas@vng.example.nl", reads=True)
    assert read is not None
    assert read.writers == (ANNA, BAS)
    assert desk.take(read, "cas@vng.example.nl").number


def test_a_concept_has_more_languages(desk: DeskTexts, files: FakeTexts):
    write(desk, kort="Niets.")
    draft = write(desk, language=EN, kort="Nothing.")
    assert draft is not None
    assert set(draft.texts) == {NL, EN}
    desk.take(draft, BAS)
    assert (files.values(TOPIC, NL)["kort"], files.values(TOPIC, EN)["kort"]) == ("Niets.", "Nothing.")


def test_what_is_as_it_was_is_no_concept(desk: DeskTexts):
    assert write(desk, kort="Gratis.\r\n") is None
    draft = write(desk, kort="Niets.")
    assert draft is not None
    assert write(desk, kort="Gratis.") is None
    assert desk.book.open_of(TOPIC) is None
    kept = desk.book.draft(draft.id)
    assert kept is not None
    assert kept.reason == "Alles staat weer zoals het stond."


def test_two_at_once_keep_both_where_they_changed_other_parts(desk: DeskTexts):
    seen = marks(desk)
    desk.save(TOPIC, NL, {"titel": "Koffie", "kort": "Niets."}, seen, ANNA)
    draft = desk.save(TOPIC, NL, {"titel": "Koffie hier", "kort": "Gratis."}, seen, BAS)
    assert draft is not None
    assert desk.written(TOPIC, NL).values == {"titel": "Koffie hier", "kort": "Niets."}


def test_two_at_once_on_one_part_choose(desk: DeskTexts):
    seen = marks(desk)
    desk.save(TOPIC, NL, {"kort": "Niets."}, seen, ANNA)
    with pytest.raises(PartsClashError) as clash:
        desk.save(TOPIC, NL, {"titel": "Koffie hier", "kort": "Nul euro."}, seen, BAS)
    assert clash.value.parts == ("kort",)
    assert clash.value.now["kort"] == "Niets."
    assert clash.value.merged["titel"] == "Koffie hier"
    assert clash.value.who == ANNA


def test_a_file_that_was_changed_meanwhile_is_chosen_about_first(desk: DeskTexts, files: FakeTexts):
    draft = write(desk, kort="Niets.", titel="Koffie hier")
    assert draft is not None
    files.stored[f"nl/{TOPIC}"] = "titel=Koffie\nkort=Nul euro."
    with pytest.raises(FileMovedError) as moved:
        desk.take(draft, BAS)
    assert moved.value.moved == {NL: {"kort": "Nul euro."}}
    settled = desk.settle(draft, lambda _language, _part: False)
    desk.take(settled, BAS)
    assert files.values(TOPIC, NL) == {"titel": "Koffie hier", "kort": "Nul euro."}


def test_of_a_part_that_moved_the_concept_can_win(desk: DeskTexts, files: FakeTexts):
    draft = write(desk, kort="Niets.")
    assert draft is not None
    files.stored[f"nl/{TOPIC}"] = "titel=Koffie\nkort=Nul euro."
    desk.take(desk.settle(draft, lambda _language, _part: True), BAS)
    assert files.values(TOPIC, NL)["kort"] == "Niets."


def test_with_a_fault_it_is_kept_and_not_taken(desk: DeskTexts, files: FakeTexts):
    draft = write(desk, kort="FOUT")
    assert draft is not None
    assert [fault.part for fault in desk.faults(draft)] == ["kort"]
    with pytest.raises(FaultsError, match="Dit klopt niet"):
        desk.take(draft, BAS)
    assert files.values(TOPIC, NL)["kort"] == "Gratis."
    assert desk.book.open_of(TOPIC) == draft


def test_looking_keeps_nothing(desk: DeskTexts):
    assert [fault.part for fault in desk.tried(TOPIC, NL, {"kort": "FOUT"})] == ["kort"]
    assert desk.tried(TOPIC, NL, {"kort": "Niets."}) == []
    assert desk.book.open_of(TOPIC) is None


def test_where_nothing_can_be_written_the_concept_stays(desk: DeskTexts, files: FakeTexts):
    draft = write(desk, kort="Niets.")
    assert draft is not None
    files.refuses = "De schijf is vol."
    with pytest.raises(NotWrittenError, match="vol"):
        desk.take(draft, BAS)
    assert desk.book.open_of(TOPIC) == draft
    assert desk.book.revisions() == ()


def test_it_is_refused_with_a_reason_and_gone_on_with(desk: DeskTexts):
    draft = write(desk, kort="Niets.")
    assert draft is not None
    with pytest.raises(TextsError, match="waarom"):
        desk.refuse(draft, BAS, " ")
    refused = desk.refuse(draft, BAS, "Te kort.")
    assert (refused.state, refused.reason, refused.decided_by) == (DraftState.REFUSED, "Te kort.", BAS)
    with pytest.raises(DraftMovedError):
        desk.take(refused, BAS)
    assert desk.reopen(refused).state is DraftState.OPEN
    assert desk.written(TOPIC, NL).values["kort"] == "Niets."


def test_a_refused_one_waits_while_there_is_another(desk: DeskTexts):
    draft = write(desk, kort="Niets.")
    assert draft is not None
    refused = desk.refuse(draft, BAS, "Te kort.")
    write(desk, kort="Nul euro.")
    with pytest.raises(DraftMovedError):
        desk.reopen(refused)


def test_what_was_taken_is_taken_back_and_that_as_well(desk: DeskTexts, files: FakeTexts):
    before = dict(files.stored)
    draft = write(desk, kort="Niets.")
    assert draft is not None
    first = desk.take(draft, BAS)
    after = dict(files.stored)
    second = desk.undo(first, ANNA)
    assert files.stored == before
    assert second.undoes == first.number
    desk.undo(second, ANNA)
    assert files.stored == after


def test_what_was_changed_since_is_not_taken_back(desk: DeskTexts, files: FakeTexts):
    draft = write(desk, kort="Niets.")
    assert draft is not None
    made = desk.take(draft, BAS)
    files.stored[f"nl/{TOPIC}"] += "!"
    with pytest.raises(TextsError, match="Draai eerst dat terug"):
        desk.undo(made, ANNA)


@pytest.mark.parametrize(
    ("part", "typed", "kept"),
    [
        ("titel", "  Koffie\r\nhier ", "Koffie hier"),
        ("suggesties", "een\r\n\r\n  twee  drie \r\n", "een\ntwee drie"),
        ("vragen-12", "een\n\ntwee", "een\ntwee"),
        ("antwoord", "\r\nEén.\r\n\r\n1. Twee.\r\n\r\n", "Eén.\n\n1. Twee."),
        ("antwoord", "Eén\x00\x07\u2028 twee", "Eén twee"),
        ("antwoord", "می\u200cشود", "می\u200cشود"),
        ("tekst-1", "Eén.\n\nTwee.", "Eén.\n\nTwee."),
    ],
)
def test_typed_words_are_made_tidy(part: str, typed: str, kept: str):
    assert tidy(part, typed) == kept


def test_which_parts_are_learned_from():
    assert [
        part for part in ("titel", "antwoord", "suggesties", "meer-vragen", "vragen-2", "tekst-2") if is_learned(part)
    ] == [
        "suggesties",
        "meer-vragen",
        "vragen-2",
    ]


def test_a_form_without_marks_changes_nothing_unasked():
    now: Values = {"titel": "Koffie", "kort": "Gratis."}
    assert merged(now, {"titel": "Thee"}, {}) == ({"titel": "Thee", "kort": "Gratis."}, ["titel"])
    assert merged(now, {"titel": "Koffie"}, {}) == (now, [])
