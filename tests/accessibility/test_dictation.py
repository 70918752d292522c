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
    speaking.root.get_by_label(
        "Handsfree: het antwoord voorlezen en daarna weer luisteren, ook met het scherm uit"
    ).check()
    speaking.root.get_by_role("button", name="Ja, versturen").press("Enter")
    expect(speaking.answers).to_have_count(1)
    # The recording takes four seconds; then the microphone is open again by itself.
    speaking.page.wait_for_function("() => window.heard.started.length === 2", timeout=60_000)
    expect(speaking.root.locator(".status").get_by_text("Ik luister. U kunt spreken.")).to_be_visible()


def hands_free(chat: Chat, **more: bool) -> None:
    """Switched on before the page came."""
    settings = {"handsfree": True, **more}
    chat.page.evaluate("(s) => localStorage.setItem('kennispunt-settings', JSON.stringify(s))", settings)
    chat.page.reload()
    expect(chat.field).to_be_visible()


def listens(chat: Chat, times: int) -> None:
    """Wait until the microphone was opened so often; a recording may have to end first."""
    chat.page.wait_for_function("(times) => window.heard.started.length === times", arg=times, timeout=120_000)


def test_the_whole_conversation_by_ear_and_mouth(speaking: Chat) -> None:
    """Asked, confirmed, heard in short, more asked, and more heard: after the first press nothing is pressed."""
    hands_free(speaking)
    speak(speaking)
    hear(speaking, "uitgebreid graag")
    listens(speaking, 2)  # the service has read it back
    hear(speaking, "Ja, dat klopt.")
    expect(speaking.answers).to_have_count(1)
    answer = speaking.answers.last
    short = answer.locator(".listen__text > *")
    expect(short.last).to_have_text("Wilt u meer horen?")
    before = short.count()
    # A long answer: its last sentence is gone to, so that the test need not hear all.
    while answer.locator(".listen__text > [aria-current=true]").inner_text().strip() != "Wilt u meer horen?":
        answer.get_by_role("button", name="Eén zin verder").press("Enter")
        speaking.page.wait_for_timeout(50)
    listens(speaking, 3)
    with speaking.page.expect_response("**/sentences") as whole:
        hear(speaking, "Ja.")
    assert len(whole.value.json()["sentences"]) > before
    expect(speaking.answers).to_have_count(1)


OURS = """
  window.contexts = [];
  const Context = window.AudioContext;
  window.AudioContext = class extends Context { constructor() { super(); window.contexts.push(this); } };
  window.begun = 0;
  const { start } = AudioBufferSourceNode.prototype;
  AudioBufferSourceNode.prototype.start = function () { window.begun += 1; start.call(this); };
"""
"""Watches what sounds by our own voice."""
ANNOUNCED = """() => {
  window.announced = [];
  const polite = document.querySelector("kennispunt-chat").shadowRoot.querySelector("[role=status].hidden");
  new MutationObserver(() => window.announced.push(polite.textContent)).observe(polite, { childList: true });
}"""
READ_BACK = "Ik hoorde: “hoe lang duurt het”. Klopt dat?"


def read_aloud(chat: Chat) -> None:
    """The widget of somebody who has answers read aloud, without tones."""
    chat.page.evaluate(
        "() => localStorage.setItem('kennispunt-settings', JSON.stringify({ aloud: true, earcons: false }))"
    )
    chat.page.add_init_script(OURS)
    chat.page.reload()
    expect(chat.field).to_be_visible()
    chat.page.evaluate(ANNOUNCED)


def test_without_a_voice_on_the_device_ours_reads_back_what_was_heard(speaking: Chat) -> None:
    read_aloud(speaking)
    page = speaking.page
    with page.expect_response("**/api/v1/speech") as answered:
        ask_aloud(speaking, "hoe lang duurt het")
    assert answered.value.request.post_data_json == {"text": READ_BACK, "language": "nl"}
    assert answered.value.headers["cache-control"] == "no-store"
    page.wait_for_function("() => window.begun === 1")
    assert page.evaluate("() => window.contexts.map((one) => one.state)") != ["closed"]
    assert READ_BACK not in page.evaluate("() => window.announced"), "never two voices"
    speak(speaking)  # who speaks is not spoken through
    page.wait_for_function("() => window.contexts[0].state === 'closed'")


def test_where_ours_cannot_the_screen_reader_reads_back(speaking: Chat) -> None:
    read_aloud(speaking)
    speaking.page.route("**/api/v1/speech", lambda route: route.fulfill(status=503, json={}))
    ask_aloud(speaking, "hoe lang duurt het")
    speaking.page.wait_for_function("(said) => window.announced.includes(said)", arg=READ_BACK)
    assert speaking.page.evaluate("() => window.begun") == 0


