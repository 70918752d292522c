"""Facts as rows and as records: finding, reading and filling them, whatever their kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from sqlalchemy import Boolean, Date, inspect, select
from sqlalchemy.orm import Session

from bot.adapters.sql.base import Fact, JsonText, PartialDateColumn
from bot.adapters.sql.directory.contacts import ChannelRow, ContactRow
from bot.adapters.sql.directory.municipalities import ChoiceRow, MunicipalityRow
from bot.adapters.sql.directory.organisations import OrganisationRow, ServiceAreaRow, ServiceRow
from bot.adapters.sql.directory.vocabulary import VOCABULARIES
from bot.adapters.sql.history import KINDS, as_text, key_of
from bot.core.changes.changes import RecordKind, Ref
from bot.core.changes.port import RefusedError, UnknownRecordError
from bot.core.changes.records import FIELDS, Record
from bot.core.directory.contacts import ChannelKind, Confirmation
from bot.core.directory.standing import Origin
from bot.core.partial_date import PartialDate

MODELS: Mapping[RecordKind, type[Fact]] = {
    RecordKind.ORGANISATION: OrganisationRow,
    RecordKind.MUNICIPALITY: MunicipalityRow,
    RecordKind.SERVICE: ServiceRow,
    RecordKind.AREA: ServiceAreaRow,
    RecordKind.CHANNEL: ChannelRow,
    RecordKind.CHOICE: ChoiceRow,
}
WORDS = {
    "name": "naam",
    "other_names": "andere namen",
    "kind_id": "soort",
    "summary_nl": "omschrijving",
    "website": "website",
    "kvk": "KvK-nummer",
    "contract_status": "contract",
    "need_id": "beperking",
    "law_id": "wet",
    "function_id": "functie",
    "note": "opmerking",
    "label": "loket",
    "kind": "soort",
    "value": "waarde",
    "subject": "onderwerp",
    "valid_from": "geldt vanaf",
    "withdrawn_on": "vervallen op",
    "cbs_code": "gemeente",
}
"""What each field is called in a sentence for editors."""
_LONGEST_KEY = 10
"""Digits from which a number is no key: PostgreSQL would refuse it."""
_KEYS: Mapping[RecordKind, tuple[str, ...]] = {
    RecordKind.SERVICE: ("need_id", "law_id", "function_id"),
    RecordKind.AREA: ("cbs_code",),
    RecordKind.CHANNEL: ("label", "kind", "value"),
    RecordKind.CHOICE: ("subject",),
}
"""The fields of which an owner has each combination once."""
_NAMED = frozenset({RecordKind.ORGANISATION, RecordKind.MUNICIPALITY})
_AFTER_THE_FILES = 20_000
"""Position of what the desk adds: after what the files and the register bring."""


def kind_of(row: Fact) -> RecordKind:
    """What kind of fact the row is."""
    return KINDS[row.__tablename__]


def ref_of(text: str) -> Ref:
    """What `str(Ref)` gave; raises UnknownRecordError for anything else."""
    kind, _, key = text.partition("-")
    if kind not in set(RecordKind) or not key:
        raise UnknownRecordError("Dit gegeven is er niet.")
    return Ref(RecordKind(kind), key)


def find(session: Session, ref: Ref) -> Fact | None:
    """The fact's row, or None."""
    if ref.kind in _NAMED:
        return session.get(MODELS[ref.kind], ref.key)
    return session.get(MODELS[ref.kind], int(ref.key)) if ref.key.isdecimal() and len(ref.key) < _LONGEST_KEY else None


def of_owner(session: Session, owner_id: str) -> list[Fact]:
    """The owner itself and all its facts; empty where there is no such owner."""
    owner = _owner(session, owner_id)
    if owner is None:
        return []
    channels: list[Fact] = [channel for contact in owner.contacts for channel in contact.channels]
    if isinstance(owner, OrganisationRow):
        return [owner, *channels, *owner.services, *owner.areas]
    return [owner, *channels, *owner.choices]


