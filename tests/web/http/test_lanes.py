"""Lanes: beyond what one kind of request has room for it is refused at once, and the other kinds notice nothing."""

from __future__ import annotations

import functools
import http.client
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager

import pytest

from bot.adapters.content import ContentFiles
from bot.contract import Language
from bot.core.conversation.port import Message
from bot.core.reply.reply import Reply, SpokenPart
from bot.settings import Settings
from tests.web.fakes import World
from tests.web.http.running import running
from web.http.lanes import ALIVE, HEARING, LANES, PAGES, REFUSED, SPEECH, TURNS, WATCH, Lane, Lanes, lane_of
from web.http.server import Server

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

SMALL = tuple(Lane(lane.name, 2, 3) if lane.name in {TURNS, SPEECH} else lane for lane in LANES)
ROOM = 5
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    ("command", "path", "lane"),
    [
        ("GET", "/healthz", ALIVE),
        ("GET", "/readyz", WATCH),
        ("GET", "/metrics", WATCH),
        ("GET", "/api/v1/speech/0123", SPEECH),
        ("POST", "/api/v1/speech", SPEECH),
        ("POST", "/api/v1/hearing", HEARING),
        ("GET", "/api/v1/hearing", PAGES),
        ("POST", "/chat", TURNS),
        ("POST", "/chat/abc/wissen", TURNS),
        ("POST", "/api/v1/conversations/abc/messages", TURNS),
        ("DELETE", "/api/v1/conversations/abc", TURNS),
        ("POST", "/api/v1/conversations", PAGES),
        ("GET", "/chat/abc", PAGES),
        ("GET", "/", PAGES),
    ],
)
def test_each_request_has_its_lane(command: str, path: str, lane: str):
    assert lane_of(command, path) == lane


def serving(world: World) -> AbstractContextManager[Server]:
    return running(Server(world.app(), "127.0.0.1", 0, grace=10, lanes=SMALL))


def ask(port: int, method: str, url: str, body: str = "", **headers: str) -> http.client.HTTPResponse:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request(method, url, body or None, headers)
        response = connection.getresponse()
        response.body = response.read().decode(errors="replace")  # type: ignore[attr-defined]
        return response


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


@contextmanager
def full(
    server: Server, go: threading.Event, lane: str, method: str, url: str, body: str = "", **headers: str
) -> Iterator[list[int]]:
    """The lane with as many requests as it has room for, which are answered when the block ends."""
    statuses: list[int] = []

    def one() -> None:
        statuses.append(ask(server.port, method, url, body, **headers).status)

    with ExitStack() as asking:
        for number in range(ROOM):
            thread = threading.Thread(target=one)
            thread.start()
            asking.callback(thread.join, 60)
            until(functools.partial(lambda held: server.lanes.held(lane) == held, number + 1))
        asking.callback(go.set)
        yield statuses


def hold(world: World) -> threading.Event:
    """Make the dialogue wait for the event."""
    go, reply = threading.Event(), world.dialogue.reply

    def later(message: Message) -> Reply:
        assert go.wait(60)
        return reply(message)

    world.dialogue.reply = later
    return go


def test_more_turns_than_there_is_room_for_are_refused_at_once_with_when_to_come_back(world: World):
    go = hold(world)
    with serving(world) as server:
        with full(server, go, TURNS, "POST", "/chat", "text=Vraag", **FORM) as statuses:
            page = ask(server.port, "POST", "/chat", "text=Nog+een+vraag", **FORM)
            assert page.status == 503
            assert int(page.headers["Retry-After"]) > 0
            assert "Nog een vraag" in page.body  # type: ignore[attr-defined]
            made = ask(server.port, "POST", "/api/v1/conversations", "{}", **{"Content-Type": "application/json"})
            assert made.status == 201
            messages = f"{made.headers['Location'].partition('/api')[2]}/messages"
            refused = ask(
                server.port, "POST", f"/api{messages}", '{"text": "Vraag"}', **{"Content-Type": "application/json"}
            )
            assert refused.status == 503
            assert refused.headers["Content-Type"] == "application/problem+json"
            for url in ("/healthz", "/readyz", "/help"):
                assert ask(server.port, "GET", url).status == 200
            assert statuses == [], "those that have room are still being answered"
            assert 'kennispunt_refused_total{reason="busy"} 2.0' in ask(server.port, "GET", "/metrics").body  # type: ignore[attr-defined]
        assert statuses == [303] * ROOM


