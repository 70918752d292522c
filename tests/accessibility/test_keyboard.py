"""Everything by keyboard: open, ask, choose, walk, listen, set, close. Nothing here is ever clicked."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.accessibility.places import FIELD, LAUNCHER, Chat


def focused(page: Page) -> str:
    """The name or text of what has the focus, inside the shadow root too."""
    return str(
        page.evaluate(
            """() => {
                let at = document.activeElement;
                while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                const names = at.getAttribute("aria-labelledby");
                const label = at.labels?.[0]?.firstElementChild?.textContent || at.labels?.[0]?.textContent;
                return at.getAttribute("aria-label") || (names && at.getRootNode().getElementById(names)?.textContent)
                  || label || at.textContent.trim() || at.localName;
            }"""
        )
    )


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab until this has the focus; a person would not go on for ever either."""
    for _ in range(40):
        page.keyboard.press(key)
        if focused(page) == name:
            return
    pytest.fail(f"{name!r} was not reached by {key}")


def test_from_the_skip_link_to_an_answer(chat: Chat, base: str) -> None:
    chat.page.goto(f"{base}/voorbeeld")
    expect(chat.field).to_be_visible()
    chat.page.keyboard.press("Tab")
    assert focused(chat.page) == "Direct naar de vragen van het Kennispunt ZG"
    chat.page.keyboard.press("Enter")
    assert focused(chat.page) == FIELD
    chat.page.keyboard.type("Hoe lang?")
    chat.page.keyboard.press("Enter")
    expect(chat.answers).to_contain_text("Zes weken.")
    assert focused(chat.page) == FIELD, "the focus moved by itself"


def test_a_dialog_opens_traps_closes_and_gives_the_focus_back(chat: Chat, base: str) -> None:
    chat.page.goto(f"{base}/voorbeeld?vorm=dialoog")
    expect(chat.page.locator("button.launcher")).to_be_visible()
    tab_to(chat.page, LAUNCHER)
    chat.page.keyboard.press("Enter")
    assert focused(chat.page) == FIELD
    seen = set()
    for _ in range(25):
        chat.page.keyboard.press("Tab")
        seen.add(focused(chat.page))
    assert {"Instellingen", "Hulp", "Sluiten", FIELD, "Vraag versturen"} <= seen
    assert "In een venster" not in seen, "the page behind the dialog could be reached"
    chat.page.keyboard.press("Escape")
    expect(chat.field).to_be_hidden()
    assert focused(chat.page) == LAUNCHER
    chat.page.keyboard.press("Tab")
    assert focused(chat.page) != LAUNCHER, "the closed dialog keeps the focus"


@pytest.mark.parametrize(("name", "place"), [("Instellingen", "inline"), ("Hulp", "inline"), ("Hulp", "dialog")])
def test_settings_and_help_open_and_close(chat: Chat, name: str, place: str) -> None:
    chat.open(place)
    tab_to(chat.page, name, "Shift+Tab")
    chat.page.keyboard.press("Enter")
    dialog = chat.root.get_by_role("dialog", name=name)
    expect(dialog).to_be_visible()
    expect(dialog).to_be_focused()
    assert dialog.evaluate("(d) => d.scrollTop") == 0, "it opens at its heading"
    chat.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert focused(chat.page) == name
    expect(chat.field).to_be_visible()


def test_no_trap_in_the_page(chat: Chat) -> None:
    chat.open("inline")
    chat.field.focus()
    tab_to(chat.page, "dezelfde vragen en antwoorden als pagina")
    tab_to(chat.page, "In de pagina", "Shift+Tab")


def test_enter_sends_and_shift_enter_makes_a_line(chat: Chat) -> None:
    chat.open()
    chat.field.focus()
    chat.page.keyboard.type("eerste")
    chat.page.keyboard.press("Shift+Enter")
    chat.page.keyboard.type("tweede")
    assert chat.field.input_value() == "eerste\ntweede"
    chat.page.keyboard.press("Enter")
    expect(chat.root.locator(".message__said")).to_have_text("eerste\ntweede")
    assert chat.field.input_value() == ""


