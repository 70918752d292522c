"""An answer is announced exactly once, by one hidden text; history never is. Heard by a virtual screen reader, and by counting changes.

A quick help; the proof is what a real one says (test_heard.py).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.accessibility.places import PLACES, Chat

READER = Path(__file__).resolve().parents[2] / "node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js"


def listen(chat: Chat) -> None:
    """Let a screen reader listen from now on, inside the shadow root (it does not cross into one by itself)."""
    chat.page.route("**/reader.js", lambda route: route.fulfill(path=READER, content_type="text/javascript"))
    chat.page.evaluate(
        """async () => {
            const { virtual } = await import("/reader.js");
            window.reader = virtual;
            await virtual.start({ container: document.querySelector("kennispunt-chat").shadowRoot.querySelector(".root") });
            await virtual.clearSpokenPhraseLog();
        }"""
    )


def heard(page: Page) -> list[str]:
    """What was said by a live region."""
    page.wait_for_timeout(150)
    said = page.evaluate("() => window.reader.spokenPhraseLog()")
    return [str(phrase) for phrase in said if phrase.startswith(("polite:", "assertive:"))]


def live_regions(page: Page) -> list[str]:
    return list(
        page.evaluate(
            """() => {
                const within = [document, ...[...document.querySelectorAll("*")].filter((e) => e.shadowRoot).map((e) => e.shadowRoot)];
                const live = "[role=log],[role=status],[role=alert],output,[aria-live=polite],[aria-live=assertive]";
                return within.flatMap((root) => [...root.querySelectorAll(live)]).map((e) => e.getAttribute("role") || e.localName);
            }"""
        )
    )


def test_an_answer_is_heard_once(chat: Chat) -> None:
    chat.open()
    listen(chat)
    chat.ask("Hoe lang duurt het?")
    said = heard(chat.page)
    assert len(said) == 1, said
    assert said[0].count("Zes weken.") == 1
    assert "Hoe lang duurt het?" not in said[0]


def test_choices_are_heard_as_such_after_the_text(chat: Chat) -> None:
    chat.open()
    listen(chat)
    chat.ask("keuze")
    said = heard(chat.page)
    assert len(said) == 1, said
    assert said[0].index("Om welke beperking gaat het?") < said[0].index("Slecht zien") < said[0].index("Doofblind")


def test_a_second_answer_does_not_repeat_the_first(chat: Chat) -> None:
    chat.open()
    listen(chat)
    chat.ask("notitie")
    chat.ask("keuze")
    said = heard(chat.page)
    assert len(said) == 2, said
    assert "mandaat" not in said[1]


def test_searching_is_said_once_and_only_after_a_second(chat: Chat) -> None:
    chat.open()
    listen(chat)
    chat.ask("Hoe lang?")
    assert not [phrase for phrase in heard(chat.page) if "zoeken" in phrase]
    chat.ask("traag")
    said = heard(chat.page)
    assert [phrase for phrase in said if "zoeken" in phrase] == ["polite: Bezig met zoeken…"]
    assert "Zes weken." in said[-1]
    assert not [phrase for phrase in said if not phrase.partition(":")[2].strip()], "something blank was announced"


def test_an_error_is_an_alert_heard_once(chat: Chat) -> None:
    chat.open()
    listen(chat)
    chat.say("kapot")
    expect(chat.problem).not_to_be_empty()
    said = heard(chat.page)
    assert len(said) == 1, said
    assert said[0].startswith("assertive:")
    assert "Er ging bij ons iets mis. Uw vraag is bewaard." in said[0]


@pytest.mark.parametrize("place", PLACES)
def test_history_is_not_told_after_a_reload(chat: Chat, place: str) -> None:
    chat.open(place)
    chat.ask("Hoe lang?")
    chat.ask("keuze")
    chat.page.reload()
    if place == "dialog":
        chat.page.locator("button.launcher").click()
    expect(chat.answers).to_have_count(2)
    expect(chat.root.locator("[role=status]")).to_be_empty()
    listen(chat)
    chat.ask("notitie")
    said = heard(chat.page)
    assert len(said) == 1, said
    assert "Zes weken." in said[0]
    assert "Om welke beperking" not in said[0]


def test_a_language_switch_says_nothing(chat: Chat) -> None:
    chat.open()
    chat.ask("Hoe lang?")
    listen(chat)
    chat.root.get_by_role("button", name="Instellingen").click()
    chat.root.get_by_label("Taal").select_option("ar")
    expect(chat.root.locator(".root")).to_have_attribute("dir", "rtl")
    chat.root.get_by_label("حجم النص").select_option("150")
    chat.page.keyboard.press("Escape")
    assert heard(chat.page) == []


def test_opening_and_closing_the_dialog_says_nothing(chat: Chat) -> None:
    chat.open("dialog")
    chat.ask("Hoe lang?")
    listen(chat)
    chat.page.keyboard.press("Escape")
    chat.page.locator("button.launcher").click()
    expect(chat.field).to_be_visible()
    assert heard(chat.page) == []


@pytest.mark.parametrize("place", PLACES)
def test_one_polite_and_one_urgent_place_and_nothing_else_is_live(chat: Chat, place: str) -> None:
    chat.open(place)
    chat.ask("Hoe lang?")
    assert sorted(live_regions(chat.page)) == ["alert", "status"]


def test_an_answer_comes_in_one_change_and_does_not_stay(chat: Chat) -> None:
    """Many nodes are many events, which a screen reader speaks in any order; what stays is said again when a dialog closes."""
    chat.open()
    chat.page.evaluate(
        """() => {
            window.added = [];
            const status = document.querySelector("kennispunt-chat").shadowRoot.querySelector("[role=status]");
            new MutationObserver((changes) => window.added.push(...changes.flatMap((change) => [...change.addedNodes].map((node) => [node.nodeType, node.data]))))
              .observe(status, { childList: true, subtree: true, characterData: true });
        }"""
    )
    chat.ask("contact")
    ((kind, text),) = chat.page.evaluate("() => window.added")
    assert kind == 3, "text and nothing else"
    assert text.index("Zo bereikt u hen.") < text.index("088 555 0101") < text.index("onder het antwoord")
    expect(chat.root.locator("[role=status]")).to_be_empty(timeout=8000)


@pytest.mark.parametrize("name", ["Hulp", "Instellingen"])
def test_an_answer_that_comes_while_a_dialog_is_open_is_heard_when_it_closes(chat: Chat, name: str) -> None:
    chat.open()
    chat.say("traag")
    chat.root.get_by_role("button", name=name).press("Enter")
    expect(chat.answers).to_have_count(1)
    expect(chat.root.locator("[role=status]")).to_be_empty()
    chat.page.keyboard.press("Escape")
    expect(chat.root.locator("[role=status]")).to_contain_text("Zes weken.")


def test_the_focus_and_the_typed_text_stay(chat: Chat) -> None:
    chat.open()
    chat.say("traag")
    chat.field.press_sequentially("intussen getypt")
    expect(chat.answers).to_have_count(1)
    assert chat.field.input_value() == "intussen getypt"
    expect(chat.field).to_be_focused()
