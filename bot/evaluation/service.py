"""The running service, asked through its public interface."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bot.contract import OUT_OF_SCOPE
from bot.core.errors import KennispuntError
from bot.evaluation.outcomes import Reply
from bot.settings import ROOT

START_SECONDS = 420.0
TIMEOUT_SECONDS = 60.0


class MeasuringError(KennispuntError):
    """Measuring could not be done; the message is the one line that is shown."""


class Service:
    """A client of the API under `url`."""

    def __init__(self, url: str) -> None:
        self._http = httpx.Client(base_url=url.rstrip("/"), timeout=TIMEOUT_SECONDS)

    def start(self, language: str) -> str:
        """Begin a conversation; returns its id."""
        return str(self._post("/api/v1/conversations", {"language": language})["id"])

    def say(self, conversation: str, text: str) -> Reply:
        """Send a message and read the reply."""
        return read_reply(self.say_raw(conversation, text))

    def say_raw(self, conversation: str, text: str) -> dict[str, Any]:
        """Send a message; the reply as the API gives it."""
        return self._post(f"/api/v1/conversations/{conversation}/messages", {"text": text})

    def get(self, path: str) -> httpx.Response:
        """Fetch a path of the service; raises MeasuringError when it is not there."""
        try:
            return self._http.get(path, follow_redirects=True).raise_for_status()
        except httpx.HTTPError as error:
            raise MeasuringError(f"de dienst gaf {path} niet: {error}") from error

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _post(self, path: str, body: Mapping[str, str]) -> dict[str, Any]:
        try:
            answer = self._http.post(path, json=dict(body))
            answer.raise_for_status()
        except httpx.HTTPError as error:
            raise MeasuringError(f"de dienst antwoordde niet op {path}: {error}") from error
        data: dict[str, Any] = answer.json()
        return data


def read_reply(data: Mapping[str, Any]) -> Reply:
    """A reply of the API (its form: /api/v1/openapi.json) in the words of the measuring."""
    choices = data.get("choices") or ()
    labels = tuple(str(choice["label"]) for choice in choices)
    topics = tuple(topic for choice in choices if (topic := _topic_of(choice)))
    kind = data["kind"]
    readable = [str(block.get("text") or "") for block in data.get("blocks") or ()]
    readable += [str(part) for block in data.get("blocks") or () for part in _contacts(block)]
    outside = data.get("topic") == OUT_OF_SCOPE or (kind == "unknown" and not data.get("topic"))
    return Reply(
        data.get("topic"),
        topics,
        answered=kind in ("answer", "lookup", "dialogue")
        or (kind in ("question", "unknown") and data.get("topic") is not None),
        unknown_subject=outside,
        entities={name: value for name, value in (data.get("entities") or {}).items() if value},
        text="\n".join([*readable, *labels]),
        choice_labels=labels,
        unknown=bool(data.get("unknown")),
    )


def _topic_of(choice: Mapping[str, Any]) -> str | None:
    if choice.get("topic"):
        return str(choice["topic"])
    kind, _, value = str(choice.get("value", "")).partition(":")
    return {"topic": value, "command": f"gesprek/{value}"}.get(kind)


def _contacts(block: Mapping[str, Any]) -> Iterator[str]:
    for contact in block.get("contacts") or ():
        yield str(contact.get("ownerName") or contact.get("name") or "")
        for channel in contact.get("channels") or ():
            yield str(channel.get("value") or "")


@dataclass(frozen=True, slots=True)
class Started:
    """A service that was started for measuring: its address, the process above all of its processes, and its var folder."""

    url: str
    pid: int
    var: Path


@contextlib.contextmanager
def running(extra: Mapping[str, str] | None = None) -> Iterator[Started]:
    """The whole service on free ports of this machine while the block runs; `extra` are settings. Raises MeasuringError."""
    web = free_port()
    with tempfile.TemporaryDirectory(prefix="kennispunt-meten-") as var:
        environment = {
            **os.environ,
            "KENNISPUNT_HOST": "127.0.0.1",
            "KENNISPUNT_PORT": str(web),
            "KENNISPUNT_RASA_PORT": str(free_port()),
            "KENNISPUNT_ACTIONS_PORT": str(free_port()),
            "KENNISPUNT_VAR_DIR": var,
            "KENNISPUNT_RATE_LIMIT": "off",
            "KENNISPUNT_REGISTER_URL": "off",  # the measuring sets are about a directory that knows no municipal contact
            "KENNISPUNT_RASA_DEADLINE_SECONDS": str(TIMEOUT_SECONDS - 5),
            **(extra or {}),
        }
        log = Path(var) / "dienst.log"
        with log.open("w", encoding="utf-8") as output:
            process = subprocess.Popen(  # our own command
                [sys.executable, "-m", "bot.cli", "serve"],
                cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        url = f"http://127.0.0.1:{web}"
        try:
            _wait(url, process, log)
            yield Started(url, process.pid, Path(var))
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{url}/readyz", timeout=5).is_success:
                return
        time.sleep(1)
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:]
    raise MeasuringError("de dienst kwam niet op gang:\n  " + "\n  ".join(lines))


def free_port() -> int:
    """A port of loopback that nothing uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
