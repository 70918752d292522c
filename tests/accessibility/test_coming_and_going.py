"""Pages that come and go: sites that change their page without loading it take the element away and put another in its place."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.accessibility.places import RECOGNISER, Chat, speak

SKIP = ".kennispunt-skip-link"
COUNTED = """
  window.timers = new Set();
  const set = window.setTimeout, clear = window.clearTimeout;
  window.setTimeout = (run, wait, ...rest) => {
    const timer = set(() => { window.timers.delete(timer); run(...rest); }, wait);
    window.timers.add(timer);
    return timer;
  };
  window.clearTimeout = (timer) => { window.timers.delete(timer); clear(timer); };
  window.sounds = [];
  const Real = window.Audio;
  window.Audio = function (url) { const sound = new Real(url); window.sounds.push(new WeakRef(sound)); return sound; };
  window.sounding = () => window.sounds.filter((one) => one.deref()?.paused === false).length;
"""
"""Timers that wait and recordings that sound; what is counted is not held."""


def take_away(page: Page) -> None:
    page.evaluate("() => document.querySelector('kennispunt-chat').remove()")


def put(page: Page, **attributes: str) -> None:
    page.evaluate(
        """(attributes) => {
          const element = document.createElement("kennispunt-chat");
          for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
          document.querySelector("main").append(element);
        }""",
        attributes,
    )


def test_a_new_element_goes_on_with_the_conversation_and_has_its_skip_link(chat: Chat) -> None:
    chat.open().ask("Hoe lang duurt het?")
    chat.field.fill("half getypt")
    take_away(chat.page)
    expect(chat.page.locator(SKIP)).to_have_count(0)
    put(chat.page)
    expect(chat.answers).to_have_count(1)
    expect(chat.field).to_have_value("half getypt")
    expect(chat.page.locator(SKIP)).to_have_count(1)
    chat.page.locator(SKIP).press("Enter")
    expect(chat.field).to_be_focused()
    chat.ask("En hoe weet ik dat?")
    expect(chat.answers).to_have_count(2)


def test_a_new_element_that_comes_before_the_old_one_goes(chat: Chat) -> None:
    chat.open().ask("Hoe lang duurt het?")
    chat.page.evaluate(
        """() => {
          const old = document.querySelector("kennispunt-chat");
          old.before(document.createElement("kennispunt-chat"));
          old.remove();
        }"""
    )
    expect(chat.answers).to_have_count(1)
    expect(chat.page.locator(SKIP)).to_have_count(1)


def test_an_element_that_is_moved_keeps_its_conversation(chat: Chat) -> None:
    chat.open().ask("Hoe lang duurt het?")
    chat.page.evaluate("() => document.querySelector('main').prepend(document.querySelector('kennispunt-chat'))")
    expect(chat.answers).to_have_count(1)
    chat.ask("En nu?")
    expect(chat.answers).to_have_count(2)


def test_a_new_body_gets_its_skip_link_again(chat: Chat) -> None:
    chat.open().ask("Hoe lang duurt het?")
    chat.page.evaluate(
        """() => {
          const body = document.createElement("body");
          body.append(document.createElement("main"));
          body.firstChild.append(document.createElement("kennispunt-chat"));
          document.documentElement.replaceChild(body, document.body);
        }"""
    )
    expect(chat.answers).to_have_count(1)
    expect(chat.page.locator(SKIP)).to_have_count(1)
    assert chat.page.evaluate("() => document.body.firstElementChild.className") == SKIP[1:]


def test_two_elements_keep_apart(chat: Chat) -> None:
    chat.open().ask("Hoe lang duurt het?")
    put(chat.page)
    second = Chat(chat.page, chat.base, 1)
    expect(second.field).to_be_visible()
    expect(second.answers).to_have_count(0)
    second.ask("keuze")
    expect(chat.answers).to_have_count(1)
    kept = chat.page.evaluate("() => Object.values(sessionStorage).map((one) => JSON.parse(one).id)")
    assert len(kept) == len(set(kept)) == 2
    chat.page.reload()
    expect(chat.answers).to_have_count(1)
    expect(chat.answers.first).to_contain_text("Zes weken")


def test_an_element_with_a_name_finds_its_own_conversation_in_any_order(chat: Chat) -> None:
    chat.open()
    take_away(chat.page)
    put(chat.page, id="loket")
    put(chat.page, id="wijkteam")
    first, second = chat, Chat(chat.page, chat.base, 1)
    first.ask("Hoe lang duurt het?")
    second.ask("keuze")
    for _ in range(2):
        take_away(chat.page)
    put(chat.page, id="wijkteam")
    put(chat.page, id="loket")
    expect(first.answers).to_contain_text("Om welke beperking")
    expect(second.answers).to_contain_text("Zes weken")


def test_the_skip_link_goes_to_the_one_that_is_left(chat: Chat) -> None:
    chat.open()
    put(chat.page)
    second = Chat(chat.page, chat.base, 1)
    expect(second.field).to_be_visible()
    take_away(chat.page)
    expect(chat.page.locator(SKIP)).to_have_count(1)
    chat.page.locator(SKIP).press("Enter")
    expect(chat.field).to_be_focused()


def test_an_element_without_a_skip_link_is_not_where_it_goes(chat: Chat) -> None:
    chat.open()
    take_away(chat.page)
    put(chat.page, **{"skip-link": "off"})
    expect(chat.field).to_be_visible()
    expect(chat.page.locator(SKIP)).to_have_count(0)
    put(chat.page)
    second = Chat(chat.page, chat.base, 1)
    expect(second.field).to_be_visible()
    chat.page.locator(SKIP).press("Enter")
    expect(second.field).to_be_focused()


@pytest.mark.parametrize("place", ["inline", "dialog"])
def test_taken_away_while_asking_the_answer_comes_in_the_new_one(chat: Chat, place: str) -> None:
    chat.open(place)
    chat.say("traag")
    expect(chat.root.locator(".message__said")).to_have_text("traag")
    take_away(chat.page)
    put(chat.page, **({"form": "dialog"} if place == "dialog" else {}))
    if place == "dialog":
        chat.page.locator("button.launcher").click()
    expect(chat.answers).to_have_count(1)
    expect(chat.answers).to_contain_text("Zes weken")
    expect(chat.problem).to_be_empty()
    chat.page.reload()
    if place == "dialog":
        put(chat.page, form="dialog")
    expect(chat.answers.first).to_be_attached()
    assert chat.answers.count() == 1, "asked twice"


@pytest.mark.parametrize("place", ["inline", "dialog"])
@pytest.mark.parametrize("opens", ["Instellingen", "Hulp"])
def test_taken_away_while_a_dialog_is_open_the_page_can_be_used(chat: Chat, place: str, opens: str) -> None:
    chat.open(place)
    chat.ask("Hoe lang duurt het?")
    chat.root.get_by_role("button", name=opens).press("Enter")
    expect(chat.root.get_by_role("dialog", name=opens)).to_be_visible()
    take_away(chat.page)
    chat.page.evaluate(
        "() => { const one = document.createElement('button'); one.id = 'eigen'; document.body.append(one); }"
    )
    own = chat.page.locator("#eigen")
    own.focus()
    expect(own).to_be_focused()
    put(chat.page, **({"form": "dialog"} if place == "dialog" else {}))
    if place == "dialog":
        launcher = chat.page.locator("button.launcher")
        expect(launcher).to_be_visible()
        expect(chat.root.locator("dialog[open]")).to_have_count(0)
        launcher.press("Enter")
    expect(chat.answers).to_have_count(1)
    expect(chat.root.get_by_role("dialog", name=opens)).to_be_hidden()


def test_taken_away_while_listening_nobody_hears_any_more(chat: Chat) -> None:
    chat.page.add_init_script(RECOGNISER)
    chat.open()
    speak(chat)
    take_away(chat.page)
    chat.page.wait_for_function("() => window.microphone.over")
    put(chat.page)
    expect(chat.field).to_be_visible()
    expect(chat.problem).to_be_empty()
    speak(chat)


def test_wiping_goes_on_when_the_element_goes(chat: Chat) -> None:
    chat.open().ask("Hoe lang duurt het?")
    id_ = chat.page.evaluate("() => JSON.parse(Object.values(sessionStorage)[0]).id")
    wipe(chat)
    take_away(chat.page)
    chat.page.wait_for_function(
        "async (address) => (await fetch(address)).status === 404", arg=f"{chat.base}/api/v1/conversations/{id_}"
    )


def wipe(chat: Chat) -> None:
    chat.root.get_by_role("button", name="Gesprek wissen").press("Enter")
    chat.root.get_by_role("button", name="Ja, wissen").press("Enter")


def counted(page: Page, tools: CDPSession) -> dict[str, Any]:
    """What is left when nobody uses it any more."""
    for _ in range(2):
        tools.send("HeapProfiler.collectGarbage")
    found: dict[str, Any] = tools.send("Memory.getDOMCounters")
    found["timers"] = page.evaluate("() => window.timers.size")
    found["sounding"] = page.evaluate("() => window.sounding()")
    return found


def come_and_go(page: Page, root: Locator) -> None:
    put(page)
    root.locator("textarea#question").press("Enter")  # An error is told: what is told goes after a while.
    root.locator(".problem").get_by_text("Typ eerst een vraag").wait_for()
    root.locator(".top button").nth(0).press("Enter")
    page.keyboard.press("Escape")
    root.locator(".listen button").first.press("Enter")
    page.wait_for_function("() => window.sounding() > 0")
    take_away(page)
    page.wait_for_function(
        "() => window.timers.size === 0", timeout=3000
    )  # Sooner than what is told would go by itself.


def test_nothing_leaks(chat: Chat) -> None:
    """Listeners, nodes, timers and recordings after three and after fifteen rounds of coming, being used and going."""
    chat.page.add_init_script(COUNTED)
    chat.open().ask("Hoe lang duurt het?")
    take_away(chat.page)
    tools = chat.page.context.new_cdp_session(chat.page)
    root = chat.page.locator("kennispunt-chat")
    for _ in range(3):
        come_and_go(chat.page, root)
    before = counted(chat.page, tools)
    for _ in range(12):
        come_and_go(chat.page, root)
    after = counted(chat.page, tools)
    assert after["sounding"] == 0
    assert after["timers"] <= before["timers"], (before, after)
    assert after["jsEventListeners"] <= before["jsEventListeners"] + 2, (before, after)
    assert after["nodes"] <= before["nodes"] + 60, (before, after)
