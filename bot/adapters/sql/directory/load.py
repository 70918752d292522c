"""Brings the tables in line with the directory's files, in one transaction.

A file's line replaces what stands in the database, except where a person knows better: the fact was changed at the desk,
or confirmed in the database on a later day than the file gives. Then the line is passed over, and becomes a proposal
where it says something that the fact never said before (docs/adr/0015-states-and-provenance.md). What left the files
leaves the database, unless a person put it there or confirmed it, or the national register brought it
(`register_import`). Channels are compared per desk and kind: a newer telephone number in the database is not joined by
the old one from the file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, selectinload

from bot.adapters.directory_files.reading import MUNICIPALITIES_SOURCE, ChannelLine, DirectoryFiles, Provenance
from bot.adapters.sql.base import Base, Fact
from bot.adapters.sql.directory.contacts import ChannelRow, ContactRow
from bot.adapters.sql.directory.municipalities import ChoiceRow, MunicipalityRow
from bot.adapters.sql.directory.organisations import OrganisationRow, ServiceAreaRow, ServiceRow
from bot.adapters.sql.directory.proposals import Wanted, keep_proposals
from bot.adapters.sql.directory.vocabulary import VOCABULARIES
from bot.adapters.sql.history import KINDS, ChangeRow, as_text, key_of
from bot.adapters.sql.sessions import by, take_turn
from bot.core.changes.changes import Author, RecordKind, Ref
from bot.core.changes.proposals import ProposalKind
from bot.core.directory.contacts import ChannelKind
from bot.core.directory.standing import Origin

_FIELDS = {
    "name": "naam",
    "summary_nl": "omschrijving",
    "website": "website",
    "contract_status": "contract",
    "value": "keuze",
    "note": "opmerking",
}
"""What a person reads of, by column: of these the files may propose another value."""
_PROPOSED = frozenset(_FIELDS)

type Values = dict[str, object]

AUTHOR = Author("bestanden van de gids", Origin.FILES)
"""Whom the history names for what the files brought."""


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What a load did, in rows; `kept` counts the lines passed over because the database knows better."""

    added: int
    changed: int
    removed: int
    kept: int
    proposed: int = 0
    """Lines that say something new of a fact that is kept: proposals for the editors."""


def load(engine: Engine, files: DirectoryFiles) -> LoadResult:
    """Write the files into the migrated database; a second load of the same files changes nothing."""
    with by(engine, AUTHOR) as session, session.begin():
        take_turn(session)
        return _Load(session, files).run()


