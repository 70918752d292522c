"""The desk behind the `Desk` port, in SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.adapters.sql.base import Fact
from bot.adapters.sql.directory import rows
from bot.adapters.sql.directory.proposals import ProposalRow, Wanted, open_proposals, propose
from bot.adapters.sql.directory.undo import take_back
from bot.adapters.sql.history import ChangeRow, as_change, key_of
from bot.adapters.sql.sessions import by, take_turn
from bot.core.changes.changes import Action, Author, Change, RecordKind, Ref
from bot.core.changes.merging import BATCH
from bot.core.changes.port import ClashError, RefusedError, UnknownRecordError
from bot.core.changes.proposals import Decision, Proposal, ProposalKind
from bot.core.changes.records import FIELDS, Record, ValuesError, checked
from bot.core.directory.standing import Origin


class SqlDesk:
    """Implements `bot.core.changes.port.Desk`; `now` is the aware time of what is confirmed, disputed and proposed.

    `today` is the day of it, where that is another one.
    """

    def __init__(
        self,
        engine: Engine,
        today: Callable[[], date] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._engine = engine
        self._now = now
        self._today = today or (lambda: now().date())

    def records(self, owner_id: str) -> Sequence[Record]:
        """As in the port."""
        with Session(self._engine) as session:
            return tuple(rows.as_record(session, row) for row in rows.of_owner(session, owner_id))

    def record(self, ref: Ref) -> Record | None:
        """As in the port."""
        with Session(self._engine) as session:
            row = rows.find(session, ref)
            return rows.as_record(session, row) if row is not None else None

    def add(
        self, owner_id: str, kind: RecordKind, values: Mapping[str, str], author: Author, *, confirm: bool
    ) -> Record:
        """As in the port."""
        with self._session(author) as session, session.begin():
            take_turn(session)
            kept = checked(kind, dict.fromkeys(FIELDS[kind], "") | dict(values), rows.words(session))
            row = rows.make(session, owner_id, kind, kept)
            row.origin = row.origin or author.origin.value
            self._says(row, author, confirm=confirm)
            row.withdrawn_on, row.withdrawn_why, row.successor = None, "", ""
            session.flush()
            return rows.as_record(session, row)

    def change(
        self, ref: Ref, version: int, values: Mapping[str, str], author: Author, *, confirm: bool
    ) -> Record | Proposal:
        """As in the port."""
        with self._session(author) as session, session.begin():
            row = _current(session, ref, version)
            now = rows.values_of(session, row)
            given = checked(ref.kind, now | dict(values), rows.words(session))
            new = {name: value for name, value in given.items() if value != now[name]}
            if new and not Origin(row.origin).yields_to(author.origin):
                return self._propose(session, row, new, author)
            if new and rows.twin(session, row, given) is not None:
                raise ValuesError(
                    {next(iter(new)): "Dit staat er al. Laat een van de twee vervallen of voeg ze samen."}
                )
            rows.assign(session, row, new)
            if new:
                row.source_id, row.source_date = "", None
            if new or confirm:
                self._says(row, author, confirm=confirm)
            session.flush()
            return rows.as_record(session, row)

    def confirm(self, ref: Ref, version: int, author: Author) -> Record:
        """As in the port."""
        with self._session(author, Action.CONFIRMED) as session, session.begin():
            row = _current(session, ref, version)
            self._says(row, author, confirm=True)
            session.flush()
            return rows.as_record(session, row)

    def confirm_all(self, versions: Mapping[Ref, int], author: Author) -> Sequence[Ref]:
        """As in the port."""
        left: list[Ref] = []
        with self._session(author, Action.CONFIRMED) as session, session.begin():
            take_turn(session)
            for ref, version in versions.items():
                row = rows.find(session, ref)
                if row is None or row.version != version or row.withdrawn_on is not None:
                    left.append(ref)
                else:
                    self._says(row, author, confirm=True)
            session.flush()
        return tuple(left)

    def dispute(self, ref: Ref, author: Author) -> Record:
        """As in the port."""
        with self._session(author, Action.DISPUTED) as session, session.begin():
            take_turn(session)
            row = _known(session, ref)
            row.disputed_on, row.disputed_why = row.disputed_on or self._today(), author.why
            session.flush()
            return rows.as_record(session, row)

    def withdraw(self, ref: Ref, version: int, author: Author, *, on: date, successor: str = "") -> Record | Proposal:
        """As in the port."""
        with self._session(author, Action.WITHDRAWN) as session, session.begin():
            row = _current(session, ref, version)
            _check_successor(session, ref.key, successor)
            if not Origin(row.origin).yields_to(author.origin):
                return self._propose(session, row, {"withdrawn_on": on.isoformat()}, author)
            row.withdrawn_on, row.withdrawn_why, row.successor = on, author.why, successor
            row.origin = author.origin.value
            session.flush()
            return rows.as_record(session, row)

    def undo(self, number: int, author: Author) -> None:
        """As in the port."""
        with self._session(author, Action.UNDONE, undoes=number) as session, session.begin():
            change = session.get(ChangeRow, number)
            if change is not None and change.batch.startswith(BATCH):
                raise RefusedError("Dit hoort bij een samenvoeging. Draai die als geheel terug.")
            take_back(session, number)

    def history(self, *, owner_id: str = "", ref: Ref | None = None, most: int = 200) -> Sequence[Change]:
        """As in the port."""
        wanted = select(ChangeRow).order_by(ChangeRow.id.desc()).limit(most)
        if owner_id:
            wanted = wanted.where(ChangeRow.owner_id == owner_id)
        if ref is not None:
            wanted = wanted.where(ChangeRow.kind == ref.kind, ChangeRow.key == ref.key)
        with Session(self._engine) as session:
            lines = session.scalars(wanted).all()
            numbers = [line.id for line in lines]
            taken_back = session.execute(select(ChangeRow.undoes, ChangeRow.id).where(ChangeRow.undoes.in_(numbers)))
            undone = {number: by_number for number, by_number in taken_back if number is not None}
            return tuple(replace(as_change(line), undone_by=undone.get(line.id)) for line in lines)

    def proposals(self) -> Sequence[Proposal]:
        """As in the port."""
        return open_proposals(self._engine)

    def decide(self, proposal_id: int, author: Author, *, take: bool, values: Mapping[str, str] | None = None) -> None:
        """As in the port."""
        with self._session(author) as session, session.begin():
            take_turn(session)
            proposal = session.get(ProposalRow, proposal_id)
            if proposal is None:
                raise UnknownRecordError("Dit voorstel is er niet.")
            if proposal.decision:
                raise RefusedError(f"Dit voorstel is al {proposal.decision} door {proposal.decided_by}.")
            if take and proposal.record:
                row = _known(session, rows.ref_of(proposal.record))
                self._take(session, row, proposal.proposed | dict(values or {}), author)
            proposal.decision = Decision.TAKEN if take else Decision.REFUSED
            proposal.decided_on, proposal.decided_by, proposal.reason = self._today(), author.who, author.why
            session.flush()

    def _take(self, session: Session, row: Fact, proposed: Mapping[str, str], author: Author) -> None:
        """What was proposed, as the decider's own words: they are not asked whether they may, since they decide."""
        left = dict(proposed)
        if on := left.pop("withdrawn_on", ""):
            row.withdrawn_on, row.withdrawn_why = date.fromisoformat(on), author.why
        ref = Ref(rows.kind_of(row), key_of(row))
        rows.assign(session, row, checked(ref.kind, rows.values_of(session, row) | left, rows.words(session)))
        row.source_id, row.source_date = "", None
        self._says(row, author, confirm=True)

    def _session(self, author: Author, action: Action | None = None, undoes: int | None = None) -> Session:
        info: dict[str, object] = {"now": self._now} | ({"action": action} if action else {})
        return by(self._engine, author, **info, **({"undoes": undoes} if undoes else {}))

    def _says(self, row: Fact, author: Author, *, confirm: bool) -> None:
        """Note who said it: with a confirmation it holds, without one it is only found."""
        stronger = author.origin if Origin(row.origin).yields_to(author.origin) else Origin(row.origin)
        row.origin = stronger.value
        row.disputed_on, row.disputed_why = None, ""
        row.confirmed_on = self._today() if confirm else None
        row.confirmed_by = rows.spoken_for(row, author.origin) if confirm else ""

    def _propose(self, session: Session, row: Fact, new: Mapping[str, str], author: Author) -> Proposal:
        now = rows.values_of(session, row)
        text = "; ".join(f"{rows.WORDS.get(name, name)}: '{now.get(name, '')}' wordt '{new[name]}'" for name in new)
        ref = str(Ref(rows.kind_of(row), key_of(row)))
        wanted = Wanted(row.owner(session), ProposalKind.CONTACT, text, ref, new, author.who)
        return propose(session, author.origin, wanted, self._today())


def _known(session: Session, ref: Ref) -> Fact:
    row = rows.find(session, ref)
    if row is None:
        raise UnknownRecordError("Dit gegeven is er niet.")
    return row


def _current(session: Session, ref: Ref, version: int) -> Fact:
    """The row, when it is still of this version; takes the database's lock first, so that it stays so."""
    take_turn(session)
    row = _known(session, ref)
    if row.version != version:
        raise ClashError(rows.as_record(session, row))
    return row


def _check_successor(session: Session, key: str, successor: str) -> None:
    """Whether following successors from here comes to an end: nothing comes in its own place."""
    seen = {key}
    while successor:
        if successor in seen:
            raise RefusedError("Zo volgt iets zichzelf op. Kies een andere opvolger.")
        seen.add(successor)
        found = rows.of_owner(session, successor)
        successor = found[0].successor if found else ""
