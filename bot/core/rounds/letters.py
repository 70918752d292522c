"""The letters of the round, in Dutch (B1): text first, and the same as simple HTML. Nothing in them is fetched or attached."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.core.changes import words
from bot.core.changes.changes import Action, Change, RecordKind
from bot.core.changes.records import FIELDS, Record
from bot.core.directory.choices import CHOICES, NOT_STATED
from bot.core.directory.port import Directory
from bot.core.mail.told import Part, Told
from bot.core.rounds.asks import DAYS_TO_OBJECT, Ask, Handover, MailKind, Via

_KINDS = {
    RecordKind.ORGANISATION: "organisatie",
    RecordKind.MUNICIPALITY: "gemeente",
    RecordKind.SERVICE: "dienst",
    RecordKind.AREA: "werkgebied",
    RecordKind.CHANNEL: "contact",
    RecordKind.CHOICE: "keuze",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """Who writes, as the settings say: how to see that a letter is real, and how days are written."""

    day: Callable[[date], str] = field(repr=False)
    phone: str = ""
    privacy: str = ""
    """Address of a page about privacy; empty where there is none."""
    days_asked: int = 365
    """How long it is kept who was asked."""


class Letters:
    """Writes them, with the facts as they stand."""

    def __init__(self, directory: Directory, desk: Desk) -> None:
        self._directory = directory
        self._desk = desk

    def question(
        self, ask: Ask, facts: Sequence[Sequence[Record]], link: str, today: date, *, kind: MailKind, first: bool
    ) -> Told:
        """The question or a reminder; `facts` has of each owner everything, itself first. `first`: with the notice about privacy."""
        names = [words.owner_title(records[0]) for records in facts]
        subject = f"Kloppen deze gegevens van {about(names)} nog? (2 minuten)"
        parts = [Part(_greeting(ask)), Part(self._why(ask, names))]
        if kind is not MailKind.QUESTION:
            subject = f"Herinnering: {subject[:1].lower()}{subject[1:]}"
            parts.insert(1, Part("Wij vroegen u dit al eerder, en hebben nog geen antwoord."))
        parts.append(Part("Dit staat er nu:"))
        for records in facts:
            parts += [Part(words.owner_title(records[0]), heading=True), Part(*self._lines(records, today))]
        parts += [
            Part("Klopt het, of moet er iets anders? Open deze link. Met één knop zegt u dat alles klopt.", link=link),
            Part(self._about_link(ask)),
            Part("Antwoordt u niet? Dan blijven de gegevens staan. Na een tijd staat erbij: niet bevestigd."),
            Part(self._real()),
            Part("Met vriendelijke groet,\nKennispunt ZG, van de VNG"),
        ]
        if first:
            parts += self._privacy(ask)
        return Told(subject, parts)

    def receipt(
        self, ask: Ask, names: Sequence[str], changes: Sequence[Change], handed: Sequence[Handover], link: str
    ) -> Told:
        """What was said with the link of this question, for who was asked and for the organisation itself."""
        said = tuple(dict.fromkeys([*map(_sentence, changes), *map(_handed, handed)]))
        return Told(
            f"Dit is bevestigd of gewijzigd voor {about(list(names))}",
            [
                Part("Beste collega,"),
                Part(
                    f"Met de link die wij naar {ask.address} mailden, is dit gezegd over {about(list(names))} "
                    "in de gids van het Kennispunt ZG:",
                    said,
                ),
                Part("Hebt u dit niet gezegd, of klopt het niet? Zeg het hier, dan kijkt de VNG ernaar.", link=link),
                Part(f"Die link werkt {DAYS_TO_OBJECT} dagen. Klopt het wel? Dan hoeft u niets te doen."),
                Part(self._real()),
                Part("Met vriendelijke groet,\nKennispunt ZG, van de VNG"),
            ],
        )

    def _why(self, ask: Ask, names: Sequence[str]) -> str:
        who = f"U bent bij ons bekend als contact van {about(list(names))}."
        if ask.via is Via.GENERAL:
            who = "Wilt u deze mail geven aan wie bij u over Wmo-zg gaat (hulp bij een zintuiglijke beperking)?"
        return (
            f"{who} In de gids van het Kennispunt ZG zoeken mensen die slecht zien of horen, en wie hen helpt, "
            "bij wie zij terechtkunnen. De VNG houdt die gids bij. Daarom vragen wij u een paar keer per jaar: klopt dit nog?"
        )

    def _lines(self, records: Sequence[Record], today: date) -> tuple[str, tuple[str, ...]]:
        """The owner's facts, each on a line, with how it stands; and the choices of which nobody said anything."""
        held = [item for item in records[1:] if item.withdrawn_on is None]
        lines = [
            ": ".join(filter(None, (words.title(item, self._directory), words.value(item))))
            + f" ({words.state_words(item, today, self._desk.day)})"
            for item in held
        ]
        if records[0].ref.kind is RecordKind.MUNICIPALITY:
            stated = {item.values["subject"] for item in held if item.ref.kind is RecordKind.CHOICE}
            lines += [f"{subject}: {NOT_STATED}" for subject in CHOICES if subject not in stated]
        if not lines:
            return "Er is nog geen contact bekend.", ()
        return "Gegevens:", tuple(line[:1].upper() + line[1:] for line in lines)

    def _about_link(self, ask: Ask) -> str:
        until = f" tot en met {self._desk.day(ask.closes_on)}" if ask.closes_on else ""
        warned = "Stuur deze mail niet door: wie de link heeft, kan voor u antwoorden."
        if ask.via is Via.GENERAL:
            warned = "Geef hem alleen aan die collega: wie de link heeft, kan voor uw organisatie antwoorden."
        return (
            f"De link werkt{until}. {warned} "
            "Gaat u hier niet meer over? Kies op de pagina 'Ik ben dit niet meer' en geef het door aan uw opvolger."
        )

    def _real(self) -> str:
        call = f" Bel {self._desk.phone}, of" if self._desk.phone else ""
        answer = "beantwoord deze mail" if call else " Beantwoord deze mail"
        return f"Twijfelt u of deze mail echt is?{call} {answer.strip()}. Een medewerker van de VNG leest het."

    def _privacy(self, ask: Ask) -> list[Part]:
        source = {
            Via.GENERAL: "Uw e-mailadres staat in de gids als algemeen adres van de organisatie.",
            Via.DEPUTY: "De VNG of uw organisatie gaf uw naam en e-mailadres aan ons door.",
        }.get(ask.via, "De VNG, uw organisatie of uw voorganger gaf uw naam en e-mailadres aan ons door.")
        kept = "een jaar" if self._desk.days_asked == 365 else f"{self._desk.days_asked} dagen"  # noqa: PLR2004  # a year
        more = Part("Meer over privacy leest u hier.", link=self._desk.privacy)
        return [
            Part("Wat wij van u bewaren", heading=True),
            Part(
                "De VNG bewaart dit om de gids bij te houden:",
                (
                    "uw naam als wij die hebben, uw e-mailadres, en voor welke organisatie u spreekt",
                    "wanneer wij u mailden, en wat u daarop zei",
                ),
            ),
            Part(
                f"{source} Bezoekers van de gids zien uw naam niet. Bij wat u bevestigt, staat de naam van uw organisatie. "
                f"Links bewaren wij niet, alleen een controlegetal. Wie wij vroegen, bewaren wij {kept}."
            ),
            Part(
                "U mag uw gegevens inzien, laten verbeteren, laten wissen, en bezwaar maken. Beantwoord daarvoor deze mail. "
                "Met een klacht kunt u naar de Autoriteit Persoonsgegevens."
            ),
            *([more] if self._desk.privacy else []),
        ]


