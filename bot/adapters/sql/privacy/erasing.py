"""Erasing a person: every text of every table as it is in the database, so that a table that is new is not forgotten."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine, MetaData, String, Table, and_, delete, func, inspect, or_, select, update

from bot.adapters.sql.accounts.rows import alone
from bot.adapters.sql.accounts.tables import AccountRow
from bot.adapters.sql.base import Revision
from bot.adapters.sql.directory.contacts import ChannelRow
from bot.adapters.sql.sessions import by, take_turn
from bot.core.accounts.accounts import Role
from bot.core.changes.changes import Author
from bot.core.directory.standing import Origin
from bot.core.privacy.privacy import ERASED, LAST_ADMINISTRATOR, PrivacyError
from bot.core.rounds.asks import Closed

_WHOLE = {"accounts": "email", "closed_officials": "email", "outbox_letters": "address", "round_links": "address"}
"""Tables of which a row is somebody's alone: it goes, with what hangs on it."""
_NAMING = {
    "accounts": ("email", "name"),
    "closed_officials": ("email", "name"),
    "round_asks": ("address", "name"),
    "round_handovers": ("successor", "name"),
}
"""Where a name stands beside an address: by it the name is known."""
_OF_PLACES = frozenset({"organisations", "municipalities", "villages", "places", "alembic_version"})
"""Names there are those of organisations and places: a person who is called like one changes none of them."""
_CALLED = {
    "accounts": "accounts",
    "account_sessions": "aanmeldingen",
    "agreement_cases": "meldingen over afspraken",
    "agreement_entries": "berichten en notities bij meldingen",
    "channels": "contacten in de gids",
    "contacts": "loketten in de gids",
    "closed_officials": "medewerkers voor een overdracht",
    "closed_developments": "ontwikkelingen",
    "closed_documents": "documenten (titel en naam)",
    "desk_log": "logboek",
    "directory_changes": "geschiedenis van de gids",
    "proposals": "voorstellen",
    "outbox_letters": "mails",
    "text_drafts": "concepten van teksten",
    "text_revisions": "geschiedenis van teksten",
    "round_asks": "vragen van de ronde",
    "round_mails": "mails van de ronde",
    "round_links": "links van de ronde",
    "round_handovers": "overdrachten",
}
_LETTER = r"\w.+\-"


@dataclass(frozen=True, slots=True)
class _Person:
    """How somebody is found in a text."""

    address: str
    names: tuple[str, ...]

    def without(self, text: str, *, names: bool) -> str:
        """The text with 'verwijderd' in their place."""
        text = re.sub(rf"(?<![{_LETTER}]){re.escape(self.address)}(?![\w-]|\.\w)", ERASED, text, flags=re.IGNORECASE)
        for name in self.names if names else ():
            for written in {name, json.dumps(name, ensure_ascii=False)[1:-1]}:
                text = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", ERASED, text, flags=re.IGNORECASE)
        return text


@dataclass(frozen=True, slots=True)
class _Hit:
    """One row in which somebody stands: what it becomes, or None where it goes."""

    table: Table
    key: tuple[object, ...]
    values: Mapping[str, object] | None


def traces(engine: Engine, address: str, name: str) -> Mapping[str, int]:
    """In how many rows somebody stands, by what they hold."""
    with engine.connect() as connection:
        return _counted(hit.table.name for hit in _hits(connection, address, name))


