"""What was asked is answered first, and a follow-up gets only what is new."""

from __future__ import annotations

import pytest

from bot.core.conversation.blending import facet_asked
from bot.core.conversation.understanding import Understanding
from bot.core.reply.reply import Reply, ReplyKind
from bot.core.topics.opening import Opening
from tests.fakes.world import LONG, Talk, heard

KEURING = "inburgering/keuring"


def visible(reply: Reply) -> str:
    return "\n".join(block.text for block in reply.blocks if not block.behind)


def asked(facet: str, score: float = 0.8, text: str = "Wat kost de keuring?") -> Understanding:
    return heard("vraag", text, KEURING, facets=[(KEURING, facet, score), (KEURING, "who", 0.2)])


def leaning(text: str, act: str, *facets: tuple[str, float]) -> Understanding:
    return heard(
        "buiten_bereik", text, act=act, context=[KEURING], facets=[(KEURING, name, score) for name, score in facets]
    )


def test_the_facet_comes_first_and_the_whole_answer_is_folded_behind_it() -> None:
    reply = Talk().say(asked("price"))

    assert (reply.topic, reply.facet, reply.unknown) == (KEURING, "price", False)
    assert visible(reply) == "De keuring kost € 555."
    assert [block.text for block in reply.blocks if block.behind] == [LONG]


def test_without_a_facet_that_is_near_the_short_form_comes_first() -> None:
    reply = Talk().say(heard("vraag", "Iets over keuren?", KEURING, facets=[(KEURING, "price", 0.2)]))

    assert (reply.facet, visible(reply)) == (None, "De keuring doet een arts.")


def test_what_is_known_to_be_unknown_is_said_of_that_very_thing() -> None:
    reply = Talk().say(asked("term", text="Hoe lang duurt de keuring?"))

    assert reply.unknown
    assert "Hoe lang de keuring duurt, weten wij niet." in visible(reply)


def test_an_answer_that_is_short_itself_is_not_folded() -> None:
    reply = Talk().say(heard("vraag", "Hoe lang wachten?", "wmo-zg/wachttijd"))

    assert visible(reply) == "Zes weken."


def test_a_follow_up_gets_another_facet_and_not_the_whole_again() -> None:
    talk = Talk()
    talk.say(asked("price"))
    reply = talk.say(leaning("en wie doet dat", "who", ("who", 0.5)))

    assert (reply.topic, reply.facet) == (KEURING, "who")
    assert [block.text for block in reply.blocks] == ["Een arts keurt."]


def test_a_few_words_are_enough_within_a_subject_and_not_outside_it() -> None:
    talk = Talk()
    talk.say(asked("price"))

    assert talk.say(leaning("en door wie", "who", ("who", 0.12))).facet == "who"
    assert Talk().say(asked("price", score=0.12)).facet is None


def test_what_a_subject_has_no_short_answer_to_is_told_with_all_of_it_and_then_not_again() -> None:
    talk = Talk()
    talk.say(asked("price"))
    first = talk.say(leaning("en waarom", "why", ("price", 0.1)))

    assert first.unknown
    assert [block.text for block in first.blocks] == [
        "[nl] That is not in our answer about 'Keuring' in so many words. This is all we have:",
        LONG,
    ]
    assert not any(block.behind for block in first.blocks)

    reply = talk.say(leaning("maar waarom dan", "why", ("price", 0.1)))

    assert reply.unknown
    assert "What you ask now, we do not know of 'Keuring'." in reply.text
    assert not {block.text for block in reply.blocks} & {block.text for block in first.blocks}
    assert [choice.topic for choice in reply.choices][-1] == "gesprek/medewerker"


def test_what_the_message_did_not_name_is_named() -> None:
    talk = Talk()
    talk.say(heard("vraag", "Wat is het aanbod?", "inburgering/aanbod"))
    reply = talk.say(leaning("en de keuring, wat kost die", "price", ("price", 0.5)))

    assert reply.blocks[0].text == "[nl] About 'Keuring':"


def test_a_question_of_its_own_is_not_read_with_the_subject() -> None:
    talk = Talk()
    talk.say(asked("price"))

    assert talk.say(heard("vraag", "Hoe lang is de wachttijd?", "wmo-zg/wachttijd")).topic == "wmo-zg/wachttijd"


def test_when_neither_reading_is_clear_it_asks_with_both() -> None:
    talk = Talk()
    talk.say(asked("price"))
    torn = heard("twijfel", "en bij doven dan", "wmo-zg/tolk", act="target", context=["wmo-zg/signaleren", KEURING])
    reply = talk.say(torn)

    assert reply.kind is ReplyKind.CHOICES or reply.topic == "wmo-zg/signaleren"