class Slow:
    """A turn that takes so many seconds of a clock that only it moves, once it may begin."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.requests = [Said()]
        self.go = threading.Event()
        self.done_by = ""

    def service(self) -> None:
        assert self.go.wait(60)
        CLOCK[0] += self.seconds
        self.done_by = threading.current_thread().name

    def cancel(self) -> None:
        pass


class Said:
    error = None
    command, path = "POST", "/chat"


CLOCK = [0.0]


def test_a_lane_that_goes_slowly_refuses_before_it_is_full():
    """With one at a time of three seconds, the third of those who wait would begin after six: more than four."""
    lanes = Lanes([Lane(TURNS, 1, 30, 4.0), Lane(REFUSED, 1, 30)], clock=lambda: CLOCK[0])

    def do(*tasks: Slow) -> None:
        for task in tasks:
            lanes.add_task(task)
        for task in tasks:
            task.go.set()
        until(lambda: all(task.done_by for task in tasks) and lanes.held(TURNS) == lanes.held(REFUSED) == 0)

    quick = [Slow(0.0) for _ in range(10)]
    do(*quick)
    assert {task.done_by for task in quick} == {"turns-0"}, "nobody knows yet that it goes slowly"
    for _ in range(30):
        do(Slow(3.0))
    first, *waiting = slow = [Slow(3.0) for _ in range(6)]
    lanes.add_task(first)
    until(lambda: lanes._queues[TURNS].busy == 1)
    for task in waiting:
        lanes.add_task(task)
        task.go.set()
    first.go.set()
    until(lambda: all(task.done_by for task in slow))
    assert [task.done_by for task in slow] == ["turns-0"] * 3 + ["refused-0"] * 3
    for _ in range(30):
        do(Slow(0.0))
    again = [Slow(0.0) for _ in range(10)]
    do(*again)
    assert {task.done_by for task in again} == {"turns-0"}, "it goes well again"
    lanes.shutdown(timeout=1)


def test_who_may_be_in_danger_is_helped_when_there_is_no_room():
    world = World(library=ContentFiles(Settings().content_dir))  # type: ignore[arg-type]
    go = hold(world)
    with serving(world) as server, full(server, go, TURNS, "POST", "/chat", "text=Vraag", **FORM):
        helped = ask(server.port, "POST", "/chat", "text=Ik+wil+dood", **FORM)
        assert helped.status == 303


def test_recordings_wait_in_a_queue_of_their_own(world: World):
    digest = world.recordings.offer((SpokenPart("Dag.", Language.DUTCH),))
    go, speak = threading.Event(), world.speech.speak

    def later(parts):  # noqa: ANN001, ANN202 - as the fake's
        assert go.wait(60)
        return speak(parts)

    world.speech.speak = later  # type: ignore[method-assign]
    url = f"/api/v1/speech/{digest}"
    with serving(world) as server:
        with full(server, go, SPEECH, "GET", url) as statuses:
            refused = ask(server.port, "GET", url)
            assert refused.status == 503
            assert int(refused.headers["Retry-After"]) > 0
            assert ask(server.port, "POST", "/chat", "text=Vraag", **FORM).status == 303
            assert ask(server.port, "GET", "/healthz").status == 200
        assert statuses == [200] * ROOM


def test_part_that_hangs_does_not_make_the_process_look_dead(world: World):
    go = threading.Event()
    world.checks["database"] = lambda: "" if go.wait(60) else "hung"
    with serving(world) as server:
        looking = threading.Thread(target=lambda: ask(server.port, "GET", "/readyz"))
        looking.start()
        assert ask(server.port, "GET", "/healthz").status == 200
        assert ask(server.port, "GET", "/help").status == 200
        go.set()
        looking.join(60)


def test_what_cannot_be_read_stands_behind_nobody(world: World):
    go = hold(world)
    with serving(world) as server, full(server, go, TURNS, "POST", "/chat", "text=Vraag", **FORM):
        assert ask(server.port, "GET", "/", **{"X-Long": "x" * 20_000}).status == 431
        assert server.lanes.held(TURNS) == ROOM
