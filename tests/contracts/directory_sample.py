"""A small fictional directory, as core objects and as the files that say the same."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from bot.adapters.directory_files.reading import FILES
from bot.core.directory.contacts import Channel, ChannelKind, Confirmation, Contact
from bot.core.directory.organisations import AdministrativeChoice, Municipality, Organisation, Service, Term
from bot.core.partial_date import PartialDate

CONFIRMED = Confirmation(date(2026, 3, 1), "Redactie Voorbeeld")

TERMS: Mapping[str, Mapping[str, Term]] = {
    "kinds": {
        "aanbieder": Term("aanbieder", {"nl": "Aanbieder", "en": "Provider"}),
        "loket": Term("loket", {"nl": "Loket", "en": "Desk"}),
    },
    "needs": {
        "visueel": Term(
            "visueel", {"nl": "Visuele beperking", "en": "Visual disability"}, {"nl": "Blind", "tr": "Kör"}
        ),
        "doofblind": Term("doofblind", {"nl": "Doofblindheid", "en": "Deafblindness"}, consists_of=("visueel",)),
    },
    "laws": {
        "wmo": Term("wmo", {"nl": "Wmo 2015", "en": "Social Support Act"}, topics=("proef/koffie",)),
        "zvw": Term("zvw", {"nl": "Zorgverzekeringswet", "en": "Health Insurance Act"}),
    },
    "functions": {"dagbesteding": Term("dagbesteding", {"nl": "Dagbesteding", "en": "Day activities"})},
}

ORGANISATIONS: Sequence[Organisation] = (
    Organisation(
        id="horizon",
        name="Stichting Horizon",
        kind="aanbieder",
        summaries={"nl": "Verzonnen aanbieder voor blinde mensen.", "en": "Fictional provider for blind people."},
        website="https://horizon.example.nl",
        contract_status="onbevestigd",
        source_id="voorbeeld",
        source_date=PartialDate(2022),
        services=(
            Service("horizon", "visueel", "wmo", "dagbesteding", "Alleen overdag.", "voorbeeld", PartialDate(2022, 4)),
            Service("horizon", "doofblind", "zvw", source_id="voorbeeld", confirmation=CONFIRMED),
        ),
        contacts=(
            Contact(
                "horizon",
                "Stichting Horizon",
                "Aanmelden",
                (
                    Channel(ChannelKind.PHONE, "088 555 0101", "voorbeeld", PartialDate(2026, 3, 1), CONFIRMED),
                    Channel(ChannelKind.EMAIL, "aanmelden@horizon.example.nl", "voorbeeld"),
                ),
            ),
            Contact(
                "horizon",
                "Stichting Horizon",
                "",
                (Channel(ChannelKind.WEBSITE, "https://horizon.example.nl", "voorbeeld"),),
            ),
        ),
    ),
    Organisation(
        id="elders",
        name="Élders Loket",
        kind="loket",
        summaries={"nl": "Verzonnen loket in één gemeente."},
        services=(Service("elders", "doofblind", "wmo"),),
        area=("9001",),
    ),
)

MUNICIPALITIES: Sequence[Municipality] = (
    Municipality(
        "9001",
        "'s-Voorbeeld",
        "Verzonnen Land",
        "Regio Noord",
        ("Voorbeeld",),
        contacts=(Contact("9001", "'s-Voorbeeld", "Wmo", (Channel(ChannelKind.PHONE, "010 555 0123", "voorbeeld"),)),),
        choices=(AdministrativeChoice("ritme", "maand", "voorbeeld", CONFIRMED),),
    ),
    Municipality("9002", "Nergenshuizen", "Verzonnen Land", "Regio Zuid"),
)


def write_sample(folder: Path) -> Path:
    """Write the files that hold the sample into this folder; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for vocabulary, terms in TERMS.items():
        columns = FILES[f"{vocabulary}.csv"]
        _write(folder, vocabulary, columns, [[_cell(term, column) for column in columns] for term in terms.values()])
    _write(
        folder,
        "organisations",
        ["id", "name", "kind", "summary_nl", "summary_en", "website", "status", "source", "source_date"],
        [
            [o.id, o.name, o.kind, o.summaries["nl"], o.summaries.get("en", ""), o.website, o.contract_status, o.source_id, o.source_date]
            for o in ORGANISATIONS
        ],
    )  # fmt: skip
    _write(
        folder,
        "services",
        ["organisation", "function", "need", "law", "note", "source", "source_date", "confirmed_on", "confirmed_by"],
        [
            [s.organisation_id, s.function, s.need, s.law, s.note, s.source_id, s.source_date, *_confirmed(s.confirmation)]
            for o in ORGANISATIONS
            for s in o.services
        ],
    )  # fmt: skip
    _write(
        folder,
        "service_areas",
        ["organisation", "cbs_code", "source", "source_date", "confirmed_on", "confirmed_by"],
        [[o.id, code, "", "", "", ""] for o in ORGANISATIONS for code in o.area],
    )
    _write(
        folder,
        "contacts",
        ["organisation", "function_label", "channel", "value", "source", "source_date", "confirmed_on", "confirmed_by"],
        [
            [contact.owner_id, contact.label, c.kind, c.value, c.source_id, c.source_date, *_confirmed(c.confirmation)]
            for owner in (*ORGANISATIONS, *MUNICIPALITIES)
            for contact in owner.contacts
            for c in contact.channels
        ],
    )
    _write(
        folder,
        "municipalities",
        ["cbs_code", "name", "province", "youth_region"],
        [[m.cbs_code, m.name, m.province, m.youth_region] for m in MUNICIPALITIES],
    )
    _write(
        folder,
        "municipal_choices",
        ["cbs_code", "subject", "value", "valid_from", "source", "source_date", "confirmed_on", "confirmed_by"],
        [
            [
                m.cbs_code,
                choice.subject,
                choice.value,
                choice.valid_from,
                choice.source_id,
                "",
                *_confirmed(choice.confirmation),
            ]
            for m in MUNICIPALITIES
            for choice in m.choices
        ],
    )
    _write(
        folder,
        "aliases",
        ["name", "kind", "target", "language"],
        [["Voorbeeld", "municipality", "9001", ""], ["blind", "need", "visueel", "nl"], ["Horizon", "organisation", "horizon", ""]],
    )  # fmt: skip
    _write(folder, "ambiguous", ["name", "kind", "note"], [["Voorbeeld", "word", "Ook een gewoon woord."]])
    return folder


def _cell(term: Term, column: str) -> str:
    kind, _, language = column.partition("_")
    if kind in {"name", "label"}:
        return (term.names if kind == "name" else term.labels).get(language, "")
    value = getattr(term, column, ())
    return value if isinstance(value, str) else ";".join(value)


def _confirmed(confirmation: Confirmation) -> list[object]:
    return [confirmation.confirmed_on, confirmation.confirmed_by]


def _write(folder: Path, name: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([["" if cell is None else str(cell) for cell in row] for row in rows])
