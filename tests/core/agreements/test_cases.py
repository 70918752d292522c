"""Statuses, who sees what, and counts from which nobody can count back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.agreements.cases import Agreement, Case, Entry, EntryKind, Report, Side, Status, quarter_of
from bot.core.agreements.counts import SMALLEST, quarters

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


def case(**fields: object) -> Case:
    report = Report("9001", Agreement.RHYTHM, "Te laat.", "mei", "", "", "Vraag het na.", may_name=False)
    return Case("A2026-00001", "horizon", "a@b.example.nl", report, NOW, date(2026, 6, 15), **fields)  # type: ignore[arg-type]


def test_there_are_the_seven_statuses():
    assert [str(item) for item in Status] == [
        "ontvangen", "in behandeling", "gevraagd aan de ander", "afgesproken", "opgelost", "niet opgelost",
        "geen afspraak geschonden",
    ]  # fmt: skip


@pytest.mark.parametrize("status", list(Status))
def test_what_is_closed_can_only_be_opened_again_and_nothing_is_received_twice(status: Status):
    assert Status.RECEIVED not in status.nexts
    assert status not in status.nexts
    if status.closed:
        assert status.nexts == (Status.TAKEN_UP,)
    else:
        assert {Status.SOLVED, Status.UNSOLVED, Status.NOT_BROKEN} <= set(status.nexts)


def test_the_other_party_sees_a_case_once_it_was_passed_on():
    assert case().side_of(["9001"]) is None
    assert case(passed_on=True).side_of(["9001"]) is Side.OTHER
    assert case().side_of(["horizon"]) is Side.REPORTER
    assert case(passed_on=True).side_of(["elders", "9002"]) is None


@pytest.mark.parametrize(
    ("kind", "side", "readers"),
    [
        (EntryKind.NOTE, Side.DESK, {Side.DESK}),
        (EntryKind.NOTE, Side.REPORTER, {Side.DESK}),
        (EntryKind.MESSAGE, Side.OTHER, {Side.DESK, Side.OTHER}),
        (EntryKind.MESSAGE, Side.REPORTER, {Side.DESK, Side.REPORTER}),
        (EntryKind.RECEIVED, Side.REPORTER, {Side.DESK, Side.REPORTER}),
        (EntryKind.STEP, Side.DESK, set(Side)),
    ],
)
def test_who_reads_an_entry(kind: EntryKind, side: Side, readers: set[Side]):
    entry = Entry(NOW, "redactie@vng.example.nl", kind, side, "tekst")
    assert {reader for reader in Side if entry.seen_by(reader)} == readers


def test_a_case_is_late_from_its_next_day_on_until_it_is_closed():
    assert not case().overdue(date(2026, 6, 15))
    assert case().overdue(date(2026, 6, 16))
    assert not case(next_on=date(2026, 7, 1)).overdue(date(2026, 6, 16))
    assert not case(status=Status.SOLVED).overdue(date(2027, 1, 1))


def test_quarters():
    assert [quarter_of(date(2026, month, 1)) for month in (1, 3, 4, 12)] == [
        "2026 kwartaal 1", "2026 kwartaal 1", "2026 kwartaal 2", "2026 kwartaal 4",
    ]  # fmt: skip


@given(st.dictionaries(st.sampled_from(list(Agreement)), st.integers(0, 12), min_size=1))
def test_no_small_number_can_be_counted_back_from_the_totals(counted: dict[Agreement, int]):
    """Whatever the small numbers are, the same is shown: so what is shown says nothing about them."""
    (found,) = quarters({("2026 kwartaal 1", kind): count for kind, count in counted.items()})
    other = {kind: count if count >= SMALLEST else SMALLEST - 1 - count for kind, count in counted.items()}
    assert quarters({("2026 kwartaal 1", kind): count for kind, count in other.items()}) == (found,)
    for kind in Agreement:
        count = counted.get(kind, 0)
        assert found.kinds[kind].words == (str(count) if count >= SMALLEST else "minder dan 5")
    assert found.total.least <= sum(counted.values()) <= found.total.most
