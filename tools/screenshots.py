"""Make docs/screenshots/ anew: each state of the conversation on a fictional world, and a few pages with our own content."""

from __future__ import annotations

import importlib.util
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tools import desk_pictures

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshots"
SERVER = ROOT / "tests" / "accessibility" / "server.py"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
    "--mute-audio",
]
WIDTH = 720


def load_places() -> object:
    """tests/accessibility/places.py, which knows the states."""
    spec = importlib.util.spec_from_file_location("places", SERVER.with_name("places.py"))
    if spec is None or spec.loader is None:
        raise ImportError("places.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["places"] = module
    spec.loader.exec_module(module)
    return module


@contextmanager
def serving(*options: str) -> Iterator[str]:
    """The application on fakes; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    process = subprocess.Popen([sys.executable, str(SERVER), str(port), *options], cwd=ROOT)
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{base}/healthz", timeout=1).close()  # noqa: S310 - our own address
                break
            except OSError:
                time.sleep(0.1)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=10)


class Camera:
    """Opens a fresh page for every picture."""

    def __init__(self, browser: Browser, places: object) -> None:
        self._browser = browser
        self._places = places

    def state(
        self, base: str, name: str, state: str, place: str = "inline", query: str = "", **options: object
    ) -> None:
        """A state of the conversation."""
        context = self._browser.new_context(
            locale="nl-NL", viewport={"width": WIDTH, "height": 900}, reduced_motion="reduce", **options
        )  # type: ignore[arg-type]
        chat = self._places.Chat(context.new_page(), base).open(place, query)  # type: ignore[attr-defined]
        self._places.STATES[state](chat)  # type: ignore[attr-defined]
        self._take(chat.page, name, whole=place != "dialog" and state not in {"hulp", "instellingen", "lang"})
        context.close()

    def asked(self, base: str, name: str, question: str, path: str = "/chat", **options: object) -> None:
        """An answer to this question, with our own content."""
        context = self._browser.new_context(
            locale="nl-NL", viewport={"width": WIDTH, "height": 900}, reduced_motion="reduce", **options
        )  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(base + path)
        chat = self._places.Chat(page, base)  # type: ignore[attr-defined]
        chat.ask(question).locator("summary").first.click()
        page.evaluate("() => window.scrollTo(0, 0)")
        self._take(page, name)
        context.close()

    def page(self, base: str, name: str, path: str, **options: object) -> None:
        """A page."""
        context = self._browser.new_context(locale="nl-NL", viewport={"width": WIDTH, "height": 900}, **options)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(base + path)
        self._take(page, name, whole=False)
        context.close()

    def shoot(self, page: object, name: str) -> None:
        """What this page shows, whole."""
        self._take(page, name)

    @staticmethod
    def _take(page: object, name: str, *, whole: bool = True) -> None:
        page.screenshot(path=TARGET / f"{name}.png", full_page=whole, animations="disabled", caret="hide")  # type: ignore[attr-defined]
        print(f"docs/screenshots/{name}.png")


def main() -> None:
    """Make every picture; those of states that are gone are removed."""
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    places = load_places()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        camera = Camera(browser, places)
        with serving() as base:
            for state in places.STATES:  # type: ignore[attr-defined]
                camera.state(base, f"widget-{state}", state)
            camera.state(base, "widget-venster", "antwoord", "dialog", "thema=vng")
            camera.state(base, "widget-donker", "contacten", color_scheme="dark")
            camera.state(base, "widget-hoog-contrast", "keuzes", "inline", "thema=hoog-contrast")
            camera.state(base, "widget-geforceerde-kleuren", "keuzes", forced_colors="active")
            camera.state(base, "chat-arabisch", "arabisch", "chat", "taal=ar")
        with serving("real") as base:
            camera.asked(base, "chat-antwoord", "Wie betaalt het vervoer naar de dagbesteding?")
            camera.asked(base, "widget-op-een-site", "Wie regelt het vervoer naar de dagbesteding?", "/voorbeeld")
            camera.page(base, "start", "/")
            camera.page(base, "onderwerpen", "/onderwerpen")
            camera.page(base, "chat-zonder-script", "/chat", java_script_enabled=False)
        desk_pictures.take(browser, camera.shoot)
        browser.close()


if __name__ == "__main__":
    main()
