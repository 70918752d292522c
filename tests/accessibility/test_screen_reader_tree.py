"""What Chromium tells Linux's screen readers (AT-SPI) on a real desktop: the answer once, as one text, and nothing else."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accessibility.conftest import free_port
from tests.accessibility.places import Chat
from tests.accessibility.screen_reader import desktop_browser

SCRIPT = Path(__file__).parent / "desktop.sh"
QUIET_SECONDS = 1.5
pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("screen reader")]  # one desktop at a time


class Desktop:
    """Chromium on a desktop, and what was told since the last look."""

    def __init__(self, page: Page, told: queue.Queue[str]) -> None:
        self.page = page
        self._told = told

    def changes(self) -> list[dict[str, Any]]:
        """Every insertion of text in a live region, until it has been quiet for a while."""
        found = []
        while True:
            try:
                line = json.loads(self._told.get(timeout=QUIET_SECONDS))
            except queue.Empty:
                return [one for one in found if one.get("live") in {"polite", "assertive"}]
            found.append(line)


@pytest.fixture(scope="module")
def desktop(browser: Browser, base: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    folder = tmp_path_factory.mktemp("desktop", numbered=True)
    folder.chmod(0o700)
    port = free_port()
    command = ["dbus-run-session", "--", "sh", str(SCRIPT), f"{base}/voorbeeld", str(port), str(folder)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    told: queue.Queue[str] = queue.Queue()
    lines = process.stdout
    assert lines is not None
    reader = threading.Thread(target=lambda: [told.put(line) for line in lines], daemon=True)
    reader.start()
    connected = None
    try:
        connected = desktop_browser(browser, port, process)
        yield Desktop(connected.contexts[0].pages[0], told)
    finally:
        if connected:
            connected.close()
        assert process.stdin is not None
        process.stdin.close()
        process.wait(timeout=20)
        reader.join(timeout=5)
        lines.close()


def containing(changes: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    return [change for change in changes if text in change["inserted"]]


def test_answer_once_as_one_text_and_never_again(desktop: Desktop, base: str) -> None:
    chat = Chat(desktop.page, base).open()
    desktop.changes()

    chat.ask("Hoeveel weken?")
    told = desktop.changes()
    assert len(told) == 1, told
    assert told[0]["live"] == "polite"
    assert told[0]["inserted"].count("Zes weken.") == 1
    assert containing(told, "Hoeveel weken?") == [], "the person's own words were told"

    chat.ask("keuze")
    told = desktop.changes()
    assert len(told) == 1, told
    words = [told[0]["inserted"].index(part) for part in ("Om welke beperking gaat het?", "Slecht zien", "Doofblind")]
    assert words == sorted(words)
    assert containing(told, "Zes weken.") == [], "history was told again"

    chat.page.reload()
    expect(chat.answers).to_have_count(2)
    assert desktop.changes() == [], "history was told after a reload"

    chat.root.get_by_role("button", name="Instellingen").click()
    chat.root.get_by_label("Taal").select_option("en")
    expect(chat.root.get_by_role("button", name="Restore default settings")).to_be_visible()
    told = desktop.changes()
    assert told == [], "a language switch was told as news"
    chat.root.get_by_role("button", name="Restore default settings").click()
    chat.page.keyboard.press("Escape")
    desktop.changes()

    chat.say("kapot")
    expect(chat.problem).not_to_be_empty()
    told = desktop.changes()
    mistakes = containing(told, "Er ging bij ons iets mis")
    assert len(mistakes) == 1
    assert mistakes[0]["live"] == "assertive"
