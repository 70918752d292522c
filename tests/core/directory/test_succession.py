"""Who came in the place of what went, and what was called otherwise."""

from __future__ import annotations

from datetime import date

from bot.core.directory.organisations import Municipality, Organisation, Retired
from bot.core.directory.succession import municipality_now, named_now, organisation_now, successor
from tests.fakes.directory import FakeDirectory

DAY = date(2026, 2, 1)
LEFT = Organisation("over", "Stichting Over", "aanbieder", {})
TOWN = Municipality("9002", "Grootstad", "Noord", "Regio")
DIRECTORY = FakeDirectory(
    [LEFT],
    [TOWN],
    {},
    [
        Retired("eerst", "Eerst", DAY, successor="toen"),
        Retired("toen", "Toen", DAY, successor="over", merged=True),
        Retired("rond", "Rond", DAY, successor="om"),
        Retired("om", "Om", DAY, successor="rond"),
        Retired("weg", "Weg", DAY),
        Retired("9001", "Kleindorp", DAY, successor="9002"),
    ],
)


def test_it_goes_on_until_something_is_there():
    assert successor(DIRECTORY, "eerst") is LEFT
    assert successor(DIRECTORY, "over") is LEFT
    assert successor(DIRECTORY, "9001") is TOWN


def test_where_nothing_came_there_is_nothing_and_a_circle_ends():
    assert [successor(DIRECTORY, key) for key in ("weg", "rond", "nergens", "")] == [None] * 4


def test_by_name():
    assert organisation_now(DIRECTORY, "Eerst") is LEFT
    assert municipality_now(DIRECTORY, "Kleindorp") is TOWN
    assert municipality_now(DIRECTORY, "Grootstad") is TOWN
    assert organisation_now(DIRECTORY, "Kleindorp") is None, "a municipality is no organisation"
    assert municipality_now(DIRECTORY, "Eerst") is None
    assert named_now(DIRECTORY, "Nooit geweest") is None