def about(names: list[str]) -> str:
    """Whose facts, in a few words: 'gemeente X', 'gemeente X en gemeente Y', 'gemeente X en 3 andere'."""
    if len(names) > 2:  # noqa: PLR2004  # more than two are counted
        return f"{names[0]} en {len(names) - 1} andere"
    return " en ".join(names)


def _greeting(ask: Ask) -> str:
    attention = "Ter attentie van Wmo-zg\n\n" if ask.via is Via.GENERAL else ""
    return f"{attention}Beste {ask.name or 'collega'},"


def _sentence(change: Change) -> str:
    """A line of the history for who does not know the desk."""
    named = change.about.get("label") or change.about.get("subject") or _KINDS[change.ref.kind]
    before, after = change.before, change.after
    if change.action is Action.ADDED:
        return f"{named}: toegevoegd, {after.get('value', '')}".rstrip(", ")
    if after.get("withdrawn_on"):
        return f"{named}: bestaat niet meer"
    changed = [name for name in after if name in FIELDS[change.ref.kind]]
    if not changed:
        return f"{named}: klopt nog"
    return f"{named}: " + "; ".join(f"'{before.get(name, '')}' is nu '{after[name]}'" for name in changed)


def _handed(item: Handover) -> str:
    waits = ", als de VNG het goedvindt" if item.waits else ""
    return f"{item.successor} is voortaan het contact, en {item.leaver} niet meer{waits}"
