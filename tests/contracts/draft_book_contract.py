"""What every `DraftBook` does. Subclass it as `Test…` and give a fixture `book`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.contract import Language
from bot.core.texts.drafts import Change, Draft, DraftMovedError, DraftState, FileChange, NotWrittenError, Revision
from bot.core.texts.port import DraftBook

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
DRAFT = Draft(
    0,
    "proef/koffie",
    {Language.DUTCH: {"kort": Change("De koffie is gratis.", "Koffie: gratis – سلام")}},
    ("anna@vng.example.nl",),
    NOW,
    NOW,
    "korter",
)
LINE = Revision(
    0,
    NOW,
    "proef/koffie",
    ("anna@vng.example.nl",),
    "bas@vng.example.nl",
    "korter",
    (FileChange("nl/proef/koffie.md", "oud\n", "nieuw\n"), FileChange("en/proef/koffie.md", "", "new\n")),
)


def nothing() -> None:
    """Nothing to write."""


class DraftBookContract:
    def test_a_concept_is_kept_as_it_is(self, book: DraftBook):
        made = book.keep(DRAFT)
        assert made == replace(DRAFT, id=made.id, version=1)
        assert made.id > 0
        assert book.draft(made.id) == book.open_of("proef/koffie") == made
        assert list(book.open()) == list(book.of("proef/koffie")) == [made]
        assert book.draft(made.id + 1) is None
        assert book.open_of("proef/thee") is None

    def test_another_version_takes_its_place_and_an_old_one_does_not(self, book: DraftBook):
        first = book.keep(DRAFT)
        second = book.keep(replace(first, why="toch langer", writers=("anna@vng.example.nl", "bas@vng.example.nl")))
        assert second.version == 2
        with pytest.raises(DraftMovedError):
            book.keep(first)
        assert book.draft(first.id) == second

    def test_a_topic_has_one_open_concept(self, book: DraftBook):
        first = book.keep(DRAFT)
        with pytest.raises(DraftMovedError):
            book.keep(DRAFT)
        other = book.keep(replace(DRAFT, topic="proef/thee"))
        book.keep(
            replace(first, state=DraftState.REFUSED, decided_by="bas@vng.example.nl", decided_at=NOW, reason="Te kort.")
        )
        again = book.keep(DRAFT)
        assert {draft.id for draft in book.open()} == {other.id, again.id}
        assert [draft.state for draft in book.of("proef/koffie")] == [DraftState.OPEN, DraftState.REFUSED]
        assert book.of("proef/koffie")[1].reason == "Te kort."

    def test_the_oldest_open_one_comes_first(self, book: DraftBook):
        late = book.keep(replace(DRAFT, changed_at=NOW + timedelta(days=1)))
        early = book.keep(replace(DRAFT, topic="proef/thee"))
        assert [draft.id for draft in book.open()] == [early.id, late.id]

    def test_what_was_refused_of_late_is_found_the_newest_first(self, book: DraftBook):
        for topic, days in (("proef/koffie", 3), ("proef/thee", 1), ("proef/melk", 40)):
            made = book.keep(replace(DRAFT, topic=topic))
            moment = NOW - timedelta(days=days)
            book.keep(replace(made, state=DraftState.REFUSED, decided_by="bas", decided_at=moment, reason="Nee."))
        book.keep(DRAFT)
        found = book.refused(NOW - timedelta(days=30))
        assert [(draft.topic, draft.reason) for draft in found] == [("proef/thee", "Nee."), ("proef/koffie", "Nee.")]

    def test_what_was_taken_is_noted_with_its_concept(self, book: DraftBook):
        draft, written = book.keep(DRAFT), list[str]()
        decided = replace(draft, state=DraftState.TAKEN, decided_by="bas@vng.example.nl", decided_at=NOW)
        made = book.take(LINE, lambda: written.append("geschreven"), decided)
        assert written == ["geschreven"]
        assert made == replace(LINE, number=made.number)
        assert book.revision(made.number) == made
        assert list(book.revisions("proef/koffie")) == list(book.revisions()) == [made]
        assert list(book.revisions("proef/thee")) == []
        kept = book.draft(draft.id)
        assert kept is not None
        assert kept.state is DraftState.TAKEN
        assert book.open_of("proef/koffie") is None

    def test_where_nothing_can_be_written_nothing_is_noted(self, book: DraftBook):
        draft = book.keep(DRAFT)

        def full() -> None:
            raise NotWrittenError

        with pytest.raises(NotWrittenError):
            book.take(LINE, full, replace(draft, state=DraftState.TAKEN))
        assert book.draft(draft.id) == draft
        assert list(book.revisions()) == []

    def test_two_who_take_it_at_once_take_it_once(self, book: DraftBook):
        draft, written = book.keep(DRAFT), list[str]()
        decided = replace(draft, state=DraftState.TAKEN)
        book.take(LINE, nothing, decided)
        with pytest.raises(DraftMovedError):
            book.take(LINE, lambda: written.append("tweede"), decided)
        assert written == []
        assert len(book.revisions()) == 1

    def test_one_that_takes_another_back_says_which(self, book: DraftBook):
        first = book.take(LINE, nothing)
        second = book.take(replace(LINE, undoes=first.number, alone=True), nothing)
        assert [(one.number, one.undoes, one.alone) for one in book.revisions()] == [
            (second.number, first.number, True),
            (first.number, None, False),
        ]
