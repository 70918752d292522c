"""No violation found by axe-core or IBM's checker, in every state, place, language and page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.accessibility.checkers import axe, ibm
from tests.accessibility.places import LANGUAGES, PAGES, STATES, STATES_IN_PLACES, Chat

pytestmark = pytest.mark.timeout(60)


@pytest.mark.parametrize(("place", "state"), STATES_IN_PLACES)
def test_every_state(chat: Chat, place: str, state: str) -> None:
    STATES[state](chat.open(place))
    assert axe(chat.page) + ibm(chat.page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language(chat: Chat, language: str) -> None:
    chat.open("chat", f"taal={language}")
    chat.ask("arabisch")
    assert axe(chat.page) + ibm(chat.page) == []


@pytest.mark.parametrize("colours", ["light", "dark", "contrast"])
def test_every_colour_setting(chat: Chat, colours: str) -> None:
    chat.open("inline")
    chat.ask("contact")
    chat.page.evaluate(
        "(value) => localStorage.setItem('kennispunt-settings', JSON.stringify({colours: value}))", colours
    )
    chat.page.reload()
    expect(chat.answers).to_have_count(1)  # what was said is there again before more is asked
    chat.ask("notitie")
    assert axe(chat.page) + ibm(chat.page) == []


@pytest.mark.parametrize("theme", ["vng", "hoog-contrast"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_theme(new_context: Callable[..., BrowserContext], base: str, theme: str, scheme: str) -> None:
    chat = Chat(new_context(color_scheme=scheme).new_page(), base).open("inline", f"thema={theme}")
    chat.ask("contact")
    assert axe(chat.page) + ibm(chat.page) == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages(new_context: Callable[..., BrowserContext], base: str, path: str, scheme: str) -> None:
    page = new_context(color_scheme=scheme).new_page()
    page.goto(base + path)
    assert axe(page) + ibm(page) == []


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "ti"])  # has no voice
def test_a_page_that_is_being_read_aloud(new_context: Callable[..., BrowserContext], base: str, language: str) -> None:
    """Also on the smallest screen: all of the player within its width, and every button large enough."""
    context = new_context(
        color_scheme="dark" if language in {"ar", "en"} else "light", viewport={"width": 320, "height": 800}
    )
    page = context.new_page()
    page.goto(f"{base}/keuzehulp/past-dit?taal={language}")
    page.locator("div.listen button").first.press("Enter")
    expect(page.locator(".listen__text > [aria-current=true]")).to_have_count(1)
    page.wait_for_function("() => !navigator.mediaSession || navigator.mediaSession.metadata")
    assert axe(page) + ibm(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    sizes = page.locator("div.listen button").evaluate_all("(all) => all.map((e) => e.getBoundingClientRect().height)")
    assert len(sizes) >= 6
    assert min(sizes) >= 44


@pytest.mark.parametrize("state", ["leeg", "antwoord", "fout"])
def test_the_conversation_without_script(new_context: Callable[..., BrowserContext], base: str, state: str) -> None:
    page = new_context(java_script_enabled=False).new_page()
    plain(page, base, state)
    markup = page.content()
    checked = new_context().new_page()
    checked.route("**/embed.js", lambda route: route.abort())
    checked.goto(page.url)
    assert 'id="vraag-tekst"' in markup
    assert axe(checked) + ibm(checked) == []


def plain(page: Page, base: str, state: str) -> None:
    """The conversation page as a browser without script shows it."""
    page.goto(f"{base}/chat")
    if state != "leeg":
        page.get_by_label("Uw vraag").fill("Hoe lang?" if state == "antwoord" else "")
        page.get_by_role("button", name="Vraag versturen").or_(page.locator("form.question button")).first.click()
