"""Conversations are frozen, expire without a word, begin anew when they say so, and can be wiped."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from bot.contract import Language
from bot.core.conversation.commands import RESTART
from bot.core.conversation.port import Message
from bot.core.reply.reply import Reply
from tests.contracts.store_contract import Clock, at_once
from tests.fakes.stores import LeavingStores
from tests.web.fakes import World, question
from web.conversation import conversations
from web.conversation.conversations import Conversation, ConversationCodec, Conversations, Turn

NL = Language.DUTCH
FORGOTTEN: Reply = replace(question("Het gesprek is gewist."), topic=RESTART)


def conversations_in(clock: Clock, forgotten: list[str], minutes: float = 10) -> Conversations:
    return Conversations(LeavingStores(clock), minutes=minutes, forget=forgotten.append)


@pytest.fixture
def forgotten() -> list[str]:
    return []


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept(clock: Clock, forgotten: list[str]) -> Conversations:
    return conversations_in(clock, forgotten)


def said_in(kept: Conversations, conversation: Conversation) -> list[str]:
    return [turn.said for turn in kept.get(conversation.id).turns]


def test_conversation_expires_after_its_last_use_and_nobody_is_asked_anything(
    kept: Conversations, clock: Clock, forgotten: list[str]
):
    one, two = kept.start(NL), kept.start(NL)
    clock.now += 500
    assert kept.get(one.id) == one
    clock.now += 200
    assert kept.get(two.id) is None
    assert kept.get(one.id) == one
    clock.now += 10_000
    assert kept.get(one.id) is None
    assert forgotten == []


def test_four_hundred_that_expired_cost_the_next_visitor_nothing(world: World):
    clock = Clock()
    world.stores = LeavingStores(clock)
    client = world.app().test_client()
    for _ in range(400):
        client.post("/api/v1/conversations", json={"language": "nl"})
    clock.now += 61 * 60
    made = client.post("/api/v1/conversations", json={"language": "nl"}).json["id"]
    assert client.post(f"/api/v1/conversations/{made}/messages", json={"text": "Vraag"}).status_code == 200
    assert world.dialogue.forgotten == []


def test_what_expired_or_was_wiped_cannot_come_back(world: World):
    # The dialogue may remember it a little longer: its id leads nowhere, and a new conversation never gets it.
    clock = Clock()
    world.stores = LeavingStores(clock)
    client = world.app().test_client()
    made = client.post("/api/v1/conversations", json={"language": "nl"}).json["id"]
    client.post(f"/api/v1/conversations/{made}/messages", json={"text": "Vraag"})
    clock.now += 61 * 60
    for response in (
        client.post(f"/api/v1/conversations/{made}/messages", json={"text": "Weet u nog?"}),
        client.get(f"/api/v1/conversations/{made}"),
        client.post(f"/chat/{made}", data={"text": "Weet u nog?"}),
        client.get(f"/chat/{made}"),
        client.get(f"/chat/{made}/gesprek.txt"),
    ):
        assert response.status_code == 404
    assert [message.text for message in world.dialogue.heard] == ["Vraag"]


def test_most_recently_used_stay_when_there_are_too_many(
    monkeypatch: pytest.MonkeyPatch, clock: Clock, forgotten: list[str]
):
    monkeypatch.setattr(conversations, "_MOST_CONVERSATIONS", 3)
    kept = conversations_in(clock, forgotten)
    made = [kept.start(NL) for _ in range(3)]
    kept.get(made[0].id)
    kept.start(NL)
    assert [kept.get(item.id) is not None for item in made] == [True, False, True]


def test_turns_are_numbered_and_the_oldest_go(monkeypatch: pytest.MonkeyPatch, kept: Conversations):
    monkeypatch.setattr(conversations, "_MOST_TURNS", 2)
    conversation = kept.start(NL)
    turns = [kept.add(conversation, said, NL, question("?")) for said in ("een", "twee", "drie")]
    now = kept.get(conversation.id)
    assert now.turns == tuple(turns[1:])
    assert [(turn.number, turn.said) for turn in now.turns] == [(2, "twee"), (3, "drie")]
    assert now.last.id == "antwoord-3"


def test_a_conversation_is_as_it_was_when_it_was_asked_for(kept: Conversations):
    before = kept.start(NL)
    kept.add(before, "een", Language.ARABIC, question("?"))
    assert before.turns == ()
    assert kept.get(before.id).language is Language.ARABIC
    with pytest.raises(FrozenInstanceError):
        before.language = Language.ARABIC  # type: ignore[misc]


def test_turns_of_many_at_once_are_all_kept(kept: Conversations):
    conversation = kept.start(NL)
    at_once(8, lambda number: [kept.add(conversation, f"{number}", NL, question("?")) for _ in range(10)])
    now = kept.get(conversation.id)
    assert [turn.number for turn in now.turns] == list(range(1, 81))
    assert sorted(turn.said for turn in now.turns) == sorted(f"{number}" for number in range(8) for _ in range(10))


def test_beginning_anew_leaves_nothing_of_before(kept: Conversations):
    conversation = kept.start(NL)
    kept.add(conversation, "geheim", NL, question("?"))
    turn = kept.add(conversation, "opnieuw beginnen", NL, FORGOTTEN)
    assert turn.number == 2  # a reply's id is of one reply, also after this
    assert said_in(kept, conversation) == ["opnieuw beginnen"]
    kept.add(conversation, "nieuw", NL, question("?"))
    assert said_in(kept, conversation) == ["opnieuw beginnen", "nieuw"]


def test_dialogue_that_could_not_be_asked_to_begin_anew_is_told_to_forget(kept: Conversations, forgotten: list[str]):
    conversation = kept.start(NL)
    kept.add(conversation, "opnieuw", NL, FORGOTTEN)
    assert forgotten == []
    kept.add(conversation, "opnieuw", NL, replace(FORGOTTEN, degraded=True))
    assert forgotten == [conversation.id]


def test_wiping_forgets_here_and_in_the_dialogue(kept: Conversations, forgotten: list[str]):
    conversation = kept.start(NL)
    assert kept.wipe(conversation.id) is True
    assert kept.get(conversation.id) is None
    assert forgotten == [conversation.id]


def test_wiping_what_is_not_there_is_no_mistake(kept: Conversations, forgotten: list[str]):
    assert kept.wipe("nergens") is False
    assert forgotten == []


def test_what_was_wiped_while_it_was_being_answered_stays_wiped_everywhere(world: World):
    client = world.app().test_client()
    made = client.post("/api/v1/conversations", json={"language": "nl"}).json["id"]

    def wiped_meanwhile(message: Message) -> Reply:
        assert client.application.test_client().delete(f"/api/v1/conversations/{made}").status_code == 204
        return question("?")

    world.dialogue.reply = wiped_meanwhile
    response = client.post(f"/api/v1/conversations/{made}/messages", json={"text": "Vraag"})
    assert (response.status_code, response.json["type"]) == (404, "urn:kennispunt:problem:conversation-unknown")
    # Told again: the dialogue finished its answer after it had been told to forget.
    assert world.dialogue.forgotten == [made, made]
    assert client.get(f"/api/v1/conversations/{made}").status_code == 404


def test_codec_brings_back_the_same_conversation(world: World):
    client = world.app().test_client()
    made = client.post("/api/v1/conversations", json={"language": "nl"}).json["id"]
    client.post(f"/api/v1/conversations/{made}/messages", json={"text": "Vraag <een> سلام"})
    client.post(f"/api/v1/conversations/{made}/messages", json={"choice": "topic:wmo-zg/tolk", "language": "ar"})
    [data] = world.stores.kept("conversations").values()
    conversation = ConversationCodec().decode(data)
    assert [turn.said for turn in conversation.turns] == ["Vraag <een> سلام", "Tolk"]
    assert any(contact for turn in conversation.turns for block in turn.reply.blocks for contact in block.contacts)
    assert ConversationCodec().decode(ConversationCodec().encode(conversation)) == conversation
    shown = client.get(f"/api/v1/conversations/{made}").json
    assert shown["language"] == "ar"
    assert shown["messages"][0]["reply"]["sources"]


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b"{}", b'["a", "xx", 0, []]', b'["a", "nl", 1, [[1]]]', b"7"])
def test_codec_refuses_what_it_did_not_write(data: bytes):
    with pytest.raises(ValueError):  # noqa: PT011  # whatever its words
        ConversationCodec().decode(data)


def test_turn_knows_whether_it_begins_anew():
    assert Turn(1, "opnieuw", NL, FORGOTTEN).begins_anew
    assert not Turn(1, "vraag", NL, question("?")).begins_anew
