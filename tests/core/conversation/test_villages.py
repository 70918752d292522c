"""Villages and towns in a conversation: whose they are is said, and asked where several have one of that name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.contract import MUNICIPALITY_CONTACT
from bot.core.conversation.conversation import Conversation
from bot.core.conversation.understanding import Understanding
from bot.core.directory.contacts import Channel, ChannelKind, Contact
from bot.core.partial_date import PartialDate
from bot.core.reply.reply import ReplyKind
from bot.core.topics.candidate import Candidate
from tests.fakes import world
from tests.fakes.directory import FakeDirectory
from tests.fakes.phrases import FakePhrases
from tests.fakes.world import Talk, heard, picked, shown

FROM_REGISTER = Contact(
    "9001",
    "Voorbeelddorp",
    "Algemeen",
    (
        Channel(ChannelKind.PHONE, "14 0555", "register", PartialDate(2026, 5, 16)),
        Channel(ChannelKind.EMAIL, "info@voorbeelddorp.example.nl", "register", PartialDate(2026, 5, 16)),
    ),
)
DORP = replace(world.DORP, places=("Verzonnenbroek", "Loo", "Beek"), contacts=(FROM_REGISTER,))
STAD = replace(world.STAD, places=("Modelstad", "Loo", "Handel", "Oudekern"))
ASKS = (MUNICIPALITY_CONTACT,)


@pytest.fixture
def talk() -> Talk:
    talk = Talk()
    directory = FakeDirectory(world.directory().organisations(), (DORP, STAD, world.BEKEND), world.TERMS)
    talk.conversation = Conversation(world.library(), directory, FakePhrases(), world.LANGUAGE_NAMES)
    return talk


def test_a_village_leads_to_its_municipality_and_the_reply_says_so(talk: Talk):
    reply = talk.say(heard("vraag", "Wie bel ik in Verzonnenbroek?", *ASKS))
    assert reply.text.startswith("[nl] Verzonnenbroek belongs to the municipality of Voorbeelddorp.")
    assert "14 0555" in shown(reply)
    assert reply.spoken[0].text.startswith("[nl] Verzonnenbroek belongs")
    assert reply.entities.gemeente == "Voorbeelddorp"


def test_what_comes_from_the_register_says_so_and_that_it_is_not_the_wmo_desk(talk: Talk):
    reply = talk.say(heard("vraag", "Wie bel ik?", *ASKS, names=[("gemeente", "Voorbeelddorp")]))
    assert "belongs to" not in reply.text
    assert "general details of the municipality, not those of its Wmo desk" in reply.text
    assert "national register of government organisations (details of 2026-05-16); not confirmed" in reply.text
    assert "Nobody has confirmed" not in reply.text


def test_a_place_that_several_have_is_asked_about_and_the_choice_goes_on(talk: Talk):
    asked = talk.say(heard("vraag", "Wie bel ik in Loo?", *ASKS))
    assert (asked.kind, asked.topic) == (ReplyKind.CHOICES, MUNICIPALITY_CONTACT)
    assert "a place called Loo" in asked.text
    assert [(choice.label, choice.value) for choice in asked.choices] == [
        ("Modelstad", "municipality:9002"),
        ("Voorbeelddorp", "municipality:9001"),
    ]
    assert asked.entities.gemeente is None, "nothing is guessed"
    assert "14 0555" in shown(talk.say(picked("municipality:9001")))


def test_a_village_that_is_written_beats_a_municipality_that_was_only_resembled(talk: Talk):
    said = heard("vraag", "Wie bel ik in Verzonnenbroek?", *ASKS, names=[("gemeente", "Modelstad")])
    assert talk.say(said).entities.gemeente == "Voorbeelddorp"


def test_another_name_that_is_also_a_village_elsewhere_is_asked_about(talk: Talk):
    asked = talk.say(heard("vraag", "Wie bel ik in Oudekern?", *ASKS, names=[("gemeente", "Voorbeelddorp")]))
    assert "a place called Oudekern" in asked.text
    assert {choice.label for choice in asked.choices} == {"Modelstad", "Voorbeelddorp"}
    assert asked.entities.gemeente is None


def test_two_places_are_both_looked_up(talk: Talk):
    said = heard(
        "vraag",
        "in Voorbeelddorp en Modelstad",
        *ASKS,
        names=[("gemeente", "Voorbeelddorp"), ("gemeente", "Modelstad")],
    )
    reply = talk.say(said)
    assert "14 0555" in shown(reply)
    assert "We do not have contact details of the municipality of Modelstad" in reply.text


def test_two_places_by_other_names_are_both_kept(talk: Talk):
    said = heard(
        "vraag", "in Verzonnenbroek en Handel", *ASKS, names=[("gemeente", "Voorbeelddorp"), ("gemeente", "Modelstad")]
    )
    assert "Handel belongs to the municipality of Modelstad" in talk.say(said).text


def test_a_municipality_that_is_written_beats_a_village(talk: Talk):
    said = heard("vraag", "Wie bel ik in Loo, gemeente Modelstad?", *ASKS, names=[("gemeente", "Modelstad")])
    assert talk.say(said).entities.gemeente == "Modelstad"


def test_a_village_alone_is_taken_for_a_municipality_alone(talk: Talk):
    reply = talk.say(heard("buiten_bereik", "Verzonnenbroek"))
    assert reply.kind is ReplyKind.CHOICES
    assert "What would you like to know about Voorbeelddorp?" in reply.text


def unclear(text: str, *candidates: tuple[str, float]) -> Understanding:
    """A message that the model takes for something else, with what it leaves for the topics."""
    said = heard("buiten_bereik", text)
    return replace(said, candidates=tuple(Candidate(*item) for item in candidates))


def test_the_strange_name_of_a_village_does_not_hide_what_is_asked(talk: Talk):
    reply = talk.say(unclear("Wie bel ik in Verzonnenbroek?", (MUNICIPALITY_CONTACT, 0.04), ("wmo-zg/functies", 0.008)))
    assert "14 0555" in shown(reply)
    assert reply.text.startswith("[nl] Verzonnenbroek belongs to the municipality of Voorbeelddorp.")
    asked = talk.say(unclear("Wie bel ik in Loo?", (MUNICIPALITY_CONTACT, 0.04)))
    assert "a place called Loo" in asked.text


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("Wat is het weer in Verzonnenbroek?", [(MUNICIPALITY_CONTACT, 0.01)]),
        ("Wie helpt met ogen in Verzonnenbroek?", [(MUNICIPALITY_CONTACT, 0.04), ("wmo-zg/functies", 0.03)]),
        ("Krijg ik een tolk in Verzonnenbroek?", [("wmo-zg/signaleren", 0.2)]),
        ("Wie bel ik?", [(MUNICIPALITY_CONTACT, 0.04)]),
        ("Wie bel ik in Voorbeelddorp?", [(MUNICIPALITY_CONTACT, 0.04)]),
        ("Wat is het weer in Verzonnenbroek?", []),
    ],
)
def test_but_what_is_about_something_else_stays_so(talk: Talk, text: str, candidates: list[tuple[str, float]]):
    assert talk.say(unclear(text, *candidates)).kind is ReplyKind.UNKNOWN


def test_a_question_about_something_else_is_not_about_the_village(talk: Talk):
    reply = talk.say(heard("vraag", "Krijgt iemand in Loo een tolk?", "wmo-zg/signaleren"))
    assert reply.kind is ReplyKind.ANSWER
    assert reply.entities.gemeente is None


def test_the_need_finder_takes_a_village_for_an_answer(talk: Talk):
    talk.say(heard("zoek_aanbieder", "Wie helpt?", "gids/aanbieder-zoeken", names=[("behoefte", "auditief")]))
    talk.say(picked("law:wmo"))
    reply = talk.say(heard("buiten_bereik", "verzonnenbroek"))
    assert reply.kind is ReplyKind.LOOKUP
    assert reply.text.lower().count("verzonnenbroek belongs to the municipality of voorbeelddorp.") == 1
    assert reply.entities.gemeente == "Voorbeelddorp"


def test_the_need_finder_asks_which_one_and_goes_on_with_the_choice(talk: Talk):
    talk.say(heard("zoek_aanbieder", "Wie helpt?", "gids/aanbieder-zoeken", names=[("behoefte", "auditief")]))
    talk.say(picked("law:wmo"))
    asked = talk.say(heard("buiten_bereik", "Loo"))
    values = ["municipality:9002", "municipality:9001", "municipality:onbekend"]
    assert [choice.value for choice in asked.choices] == values
    assert asked.entities.gemeente is None
    reply = talk.say(picked("municipality:9002"))
    assert reply.kind is ReplyKind.LOOKUP
    assert reply.entities.gemeente == "Modelstad"
