"""Everything for real, once per session: Rasa, the action server and the web application through `kennispunt serve`, and Chromium."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.web.telephone.test_webhooks import SECRET, exchange_server

ROOT = Path(__file__).resolve().parents[2]
TRAIN_SECONDS = 900
START_SECONDS = 600
"""Rasa loads for 20 s on an idle machine; on a busy one much longer."""
STOP_SECONDS = 40
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--mute-audio",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The first test waits for the whole stack."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.timeout(TRAIN_SECONDS + START_SECONDS))


@dataclass(frozen=True)
class Stack:
    """The running service: where it listens, and what it writes."""

    base: str
    port: int
    rasa_port: int
    actions_port: int
    var_dir: Path
    log: Path

    def ask(self, text: str, language: str = "nl") -> dict:
        """The reply to one question in a conversation of its own."""
        return self.conversation(language)(text)

    def conversation(self, language: str = "nl") -> Callable[..., dict]:
        """A function that sends a text (or `choice=`) in one conversation and gives the reply."""
        made = httpx.post(f"{self.base}/api/v1/conversations", json={"language": language}).raise_for_status().json()
        messages = f"{self.base}/api/v1/conversations/{made['id']}/messages"

        def say(text: str | None = None, choice: str | None = None) -> dict:
            body = {"text": text} if choice is None else {"choice": choice}
            return httpx.post(messages, json=body, timeout=30).raise_for_status().json()

        return say


def free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


@pytest.fixture(scope="session")
def recordings() -> Iterator[str]:
    """Where the telephone exchange keeps what callers say."""
    with exchange_server() as address:
        yield address


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory, recordings: str) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("stack")
    port, rasa_port, actions_port = free_ports(3)
    running = Stack(f"http://127.0.0.1:{port}", port, rasa_port, actions_port, folder / "var", folder / "log")
    environment = {
        **os.environ,
        "KENNISPUNT_PORT": str(port),
        "KENNISPUNT_RASA_PORT": str(rasa_port),
        "KENNISPUNT_ACTIONS_PORT": str(actions_port),
        "KENNISPUNT_VAR_DIR": str(running.var_dir),
        "KENNISPUNT_RATE_LIMIT": "off",
        "KENNISPUNT_REGISTER_URL": "off",
        "KENNISPUNT_TELEPHONE": "twiml",
        "KENNISPUNT_TELEPHONE_SECRET": SECRET,
        "KENNISPUNT_TELEPHONE_RECORDINGS": recordings,
        # What is tested here is the answer, not how fast this machine is.
        "KENNISPUNT_RASA_DEADLINE_SECONDS": "25",
    }
    kennispunt = [sys.executable, "-m", "bot.cli"]
    subprocess.run(
        [*kennispunt, "train"], cwd=ROOT, check=True, timeout=TRAIN_SECONDS
    )  # nothing to do when it is up to date
    with running.log.open("wb") as log:
        command = [*kennispunt, "serve"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_until_ready(running, process)
            yield running
        finally:
            process.send_signal(signal.SIGINT)
            code = process.wait(STOP_SECONDS)
    assert code == 0, running.log.read_text(encoding="utf-8")[-2000:]


def wait_until_ready(running: Stack, process: subprocess.Popen[bytes]) -> None:
    """Wait for `/readyz`; fails with the end of the log when the process ends or the time is up."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(f"{running.base}/readyz", timeout=5).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    pytest.fail(f"the service did not get ready:\n{running.log.read_text(encoding='utf-8')[-4000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Make a page in a context with options of Playwright; on it nothing may fail and no policy may be broken."""
    made: list[BrowserContext] = []
    wrong: list[str] = []

    def new(**options: object) -> Page:
        context = browser.new_context(**{"locale": "nl-NL", "viewport": {"width": 1280, "height": 900}, **options})  # type: ignore[arg-type]
        context.set_default_timeout(30_000)
        made.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
        return page

    yield new
    for context in made:
        context.close()
    assert wrong == []
