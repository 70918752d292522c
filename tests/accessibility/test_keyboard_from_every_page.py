"""From every page by keyboard: past the header, to everything on it and no further than that, and to an answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.accessibility.places import PAGES, SEND, Chat

MOST_TABS = 150
PATHS = (
    *PAGES,
    "/",
    "/privacy",
    "/toegankelijkheid",
    "/gids/gemeenten",
    "/bronnen/papier",
    "/klopt-dit-niet?over=gids/aanbieders/gehoor",
)
FIRST = dict.fromkeys(PATHS)
WITHOUT_SCRIPT = ("/", "/onderwerpen/wmo-zg/wachttijd", "/gids/gemeenten/9003", "/bestaat-niet")
"""One of each kind: the way from them is the same."""
TO_REACH = """() => {
  const tabbable = "a[href], button, input:not([type=hidden]), select, textarea, summary, audio[controls], [tabindex='0']";
  window.reach = [...document.querySelectorAll(tabbable)].filter((e) => e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true }));
  return window.reach.length;
}"""
AT = """() => {
  const at = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(at);
  const seen = outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
  return at === document.body ? null : { number: window.reach.indexOf(at), seen, what: at.outerHTML.slice(0, 120) };
}"""


def at_question(page: Page) -> bool:
    """Whether the focus is on a link to the conversation."""
    return bool(
        page.evaluate("() => new URL(document.activeElement.href ?? 'about:blank', location).pathname === '/chat'")
    )


@pytest.mark.parametrize("path", FIRST)
def test_everything_is_reached_once_in_order_in_sight_and_without_a_trap(page: Page, base: str, path: str) -> None:
    page.goto(base + path)
    expect(page.locator("details.listen"), "the player has come in the place of the browser's own").to_have_count(0)
    expected = page.evaluate(TO_REACH)
    assert expected > 10
    walked = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        at = page.evaluate(AT)
        if at is None:
            break
        assert at["seen"], at
        walked.append(at["number"])
    assert walked == list(range(expected)), "each once, in the order of the page, and then out of it"


@pytest.mark.parametrize("path", FIRST)
def test_the_skip_link_is_first_and_leads_past_the_header(page: Page, base: str, path: str) -> None:
    page.goto(base + path)
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    expect(page.locator("a.skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate(
        "() => document.activeElement.compareDocumentPosition(document.querySelector('header.header')) & 2"
    ), "what comes next stands after the header"


@pytest.mark.parametrize(
    ("path", "script"), [*((path, True) for path in FIRST), *((path, False) for path in WITHOUT_SCRIPT)]
)
def test_from_every_page_to_an_answer(
    new_context: Callable[..., BrowserContext], base: str, path: str, script: bool
) -> None:
    page = new_context(java_script_enabled=script).new_page()
    page.goto(f"{base}{path}{'&' if '?' in path else '?'}taal=nl")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if at_question(page):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/chat?*")
    if script:
        chat = Chat(page, base)
        expect(chat.field).to_be_visible()
        field, answer = chat.field, chat.answers
    else:
        field, answer = page.locator("#vraag-tekst"), page.locator("article.message--answer")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if field.evaluate("(field) => field.getRootNode().activeElement === field"):
            break
    page.keyboard.type("Hoe lang?")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=SEND)).to_be_focused()
    page.keyboard.press("Enter")
    expect(answer).to_contain_text("Zes weken.")
