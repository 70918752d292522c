from __future__ import annotations

import pytest

from bot.contract import Language
from bot.core.answering.answers import Answers
from bot.core.conversation.commands import Commands
from bot.core.conversation.state import ConversationState
from bot.core.conversation.understanding import Understanding
from bot.core.reply.reply import ReplyKind
from tests.fakes.phrases import FakePhrases
from tests.fakes.world import EN, LANGUAGE_NAMES, NL, TR, Talk, directory, heard, library, picked, shown


def answered() -> Talk:
    talk = Talk()
    talk.say(heard("vraag", "Hoe lang wachten?", "wmo-zg/wachttijd"))
    return talk


def command(name: str, said: str = "…", language: Language = NL) -> Understanding:
    return heard("gesprek", said, f"gesprek/{name}", language=language)


def test_repeat_gives_the_last_reply_again_however_often():
    talk = answered()

    for _ in range(2):
        reply = talk.say(command("herhalen"))
        assert (reply.kind, reply.topic, reply.text) == (ReplyKind.DIALOGUE, "gesprek/herhalen", "Zes weken.")


def test_simpler_gives_the_short_form():
    assert answered().say(command("eenvoudiger")).text == "Kort: Wachttijd"


@pytest.mark.parametrize("name", ["herhalen", "eenvoudiger", "voorlezen"])
def test_with_nothing_before_it_a_command_explains_itself(name: str):
    assert Talk().say(command(name)).text == f"Antwoord over gesprek/{name}."


def test_reading_aloud_has_the_last_replys_speech():
    talk = answered()
    before = talk.state.last_reply

    assert before is not None
    assert talk.say(command("voorlezen")).spoken == before.spoken != ()


def test_restart_forgets_everything_but_the_language():
    talk = answered()
    talk.say(
        heard("gegeven", "doof in Modelstad", names=[("behoefte", "auditief"), ("gemeente", "Modelstad")], language=EN)
    )
    talk.say(picked("language:en"))
    before = talk.state.topic
    asked = talk.say(command("opnieuw", language=EN))
    assert (asked.topic, asked.kind, talk.state.topic) == (None, ReplyKind.DIALOGUE, before)
    assert [choice.value for choice in asked.choices] == ["command:opnieuw"]
    reply = talk.say(heard("buiten_bereik", "yes", act="accept", language=EN))

    assert reply.topic == "gesprek/opnieuw"
    assert reply.entities.behoefte is None
    assert (talk.state.need, talk.state.municipality, talk.state.topic, talk.state.last_reply) == (
        None,
        None,
        None,
        None,
    )
    assert talk.state.language is EN


def test_a_human_and_thanks_leave_the_subject_as_it_was():
    talk = answered()
    talk.say(command("bedankt"))

    assert talk.state.topic == "wmo-zg/wachttijd"
    assert talk.say(command("medewerker")).topic == "gesprek/medewerker"


def test_a_language_is_asked_or_taken_when_named():
    asked = answered().say(command("taal", "Een andere taal graag"))
    assert {choice.value for choice in asked.choices} >= {"language:tr", "language:ti"}
    assert "Türkçe" in {choice.label for choice in asked.choices}

    talk = answered()
    taken = talk.say(command("taal", "Liever in het Engels graag"))
    assert (taken.language, taken.topic) == (EN, "gesprek/taal")
    assert "Six weeks." in shown(taken)
    assert talk.state.language is EN


@pytest.mark.parametrize("said", ["Türkçe olsun", "بالتركية", "in het turks, graag"])
def test_a_language_is_found_in_its_endings_and_after_what_is_written_onto_it(said: str):
    names = {"türkçe": TR, "turks": TR, "التركية": TR, "تركي": TR}
    commands = Commands(Answers(library(), directory(), FakePhrases()), FakePhrases(), {**LANGUAGE_NAMES, **names})

    _, state = commands.run("gesprek/taal", command("taal", said), ConversationState())
    assert state.language is TR


def test_simpler_after_a_lookup_is_what_matters_of_it():
    talk = Talk()
    talk.say(heard("vraag", "Nummer?", "gids/contact-aanbieder", names=[("aanbieder", "Stichting Gehoor")]))

    assert (
        talk.say(command("eenvoudiger")).text
        == "[nl] This is how you reach Stichting Gehoor:\nStichting Gehoor: 088 555 0101"
    )


def test_a_chosen_language_holds_for_short_messages():
    talk = answered()
    talk.say(picked("language:tr"))

    assert talk.say(heard("gegeven", "Modelstad", names=[("gemeente", "Modelstad")], language=None)).language is TR


def test_a_message_that_does_not_tell_keeps_the_language_that_was_written_before():
    talk = Talk()
    talk.say(heard("vraag", "How long is the wait?", "wmo-zg/wachttijd", language=EN))
    assert talk.say(heard("twijfel", "Wmo in Modelstad", "wmo-zg/tolk", language=None)).language is EN