@dataclass(slots=True)
class _Load:
    """The steps of one load: owners first, then their facts, then the owners that nothing needs any more."""

    session: Session
    files: DirectoryFiles
    added: int = 0
    changed: int = 0
    removed: int = 0
    kept: int = 0
    proposals: list[Wanted] = field(default_factory=list)

    def run(self) -> LoadResult:
        self._put_words()
        self._flush()
        municipalities, organisations = self._put_municipalities(), self._put_organisations()
        self._flush()
        services, areas, choices = self._services(), self._areas(), self._choices()
        channels = self._channels()
        self._flush()
        offering = {row.organisation_id for row in services} | {row.organisation_id for row in areas}
        self._clear(organisations, channels | offering)
        served = {row.cbs_code for row in areas} | {row.cbs_code for row in choices}
        self._clear(municipalities, channels | served)
        self._flush()
        self._clear_words(services)
        keep_proposals(self.session, Origin.FILES, self.proposals, datetime.now(UTC).date())
        self._flush()
        return LoadResult(self.added, self.changed, self.removed, self.kept, len(self.proposals))

    def _flush(self) -> None:
        # Step by step, because the session orders rows by relationships and the tables refer to each other by more.
        self.added += len(self.session.new)
        self.changed += sum(self.session.is_modified(row) for row in self.session.dirty)
        self.removed += len(self.session.deleted)
        self.session.flush()

    def _put_words(self) -> None:
        for vocabulary, model in VOCABULARIES.items():
            wanted = {
                (line.id,): {
                    "name_nl": line.name_nl,
                    "name_en": line.name_en,
                    "labels": dict(line.labels),
                    "consists_of": list(line.consists_of),
                    "topics": list(line.topics),
                    "position": position,
                }
                for position, line in enumerate(self.files.words[vocabulary])
            }
            self._put(model, ("id",), {(row.id,): row for row in self.session.scalars(select(model))}, wanted)

    def _put_municipalities(self) -> dict[str, MunicipalityRow]:
        """Add and change; returns the rows that no line names any more, by code."""
        others: dict[str, list[str]] = defaultdict(list)
        for alias in self.files.aliases:
            if alias.kind == "municipality":
                others[alias.target].append(alias.name)
        wanted = {
            (line.cbs_code,): {
                "name": line.name,
                "province": line.province,
                "youth_region": line.youth_region,
                "other_names": others[line.cbs_code],
            }
            | _provenance(Provenance(source_id=MUNICIPALITIES_SOURCE))
            for line in self.files.municipalities
        }
        rows = {(row.cbs_code,): row for row in self.session.scalars(select(MunicipalityRow))}
        self._put(MunicipalityRow, ("cbs_code",), rows, wanted)
        return {key[0]: row for key, row in rows.items() if key not in wanted}

    def _put_organisations(self) -> dict[str, OrganisationRow]:
        """Add and change; returns the rows that no line names any more, by id."""
        wanted = {
            (line.id,): {
                "name": line.name,
                "kind_id": line.kind,
                "summary_nl": line.summary_nl,
                "summary_en": line.summary_en,
                "website": line.website,
                "contract_status": line.status,
            }
            | _provenance(line.provenance)
            for line in self.files.organisations
        }
        rows = {(row.id,): row for row in self.session.scalars(select(OrganisationRow))}
        self._put(OrganisationRow, ("id",), rows, wanted)
        return {key[0]: row for key, row in rows.items() if key not in wanted}

    def _services(self) -> list[ServiceRow]:
        wanted = {
            (line.organisation, line.function or None, line.need, line.law or None): (
                {"note": line.note, "position": position} | _provenance(line.provenance)
            )
            for position, line in enumerate(self.files.services)
        }
        rows = {
            (row.organisation_id, row.function_id, row.need_id, row.law_id): row
            for row in self.session.scalars(select(ServiceRow))
        }
        return self._replace(ServiceRow, ("organisation_id", "function_id", "need_id", "law_id"), rows, wanted)

    def _areas(self) -> list[ServiceAreaRow]:
        wanted = {(line.organisation, line.cbs_code): _provenance(line.provenance) for line in self.files.areas}
        rows = {(row.organisation_id, row.cbs_code): row for row in self.session.scalars(select(ServiceAreaRow))}
        return self._replace(ServiceAreaRow, ("organisation_id", "cbs_code"), rows, wanted)

    def _choices(self) -> list[ChoiceRow]:
        wanted = {
            (line.cbs_code, line.subject): (
                {"value": line.value, "valid_from": line.valid_from} | _provenance(line.provenance)
            )
            for line in self.files.choices
        }
        rows = {(row.cbs_code, row.subject): row for row in self.session.scalars(select(ChoiceRow))}
        return self._replace(ChoiceRow, ("cbs_code", "subject"), rows, wanted)

    def _channels(self) -> set[str]:
        """Bring desks and channels in line; returns the owners (ids and CBS codes) that have a desk."""
        lines: dict[tuple[str, str], dict[ChannelKind, list[tuple[int, ChannelLine]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for position, line in enumerate(self.files.channels):
            lines[line.owner, line.label][line.kind].append((position, line))
        codes = {line.cbs_code for line in self.files.municipalities}
        contacts = {
            (row.organisation_id or row.cbs_code or "", row.label): row
            for row in self.session.scalars(select(ContactRow).options(selectinload(ContactRow.channels)))
        }
        for position, (owner, label) in enumerate(lines):
            contact = contacts.get((owner, label))
            if contact is None:
                owned = {"cbs_code": owner} if owner in codes else {"organisation_id": owner}
                contact = contacts[owner, label] = ContactRow(label=label, **owned)
                self.session.add(contact)
            contact.position = position
        owners: set[str] = set()
        for key, contact in contacts.items():
            for kind in ChannelKind:
                self._slot(contact, kind, lines[key][kind])
            if not contact.channels:
                self.session.delete(contact)
            elif not all(row.left_to_the_register for row in contact.channels):
                owners.add(key[0])
        return owners

    def _slot(self, contact: ContactRow, kind: ChannelKind, lines: list[tuple[int, ChannelLine]]) -> None:
        """One kind of channel of one desk: as the file has it, or as the database has it where that is newer.

        What the register brought stays where the file is silent.
        """
        rows = {
            row.value: row for row in contact.channels if row.kind is kind and (lines or not row.left_to_the_register)
        }
        said = max((line.provenance.confirmed_on for _, line in lines if line.provenance.confirmed_on), default=None)
        if any(_newer(row, said) for row in rows.values()):
            self.kept += max(1, len(lines))
            self._propose_channels(contact, kind, [line.value for _, line in lines], list(rows.values()))
            return
        for position, line in lines:
            row = rows.pop(line.value, None)
            if row is None:
                row = ChannelRow(kind=kind, value=line.value)
                contact.channels.append(row)
            _assign(row, {"position": position} | _provenance(line.provenance))
        for row in rows.values():
            contact.channels.remove(row)

    def _put[Key: tuple[str | None, ...], Row: Base](
        self, model: Callable[..., Row], columns: tuple[str, ...], rows: Mapping[Key, Row], wanted: Mapping[Key, Values]
    ) -> list[Row]:
        """Add and change; returns the row of each wanted key. `columns` are those that make the key."""
        result = []
        for key, values in wanted.items():
            row = rows.get(key)
            if row is None:
                row = model(**dict(zip(columns, key, strict=True)), **values)
                self.session.add(row)
            elif isinstance(row, Fact) and _newer(row, values["confirmed_on"]):
                self.kept += 1
                self._propose_values(row, values)
            else:
                _assign(row, values)
            result.append(row)
        return result

    def _replace[Key: tuple[str | None, ...], Row: Fact](
        self, model: Callable[..., Row], columns: tuple[str, ...], rows: Mapping[Key, Row], wanted: Mapping[Key, Values]
    ) -> list[Row]:
        """Add, change and remove; returns the rows that are left."""
        left = self._put(model, columns, rows, wanted)
        return left + self._clear({key: row for key, row in rows.items() if key not in wanted})

    def _clear[Key, Row: Base](self, rows: Mapping[Key, Row], needed: Container[object] = ()) -> list[Row]:
        """Remove rows that no file names; returns those that stay: confirmed here, or needed by a fact that is."""
        left = []
        for key, row in rows.items():
            if key in needed or (isinstance(row, Fact) and (row.confirmed_here or row.kept_at_the_desk)):
                self.kept += 1
                left.append(row)
            else:
                self.session.delete(row)
        return left

    def _propose_channels(
        self, contact: ContactRow, kind: ChannelKind, values: list[str], rows: list[ChannelRow]
    ) -> None:
        """Propose the numbers and addresses of the files that the desk has not, and has not had."""
        ours = [row for row in rows if row.withdrawn_on is None]
        if not ours or not any(row.kept_at_the_desk for row in rows):
            return
        known = {row.value for row in rows} | self._said(contact.owner_id, RecordKind.CHANNEL, None, "value")
        for value in values:
            if value not in known:
                text = f"{contact.label or 'contact'}, {kind}: de bestanden hebben {value}, de gids {ours[0].value}"
                self._propose(contact.owner_id, text, ours[0], {"value": value})

    def _propose_values(self, row: Fact, values: Values) -> None:
        """Propose what the files say of a fact and the fact does not say, and has not said."""
        if not row.kept_at_the_desk or row.withdrawn_on is not None:
            return
        owner, kind = row.owner(self.session), KINDS[row.__tablename__]
        for name in _PROPOSED & values.keys():
            value = as_text(values[name])
            if value != as_text(getattr(row, name)) and value not in self._said(owner, kind, row, name):
                text = f"{_FIELDS[name]}: de bestanden hebben '{value}', de gids '{as_text(getattr(row, name))}'"
                self._propose(owner, text, row, {name: value})

    def _propose(self, owner: str, text: str, row: Fact, proposed: dict[str, str]) -> None:
        record = str(Ref(KINDS[row.__tablename__], key_of(row)))
        self.proposals.append(Wanted(owner, ProposalKind.CONTACT, text, record, proposed, AUTHOR.who))

    def _said(self, owner: str, kind: RecordKind, row: Fact | None, name: str) -> set[str]:
        """What the owner's facts of this kind (or this one) said before, by the history."""
        wanted = select(ChangeRow).where(ChangeRow.owner_id == owner, ChangeRow.kind == kind)
        if row is not None:
            wanted = wanted.where(ChangeRow.key == key_of(row))
        lines = self.session.scalars(wanted).all()
        return {values[name] for line in lines for values in (line.before, line.after) if name in values}

    def _clear_words(self, services: Iterable[ServiceRow]) -> None:
        used: dict[str, set[str | None]] = {
            "needs": {row.need_id for row in services},
            "laws": {row.law_id for row in services},
            "functions": {row.function_id for row in services},
            "kinds": set(self.session.scalars(select(OrganisationRow.kind_id))),
        }
        for vocabulary, model in VOCABULARIES.items():
            named = {line.id for line in self.files.words[vocabulary]}
            rows = {row.id: row for row in self.session.scalars(select(model)) if row.id not in named}
            self._clear(rows, used[vocabulary])


def _newer(row: Fact, said: object) -> bool:
    """Whether a person knows better than the file: the owner said it, or VNG did after the day that the file gives.

    `said` is that day; None where the file has no confirmation.
    """
    if row.origin == Origin.OWNER:
        return True
    if row.origin == Origin.VNG:
        last = max((day for day in (row.confirmed_on, row.withdrawn_on) if day), default=None)
        return not isinstance(said, date) or last is None or last >= said
    confirmed = row.confirmed_on
    if confirmed is None or not row.confirmed_here:
        return False
    return not isinstance(said, date) or confirmed > said


def _assign(row: Base, values: Values) -> None:
    for column, value in values.items():
        setattr(row, column, value)


def _provenance(provenance: Provenance) -> Values:
    return {
        "source_id": provenance.source_id,
        "source_date": provenance.source_date,
        "confirmed_on": provenance.confirmed_on,
        "confirmed_by": provenance.confirmed_by,
        "file_confirmed_on": provenance.confirmed_on,
        "origin": Origin.FILES.value,
    }
