"""What can be done looks like what it is: choosing, listening and reading on are three things; what is past is no button; the header folds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.accessibility.places import Chat

LOOK = """(e) => { const s = getComputedStyle(e), before = getComputedStyle(e, "::before");
  return [s.borderTopLeftRadius, s.borderTopColor === s.backgroundColor || s.borderTopColor.endsWith(", 0)"), s.textDecorationLine, before.content, before.borderTopStyle]; }"""


def looks(*found: Locator) -> set[str]:
    return {str(one.first.evaluate(LOOK)) for one in found}


@pytest.mark.parametrize("place", ["inline", "chat"])
def test_choosing_listening_and_reading_on_look_apart(chat: Chat, place: str) -> None:
    chat.open(place)
    read_on = chat.ask("Hoe lang?").locator(".read-on button")
    listen = chat.answers.last.locator(".listen button")
    assert len(looks(read_on, listen)) == 2
    choice = chat.ask("keuze").locator(".choices button")
    assert len(looks(choice, chat.answers.last.locator(".listen button"), chat.answers.first.locator(".past a"))) == 3


def test_without_script_too(new_context: Callable[..., BrowserContext], base: str) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{base}/chat?taal=nl")
    page.locator("#vraag-tekst").fill("keuze")
    page.locator("form.question button").click()
    listen = page.locator("details.listen > summary")
    assert len(looks(page.locator(".choices button"), listen)) == 2
    page.locator("#vraag-tekst").fill("Hoe lang?")
    page.locator("form.question button").click()
    assert len(looks(page.locator(".read-on button"), listen)) == 2
    expect(page.locator("article").first.get_by_role("button", name="Slecht zien")).to_have_count(0)
    expect(page.locator("article .past").first).to_contain_text("Slecht zien")


def test_an_old_choice_is_words_and_the_focus_stays_until_one_goes(chat: Chat) -> None:
    chat.open()
    chat.ask("keuze")
    earlier = chat.answers.first
    chosen = earlier.get_by_role("button", name="Doofblind")
    chosen.press("Enter")
    expect(chat.answers).to_have_count(2)
    expect(chosen).to_be_focused()
    asked: list[str] = []
    chat.page.on("request", lambda request: asked.append(request.url) if "/messages" in request.url else None)
    chosen.press("Enter")
    chat.page.keyboard.press("Tab")
    expect(earlier.locator("[name=choice]")).to_have_count(0)
    expect(earlier.locator(".past li")).to_have_text(["Slecht zien", "Slecht horen", "Doofblind"])
    expect(chat.answers).to_have_count(2)
    assert asked == [], "a choice that is past asks nothing"
    chat.page.reload()
    expect(chat.answers.first.locator(".past li")).to_have_count(3)
    expect(chat.answers.first.locator("[name=choice]")).to_have_count(0)


def test_what_one_could_read_on_with_becomes_links(chat: Chat, base: str) -> None:
    chat.open()
    chat.ask("Hoe lang?")
    earlier = chat.answers.first
    chat.ask("keuze")
    link = earlier.locator(".past").get_by_role("link", name="Tolk")
    expect(link).to_have_attribute("href", f"{base}/onderwerpen/wmo-zg/tolk?taal=nl")


@pytest.mark.parametrize("script", [True, False])
def test_the_header_folds_on_a_small_screen_and_only_there(
    new_context: Callable[..., BrowserContext], base: str, script: bool
) -> None:
    page = new_context(java_script_enabled=script, viewport={"width": 320, "height": 568}).new_page()
    page.goto(f"{base}/help?taal=nl")
    menu, search = page.locator(".header__menu"), page.get_by_role("searchbox")
    expect(menu).to_be_visible()
    expect(search).to_be_hidden()
    menu.press("Enter")
    expect(search).to_be_visible()
    search.fill("tolk")
    search.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Gevonden voor ‘tolk’")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{base}/help?taal=nl")
    expect(menu).to_be_hidden()
    expect(search).to_be_visible()
    expect(page.get_by_role("link", name="Alle onderwerpen").first).to_be_visible()


def test_settings_stay_open_when_a_larger_letter_folds_the_header(page: Page, base: str) -> None:
    page.goto(f"{base}/help?taal=nl")
    page.locator(".reading summary").click()
    page.get_by_label("Tekstgrootte").select_option("200")
    expect(page.locator(".header__menu")).to_be_visible()
    expect(page.get_by_label("Tekstgrootte")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/gids", "/zoeken?q=tolk", "/gids/vergelijken?met=gehoor&met=zicht"])
def test_contrast_of_the_pages(new_context: Callable[..., BrowserContext], base: str, path: str, scheme: str) -> None:
    page = new_context(color_scheme=scheme, reduced_motion="reduce").new_page()
    page.goto(base + path)
    found = page.evaluate(CONTRAST)
    assert found["measured"] > 15
    assert found["wrong"] == []


CONTRAST = """() => {
  const channel = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const c = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const read = (text) => { c.clearRect(0, 0, 1, 1); c.fillStyle = text; c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data]; };
  const ground = (e) => { for (let at = e; at; at = at.parentElement) { const found = read(getComputedStyle(at).backgroundColor); if (found[3] === 255) return found; } return [255, 255, 255]; };
  const wrong = []; let measured = 0;
  for (const e of document.body.querySelectorAll("*")) {
    // What lies over the bar of the header stands on the bar, though not within it.
    if (!e.checkVisibility() || e.closest(".hidden, .skip, .reading, option") || ![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    measured += 1;
    const [x, y] = [light(read(getComputedStyle(e).color)), light(ground(e))].sort((p, q) => q - p);
    if ((x + 0.05) / (y + 0.05) < 7) wrong.push(`${e.localName}.${e.className} ${e.textContent.trim().slice(0, 30)}`);
  }
  return { wrong, measured };
}"""
