"""What one can do with an answer: say that it is not right, copy its link, and put it on paper with all that is folded away."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

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


def test_an_empty_report_is_told_and_nothing_goes(chat: Chat) -> None:
    answer = chat.open().ask("Hoe lang?")
    answer.locator(".report summary").press("Enter")
    answer.get_by_role("button", name="Bericht versturen").press("Enter")
    expect(chat.problem).not_to_be_empty()
    expect(answer.get_by_role("button", name="Bericht versturen")).to_be_visible()


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
