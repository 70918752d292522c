"""What is new in the closed part for one person, and the letter that says so, in Dutch (B1)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.accounts.accounts import Account
from bot.core.agreements.counts import Quarter
from bot.core.closed.part import ClosedPart
from bot.core.closed.shelf import Development, Document
from bot.core.mail.told import Part
from bot.core.mail.told import Told as Letter
from bot.core.weekly.port import Told

MOST_NAMED = 10
"""So many of each are named; of more their number."""


@dataclass(frozen=True, slots=True)
class News:
    """What is new since somebody was told, and how far they are told with it."""

    developments: tuple[Development, ...]
    documents: tuple[Document, ...]
    figures: bool
    counts: bool
    told: Told

    @property
    def anything(self) -> bool:
        """Whether there is a letter to write."""
        return bool(self.developments or self.documents or self.figures or self.counts)


def standing(part: ClosedPart, quarters: Sequence[Quarter], account: Account) -> Told:
    """How it stands now, for what this person may see."""
    seen = (part.figures(account, year) for year in part.years())
    years = [(year.year, year.own, year.everybody) for year in seen if year.own or year.everybody]
    return Told(
        max((item.id for item in part.shelf.developments()), default=0),
        max((item.id for item in part.shelf.documents()), default=0),
        _mark(years),
        _mark(quarters),
    )


def news(part: ClosedPart, quarters: Sequence[Quarter], account: Account, told: Told) -> News:
    """What this person was not told yet. Figures and counts by what is shown of them: what is hidden changes nothing."""
    now = standing(part, quarters, account)
    return News(
        tuple(item for item in part.shelf.developments() if item.id > told.development),
        tuple(item for item in part.shelf.documents() if item.id > told.document),
        now.figures not in {told.figures, ""},
        now.counts not in {told.counts, ""},
        # What was the newest may have been taken away since, and then another one is not new again.
        Told(max(now.development, told.development), max(now.document, told.document), now.figures, now.counts),
    )


def letter(account: Account, found: News, base: str, stop: str, day: Callable[[date], str]) -> Letter:
    """The letter; `base` is the address of the service, `stop` the link that ends these letters."""
    parts = [
        Part(f"Beste {account.name if account.name != account.email else 'lezer'},"),
        Part("Dit is nieuw in het besloten deel van het Kennispunt ZG."),
    ]
    if found.developments:
        named = [f"{item.title} ({day(item.day)})" for item in found.developments]
        parts += [
            Part("Ontwikkelingen", heading=True),
            Part("Nieuwe stukken:", _first(named), link=f"{base}/beheer/besloten/ontwikkelingen"),
        ]
    if found.documents:
        parts += [
            Part("Documenten", heading=True),
            Part(
                "Nieuwe documenten:",
                _first([item.title for item in found.documents]),
                link=f"{base}/beheer/besloten/documenten",
            ),
        ]
    if found.figures:
        parts += [
            Part("Cijfers", heading=True),
            Part("De cijfers van gebruik zijn bijgewerkt.", link=f"{base}/beheer/besloten/gebruik"),
        ]
    if found.counts:
        parts += [
            Part("Afspraken", heading=True),
            Part("De aantallen meldingen over afspraken zijn bijgewerkt.", link=f"{base}/beheer/afspraken/aantallen"),
        ]
    parts += [
        Part("U leest alles nadat u bent aangemeld."),
        Part(
            "U krijgt deze mail omdat u daarom vroeg bij 'Uw account'. Hij komt hooguit één keer per week. "
            "Is er niets nieuws, dan krijgt u niets. Wilt u hem niet meer? Open deze link en kies 'Stop het weekbericht'.",
            link=stop,
        ),
        Part("Met vriendelijke groet,\nKennispunt ZG, van de VNG"),
    ]
    return Letter(f"Nieuw in het besloten deel van het Kennispunt ZG: {_what(found)}", parts)


def _what(found: News) -> str:
    said = [
        _counted(len(found.developments), "ontwikkeling", "ontwikkelingen"),
        _counted(len(found.documents), "document", "documenten"),
        "cijfers" if found.figures else "",
        "aantallen meldingen" if found.counts else "",
    ]
    *first, last = [text for text in said if text]
    return f"{', '.join(first)} en {last}" if first else last


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}" if count else ""


def _first(named: Sequence[str]) -> tuple[str, ...]:
    more = len(named) - MOST_NAMED
    return (*named[:MOST_NAMED], *([f"en nog {more}"] if more > 0 else []))


def _mark(shown: Sequence[object]) -> str:
    """What stands for something that is shown, so that the same is known again; empty where nothing is."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:32] if shown else ""
