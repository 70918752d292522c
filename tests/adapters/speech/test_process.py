"""The speech process is fed, timed, and replaced when it hangs or dies."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from bot.adapters.speech.process import SpeechProcess
from bot.core.errors import SpeechUnavailableError

SAY = [("gmw/nl", "Hallo daar.")]

ONCE_FINE_THEN = """
import sys, time
from bot.adapters.speech.frames import AUDIO, FAILURE, HEADER, READY, frame
sys.stdout.buffer.write(frame(READY, b'')); sys.stdout.buffer.flush()
while header := sys.stdin.buffer.read(HEADER.size):
    sys.stdin.buffer.read(HEADER.unpack(header)[1])
    {act}
"""
ANSWER = "sys.stdout.buffer.write(frame(AUDIO, b'geluid')); sys.stdout.buffer.flush()"


def command(act: str) -> tuple[str, ...]:
    return (sys.executable, "-c", ONCE_FINE_THEN.format(act=act))


@pytest.fixture
def started() -> Iterator[list[SpeechProcess]]:
    processes: list[SpeechProcess] = []
    yield processes
    for process in processes:
        process.close()


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_one_process_serves_many_requests(started: list[SpeechProcess]):
    process = SpeechProcess()
    started.append(process)
    assert process.pid is None
    process.record(SAY)
    pid = process.pid
    process.record(SAY)
    assert process.pid == pid


def test_a_process_that_was_killed_is_replaced(started: list[SpeechProcess]):
    process = SpeechProcess()
    started.append(process)
    process.record(SAY)
    first = process.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    while process.pid == first:  # until the kernel has told
        time.sleep(0.01)
    assert process.record(SAY)
    assert process.pid != first


def test_a_process_that_hangs_is_killed_at_the_deadline(started: list[SpeechProcess]):
    process = SpeechProcess(command("time.sleep(600)"), deadline_seconds=1.0)
    started.append(process)
    process._child.prepare()
    hung = process.pid
    start = time.monotonic()
    with pytest.raises(SpeechUnavailableError, match="too long"):
        process.record(SAY)
    assert time.monotonic() - start < 25, "its own second, and what it waited for a processor of a busy machine"
    assert process.pid not in {None, hung}, "the next one is there already"


def test_a_process_that_dies_while_speaking_is_an_error_and_not_more(started: list[SpeechProcess]):
    process = SpeechProcess(command("sys.exit(3)"))
    started.append(process)
    for _ in range(2):
        with pytest.raises(SpeechUnavailableError, match="died"):
            process.record(SAY)


def test_a_program_that_is_not_there_is_an_error_and_not_more():
    with pytest.raises(SpeechUnavailableError):
        SpeechProcess(("/bestaat/niet",)).record(SAY)


def test_a_voice_that_does_not_exist_fails_alone(started: list[SpeechProcess]):
    process = SpeechProcess()
    started.append(process)
    with pytest.raises(SpeechUnavailableError):
        process.record([("bestaat/niet", "Hallo")])
    assert process.record(SAY)


def test_who_waits_too_long_for_a_turn_gives_up(started: list[SpeechProcess]):
    process = SpeechProcess(command(f"time.sleep(2); {ANSWER}"), deadline_seconds=8)
    started.append(process)
    impatient = SpeechProcess(command(ANSWER), turn_seconds=0.2)
    impatient._child._lock = process._child._lock
    busy = threading.Thread(target=process.record, args=(SAY,))
    busy.start()
    time.sleep(0.3)
    with pytest.raises(SpeechUnavailableError, match="others are still"):
        impatient.record(SAY)
    busy.join()


def test_many_threads_get_their_own_recordings(started: list[SpeechProcess]):
    process = SpeechProcess()
    started.append(process)
    texts = [f"Dit is zin nummer {number} van de reeks." * (number + 1) for number in range(6)]
    expected = [process.record([("gmw/nl", text)]) for text in texts]
    heard: dict[int, bytes] = {}

    def listen(number: int) -> None:
        heard[number] = process.record([("gmw/nl", texts[number])])

    threads = [threading.Thread(target=listen, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in range(6):  # in length: espeak-ng's pitch flutters, so bytes differ
        assert abs(len(heard[number]) - len(expected[number])) <= len(expected[number]) * 0.05


def test_nothing_is_left_running_after_close():
    process = SpeechProcess()
    process.record(SAY)
    pid = process.pid
    assert pid is not None
    process.close()
    assert gone(pid)
