"""Asking aloud where the browser does not recognise speech: a real microphone interface, a real recording, our own recogniser.

Chromium plays a file as its microphone. The spoken question is a synthetic voice's (tests/adapters/hearing/sounds).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, Route, expect

from bot.settings import Settings
from tests.accessibility.conftest import FLAGS, ROOT, running
from tests.accessibility.places import SPEAK, Chat
from tests.accessibility.test_listening import WATCH

PYTHON = Settings().voice_environment / "bin" / "python"
QUESTION = ROOT / "tests" / "adapters" / "hearing" / "sounds" / "vraag.ogg"
pytestmark = [
    pytest.mark.skipif(not PYTHON.exists() and "CI" not in os.environ, reason="make voice has not been run"),
    pytest.mark.timeout(600),
]
UNPACK = """
import av, sys, wave
with av.open(sys.argv[1]) as sound, wave.open(sys.argv[2], "wb") as file:
    file.setnchannels(1); file.setsampwidth(2); file.setframerate(48000)
    resampler = av.AudioResampler(format="s16", layout="mono", rate=48000)
    file.writeframes(bytes(48000))
    for frame in sound.decode(audio=0):
        for part in resampler.resample(frame):
            file.writeframes(part.to_ndarray().tobytes())
    file.writeframes(bytes(2 * 48000 * 20))
"""


@pytest.fixture(scope="module")
def microphone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The question, and twenty seconds of silence."""
    file = tmp_path_factory.mktemp("microphone") / "vraag.wav"
    subprocess.run([PYTHON, "-c", UNPACK, QUESTION, file], check=True)
    return file


@pytest.fixture(scope="module")
def hearing_browser(browser: Browser, microphone: Path) -> Iterator[Browser]:
    flags = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={microphone}%noloop",
    ]
    playwright: Playwright = browser.browser_type
    started = playwright.launch(  # type: ignore[attr-defined]  # a browser type
        executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=[*FLAGS, *flags]
    )
    yield started
    started.close()


