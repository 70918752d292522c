"""What comes out of the printer, read back from a PDF: the words, and where they come from, how sure they are and from when."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from tests.accessibility.places import Chat
from tests.accessibility.quiet import still

SOURCES = ("Verzonnen papier <http://127.0.0.1:", "/bronnen/papier> (2019)")
"""With an address that still leads somewhere from paper."""
OF_A_REPLY = ("Verzonnen papier, blz. 1 <https://example.nl/papier> (2025)", "Verzonnen besluit (maart 2026)")
REVIEWED = ("Nagekeken op: 22 november 2026", "Concept: de VNG heeft dit antwoord nog niet vastgesteld")
ON_PAPER = {
    "/onderwerpen/wmo-zg/wachttijd": ("Wachttijd", "Zes weken.", *SOURCES, *REVIEWED),
    "/onderwerpen/inburgering/keuring": ("Keuring", "Zin 11 van het hele antwoord", *SOURCES, *REVIEWED),
    "/gids/aanbieders/gehoor": ("Stichting Gehoor", "088 555 0101", "info@gehoor.example.nl", "niet bevestigd", "Bron:", "Verzonnen site"),
    "/gids/gemeenten/9003": ("Bekendstad", "088 555 0202", "bevestigd door Redactie Voorbeeld op 1 oktober 2026"),
    "/checklist/verwijzen": ("Afvinklijst: Verwijzen", "Melding.", "Besluit.", *SOURCES, *REVIEWED),
    "/keuzehulp/past-dit?pad=ja.ja": ("Dit past.", "Doe een melding.", "Samenvatting voor uw dossier", "Verzonnen papier"),
}  # fmt: skip
"""What must stand on the paper of each page."""
FURNITURE = ("Naar de inhoud", "Alle onderwerpen", "Toegankelijkheid", "Klopt dit niet?", "Luister naar dit antwoord")
"""What has no use on paper."""


def paper(page: Page) -> str:
    """The page as it is printed, as text."""
    still(page)
    return printed(page)


def printed(page: Page) -> str:
    """As `paper`, of a page without script: it cannot be asked whether it is still, and nothing moves there."""
    read = PdfReader(BytesIO(page.pdf(format="A4")))
    return " ".join(" ".join(sheet.extract_text() for sheet in read.pages).split())


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("path", ON_PAPER)
def test_a_page(new_context: Callable[..., BrowserContext], base: str, path: str, script: bool) -> None:
    page = new_context(java_script_enabled=script).new_page()
    page.goto(f"{base}{path}{'&' if '?' in path else '?'}taal=nl")
    read = paper(page) if script else printed(page)
    assert [words for words in ON_PAPER[path] if words not in read] == [], read
    assert [words for words in FURNITURE if words in read] == [], read


@pytest.mark.parametrize("place", ["inline", "chat"])
def test_a_conversation(chat: Chat, place: str) -> None:
    chat.open(place, "taal=nl")
    chat.ask("Hoe lang duurt het?")
    chat.ask("contact")
    read = paper(chat.page)
    for words in ("Hoe lang duurt het?", "Zes weken.", "088 555 0101", "niet bevestigd"):
        assert words in read
    for words in (*OF_A_REPLY, *REVIEWED[:1], "Concept"):
        assert read.count(words) >= 2, f"{words} stands under each answer"
    assert "Vraag versturen" not in read
    expect(chat.answers.last.locator(".sources")).not_to_have_attribute("open", "")


def test_a_conversation_without_script(new_context: Callable[..., BrowserContext], base: str) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{base}/chat?taal=nl")
    page.locator("#vraag-tekst").fill("Hoe lang?")
    page.locator("form.question button").press("Enter")
    expect(page.get_by_role("article")).to_be_visible()
    read = printed(page)
    assert [
        words for words in ("Hoe lang?", "Zes weken.", *OF_A_REPLY, *REVIEWED[:1], "Concept") if words not in read
    ] == []


def test_the_print_button_of_a_widget_prints_the_conversation_and_nothing_of_the_host(chat: Chat) -> None:
    chat.open()
    chat.ask("Hoe lang duurt het?")
    chat.page.evaluate(
        """() => { window.print = () => {
          window.printed = [...document.querySelectorAll("header, footer, main > h1, main > p, kennispunt-chat")]
            .filter((e) => e.checkVisibility()).map((e) => e.localName);
        }; }"""
    )
    button = chat.root.get_by_role("button", name="Afdrukken").element_handle()
    chat.page.emulate_media(media="print")
    button.evaluate("(button) => button.click()")
    assert chat.page.evaluate("() => window.printed") == ["kennispunt-chat"]
