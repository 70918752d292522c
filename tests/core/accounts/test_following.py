"""Who speaks for what became one with another."""

from __future__ import annotations

from datetime import date

from bot.core.accounts.accounts import Account, Role
from bot.core.accounts.following import following
from bot.core.directory.organisations import Organisation, Retired
from tests.fakes.directory import FakeDirectory

DAY = date(2026, 2, 1)
DIRECTORY = FakeDirectory(
    [Organisation("over", "Over", "aanbieder", {}), Organisation("nieuw", "Nieuw", "aanbieder", {})],
    [],
    {},
    [
        Retired("eerst", "Eerst", DAY, successor="toen", merged=True),
        Retired("toen", "Toen", DAY, successor="over", merged=True),
        Retired("oud", "Oud", DAY, successor="nieuw"),
    ],
)


def speaking(*owners: str) -> tuple[str, ...]:
    account = Account(1, "a@voorbeeld.example.nl", "Iemand", Role.REPRESENTATIVE, owners)
    return following(account, DIRECTORY).owners


def test_what_was_one_thing_entered_twice_is_theirs_too_however_often():
    assert speaking("eerst") == ("eerst", "toen", "over")
    assert speaking("toen", "over") == ("toen", "over")


def test_what_followed_up_another_has_people_of_its_own():
    assert speaking("oud") == ("oud",)
    assert speaking("over", "nergens") == ("over", "nergens")
