"""The conversation in its three places, and the states that it can be in; for the tests and for the screenshots."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, Route, expect

SEND = "Vraag versturen"
FIELD = "Uw vraag"
LAUNCHER = "Stel uw vraag aan het Kennispunt ZG"
SPEAK = "Spreek uw vraag in"
RECOGNISER = """
  window.heard = { options: [], installed: 0, started: [], sent: 0 };
  class Recogniser {
    static available(options) { window.heard.options.push(options); return Promise.resolve(window.known ?? "available"); }
    static install() { window.heard.installed += 1; window.known = "available"; return Promise.resolve(true); }
    get processLocally() { return this.local; }
    set processLocally(value) { this.local = value; }
    start() { window.microphone = this; window.heard.started.push([this.lang, this.local]); queueMicrotask(() => this.onstart()); }
    stop() { this.end(); }
    abort() { this.onerror({ error: "aborted" }); this.end(); }
    end() { if (!this.over) { this.over = true; this.onend(); } }
    hear(text) { this.onresult({ results: [[{ transcript: text }]] }); this.end(); }
    fail(error) { this.onerror({ error }); this.end(); }
  }
  window.SpeechRecognition = Recogniser;
"""
"""A double for the browser's recogniser of speech: there is none in a headless browser."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation on a page."""

    page: Page
    base: str
    number: int = 0
    """Which of the elements on the page, from 0."""

    @property
    def root(self) -> Locator:
        return self.page.locator("kennispunt-chat").nth(self.number)

    @property
    def field(self) -> Locator:
        return self.root.locator("textarea#question")

    @property
    def answers(self) -> Locator:
        return self.root.locator(".root article.message--answer")

    @property
    def problem(self) -> Locator:
        return self.root.locator(".problem")

    def open(self, place: str = "inline", query: str = "") -> Chat:
        """Go to the page with the conversation `inline`, in a `dialog`, or on our own page (`chat`)."""
        paths = {"inline": "/voorbeeld?", "dialog": "/voorbeeld?vorm=dialoog&", "chat": "/chat?"}
        self.page.goto(self.base + paths[place] + query)
        if place == "dialog":
            self.page.locator("button.launcher").click()
        expect(self.field).to_be_visible()
        return self

    def say(self, text: str) -> None:
        """Type and send."""
        self.field.fill(text)
        self.field.press("Enter")

    def ask(self, text: str) -> Locator:
        """Type, send and wait for the answer."""
        before = self.answers.count()
        self.say(text)
        try:
            expect(self.answers).to_have_count(before + 1)
        except AssertionError as error:
            shown = f"problem {self.problem.all_inner_texts()}, status {self.root.locator('.status').all_inner_texts()}"
            raise AssertionError(f"{shown}, field {self.field.input_value()!r}: {error}") from error
        return self.answers.last


def _offline(chat: Chat) -> None:
    chat.page.route("**/messages?*", lambda route: route.abort())
    chat.say("Hoe lang duurt het?")
    expect(chat.problem).not_to_be_empty()


def busy(route: Route) -> None:
    """Answer as the server does to who asks too much."""
    headers = {"Retry-After": "30", "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After"}
    route.fulfill(status=429, headers=headers, content_type="application/problem+json", body='{"status": 429}')


def _searching(chat: Chat) -> None:
    chat.say("traag")
    expect(chat.root.locator(".status").first).not_to_be_empty()


def _error(chat: Chat) -> None:
    chat.say("kapot")
    expect(chat.problem).not_to_be_empty()


def _refused(chat: Chat) -> None:
    chat.field.press("Enter")
    expect(chat.problem).not_to_be_empty()


def _settings(chat: Chat) -> None:
    chat.root.locator(".top button").first.click()


def _help(chat: Chat) -> None:
    chat.root.locator(".top button").nth(1).click()


def _listening(chat: Chat) -> None:
    chat.ask("Hoe lang?").locator(".listen button").first.click()
    expect(chat.answers.last.locator("input[type=range]")).to_be_visible()


def _sources(chat: Chat) -> None:
    chat.ask("Hoe lang?").locator(".sources summary").click()


def speak(chat: Chat) -> None:
    """Open the microphone."""
    chat.root.get_by_role("button", name=SPEAK).press("Enter")
    expect(chat.root.locator(".status").get_by_text("Ik luister. U kunt spreken.")).to_be_visible()


def hear(chat: Chat, text: str) -> None:
    """Let the recogniser hear this."""
    chat.page.evaluate("(text) => window.microphone.hear(text)", text)


def ask_aloud(chat: Chat, text: str) -> None:
    """Speak, and wait until it is read back."""
    speak(chat)
    hear(chat, text)
    expect(chat.root.locator(".status").get_by_text("Klopt dat?")).to_be_visible()


def _spoken(chat: Chat) -> None:
    chat.page.add_init_script(RECOGNISER)
    chat.page.reload()
    chat.page.wait_for_function("() => document.querySelector('kennispunt-chat').shadowRoot")
    if not chat.field.is_visible():
        chat.page.locator("button.launcher").click()
    ask_aloud(chat, "hoe lang duurt het")


STATES: dict[str, Callable[[Chat], object]] = {
    "leeg": lambda _: None,
    "zoekt": _searching,
    "antwoord": lambda chat: chat.ask("Hoe lang duurt het?"),
    "bronnen": _sources,
    "keuzes": lambda chat: chat.ask("keuze"),
    "contacten": lambda chat: chat.ask("contact"),
    "let-op": lambda chat: chat.ask("notitie"),
    "lang": lambda chat: chat.ask("uitgebreid"),
    "arabisch": lambda chat: chat.ask("arabisch"),
    "voorlezen": _listening,
    "ingesproken": _spoken,
    "fout": _error,
    "geweigerd": _refused,
    "niet-bereikbaar": _offline,
    "hulp": _help,
    "instellingen": _settings,
}
"""How to get to each state from an open, empty conversation."""
PLACES = ("inline", "dialog", "chat")
STATES_IN_PLACES = [(place, state) for place in PLACES for state in STATES]
LANGUAGES = ("nl", "en", "ar", "tr", "uk", "fa", "pl", "ti")
PAGES = (
    "/", "/onderwerpen", "/zoeken?q=tolk", "/gids/vergelijken?met=gehoor&met=zicht", "/onderwerpen/wmo-zg/wachttijd", "/onderwerpen/gids/wijziging-doorgeven",
    "/gids", "/gids/aanbieders/gehoor", "/gids/gemeenten/9003", "/gids/keuzes", "/help", "/bronnen", "/keuzehulp",
    "/keuzehulp/past-dit?pad=ja", "/keuzehulp/past-dit?pad=ja.ja", "/checklist/verwijzen", "/bestaat-niet",
)  # fmt: skip
"""Pages without a conversation on them, all on the fictional world."""
