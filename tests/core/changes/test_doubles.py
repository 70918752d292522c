"""By what two records may be one."""

from __future__ import annotations

import pytest

from bot.core.changes.changes import RecordKind, Ref
from bot.core.changes.doubles import Item, find_doubles, pair
from bot.core.changes.signs import channel_sign, nearly, plain_name


def organisation(key: str, name: str, **said: object) -> Item:
    return Item(Ref(RecordKind.ORGANISATION, key), name, **said)  # type: ignore[arg-type]


def found(*items: Item) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(double.first.key, double.second.key, double.reasons) for double in find_doubles(items)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stichting Horizon", "Horizon"),
        ("Koninklijke Zicht B.V.", "zicht"),
        ("Élders Loket", "Elders-loket"),
        ("De Brug", "Brug"),
    ],
)
def test_a_name_is_the_same_without_its_legal_form(one: str, other: str):
    assert plain_name(one) == plain_name(other)


def test_a_name_of_legal_forms_alone_stays_what_it_is():
    assert plain_name("De Stichting") == "destichting"


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("noorderbrug", "noorderbrug", False),
        ("noorderbrug", "noordebrug", True),
        ("noorderbrug", "noorderbrugg", True),
        ("noorderbrug", "noorderbrgu", True),
        ("noorderbrug", "noorderburg", True),
        ("noorderbrug", "zuiderbrug", False),
        ("visio", "visia", False),
    ],
)
def test_one_letter_in_a_long_name_is_a_typing_mistake(one: str, other: str, near: bool):
    assert nearly(one, other) is nearly(other, one) is near


def test_numbers_and_addresses_are_compared_as_what_they_are():
    assert channel_sign("phone", "+31 88 555 01 01") == channel_sign("phone", "088-5550101")
    assert channel_sign("phone", "088 555 0101, toestel 2") != channel_sign("phone", "088 555 0101")
    assert channel_sign("email", "Info@Horizon.example.nl") == channel_sign("email", "info@horizon.example.nl")
    assert channel_sign("website", "https://www.horizon.example.nl/") == channel_sign("website", "horizon.example.nl")
    assert channel_sign("phone", "088 555 0101") != channel_sign("textphone", "088 555 0101")


def test_each_sign_is_a_reason_and_most_reasons_come_first():
    doubles = found(
        organisation("a", "Stichting Aa", kvk="12345678"),
        organisation("b", "Bee", kvk="12345678"),
        organisation("c", "Horizon", website="https://horizon.example.nl", channels=(("phone", "088 555 0101"),)),
        organisation("d", "Stichting Horizon", website="horizon.example.nl", channels=(("phone", "0885550101"),)),
        organisation("e", "Eenzaam", channels=(("email", "e@eenzaam.example.nl"),)),
    )
    assert [(first, second, len(reasons)) for first, second, reasons in doubles] == [("c", "d", 3), ("a", "b", 1)]
    assert doubles[1][2] == ("hetzelfde KvK-nummer: 12345678",)


def test_a_number_that_many_share_is_no_sign():
    names = ("Aarde", "Bergrust", "Citer", "Dageraad", "Eikenhof")
    many = [organisation(name.lower(), name, channels=(("phone", "088 555 0101"),)) for name in names]
    assert found(*many) == []
    assert len(found(*many[:2])) == 1


def test_numbers_are_compared_within_their_owner_and_their_kind_alone():
    def number(key: str, owner: str, kind: str, value: str) -> Item:
        return Item(Ref(RecordKind.CHANNEL, key), f"Wmo, {value}", group=owner, channels=((kind, value),))

    assert found(
        number("1", "9001", "phone", "010 555 0123"),
        number("2", "9001", "phone", "+31105550123"),
        number("3", "9001", "whatsapp", "010 555 0123"),
        number("4", "9002", "phone", "010 555 0123"),
    ) == [("1", "2", ("hetzelfde nummer: +31105550123",))]


def test_a_pair_has_one_order():
    one, other = Ref(RecordKind.ORGANISATION, "b"), Ref(RecordKind.ORGANISATION, "a")
    assert pair(one, other) == pair(other, one) == ("organisation-a", "organisation-b")
