"""How a fact of the directory stands, in words: the same on the page, in the chat, aloud and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.contract import Language
from bot.core.directory.choices import NOT_STATED
from bot.core.directory.contacts import Channel, Confirmation
from bot.core.directory.organisations import AdministrativeChoice
from bot.core.directory.standing import State
from bot.core.reply.phrases import Phrases


class Stated(Protocol):
    """A fact that somebody can vouch for."""

    @property
    def confirmation(self) -> Confirmation:
        """Who did, and when."""

    def state(self, today: date) -> State:
        """What it is worth on this day."""


def state_words(fact: Stated, phrases: Phrases, language: Language, today: date) -> str:
    """A few words that fit between brackets behind the fact."""
    confirmation = fact.confirmation
    who, when = confirmation.confirmed_by, confirmation.confirmed_on
    match fact.state(today):
        case State.CONFIRMED:
            return phrases.translate("confirmed by {who} on {date}", language, who=who, date=when)
        case State.OUTDATED if when:
            return phrases.translate(
                "confirmed by {who} on {date}; ask whether it still holds", language, who=who, date=when
            )
        case State.OUTDATED:
            return phrases.translate("not confirmed; ask whether it still holds", language)
        case State.DISPUTED:
            return phrases.translate(
                "reported on {date} as not right; ask first", language, date=confirmation.disputed_on
            )
        case _:
            return phrases.translate("not confirmed", language)


def warnings(channels: Sequence[Channel], phrases: Phrases, language: Language, today: date) -> list[str]:
    """Sentences that go with numbers and addresses that are disputed or were confirmed too long ago."""
    said = [
        phrases.translate(
            "Please note: on {date} somebody reported that {value} is not right. Ask first.",
            language,
            date=channel.confirmation.disputed_on,
            value=channel.value,
        )
        for channel in channels
        if channel.state(today) is State.DISPUTED
    ]
    old = [
        channel.confirmation.confirmed_on
        for channel in channels
        if channel.state(today) is State.OUTDATED and channel.confirmation.confirmed_on
    ]
    if old:
        said.append(
            phrases.translate(
                "Please note: these details were last confirmed on {date}. Ask whether they still hold.",
                language,
                date=min(old),
            )
        )
    return said


def confirmed_words(channels: Sequence[Channel], phrases: Phrases, language: Language, today: date) -> str:
    """A sentence that says who confirmed all of these and when; empty where not all are confirmed."""
    if not channels or any(channel.state(today) is not State.CONFIRMED for channel in channels):
        return ""
    oldest = min(channels, key=lambda channel: channel.confirmation.confirmed_on or today)
    return phrases.translate(
        "Confirmed by {who} on {date}.",
        language,
        who=oldest.confirmation.confirmed_by,
        date=oldest.confirmation.confirmed_on,
    )


def choice_words(choice: AdministrativeChoice, phrases: Phrases, language: Language, today: date) -> str:
    """A municipality's choice as a line: what about, what it wants, from when, and how sure that is."""
    about, wanted = subject_name(choice.subject, phrases, language), value_name(choice.value, phrases, language)
    standing = state_words(choice, phrases, language, today)
    if choice.valid_from:
        since = phrases.translate("from {date} on", language, date=choice.valid_from)
        standing = f"{since}; {standing}"
    return f"{about}: {wanted} ({standing})"


def subject_name(subject: str, phrases: Phrases, language: Language) -> str:
    """What a choice is about."""
    names = {
        "wijze": phrases.translate("Claim or invoice", language),
        "ritme": phrases.translate("How often", language),
        "productcodes": phrases.translate("Standard product codes", language),
    }
    return names.get(subject, subject)


def value_name(value: str, phrases: Phrases, language: Language) -> str:
    """What was chosen, or that nothing was stated (`NOT_STATED`), which is not 'no'."""
    names = {
        "declaratie": phrases.translate("claim", language),
        "factuur": phrases.translate("invoice", language),
        "maand": phrases.translate("every month", language),
        "vier weken": phrases.translate("every four weeks", language),
        "ja": phrases.translate("yes", language),
        "nee": phrases.translate("no", language),
        NOT_STATED: phrases.translate("not stated", language),
    }
    return names.get(value, value)
