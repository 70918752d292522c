"""What all municipalities chose, beside each other."""

from __future__ import annotations

import pytest

from bot.core.directory.choices import NOT_STATED
from bot.core.directory.choices_overview import SAID, Wanted, overview
from bot.core.directory.organisations import AdministrativeChoice, Municipality


def town(code: str, name: str, province: str = "Noord", **choices: str) -> Municipality:
    made = tuple(AdministrativeChoice(subject, value) for subject, value in choices.items())
    return Municipality(code, name, province, "Regio", choices=made)


TOWNS = (
    town("9001", "Aadorp", "Zuid", wijze="factuur", productcodes="nee"),
    town("9002", "Beekdorp", wijze="declaratie"),
    town("9003", "Ceedorp"),
    town("9004", "Deedorp", wijze="factuur", ritme="maand"),
)


def names(wanted: Wanted) -> list[str]:
    return [item.municipality.name[0] for item in overview(TOWNS, wanted)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), "ABCD"),
        (Wanted(reverse=True), "DCBA"),
        (Wanted({"wijze": "factuur"}), "AD"),
        (Wanted({"wijze": "factuur"}, province="Noord"), "D"),
        (Wanted({"wijze": NOT_STATED}), "C"),
        (Wanted({"wijze": SAID}), "ABD"),
        (Wanted({"productcodes": "nee"}), "A"),
        (Wanted({"productcodes": NOT_STATED}), "BCD"),
        (Wanted(order="provincie"), "BCDA"),
        (Wanted(order="wijze"), "BADC"),
        (Wanted(order="wijze", reverse=True), "ADBC"),
        (Wanted(order="ritme"), "DABC"),
    ],
)
def test_filtered_and_ordered_with_who_said_nothing_last(wanted: Wanted, found: str):
    assert wanted.exists
    assert "".join(names(wanted)) == found


def test_not_stated_is_not_no():
    first, second, *_ = overview(TOWNS, Wanted())
    assert (first.value("productcodes"), second.value("productcodes")) == ("nee", NOT_STATED)
    assert second.choices["productcodes"] is None
    assert [item.said for item in overview(TOWNS, Wanted())] == [True, True, False, True]


@pytest.mark.parametrize("wanted", [Wanted({"kleur": "rood"}), Wanted({"wijze": "misschien"}), Wanted(order="kleur")])
def test_what_there_is_not_to_ask(wanted: Wanted):
    assert not wanted.exists