def erase(engine: Engine, address: str, name: str, today: date) -> Mapping[str, int]:
    """Take somebody away everywhere.

    First a contact that is theirs is withdrawn, with a line of the history: so whoever keeps a copy of the directory
    hears of it. Then all the rest, or nothing of it. Raises PrivacyError for the last administrator, also where two
    erase each other at once.
    """
    with by(engine, Author("beheer", Origin.VNG, "verwijderd op verzoek")) as session, session.begin():
        take_turn(session)
        theirs = (func.lower(ChannelRow.value) == address, ChannelRow.withdrawn_on.is_(None))
        for row in session.scalars(select(ChannelRow).where(*theirs)):
            row.withdrawn_on, row.withdrawn_why = today, "verwijderd op verzoek"
    with engine.begin() as connection:
        connection.execute(update(Revision).values(number=Revision.number + 1))  # others read anew; and one at a time
        _check_somebody_stays(connection, address)
        hits = list(_hits(connection, address, name))
        for hit in hits:
            where = and_(*(column == value for column, value in zip(hit.table.primary_key, hit.key, strict=True)))
            if hit.values is None:
                connection.execute(delete(hit.table).where(where))
            else:
                connection.execute(update(hit.table).where(where).values(**hit.values, **_with(hit)))
        return _counted(hit.table.name for hit in hits)


def _check_somebody_stays(connection: Connection, address: str) -> None:
    alone(connection)
    boss = and_(AccountRow.role == Role.ADMINISTRATOR.value, AccountRow.active.is_(True))
    bosses = set(connection.scalars(select(AccountRow.email).where(boss)))
    if address in bosses and len(bosses) == 1:
        raise PrivacyError(LAST_ADMINISTRATOR)


def _with(hit: _Hit) -> dict[str, object]:
    """What else changes: nobody is asked at an address that is gone."""
    changed = hit.values or {}
    if hit.table.name == "round_asks" and "address" in changed:
        return {"closed": Closed.REVOKED.value}
    if hit.table.name == "round_mails" and "address" in changed:
        return {"dropped": True}
    return {}


def _hits(connection: Connection, address: str, name: str) -> Iterator[_Hit]:
    tables = MetaData()
    tables.reflect(connection)
    person = _Person(address, _names(connection, tables, address, name))
    for table in tables.sorted_tables:
        keys = list(table.primary_key)
        texts = [column for column in table.columns if isinstance(column.type, String) and column not in keys]
        if not texts or not keys:
            continue
        named = table.name not in _OF_PLACES
        unique = _unique(connection, table)
        sought = [person.address, *(person.names if named else ())]
        like = [column.icontains(text, autoescape=True) for column in texts for text in sought]
        for row in connection.execute(select(*keys, *texts).where(or_(*like))).mappings().all():
            key = tuple(row[column.name] for column in keys)
            whole = _WHOLE.get(table.name)
            if whole and str(row[whole]).casefold() == person.address:
                yield _Hit(table, key, None)
                continue
            values = _changed({column.name: row[column.name] for column in texts}, person, named=named)
            if values:
                # Where two may not be the same, each that was erased has a number of its own.
                yield _Hit(table, key, {k: f"{v}-{key[0]}" if k in unique else v for k, v in values.items()})


def _changed(row: Mapping[str, object], person: _Person, *, named: bool) -> dict[str, str]:
    found = {}
    for name, held in row.items():
        if isinstance(held, str) and (new := person.without(held, names=named)) != held:
            found[name] = new
    return found


def _names(connection: Connection, tables: MetaData, address: str, name: str) -> tuple[str, ...]:
    """The names by which somebody with this address is known, whole ones alone."""
    found = [name] if name else []
    for table_name, (address_column, name_column) in _NAMING.items():
        table = tables.tables.get(table_name)
        if table is not None:
            wanted = select(table.c[name_column]).where(func.lower(table.c[address_column]) == address)
            found += [text for text in connection.scalars(wanted) if text and "@" not in text]
    return tuple(dict.fromkeys(text.strip() for text in found if len(text.split()) > 1))


def _unique(connection: Connection, table: Table) -> set[str]:
    return {
        name for rule in inspect(connection).get_unique_constraints(table.name) for name in rule["column_names"] if name
    }


def _counted(tables: Iterator[str]) -> dict[str, int]:
    return dict(Counter(_CALLED.get(name, name) for name in tables))
