"""Talking about the talk: taking an offer, wanting more or less, and saying that the answer was no good."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.contract import OUT_OF_SCOPE
from bot.core.reply.reply import ReplyKind
from tests.fakes.world import LONG, Talk, heard, picked

KEURING = "inburgering/keuring"
LISTED = ("wmo-zg/wachttijd", "wmo-zg/tolk", "wmo-zg/tarieven", "wmo-zg/declareren")


def answered() -> Talk:
    talk = Talk()
    question = heard("vraag", "Wat kost de keuring?", KEURING, "wmo-zg/tolk", facets=[(KEURING, "price", 0.8)])
    talk.say(question)
    return talk


def offered() -> Talk:
    talk = Talk()
    talk.say(heard("twijfel", "iets over geld", "wmo-zg/tarieven", "wmo-zg/declareren", confidence=0.4))
    return talk


def test_more_is_the_whole_answer() -> None:
    reply = answered().say(heard("twijfel", "vertel verder", act="more"))

    assert [(block.text, block.behind) for block in reply.blocks] == [(LONG, False)]
    assert reply.topic == KEURING


def test_yes_after_the_question_whether_to_go_on_is_more() -> None:
    assert LONG in answered().say(heard("buiten_bereik", "ja graag", act="accept")).text


def test_yes_after_nothing_is_thanks() -> None:
    talk = Talk()
    talk.say(heard("vraag", "Hoe lang wachten?", "wmo-zg/wachttijd"))

    assert talk.say(heard("buiten_bereik", "ja graag", act="accept")).topic == "gesprek/bedankt"


def test_yes_to_several_choices_asks_which() -> None:
    talk = offered()
    before = talk.state.last_reply
    reply = talk.say(heard("buiten_bereik", "ja", act="accept"))

    assert reply.kind is ReplyKind.CHOICES
    assert "Which one do you mean?" in reply.text
    assert before is not None
    assert reply.choices == before.choices


@pytest.mark.parametrize(
    ("act", "topic"),
    [("pick-1", "wmo-zg/tarieven"), ("pick-2", "wmo-zg/declareren"), ("pick-last", "wmo-zg/declareren")],
)
def test_a_place_takes_the_choice_that_stands_there(act: str, topic: str) -> None:
    """'Something else' is not the last of what was offered."""
    assert offered().say(heard("vraag", "doe die maar", "over/privacy", act=act)).topic == topic


@pytest.mark.parametrize(("said", "act"), [("de vijfde", "pick-5"), ("9", "whole")])
def test_a_place_beyond_the_list_asks_which(said: str, act: str) -> None:
    talk = offered()
    reply = talk.say(heard("buiten_bereik", said, act=act))

    assert "Which one do you mean?" in reply.text
    assert [choice.topic for choice in reply.choices] == ["wmo-zg/tarieven", "wmo-zg/declareren"]
    assert talk.say(heard("buiten_bereik", "de tweede", act="pick-2")).topic == "wmo-zg/declareren"


def test_a_place_beyond_the_providers_shown_asks_which_of_them() -> None:
    talk = Talk()
    names = [("behoefte", "doofblind"), ("wet", "wmo"), ("gemeente", "Modelstad")]
    talk.say(heard("zoek_aanbieder", "Wie helpt?", "gids/aanbieder-zoeken", names=names))
    reply = talk.say(heard("twijfel", "de vijfde", "over/privacy", act="pick-5"))

    assert [choice.label for choice in reply.choices] == ["Stichting Beide", "Stichting Gehoor"]


@pytest.mark.parametrize(("said", "act"), [("de vijfde", "pick-5"), ("en bij kinderen?", "target"), ("meer", "more")])
def test_what_leans_on_nothing_is_asked_about(said: str, act: str) -> None:
    talk = Talk()
    reply = talk.say(heard("buiten_bereik", said, act=act))

    assert reply.kind is ReplyKind.QUESTION
    assert "What is your question about?" in reply.text
    assert talk.say(heard("vraag", "wachttijd", "wmo-zg/wachttijd", act="target")).topic == "wmo-zg/wachttijd"


@pytest.mark.parametrize("said", ["hoeveel kost een nieuw paspoort", "wanneer gaat de laatste trein naar Modelstad"])
def test_a_question_about_something_else_names_that_however_it_asks(said: str) -> None:
    assert Talk().say(heard("buiten_bereik", said, act="price")).topic == OUT_OF_SCOPE


def test_a_choice_that_is_gone_is_said_to_be_and_the_subject_stays() -> None:
    talk = answered()
    reply = talk.say(picked("topic:bestaat/niet"))

    assert "That choice is no longer there" in reply.text
    assert talk.state.topic == KEURING


def test_who_asks_more_than_is_answered_at_once_is_told() -> None:
    asked = [heard("vraag", f"Vraag {number}?", topic) for number, topic in enumerate((*LISTED, "over/privacy"))]
    several = replace(heard("vraag", "Vraag? " * 9, "wmo-zg/tolk"), parts=tuple(asked))

    assert "These were the first 5 questions." in Talk().say(several).text
    assert "These were the first" not in Talk().say(replace(several, text="Vraag? " * 5)).text


def test_a_summary_names_what_was_answered_and_nothing_that_was_written() -> None:
    talk = Talk()
    talk.say(heard("vraag", "Mijn vader Jan is doofblind, hoe lang wacht hij?", "wmo-zg/wachttijd", names=[("behoefte", "doofblind"), ("gemeente", "Modelstad")]))  # fmt: skip
    talk.say(heard("vraag", "Wat kost de keuring?", KEURING, facets=[(KEURING, "price", 0.8)]))
    said = talk.say(heard("twijfel", "vat dit samen voor mijn collega", act="summary"))

    assert "It was about: Wachttijd; Keuring." in said.text
    assert "Understood: Doofblind." in said.text
    assert "The last answer: De keuring kost € 555." in said.text
    assert "Jan" not in said.text
    assert "Modelstad" not in said.text
    assert talk.state.topic == KEURING


def test_who_asks_for_a_person_gets_the_summary_to_read_out() -> None:
    wants = heard("gesprek", "ik wil een mens spreken", "gesprek/medewerker")

    assert "It was about: Keuring." in answered().say(wants).text
    assert "It was about" not in Talk().say(wants).text


def test_a_place_among_providers_is_that_providers_contact() -> None:
    talk = Talk()
    names = [("behoefte", "auditief"), ("wet", "wmo"), ("gemeente", "Modelstad")]
    talk.say(heard("zoek_aanbieder", "Wie helpt?", "gids/aanbieder-zoeken", names=names))
    reply = talk.say(heard("vraag", "die eerste, wat is daar het nummer van", act="pick-1"))

    assert reply.topic == "gids/contact-aanbieder"


def test_none_of_these_asks_again_and_offers_a_person() -> None:
    reply = offered().say(heard("buiten_bereik", "geen van beide", act="refuse"))

    assert "in other words" in reply.text
    assert [choice.topic for choice in reply.choices] == ["gesprek/medewerker"]


def test_stepping_back_names_what_was_understood_and_offers_the_likeliest_others_and_a_person() -> None:
    reply = answered().say(heard("buiten_bereik", "dat vroeg ik niet", act="back"))

    assert "I understood: Keuring." in reply.text
    assert [choice.topic for choice in reply.choices] == ["wmo-zg/tolk", "inburgering/aanbod", "gesprek/medewerker"]


def test_shorter_says_less_than_was_shown() -> None:
    talk = Talk()
    talk.say(heard("vraag", "Hoe lang duurt de keuring?", KEURING, facets=[(KEURING, "term", 0.9)]))
    reply = talk.say(heard("buiten_bereik", "korter graag", act="shorter"))

    assert reply.blocks[0].text == "De keuring doet een arts."


def test_again_says_the_same() -> None:
    talk = answered()
    assert talk.state.last_reply is not None
    assert talk.say(heard("twijfel", "wat zei je", act="repeat")).blocks == talk.state.last_reply.blocks
