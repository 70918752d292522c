"""Takes a table into the directory, in one transaction; with `dry_run` it does the same and takes it back."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, selectinload

from bot.adapters.sql.base import Fact
from bot.adapters.sql.directory import rows
from bot.adapters.sql.directory.contacts import ContactRow
from bot.adapters.sql.directory.municipalities import MunicipalityRow
from bot.adapters.sql.directory.organisations import OrganisationRow
from bot.adapters.sql.directory.proposals import Wanted, propose
from bot.adapters.sql.history import key_of
from bot.adapters.sql.sessions import by, take_turn
from bot.core.changes.changes import Author, RecordKind, Ref
from bot.core.changes.port import RefusedError
from bot.core.changes.proposals import ProposalKind
from bot.core.changes.records import FIELDS
from bot.core.directory.standing import Origin
from bot.core.importing.judge import Answers, judge_table
from bot.core.importing.owners import Known, Owner, Owners
from bot.core.importing.report import Edit, Report
from bot.core.importing.table import Table


class SqlImporter:
    """Imports tables. `aliases` gives other names of organisations and municipalities: name and whose it is."""

    def __init__(
        self,
        engine: Engine,
        aliases: Callable[[], Mapping[str, str]],
        today: Callable[[], date] = lambda: datetime.now(UTC).date(),
    ) -> None:
        self._engine = engine
        self._aliases = aliases
        self._today = today

    def take(self, table: Table, author: Author, answers: Answers | None = None, *, dry_run: bool) -> Report:
        """Judge and write; nothing is written where a row is refused. Raises TableError for what cannot be understood.

        The history keeps what was written together, so that it can be found and undone together.
        """
        author = replace(author, batch=author.batch or f"import-{uuid.uuid4().hex[:12]}")
        with by(self._engine, author) as session, session.begin() as transaction:
            take_turn(session)
            report = judge_table(table, Owners(_owners(session), self._aliases()), self._today(), answers or Answers())
            if not report.refused:
                self._write(session, report, author)
            if dry_run or report.refused:
                transaction.rollback()
        return report

    def _write(self, session: Session, report: Report, author: Author) -> None:
        for row in report.rows:
            for edit in row.edits:
                try:
                    written, proposed = self._edit(session, edit, author)
                    report.written += written
                    report.proposed += proposed
                except RefusedError as error:
                    row.tell(str(error))
        session.flush()

    def _edit(self, session: Session, edit: Edit, author: Author) -> tuple[bool, bool]:
        """Write one fact; whether that changed it, and whether it only became a proposal."""
        if edit.kind is RecordKind.MUNICIPALITY and not edit.instead_of:
            made = MunicipalityRow(cbs_code=edit.owner_id, origin=edit.origin.value, **edit.values)
            session.add(made)
            session.flush()
            return True, False
        row = rows.find(session, Ref(edit.kind, edit.instead_of)) if edit.instead_of else None
        if row is None:
            row = rows.make(session, edit.owner_id, edit.kind, dict.fromkeys(FIELDS[edit.kind], "") | dict(edit.values))
        elif not Origin(row.origin).yields_to(edit.origin) or (edit.origin is Origin.REGISTER and row.confirmed_on):
            return False, self._propose(session, row, edit, author)
        else:
            rows.assign(session, row, edit.values)
        self._stand(row, edit)
        # Written at the end, all at once: a flush for each of thousands of rows would hold everybody else up.
        return row in session.new or session.is_modified(row), False

    @staticmethod
    def _stand(row: Fact, edit: Edit) -> None:
        row.origin = edit.origin.value
        row.source_id, row.source_date = edit.source_id, edit.source_date
        row.confirmed_on, row.confirmed_by = edit.confirmed or (None, "")
        row.disputed_on, row.disputed_why = None, ""
        row.withdrawn_on, row.withdrawn_why, row.successor = None, "", ""

    def _propose(self, session: Session, row: Fact, edit: Edit, author: Author) -> bool:
        now = rows.values_of(session, row)
        new = {
            name: value for name, value in edit.values.items() if value and value != now.get(name) and name != "label"
        }
        if new:
            text = "; ".join(
                f"{rows.WORDS.get(name, name)}: '{now[name]}' wordt '{value}'" for name, value in new.items()
            )
            ref = str(Ref(rows.kind_of(row), key_of(row)))
            wanted = Wanted(edit.owner_id, ProposalKind.CONTACT, text, ref, new, author.who)
            propose(session, edit.origin, wanted, self._today())
        return bool(new)


def _owners(session: Session) -> list[Owner]:
    """Every municipality and organisation with its facts as they stand."""
    municipalities = session.scalars(
        select(MunicipalityRow).options(
            selectinload(MunicipalityRow.choices),
            selectinload(MunicipalityRow.contacts).selectinload(ContactRow.channels),
        )
    ).all()
    organisations = session.scalars(
        select(OrganisationRow).options(selectinload(OrganisationRow.contacts).selectinload(ContactRow.channels))
    ).all()
    return [
        *(
            Owner(
                row.cbs_code,
                row.name,
                tuple(row.other_names),
                row.province,
                _channels(row.contacts),
                {choice.subject: _known(choice, choice.value) for choice in row.choices},
                _retired(row),
            )
            for row in municipalities
        ),
        *(Owner(row.id, row.name, channels=_channels(row.contacts), retired=_retired(row)) for row in organisations),
    ]


def _channels(contacts: Sequence[ContactRow]) -> dict[tuple[str, str], list[Known]]:
    found: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for contact in contacts:
        for channel in contact.channels:
            found[contact.label, channel.kind.value].append(_known(channel, channel.value))
    return found


def _known(row: Fact, value: str) -> Known:
    return Known(
        key_of(row),
        value,
        row.confirmed_on.isoformat() if row.confirmed_on else "",
        strong=row.origin == Origin.OWNER,
        withdrawn=row.withdrawn_on is not None,
        origin=row.origin,
    )


def _retired(row: MunicipalityRow | OrganisationRow) -> str:
    """What came in its place, or its own id where nothing did; empty while it is there."""
    key = row.cbs_code if isinstance(row, MunicipalityRow) else row.id
    return (row.successor or key) if row.withdrawn_on is not None else ""
