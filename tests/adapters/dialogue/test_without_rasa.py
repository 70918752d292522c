"""While Rasa is away choices are carried out, and the need finder goes on from what the person saw."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest

from bot.adapters.dialogue.remembered import from_reply
from bot.adapters.dialogue.without_rasa import Searched, StateCodec, WithoutRasa
from bot.contract import PROVIDER_SEARCH, Language
from bot.core.conversation.port import Message
from bot.core.conversation.state import UNSURE, ConversationState
from bot.core.reply.reply import Block, BlockType, Entities, Reply, ReplyKind
from tests.fakes.stores import LeavingStores
from tests.fakes.world import conversation, shown

NL = Language.DUTCH
FOUND = Reply(ReplyKind.ANSWER, NL, (Block(BlockType.TEXT, "Uit de onderwerpen.", NL),), topic="wmo-zg/wachttijd")


class Talk:
    """One conversation while Rasa is away; `last` is what the person saw last."""

    def __init__(self, last: Reply | None = None, *, finder: bool = False) -> None:
        self.stores = LeavingStores()
        self.without = WithoutRasa(conversation(), self.stores, minutes=60)
        self.id = uuid.uuid4().hex
        self.last = last
        self.finder = finder

    def say(self, text: str = "", choice: str = "") -> Reply:
        message = Message(self.id, NL, text=text, choice=choice)
        reply = self.without.respond(message, self.last, lambda _: Searched(FOUND, finder=self.finder))
        self.last = replace(reply, degraded=True)
        return reply


def test_finder_works_by_choices_labels_and_places():
    talk = Talk(finder=True)
    asked = talk.say("Zoek een aanbieder")
    assert (asked.kind, asked.topic) == (ReplyKind.QUESTION, PROVIDER_SEARCH)
    assert any(choice.value == "need:doofblind" for choice in asked.choices)
    talk.finder = False
    law = talk.say(choice="need:doofblind")
    assert law.entities.behoefte == "doofblind"
    assert any(choice.value == "law:wmo" for choice in law.choices)
    place = talk.say("Wmo")
    assert place.entities.wet == "wmo"
    result = talk.say("Modelstad")
    assert result.entities == replace(result.entities, behoefte="doofblind", wet="wmo", gemeente="Modelstad")
    assert result.kind is not ReplyKind.QUESTION
    assert "Stichting" in shown(result)


def test_not_knowing_is_an_answer_that_is_not_asked_for_again():
    talk = Talk()
    assert talk.say(choice="need:doofblind").kind is ReplyKind.QUESTION
    place = talk.say(choice=f"law:{UNSURE}")
    assert place.kind is ReplyKind.QUESTION
    assert not any(choice.value.startswith("law:") for choice in place.choices)
    assert talk.say("Modelstad").kind is not ReplyKind.QUESTION


def test_finder_goes_on_from_a_question_that_rasa_asked():
    known = Entities(behoefte="doofblind", wet="wmo")
    asked = Reply(ReplyKind.QUESTION, NL, FOUND.blocks, topic=PROVIDER_SEARCH, entities=known)
    result = Talk(asked).say("Modelstad")
    assert (result.entities.behoefte, result.entities.gemeente) == ("doofblind", "Modelstad")


def test_question_beside_the_finder_is_answered_and_the_finder_asks_again():
    talk = Talk()
    talk.say(choice="need:doofblind")
    both = talk.say("Hoe lang duurt het eigenlijk?")
    assert "Uit de onderwerpen." in shown(both)
    assert any(choice.value == "law:wmo" for choice in both.choices)
    assert talk.say(choice="law:wmo").entities.wet == "wmo"


def test_what_was_understood_stays_beside_an_answer_from_searching():
    seen = replace(FOUND, entities=Entities(gemeente="Modelstad"))
    assert Talk(seen).say("Hoe lang duurt het?").entities.gemeente == "Modelstad"


def test_what_rasa_answered_since_counts_and_not_what_was_kept():
    talk = Talk()
    talk.say(choice="need:doofblind")
    talk.last = replace(FOUND, entities=Entities(behoefte="auditief"))
    assert talk.say("Hoe lang?").entities.behoefte == "auditief"


def test_private_help_leaves_nothing():
    private = replace(FOUND, private=True, entities=Entities(gemeente="Modelstad"))
    assert from_reply(ConversationState(), private) == ConversationState()
    assert Talk(private).say("Hoe lang?").entities.gemeente is None


def test_wiping_forgets_it():
    talk = Talk()
    talk.say(choice="need:doofblind")
    kept = talk.stores.store("without-rasa", StateCodec(), most=5)
    assert kept.get(talk.id)
    talk.without.forget(talk.id)
    assert kept.get(talk.id) is None


def test_codec_brings_back_the_same_state():
    state = ConversationState(
        Language.TURKISH, "doofblind", UNSURE, "Modelstad", "A", "tolk", "a/b", ("A", "B"), FOUND, "wet", Language.DUTCH,
        ("a/c",), (("a/b", "price"), ("a/c", "")),
    )  # fmt: skip
    for value in (state, ConversationState()):
        assert StateCodec().decode(StateCodec().encode(value)) == value


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'["xx", [], null, {}, null]', b'["nl", [], null, {}, {}]', b"\xff"]
)
def test_codec_refuses_what_it_did_not_write(data: bytes):
    with pytest.raises(ValueError):  # noqa: PT011 - which of its parts was wrong does not matter
        StateCodec().decode(data)
