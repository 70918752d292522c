"""What a real screen reader says: each answer once, as one utterance, in the order in which it is written; nothing again.

The short form of `make hear`, which writes all that is said to docs/gehoord.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.accessibility.conftest import free_port
from tests.accessibility.hearing import Heard, Listener, from_the_home_page, hear, in_a_dialog, in_arabic, in_the_page
from tests.accessibility.screen_reader import missing

type Journey = Callable[[Callable[[Listener], Iterator[Heard]]], list[Heard]]
pytestmark = [pytest.mark.timeout(900), pytest.mark.xdist_group("screen reader")]
CONTACT = (
    "Wachttijd. Zo bereikt u hen. Stichting Gehoor, Algemeen. Telefoon: 088 555 0101 (niet bevestigd). "
    "E-mail: info@gehoor.example.nl (niet bevestigd). Stichting Zicht, Algemeen. "
    "Website: https://zicht.example.nl (niet bevestigd). De bronnen staan onder het antwoord."
)
CHOICES = "Om welke beperking gaat het? drie keuzes: één: Slecht zien; twee: Slecht horen; drie: Doofblind."
ANSWERS = {
    "Vraag: Hoeveel weken?": "Antwoord 1: Wachttijd. Zes weken. Vraag het de gemeente. De bronnen staan onder het antwoord.",
    "Vraag: keuze": f"Antwoord 2. {CHOICES}",
    "Vraag: contact": f"Antwoord 3: {CONTACT}",
    "Vraag: stappen": (
        "Antwoord 4: Wachttijd. U doet drie dingen. één: Bel of mail de gemeente. twee: Vraag een gesprek aan. "
        "drie: Wacht op het besluit. De bronnen staan onder het antwoord."
    ),
    "Vraag: uitgebreid": (
        "Antwoord 5: Wachttijd. Kort gezegd: zes weken. Het hele antwoord staat in het gesprek. "
        "Ga erheen met Alt + Page Down. De bronnen staan onder het antwoord."
    ),
}
"""A long answer is said in its short form, with the way to the rest."""


@pytest.fixture
def heard_on(browser: Browser, base: str, tmp_path: Path) -> Journey:
    """Walks a journey and gives what was said."""
    if lacking := missing():
        pytest.skip(f"niet beluisterd: op deze machine ontbreekt {lacking}")
    return lambda journey: hear(journey, browser, base, free_port, tmp_path)


def by_step(heard: list[Heard]) -> dict[str, list[str]]:
    return {one.step: one.said for one in heard}


def told_again(said: list[str]) -> list[str]:
    """Utterances that tell an answer or a mistake, rather than where one is."""
    news = (
        "Zes weken",
        "Om welke beperking",
        "Zo bereikt u hen",
        "Er ging bij ons iets mis",
        "U doet drie dingen",
        "bronnen",
    )
    return [one for one in said if any(words in one for words in news)]


def test_in_the_page(heard_on: Journey) -> None:
    heard = by_step(heard_on(in_the_page))
    for step, answer in ANSWERS.items():
        assert heard[step] == [answer]
    assert heard["Naar het nieuwste antwoord (Alt + Page Down)"][-1] == "Antwoord 5: Wachttijd article."
    assert heard["Pijl omhoog: de vraag"] == ["U vroeg: uitgebreid panel."]
    assert heard["Pijl omhoog: het antwoord daarvoor"] == ["Antwoord 4: Wachttijd article."]
    assert heard["Hulp openen"][-1].startswith("Hulp Typ uw vraag in uw eigen woorden")
    assert heard["Instellingen openen"][-1].startswith("Instellingen Taal")
    assert heard["Pauze (F8)"] == []
    assert not [one for one in heard["Luisteren"] if "Pauze" in one or "Stoppen" in one or "Volume" in one]
    mistakes = told_again(heard["Een fout"])
    assert len(mistakes) == 1
    assert mistakes[0].startswith("Er ging bij ons iets mis. Uw vraag is bewaard. Opnieuw proberen.")
    quiet = (
        "Hulp sluiten",
        "Instellingen sluiten",
        "Luisteren",
        "Hulp openen terwijl de fout er staat",
        "Pagina herladen",
    )
    for step in quiet:
        assert told_again(heard[step]) == [], step


def test_in_a_dialog(heard_on: Journey) -> None:
    heard = by_step(heard_on(in_a_dialog))
    assert heard["Vraag: keuze"] == [f"Antwoord 1. {CHOICES}"]
    assert heard["Vraag: contact"] == [f"Antwoord 2: {CONTACT}"]
    assert told_again(heard["Venster sluiten"]) == []
    assert told_again(heard["Venster weer openen"]) == []


def test_from_the_home_page_to_the_answer(heard_on: Journey) -> None:
    landed, below, again = heard_on(from_the_home_page)
    assert landed.said[-1] == "Antwoord 1: Wachttijd article.", landed
    assert [one for one in landed.said if "article" in one] == ["Antwoord 1: Wachttijd article."]
    assert told_again(again.said) == []
    assert below.said[-1] == "Luister naar dit antwoord push button."


def test_in_arabic(heard_on: Journey) -> None:
    heard = by_step(heard_on(in_arabic))
    answer, choices = heard["Vraag: arabisch"], heard["Vraag: keuze"]
    assert len(answer) == 1
    assert answer[0].startswith("الجواب 1: ")
    assert answer[0].index("اتصل بالبلدية") < answer[0].index("088 555 0101") < answer[0].index("Dit deel staat")
    assert len(choices) == 1
    assert choices[0].index("ثلاثة") < choices[0].index("Slecht zien") < choices[0].index("Doofblind")
    assert not [one for one in heard["Hulp sluiten"] if "088 555 0101" in one or "Doofblind" in one]
