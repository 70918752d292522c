"""Records that may be one, the pairs of which somebody said that they are two, and the merges that were made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import DateTime, Engine, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, selectinload

from bot.adapters.sql.base import Base, Line, RowId
from bot.adapters.sql.directory import rows
from bot.adapters.sql.directory.contacts import ChannelRow, ContactRow
from bot.adapters.sql.directory.merging import compared, merge, undo_merge
from bot.adapters.sql.directory.municipalities import MunicipalityRow
from bot.adapters.sql.directory.organisations import OrganisationRow
from bot.adapters.sql.history import ChangeRow, key_of
from bot.adapters.sql.sessions import by, take_turn
from bot.core.changes.changes import Action, Author, RecordKind, Ref
from bot.core.changes.doubles import Double, Item, NotSame, find_doubles, pair
from bot.core.changes.merging import BATCH, Comparison, Merge
from bot.core.changes.port import UnknownRecordError


class NotSameRow(Base):
    """A pair of records of which an editor said that they are two: it is proposed no more."""

    __tablename__ = "not_the_same"
    __table_args__ = (UniqueConstraint("first", "second"),)

    id: Mapped[RowId]
    first: Mapped[str] = mapped_column(String(80))
    second: Mapped[str] = mapped_column(String(80))
    who: Mapped[Line]
    why: Mapped[Line]
    said_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class SqlMerging:
    """Implements `bot.core.changes.port.Merging`; `now` is the aware time of what is done, `today` its day where that is another."""

    def __init__(
        self,
        engine: Engine,
        today: Callable[[], date] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._engine = engine
        self._now = now
        self._today = today or (lambda: now().date())

    def compare(self, keep: Ref, other: Ref) -> Comparison:
        """As in the port."""
        with Session(self._engine) as session:
            return compared(session, keep, other)

    def merge(
        self, keep: Ref, other: Ref, versions: Mapping[Ref, int], choices: Mapping[str, str], author: Author
    ) -> str:
        """As in the port."""
        with by(self._engine, author, now=self._now) as session, session.begin():
            take_turn(session)
            return merge(session, keep, other, versions, choices, self._today())

    def undo(self, batch: str, author: Author) -> None:
        """As in the port."""
        with by(self._engine, author, now=self._now, action=Action.UNDONE) as session, session.begin():
            take_turn(session)
            undo_merge(session, batch, self._today())

    def merges(self) -> Sequence[Merge]:
        """As in the port."""
        # The line of what went is the one that names a successor; the others are of what the one that stayed took over.
        wanted = select(ChangeRow).where(ChangeRow.batch.startswith(BATCH), ChangeRow.action == Action.MERGED)
        undoing = select(ChangeRow.undoes).where(ChangeRow.batch.startswith(BATCH), ChangeRow.undoes.is_not(None))
        with Session(self._engine) as session:
            undone = set(session.scalars(undoing))
            lines = session.scalars(wanted.order_by(ChangeRow.id.desc())).all()
            return tuple(_merge(session, line, line.id in undone) for line in lines if line.after.get("successor"))

    def doubles(self) -> Sequence[Double]:
        """As in the port."""
        today = self._today()
        with Session(self._engine) as session:
            apart = {(row.first, row.second) for row in session.scalars(select(NotSameRow))}
            found = find_doubles(_items(session, today))
            return tuple(double for double in found if pair(double.first, double.second) not in apart)

    def say_not_same(self, one: Ref, other: Ref, author: Author) -> None:
        """As in the port."""
        first, second = pair(one, other)
        with Session(self._engine) as session, session.begin():
            if rows.find(session, one) is None or rows.find(session, other) is None or one == other:
                raise UnknownRecordError("Dit gegeven is er niet.")
            known = select(NotSameRow).where(NotSameRow.first == first, NotSameRow.second == second)
            if session.scalars(known).one_or_none() is None:
                row = NotSameRow(first=first, second=second, who=author.who, why=author.why, said_at=self._now())
                session.add(row)

    def not_same(self) -> Sequence[NotSame]:
        """As in the port."""
        with Session(self._engine) as session:
            said = session.scalars(select(NotSameRow).order_by(NotSameRow.id.desc())).all()
            return tuple(
                NotSame(
                    row.id, (_named(session, row.first), _named(session, row.second)), row.who, row.why, row.said_at
                )
                for row in said
            )

    def forget_not_same(self, number: int) -> None:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            row = session.get(NotSameRow, number)
            if row is None:
                raise UnknownRecordError("Dit staat er niet meer.")
            session.delete(row)


def _items(session: Session, today: date) -> list[Item]:
    """Every organisation, and every number and address within its owner, that holds today."""
    channels = selectinload(OrganisationRow.contacts).selectinload(ContactRow.channels)
    organisations = [
        row for row in session.scalars(select(OrganisationRow).options(channels)) if _holds(row.withdrawn_on, today)
    ]
    towns = selectinload(MunicipalityRow.contacts).selectinload(ContactRow.channels)
    municipalities = session.scalars(select(MunicipalityRow).options(towns)).all()
    owners: list[OrganisationRow | MunicipalityRow] = [*organisations, *municipalities]
    whole = [
        Item(
            Ref(RecordKind.ORGANISATION, row.id),
            row.name,
            kvk=row.kvk,
            website=row.website,
            channels=tuple((channel.kind.value, channel.value) for channel in _channels(row.contacts, today)),
        )
        for row in organisations
    ]
    parts = [
        Item(
            Ref(RecordKind.CHANNEL, key_of(channel)),
            ", ".join(filter(None, (contact.label, channel.value))),
            group=contact.owner_id,
            channels=((channel.kind.value, channel.value),),
        )
        for contact in (contact for owner in owners for contact in owner.contacts)
        for channel in _channels([contact], today)
    ]
    return [*whole, *parts]


def _channels(contacts: Sequence[ContactRow], today: date) -> list[ChannelRow]:
    return [channel for contact in contacts for channel in contact.channels if _holds(channel.withdrawn_on, today)]


def _holds(withdrawn_on: date | None, today: date) -> bool:
    return withdrawn_on is None or withdrawn_on > today


def _merge(session: Session, line: ChangeRow, undone: bool) -> Merge:  # noqa: FBT001  # one of the line's own facts
    kind, successor = RecordKind(line.kind), line.after["successor"]
    kept = Ref(kind, successor) if kind is RecordKind.ORGANISATION else rows.ref_of(successor)
    gone = Ref(kind, line.key)
    names = (_named(session, str(gone)), _named(session, str(kept)))
    owners = (line.owner_id, kept.key if kind is RecordKind.ORGANISATION else line.owner_id)
    return Merge(line.batch, line.made_at, line.who, line.why, owners, names, undone)


def _named(session: Session, ref: str) -> str:
    """A record in a few words; its key where it is no longer there."""
    row = rows.find(session, rows.ref_of(ref))
    if row is None:
        return ref
    record = rows.as_record(session, row)
    if record.ref.kind is RecordKind.ORGANISATION:
        return record.values["name"]
    said = (record.values.get("label", ""), record.values.get("value", ""))
    return f"{record.owner_name}: {', '.join(filter(None, said))}"
