"""The pages in real Chromium on the real service, with script off and on."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Stack

NewPage = Callable[..., Page]
PAGES = [
    "/", "/chat", "/onderwerpen", "/zoeken?q=vervoer", "/onderwerpen/wmo-zg/vervoer", "/gids",
    "/gids/aanbieders/kentalis", "/gids/gemeenten", "/gids/gemeenten/0193", "/bronnen", "/bronnen/vng-2019",
    "/keuzehulp", "/keuzehulp/welke-wet?pad=nee", "/keuzehulp/welke-wet?pad=nee.nee.begeleiding", "/checklist/verwijzen",
    "/help", "/privacy", "/toegankelijkheid", "/nergens",
]  # fmt: skip


def ask(page: Page, stack: Stack, text: str) -> None:
    page.goto(f"{stack.base}/")
    page.get_by_label("Uw vraag").fill(text)
    page.get_by_role("button", name="Vraag versturen").click()


def test_whole_job_without_script(stack: Stack, new_page: NewPage, tmp_path: Path):
    page = new_page(java_script_enabled=False)
    ask(page, stack, "Wie betaalt het vervoer naar de dagbesteding?")
    answer = page.locator("#antwoord-1")
    expect(answer).to_contain_text("gemeente")
    answer.get_by_text("Bronnen en datum").click()
    expect(answer.get_by_role("link", name="Voorstel landelijke raamcontracten")).to_be_visible()
    page.get_by_label("Uw vraag").fill("Wie regelt een tolk?")
    page.get_by_role("button", name="Vraag versturen").click()
    expect(page.locator("#antwoord-2")).to_be_visible()
    expect(page.get_by_text("Wie betaalt het vervoer naar de dagbesteding?")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Bewaren als gewone tekst").click()
    download.value.save_as(tmp_path / "gesprek.txt")
    assert "Wie regelt een tolk?" in (tmp_path / "gesprek.txt").read_text(encoding="utf-8")
    page.locator("summary", has_text="Gesprek wissen").click()
    page.get_by_role("button", name="Gesprek nu wissen").click()
    expect(page.get_by_text("Uw gesprek is gewist.")).to_be_visible()


def test_choice_is_a_button_without_script(stack: Stack, new_page: NewPage):
    page = new_page(java_script_enabled=False)
    ask(page, stack, "Ik zoek een aanbieder")
    buttons = page.locator("#antwoord-1 button[name=choice]")
    label = buttons.first.inner_text()
    buttons.first.click()
    expect(page.locator(".message--person").last).to_contain_text(label)
    expect(page.locator("#antwoord-2")).to_be_visible()


def test_refused_text_stays_and_is_told(stack: Stack, new_page: NewPage):
    page = new_page(java_script_enabled=False)
    ask(page, stack, "/restart")
    expect(page.get_by_label("Uw vraag")).to_have_accessible_description(re.compile("schuine streep"))
    expect(page.get_by_label("Uw vraag")).to_have_value("/restart")
    expect(page.get_by_label("Uw vraag")).to_have_attribute("aria-invalid", "true")


def test_answer_can_be_heard_on_its_page(stack: Stack, new_page: NewPage):
    page = new_page()
    page.goto(f"{stack.base}/onderwerpen/wmo-zg/vervoer?taal=nl")
    # The player reads sentence by sentence, each of which is a recording of its own.
    with page.expect_response("**/sentences/0", timeout=60_000) as first:
        page.locator(".listen button").first.press("Enter")
    expect(page.locator(".listen__text > [aria-current=true]")).to_have_count(1, timeout=60_000)
    seconds = page.evaluate(
        """address => new Promise((done, fail) => {
            const audio = new Audio(address);
            audio.onloadedmetadata = () => done(audio.duration); audio.onerror = () => fail(audio.error.message);
            audio.load();
        })""",
        first.value.url,
    )
    assert seconds > 1


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("path", PAGES)
def test_page_fits_in_320_pixels(stack: Stack, new_page: NewPage, path: str, language: str):
    """WCAG 2.2, 1.4.10: no scrolling sideways at 320 CSS pixels, which is 1280 at 400 per cent."""
    page = new_page(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page.goto(f"{stack.base}{path}{'&' if '?' in path else '?'}taal={language}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", PAGES)
def test_main_targets_are_large_and_the_others_not_small(stack: Stack, new_page: NewPage, path: str):
    """44 pixels for buttons, fields (a box to tick: with its label) and navigation; WCAG 2.2, 2.5.8: 24 for links that stand alone."""
    page = new_page()
    page.goto(f"{stack.base}{path}")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, nav a, main li > a:only-child')]
            .filter(item => item.checkVisibility())
            .map(item => [item.outerHTML.slice(0, 80), (item.closest('label') ?? item).getBoundingClientRect().height, item.matches('main li > a') ? 24 : 44])
            .filter(([, height, least]) => height < least - 0.5)"""
    )
    assert small == []


def test_keyboard_reaches_the_content_first(stack: Stack, new_page: NewPage):
    page = new_page()
    page.goto(f"{stack.base}/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar de inhoud")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Uw vraag")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_can_be_seen(stack: Stack, new_page: NewPage, scheme: str):
    page = new_page(color_scheme=scheme)
    page.goto(f"{stack.base}/onderwerpen")
    for _ in range(12):
        page.keyboard.press("Tab")
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert (width >= 2, style) == (True, "solid")


def test_right_to_left_page_keeps_dutch_names_left_to_right(stack: Stack, new_page: NewPage):
    page = new_page(java_script_enabled=False)
    page.goto(f"{stack.base}/gids/aanbieders/kentalis?taal=ar")
    assert page.evaluate("getComputedStyle(document.querySelector('main')).direction") == "rtl"
    heading = page.locator("h1 > span")
    expect(heading).to_have_attribute("lang", "nl")
    assert heading.evaluate("item => getComputedStyle(item).direction") == "ltr"
