"""What every `Directory` does. Subclass it as `Test…` and give a fixture `directory` that holds `directory_sample`."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from bot.core.directory.port import Directory
from tests.contracts.directory_sample import MUNICIPALITIES, ORGANISATIONS, TERMS

HORIZON, ELDERS = ORGANISATIONS
VOORBEELD, NERGENSHUIZEN = MUNICIPALITIES


class DirectoryContract:
    def test_organisations_come_whole_and_by_name(self, directory: Directory):
        assert list(directory.organisations()) == [ELDERS, HORIZON]

    def test_an_organisation_is_found_by_id_and_by_name(self, directory: Directory):
        assert directory.organisation("horizon") == HORIZON
        assert directory.organisation_named("Stichting Horizon") == HORIZON

    def test_what_is_not_there_is_none(self, directory: Directory):
        assert directory.organisation("bestaat-niet") is None
        assert directory.organisation_named("Bestaat Niet") is None
        assert directory.municipality("0000") is None
        assert directory.municipality_named("Bestaat Niet") is None

    def test_municipalities_come_whole_and_by_name(self, directory: Directory):
        assert list(directory.municipalities()) == [NERGENSHUIZEN, VOORBEELD]

    def test_a_municipality_is_found_by_code_and_by_name(self, directory: Directory):
        assert directory.municipality("9001") == VOORBEELD
        assert directory.municipality_named("'s-Voorbeeld") == VOORBEELD

    def test_a_municipality_of_which_nothing_is_known_is_empty(self, directory: Directory):
        found = directory.municipality("9002")
        assert found is not None
        assert (found.contacts, found.choices) == ((), ())

    @pytest.mark.parametrize("vocabulary", sorted(TERMS))
    def test_terms_keep_the_order_of_the_file(self, directory: Directory, vocabulary: str):
        assert list(directory.terms(vocabulary).items()) == list(TERMS[vocabulary].items())

    def test_an_unknown_vocabulary_is_an_error(self, directory: Directory):
        with pytest.raises(KeyError):
            directory.terms("bestaat-niet")

    def test_what_it_gives_cannot_be_changed(self, directory: Directory):
        with pytest.raises(FrozenInstanceError):
            directory.organisations()[0].name = "Anders"  # type: ignore[misc]
