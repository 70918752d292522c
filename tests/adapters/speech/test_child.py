"""A process that answers is fed, timed and replaced; who would wait too long is told at once."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from bot.adapters.speech.child import Child, ChildError
from bot.adapters.speech.frames import AUDIO

WORKER = """
import sys, time
from bot.adapters.speech.frames import AUDIO, HEADER, frame
while header := sys.stdin.buffer.read(HEADER.size):
    asked = sys.stdin.buffer.read(HEADER.unpack(header)[1])
    if asked.startswith(b"hang"): time.sleep(600)
    if asked.startswith(b"die"): sys.exit(3)
    sys.stdout.buffer.write(frame(AUDIO, asked[::-1])); sys.stdout.buffer.flush()
"""


@pytest.fixture
def children() -> Iterator[list[Child]]:
    made: list[Child] = []
    yield made
    for child in made:
        child.close()


def child(children: list[Child], *, deadline: float = 30.0, most_waiting: int = 3) -> Child:
    made = Child("a test", (sys.executable, "-c", WORKER), deadline_seconds=deadline, most_waiting=most_waiting)
    children.append(made)
    return made


def test_it_answers_much_more_than_a_pipe_holds(children: list[Child]):
    asked = os.urandom(500_000)
    assert child(children).ask(asked[:7], bytearray(asked[7:])) == (AUDIO, bytearray(asked[::-1]))


def test_one_process_answers_many(children: list[Child]):
    answers = child(children)
    answers.ask(b"een")
    first = answers.pid
    answers.ask(b"twee")
    assert answers.pid == first


def test_it_is_ready_before_the_first_request(children: list[Child]):
    answers = child(children)
    assert answers.pid is None
    answers.prepare()
    ready = answers.pid
    answers.ask(b"een")
    assert answers.pid == ready


def test_one_that_hangs_is_replaced_at_once(children: list[Child]):
    answers = child(children, deadline=1.0)
    with pytest.raises(ChildError, match="too long"):
        answers.ask(b"hang")
    assert answers.pid is not None
    answers._deadline = 30.0
    assert answers.ask(b"een")[1] == b"nee"


def test_one_that_does_not_read_is_not_waited_for(children: list[Child]):
    answers = Child("a test", (sys.executable, "-c", "import time; time.sleep(600)"), deadline_seconds=1.0)
    children.append(answers)
    with pytest.raises(ChildError, match="too long"):
        answers.ask(bytes(500_000))


def test_one_that_dies_is_replaced(children: list[Child]):
    answers = child(children)
    with pytest.raises(ChildError, match="died"):
        answers.ask(b"die")
    assert answers.ask(b"een")[1] == b"nee"


def test_one_that_was_killed_is_replaced(children: list[Child]):
    answers = child(children)
    answers.ask(b"een")
    first = answers.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    while answers.pid == first:  # until the kernel has told
        time.sleep(0.01)
    assert answers.ask(b"een")[1] == b"nee"


def test_a_command_that_does_not_exist_is_told(children: list[Child]):
    answers = Child("a test", ("/nowhere/python",), deadline_seconds=5.0)
    with pytest.raises(ChildError, match="did not start"):
        answers.ask(b"een")


def test_who_comes_when_the_queue_is_full_is_refused_at_once(children: list[Child]):
    answers = child(children, most_waiting=0, deadline=20.0)

    def hang() -> None:
        with pytest.raises(ChildError):
            answers.ask(b"hang")

    thread = threading.Thread(target=hang)
    thread.start()
    while answers.pid is None:
        time.sleep(0.01)
    with pytest.raises(ChildError, match="too many wait"):
        answers.ask(b"een")
    pid = answers.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    thread.join(20)
    assert not thread.is_alive()
