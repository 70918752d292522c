"""Messages at once in one conversation keep their order, none is lost, and nobody polls."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from bot.core.conversation.port import Message
from bot.core.reply.reply import Reply
from tests.web.fakes import World, question
from web.conversation.one_at_a_time import OneAtATime, TooManyWaitingError


def started(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def take_turn(order: OneAtATime) -> None:
    with order.turn("a"):
        pass


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_they_go_in_the_order_in_which_they_came():
    order, went = OneAtATime(10, most_waiting=8), []

    def go(number: int) -> None:
        with order.turn("a"):
            went.append(number)

    threads = []
    with order.turn("a"):
        for number in range(8):
            threads.append(started(lambda number=number: go(number)))
            wait_until(lambda number=number: len(order._waiting["a"]) == number + 1)
    for thread in threads:
        thread.join()
    assert went == list(range(8))
    assert order._waiting == {}


def test_other_conversations_wait_for_nothing():
    order = OneAtATime(0.01)
    with order.turn("a"), order.turn("b"):
        pass


def test_who_waits_too_long_is_told_and_holds_up_nobody():
    order = OneAtATime(0.01)
    with order.turn("a"), pytest.raises(TooManyWaitingError), order.turn("a"):
        pass
    with order.turn("a"):
        pass
    assert order._waiting == {}


def test_more_than_so_many_are_refused_at_once():
    order = OneAtATime(10, most_waiting=1)
    with order.turn("a"):
        waiting = started(lambda: take_turn(order))
        wait_until(lambda: len(order._waiting["a"]) == 1)
        with pytest.raises(TooManyWaitingError), order.turn("a"):
            pass
    waiting.join()


def test_turn_that_comes_just_as_the_wait_is_over_is_taken(monkeypatch: pytest.MonkeyPatch):
    order = OneAtATime(10)
    order._come("a")
    left = threading.Event()

    def wait(_self: threading.Event, _seconds: float) -> bool:
        if not left.is_set():
            left.set()
            order._leave("a")
        return False  # too late, by the waiter's own clock

    with monkeypatch.context() as patched:
        patched.setattr(threading.Event, "wait", wait)
        order._come("a")
    order._leave("a")
    assert order._waiting == {}


def test_an_error_lets_the_next_one_go():
    order = OneAtATime(0.01)
    with pytest.raises(ZeroDivisionError), order.turn("a"):
        1 / 0  # noqa: B018
    with order.turn("a"):
        pass


class Slowly:
    """A dialogue of which no two answers in one conversation may overlap."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.busy: set[str] = set()
        self.overlapped = False

    def __call__(self, message: Message) -> Reply:
        self.overlapped |= message.conversation_id in self.busy
        self.busy.add(message.conversation_id)
        time.sleep(self.seconds)
        self.busy.discard(message.conversation_id)
        return question(message.text)


def post_at_once(app: Flask, made: str, texts: list[str]) -> list[int]:
    """The statuses of messages that arrive one just after the other."""
    statuses: dict[int, int] = {}

    def post(number: int) -> None:
        url = f"/api/v1/conversations/{made}/messages"
        statuses[number] = app.test_client().post(url, json={"text": texts[number]}).status_code

    threads = []
    for number in range(len(texts)):
        threads.append(started(lambda number=number: post(number)))
        time.sleep(0.01)
    for thread in threads:
        thread.join()
    return [statuses[number] for number in range(len(texts))]


def test_six_messages_at_once_keep_their_order_and_none_is_lost(world: World):
    world.dialogue.reply = slowly = Slowly(0.05)
    app = world.app()
    made = app.test_client().post("/api/v1/conversations", json={"language": "nl"}).json["id"]
    texts = [f"vraag {number}" for number in range(6)]
    began = time.monotonic()
    assert post_at_once(app, made, texts) == [200] * 6
    assert time.monotonic() - began < 3  # a second each, when they polled
    assert not slowly.overlapped
    messages = app.test_client().get(f"/api/v1/conversations/{made}").json["messages"]
    assert [message["said"] for message in messages] == texts
    assert [message["reply"]["blocks"][0]["text"] for message in messages] == texts
    assert [message["reply"]["id"] for message in messages] == [f"antwoord-{number}" for number in range(1, 7)]


def test_who_cannot_be_answered_in_time_is_asked_to_come_back(world: World):
    world.settings = replace(world.settings, rasa_deadline_seconds=0.05)
    world.dialogue.reply = Slowly(0.5)
    app = world.app()
    made = app.test_client().post("/api/v1/conversations", json={"language": "nl"}).json["id"]
    assert post_at_once(app, made, ["een", "twee"]) == [200, 429]
    messages = app.test_client().get(f"/api/v1/conversations/{made}").json["messages"]
    assert [message["said"] for message in messages] == ["een"]
