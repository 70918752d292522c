"""Reads the whole directory into frozen core objects; it is small, so one read serves every question."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, selectinload

from bot.adapters.sql.base import Fact, Revision, reading
from bot.adapters.sql.directory.contacts import ContactRow
from bot.adapters.sql.directory.municipalities import MunicipalityRow
from bot.adapters.sql.directory.numbers import read_numbers
from bot.adapters.sql.directory.organisations import OrganisationRow, ServiceRow
from bot.adapters.sql.directory.register import PlaceRow
from bot.adapters.sql.directory.vocabulary import VOCABULARIES
from bot.adapters.sql.history import ChangeRow
from bot.core.changes.changes import Action, RecordKind
from bot.core.directory.contacts import Channel, Confirmation, Contact
from bot.core.directory.numbers import ChangeNumbers
from bot.core.directory.organisations import AdministrativeChoice, Municipality, Organisation, Retired, Service, Term


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The directory as it stood at one revision on one day; organisations and municipalities by name."""

    revision: int
    day: date
    organisations: tuple[Organisation, ...]
    municipalities: tuple[Municipality, ...]
    terms: Mapping[str, Mapping[str, Term]]
    organisation_by_id: Mapping[str, Organisation]
    organisation_by_name: Mapping[str, Organisation]
    municipality_by_code: Mapping[str, Municipality]
    municipality_by_name: Mapping[str, Municipality]
    retired: Mapping[str, Retired]
    numbers: ChangeNumbers
    known_as: Mapping[str, str]
    """Every name that was ever borne, and whose it is."""


def revision(engine: Engine) -> int:
    """The number of the newest change."""
    with engine.connect() as connection:
        return connection.execute(select(Revision.number)).scalar_one()


def snapshot(engine: Engine, day: date) -> Snapshot:
    """Everything that holds on this day, read in one transaction."""
    with Session(reading(engine)) as session:
        number = session.scalars(select(Revision.number)).one()
        terms = {
            name: MappingProxyType(
                {
                    row.id: Term(
                        row.id,
                        {"nl": row.name_nl, "en": row.name_en},
                        row.labels,
                        tuple(row.consists_of),
                        tuple(row.topics),
                    )
                    for row in session.scalars(select(model).order_by(model.position))
                }
            )
            for name, model in VOCABULARIES.items()
        }
        organisation_rows = session.scalars(
            select(OrganisationRow).options(
                selectinload(OrganisationRow.services),
                selectinload(OrganisationRow.areas),
                selectinload(OrganisationRow.contacts).selectinload(ContactRow.channels),
            )
        ).all()
        organisations = _by_name(_organisation(row, day) for row in _holding(organisation_rows, day))
        places: dict[str, list[str]] = defaultdict(list)
        for place in session.scalars(select(PlaceRow).order_by(PlaceRow.name)):
            places[place.cbs_code].append(place.name)
        municipality_rows = session.scalars(
            select(MunicipalityRow).options(
                selectinload(MunicipalityRow.choices),
                selectinload(MunicipalityRow.contacts).selectinload(ContactRow.channels),
            )
        ).all()
        municipalities = _by_name(
            _municipality(row, places[row.cbs_code], day) for row in _holding(municipality_rows, day)
        )
        retired = [*_retired(organisation_rows, day), *_retired(municipality_rows, day)]
        there = {row.id for row in organisation_rows} | {row.cbs_code for row in municipality_rows}
        numbers = read_numbers(session, there)
        former = _former_names(session)
    return Snapshot(
        revision=number,
        day=day,
        organisations=organisations,
        municipalities=municipalities,
        terms=terms,
        organisation_by_id={organisation.id: organisation for organisation in organisations},
        organisation_by_name={organisation.name: organisation for organisation in organisations},
        municipality_by_code={municipality.cbs_code: municipality for municipality in municipalities},
        municipality_by_name={municipality.name: municipality for municipality in municipalities},
        retired={item.id: item for item in retired},
        numbers=numbers,
        # Who bears a name now goes before who bore it when it left, and that before who gave it up.
        known_as=former
        | {item.name: item.id for item in retired}
        | {item.name: item.cbs_code for item in municipalities}
        | {item.name: item.id for item in organisations},
    )


