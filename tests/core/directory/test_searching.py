"""The directory is found by what people type, with their mistakes; what is not there is not found."""

from __future__ import annotations

import pytest

from bot.contract import Language
from bot.core.directory.organisations import Municipality, Organisation
from bot.core.directory.searching import FoundInDirectory, search_directory

TOWNS = (
    Municipality("1", "Voorbeelddorp", "", "", other_names=("Oudekern",), places=("Voorbeelddorp", "Verzonnenbroek")),
    Municipality("2", "Súdwest-Model", "", "", places=("Zandwijk", "Een")),
    Municipality("3", "Bekendstad", "", "", places=("Zandwijk", "Noord-Zandwijk")),
    Municipality("4", "Kort", "", ""),
)
HELPERS = (
    Organisation("gehoor", "Koninklijke Hoorstichting", "aanbieder", {"nl": "Voor dove en doofblinde mensen."}),
    Organisation("zicht", "Stichting Zícht", "aanbieder", {"nl": "Voor blinde mensen.", "en": "For people with low vision."}),
)  # fmt: skip


def search(text: str, language: Language = Language.DUTCH) -> FoundInDirectory:
    return search_directory(HELPERS, TOWNS, text, language)


def names(found: FoundInDirectory) -> tuple[list[str], list[str], list[str]]:
    return (
        [item.id for item in found.organisations],
        [item.municipality.cbs_code for item in found.municipalities],
        [item.name for item in found.places],
    )


@pytest.mark.parametrize(
    "typed", ["Verzonnenbroek", "verzonnen broek", "verzonenbroek", "verzonnenborek", "vezonenbroek", "in Verzonnenbroek", "VÉRZONNENBROEK"]
)  # fmt: skip
def test_a_village_leads_to_its_municipality_with_a_mistake_too(typed: str) -> None:
    found = search(typed)
    assert names(found) == ([], [], ["Verzonnenbroek"])
    assert [item.name for item in found.places[0].municipalities] == ["Voorbeelddorp"]


def test_a_village_in_two_municipalities_names_both() -> None:
    (place, *_) = search("zandwijk").places
    assert [item.cbs_code for item in place.municipalities] == ["2", "3"]


@pytest.mark.parametrize("typed", ["sudwest model", "Súdwest-Model", "sudwset-model"])
def test_a_municipality_is_found_without_accents_and_hyphens(typed: str) -> None:
    assert names(search(typed))[1] == ["2"]


def test_another_name_of_a_municipality_is_told_and_a_place_of_its_own_name_is_no_second_answer() -> None:
    assert [item.other_name for item in search("Oudekern").municipalities] == ["Oudekern"]
    found = search("voorbeelddorp")
    assert [item.other_name for item in found.municipalities] == [""]
    assert found.places == ()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("hoorstichting", ["gehoor"]), ("horstichting", ["gehoor"]), ("contact zicht", ["zicht"]), ("stichting zicth", ["zicht"])],
)  # fmt: skip
def test_an_organisation_is_found_by_a_word_of_its_name(typed: str, wanted: list[str]) -> None:
    assert names(search(typed))[0] == wanted


def test_an_organisation_is_found_by_what_is_told_of_it() -> None:
    assert names(search("doofblindheid"))[0] == ["gehoor"]
    assert names(search("vision", Language.ENGLISH))[0] == ["zicht"]
    assert search("doofblindheid").words == frozenset()


def test_a_name_among_other_words_is_seen_and_the_words_that_name_it_are_told() -> None:
    found = search("wie helpt mijn buurvrouw in verzonnenbroek")
    assert names(found) == ([], [], ["Verzonnenbroek"])
    assert found.words == {"verzonnenbroek"}


@pytest.mark.parametrize(
    "typed", ["", "  ", "?!", "een vraag", "hoe kan ik het kort vragen", "xyzzyq", "krt", "dorpvoorbeeld"]
)
def test_what_is_not_there_is_not_found(typed: str) -> None:
    assert names(search(typed)) == ([], [], [])


def test_what_is_the_same_goes_before_what_is_like_it() -> None:
    towns = (
        Municipality("1", "Beekdorp", "", ""),
        Municipality("2", "Beekdorpe", "", ""),
        Municipality("3", "Beekdrop", "", ""),
    )
    assert [item.municipality.cbs_code for item in search_directory((), towns, "beekdorp").municipalities] == ["1", "2"]
    assert [item.municipality.cbs_code for item in search_directory((), towns, "beekdrp").municipalities] == ["1", "3"]


def test_a_very_long_text_is_read_in_no_time() -> None:
    towns = tuple(Municipality(str(n), f"Plaatsnaam{n}", "", "", places=(f"Buurtschap{n}",)) for n in range(300))
    assert search_directory((), towns, "woordenreeks " * 400).places == ()
