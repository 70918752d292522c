"""The pages' reading aids: they follow the system, are kept, and are the same as those of the conversation."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.accessibility.checkers import axe, ibm
from tests.accessibility.places import PAGES, Chat
from tests.accessibility.test_geometry import NARROW, cut_off, small_targets, too_wide

TOPIC = "/onderwerpen/wmo-zg/wachttijd?taal=nl"
PANEL = "Instellingen"


def opened(page: Page, address: str) -> Page:
    """The page with its panel open."""
    page.goto(address)
    open_panel(page)
    return page


def open_panel(page: Page) -> None:
    """Open the settings, and the menu before them where the header is folded."""
    menu = page.locator(".header__menu")
    if menu.is_visible():
        menu.click()
    page.get_by_text(PANEL, exact=True).click()


def set_before(page: Page, **settings: object) -> None:
    """These settings were kept at an earlier visit."""
    page.add_init_script(f"localStorage.setItem('kennispunt-settings', {json_text(settings)})")


def json_text(settings: dict[str, object]) -> str:
    return json.dumps(json.dumps(settings))


def style(page: Page, selector: str, name: str) -> str:
    return str(page.locator(selector).first.evaluate("(e, name) => getComputedStyle(e)[name]", name))


def test_every_setting_holds_at_once_and_after_a_reload(page: Page, base: str) -> None:
    opened(page, base + TOPIC)
    before = float(style(page, "main .reply__block p", "fontSize").removesuffix("px"))
    page.get_by_label("Tekstgrootte").select_option("150")
    page.get_by_label("Regellengte").select_option("short")
    page.get_by_label("Kleuren").select_option("dark")
    page.get_by_label("Beweging").select_option("less")
    for _ in range(2):
        assert float(style(page, "main .reply__block p", "fontSize").removesuffix("px")) == before * 1.5
        assert style(page, "main .reply__block p", "maxInlineSize") == f"{28 * 16 * 1.5:g}px"
        assert style(page, "html", "backgroundColor") == "rgb(14, 23, 32)"
        assert style(page, "html", "scrollBehavior") == "auto"
        page.goto(f"{base}/gids?taal=nl")
        page.goto(base + TOPIC)
    open_panel(page)
    expect(page.get_by_label("Tekstgrootte")).to_have_value("150")
    page.get_by_role("button", name="Standaardinstellingen herstellen").click()
    expect(page.get_by_label("Tekstgrootte")).to_have_value("100")
    assert float(style(page, "main .reply__block p", "fontSize").removesuffix("px")) == before
    assert page.evaluate("() => localStorage.getItem('kennispunt-settings')") is None


@pytest.mark.parametrize(("scheme", "ground"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(14, 23, 32)")])
def test_without_a_choice_and_without_script_the_system_is_followed(
    new_context: Callable[..., BrowserContext], base: str, scheme: str, ground: str
) -> None:
    for script in (True, False):
        page = new_context(color_scheme=scheme, java_script_enabled=script).new_page()
        page.goto(base + TOPIC)
        assert style(page, "html", "backgroundColor") == ground
        expect(page.get_by_text(PANEL, exact=True)).to_have_count(int(script))
        expect(page.locator(".answer__short")).to_be_hidden()


def test_easy_language_shows_the_short_form_first_and_gives_the_rest_on_request(page: Page, base: str) -> None:
    opened(page, base + TOPIC)
    page.get_by_label("Eerst het korte antwoord tonen").check()
    short, whole = page.locator(".answer__short"), page.locator("main .reply__block p").last
    expect(short).to_be_visible()
    expect(whole).to_be_hidden()
    page.reload()
    expect(short).to_be_visible()
    page.get_by_text("Het hele antwoord", exact=True).click()
    expect(whole).to_be_visible()
    assert axe(page) + ibm(page) == []
    page.get_by_text(PANEL, exact=True).click()
    page.get_by_label("Eerst het korte antwoord tonen").uncheck()
    expect(short).to_be_hidden()
    expect(whole).to_be_visible()
    expect(page.locator("main details:not(.listen, .listen details, .report)")).to_have_count(0)


def test_what_must_be_known_is_never_put_away(page: Page, base: str) -> None:
    set_before(page, easy=True)
    page.goto(f"{base}/onderwerpen/wmo-zg/looptijd?taal=nl")
    expect(page.locator(".answer .notice")).to_be_visible()
    expect(page.locator(".answer__short")).to_be_visible()


def test_page_and_conversation_share_what_is_set(chat: Chat) -> None:
    page = chat.page
    opened(page, chat.base + TOPIC).get_by_label("Kleuren").select_option("contrast")
    chat.open("chat")
    assert style(page, "html", "backgroundColor") == "rgb(0, 0, 0)"
    expect(chat.root.locator(".root")).to_have_attribute("data-colours", "contrast")
    chat.root.get_by_role("button", name="Instellingen").click()
    chat.root.get_by_label("Kleuren").select_option("light")
    expect(page.locator("html")).to_have_attribute("data-colours", "light")
    page.goto(chat.base + TOPIC)
    assert style(page, "html", "backgroundColor") == "rgb(255, 255, 255)"


def test_all_by_keyboard(page: Page, base: str) -> None:
    page.goto(base + TOPIC)
    page.locator(".reading summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Tekstgrootte")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("html")).to_have_attribute("data-text", "125")
    expect(page.get_by_label("Tekstgrootte")).to_be_focused()


def test_with_storage_forbidden_a_setting_holds_on_this_page(page: Page, base: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    opened(page, base + TOPIC).get_by_label("Tekstgrootte").select_option("200")
    expect(page.locator("html")).to_have_attribute("data-text", "200")


def test_what_others_left_in_the_storage_does_no_harm(page: Page, base: str) -> None:
    page.add_init_script("localStorage.setItem('kennispunt-settings', 'no json')")
    opened(page, base + TOPIC)
    expect(page.get_by_label("Tekstgrootte")).to_have_value("100")


@pytest.mark.timeout(60)
@pytest.mark.parametrize("colours", ["light", "dark", "contrast"])
def test_no_violation_with_the_panel_open(page: Page, base: str, colours: str) -> None:
    set_before(page, colours=colours)
    for path in (TOPIC, "/keuzehulp/past-dit?pad=ja.ja&taal=nl"):
        opened(page, base + path)
        assert axe(page) + ibm(page) == []


@pytest.mark.parametrize("path", [path for path in PAGES if "?" not in path] + ["/chat"])
def test_text_at_200_percent_on_a_small_page(new_context: Callable[..., BrowserContext], base: str, path: str) -> None:
    page = new_context(viewport={"width": 640, "height": 512}).new_page()
    set_before(page, text="200")
    page.goto(f"{base}{path}?taal=nl")
    if path != "/chat":
        open_panel(page)
    assert too_wide(page) == []
    assert cut_off(page) == []


def test_panel_at_400_percent(new_context: Callable[..., BrowserContext], base: str) -> None:
    page = opened(new_context(viewport=NARROW).new_page(), base + TOPIC)
    assert too_wide(page) == []
    assert small_targets(page) == []
    assert cut_off(page) == []


def test_checklist_prints_as_boxes_and_words_without_the_rest(page: Page, base: str) -> None:
    page.goto(f"{base}/checklist/verwijzen?taal=nl")
    page.emulate_media(media="print")
    box = page.locator(".checklist li").first.evaluate(
        "(li) => { const s = getComputedStyle(li, '::before'); return [s.borderTopStyle, parseFloat(s.width) >= 16]; }"
    )
    assert box == ["solid", True]
    expect(page.get_by_role("heading", name="Bronnen")).to_be_visible()
    for left_out in (".header__pages", ".footer", ".reading"):
        expect(page.locator(left_out)).to_be_hidden()
