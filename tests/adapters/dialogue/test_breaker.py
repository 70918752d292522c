"""A dialogue that hangs is waited for twice, and then by nobody until it answers again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import httpx
import pytest

from bot.adapters.dialogue.breaker import FAILURES, PROBE, Breaker
from bot.contract import Language
from bot.core.conversation.port import Message
from bot.core.errors import DialogueUnavailableError
from bot.core.reply.reply import Block, BlockType, Reply, ReplyKind

NL = Language.DUTCH
REPLY = Reply(ReplyKind.ANSWER, NL, (Block(BlockType.TEXT, "Antwoord.", NL),))


class Dialogue:
    """Answers, or fails with this cause; notes what it is asked."""

    def __init__(self) -> None:
        self.cause: Exception | None = None
        self.heard: list[str] = []
        self.forgotten: list[str] = []
        self.probed = threading.Event()

    def respond(self, message: Message) -> Reply:
        self.heard.append(message.text)
        if message.text == PROBE:
            self.probed.set()
        if self.cause is not None:
            raise DialogueUnavailableError from self.cause
        return REPLY

    def forget(self, conversation_id: str) -> None:
        self.forgotten.append(conversation_id)

    def ready(self) -> bool:
        return True


def ask(breaker: Breaker, text: str = "Vraag") -> Reply:
    return breaker.respond(Message("gesprek", NL, text=text))


def fail(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        with pytest.raises(DialogueUnavailableError):
            ask(breaker)


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


@pytest.mark.parametrize("cause", [httpx.ReadTimeout("4 s"), httpx.ConnectError("gone")])
def test_after_two_without_an_answer_nobody_waits(cause: Exception):
    dialogue = Dialogue()
    breaker = Breaker(dialogue, every=0.01)
    dialogue.cause = cause
    fail(breaker, FAILURES + 20)
    assert dialogue.heard.count("Vraag") == FAILURES
    assert not breaker.ready()
    until(lambda: dialogue.heard.count(PROBE) > 2)
    dialogue.cause = None
    until(breaker.ready)
    assert ask(breaker) == REPLY
    assert all(name.startswith("probe-") for name in dialogue.forgotten)


def test_one_slow_answer_changes_nothing():
    dialogue = Dialogue()
    breaker = Breaker(dialogue)
    for _ in range(5):
        dialogue.cause = httpx.ReadTimeout("4 s")
        fail(breaker, FAILURES - 1)
        dialogue.cause = None
        assert ask(breaker) == REPLY
    assert breaker.ready()


def test_answers_that_cannot_be_read_are_nobody_elses_trouble():
    dialogue = Dialogue()
    breaker = Breaker(dialogue)
    dialogue.cause = ValueError("no reply in it")
    fail(breaker, 10)
    assert dialogue.heard == ["Vraag"] * 10
    assert breaker.ready()


def test_what_was_wiped_meanwhile_is_forgotten_afterwards_and_nobody_waits_for_that():
    dialogue = Dialogue()
    breaker = Breaker(dialogue, every=0.01)
    dialogue.cause = httpx.ReadTimeout("4 s")
    fail(breaker, FAILURES)
    breaker.forget("gewist")
    assert "gewist" not in dialogue.forgotten
    dialogue.cause = None
    until(lambda: "gewist" in dialogue.forgotten)
