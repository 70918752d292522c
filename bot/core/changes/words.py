"""A fact in Dutch words, for editors and for its owner: what it is about, what it says and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from bot.core.changes.changes import RecordKind
from bot.core.changes.records import Record
from bot.core.directory.contacts import ChannelKind
from bot.core.directory.port import Directory
from bot.core.directory.standing import State

CHANNELS: Mapping[ChannelKind, str] = {
    ChannelKind.PHONE: "telefoon",
    ChannelKind.TEXTPHONE: "teksttelefoon",
    ChannelKind.SMS: "sms",
    ChannelKind.WHATSAPP: "WhatsApp",
    ChannelKind.VIDEO: "beeldbellen in gebarentaal",
    ChannelKind.EMAIL: "e-mail",
    ChannelKind.WEBSITE: "website",
}
VOCABULARIES: Mapping[str, str] = {
    "kind_id": "kinds",
    "need_id": "needs",
    "law_id": "laws",
    "function_id": "functions",
}
"""In which vocabulary of the directory the ids of a field are."""


def title(record: Record, directory: Directory) -> str:
    """A fact in a few words: what it is about."""
    values = record.values
    match record.ref.kind:
        case RecordKind.CHANNEL:
            kind = CHANNELS[ChannelKind(values["kind"])]
            return f"{values['label']}, {kind}" if values["label"] else kind
        case RecordKind.CHOICE:
            return values["subject"]
        case RecordKind.SERVICE:
            fields = ("function_id", "need_id", "law_id")
            return ", ".join(_term(directory, name, values[name]) for name in fields if values[name])
        case RecordKind.AREA:
            found = directory.municipality(values["cbs_code"])
            return found.name if found else values["cbs_code"]
        case _:
            return values["name"]


def value(record: Record) -> str:
    """What the fact says, where its title does not say it yet."""
    match record.ref.kind:
        case RecordKind.CHANNEL:
            return record.values["value"]
        case RecordKind.CHOICE:
            since = f", vanaf {record.values['valid_from']}" if record.values["valid_from"] else ""
            return f"{record.values['value']}{since}"
        case RecordKind.SERVICE:
            return record.values["note"]
        case RecordKind.ORGANISATION:
            return record.values["summary_nl"]
        case _:
            return ""


def state_words(record: Record, today: date, day: Callable[[date], str]) -> str:
    """How the fact stands, in a sentence; `day` writes a day out."""
    confirmation = record.confirmation
    who, on = confirmation.confirmed_by, confirmation.confirmed_on
    match record.state(today):
        case State.CONFIRMED if on:
            return f"bevestigd door {who} op {day(on)}"
        case State.OUTDATED if on:
            return f"verouderd: bevestigd door {who} op {day(on)}, vraag het na"
        case State.OUTDATED:
            return "verouderd: lang niet nagekeken in het register"
        case State.DISPUTED if confirmation.disputed_on:
            why = f": {record.disputed_why}" if record.disputed_why else ""
            return f"betwist: op {day(confirmation.disputed_on)} is gemeld dat dit niet klopt{why}"
        case State.WITHDRAWN if record.withdrawn_on:
            after = f", opgevolgd door {record.successor}" if record.successor else ""
            return f"vervallen op {day(record.withdrawn_on)}{after}"
        case _:
            return "onbevestigd"


def owner_title(record: Record) -> str:
    """An organisation by its name, a municipality as 'gemeente X'; of the record that is the owner itself."""
    named = "gemeente " if record.ref.kind is RecordKind.MUNICIPALITY else ""
    return f"{named}{record.owner_name}"


def _term(directory: Directory, name: str, key: str) -> str:
    found = directory.terms(VOCABULARIES[name]).get(key)
    return found.name("nl") if found else key
