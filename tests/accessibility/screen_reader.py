"""A real screen reader: Orca on Chromium, and what it says. Nothing sounds; Orca writes each utterance to a file."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

DESKTOP = Path(__file__).with_name("orca_desktop.sh")
QUIET_SECONDS = 2.0
"""So long Orca does nothing before it is taken that all has been said."""
LONGEST_SECONDS = 90.0
"""So long what must be heard may take: on a busy machine Orca lags far behind the page."""
_START_SECONDS = 45.0
"""So long a desktop may take until its window is named."""
_QUEUE = re.compile(rb"EVENT MANAGER: (?:(Queueing)|(Dequeued)|\d+ events pruned\. New size: (\d+))")
"""What Orca writes of the events that wait for it."""
_SAID = re.compile(r"SPEECH OUTPUT: '(.*?)'(?=\s*(?:\{|$))")
NEEDED = ("orca", "Xvfb", "openbox", "dbus-run-session", "gdbus", "chromium")


def missing() -> str:
    """The programs without which nothing can be heard, as a line; empty when all are there."""
    return ", ".join(program for program in NEEDED if not shutil.which(program))


class SilentDesktopError(AssertionError):
    """No event of the browser reached the screen reader any more: this says nothing of the page."""


@dataclass
class ScreenReader:
    """Orca reading one page of Chromium."""

    page: Page
    speech: Path
    _read: int = 0
    _waiting: int = 0

    def said(self, until: str = "", quiet: float = QUIET_SECONDS, within: float = LONGEST_SECONDS) -> list[str]:
        """What was said since the last time: waits until these words have been said, and then until it is quiet.

        Quiet is when Orca has dealt with every event of the page and writes nothing more. Fails when the words do not come;
        raises SilentDesktopError when not a single event came, which no page can bring about: then the desktop is broken.
        """
        deadline = time.monotonic() + within
        written, since, waiting = b"", time.monotonic(), self._waiting
        while time.monotonic() < deadline:
            now = self._unread()
            if len(now) != len(written):
                written, since = now, time.monotonic()
                waiting = _waiting(now, self._waiting)
            elif time.monotonic() - since >= quiet and waiting <= 0 and until in " ".join(_utterances(written)):
                break
            # The page goes on: Playwright's events are handled only while it is called.
            self.page.wait_for_timeout(100)
        self._read += len(written)
        self._waiting = waiting
        said = _utterances(written)
        if until and not written:
            raise SilentDesktopError(f"Orca heard of nothing at all in {within:.0f} seconds")
        assert until in " ".join(said), f"not heard in {within:.0f} seconds: {until!r}; but {said}"
        return said

    def _unread(self) -> bytes:
        """Whole lines that were written since the last time."""
        with self.speech.open("rb") as file:
            file.seek(self._read)
            lines, end, _ = file.read().rpartition(b"\n")
            return lines + end


def _waiting(written: bytes, before: int) -> int:
    """How many events wait for Orca after it wrote this."""
    for queued, handled, left in _QUEUE.findall(written):
        before = int(left) if left else before + bool(queued) - bool(handled)
    return before


def _utterances(written: bytes) -> list[str]:
    return [one[1].strip() for one in _SAID.finditer(written.decode(errors="replace")) if one[1].strip()]


def desktop_browser(browser: Browser, port: int, process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> Browser:
    """The Chromium that a desktop process starts on this debugging port, as soon as it answers."""
    for _ in range(400):
        try:
            return browser.browser_type.connect_over_cdp(f"http://127.0.0.1:{port}")
        except Exception:  # noqa: BLE001 - whatever keeps Chromium from answering, it is asked again
            assert process.poll() is None, "the desktop ended"
            time.sleep(0.3)
    raise AssertionError("Chromium did not start")


@contextmanager
def reading(browser: Browser, address: str, port: int, folder: Path) -> Iterator[ScreenReader]:
    """Start a desktop with Orca and Chromium on this page, and wait until its window is named; all of it ends with the context.

    Raises SilentDesktopError when nothing is said: now and then Chromium is up before the desktop's bus knows that anybody listens.
    """
    folder.chmod(0o700)
    command = ["dbus-run-session", "--", "sh", str(DESKTOP), address, str(port), str(folder)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    connected = None
    try:
        connected = desktop_browser(browser, port, process)
        page = connected.contexts[0].pages[0]
        page.set_default_timeout(LONGEST_SECONDS * 1000)
        reader = ScreenReader(page, folder / "speech")
        reader.said("frame", quiet=3, within=_START_SECONDS)
        yield reader
    finally:
        if connected:
            connected.close()
        assert process.stdin is not None
        process.stdin.close()
        process.wait(timeout=20)
