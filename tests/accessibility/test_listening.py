"""Listening: play, pause, stop, speed and volume by keyboard; never by itself unless switched on; silent when typing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.accessibility.places import RECOGNISER, SPEAK, Chat, hear, speak

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


def hide(page: Page) -> None:
    page.evaluate(
        """() => { Object.defineProperty(document, "hidden", { get: () => true, configurable: true });
                   document.dispatchEvent(new Event("visibilitychange")); }"""
    )


def second_widget(page: Page) -> Chat:
    """Another conversation on the same page."""
    page.evaluate("() => document.querySelector('main').append(document.createElement('kennispunt-chat'))")
    second = page.locator("kennispunt-chat").nth(1)
    expect(second.locator("textarea#question")).to_be_visible()
    return Chat(page, "", 1)


def test_it_stops_when_the_element_goes(listening: Chat) -> None:
    listening.ask("Hoe lang?").locator(".listen button").first.press("Enter")
    playing(listening.page)
    listening.page.evaluate("() => document.querySelector('kennispunt-chat').remove()")
    silent(listening.page)


def test_it_stops_when_the_page_hides(listening: Chat) -> None:
    listening.ask("Hoe lang?").locator(".listen button").first.press("Enter")
    playing(listening.page)
    hide(listening.page)
    silent(listening.page)


def test_it_stops_when_the_page_is_left(listening: Chat) -> None:
    listening.ask("Hoe lang?").locator(".listen button").first.press("Enter")
    playing(listening.page)
    listening.page.evaluate("() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    silent(listening.page)


def test_hidden_before_it_sounds_is_no_fault(listening: Chat) -> None:
    """Playing that is broken off while the recording is still on its way is not a recording that cannot be played."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    listening.page.route("**/api/v1/speech/**", hold)
    listening.ask("Hoe lang?").locator(".listen button").first.press("Enter")
    listening.page.wait_for_function("() => window.sounds.length === 1")
    hide(listening.page)
    silent(listening.page)
    for route in held:
        route.continue_()
    expect(listening.answers.last.get_by_role("button", name="Pauze of verder")).to_be_visible()
    expect(listening.problem).to_be_empty()


def test_nothing_begins_to_sound_on_a_page_that_is_hidden(listening: Chat) -> None:
    listening.page.evaluate("() => localStorage.setItem('kennispunt-settings', JSON.stringify({ aloud: true }))")
    listening.page.reload()
    listening.say("traag")
    hide(listening.page)
    expect(listening.answers).to_have_count(1)
    listening.page.wait_for_function("() => window.sounds.length === 1")
    assert sounds(listening.page)[0]["paused"]
    listening.page.evaluate("() => Object.defineProperty(document, 'hidden', { get: () => false })")
    listening.answers.last.get_by_role("button", name="Pauze of verder").press("Enter")
    playing(listening.page)


def test_a_choice_silences_it(listening: Chat) -> None:
    listening.ask("Hoe lang?")
    listening.ask("keuze")  # only the newest answer's choices can be taken
    listening.answers.first.locator(".listen button").first.press("Enter")
    playing(listening.page)
    listening.root.get_by_role("button", name="Doofblind").press("Enter")
    silent(listening.page)
    expect(listening.answers).to_have_count(3)


def test_another_widget_that_speaks_silences_it(listening: Chat) -> None:
    listening.ask("Hoe lang?").locator(".listen button").first.press("Enter")
    playing(listening.page)
    second = second_widget(listening.page)
    second.ask("Hoe lang?").locator(".listen button").first.press("Enter")
    listening.page.wait_for_function(
        "() => window.sounds.length === 2 && window.sounds[0].paused && !window.sounds[1].paused"
    )


def test_another_widget_that_listens_silences_it(chat: Chat) -> None:
    """A microphone beside a recording would hear the recording."""
    chat.page.add_init_script(WATCH)
    chat.page.add_init_script(RECOGNISER)
    chat.open()
    second = second_widget(chat.page)
    chat.ask("Hoe lang?").locator(".listen button").first.press("Enter")
    playing(chat.page)
    speak(second)
    silent(chat.page)


def test_a_recording_ends_the_listening_of_another_widget(chat: Chat) -> None:
    chat.page.add_init_script(WATCH)
    chat.page.add_init_script(RECOGNISER)
    chat.open()
    second = second_widget(chat.page)
    chat.ask("Hoe lang?")
    speak(second)
    chat.answers.last.locator(".listen button").first.press("Enter")
    playing(chat.page)
    chat.page.wait_for_function("() => window.microphone.over")
    expect(second.root.get_by_role("button", name=SPEAK)).to_be_visible()
    expect(second.problem).to_be_empty()


@pytest.mark.parametrize("way", ["hide", "remove"])
def test_nobody_listens_on_a_page_that_is_hidden_or_without_the_element(chat: Chat, way: str) -> None:
    chat.page.add_init_script(RECOGNISER)
    chat.open()
    speak(chat)
    if way == "hide":
        hide(chat.page)
    else:
        chat.page.evaluate("() => document.querySelector('kennispunt-chat').remove()")
    chat.page.wait_for_function("() => window.microphone.over")


VOICE = """
  window.spoken = [];
  window.cancelled = 0;
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const voices = { getVoices: () => [{ lang: "nl-NL", localService: true }],
                   speak: (said) => window.spoken.push(said.text), cancel: () => { window.cancelled += 1; } };
  Object.defineProperty(window, "speechSynthesis", { value: voices });
"""
"""A double for the device's voices, of which a headless browser has none."""


def test_reading_back_and_a_recording_are_never_two_voices(chat: Chat) -> None:
    for script in (WATCH, RECOGNISER, VOICE):
        chat.page.add_init_script(script)
    chat.open()
    chat.page.evaluate("() => localStorage.setItem('kennispunt-settings', JSON.stringify({ aloud: true }))")
    chat.page.reload()
    chat.ask("Hoe lang?")
    playing(chat.page)
    speak(chat)
    silent(chat.page)
    hear(chat, "hoe lang duurt het")
    chat.page.wait_for_function("() => window.spoken.length === 1")
    before = chat.page.evaluate("() => window.cancelled")
    second = second_widget(chat.page)
    second.ask("Hoe lang?")
    chat.page.wait_for_function("(before) => window.cancelled > before", arg=before)


PLAYER = """
  window.acts = {};
  navigator.mediaSession.setActionHandler = (name, act) => { window.acts[name] = act; };
"""
"""What the keys of a keyboard, a headset or a locked screen do."""


def sentence(page: Page, number: int) -> None:
    """Wait until this one sounds, counted from 0."""
    page.wait_for_function(
        "(end) => window.sounds.some((s) => !s.paused && s.currentTime > 0 && s.src.endsWith(end))",
        arg=f"/sentences/{number}",
    )


def test_sentence_by_sentence_and_the_one_that_is_read_is_marked(listening: Chat) -> None:
    answer = listening.ask("Hoe lang?")
    answer.locator(".listen button").first.press("Enter")
    sentence(listening.page, 0)
    marked = answer.locator(".listen__text > [aria-current=true]")
    expect(marked).to_have_count(1)
    expect(marked).to_have_text("Zes weken.")
    assert marked.locator("[lang=nl]").count() == 1
    on, back = (answer.get_by_role("button", name=name) for name in ("Eén zin verder", "Eén zin terug"))
    on.press("Enter")
    sentence(listening.page, 1)
    expect(marked).to_have_text("Vraag het de gemeente.")
    expect(on).to_be_focused()
    back.press("Enter")
    sentence(listening.page, 0)
    back.press("Enter")  # before the first is the first
    sentence(listening.page, 0)
    expect(marked).to_have_text("Zes weken.")
    on.press("Enter")
    sentence(listening.page, 1)
    answer.get_by_role("button", name="Herhalen").press("Enter")
    sentence(listening.page, 0)
    # By itself from one to the next.
    sentence(listening.page, 1)
    expect(marked).to_have_text("Vraag het de gemeente.")
    assert marked.evaluate("(e) => getComputedStyle(e).textDecorationLine") == "underline"  # not by colour alone


def test_short_first_and_the_whole_for_who_wants_more(listening: Chat) -> None:
    answer = listening.ask("uitgebreid")
    with listening.page.expect_response("**/sentences") as said:
        answer.locator(".listen button").first.press("Enter")
    short = [part["text"] for one in said.value.json()["sentences"] for part in one["parts"]]
    assert short[-1] == "Wilt u meer horen?"
    assert "Verzonnen papier" not in " ".join(short)  # where it comes from stands on the screen
    more = answer.get_by_role("button", name="Luister naar het hele antwoord")
    with listening.page.expect_response("**/sentences") as said:
        more.press("Enter")
    whole = said.value.json()["sentences"]
    assert len(whole) > len(short)
    expect(answer.locator(".listen__text > *")).to_have_count(len(whole))
    expect(listening.ask("Hoe lang?").get_by_role("button", name="Luister naar het hele antwoord")).to_have_count(0)


