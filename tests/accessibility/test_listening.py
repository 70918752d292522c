"""Listening: play, pause, stop, speed and volume by keyboard; never by itself unless switched on; silent when typing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.accessibility.places import Chat

WATCH = """
  window.sounds = [];
  const Real = window.Audio;
  window.Audio = function (url) { const sound = new Real(url); window.sounds.push(sound); return sound; };
"""


@pytest.fixture
def listening(chat: Chat) -> Chat:
    chat.page.add_init_script(WATCH)
    return chat.open()


def sounds(page: Page) -> list[dict[str, float]]:
    return list(
        page.evaluate(
            "() => window.sounds.map((s) => ({paused: s.paused, rate: s.playbackRate, volume: s.volume, at: s.currentTime}))"
        )
    )


def playing(page: Page) -> None:
    page.wait_for_function("() => window.sounds.some((s) => !s.paused && s.currentTime > 0)")


def test_nothing_sounds_by_itself(listening: Chat) -> None:
    listening.ask("Hoe lang?")
    listening.page.wait_for_timeout(300)
    assert sounds(listening.page) == []


def test_play_pause_continue_and_stop(listening: Chat) -> None:
    answer = listening.ask("Hoe lang?")
    button = answer.locator(".listen button").first
    expect(button).to_have_text("Luister naar dit antwoord")
    button.press("Enter")
    playing(listening.page)
    pause = answer.get_by_role("button", name="Pauze of verder")
    pause.press("Enter")
    assert sounds(listening.page)[0]["paused"]
    expect(pause).to_have_text("Pauze of verder")
    pause.press("Enter")
    playing(listening.page)
    answer.get_by_role("button", name="Stoppen").press("Enter")
    expect(pause).to_be_hidden()
    expect(button).to_be_focused()
    assert len(sounds(listening.page)) == 1
    assert sounds(listening.page)[0]["paused"]


def test_speed_and_volume(listening: Chat) -> None:
    answer = listening.ask("Hoe lang?")
    answer.locator(".listen button").first.press("Enter")
    playing(listening.page)
    speed = answer.get_by_label("Snelheid")
    assert speed.locator("option").all_text_contents()[0] == "0.5×"
    assert speed.locator("option").all_text_contents()[-1] == "2×"
    speed.press("End")
    volume = answer.get_by_role("slider", name="Volume")
    volume.press("Home")
    volume.press("ArrowRight")
    sound = sounds(listening.page)[0]
    assert sound["rate"] == 2
    assert sound["volume"] == pytest.approx(0.1)


def test_typing_stops_it(listening: Chat) -> None:
    listening.ask("Hoe lang?").locator(".listen button").first.press("Enter")
    playing(listening.page)
    listening.field.press("a")
    assert sounds(listening.page)[0]["paused"]


def test_the_key_for_listening(listening: Chat) -> None:
    listening.ask("Hoe lang?")
    listening.field.press("F8")
    playing(listening.page)
    listening.field.press("F8")
    listening.page.wait_for_function("() => window.sounds[0].paused")


def test_by_itself_when_switched_on(listening: Chat) -> None:
    listening.root.get_by_role("button", name="Instellingen").click()
    listening.root.get_by_label("Nieuwe antwoorden automatisch voorlezen").check()
    listening.page.keyboard.press("Escape")
    listening.ask("Hoe lang?")
    playing(listening.page)
    listening.page.reload()
    expect(listening.answers).to_have_count(1)
    listening.page.wait_for_timeout(300)
    assert sounds(listening.page) == [], "an old answer was read again"


def test_a_recording_that_cannot_be_had(listening: Chat) -> None:
    listening.page.route("**/api/v1/speech/**", lambda route: route.abort())
    listening.ask("Hoe lang?").locator(".listen button").first.press("Enter")
    expect(listening.problem).to_have_text("De opname kan nu niet worden afgespeeld.")


def test_the_names_of_the_controls_stay_the_same_while_it_plays(listening: Chat) -> None:
    """A name that changes under the focus would be spoken over the recording."""
    answer = listening.ask("Hoe lang?")
    button = answer.locator(".listen button").first
    before = button.evaluate("(e) => e.outerHTML")
    button.press("Enter")
    playing(listening.page)
    assert button.evaluate("(e) => e.outerHTML") == before


def silent(page: Page) -> None:
    page.wait_for_function("() => window.sounds.every((s) => s.paused)")


def test_it_stops_when_the_element_goes(listening: Chat) -> None:
    listening.ask("Hoe lang?").locator(".listen button").first.press("Enter")
    playing(listening.page)
    listening.page.evaluate("() => document.querySelector('kennispunt-chat').remove()")
    silent(listening.page)


def test_it_stops_when_the_page_hides(listening: Chat) -> None:
    listening.ask("Hoe lang?").locator(".listen button").first.press("Enter")
    playing(listening.page)
    listening.page.evaluate(
        """() => { Object.defineProperty(document, "hidden", { get: () => true });
                   document.dispatchEvent(new Event("visibilitychange")); }"""
    )
    silent(listening.page)


def test_another_widget_that_speaks_silences_it(listening: Chat) -> None:
    listening.ask("Hoe lang?").locator(".listen button").first.press("Enter")
    playing(listening.page)
    listening.page.evaluate("() => document.querySelector('main').append(document.createElement('kennispunt-chat'))")
    second = listening.page.locator("kennispunt-chat").nth(1)
    second.locator("textarea#question").fill("Hoe lang?")
    second.locator("textarea#question").press("Enter")
    second.locator(".listen button").first.press("Enter")
    listening.page.wait_for_function(
        "() => window.sounds.length === 2 && window.sounds[0].paused && !window.sounds[1].paused"
    )
