"""Villages and towns of the register in a text: named beyond doubt, or not at all."""

from __future__ import annotations

import time

import pytest

from bot.core.directory.organisations import Municipality
from bot.core.directory.places import Place, places

PLACES = (
    Municipality("1", "Berg (X.)", "Westland", "", places=("Een", "Verzonnenbroek", "St.-Annadorp", "Nederland")),
    Municipality("2", "Laat", "Oostland", "", places=("Laat", "Handel", "Huis Ter Beek", "'t Zandje", "Westland")),
    Municipality("3", "Zee", "Oostland", "", ("Oud Zee",), places=("Huis Ter Beek", "Een", "Oud Zee")),
)


def village(text: str, *, asked: bool = False) -> Place | None:
    return next((place for place in places(text, PLACES, any_case=asked) if place.village), None)


@pytest.mark.parametrize(
    ("text", "municipalities"),
    [
        ("Wie bel ik in Verzonnenbroek?", ("Berg (X.)",)),
        ("wie bel ik in verzonnenbroek", ("Berg (X.)",)),
        ("gemeente Handel", ("Laat",)),
        ("Verzonnenbroek", ("Berg (X.)",)),
        ("in Sint Annadorp", ("Berg (X.)",)),
        ("in Huis ter Beek", ("Laat", "Zee")),
        ("uit Een in westland", ("Berg (X.)",)),
        ("van Een naar elders", ("Berg (X.)", "Zee")),
        ("Het loket van Handel graag", ("Laat",)),
        ("Contact Verzonnenbroek graag", ("Berg (X.)",)),
    ],
)
def test_a_village_is_named_beyond_doubt(text: str, municipalities: tuple[str, ...]):
    place = village(text)
    assert place
    assert place.municipalities == municipalities
    assert not place.own_name


@pytest.mark.parametrize(("text", "name"), [("in 't zandje", "Laat"), ("handel", "Laat"), ("gemeente handel", "Laat")])
def test_asked_for_a_place_a_name_needs_no_capital(text: str, name: str):
    place = village(text, asked=True)
    assert place
    assert place.municipalities == (name,)


@pytest.mark.parametrize(
    "text",
    [
        "Een dove man zoekt hulp",
        "in een dorp",
        "wie gaat er over de handel",
        "Handel is het niet",
        "in Nederland",
        "Nederland",
        "in Westland",
        "in Verzonnenbroek-Noord",
        "in Laat",
    ],
)
@pytest.mark.parametrize("asked", [False, True])
def test_what_may_be_something_else_is_no_village(text: str, asked: bool):
    assert village(text, asked=asked) is None


@pytest.mark.parametrize(
    ("text", "placed", "whole"),
    [
        ("Wie bel ik in Verzonnenbroek?", True, False),
        ("Contact Verzonnenbroek graag", False, False),
        ("in de gemeente Verzonnenbroek", True, True),
    ],
)
def test_where_it_stands_is_told(text: str, placed: bool, whole: bool):
    place = village(text)
    assert place
    assert (place.placed, place.whole) == (placed, whole)


def test_six_thousand_names_cost_no_more_than_a_look_per_word():
    many = tuple(
        Municipality(str(code), f"Stad{code}", "Westland", "", places=tuple(f"Plaats{code}x{n}" for n in range(20)))
        for code in range(300)
    )
    text = "Mijn cliënt woont in een dorp en heeft een vraag over begeleiding. " * 30
    places(text, many)
    started = time.process_time()
    for _ in range(20):
        places(text, many)
    assert (time.process_time() - started) / 20 < 0.05