@pytest.mark.parametrize("event", ['{key: "Enter", isComposing: true}', '{key: "Enter", keyCode: 229}'])
def test_enter_does_nothing_while_composing(chat: Chat, event: str) -> None:
    chat.open()
    chat.field.fill("にほん")
    for shift in ("false", "true"):
        stopped = chat.field.evaluate(
            f"(field) => !field.dispatchEvent(new KeyboardEvent('keydown', {{...{event}, shiftKey: {shift}, bubbles: true, cancelable: true}}))"
        )
        assert not stopped
    expect(chat.root.locator(".message--person")).to_have_count(0)
    assert chat.field.input_value() == "にほん"


def test_messages_by_arrows_home_and_end(chat: Chat) -> None:
    chat.open()
    chat.ask("een")
    chat.ask("keuze")
    tab_to(chat.page, "Naar het nieuwste antwoord")
    chat.page.keyboard.press("Enter")
    walked = [focused(chat.page)]
    for key in ("ArrowUp", "ArrowUp", "ArrowDown", "Home", "ArrowUp", "End", "ArrowDown"):
        chat.page.keyboard.press(key)
        walked.append(focused(chat.page))
    assert walked == [
        "Antwoord 2", "U vroeg: keuze", "Antwoord 1: Wachttijd", "U vroeg: keuze", "U vroeg: een", "U vroeg: een", "Antwoord 2", "Antwoord 2",
    ]  # fmt: skip


def test_choosing(chat: Chat) -> None:
    chat.open()
    chat.ask("keuze")
    tab_to(chat.page, "Doofblind", "Shift+Tab")
    chat.page.keyboard.press("Space")
    expect(chat.answers).to_have_count(2)
    expect(chat.root.locator(".message__said").last).to_have_text("Doofblind")
    assert focused(chat.page) == "Doofblind", "the focus moved by itself"


def test_shortcuts_go_to_the_newest_answer_and_back(chat: Chat) -> None:
    chat.open()
    chat.ask("een")
    chat.field.fill("half getypt")
    chat.page.keyboard.press("Alt+PageDown")
    assert focused(chat.page) == "Antwoord 1: Wachttijd"
    chat.page.keyboard.press("Alt+PageUp")
    assert focused(chat.page) == FIELD
    assert chat.field.input_value() == "half getypt"


def test_shortcuts_can_be_switched_off(chat: Chat) -> None:
    chat.open()
    chat.ask("een")
    chat.root.get_by_role("button", name="Hulp").press("Enter")
    chat.root.get_by_role("checkbox", name="Sneltoetsen gebruiken: Alt + Page Down, Alt + Page Up, F8 en F9").press(
        "Space"
    )
    chat.page.keyboard.press("Escape")
    chat.field.focus()
    chat.page.keyboard.press("Alt+PageDown")
    assert focused(chat.page) == FIELD
    chat.page.reload()
    expect(chat.answers).to_have_count(1)
    chat.field.focus()
    chat.page.keyboard.press("Alt+PageDown")
    assert focused(chat.page) == FIELD, "the choice was not kept"


def test_no_shortcut_is_a_single_letter(chat: Chat) -> None:
    chat.open()
    chat.ask("een")
    message = chat.answers.last
    message.focus()
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789/?.":
        chat.page.keyboard.press(letter)
        assert focused(chat.page) == "Antwoord 1: Wachttijd"
    expect(chat.root.locator("dialog[open]")).to_have_count(0)


def test_the_send_button_stays_in_the_tab_order_while_searching(chat: Chat) -> None:
    chat.open()
    chat.field.focus()
    chat.page.keyboard.type("traag")
    tab_to(chat.page, "Vraag versturen")
    chat.page.keyboard.press("Enter")
    send = chat.root.get_by_role("button", name="Vraag versturen")
    expect(send).to_have_attribute("aria-disabled", "true")
    assert send.get_attribute("disabled") is None
    assert focused(chat.page) == "Vraag versturen"
    expect(chat.answers).to_have_count(1)
    expect(send).not_to_have_attribute("aria-disabled", "true")