def test_keys_of_a_headset_and_of_a_locked_screen(listening: Chat) -> None:
    page = listening.page
    page.add_init_script(PLAYER)
    page.reload()
    answer = listening.ask("Hoe lang?")
    assert page.evaluate("() => Object.values(window.acts).filter(Boolean).length") == 0
    answer.locator(".listen button").first.press("Enter")
    sentence(page, 0)
    assert page.evaluate("() => navigator.mediaSession.metadata.title") == "Antwoord 1: Wachttijd"
    page.evaluate("() => window.acts.pause()")
    silent(page)
    page.evaluate("() => window.acts.play()")
    playing(page)
    page.evaluate("() => window.acts.nexttrack()")
    sentence(page, 1)
    page.evaluate("() => window.acts.previoustrack()")
    sentence(page, 0)
    page.evaluate("() => window.acts.stop()")
    silent(page)
    expect(answer.get_by_role("button", name="Pauze of verder")).to_be_hidden()
    assert page.evaluate("() => Object.values(window.acts).filter(Boolean).length") == 0


def test_another_tab_that_speaks_silences_it(listening: Chat) -> None:
    listening.ask("Hoe lang?").locator(".listen button").first.press("Enter")
    playing(listening.page)
    other = Chat(listening.page.context.new_page(), listening.base)
    other.page.add_init_script(WATCH)
    other.open().ask("Hoe lang?").locator(".listen button").first.press("Enter")
    playing(other.page)
    silent(listening.page)
    expect(listening.answers.last.get_by_role("button", name="Pauze of verder")).to_be_hidden()


