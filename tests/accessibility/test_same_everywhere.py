"""What is the same on every page stands in the same place under the same name, and nothing happens by only looking around."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.accessibility.places import PAGES, Chat


def links(page: Page, within: str) -> list[str]:
    return page.locator(f"{within} a").all_inner_texts()


def test_navigation_help_and_languages_are_the_same_on_every_page(page: Page, base: str) -> None:
    seen = set()
    for path in (*PAGES, "/chat"):
        page.goto(f"{base}{path}{'&' if '?' in path else '?'}taal=nl")
        seen.add((tuple(links(page, "header nav")), tuple(links(page, "footer nav"))))
    assert len(seen) == 1
    header, footer = seen.pop()
    assert "Hulp" in header
    assert "Toegankelijkheid" in footer
    assert len(footer) >= 8


def test_every_page_has_a_title_of_its_own_that_is_its_heading(page: Page, base: str) -> None:
    titles = []
    for path in (*PAGES, "/chat"):
        page.goto(base + path)
        assert page.title().startswith(page.locator("h1").inner_text())
        titles.append(page.title())
    assert len(set(titles)) == len(titles)


def test_every_page_can_be_reached_in_two_ways(page: Page, base: str) -> None:
    """A list of all topics, a search, and the conversation all lead to an answer."""
    page.goto(f"{base}/onderwerpen?taal=nl")
    assert page.locator("main a[href*='wmo-zg/wachttijd']").count() == 1
    page.get_by_role("searchbox").fill("wachttijd")
    page.keyboard.press("Enter")
    expect(page.locator("main a[href*='wmo-zg/wachttijd']").first).to_be_visible()


def test_focus_and_choosing_in_a_list_change_nothing_else(chat: Chat) -> None:
    chat.open()
    chat.ask("keuze")
    address = chat.page.url
    for _ in range(30):
        chat.page.keyboard.press("Tab")
        assert chat.page.url == address
        expect(chat.root.locator("dialog[open]")).to_have_count(0)
    chat.root.get_by_role("button", name="Instellingen").click()
    chat.root.get_by_label("Regellengte").focus()
    chat.page.keyboard.press("ArrowDown")
    expect(chat.root.locator(".root")).to_have_attribute("data-line", "short")
    expect(chat.root.get_by_role("dialog", name="Instellingen")).to_be_visible()
    expect(chat.root.get_by_label("Regellengte")).to_be_focused()


def test_upright_and_sideways(chat: Chat) -> None:
    for width, height in ((390, 844), (844, 390)):
        chat.page.set_viewport_size({"width": width, "height": height})
        chat.open("chat")
        expect(chat.ask("Hoe lang?")).to_be_visible()
        assert chat.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
