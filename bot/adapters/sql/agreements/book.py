"""The `CaseBook` port, in SQLite or PostgreSQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, selectinload

from bot.adapters.sql.agreements.tables import CaseRow, CountRow, EntryRow, OutcomeRow
from bot.adapters.sql.moments import aware
from bot.adapters.sql.sessions import take_turn
from bot.core.agreements.cases import (
    LOST,
    Agreement,
    Case,
    ChangedMeanwhileError,
    Entry,
    EntryKind,
    Report,
    Side,
    Status,
    quarter_of,
)

_STANDING = ("next_on", "handler", "agreed", "agreed_on", "passed_on", "closed_on")
"""What a step changes, by the same name in row and case."""


class SqlCaseBook:
    """Implements `bot.core.agreements.port.CaseBook`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, reporter: str, address: str, report: Report, now: datetime, answer_by: date) -> Case:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            take_turn(session)  # two that report at once follow each other, so that each has a number
            year = f"A{now.year}-"
            last = session.scalar(select(func.max(CaseRow.number)).where(CaseRow.number.startswith(year))) or f"{year}0"
            row = CaseRow(
                number=f"{year}{int(last.removeprefix(year)) + 1:05d}",
                reporter=reporter,
                address=address,
                about=report.about,
                kind=report.kind.value,
                may_name=report.may_name,
                made_at=now,
                answer_by=answer_by,
                status=Status.RECEIVED.value,
                **report.texts,
            )
            session.add(row)
            session.flush()
            return _case(row)

    def cases(self) -> Sequence[Case]:
        """As in the port."""
        with Session(self._engine) as session:
            return tuple(_case(row) for row in session.scalars(select(CaseRow).order_by(CaseRow.id.desc())))

    def case(self, number: str) -> Case | None:
        """As in the port."""
        with Session(self._engine) as session:
            wanted = select(CaseRow).where(CaseRow.number == number).options(selectinload(CaseRow.entries))
            row = session.scalars(wanted).first()
            return _whole(row) if row is not None else None

    def write(self, case: Case, entries: Sequence[Entry], *, version: int) -> Case:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            take_turn(session)
            row = session.scalars(select(CaseRow).where(CaseRow.number == case.number)).first()
            if row is None or row.version != version:
                raise ChangedMeanwhileError
            row.status, row.version = case.status.value, version + 1
            for name in _STANDING:
                setattr(row, name, getattr(case, name))
            row.entries += [
                EntryRow(made_at=item.made_at, who=item.who, kind=item.kind.value, side=item.side.value, text=item.text)
                for item in entries
            ]
            session.flush()
            return _whole(row)

    def counts(self) -> Mapping[tuple[str, Agreement], int]:
        """As in the port."""
        with Session(self._engine) as session:
            found: Counter[tuple[str, Agreement]] = Counter()
            for row in session.scalars(select(CountRow)):
                found[row.quarter, Agreement(row.kind)] += row.count
            for kind, made_at in session.execute(select(CaseRow.kind, CaseRow.made_at)):
                found[quarter_of(aware(made_at).date()), Agreement(kind)] += 1
            return dict(found)

    def statuses(self) -> Mapping[tuple[str, str], int]:
        """As in the port."""
        with Session(self._engine) as session:
            found: Counter[tuple[str, str]] = Counter()
            for counted in session.scalars(select(CountRow)):
                found[counted.quarter, LOST] += counted.count
            for row in session.scalars(select(OutcomeRow)):
                found[row.quarter, row.status] += row.count
                found[row.quarter, LOST] -= row.count
            for status, made_at in session.execute(select(CaseRow.status, CaseRow.made_at)):
                found[quarter_of(aware(made_at).date()), status] += 1
            return {key: count for key, count in found.items() if count}

    def forget(self, closed_before: date) -> int:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            take_turn(session)
            old = session.scalars(select(CaseRow).where(CaseRow.closed_on < closed_before)).all()
            for row in old:
                quarter = quarter_of(aware(row.made_at).date())
                kept = session.get(CountRow, (quarter, row.kind))
                if kept is None:
                    kept = CountRow(quarter=quarter, kind=row.kind, count=0)
                    session.add(kept)
                kept.count += 1
                ended = session.get(OutcomeRow, (quarter, row.status))
                if ended is None:
                    ended = OutcomeRow(quarter=quarter, status=row.status, count=0)
                    session.add(ended)
                ended.count += 1
                session.delete(row)
            return len(old)


def _case(row: CaseRow) -> Case:
    report = Report(row.about, Agreement(row.kind), row.what, row.since, row.often, row.tried, row.wish, row.may_name)
    return Case(
        row.number,
        row.reporter,
        row.address,
        report,
        aware(row.made_at),
        row.answer_by,
        status=Status(row.status),
        version=row.version,
        **{name: getattr(row, name) for name in _STANDING},
    )


def _whole(row: CaseRow) -> Case:
    entries = tuple(
        Entry(aware(item.made_at), item.who, EntryKind(item.kind), Side(item.side), item.text) for item in row.entries
    )
    return replace(_case(row), entries=entries)