def as_record(session: Session, row: Fact) -> Record:
    """The row as the core knows it."""
    owner_id = row.owner(session)
    owner = _owner(session, owner_id)
    return Record(
        ref=Ref(kind_of(row), key_of(row)),
        owner_id=owner_id,
        owner_name=owner.name if owner is not None else owner_id,
        version=row.version,
        values=values_of(session, row),
        origin=Origin(row.origin),
        source_id=row.source_id,
        source_date=row.source_date,
        confirmation=Confirmation(row.confirmed_on, row.confirmed_by, row.disputed_on),
        disputed_why=row.disputed_why,
        withdrawn_on=row.withdrawn_on,
        withdrawn_why=row.withdrawn_why,
        successor=row.successor,
    )


def values_of(session: Session, row: Fact) -> dict[str, str]:
    """The fields that a person changes, as text."""
    told = row.told(session)
    return {name: told[name] if name == "label" else as_text(getattr(row, name)) for name in FIELDS[kind_of(row)]}


def words(session: Session) -> dict[str, list[str]]:
    """The ids that a field may hold, by field."""
    return {
        field: list(session.scalars(select(VOCABULARIES[vocabulary].id).order_by(VOCABULARIES[vocabulary].position)))
        for field, vocabulary in (
            ("need_id", "needs"),
            ("law_id", "laws"),
            ("function_id", "functions"),
            ("kind_id", "kinds"),
        )
    }


def assign(session: Session, row: Fact, values: Mapping[str, str]) -> None:
    """Give the row these fields; a number that changes its desk moves to that desk, which is made where it is not there."""
    for name, value in values.items():
        if name == "label":
            if value != row.told(session)["label"]:
                channel = cast(ChannelRow, row)
                channel.contact = desk_of(session, channel.owner(session), value)
        else:
            setattr(row, name, from_text(row, name, value))


def from_text(row: Fact, name: str, value: str) -> object:
    """A column's value from what the history or a form has; an empty text is nothing."""
    column = inspect(type(row)).columns[name]
    kind: Any = column.type
    if isinstance(kind, JsonText):
        return [part.strip() for part in value.split(";") if part.strip()]
    if not value and column.nullable:
        return None
    if isinstance(kind, PartialDateColumn):
        return PartialDate.parse(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Boolean):
        return value == "True"
    return ChannelKind(value) if isinstance(row, ChannelRow) and name == "kind" else value


def make(session: Session, owner_id: str, kind: RecordKind, values: Mapping[str, str]) -> Fact:
    """A fact with these values; the one that is there already when it is the same fact.

    Raises UnknownRecordError for an owner that is not there, RefusedError for what already holds.
    """
    owner = _owner(session, owner_id)
    if kind is RecordKind.ORGANISATION:
        if (
            owner is not None
            or session.scalars(select(OrganisationRow).where(OrganisationRow.name == values["name"])).first()
        ):
            raise RefusedError(f"De organisatie '{values['name']}' staat al in de gids.")
        row: Fact = OrganisationRow(id=owner_id)
        assign(session, row, values)
        session.add(row)
        return row
    if owner is None or kind is RecordKind.MUNICIPALITY:
        raise UnknownRecordError("Deze organisatie of gemeente is er niet.")
    row = _same_or_new(session, owner, kind, values)
    if row in session.new:
        return row
    if row.withdrawn_on is None:
        raise RefusedError("Dit staat er al.")
    assign(session, row, values)
    return row


def twin(session: Session, row: Fact, values: Mapping[str, str]) -> Fact | None:
    """Another fact of the same owner that is what this one would be with these values; withdrawn ones count too."""
    names = _KEYS.get(kind_of(row), ())
    wanted = [values[name] for name in names]
    if not names:
        return None
    others = (item for item in of_owner(session, row.owner(session)) if item is not row and type(item) is type(row))
    return next((item for item in others if [values_of(session, item)[name] for name in names] == wanted), None)