@pytest.fixture
def own_page(hearing_browser: Browser) -> Iterator[Page]:
    context = hearing_browser.new_context(locale="nl-NL")
    context.set_default_timeout(30_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


def listening(page: Page, base: str, answer: Callable[[Route], None]) -> Chat:
    """The widget before a server that hears what `answer` says."""

    def fulfil(route: Route) -> None:
        if route.request.method == "GET":
            route.fulfill(json={"languages": ["nl"], "mostSeconds": 60, "mostBytes": 500_000})
        else:
            answer(route)

    page.route("**/api/v1/hearing**", fulfil)
    return Chat(page, base).open("chat")


def says(text: str, *unsure: str, urgent: bool = False) -> Callable[[Route], None]:
    body = {"text": text, "unsure": list(unsure), "seconds": 2.0, "urgent": urgent}
    return lambda route: route.fulfill(json=body)


LOUDNESS = """async (url) => {
  const sound = await (await fetch(url)).arrayBuffer();
  const samples = (await new OfflineAudioContext(1, 1, 22050).decodeAudioData(sound)).getChannelData(0);
  return Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
}"""


def typed(page: Page, base: str, text: str) -> dict[str, Any]:
    """The reply to a typed question, in a conversation of its own."""
    begun = page.request.post(f"{base}/api/v1/conversations", data={"language": "nl"}).json()["id"]
    return dict(page.request.post(f"{base}/api/v1/conversations/{begun}/messages", data={"text": text}).json())


def test_a_spoken_question_is_heard_read_back_and_answered(own_page: Page) -> None:
    with running(KENNISPUNT_TEST_HEARS="really") as base:
        # Loaded, and quick from here on.
        sound = QUESTION.read_bytes()
        own_page.request.post(
            f"{base}/api/v1/hearing?language=nl", data=sound, headers={"Content-Type": "audio/ogg"}, timeout=240_000
        )
        own_page.add_init_script(WATCH)
        own_page.add_init_script("AbortSignal.timeout = () => new AbortController().signal")  # a busy machine
        chat = Chat(own_page, base).open("chat")
        chat.root.get_by_role("button", name=SPEAK).click()
        expect(chat.root.locator(".status").get_by_text("Ik luister. U kunt spreken.")).to_be_visible()
        expect(chat.root.locator("meter")).to_be_visible()
        # By itself: two seconds of silence end what was said.
        expect(chat.root.locator(".heard .status p").first).to_contain_text(
            "Mijn moeder is doof en blind", timeout=240_000
        )
        expect(chat.root.locator("meter")).to_be_hidden()
        expect(chat.answers).to_have_count(0)
        with own_page.expect_response("**/messages?*") as answered:
            chat.root.get_by_role("button", name=SPEAK).press("1")
        expect(chat.answers).to_have_count(1)
        reply = answered.value.json()
        # The right answer: the one that who types the question gets.
        assert reply["topic"] == typed(own_page, base, "Mijn moeder is doof en blind. Wie kan helpen?")["topic"]
        first = reply["speech"]["short"] or reply["speech"]
        with own_page.expect_response("**/sentences/0") as spoken:
            chat.answers.last.get_by_role("button", name="Luister naar dit antwoord").click()
        assert spoken.value.headers["content-type"].startswith("audio/")
        own_page.wait_for_function("() => window.sounds.some((one) => one.currentTime > 0.5)", timeout=60_000)
        expect(chat.answers.last.locator(".listen__text")).to_have_text(first["text"])
        assert own_page.evaluate(LOUDNESS, f"{first['url']}/sentences/0") > 0.01


def test_what_is_sent_is_sound_and_stops_with_the_button(own_page: Page, base: str) -> None:
    sent: list[tuple[str, int]] = []

    def take(route: Route) -> None:
        sent.append((route.request.headers["content-type"], len(route.request.post_data_buffer or b"")))
        says("hoe lang duurt het")(route)

    chat = listening(own_page, base, take)
    chat.root.get_by_role("button", name=SPEAK).press("Enter")
    expect(chat.root.locator("meter")).to_be_visible()
    chat.root.get_by_role("button", name="Stop met luisteren").press("Enter")
    expect(chat.root.locator(".heard .status p").first).to_have_text("Ik hoorde: “hoe lang duurt het”. Klopt dat?")
    ((kind, size),) = sent
    assert kind.startswith("audio/webm")
    assert 0 < size < 500_000


def test_held_the_button_listens_until_it_is_let_go(own_page: Page, base: str) -> None:
    chat = listening(own_page, base, says("hoe lang duurt het"))
    chat.root.get_by_role("button", name=SPEAK).hover()
    own_page.mouse.down()
    expect(chat.root.locator("meter")).to_be_visible()
    own_page.mouse.up()
    expect(chat.root.locator(".heard .status p").first).to_have_text("Ik hoorde: “hoe lang duurt het”. Klopt dat?")


def test_a_doubtful_word_is_spelled(own_page: Page, base: str) -> None:
    chat = listening(own_page, base, says("wat kost een talk", "talk"))
    chat.root.get_by_role("button", name=SPEAK).press("Enter")
    chat.root.get_by_role("button", name="Stop met luisteren").press("Enter")
    expect(chat.root.locator(".heard .status p").nth(1)).to_have_text("Ik ben niet zeker van: t-a-l-k.")


def test_what_is_urgent_is_asked_at_once_and_not_read_back(own_page: Page, base: str) -> None:
    chat = listening(own_page, base, says("hoe lang duurt het", urgent=True))
    chat.root.get_by_role("button", name=SPEAK).press("Enter")
    chat.root.get_by_role("button", name="Stop met luisteren").press("Enter")
    expect(chat.answers).to_have_count(1)
    expect(chat.root.get_by_text("Klopt dat?")).to_have_count(0)
    expect(chat.field).to_have_value("")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (says(""), "Er is niets gehoord. Probeer het opnieuw, of typ uw vraag."),
        (lambda route: route.fulfill(status=413, json={"detail": "U kunt 60 seconden spreken."}), "U kunt 60 seconden spreken."),
        (lambda route: route.fulfill(status=503, body=json.dumps({})), "Uw spraak kan nu niet worden herkend. Typ uw vraag."),
        (lambda route: route.abort(), "Uw spraak kan nu niet worden herkend. Typ uw vraag."),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_said_and_typing_works(
    own_page: Page, base: str, answer: Callable[[Route], None], said: str
) -> None:
    chat = listening(own_page, base, answer)
    chat.root.get_by_role("button", name=SPEAK).press("Enter")
    chat.root.get_by_role("button", name="Stop met luisteren").press("Enter")
    expect(chat.problem).to_have_text(said)
    expect(chat.root.get_by_role("button", name=SPEAK)).to_be_focused()
    chat.ask("Hoe lang?")


LATER = """
  window.streams = [];
  const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await real(wanted);
    window.streams.push(stream);
    return stream;
  };
"""


def test_the_microphone_taken_away_half_way_is_said_and_nothing_is_sent(own_page: Page, base: str) -> None:
    sent: list[Route] = []
    own_page.add_init_script(LATER)
    chat = listening(own_page, base, sent.append)
    chat.root.get_by_role("button", name=SPEAK).press("Enter")
    expect(chat.root.locator("meter")).to_be_visible()
    own_page.evaluate("() => window.streams[0].getTracks()[0].dispatchEvent(new Event('ended'))")
    expect(chat.problem).to_have_text("De microfoon viel weg. Probeer het opnieuw, of typ uw vraag.")
    assert own_page.evaluate("() => window.streams[0].getTracks().map((one) => one.readyState)") == ["ended"]
    assert sent == []
    chat.ask("Hoe lang?")
