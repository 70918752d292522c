"""The directory's own names, numbers and addresses are no personal data."""

from __future__ import annotations

from dataclasses import replace

from bot.core.directory.public_facts import public_facts
from bot.core.personal_data.cleaning import clean
from tests.fakes import world
from tests.fakes.directory import FakeDirectory


def test_names_and_reachable_channels_of_the_directory():
    facts = public_facts(world.directory())
    assert {"Stichting Gehoor", "Voorbeelddorp", "088 555 0101", "info@gehoor.example.nl", "088 555 0202"} <= set(facts)
    assert not [fact for fact in facts if fact.startswith("http")]
    assert len(facts) == len(set(facts))


def test_a_place_with_the_name_of_a_person_is_no_person_and_a_surname_no_place():
    dorp = replace(world.DORP, places=("Anna Verzonnen", "Vries"))
    facts = public_facts(FakeDirectory((), (dorp,), world.TERMS))
    assert "Anna Verzonnen" in facts
    assert "Vries" not in facts
    assert clean("Wie bel ik in Anna Verzonnen?").removed == ("name",)
    assert clean("Wie bel ik in Anna Verzonnen?", facts).removed == ()


def test_public_address_stays_where_a_private_one_goes():
    facts = public_facts(world.directory())
    cleaned = clean("Is info@gehoor.example.nl goed, of piet@voorbeeld.example?", facts)
    assert "info@gehoor.example.nl" in cleaned.text
    assert "piet@" not in cleaned.text
    assert cleaned.removed == ("email",)