def test_a_page_that_is_put_in_another_language_takes_the_conversation_along():
    talk = Talk()
    talk.say(heard("vraag", "Hoe lang is het wachten?", "wmo-zg/wachttijd"))
    assert (
        talk.say(heard("gegeven", "Modelstad", names=[("gemeente", "Modelstad")], language=None, page=TR)).language
        is TR
    )


def test_the_conversation_follows_the_language_that_is_written():
    talk = Talk()

    assert talk.say(heard("vraag", "How long is the wait?", "wmo-zg/wachttijd", language=EN)).text == "Six weeks."
    assert talk.say(heard("vraag", "Hoe lang is het wachten?", "wmo-zg/wachttijd", language=NL)).text == "Zes weken."


@pytest.mark.parametrize(
    "choice",
    [
        "topic:bestaat/niet",
        "need:bestaat-niet",
        "law:bestaat-niet",
        "municipality:0000",
        "organisation:bestaat-niet",
        "language:xx",
        "command:bestaat-niet",
        "function:bestaat-niet",
    ],
)
def test_a_choice_that_was_never_offered_is_not_known(choice: str):
    assert "That choice is no longer there" in Talk().say(picked(choice)).text


def test_an_answer_offers_its_decision_aid_which_is_walked_through():
    talk = Talk()
    assert [choice.value for choice in talk.say(picked("topic:wmo-zg/signaleren")).choices] == ["aid:welke-wet"]
    assert "Blijvend?" in talk.say(picked("aid:welke-wet")).text
    assert "Het is Wmo." in talk.say(picked("aid:welke-wet.ja")).text
    assert talk.say(picked("aid:welke-wet.nee")).topic == "buiten-bereik"


def test_choices_of_every_kind_are_answered():
    assert Talk().say(picked("topic:wmo-zg/tolk")).topic == "wmo-zg/tolk"
    assert Talk().say(picked("topic:gesprek/groet")).topic == "gesprek/groet"
    assert Talk().say(picked("command:medewerker")).topic == "gesprek/medewerker"
    assert "088 555 0101" in shown(Talk().say(picked("organisation:gehoor")))
    assert "What is it about" in Talk().say(picked("need:visueel")).text
    assert "Which disability" in Talk().say(picked("law:wmo")).text
    assert "Which disability" in Talk().say(picked("topic:gids/aanbieder-zoeken")).text
    assert "Which disability" in Talk().say(picked("function:dagbesteding")).text
    assert Talk().say(picked("municipality:9001")).kind is ReplyKind.CHOICES
    assert Talk().say(picked("topic:buiten-bereik")).unknown


def test_what_was_looked_up_comes_again_in_the_new_language():
    talk = Talk()
    names = [("behoefte", "visueel"), ("wet", "wmo"), ("gemeente", "Modelstad")]
    talk.say(heard("zoek_aanbieder", "Wie helpt?", "gids/aanbieder-zoeken", names=names))
    searched = talk.say(picked("language:en"))
    assert "[en] We know these providers for" in searched.text
    assert talk.state.topic == "gids/aanbieder-zoeken"

    talk.say(heard("vraag", "Their number?", "gids/contact-aanbieder", language=EN))
    assert "[tr] This is how you reach Stichting Zicht" in talk.say(picked("language:tr")).text

    talk.say(heard("vraag", "Modelstad?", "gids/contact-gemeente", names=[("gemeente", "Modelstad")], language=TR))
    assert (
        "[nl] We do not have contact details of the municipality of Modelstad" in talk.say(picked("language:nl")).text
    )


@pytest.mark.parametrize(
    ("said", "language"),
    [("I don't speak Dutch, my husband is deaf", EN), ("Dutch anlamıyorum", TR)],
)
def test_who_names_the_language_that_was_spoken_in_another_one_does_not_ask_for_it(said: str, language: Language):
    talk = Talk()
    reply = talk.say(heard("twijfel", said, "gesprek/taal", "wmo-zg/tolk", language=language))

    assert reply.language is language


def test_who_asks_for_the_language_of_before_gets_it():
    talk = Talk()
    talk.say(heard("vraag", "How long is the wait?", "wmo-zg/wachttijd", language=EN))

    assert talk.say(heard("gesprek", "can we go on in Dutch", "gesprek/taal", language=EN)).language is NL


def test_who_calls_the_language_that_is_spoken_by_a_foreign_name_is_asked_which_one():
    talk = Talk()
    reply = talk.say(heard("gesprek", "no Dutch", "gesprek/taal", language=None))

    assert {choice.value for choice in reply.choices} >= {"language:en", "language:tr"}
    assert talk.say(heard("gesprek", "Nederlands graag", "gesprek/taal", language=None)).language is NL
