"""Asking aloud: on the device or not at all, read back before it counts, corrected by voice or keyboard, typed way beside it.

No recogniser runs in a headless browser, so a double stands at the browser's own interface; the first test holds the
double and the real interface to the same shape.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.accessibility.places import RECOGNISER, SPEAK, Chat, ask_aloud, hear, speak

SHAPE = """() => ({
  statics: ["available", "install"].every((name) => typeof SpeechRecognition[name] === "function"),
  methods: ["start", "stop", "abort", "processLocally"].every((name) => name in SpeechRecognition.prototype),
})"""


@pytest.fixture
def speaking(chat: Chat) -> Chat:
    chat.page.add_init_script(RECOGNISER)
    return chat.open()


@pytest.mark.parametrize("double", [True, False])
def test_the_double_has_the_shape_of_the_real_interface(page: Page, base: str, double: bool) -> None:
    if double:
        page.add_init_script(RECOGNISER)
    page.goto(f"{base}/voorbeeld")
    assert page.evaluate(SHAPE) == {"statics": True, "methods": True}


def test_no_button_where_speech_would_leave_the_device(chat: Chat) -> None:
    """The real browser here: it has a recogniser, and none on the device."""
    chat.open()
    chat.page.wait_for_timeout(300)
    expect(chat.root.get_by_role("button", name=SPEAK)).to_have_count(0)


def test_only_the_device_recognises(speaking: Chat) -> None:
    speak(speaking)
    found = speaking.page.evaluate("() => window.heard")
    assert all(options == {"langs": ["nl-NL"], "processLocally": True} for options in found["options"])
    assert found["started"] == [["nl-NL", True]]


def test_what_was_heard_is_asked_back_and_not_sent(speaking: Chat) -> None:
    ask_aloud(speaking, "hoe lang duurt het")
    expect(speaking.field).to_have_value("hoe lang duurt het")
    expect(speaking.root.locator("form .heard p")).to_have_text("Ik hoorde: “hoe lang duurt het”. Klopt dat?")
    expect(speaking.root.get_by_role("button", name=SPEAK)).to_be_focused()
    expect(speaking.answers).to_have_count(0)


def test_agreed_with_the_button(speaking: Chat) -> None:
    ask_aloud(speaking, "hoe lang duurt het")
    speaking.root.get_by_role("button", name="Ja, versturen").press("Enter")
    expect(speaking.answers).to_have_count(1)
    expect(speaking.root.locator(".message__said")).to_have_text("hoe lang duurt het")
    expect(speaking.root.locator(".status").get_by_text("Klopt dat?")).to_have_count(0)
    expect(speaking.field).to_be_focused()


@pytest.mark.parametrize("yes", ["ja", "Dat klopt.", "Ja, dat klopt"])
def test_agreed_by_voice(speaking: Chat, yes: str) -> None:
    ask_aloud(speaking, "hoe lang duurt het")
    speak(speaking)
    hear(speaking, yes)
    expect(speaking.answers).to_have_count(1)
    expect(speaking.root.locator(".message__said")).to_have_text("hoe lang duurt het")


def test_denied_by_voice_it_listens_again(speaking: Chat) -> None:
    ask_aloud(speaking, "hoe lang duurt het")
    speak(speaking)
    hear(speaking, "Nee")
    speaking.page.wait_for_function("() => window.heard.started.length === 3")
    expect(speaking.field).to_have_value("")
    hear(speaking, "wie betaalt het")
    expect(speaking.field).to_have_value("wie betaalt het")
    expect(speaking.answers).to_have_count(0)


def test_corrected_by_voice_takes_its_place(speaking: Chat) -> None:
    speaking.field.fill("Ik ben blind.")
    ask_aloud(speaking, "hoe lang duur het")
    expect(speaking.field).to_have_value("Ik ben blind. hoe lang duur het")
    ask_aloud(speaking, "hoe lang duurt het")
    expect(speaking.field).to_have_value("Ik ben blind. hoe lang duurt het")


def test_corrected_by_keyboard(speaking: Chat) -> None:
    ask_aloud(speaking, "hoe lang duur het")
    speaking.root.get_by_role("button", name="Zelf verbeteren").press("Enter")
    expect(speaking.field).to_be_focused()
    speaking.field.press("End")
    speaking.field.press("?")
    expect(speaking.root.locator(".status").get_by_text("Klopt dat?")).to_have_count(0)
    speaking.field.press("Enter")
    expect(speaking.root.locator(".message__said")).to_have_text("hoe lang duur het?")


def test_spoken_again_with_the_button(speaking: Chat) -> None:
    ask_aloud(speaking, "hoe lang duurt het")
    speaking.root.get_by_role("button", name="Nee, opnieuw inspreken").press("Enter")
    expect(speaking.root.locator(".status").get_by_text("Ik luister. U kunt spreken.")).to_be_visible()
    expect(speaking.root.get_by_role("button", name="Stop met luisteren")).to_be_focused()


def test_stopped_with_the_button(speaking: Chat) -> None:
    speak(speaking)
    speaking.root.get_by_role("button", name="Stop met luisteren").press("Enter")
    expect(speaking.root.get_by_role("button", name=SPEAK)).to_be_focused()
    expect(speaking.root.locator(".status").get_by_text("Ik luister. U kunt spreken.")).to_have_count(0)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("not-allowed", "De microfoon mag niet worden gebruikt. Sta dat toe in uw browser, of typ uw vraag."),
        ("audio-capture", "Er is geen microfoon gevonden. Typ uw vraag."),
        ("no-speech", "Er is niets gehoord. Probeer het opnieuw, of typ uw vraag."),
        ("network", "Uw spraak kan nu niet worden herkend. Typ uw vraag."),
    ],
)
def test_failures_leave_the_typed_way(speaking: Chat, error: str, said: str) -> None:
    speaking.field.fill("Hoe lang")
    speak(speaking)
    speaking.page.evaluate("(error) => microphone.fail(error)", error)
    expect(speaking.problem).to_have_text(said)
    expect(speaking.field).to_have_value("Hoe lang")
    speaking.field.press("Enter")
    expect(speaking.answers).to_have_count(1)


def test_the_browser_may_have_to_fetch_its_recogniser(speaking: Chat) -> None:
    speaking.page.evaluate("() => { window.known = 'downloadable'; }")
    speak(speaking)
    assert speaking.page.evaluate("() => window.heard.installed") == 1


def test_speaking_silences_an_answer(speaking: Chat) -> None:
    speaking.ask("Hoe lang?").locator(".listen button").first.press("Enter")
    more = speaking.answers.last.get_by_role("button", name="Pauze of verder")
    expect(more).to_be_visible()
    speak(speaking)
    expect(more).to_be_hidden()


@pytest.mark.parametrize(("key", "sent"), [("1", 1), ("2", 0)])
def test_answered_by_key(speaking: Chat, key: str, sent: int) -> None:
    ask_aloud(speaking, "hoe lang duurt het")
    speaking.root.locator(".ask .row button.button--quiet").first.press(key)
    if sent:
        expect(speaking.answers).to_have_count(1)
    else:
        expect(speaking.field).to_have_value("")
        speaking.page.wait_for_function("() => window.heard.started.length === 2")
        expect(speaking.answers).to_have_count(0)


def test_not_asked_back_who_switched_that_off(speaking: Chat) -> None:
    ask_aloud(speaking, "hoe lang duurt het")
    speaking.root.get_by_text("Instellingen voor spreken").click()
    speaking.root.get_by_label("Terugvragen wat ik hoorde").uncheck()
    speak(speaking)
    hear(speaking, "wie betaalt het")
    expect(speaking.answers).to_have_count(1)
    expect(speaking.root.locator(".message__said")).to_have_text("wie betaalt het")


def test_a_command_is_done_and_not_asked(speaking: Chat) -> None:
    answer = speaking.ask("Hoe lang?")
    speak(speaking)
    hear(speaking, "Nog een keer.")
    expect(answer.get_by_role("button", name="Pauze of verder")).to_be_visible()
    speak(speaking)
    hear(speaking, "Langzamer")
    expect(answer.get_by_label("Snelheid")).to_have_value("0.75")
    speak(speaking)
    hear(speaking, "Stop!")
    expect(answer.get_by_role("button", name="Pauze of verder")).to_be_hidden()
    speak(speaking)
    hear(speaking, "wat kan ik zeggen")
    expect(speaking.root.locator(".status").get_by_text("U kunt zeggen: herhaal")).to_be_visible()
    expect(speaking.answers).to_have_count(1)
    expect(speaking.field).to_have_value("")


def test_a_command_within_a_question_is_part_of_it(speaking: Chat) -> None:
    ask_aloud(speaking, "wie kan mij help geven")
    expect(speaking.field).to_have_value("wie kan mij help geven")


@pytest.mark.parametrize("said", ["Medewerker", "0", "Een mens"])
def test_a_person_is_always_one_word_away(speaking: Chat, said: str) -> None:
    speak(speaking)
    with speaking.page.expect_request("**/messages?*") as asked:
        hear(speaking, said)
    assert asked.value.post_data_json["choice"] == "topic:gesprek/medewerker"
    expect(speaking.answers).to_have_count(1)


def test_hands_free_it_listens_again_after_the_answer(speaking: Chat) -> None:
    ask_aloud(speaking, "hoe lang duurt het")
    speaking.root.get_by_text("Instellingen voor spreken").click()
    speaking.root.get_by_label("Handsfree: het antwoord voorlezen en daarna weer luisteren").check()
    speaking.root.get_by_role("button", name="Ja, versturen").press("Enter")
    expect(speaking.answers).to_have_count(1)
    # The recording takes four seconds; then the microphone is open again by itself.
    speaking.page.wait_for_function("() => window.heard.started.length === 2", timeout=60_000)
    expect(speaking.root.locator(".status").get_by_text("Ik luister. U kunt spreken.")).to_be_visible()
