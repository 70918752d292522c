"""What a person with a screen reader does, step by step, and what is said at each; for the test and for `make hear`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.accessibility.places import Chat
from tests.accessibility.screen_reader import ScreenReader, SilentDesktopError, reading

OF_THE_BROWSER = (
    "Loading.",
    "Finished loading",
    "Page has",
    "Screen reader on",
    "Browse mode",
    "Focus mode",
    "alert Translate",
    "This dialog is not",
)
"""How an utterance begins that Orca or Chromium says by itself on every page."""
LOADED = "Page has"
"""The last that Orca says of a page by itself, when it has read it."""

DESKTOPS = 3
"""So many desktops are tried for one journey."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said at one step; `said` is without what the reader says of itself."""

    step: str
    said: list[str]


class Listener:
    """Does the steps and hears them."""

    def __init__(self, reader: ScreenReader, base: str) -> None:
        self.reader = reader
        self.chat = Chat(reader.page, base)

    def step(self, name: str, act: Callable[[], object], until: str = "") -> Heard:
        """Do this, and hear what is said until these words and until it is quiet."""
        act()
        said = self.reader.said(until)
        return Heard(name, [one for one in said if not one.startswith(OF_THE_BROWSER)])

    def button(self, place: str) -> Callable[[], object]:
        """Press a button by keyboard."""
        return lambda: self.chat.root.locator(place).press("Enter")

    def key(self, key: str) -> Callable[[], object]:
        return lambda: self.reader.page.keyboard.press(key)

    def ask(self, text: str, until: str, name: str = "") -> Heard:
        return self.step(name or f"Vraag: {text}", lambda: self.chat.ask(text), until)

    def open(self, place: str, query: str = "") -> Heard:
        self.reader.page.evaluate("() => { sessionStorage.clear(); localStorage.clear(); }")
        name = "Openen, focus in het vraagveld"
        opened = self.step(name, lambda: self.chat.open(place, query), LOADED)
        # A dialog has taken the focus to the field, which was told with the rest of the page.
        return opened if place == "dialog" else self.step(name, self.chat.field.focus, "entry")


def hear(
    journey: Callable[[Listener], Iterator[Heard]], browser: Browser, base: str, ports: Callable[[], int], folder: Path
) -> list[Heard]:
    """All that is said on this journey, on a desktop of its own.

    A desktop on which nothing arrives any more is ended, and the whole journey begins again on a new one: three at most.
    """
    silent = SilentDesktopError()
    for number in range(DESKTOPS):
        own = folder / str(number)
        own.mkdir()
        try:
            with reading(browser, f"{base}/voorbeeld", ports(), own) as reader:
                return list(journey(Listener(reader, base)))
        except SilentDesktopError as error:
            silent = error
    raise silent


def in_the_page(listener: Listener, *, place: str = "inline") -> Iterator[Heard]:
    """A conversation in Dutch with every kind of answer, Help, Settings, listening, an error and a reload."""
    chat, key, button = listener.chat, listener.key, listener.button
    yield listener.open(place, "taal=nl")
    yield listener.ask("Hoeveel weken?", "onder het antwoord")
    yield listener.ask("keuze", "Doofblind")
    yield listener.ask("contact", "onder het antwoord")
    yield listener.ask("stappen", "onder het antwoord")
    yield listener.ask("uitgebreid", "onder het antwoord")
    yield listener.step("Naar het nieuwste antwoord (Alt + Page Down)", key("Alt+PageDown"), "article")
    yield listener.step("Pijl omhoog: de vraag", key("ArrowUp"), "U vroeg")
    yield listener.step("Pijl omhoog: het antwoord daarvoor", key("ArrowUp"), "article")
    yield listener.step("Terug naar het vraagveld (Alt + Page Up)", key("Alt+PageUp"), "entry")
    yield listener.step("Hulp openen", button(".top button:nth-of-type(2)"), "Toetsen")
    yield listener.step("Hulp sluiten", key("Escape"), "Hulp")
    yield listener.step("Instellingen openen", button(".top button:nth-of-type(1)"), "Tekstgrootte")
    yield listener.step("Instellingen sluiten", key("Escape"), "Instellingen")
    yield listener.step(
        "Luisteren", lambda: chat.answers.last.locator(".listen button").first.press("Enter"), "Luister"
    )
    yield listener.step("Pauze (F8)", key("F8"))

    def fail() -> None:
        chat.say("kapot")
        expect(chat.problem).not_to_be_empty()

    yield listener.step("Een fout", fail, "Opnieuw proberen")
    yield listener.step("Hulp openen terwijl de fout er staat", button(".top button:nth-of-type(2)"), "Toetsen")
    yield listener.step("Hulp sluiten", key("Escape"), "Hulp")
    yield listener.step("Pagina herladen", lambda: (chat.page.reload(), chat.page.wait_for_load_state()), LOADED)


def in_a_dialog(listener: Listener) -> Iterator[Heard]:
    """The conversation in a dialog: opened, asked, closed, opened again."""
    chat = listener.chat
    yield listener.open("dialog")
    yield listener.ask("keuze", "Doofblind")
    yield listener.ask("contact", "onder het antwoord")
    yield listener.step("Venster sluiten", listener.key("Escape"), "push button")
    yield listener.step("Venster weer openen", lambda: chat.page.locator("button.launcher").press("Enter"), "entry")


def from_the_home_page(listener: Listener) -> Iterator[Heard]:
    """A question on the first page lands at its answer."""
    page = listener.reader.page
    page.evaluate("() => sessionStorage.clear()")
    page.goto(f"{listener.chat.base}/?taal=nl")
    listener.reader.said(LOADED)
    page.locator("#vraag-tekst").fill("Hoe lang duurt het?")
    listener.reader.said("entry")
    yield listener.step(
        "Vraag op de voorpagina, knop Vraag versturen",
        lambda: page.locator("form.question button").press("Enter"),
        "article",
    )
    yield listener.step("Tab: verder in het antwoord", listener.key("Tab"), "button")
    yield listener.step("Herladen", lambda: (page.reload(), page.wait_for_load_state()), LOADED)


def in_arabic(listener: Listener) -> Iterator[Heard]:
    """Our own page in Arabic."""
    yield listener.open("chat", "taal=ar")
    yield listener.ask("arabisch", "088 555 0101")
    yield listener.ask("keuze", "Doofblind")
    yield listener.step("Hulp openen", listener.button(".top button:nth-of-type(2)"), "Alt + Page")
    yield listener.step("Hulp sluiten", listener.key("Escape"), "push button")


JOURNEYS: dict[str, Callable[[Listener], Iterator[Heard]]] = {
    "In de pagina van een gemeente, Nederlands": in_the_page,
    "In een venster, Nederlands": in_a_dialog,
    "Vanaf de voorpagina": from_the_home_page,
    "Op onze eigen pagina, Arabisch": in_arabic,
    "Op onze eigen pagina, Nederlands": lambda listener: in_the_page(listener, place="chat"),
}
