"""The page without script and the widget make the same message: element by element, with the same words, roles, classes and languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator

from tests.accessibility.places import Chat

TREE = """(exchange) => {
  const words = (e) => [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join("").replace(/\\s+/g, " ").trim();
  const name = (e) => e.getAttribute("aria-label") || (e.getAttribute("aria-labelledby") || "").split(" ").filter(Boolean)
    .map((id) => e.getRootNode().getElementById(id).textContent.replace(/\\s+/g, " ").trim()).join(" ");
  const tree = (e) => e.matches(".listen") ? { listen: true } : {
    tag: e.localName, class: [...e.classList].sort().join(" "), role: e.getAttribute("role"), name: name(e),
    focusable: e.hasAttribute("tabindex"), lang: e.closest("[lang]").lang, dir: getComputedStyle(e).direction,
    href: e.getAttribute("href") && e.href, value: e.localName === "button" ? e.value : null, words: words(e),
    parts: [...e.children].filter((c) => !c.matches("[type=hidden], .script-only")).map(tree),
  };
  return tree(exchange);
}"""
"""Listening differs by nature: without script it is the browser's own player. To copy and to share a link takes script."""


def lines(exchange: Locator) -> list[str]:
    """The tree, an element a line."""
    made: list[str] = []

    def add(node: dict[str, Any], depth: int) -> None:
        made.append("  " * depth + " ".join(f"{key}={value!r}" for key, value in node.items() if key != "parts"))
        for part in node.get("parts", []):
            add(part, depth + 1)

    add(exchange.evaluate(TREE), 0)
    return made


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("said", ["Hoe lang?", "keuze", "contact", "stappen", "notitie", "arabisch"])
def test_the_same_message(
    chat: Chat, new_context: Callable[..., BrowserContext], base: str, said: str, language: str
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{base}/chat?taal={language}")
    page.locator("#vraag-tekst").fill(said)
    page.locator("form.question button").click()
    chat.open("chat", f"taal={language}")
    chat.ask(said)
    plain, made = lines(page.locator(".exchange").last), lines(chat.root.locator(".exchange").last)
    assert [line for line in plain if "article" in line]
    assert made == plain


def test_the_order_is_that_of_the_description(chat: Chat) -> None:
    chat.open("chat", "taal=nl")
    answer = chat.ask("Hoe lang?")
    assert answer.locator(":scope > *").evaluate_all("(all) => all.map((e) => e.className)") == [
        "message__who", "reply__block", "reply__block", "listen", "sources", "read-on", "ways",
    ]  # fmt: skip
