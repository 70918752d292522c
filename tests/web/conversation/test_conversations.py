"""Conversations are in memory, expire, and can be wiped."""

from __future__ import annotations

import pytest

from bot.contract import Language
from tests.web.fakes import question
from web.conversation import conversations
from web.conversation.conversations import Conversations

NL = Language.DUTCH


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_conversation_expires_after_its_last_use():
    clock, forgotten = Clock(), []
    store = Conversations(minutes=10, forgotten=forgotten.append, clock=clock)
    one, two = store.start(NL), store.start(NL)
    clock.now = 500
    assert store.get(one.id) is one
    clock.now = 700
    assert store.get(two.id) is None
    assert forgotten == [two.id]
    assert store.get(one.id) is one
    assert len(store) == 1


def test_most_recently_used_stay_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(conversations, "_MOST_CONVERSATIONS", 3)
    store = Conversations(minutes=10, forgotten=lambda _: None, clock=Clock())
    kept = [store.start(NL) for _ in range(3)]
    store.get(kept[0].id)
    store.start(NL)
    assert [store.get(item.id) is not None for item in kept] == [True, False, True]


def test_turns_are_numbered_and_the_oldest_go(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(conversations, "_MOST_TURNS", 2)
    store = Conversations(minutes=10, forgotten=lambda _: None, clock=Clock())
    conversation = store.start(NL)
    for said in ("een", "twee", "drie"):
        store.add(conversation, said, NL, question("?"))
    assert [(turn.number, turn.said) for turn in conversation.turns] == [(2, "twee"), (3, "drie")]
    assert conversation.last.id == "antwoord-3"


def test_wiping_what_is_not_there_is_no_mistake():
    forgotten: list[str] = []
    store = Conversations(minutes=10, forgotten=forgotten.append, clock=Clock())
    assert store.wipe("nergens") is False
    assert forgotten == []
