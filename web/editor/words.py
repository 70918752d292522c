"""How the desk says what a fact is and how it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.adapters.phrases.written_dates import written_day
from bot.contract import Language
from bot.core.changes import words
from bot.core.changes.changes import RecordKind
from bot.core.changes.records import FIELDS, Record
from bot.core.changes.words import CHANNELS, VOCABULARIES, value
from bot.core.directory.choices import CHOICES
from bot.core.directory.standing import Origin
from web.editor.gate import editing
from web.site import site

__all__ = ["value"]  # what a fact says, for the templates

KINDS: Mapping[RecordKind, str] = {
    RecordKind.ORGANISATION: "Organisatie",
    RecordKind.MUNICIPALITY: "Gemeente",
    RecordKind.CHANNEL: "Contact",
    RecordKind.CHOICE: "Keuze",
    RecordKind.SERVICE: "Dienst",
    RecordKind.AREA: "Werkgebied",
}
FIELD_NAMES = {
    "name": "Naam",
    "other_names": "Andere namen, met een puntkomma ertussen",
    "kind_id": "Soort organisatie",
    "summary_nl": "Omschrijving",
    "website": "Website",
    "kvk": "KvK-nummer",
    "contract_status": "Contract",
    "need_id": "Beperking",
    "law_id": "Wet",
    "function_id": "Functie",
    "note": "Opmerking",
    "label": "Loket of functie",
    "kind": "Soort",
    "value": "Waarde",
    "subject": "Onderwerp",
    "valid_from": "Geldt vanaf",
    "cbs_code": "Gemeente",
}
COLUMN_NAMES = {
    "origin": "Bron",
    "source_id": "Bron, nader",
    "source_date": "Datum van de bron",
    "confirmed_on": "Bevestigd op",
    "confirmed_by": "Bevestigd door",
    "disputed_on": "Betwist op",
    "disputed_why": "Wat er mis is",
    "withdrawn_on": "Vervallen op",
    "withdrawn_why": "Waarom vervallen",
    "successor": "Opvolger",
    "merged": "Samengevoegd",
    "province": "Provincie",
    "youth_region": "Jeugdregio",
    "summary_en": "Omschrijving in het Engels",
}
"""What the history calls the other columns."""
OPTIONAL = frozenset(
    {
        "other_names",
        "summary_nl",
        "website",
        "kvk",
        "contract_status",
        "law_id",
        "function_id",
        "note",
        "label",
        "valid_from",
    }
)
LONG = frozenset({"summary_nl", "note", "other_names"})
ORIGINS = {
    Origin.OWNER: "de eigenaar",
    Origin.VNG: "de VNG",
    Origin.REGISTER: "het Register van Overheidsorganisaties",
    Origin.FILES: "de bestanden van de gids",
}


def options(kind: RecordKind, name: str, values: Mapping[str, str]) -> Sequence[tuple[str, str]] | None:
    """What can be chosen for a field, id and words; None for a field that is typed."""
    directory = site().services.directory
    if name == "kind":
        return [(item.value, name) for item, name in CHANNELS.items()]
    if name == "subject":
        return [(subject, subject) for subject in CHOICES]
    if name == "value" and kind is RecordKind.CHOICE:
        subject = values.get("subject", "")
        return [(value, value) for value in CHOICES.get(subject, sum(CHOICES.values(), ()))]
    if name == "cbs_code":
        return [(item.cbs_code, item.name) for item in directory.municipalities()]
    vocabulary = VOCABULARIES.get(name)
    return [(key, term.name("nl")) for key, term in directory.terms(vocabulary).items()] if vocabulary else None


def shown(kind: RecordKind, name: str, value: str, values: Mapping[str, str]) -> str:
    """A field's value in words."""
    if not value:
        return "niet ingevuld"
    if name == "valid_from":
        return value
    return dict(options(kind, name, values) or ()).get(value, value)


def title(record: Record) -> str:
    """A fact in a few words: what it is about."""
    return words.title(record, site().services.directory)


def state_words(record: Record) -> str:
    """How the fact stands, in a sentence for editors."""
    return words.state_words(record, editing().today(), day)


def source_words(record: Record) -> str:
    """Where the fact comes from."""
    dated = f", gegevens van {record.source_date}" if record.source_date else ""
    named = f" ({record.source_id})" if record.source_id and record.origin is not Origin.REGISTER else ""
    return f"{ORIGINS[record.origin]}{named}{dated}"


def day(value: object) -> str:
    """A day written out."""
    return written_day(value, Language.DUTCH) if value is not None else ""  # type: ignore[arg-type]  # dates alone come here


def fields_of(kind: RecordKind) -> tuple[str, ...]:
    """The fields of a form for this kind of fact."""
    return FIELDS[kind]