def desk_of(session: Session, owner_id: str, label: str) -> ContactRow:
    """The desk of this name, made where it is not there yet."""
    owner = _owner(session, owner_id)
    if owner is None:
        raise UnknownRecordError("Deze organisatie of gemeente is er niet.")
    found = next((contact for contact in owner.contacts if contact.label == label), None)
    if found is None:
        # Whose it is, before it is written too: who confirms a number under it is asked at once.
        whose = {"cbs_code": owner_id} if isinstance(owner, MunicipalityRow) else {"organisation_id": owner_id}
        found = ContactRow(label=label, position=_AFTER_THE_FILES + len(owner.contacts), **whose)
        owner.contacts.append(found)
    return found


def spoken_for(row: Fact, origin: Origin) -> str:
    """Who confirms it, as everybody may read it: the organisation, never the person."""
    if origin is not Origin.OWNER:
        return "VNG"
    session = cast(Session, inspect(row).session)
    owner_id = row.owner(session)
    owner = _owner(session, owner_id)
    name = owner.name if owner is not None else owner_id
    return f"gemeente {name}" if isinstance(owner, MunicipalityRow) else name


def _owner(session: Session, owner_id: str) -> OrganisationRow | MunicipalityRow | None:
    return session.get(MunicipalityRow, owner_id) or session.get(OrganisationRow, owner_id)


def _same_or_new(
    session: Session, owner: OrganisationRow | MunicipalityRow, kind: RecordKind, values: Mapping[str, str]
) -> Fact:
    """The owner's fact with these values, withdrawn or not, else a new one in the session."""
    if kind is RecordKind.CHANNEL:
        return _channel(session, owner, values)
    if kind is RecordKind.CHOICE and isinstance(owner, MunicipalityRow):
        return _choice(session, owner, values)
    if kind is RecordKind.SERVICE and isinstance(owner, OrganisationRow):
        return _service(session, owner, values)
    if kind is RecordKind.AREA and isinstance(owner, OrganisationRow):
        return _area(session, owner, values)
    raise RefusedError("Dit gegeven past hier niet.")


def _channel(session: Session, owner: OrganisationRow | MunicipalityRow, values: Mapping[str, str]) -> ChannelRow:
    desk = desk_of(session, owner.id if isinstance(owner, OrganisationRow) else owner.cbs_code, values["label"])
    for item in desk.channels:
        if (item.kind.value, item.value) == (values["kind"], values["value"]):
            return item
    position = _AFTER_THE_FILES + len(desk.channels)
    row = ChannelRow(kind=ChannelKind(values["kind"]), value=values["value"], position=position)
    desk.channels.append(row)
    session.add(row)
    return row


def _choice(session: Session, owner: MunicipalityRow, values: Mapping[str, str]) -> ChoiceRow:
    for item in owner.choices:
        if item.subject == values["subject"]:
            return item
    row = ChoiceRow(cbs_code=owner.cbs_code)
    assign(session, row, values)
    session.add(row)
    return row


def _service(session: Session, owner: OrganisationRow, values: Mapping[str, str]) -> ServiceRow:
    key = tuple(values[name] or None for name in ("need_id", "law_id", "function_id"))
    for item in owner.services:
        if (item.need_id, item.law_id, item.function_id) == key:
            return item
    row = ServiceRow(organisation_id=owner.id, position=_AFTER_THE_FILES + len(owner.services))
    assign(session, row, values)
    session.add(row)
    return row


def _area(session: Session, owner: OrganisationRow, values: Mapping[str, str]) -> ServiceAreaRow:
    if session.get(MunicipalityRow, values["cbs_code"]) is None:
        raise RefusedError(f"Gemeente {values['cbs_code']} is er niet.")
    for item in owner.areas:
        if item.cbs_code == values["cbs_code"]:
            return item
    row = ServiceAreaRow(organisation_id=owner.id, cbs_code=values["cbs_code"])
    session.add(row)
    return row
