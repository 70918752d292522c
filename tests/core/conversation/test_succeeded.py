"""Names that are no longer in the directory: the conversation says who came in their place, and goes on with them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.contract import ADMINISTRATION, MUNICIPALITY_CONTACT, ORGANISATION_CONTACT
from bot.core.conversation.conversation import Conversation
from bot.core.directory.organisations import Retired
from tests.fakes import world
from tests.fakes.directory import FakeDirectory
from tests.fakes.phrases import FakePhrases
from tests.fakes.world import Talk, heard, picked, shown

DAY = date(2026, 2, 1)


@pytest.fixture
def talk() -> Talk:
    talk = Talk()
    known = world.directory()
    gone = [
        Retired("oor", "Stichting Oor", DAY, successor="gehoor", merged=True),
        Retired("weg", "Stichting Weg", DAY),
        Retired("9099", "Oudedorp", DAY, successor="9003"),
    ]
    directory = FakeDirectory(known.organisations(), known.municipalities(), world.TERMS, gone)
    talk.conversation = Conversation(world.library(), directory, FakePhrases(), world.LANGUAGE_NAMES)
    return talk


def test_an_organisation_that_became_part_of_another(talk: Talk):
    reply = talk.say(heard("vraag", "Nummer van Oor", ORGANISATION_CONTACT, names=[("aanbieder", "Stichting Oor")]))
    assert reply.text.startswith("[nl] Stichting Oor is now part of Stichting Gehoor.")
    assert "088 555 0101" in shown(reply)


def test_one_after_which_nothing_came_is_said_to_be_gone(talk: Talk):
    reply = talk.say(heard("vraag", "Nummer van Weg", ORGANISATION_CONTACT, names=[("aanbieder", "Stichting Weg")]))
    assert reply.text.startswith("[nl] Stichting Weg has not been in this directory since 2026-02-01.")
    assert reply.unknown
    assert "VNG" in shown(reply)


def test_both_names_of_one_organisation_are_answered_once(talk: Talk):
    names = [("aanbieder", "Stichting Oor"), ("aanbieder", "Stichting Gehoor")]
    reply = talk.say(heard("vraag", "Nummers van Oor en Gehoor", ORGANISATION_CONTACT, names=names))
    assert reply.text.count("This is how you reach Stichting Gehoor") == 1


def test_a_municipality_that_became_part_of_another(talk: Talk):
    town = [("gemeente", "Oudedorp")]
    reply = talk.say(heard("vraag", "Wie bel ik?", MUNICIPALITY_CONTACT, names=town))
    assert "Oudedorp is now part of Bekendstad." in reply.text
    assert "088 555 0202" in shown(reply)
    reply = talk.say(heard("vraag", "Hoe wil Oudedorp het?", ADMINISTRATION, names=town))
    assert "Oudedorp is now part of Bekendstad." in reply.text
    assert "every month" in reply.text


def test_how_a_municipality_wants_it_with_value_day_and_who_said_so_and_what_it_did_not_say(talk: Talk):
    reply = talk.say(heard("vraag", "Hoe wil Bekendstad het?", ADMINISTRATION, names=[("gemeente", "Bekendstad")]))
    assert "How often: [nl] every month ([nl] confirmed by Redactie Voorbeeld on 2026-10-01)" in reply.text
    assert "Claim or invoice: [nl] not stated" in reply.text
    assert "Standard product codes: [nl] not stated" in reply.text


def test_a_button_of_before_leads_to_the_successor(talk: Talk):
    reply = talk.say(picked("organisation:oor"))
    assert "Stichting Oor is now part of Stichting Gehoor." in reply.text
    assert "088 555 0101" in shown(reply)


def test_the_need_finder_searches_in_the_successor(talk: Talk):
    names = [("behoefte", "auditief"), ("wet", "wmo"), ("gemeente", "Oudedorp")]
    reply = talk.say(heard("zoek_aanbieder", "Wie helpt?", "gids/aanbieder-zoeken", names=names))
    assert "Bekendstad" in reply.text