def test_who_has_nothing_read_aloud_sends_nothing_to_be_read_back(speaking: Chat) -> None:
    asked: list[str] = []
    speaking.page.on("request", lambda request: asked.append(request.url) if "/speech" in request.url else None)
    speaking.page.evaluate(ANNOUNCED)
    ask_aloud(speaking, "hoe lang duurt het")
    speaking.page.wait_for_function("(said) => window.announced.includes(said)", arg=READ_BACK)
    assert asked == []


def test_no_more_is_no_question(speaking: Chat) -> None:
    speaking.ask("uitgebreid").locator(".listen button").first.press("Enter")
    answer = speaking.answers.last
    expect(answer.locator(".listen__text > *").last).to_have_text("Wilt u meer horen?")
    on = answer.get_by_role("button", name="Eén zin verder")
    for _ in range(answer.locator(".listen__text > *").count()):
        on.press("Enter")
    speak(speaking)
    hear(speaking, "Nee")
    expect(speaking.field).to_have_value("")
    expect(speaking.root.locator(".heard .status p")).to_have_count(0)


@pytest.mark.parametrize("said", ["Twee.", "2", "slecht horen"])
def test_a_choice_is_taken_by_its_number_or_name(speaking: Chat, said: str) -> None:
    speaking.ask("keuze")
    speak(speaking)
    with speaking.page.expect_request("**/messages?*") as asked:
        hear(speaking, said)
    assert asked.value.post_data_json["choice"] == "need:auditief"
    expect(speaking.answers).to_have_count(2)


def test_a_number_that_is_no_choice_is_a_question(speaking: Chat) -> None:
    speaking.ask("keuze")
    ask_aloud(speaking, "zeven")
    expect(speaking.field).to_have_value("zeven")


def test_the_key_to_speak_breaks_in_on_an_answer(speaking: Chat) -> None:
    hands_free(speaking)
    answer = speaking.ask("Hoe lang?")
    answer.locator(".listen button").first.press("Enter")
    pause = answer.get_by_role("button", name="Pauze of verder")
    expect(pause).to_be_visible()
    pause.press("F9")
    expect(pause).to_be_hidden()
    expect(speaking.root.locator(".status").get_by_text("Ik luister. U kunt spreken.")).to_be_visible()
    speaking.field.press("F9")
    expect(speaking.root.locator(".status").get_by_text("Ik luister. U kunt spreken.")).to_have_count(0)


TONES = """
  window.tones = 0;
  const Real = window.OscillatorNode;
  window.OscillatorNode = function (...given) { window.tones += 1; return new Real(...given); };
"""


def test_tones_tell_when_it_listens_and_can_be_switched_off(speaking: Chat) -> None:
    speaking.page.add_init_script(TONES)
    speaking.page.reload()
    speak(speaking)
    assert speaking.page.evaluate("() => window.tones") == 1
    hear(speaking, "stop")
    speaking.root.get_by_text("Instellingen voor spreken").click()
    speaking.root.get_by_label("Tonen als het luisteren begint en eindigt").uncheck()
    speak(speaking)
    assert speaking.page.evaluate("() => window.tones") == 1


def test_two_tabs_never_listen_at_once(speaking: Chat) -> None:
    speak(speaking)
    other = Chat(speaking.page.context.new_page(), speaking.base)
    other.page.add_init_script(RECOGNISER)
    other.open()
    speak(other)
    speaking.page.wait_for_function("() => window.microphone.over")
    expect(speaking.root.get_by_role("button", name=SPEAK)).to_be_visible()
    expect(speaking.problem).to_be_empty()
    hear(other, "hoe lang duurt het")
    expect(other.field).to_have_value("hoe lang duurt het")


def test_where_nobody_recognises_the_help_says_so(chat: Chat) -> None:
    chat.open()
    chat.root.get_by_role("button", name="Hulp", exact=True).click()
    expect(
        chat.root.get_by_text("In deze taal kunt u uw vraag hier niet inspreken. U kunt de vraag typen.")
    ).to_be_visible()


def test_where_somebody_recognises_it_does_not(speaking: Chat) -> None:
    expect(speaking.root.get_by_role("button", name=SPEAK)).to_be_visible()
    speaking.root.get_by_role("button", name="Hulp", exact=True).click()
    expect(speaking.root.get_by_text("In deze taal kunt u uw vraag hier niet inspreken.")).to_be_hidden()
