"""Brings what the national register says into the tables, in one transaction.

For each municipality that we have: a desk `Algemeen` with what the register gives as general number and addresses, dated
by the register and confirmed by nobody, and the places in it. A kind of channel of that desk on which the files or
somebody here have spoken is left as it is; where the register says otherwise, that becomes a proposal. What the
register no longer has goes. New, ended and renamed municipalities are proposals, never done.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, selectinload

from bot.adapters.register.reading import Register, RegisterError, RegisterMunicipality
from bot.adapters.sql.directory.contacts import ChannelRow, ContactRow
from bot.adapters.sql.directory.municipalities import MunicipalityRow
from bot.adapters.sql.directory.proposals import Wanted, keep_proposals
from bot.adapters.sql.directory.register import PlaceRow
from bot.adapters.sql.sessions import by, take_turn
from bot.core.changes.changes import Author, RecordKind, Ref
from bot.core.changes.proposals import ProposalKind
from bot.core.directory.contacts import GENERAL_DESK, REGISTER_SOURCE, ChannelKind
from bot.core.directory.standing import Origin

LEAST_SHARE = 0.9
"""A register with less than this share of what we have is taken for broken: it is refused, and nothing is removed."""
_AFTER_THE_FILES = 10_000
"""Position of the desk: after those that the files give."""
_ADDITION = re.compile(r"\s*\([^)]*\)$")
_KINDS = {ChannelKind.PHONE: "telefoon", ChannelKind.EMAIL: "e-mail", ChannelKind.WEBSITE: "website"}
AUTHOR = Author("Register van Overheidsorganisaties", Origin.REGISTER)
"""Whom the history names for what the register brought."""


@dataclass(frozen=True, slots=True)
class RegisterResult:
    """What an import did; `kept` counts kinds of channel that somebody else has spoken on."""

    municipalities: int
    channels: int
    places: int
    shared_places: int
    added: int
    changed: int
    removed: int
    kept: int
    proposals: tuple[str, ...]

    @property
    def unchanged(self) -> bool:
        """Whether nothing was written."""
        return not (self.added or self.changed or self.removed)


def import_register(
    engine: Engine, register: Register, today: date, *, dry_run: bool = False, accept_fewer: bool = False
) -> RegisterResult:
    """Write the register into the migrated database, or with `dry_run` do the same and take it back.

    Raises RegisterError, and writes nothing, for a register that has far less than what we have (`accept_fewer` takes
    it all the same) and for a database without municipalities.
    """
    with by(engine, AUTHOR) as session, session.begin() as transaction:
        take_turn(session)
        result = _Import(session, register, today, accept_fewer=accept_fewer).run()
        if dry_run:
            transaction.rollback()
        return result


@dataclass(slots=True)
class _Import:
    """The steps of one import."""

    session: Session
    register: Register
    today: date
    accept_fewer: bool
    gone: set[str] = field(default_factory=set)
    """Codes of what is no municipality any more by what an editor said: the register may be later."""
    added: int = 0
    changed: int = 0
    removed: int = 0
    kept: int = 0
    proposals: list[Wanted] = field(default_factory=list)

    def run(self) -> RegisterResult:
        every = self.session.scalars(select(MunicipalityRow)).all()
        known = {row.cbs_code: row for row in every if row.withdrawn_on is None}
        self.gone = {row.cbs_code for row in every if row.withdrawn_on is not None}
        current, untouched = self._current(known)
        contacts = {
            row.cbs_code: row
            for row in self.session.scalars(
                select(ContactRow)
                .where(ContactRow.cbs_code.is_not(None), ContactRow.label == GENERAL_DESK)
                .options(selectinload(ContactRow.channels))
            )
        }
        places: dict[str, dict[str, PlaceRow]] = defaultdict(dict)
        for place in self.session.scalars(select(PlaceRow)):
            places[place.cbs_code][place.name] = place
        self._check(known, current, contacts.values(), places)
        for code, row in known.items():
            if code not in untouched:
                item = current.get(code)
                self._desk(row, contacts.get(code), item)
                self._places(code, places[code], item.places if item else ())
        keep_proposals(self.session, Origin.REGISTER, self.proposals, self.today)
        self._flush()
        taken = [current[code] for code in known if code in current]
        shared = Counter(name for item in taken for name in item.places)
        return RegisterResult(
            municipalities=len(taken),
            channels=sum(len(item.channels) for item in taken),
            places=len(shared),
            shared_places=sum(count > 1 for count in shared.values()),
            added=self.added,
            changed=self.changed,
            removed=self.removed,
            kept=self.kept,
            proposals=tuple(item.text for item in self.proposals),
        )

    def _flush(self) -> None:
        self.added += len(self.session.new)
        self.changed += sum(self.session.is_modified(row) for row in self.session.dirty)
        self.removed += len(self.session.deleted)
        self.session.flush()

    def _current(self, known: dict[str, MunicipalityRow]) -> tuple[dict[str, RegisterMunicipality], set[str]]:
        """The municipalities of today by code, and those of which the register contradicts itself."""
        living: dict[str, list[RegisterMunicipality]] = defaultdict(list)
        ended: dict[str, RegisterMunicipality] = {}
        for item in self.register.municipalities:
            if item.ends_on is not None and item.ends_on <= self.today:
                ended[item.cbs_code] = item
            else:
                living[item.cbs_code].append(item)
        double = {code for code, items in living.items() if len(items) > 1}
        for code in sorted(double):
            self._propose(code, ProposalKind.DOUBLE, f"{living[code][0].name} ({code}) staat er twee keer in")
        for code, items in sorted(living.items()):
            if code not in self.gone:
                self._propose_living(code, items[0], known.get(code))
        for code in sorted(known.keys() - living.keys()):
            if code in ended:
                text = f"{known[code].name} ({code}) bestaat niet meer sinds {ended[code].ends_on}"
                self._propose(code, ProposalKind.ENDED, text)
            else:
                self._propose(code, ProposalKind.MISSING, f"{known[code].name} ({code}) staat er niet in")
        return {code: items[0] for code, items in living.items() if code not in double}, double

    def _propose_living(self, code: str, item: RegisterMunicipality, row: MunicipalityRow | None) -> None:
        """What the register says of a municipality that exists: that it is new, ends, or has another name."""
        if row is None:
            since = f", vanaf {item.starts_on.isoformat()}" if item.starts_on else ""
            self._propose(code, ProposalKind.NEW, f"{item.name} ({code}) is nieuw{since}")
            return
        if item.ends_on is not None:
            text = f"{row.name} ({code}) houdt op te bestaan op {item.ends_on.isoformat()}"
            self._propose(code, ProposalKind.ENDED, text)
        if not _same_name(item.name, row):
            self._propose(code, ProposalKind.RENAMED, f"{row.name} ({code}) heet in het register {item.name}")

    def _check(
        self,
        known: dict[str, MunicipalityRow],
        current: dict[str, RegisterMunicipality],
        contacts: Iterable[ContactRow],
        places: dict[str, dict[str, PlaceRow]],
    ) -> None:
        """Refuse a register that is empty, or has lost so much that it cannot be right."""
        if not known:
            raise RegisterError("De gids heeft nog geen gemeenten. Voer eerst uit: kennispunt directory load")
        taken = [current[code] for code in known if code in current]
        here = sum(row.origin == Origin.REGISTER for contact in contacts for row in contact.channels)
        counts = (
            ("gemeenten met een nummer of adres", sum(bool(item.channels) for item in taken), len(known)),
            ("nummers en adressen", sum(len(item.channels) for item in taken), here),
            ("plaatsen", sum(len(item.places) for item in taken), sum(map(len, places.values()))),
        )
        for what, found, expected in counts:
            if found < expected * LEAST_SHARE and not (self.accept_fewer and found):
                raise RegisterError(
                    f"Het register heeft maar {found} {what}, en wij kennen er {expected}. "
                    "Dat kan niet kloppen. Er is niets gewijzigd."
                )

    def _desk(
        self, municipality: MunicipalityRow, contact: ContactRow | None, item: RegisterMunicipality | None
    ) -> None:
        """The municipality's general desk as the register has it; empty when it has none any more."""
        if contact is None:
            if item is None or not item.channels:
                return
            contact = ContactRow(label=GENERAL_DESK, cbs_code=municipality.cbs_code, position=_AFTER_THE_FILES)
            self.session.add(contact)
        for position, kind in enumerate(_KINDS):
            values = [channel.value for channel in item.channels if channel.kind is kind] if item else []
            rows = {row.value: row for row in contact.channels if row.kind is kind}
            if any(not row.left_to_the_register for row in rows.values()):
                self.kept += 1
                self._compare(municipality, kind, values, rows)
                values = []
            for number, value in enumerate(values):
                row = rows.get(value)
                if row is None:
                    row = ChannelRow(kind=kind, value=value, origin=Origin.REGISTER)
                    contact.channels.append(row)
                row.position = position * 100 + number
                row.source_id = REGISTER_SOURCE
                row.source_date = item.verified_on if item else None
            for value, row in rows.items():
                if row.left_to_the_register and value not in values:
                    contact.channels.remove(row)
        if not contact.channels:
            self.session.delete(contact)

    def _compare(
        self, municipality: MunicipalityRow, kind: ChannelKind, values: list[str], rows: dict[str, ChannelRow]
    ) -> None:
        """Propose what the register has and the desk has not."""
        kept = {value: row for value, row in rows.items() if not row.left_to_the_register}
        ours = [value for value, row in kept.items() if row.withdrawn_on is None]
        known = {_plain(kind, value) for value in kept}
        for value in values if ours else ():
            if _plain(kind, value) not in known:
                self._propose(
                    municipality.cbs_code,
                    ProposalKind.CONTACT,
                    f"{municipality.name}, {_KINDS[kind]}: het register heeft {value}, de gids {', '.join(ours)}",
                    record=str(Ref(RecordKind.CHANNEL, str(rows[ours[0]].id))),
                    value=value,
                )

    def _places(self, code: str, rows: dict[str, PlaceRow], names: Iterable[str]) -> None:
        wanted = set(names)
        for name in sorted(wanted - rows.keys()):
            self.session.add(PlaceRow(cbs_code=code, name=name))
        for name in rows.keys() - wanted:
            self.session.delete(rows[name])

    def _propose(self, code: str, kind: ProposalKind, text: str, *, record: str = "", value: str = "") -> None:
        self.proposals.append(Wanted(code, kind, text, record, {"value": value} if value else {}))


def _same_name(name: str, row: MunicipalityRow) -> bool:
    return _bare(name) in {_bare(known) for known in _names(row)}


def _names(row: MunicipalityRow) -> Iterator[str]:
    yield row.name
    yield from row.other_names


def _bare(name: str) -> str:
    """A name without the province's letter behind it, which everybody writes otherwise: 'Bergen (L.)', 'Bergen (L)'."""
    return _ADDITION.sub("", name).casefold()


def _plain(kind: ChannelKind, value: str) -> str:
    """A value without what only looks different."""
    if kind is ChannelKind.PHONE:
        return "".join(letter for letter in value if letter.isdigit())
    return re.sub(r"^https?://(?:www\.)?", "", value.casefold()).removeprefix("www.").rstrip("/")