def test_hands_free_it_goes_on_with_the_screen_off(listening: Chat) -> None:
    listening.page.evaluate("() => localStorage.setItem('kennispunt-settings', JSON.stringify({ handsfree: true }))")
    listening.page.reload()
    listening.ask("Hoe lang?").locator(".listen button").first.press("Enter")
    sentence(listening.page, 0)
    hide(listening.page)
    sentence(listening.page, 1)
    listening.page.evaluate("() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    silent(listening.page)


TOPIC = "/onderwerpen/gids/wijziging-doorgeven"


def on_a_page(page: Page, base: str) -> Page:
    """A page of ours, where the recording has our own player."""
    page.add_init_script(WATCH)
    page.goto(f"{base}{TOPIC}")
    expect(page.locator("details.listen")).to_have_count(0)
    return page


def test_a_page_of_ours_has_the_same_player(page: Page, base: str) -> None:
    on_a_page(page, base).locator(".listen button").first.press("Enter")
    sentence(page, 0)
    expect(page.locator(".listen__text > [aria-current=true]")).to_have_count(1)
    page.get_by_role("button", name="Eén zin verder").press("Enter")
    sentence(page, 1)
    page.get_by_label("Snelheid").select_option("1.5")
    assert [sound["rate"] for sound in sounds(page)] == [1.5]
    page.get_by_role("button", name="Pauze of verder").press("Enter")
    silent(page)
    page.get_by_role("button", name="Pauze of verder").press("Enter")
    playing(page)
    page.locator("input[type=search]").first.evaluate("(e) => e.dispatchEvent(new Event('input', { bubbles: true }))")
    silent(page)  # who types is not read to
    page.reload()
    page.locator(".listen button").first.press("Enter")
    expect(page.get_by_label("Snelheid")).to_have_value("1.5")


def test_without_script_the_browsers_own_controls_stand_there(
    new_context: Callable[..., BrowserContext], base: str
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{base}{TOPIC}")
    page.locator("details.listen > summary").click()
    expect(page.locator("details.listen > audio[controls]").first).to_be_visible()
    source = page.locator("details.listen > audio").last.get_attribute("src")
    assert page.request.get(f"{base}{source}").headers["content-type"].startswith("audio/")


@pytest.mark.parametrize("way", ["hide", "leave"])
def test_on_a_page_of_ours_a_recording_stops_when_nobody_looks(page: Page, base: str, way: str) -> None:
    on_a_page(page, base).locator(".listen button").first.press("Enter")
    playing(page)
    if way == "hide":
        hide(page)
    else:
        page.evaluate("() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    silent(page)


DEVICE = """
  window.spoken = [];
  const queue = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  window.finish = () => queue.shift().onend?.();
  const voices = {
    getVoices: () => window.voices,
    addEventListener: (_, heard) => queueMicrotask(() => { window.voices = window.late; heard(); }),
    speak: (said) => {
      window.spoken.push({ text: said.text, lang: said.lang, rate: said.rate });
      queue.push(said);
    },
    cancel: () => { for (const said of queue.splice(0)) said.onerror?.({ error: "interrupted" }); },
  };
  Object.defineProperty(window, "speechSynthesis", { value: voices });
"""
"""The voices of a device, of which a headless browser has none; `finish` ends what is being said."""
DUTCH_ON_THE_DEVICE = 'window.voices = [{ lang: "nl_NL", localService: true }];'
DUTCH_ELSEWHERE = 'window.voices = [{ lang: "nl-NL", localService: false }, { lang: "en-GB", localService: true }];'


def prefer_the_device(chat: Chat, *scripts: str) -> list[str]:
    """The widget of somebody who chose the voice of their device in the settings; gives the sounds that are fetched."""
    fetched: list[str] = []
    for script in (WATCH, DEVICE, *scripts):
        chat.page.add_init_script(script)
    chat.page.on("request", lambda request: fetched.append(request.url) if "/sentences/" in request.url else None)
    chat.open()
    chat.root.get_by_role("button", name="Instellingen").click()
    chat.root.get_by_label("Stem voor antwoorden").select_option(label="Van mijn apparaat")
    chat.page.keyboard.press("Escape")
    return fetched


def spoken(page: Page, count: int) -> list[dict[str, object]]:
    page.wait_for_function("(count) => window.spoken.length === count", arg=count)
    return list(page.evaluate("() => window.spoken"))


def test_answers_in_a_voice_of_the_device_sentence_by_sentence(chat: Chat) -> None:
    fetched = prefer_the_device(chat, DUTCH_ON_THE_DEVICE)
    page = chat.page
    answer = chat.ask("Hoe lang?")
    answer.locator(".listen button").first.press("Enter")
    assert spoken(page, 1) == [{"text": "Zes weken.", "lang": "nl_NL", "rate": 1}]
    marked = answer.locator(".listen__text > [aria-current=true]")
    expect(marked).to_have_text("Zes weken.")
    page.evaluate("() => window.finish()")
    assert spoken(page, 2)[1]["text"] == "Vraag het de gemeente."
    expect(marked).to_have_text("Vraag het de gemeente.")
    pause = answer.get_by_role("button", name="Pauze of verder")
    pause.press("Enter")
    pause.press("Enter")  # a voice that was silenced begins its sentence again
    assert spoken(page, 3)[2]["text"] == "Vraag het de gemeente."
    answer.get_by_role("button", name="Eén zin terug").press("Enter")
    assert spoken(page, 4)[3]["text"] == "Zes weken."
    answer.get_by_label("Snelheid").select_option("1.5")
    assert spoken(page, 5)[4] == {"text": "Zes weken.", "lang": "nl_NL", "rate": 1.5}
    page.evaluate("() => window.finish()")
    spoken(page, 6)
    chat.field.press("a")  # who types is not read to
    expect(pause).to_be_hidden()
    assert fetched == [], "nothing is made elsewhere"
    assert sounds(page) == []
    page.reload()
    chat.root.get_by_role("button", name="Instellingen").click()
    expect(chat.root.get_by_label("Stem voor antwoorden")).to_have_value("device")


def test_where_the_device_has_no_voice_ours_reads_and_that_is_said(chat: Chat) -> None:
    prefer_the_device(chat, DUTCH_ELSEWHERE)
    chat.ask("Hoe lang?").locator(".listen button").first.press("Enter")
    playing(chat.page)
    expect(chat.root.locator(".status").first).to_have_text(
        "Uw apparaat heeft geen stem voor deze taal. U hoort de stem van deze dienst."
    )
    assert chat.page.evaluate("() => window.spoken") == []


def test_a_voice_of_the_device_is_waited_for_and_one_that_fails_is_told(chat: Chat) -> None:
    prefer_the_device(chat, "window.voices = [];", DUTCH_ON_THE_DEVICE.replace("window.voices", "window.late"))
    chat.ask("Hoe lang?").locator(".listen button").first.press("Enter")
    spoken(chat.page, 1)
    chat.page.evaluate("() => window.speechSynthesis.cancel()")  # not by us
    expect(chat.problem).to_have_text("De opname kan nu niet worden afgespeeld.")


def test_on_a_page_of_ours_the_voice_of_the_device_reads_too(page: Page, base: str) -> None:
    page.add_init_script(DEVICE)
    page.add_init_script(DUTCH_ON_THE_DEVICE)
    page.add_init_script("localStorage.setItem('kennispunt-settings', JSON.stringify({ voice: 'device' }))")
    on_a_page(page, base).locator(".listen button").first.press("Enter")
    first = spoken(page, 1)[0]["text"]
    expect(page.locator(".listen__text > [aria-current=true]")).to_have_text(str(first))
    assert sounds(page) == []
