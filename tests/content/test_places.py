"""The names by which people know a municipality: the API, the chat and the language model know the same."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bot.core.directory.finding import find_municipalities
from bot.core.directory.organisations import Municipality
from bot.core.directory.places import elsewhere, named_places, places, province_in, unknown_place

FOLDER = Path(__file__).parents[2] / "content" / "directory"


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


ALIASES = [line for line in rows("aliases.csv") if line["kind"] == "municipality"]
MUNICIPALITIES = [
    Municipality(
        line["cbs_code"],
        line["name"],
        line["province"],
        line["youth_region"],
        tuple(alias["name"] for alias in ALIASES if alias["target"] == line["cbs_code"]),
    )
    for line in rows("municipalities.csv")
]


@pytest.mark.parametrize(
    ("said", "municipality"),
    [
        ("Heerhugowaard", "Dijk en Waard"),
        ("Uden", "Maashorst"),
        ("Boxmeer", "Land van Cuijk"),
        ("Weesp", "Amsterdam"),
        ("Scheveningen", "'s-Gravenhage"),
        ("Zaandam", "Zaanstad"),
        ("Sneek", "Súdwest-Fryslân"),
        ("Oosterbeek", "Renkum"),
        ("Bergen aan Zee", "Bergen (NH.)"),
        ("bergen nh", "Bergen (NH.)"),
        ("Bergen op Zoom", "Bergen op Zoom"),
        ("Rijswijk (GLD)", "Buren"),
        ("Hengelo (Gld)", "Bronckhorst"),
        ("Hengelo", "Hengelo (O.)"),
        ("den haag", "'s-Gravenhage"),
        ("Utrecht", "Utrecht"),
    ],
)
def test_a_place_is_its_municipality(said: str, municipality: str):
    assert named_places(said, MUNICIPALITIES, any_case=True) == (municipality,)


def test_every_name_of_every_municipality_is_found_by_the_chat_and_the_api():
    for municipality in MUNICIPALITIES:
        for name in (municipality.name, *municipality.other_names):
            assert municipality.name in named_places(name, MUNICIPALITIES, any_case=True), name
            assert municipality in find_municipalities(MUNICIPALITIES, name), name


def test_a_name_of_two_municipalities_is_both():
    assert set(named_places("Bergen", MUNICIPALITIES, any_case=True)) == {"Bergen (L.)", "Bergen (NH.)"}
    assert named_places("Bergen in Limburg", MUNICIPALITIES, any_case=True) == ("Bergen (L.)",)


@pytest.mark.parametrize("said", ["provincie Utrecht", "de provincie Groningen", "Friesland", "Noord-Holland"])
def test_a_province_is_not_a_municipality(said: str):
    assert named_places(said, MUNICIPALITIES, any_case=True) == ()
    assert province_in(said, MUNICIPALITIES) in said.replace("Friesland", "Fryslân")


def test_a_name_with_another_province_behind_it_is_another_place():
    assert named_places("Zwolle (Gelderland)", MUNICIPALITIES, any_case=True) == ()
    assert elsewhere("Zwolle (Gelderland)", MUNICIPALITIES) == {"Zwolle"}
    assert elsewhere("Zwolle, Overijssel", MUNICIPALITIES) == frozenset()
    assert set(named_places("Zwolle of Utrecht", MUNICIPALITIES, any_case=True)) == {"Zwolle", "Utrecht"}


def test_another_name_says_that_it_is_another():
    (place,) = places("hij woont in Heerhugowaard", MUNICIPALITIES)
    assert (place.said, place.municipalities, place.own_name) == ("Heerhugowaard", ("Dijk en Waard",), False)


@pytest.mark.parametrize("said", ["Rijswijk (GLD)", "Rijswijk (Gld.)"])
def test_a_name_with_its_province_in_brackets_is_said_with_both_brackets(said: str):
    (place,) = places(f"zij woont in {said}, denk ik", MUNICIPALITIES)
    assert (place.said, place.municipalities) == (said, ("Buren",))


@pytest.mark.parametrize(
    ("said", "unknown"),
    [
        ("Mijn cliënt woont in Nergenshuizen en is doof", "Nergenshuizen"),
        ("Zij woont nu in Nergens aan Zee", "Nergens aan Zee"),
        ("gemeente Nergenshuizen", "Nergenshuizen"),
        ("Mijn cliënt woont in Heerhugowaard", None),
        ("Hij woont in Friesland", None),
        ("Hij woont in Nederland", None),
        ("Wie betaalt? De gemeente Zwolle", None),
    ],
)
def test_a_place_that_is_no_municipality_is_told_apart(said: str, unknown: str | None):
    assert unknown_place(said, MUNICIPALITIES) == unknown


def test_former_municipalities_point_at_one_of_today():
    codes = {municipality.cbs_code for municipality in MUNICIPALITIES}
    assert {alias["target"] for alias in ALIASES} <= codes
    names = [alias["name"] for alias in ALIASES]
    assert len(names) == len(set(names))
