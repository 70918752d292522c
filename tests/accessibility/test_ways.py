"""What one can do with an answer: say that it is not right, copy its link, and put it on paper with all that is folded away."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.accessibility.places import Chat
from tests.accessibility.test_geometry import small_targets, too_wide


def test_a_report_in_the_widget_has_its_receipt_in_its_place(chat: Chat) -> None:
    answer = chat.open().ask("Hoe lang?")
    answer.locator(".report summary").press("Enter")
    assert small_targets(chat.page) == []
    answer.get_by_label("Wat klopt er niet, en wat moet het zijn?").fill("Het duurt acht weken.")
    answer.get_by_role("button", name="Bericht versturen").press("Enter")
    receipt = answer.get_by_text("Uw bericht heeft nummer")
    expect(receipt).to_be_focused()
    expect(answer.get_by_label("Wat klopt er niet, en wat moet het zijn?")).to_have_count(0)


def test_a_judgement_stands_beside_the_report_and_is_thanked_for_in_its_place(chat: Chat) -> None:
    answer = chat.open().ask("Hoe lang?")
    report = answer.locator(".report summary").bounding_box()
    judge = answer.get_by_role("button", name="Dit hielp", exact=True).bounding_box()
    assert report
    assert judge
    assert abs(report["y"] + report["height"] / 2 - judge["y"] - judge["height"] / 2) < report["height"] / 2
    answer.get_by_role("button", name="Dit hielp niet").press("Enter")
    expect(answer.get_by_text("Dank u wel")).to_be_focused()


def test_a_report_that_is_refused_says_so_at_its_field(chat: Chat) -> None:
    answer = chat.open().ask("Hoe lang?")
    answer.locator(".report summary").press("Enter")
    field = answer.get_by_label("Wat klopt er niet, en wat moet het zijn?")
    expect(field).to_have_accessible_description(
        "Schrijf geen gegevens van cliënten op. Wat wij herkennen, halen wij weg."
    )
    answer.get_by_role("button", name="Bericht versturen").press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("^Typ eerst .+Schrijf geen gegevens"))
    expect(answer.locator(".field__error")).to_be_in_viewport()
    expect(chat.problem).to_be_empty()
    field.press("a")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("^Schrijf geen gegevens"))
    answer.get_by_role("button", name="Bericht versturen").press("Enter")
    expect(answer.get_by_text("Uw bericht heeft nummer")).to_be_focused()


def test_every_answer_can_be_shared_by_the_means_of_the_device(chat: Chat) -> None:
    chat.page.add_init_script("navigator.share = (what) => { window.shared = what; return Promise.resolve(); };")
    answer = chat.open().ask("Hoe lang?")
    page = answer.get_by_role("link", name="Dit antwoord op een eigen pagina").get_attribute("href")
    answer.get_by_role("button", name="Delen").press("Enter")
    assert chat.page.evaluate("() => window.shared") == {"title": "Wachttijd", "url": page}
    contact = chat.ask("contact")
    expect(contact.get_by_role("button", name="Delen")).to_be_visible()
    expect(contact.get_by_role("button", name="Link kopiëren")).to_be_visible()
    for name in ("Stichting Gehoor", "Stichting Zicht"):
        expect(contact.locator(".contact").get_by_role("link", name=name)).to_have_attribute(
            "href", re.compile("/gids/aanbieders/")
        )


def test_on_a_page_the_same(page: Page, base: str) -> None:
    page.add_init_script("navigator.share = (what) => { window.shared = what; return Promise.resolve(); };")
    for path in (
        "/onderwerpen/wmo-zg/wachttijd",
        "/gids/aanbieders/gehoor",
        "/gids/gemeenten/9003",
        "/checklist/verwijzen",
    ):
        page.goto(f"{base}{path}?taal=nl")
        for name in ("Afdrukken", "Link kopiëren"):
            expect(page.get_by_role("button", name=name)).to_be_visible()
        page.get_by_role("button", name="Delen").press("Enter")
        assert page.evaluate("() => window.shared.url") == f"{base}{path}?taal=nl"


def test_the_link_is_permanent_and_is_copied(new_context: Callable[..., BrowserContext], base: str) -> None:
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    chat = Chat(context.new_page(), base).open("chat", "taal=nl")
    answer = chat.ask("Hoe lang?")
    page = answer.get_by_role("link", name="Dit antwoord op een eigen pagina").get_attribute("href")
    answer.get_by_role("button", name="Link kopiëren").click()
    expect(chat.root.locator(".status").get_by_text("De link is gekopieerd.")).to_be_visible()
    assert chat.page.evaluate("() => navigator.clipboard.readText()") == page
    chat.page.goto(page or "")
    expect(chat.page.get_by_role("heading", level=1)).to_have_text("Wachttijd")
    expect(chat.page.get_by_role("button", name="Afdrukken")).to_be_visible()
    assert too_wide(chat.page) == []


def test_on_paper_sources_status_and_date_stand_under_the_answer(chat: Chat) -> None:
    answer = chat.open().ask("Hoe lang?")
    chat.page.emulate_media(media="print")
    expect(answer.locator(".report")).to_be_hidden()
    chat.page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    for words in ("Verzonnen papier", "Nagekeken op", "Concept"):
        expect(answer.locator(".sources").get_by_text(words)).to_be_visible()
    chat.page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert not answer.locator(".sources").evaluate("(e) => e.open")