def test_several_questions_are_answered_in_order_and_one_can_be_asked_again() -> None:
    talk = Talk()
    parts = (asked("price"), heard("vraag", "Hoe lang wachten?", "wmo-zg/wachttijd"), asked("who", text="Wie keurt?"))
    whole = Understanding(parts[0].intent, "drie vragen", candidates=parts[0].candidates, parts=parts)
    reply = talk.say(whole)

    said = [block.text for block in reply.blocks if not block.behind]
    order = ["De keuring kost € 555.", "Zes weken.", "Een arts keurt."]
    assert [text for text in said if text in order] == order
    assert talk.say(heard("vraag", "en de tweede", act="pick-2")).topic == "wmo-zg/wachttijd"


def test_the_finder_asks_after_the_other_questions_were_answered() -> None:
    talk = Talk()
    parts = (heard("zoek_aanbieder", "Wie begeleidt?", "gids/aanbieder-zoeken"), asked("price"))
    talk.say(Understanding(parts[0].intent, "twee vragen", candidates=parts[0].candidates, parts=parts))

    assert any("De keuring kost € 555." in reply.text for reply in talk.replies)
    assert talk.replies[-1].kind is ReplyKind.QUESTION


@pytest.mark.parametrize("typed", ["Keuring", "keuring?", "KEURING"])
def test_a_title_typed_back_is_answered_with_the_short_form_whatever_is_near(typed: str) -> None:
    reply = Talk().say(asked("price", text=typed))

    assert (reply.topic, reply.facet, visible(reply)) == (KEURING, None, "De keuring doet een arts.")


@pytest.mark.parametrize(
    "asks", ["Waarom keurt een arts?", "why a doctor?", "Чому лікар?", "لماذا طبيب؟", "ስለምንታይ ሓኪም?"]
)
def test_who_begins_with_why_gets_the_reason_before_what_is_a_little_nearer(asks: str) -> None:
    near = [(KEURING, "price", 0.6), (KEURING, "why", 0.5)]

    assert facet_asked(heard("vraag", asks, KEURING, facets=near), KEURING, subject=False) == "why"
    assert facet_asked(heard("vraag", "Wat kost keuren?", KEURING, facets=near), KEURING, subject=False) == "price"


def test_of_a_question_that_the_subject_has_no_answer_to_both_readings_are_offered() -> None:
    talk = Talk()
    talk.say(asked("price"))
    said = heard(
        "vraag", "hoeveel uur tolk", "wmo-zg/tolk", confidence=0.99, act="number", context=[KEURING], facets=[]
    )

    assert {choice.topic for choice in talk.say(said).choices[:2]} == {"wmo-zg/tolk", KEURING}


def test_what_the_subject_has_an_answer_of_is_asked_of_the_subject_however_clear_another_topic_is() -> None:
    talk = Talk()
    talk.say(asked("who", text="Wie keurt?"))
    said = heard(
        "vraag",
        "en wat kost dat",
        "wmo-zg/tarieven",
        confidence=0.99,
        act="price",
        context=[KEURING],
        facets=[(KEURING, "price", 0.6)],
    )

    assert (talk.say(said).topic, talk.replies[-1].facet) == (KEURING, "price")


@pytest.mark.parametrize(
    ("yes", "no", "subject", "facet"),
    [
        (0.8, 0.7, False, "whether"),
        (0.8, 0.79, False, None),  # both are as near, and they say the contrary
        (0.4, 0.2, False, None),  # too far for a 'yes' to be one to this question
        (0.4, 0.2, True, "whether"),  # a few words within the subject
        (0.55, 0.54, True, None),
    ],
)
def test_yes_is_not_said_to_another_question(yes: float, no: float, facet: str | None, *, subject: bool) -> None:
    said = heard("vraag", "Mag dat?", KEURING, facets=[(KEURING, "whether", yes), (KEURING, "whether-2", no)])
    openings = {"whether": Opening.YES, "whether-2": Opening.NO}

    assert facet_asked(said, KEURING, subject=subject, openings=openings) == facet
    assert facet_asked(said, KEURING, subject=subject) == "whether"


def test_what_it_depends_on_misleads_nobody() -> None:
    said = heard("vraag", "Mag dat?", KEURING, facets=[(KEURING, "whether", 0.4), (KEURING, "whether-2", 0.39)])
    openings = {"whether": Opening.DEPENDS, "whether-2": Opening.NO}

    assert facet_asked(said, KEURING, subject=False, openings=openings) == "whether"
