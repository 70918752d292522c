"""What a register, a file or a person proposes and somebody else decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Engine, Enum, String, UniqueConstraint, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.adapters.sql.base import Base, JsonText, Line, OriginName, RowId
from bot.core.changes.proposals import Decision, Proposal, ProposalKind
from bot.core.directory.standing import Origin


class ProposalRow(Base):
    """A proposal. It may be about a municipality that we do not have. What was decided stays, so that it is asked once."""

    __tablename__ = "proposals"
    __table_args__ = (UniqueConstraint("owner_id", "kind", "text"),)

    id: Mapped[RowId]
    owner_id: Mapped[str] = mapped_column(String(60))
    kind: Mapped[ProposalKind] = mapped_column(
        Enum(
            ProposalKind,
            native_enum=False,
            create_constraint=False,  # a word of our own, written by us alone
            length=20,
            values_callable=lambda kinds: [kind.value for kind in kinds],
        )
    )
    text: Mapped[Line]
    found_on: Mapped[date]
    origin: Mapped[OriginName]
    who: Mapped[Line]
    record: Mapped[str] = mapped_column(String(80), default="", server_default=sql("''"))
    """Which fact it would change (`Ref` as text); empty where it is none, or a new one."""
    proposed: Mapped[dict[str, str]] = mapped_column(JsonText, default=dict, server_default=sql("'{}'"))
    """What the fact would be, by field."""
    decision: Mapped[str] = mapped_column(String(20), default=Decision.OPEN, server_default=sql("''"))
    decided_on: Mapped[date | None]
    decided_by: Mapped[Line]
    reason: Mapped[Line]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A proposal as it is made."""

    owner_id: str
    kind: ProposalKind
    text: str
    record: str = ""
    proposed: Mapping[str, str] = field(default_factory=dict)
    who: str = ""


def keep_proposals(session: Session, origin: Origin, wanted: Iterable[Wanted], today: date) -> None:
    """What this origin proposes now, with the day on which it first did; what it proposes no longer goes.

    What was decided stays as it is, so that nobody is asked twice.
    """
    rows = session.scalars(select(ProposalRow).where(ProposalRow.origin == origin)).all()
    kept = {(row.owner_id, row.kind, row.text): row for row in rows}
    now = {(item.owner_id, item.kind, item.text): item for item in wanted}
    for key, item in now.items():
        if key in kept:
            kept[key].record, kept[key].proposed = item.record, dict(item.proposed)
        else:
            session.add(_row(item, origin, today))
    for key, row in kept.items():
        if key not in now and not row.decision:
            session.delete(row)


def propose(session: Session, origin: Origin, item: Wanted, today: date) -> Proposal:
    """Keep one more proposal, of a person; the same one again is asked again."""
    found = session.scalars(
        select(ProposalRow).where(
            ProposalRow.owner_id == item.owner_id, ProposalRow.kind == item.kind, ProposalRow.text == item.text
        )
    ).one_or_none()
    row = found or _row(item, origin, today)
    row.decision, row.decided_on, row.decided_by, row.reason = Decision.OPEN, None, "", ""
    session.add(row)
    session.flush()
    return as_proposal(row)


def open_proposals(engine: Engine) -> tuple[Proposal, ...]:
    """What waits for a decision, the oldest first."""
    with Session(engine) as session:
        rows = session.scalars(
            select(ProposalRow)
            .where(ProposalRow.decision == Decision.OPEN)
            .order_by(ProposalRow.found_on, ProposalRow.text)
        )
        return tuple(map(as_proposal, rows))


def as_proposal(row: ProposalRow) -> Proposal:
    """The row as the core knows it."""
    return Proposal(
        id=row.id,
        owner_id=row.owner_id,
        kind=row.kind,
        text=row.text,
        found_on=row.found_on,
        origin=Origin(row.origin),
        who=row.who,
        record=row.record,
        proposed=row.proposed,
        decision=Decision(row.decision),
        decided_on=row.decided_on,
        decided_by=row.decided_by,
        reason=row.reason,
    )


def _row(item: Wanted, origin: Origin, today: date) -> ProposalRow:
    return ProposalRow(
        owner_id=item.owner_id,
        kind=item.kind,
        text=item.text,
        found_on=today,
        origin=origin,
        who=item.who,
        record=item.record,
        proposed=dict(item.proposed),
        decision=Decision.OPEN,
    )
