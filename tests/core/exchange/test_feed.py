"""Whoever follows the numbers misses nothing, whatever the size of a page."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.directory.numbers import ChangeNumbers
from bot.core.directory.organisations import Municipality, Organisation, Retired
from bot.core.exchange.feed import OwnerKind, since
from tests.fakes.directory import FakeDirectory

GONE = Retired("oud", "Oud", date(2026, 5, 1), successor="nieuw", merged=True)
AWAY = Retired("9009", "Weg", date(2026, 4, 1))


def organisation(key: str) -> Organisation:
    return Organisation(key, key.title(), "aanbieder", {})


@pytest.fixture
def directory() -> FakeDirectory:
    return FakeDirectory(
        [organisation("een"), organisation("twee"), organisation("nieuw")],
        [Municipality("9001", "Dorp", "P", "R"), Municipality("9002", "Stad", "P", "R")],
        {},
        retired=[GONE],
        numbers=ChangeNumbers(9, {"een": 4, "nieuw": 7, "oud": 8, "9001": 9, "9009": 5}, removed=(AWAY,)),
    )


def all_of(directory: FakeDirectory, size: int, kind: OwnerKind | None = None) -> list[str]:
    found, number = [], 0
    for _ in range(20):
        page = since(directory, number, size, kind=kind)
        found += [entry.id for entry in page.entries]
        number = page.number
        if not page.more:
            return found
    raise AssertionError("there is no end")


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_every_page_size_gives_everything_once_and_in_order(directory: FakeDirectory, size: int):
    assert all_of(directory, size) == ["9002", "twee", "een", "9009", "nieuw", "oud", "9001"]


def test_what_shares_a_number_stays_together(directory: FakeDirectory):
    page = since(directory, 0, 1)
    assert ([entry.id for entry in page.entries], page.number, page.more) == (["9002", "twee"], 1, True)


def test_of_one_kind(directory: FakeDirectory):
    assert all_of(directory, 2, OwnerKind.MUNICIPALITY) == ["9002", "9009", "9001"]
    assert all_of(directory, 2, OwnerKind.ORGANISATION) == ["twee", "een", "nieuw", "oud"]


def test_what_went_is_a_tombstone(directory: FakeDirectory):
    gone = [entry for entry in since(directory, 0, 100).entries if entry.withdrawn]
    assert [(entry.kind, entry.what) for entry in gone] == [
        (OwnerKind.MUNICIPALITY, AWAY),
        (OwnerKind.ORGANISATION, GONE),
    ]


def test_who_has_all_gets_nothing_and_keeps_the_number(directory: FakeDirectory):
    page = since(directory, 9, 10)
    assert (page.entries, page.number, page.more) == ((), 9, False)
