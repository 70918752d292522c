"""The one rule by which providers fit, municipalities are found, and needs belong together."""

from __future__ import annotations

import pytest

from bot.core.directory.finding import combined, find_municipalities, providers, services_for
from bot.core.directory.organisations import Municipality, Organisation, Term
from tests.contracts.directory_sample import MUNICIPALITIES, ORGANISATIONS

HORIZON, ELDERS = ORGANISATIONS
PLACES = [
    Municipality("0001", "'s-Voorbeeldhage", "Verzonnen Land", "Noord", ("Den Voorbeeld", "Oud-Dorp")),
    Municipality("0002", "Súdwest-Verzonnen", "Verzonnen Land", "Noord"),
    Municipality("0003", "Nieuw-Verzonnen", "Verzonnen Land", "Zuid"),
    Municipality("0004", "Verzonnen", "Verzonnen Land", "Zuid"),
]


@pytest.mark.parametrize(
    ("need", "law", "cbs_code", "expected"),
    [
        (None, None, None, [HORIZON, ELDERS]),
        ("doofblind", None, None, [HORIZON, ELDERS]),
        ("doofblind", "wmo", None, [ELDERS]),
        ("doofblind", "wmo", "9001", [ELDERS]),
        ("doofblind", "wmo", "9002", []),
        ("doofblind", None, "9002", [HORIZON]),
        (None, "zvw", None, [HORIZON]),
        (None, None, "9002", [HORIZON]),
        ("visueel", "wmo", "9002", [HORIZON]),
        ("visueel", "zvw", None, []),
        ("bestaat-niet", None, None, []),
    ],
)
def test_providers_fit_need_law_and_municipality_together(
    need: str | None, law: str | None, cbs_code: str | None, expected: list[Organisation]
) -> None:
    assert list(providers(ORGANISATIONS, need=need, law=law, cbs_code=cbs_code)) == expected


def test_services_are_those_that_fit_both() -> None:
    assert [service.function for service in services_for(HORIZON, need="visueel", law="wmo")] == ["dagbesteding"]
    assert services_for(HORIZON, need="visueel", law="zvw") == ()
    assert services_for(HORIZON) == HORIZON.services


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        ("", ["0001", "0002", "0003", "0004"]),
        ("den voorbeeld", ["0001"]),
        ("OUD DORP", ["0001"]),
        ("sudwest", ["0002"]),
        ("verzonnen", ["0004", "0002", "0003"]),
        ("bestaat niet", []),
        ("?!", []),
    ],
)
def test_municipalities_are_found_by_any_of_their_names(wanted: str, codes: list[str]) -> None:
    assert [item.cbs_code for item in find_municipalities(PLACES, wanted)] == codes


def test_a_name_of_before_finds_the_municipality_of_now() -> None:
    assert find_municipalities(MUNICIPALITIES, "voorbeeld")[0].name == "'s-Voorbeeld"


def test_a_place_leads_to_its_municipality_after_those_of_that_name() -> None:
    found = [
        Municipality("1", "Noord-Beek", "", "", places=("Verzonnenbroek", "Zandje")),
        Municipality("2", "Zandhoek", "", "", places=("Beek",)),
        Municipality("3", "Beek", "", "", places=("Zanddorp", "Zandloo", "Oud Zand")),
    ]
    assert [item.cbs_code for item in find_municipalities(found, "verzonnen broek")] == ["1"]
    assert [item.cbs_code for item in find_municipalities(found, "beek")] == ["3", "2", "1"]
    assert [item.cbs_code for item in find_municipalities(found, "zand")] == ["2", "1", "3"]


TERMS = {
    "zien": Term("zien", {"nl": "Zien"}),
    "horen": Term("horen", {"nl": "Horen"}),
    "beide": Term("beide", {"nl": "Beide"}, consists_of=("zien", "horen")),
}


@pytest.mark.parametrize(
    ("needs", "whole"),
    [
        (("zien",), ("zien",)),
        (("zien", "horen"), ("beide",)),
        (("horen", "zien", "anders"), ("beide", "anders")),
        (("beide", "zien"), ("beide", "zien")),
        ((), ()),
    ],
)
def test_needs_that_together_are_another_one(needs: tuple[str, ...], whole: tuple[str, ...]) -> None:
    assert combined(needs, TERMS) == whole
