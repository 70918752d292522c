"""A small telephone, 320 by 568: the field in the first view, the answer at its top, bars that neither go nor cover."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.accessibility.places import PAGES, PLACES, STATES, Chat
from tests.accessibility.quiet import still
from tests.accessibility.test_geometry import cut_off, too_wide

HEIGHT = 568
SMALL = {"width": 320, "height": HEIGHT}


@pytest.fixture
def small(new_context: Callable[..., BrowserContext]) -> Page:
    return new_context(viewport=SMALL, reduced_motion="reduce").new_page()


def with_settings(page: Page, settings: str) -> Page:
    page.add_init_script(f"localStorage.setItem('kennispunt-settings', JSON.stringify({settings}))")
    return page


def box(found: Locator) -> dict[str, float]:
    measured = found.bounding_box()
    assert measured
    return {"top": measured["y"], "bottom": measured["y"] + measured["height"]}


def test_the_field_is_in_the_first_view_of_the_home_page(small: Page, base: str) -> None:
    small.goto(f"{base}/?taal=nl")
    still(small)
    assert box(small.locator("#vraag-tekst"))["bottom"] <= HEIGHT


@pytest.mark.parametrize("place", ["dialog", "chat"])
def test_the_field_is_in_the_first_view(small: Page, base: str, place: str) -> None:
    chat = Chat(small, base).open(place, "taal=nl")
    still(small)
    assert box(chat.field)["bottom"] <= HEIGHT


def test_in_a_hosts_page_the_widget_and_its_field_fit_in_one_view(small: Page, base: str) -> None:
    chat = Chat(small, base).open()
    still(small)
    assert box(chat.field)["bottom"] - box(chat.root)["top"] <= HEIGHT


@pytest.mark.parametrize("question", ["Hoe lang?", "uitgebreid", "keuze"])
@pytest.mark.parametrize("place", PLACES)
def test_the_newest_answer_begins_at_the_top_of_the_view(small: Page, base: str, place: str, question: str) -> None:
    chat = Chat(small, base).open(place)
    chat.ask("uitgebreid")
    answer = chat.ask(question)
    still(small)
    bar = chat.root.locator(".head")
    top = box(bar)["bottom"] if place == "dialog" else 0
    begins = box(answer)["top"]
    assert top <= begins, "the bar covers it"
    fits_below = chat.root.locator(".panel").first.evaluate(
        "(e) => { const s = e.querySelector('.body'); const one = e.localName === 'dialog' ? s : document.scrollingElement;"
        " return one.scrollTop + one.clientHeight >= one.scrollHeight - 1; }"
    )
    assert begins <= top + 80 or fits_below, "the end of the page is in view before the answer is at the top"


def test_the_bar_of_a_dialog_stays_and_covers_nothing(small: Page, base: str) -> None:
    chat = Chat(small, base).open("dialog")
    chat.ask("uitgebreid")
    chat.ask("keuze")
    bar, close = chat.root.locator(".head"), chat.root.locator(".top").get_by_role("button", name="Sluiten")
    for key in ["Alt+PageDown", "Alt+PageUp"]:
        small.keyboard.press(key)
        still(small)
        assert 0 <= box(bar)["top"] < 40
        assert box(close)["bottom"] < HEIGHT / 2
        focused = chat.root.locator(":focus")
        assert box(focused)["top"] >= box(bar)["bottom"] - 1
    for _ in range(25):
        small.keyboard.press("Tab")
        focused = chat.root.locator(".body :focus")
        if focused.count():
            assert box(focused)["bottom"] > box(bar)["bottom"]


@pytest.mark.parametrize("number", [0, 1])
def test_the_closing_button_of_settings_and_help_stays(small: Page, base: str, number: int) -> None:
    chat = Chat(small, base).open()
    chat.root.locator(".top button").nth(number).click()
    still(small)
    close = chat.root.locator("dialog[open] > button")
    assert box(close)["bottom"] <= HEIGHT
    chat.root.locator("dialog[open] .body").evaluate("(e) => e.scrollTo(0, e.scrollHeight)")
    assert box(close)["bottom"] <= HEIGHT
    assert box(chat.root.locator("dialog[open] h2"))["top"] >= 0


@pytest.mark.parametrize("path", PAGES)
def test_pages_with_text_at_200_percent(small: Page, base: str, path: str) -> None:
    with_settings(small, "{text: '200'}").goto(base + path)
    assert too_wide(small) == []
    small.evaluate("() => { for (const one of document.querySelectorAll('details')) one.open = true; }")
    assert too_wide(small) == []
    assert cut_off(small) == []


@pytest.mark.parametrize("state", ["leeg", "antwoord", "keuzes", "contacten", "fout", "hulp", "instellingen"])
@pytest.mark.parametrize("place", PLACES)
def test_the_conversation_with_text_at_200_percent(small: Page, base: str, place: str, state: str) -> None:
    chat = Chat(with_settings(small, "{text: '200'}"), base).open(place)
    STATES[state](chat)
    assert too_wide(small) == []
    for dialog in chat.root.locator("dialog[open]").all():
        assert dialog.evaluate("(e) => e.scrollWidth <= e.clientWidth")
    close = chat.root.locator("dialog.small[open] > button")
    if close.count():
        close.focus()
        expect(close).to_be_in_viewport(ratio=0.9)


STICKY = """(side) => {
  const bar = document.createElement("div");
  bar.id = "vast";
  bar.style.cssText = `position: ${side === "bottom" ? "fixed" : "sticky"}; ${side}: 0; inset-inline: 0; block-size: 90px; background: #333; z-index: 9`;
  document.body.prepend(bar);
}"""


def test_a_hosts_sticky_header_hides_nothing(small: Page, base: str) -> None:
    small.goto(f"{base}/voorbeeld")
    small.evaluate(STICKY, "top")
    chat = Chat(small, base)
    expect(chat.field).to_be_visible()
    small.evaluate("() => dispatchEvent(new Event('resize'))")
    chat.ask("uitgebreid")
    answer = chat.ask("contact")
    still(small)
    bar = box(small.locator("#vast"))
    assert bar == {"top": 0, "bottom": 90}
    assert 90 <= box(answer)["top"] <= 180
    chat.field.press("Alt+PageDown")
    still(small)
    assert 90 <= box(answer)["top"] <= 180
    small.locator(".kennispunt-skip-link").press("Enter")
    still(small)
    expect(chat.field).to_be_focused()
    assert 89 <= box(chat.field)["top"] <= HEIGHT
    for _ in range(40):
        small.keyboard.press("Shift+Tab")
        still(small)
        focused = chat.root.locator(":focus")
        if focused.count() and box(focused)["bottom"] - box(focused)["top"] < HEIGHT - 90:
            assert box(focused)["top"] >= 89, focused.evaluate("(e) => e.outerHTML.slice(0, 90)")


def test_a_hosts_fixed_bar_below_hides_nothing(small: Page, base: str) -> None:
    small.goto(f"{base}/voorbeeld")
    small.evaluate(STICKY, "bottom")
    chat = Chat(small, base)
    expect(chat.field).to_be_visible()
    small.evaluate("() => dispatchEvent(new Event('resize'))")
    chat.ask("contact")
    for _ in range(25):
        small.keyboard.press("Tab")
        still(small)
        focused = chat.root.locator(":focus")
        if focused.count() and box(focused)["bottom"] - box(focused)["top"] < HEIGHT - 90:
            assert box(focused)["bottom"] <= HEIGHT - 89, focused.evaluate("(e) => e.outerHTML.slice(0, 90)")


@pytest.mark.parametrize("size", ["62.5%", "10px", "200%"])
def test_sizes_are_the_persons_own_whatever_a_host_gives_its_root(small: Page, base: str, size: str) -> None:
    small.goto(f"{base}/voorbeeld")
    small.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
    chat = Chat(small, base)
    answer = chat.ask("Hoe lang?")
    measured = answer.locator("p").first.evaluate("(p) => getComputedStyle(p).fontSize")
    button = chat.root.get_by_role("button", name="Vraag versturen").evaluate("(e) => getComputedStyle(e).minHeight")
    assert (measured, button) == ("16px", "44px")
