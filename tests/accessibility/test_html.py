"""The Nu validator finds no error in any page, nor in what the widget makes of its place."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.accessibility.places import LANGUAGES, PAGES, STATES, Chat

VALIDATOR = Path(__file__).resolve().parents[2] / "node_modules/vnu-jar/build/dist/vnu.jar"


def errors(folder: Path) -> list[str]:
    """Every error and warning of the validator about the pages in this folder; it is started once for all."""
    command = [
        "java",
        "-Xss4m",
        "-XX:TieredStopAtLevel=1",
        "-jar",
        str(VALIDATOR),
        "--format",
        "json",
        "--stdout",
        "--exit-zero-always",
        str(folder),
    ]
    result = subprocess.run(command, capture_output=True, text=True, check=True, timeout=110)
    found = json.loads(result.stdout)["messages"]
    return [
        f"{Path(item['url']).name}:{item.get('lastLine')}: {item['message']} {item.get('extract', '')[:120]}"
        for item in found
        if item["type"] == "error" or item.get("subType") == "warning"
    ]


def conversation(page: Page, base: str) -> list[str]:
    """The conversation without script in its states, as addresses and what the server sent for them."""
    said = ("Hoe lang?", "keuze", "contact", "arabisch", "")
    return [page.request.post(f"{base}/chat", form={"text": text, "taal": "nl"}).text() for text in said]


def test_every_page(new_context: Callable[..., BrowserContext], base: str, tmp_path: Path) -> None:
    page = new_context().new_page()
    texts = [
        page.request.get(base + path).text() for path in (*PAGES, "/voorbeeld", "/voorbeeld?vorm=dialoog&thema=vng")
    ]
    texts += [page.request.get(f"{base}/chat?taal={language}").text() for language in LANGUAGES]
    texts += conversation(page, base)
    for number, text in enumerate(texts):
        (tmp_path / f"page-{number}.html").write_text(text, encoding="utf-8")
    assert errors(tmp_path) == []


@pytest.mark.timeout(240)
def test_what_the_widget_makes_in_every_state(
    new_context: Callable[..., BrowserContext], base: str, tmp_path: Path
) -> None:
    for name, reach in STATES.items():
        chat = Chat(new_context().new_page(), base).open()
        reach(chat)
        inside = chat.page.evaluate("() => document.querySelector('kennispunt-chat').shadowRoot.innerHTML")
        # An open dialog has the focus itself for as long as it is open (Orca tells of no other focus then); HTML knows no such dialog.
        inside = re.sub(r'(<dialog class="panel small"[^>]*?) tabindex="-1"', r"\1", inside)
        page = f'<!doctype html><html lang="nl"><head><title>Binnen</title></head><body><main><h1>Binnen</h1>{inside}</main></body></html>'
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
        chat.page.context.close()  # a sound that plays and a lost network are not for the next
    assert errors(tmp_path) == []


def test_the_validator_finds_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "wrong.html").write_text(
        "<!doctype html><html><head></head><body><img><p id=a><p id=a></body></html>", encoding="utf-8"
    )
    assert len(errors(tmp_path)) >= 2
