"""One message of a conversation at a time, in one Rasa and among several. Runs where Rasa runs (Python 3.10)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from rasa.core.lock_store import LockError
from rasa.utils.endpoints import EndpointConfig

from bot.nlu.components import lock_store
from bot.nlu.components.lock_store import ConversationLocks
from tools.servers.valkey import RunningServer, server


@pytest.fixture(scope="module")
def running() -> Iterator[RunningServer]:
    with server() as running:
        yield running


def locks(state: str = "") -> ConversationLocks:
    return ConversationLocks(EndpointConfig(type="…", state=state))


async def hold(among: ConversationLocks, done: list[str], name: str, key: str = "a", seconds: float = 0.02) -> None:
    async with among.lock(key):
        done.append(f"{name} begins")
        await asyncio.sleep(seconds)
        done.append(f"{name} ends")


def in_turn(names: str) -> list[str]:
    return [f"{name} {what}" for name in names for what in ("begins", "ends")]


def test_messages_of_one_conversation_go_in_the_order_in_which_they_came():
    among, done = locks(), list[str]()

    async def six() -> None:
        await asyncio.gather(*(hold(among, done, name) for name in "123456"))

    asyncio.run(six())
    assert done == in_turn("123456")
    assert not among._waiting


def test_other_conversations_do_not_wait():
    among, done = locks(), list[str]()

    async def two() -> None:
        await asyncio.gather(hold(among, done, "1", "a", 0.2), hold(among, done, "2", "b", 0.0))

    asyncio.run(two())
    assert done == ["1 begins", "2 begins", "2 ends", "1 ends"]


def test_who_waits_too_long_is_refused_and_holds_nobody_up():
    among, done = locks(), list[str]()

    async def impatient() -> None:
        with pytest.raises(LockError):
            async with among.lock("a", lock_lifetime=0.05):
                done.append("never")

    async def three() -> None:
        await asyncio.gather(hold(among, done, "1", seconds=0.3), impatient(), hold(among, done, "2"))

    asyncio.run(three())
    assert done == in_turn("12")
    assert not among._waiting


def test_who_is_called_off_while_waiting_gives_nobody_elses_turn_away():
    among, done = locks(), list[str]()

    async def called_off() -> None:
        first = asyncio.ensure_future(hold(among, done, "1", seconds=0.05))
        await asyncio.sleep(0)
        gone = asyncio.ensure_future(hold(among, done, "gone"))
        await asyncio.sleep(0)
        rest = [asyncio.ensure_future(hold(among, done, name)) for name in "23"]
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.gather(first, *rest)

    asyncio.run(called_off())
    assert done == in_turn("123")
    assert not among._waiting


def test_two_rasas_do_not_answer_in_one_conversation_at_once(running: RunningServer):
    each, done = [locks(running.address) for _ in range(2)], list[str]()

    async def four() -> None:
        await asyncio.gather(*(hold(each[number % 2], done, str(number)) for number in range(4)))

    asyncio.run(four())
    assert sorted(done) == sorted(in_turn("0123"))
    for begins, ends in zip(done[::2], done[1::2]):  # noqa: B905 - Rasa's Python
        assert begins.split()[0] == ends.split()[0]
    with running.client as client:
        assert client.keys("*") == []


def test_what_a_dead_rasa_held_is_free_after_a_moment(running: RunningServer, monkeypatch: pytest.MonkeyPatch):
    with running.client as client:
        client.set("kennispunt:rasa-lock:a", "of the dead", px=300)
    done: list[str] = []
    asyncio.run(hold(locks(running.address), done, "1"))
    assert done == in_turn("1")


def test_a_long_turn_stays_held(running: RunningServer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lock_store, "_HELD_MILLISECONDS", 1000)
    monkeypatch.setattr(lock_store, "_RENEW_SECONDS", 0.05)
    each, done = [locks(running.address) for _ in range(2)], list[str]()

    async def two() -> None:
        begun = asyncio.Event()

        async def long() -> None:
            async with each[0].lock("a"):
                begun.set()
                await hold(each[0], done, "1", "another key", seconds=2.5)

        first = asyncio.ensure_future(long())
        await begun.wait()
        await asyncio.gather(first, hold(each[1], done, "2"))

    asyncio.run(two())
    assert done == in_turn("12")


def test_without_the_server_each_rasa_keeps_its_own_order():
    with server() as gone:
        among = locks(gone.address)
    done: list[str] = []

    async def three() -> None:
        await asyncio.gather(*(hold(among, done, name) for name in "123"))

    asyncio.run(three())
    assert done == in_turn("123")
