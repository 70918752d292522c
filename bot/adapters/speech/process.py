"""Keeps one speech process alive and gives up on it in time."""

from __future__ import annotations

import json
import logging
import os
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

from bot.adapters.speech.frames import AUDIO, HEADER, REQUEST, frame
from bot.adapters.speech.voices import PAUSE_SECONDS, WORDS_PER_MINUTE
from bot.core.errors import SpeechUnavailableError
from bot.settings import ROOT

logger = logging.getLogger(__name__)

DEADLINE_SECONDS = 15.0
"""For one recording, waiting for its turn included; an answer of 150 words takes a third of a second."""
_CHUNK = 65536
_END_SECONDS = 2.0
COMMAND = (sys.executable, "-m", "bot.adapters.speech.worker")


class SpeechProcess:
    """Started at the first request, again after a crash, and killed at the deadline. Safe for threads: one at a time."""

    def __init__(self, command: Sequence[str] = COMMAND, deadline_seconds: float = DEADLINE_SECONDS) -> None:
        self._command = tuple(command)
        self._deadline = deadline_seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def record(self, parts: Sequence[tuple[str, str]]) -> bytes:
        """The (voice, text) parts as one MP3; raises SpeechUnavailableError when it fails or takes too long."""
        until = time.monotonic() + self._deadline
        request = {"parts": list(parts), "words_per_minute": WORDS_PER_MINUTE, "pause_seconds": PAUSE_SECONDS}
        if not self._lock.acquire(timeout=self._deadline):
            raise SpeechUnavailableError("other recordings are still being made")
        try:
            sign, payload = self._exchange(frame(REQUEST, json.dumps(request).encode()), until)
        except (OSError, EOFError, TimeoutError) as error:
            logger.warning("the speech process is replaced: %s", error)
            self._end()
            raise SpeechUnavailableError(str(error)) from error
        finally:
            self._lock.release()
        if sign != AUDIO or not payload:
            raise SpeechUnavailableError(payload.decode(errors="replace"))
        return payload

    def close(self) -> None:
        """End the process; a later request starts a new one."""
        with self._lock:
            self._end()

    @property
    def pid(self) -> int | None:
        """The running process's id, None when there is none."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def _exchange(self, request: bytes, until: float) -> tuple[int, bytes]:
        if self.pid is None:
            self._end()
            self._process = self._start()
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise EOFError("the speech process did not start")
        # A request is far smaller than a pipe holds (64 kB), so writing it cannot block; see LONGEST_TEXT.
        process.stdin.write(request)
        process.stdin.flush()
        sign, length = HEADER.unpack(_read(process.stdout.fileno(), HEADER.size, until))
        return sign, _read(process.stdout.fileno(), length, until)

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603  # a fixed command
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # pyttsx3's chatter
            cwd=ROOT,
            start_new_session=True,  # Ctrl-C is for the supervisor; this process ends with its pipe
        )

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError as error:  # what was still to be written has nowhere to go
                    logger.debug("closing the speech process's pipe: %s", error)
        process.wait(_END_SECONDS)


def _read(descriptor: int, length: int, until: float) -> bytes:
    """Exactly this many bytes; TimeoutError at the deadline, EOFError when the process is gone."""
    read = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while len(read) < length:
            if not selector.select(max(0.0, until - time.monotonic())):
                raise TimeoutError("the recording took too long")
            chunk = os.read(descriptor, min(_CHUNK, length - len(read)))
            if not chunk:
                raise EOFError("the speech process died")
            read += chunk
    return bytes(read)