def test_every_setting_by_keyboard_is_kept(chat: Chat) -> None:
    chat.open()
    tab_to(chat.page, "Instellingen", "Shift+Tab")
    chat.page.keyboard.press("Enter")
    for label, key in [("Tekstgrootte", "End"), ("Regellengte", "End"), ("Kleuren", "End"), ("Beweging", "End")]:
        tab_to(chat.page, label)
        chat.page.keyboard.press(key)
    tab_to(chat.page, "Nieuwe antwoorden automatisch voorlezen")
    chat.page.keyboard.press("Space")
    chat.page.keyboard.press("Escape")
    chat.page.reload()
    root = chat.root.locator(".root")
    for name, value in {"text": "200", "line": "full", "colours": "contrast", "motion": "less"}.items():
        expect(root).to_have_attribute(f"data-{name}", value)
    chat.root.get_by_role("button", name="Instellingen").press("Enter")
    expect(chat.root.get_by_label("Nieuwe antwoorden automatisch voorlezen")).to_be_checked()
    chat.root.get_by_role("button", name="Standaardinstellingen herstellen").press("Enter")
    expect(root).to_have_attribute("data-text", "100")


def test_keeping_and_wiping(chat: Chat) -> None:
    chat.open()
    chat.ask("Hoe lang?")
    for name, ending in [("Bewaren als webpagina", "gesprek.html"), ("Bewaren als gewone tekst", "gesprek.txt")]:
        tab_to(chat.page, name)
        with chat.page.expect_download() as download:
            chat.page.keyboard.press("Enter")
        assert download.value.suggested_filename == ending
        content = download.value.path().read_text(encoding="utf-8")
        assert "Hoe lang?" in content
        assert "Zes weken." in content
    chat.page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1; }; }")
    tab_to(chat.page, "Afdrukken")
    chat.page.keyboard.press("Enter")
    assert chat.page.evaluate("() => window.printed") == 1
    tab_to(chat.page, "Gesprek wissen")
    chat.page.keyboard.press("Enter")
    assert focused(chat.page) == "Ja, wissen"
    tab_to(chat.page, "Nee, bewaren")
    chat.page.keyboard.press("Enter")
    assert focused(chat.page) == "Gesprek wissen"
    expect(chat.answers).to_have_count(1)
    chat.page.keyboard.press("Enter")
    with chat.page.expect_request(lambda request: request.method == "DELETE"):
        chat.page.keyboard.press("Enter")
    expect(chat.root.locator(".message")).to_have_count(0)
    expect(chat.root.locator(".status").get_by_text("Uw gesprek is gewist.")).to_be_visible()
    assert focused(chat.page) == FIELD
    chat.page.reload()
    expect(chat.field).to_be_visible()
    expect(chat.root.locator(".message")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False])
def test_a_question_on_the_first_page_lands_at_its_answer(
    new_context: Callable[..., BrowserContext], base: str, script: bool
) -> None:
    page = new_context(java_script_enabled=script).new_page()
    page.goto(f"{base}/?taal=nl")
    page.locator("#vraag-tekst").fill("Hoe lang?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    if script:
        page.wait_for_function("() => document.querySelector('kennispunt-chat')?.shadowRoot")
    answer = page.get_by_role("article", name="Antwoord 1: Wachttijd")
    expect(answer).to_be_focused()
    expect(answer).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert answer.locator(":focus").count() == 1, "Tab goes on within the answer"
    if script:
        assert page.evaluate("() => location.hash") == ""
        page.reload()
        expect(answer).to_be_visible()
        expect(answer).not_to_be_focused()


def test_a_mistake_without_script_is_in_the_title_and_tied_to_the_field(
    new_context: Callable[..., BrowserContext], base: str
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{base}/chat?taal=nl")
    page.locator("form.question button").press("Enter")
    field = page.locator("#vraag-tekst")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(re.compile("Typ eerst een vraag"))
    expect(field).to_have_attribute("aria-invalid", "true")
    assert page.title().startswith("Dit lukt nog niet: Typ eerst een vraag.")


def test_a_mistake_with_script_is_tied_to_the_field(chat: Chat) -> None:
    chat.open()
    chat.field.press("Enter")
    expect(chat.problem).not_to_be_empty()
    expect(chat.field).to_have_accessible_description(re.compile("^Typ eerst een vraag"))
    chat.field.press("a")
    expect(chat.field).not_to_have_accessible_description(re.compile("Typ eerst"))


def test_no_empty_regions(chat: Chat) -> None:
    chat.open()
    empty = """(root) => [...root.shadowRoot.querySelectorAll("section, article, ul, ol, form, [role]:not([role=status], [role=alert])")]
      .filter((e) => e.checkVisibility() && !e.textContent.trim()).map((e) => e.outerHTML)"""
    assert chat.root.evaluate(empty) == []
    expect(chat.root.locator(".conversation")).to_be_hidden()