def _former_names(session: Session) -> dict[str, str]:
    """Names that organisations and municipalities had before a change, and whose they were; of several the last."""
    lines = session.execute(
        select(ChangeRow.key, ChangeRow.before)
        .where(
            ChangeRow.kind.in_([RecordKind.ORGANISATION, RecordKind.MUNICIPALITY]),
            ChangeRow.action.not_in([Action.ADDED, Action.REMOVED, Action.CONFIRMED]),
        )
        .order_by(ChangeRow.id)
    )
    return {before["name"]: key for key, before in lines if before.get("name")}


def sort_key(name: str) -> str:
    """How a Dutch list orders a name: without accents and case, and 's-Hertogenbosch under the H."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    return plain.removeprefix("'s-").removeprefix("'s ").removeprefix("'t ")


def _holding[Row: Fact](rows: Iterable[Row], day: date) -> list[Row]:
    """Those that are not withdrawn on this day."""
    return [row for row in rows if row.withdrawn_on is None or row.withdrawn_on > day]


def _retired(rows: Sequence[OrganisationRow | MunicipalityRow], day: date) -> list[Retired]:
    return [
        Retired(
            row.id if isinstance(row, OrganisationRow) else row.cbs_code,
            row.name,
            row.withdrawn_on,
            row.withdrawn_why,
            row.successor,
            merged=isinstance(row, OrganisationRow) and row.merged,
        )
        for row in rows
        if row.withdrawn_on is not None and row.withdrawn_on <= day
    ]


def _by_name[Named: (Organisation, Municipality)](items: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(sorted(items, key=lambda item: sort_key(item.name)))


def _organisation(row: OrganisationRow, day: date) -> Organisation:
    return Organisation(
        id=row.id,
        name=row.name,
        kind=row.kind_id,
        summaries={language: text for language, text in (("nl", row.summary_nl), ("en", row.summary_en)) if text},
        website=row.website,
        contract_status=row.contract_status,
        source_id=row.source_id,
        source_date=row.source_date,
        services=tuple(_service(service) for service in _holding(row.services, day)),
        contacts=_contacts(row.contacts, row.id, row.name, day),
        area=tuple(area.cbs_code for area in _holding(row.areas, day)),
        confirmation=_confirmation(row),
    )


def _service(row: ServiceRow) -> Service:
    return Service(
        organisation_id=row.organisation_id,
        need=row.need_id,
        law=row.law_id or "",
        function=row.function_id or "",
        note=row.note,
        source_id=row.source_id,
        source_date=row.source_date,
        confirmation=_confirmation(row),
    )


def _municipality(row: MunicipalityRow, places: Iterable[str], day: date) -> Municipality:
    return Municipality(
        cbs_code=row.cbs_code,
        name=row.name,
        province=row.province,
        youth_region=row.youth_region,
        other_names=tuple(row.other_names),
        contacts=_contacts(row.contacts, row.cbs_code, row.name, day),
        choices=tuple(
            AdministrativeChoice(
                choice.subject,
                choice.value,
                choice.source_id,
                _confirmation(choice),
                choice.valid_from,
                choice.source_date,
            )
            for choice in _holding(row.choices, day)
        ),
        places=tuple(sorted(places, key=sort_key)),
    )


def _contacts(rows: Iterable[ContactRow], owner_id: str, owner_name: str, day: date) -> tuple[Contact, ...]:
    """The desks; one of which everything was withdrawn is none any more."""
    return tuple(
        Contact(
            owner_id=owner_id,
            owner_name=owner_name,
            label=row.label,
            channels=tuple(
                Channel(channel.kind, channel.value, channel.source_id, channel.source_date, _confirmation(channel))
                for channel in channels
            ),
        )
        for row in rows
        if (channels := _holding(row.channels, day))
    )


def _confirmation(row: Fact) -> Confirmation:
    return Confirmation(row.confirmed_on, row.confirmed_by, row.disputed_on)
