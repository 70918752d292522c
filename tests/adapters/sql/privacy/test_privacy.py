"""Erasing a person reaches every text of the database, and what is past its term goes."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, MetaData, String, insert, select, update

from bot.adapters.sql.accounts.tables import AccountRow
from bot.adapters.sql.directory.setup import prepare, upgrade
from bot.contract import Language
from bot.core.accounts.accounts import Account, Role
from bot.core.agreements.agreements import Move
from bot.core.agreements.cases import Side, Status
from bot.core.changes.changes import Author, RecordKind
from bot.core.closed.shelf import Official
from bot.core.directory.standing import Origin
from bot.core.privacy.privacy import PrivacyError, Terms
from bot.core.use.tally import Counted, Tallied, month_of
from tests.contracts.closed_world import EDITOR, REPORT, ClosedWorld
from tests.contracts.directory_sample import write_sample

SAM, NAME = "sam.verzonnendijk@voorbeeld.example.nl", "Sam Verzonnendijk"
NEAR = ("annesam.verzonnendijk@voorbeeld.example.nl", "samxverzonnendijk@voorbeeld.example.nl")
"""Addresses that look like it and are of somebody else."""


@pytest.fixture
def closed(engine: Engine, database_url: str, tmp_path: Path) -> ClosedWorld:
    prepare(database_url, write_sample(tmp_path / "content" / "directory"))
    return ClosedWorld(engine)


def everything(engine: Engine) -> str:
    found = MetaData()
    with engine.connect() as connection:
        found.reflect(connection)
        return "\n".join(
            f"{table.name} {row}" for table in found.sorted_tables for row in connection.execute(select(table))
        )


def live(closed: ClosedWorld) -> None:
    """Sam does everything that leaves a trace."""
    world = closed.world
    sam = world.accounts.add(SAM, NAME, Role.REPRESENTATIVE, ["9001", "horizon"])
    world.accounts.sign_in(sam.id, whole=True)
    by = Author(SAM, Origin.OWNER, f"zegt {NAME}")
    made = world.desk.add(
        "9001", RecordKind.CHANNEL, {"label": f"Wmo ({NAME})", "kind": "email", "value": SAM}, by, confirm=False
    )
    world.desk.confirm(made.ref, made.version, by)
    phone = world.phone()
    world.desk.change(phone.ref, phone.version, {"value": "010 555 0199"}, by, confirm=True)
    world.rounds.start(["9001", "horizon"])
    world.rounds.send()
    world.clock.passes(minutes=5)
    visit = world.answering.visit(world.fake.token(SAM))
    world.answering.hand_over(visit, ["horizon"], "ander@elders.example.nl", "Iemand Anders")
    closed.agreements.report("horizon", SAM, REPORT)
    case = closed.agreements.report("elders", "x@elders.example.nl", REPORT)
    case = closed.agreements.move(case, EDITOR, Move(Status.ASKED, date(2026, 6, 9), ask="Hoe zit het?"), version=1)
    closed.agreements.answer(case, sam, Side.OTHER, "Wij kijken ernaar.")
    closed.part.keep_official(Official(0, "9001", NAME, "overdracht", SAM, ""), sam)
    closed.part.keep_official(Official(0, "9001", "Iemand Anders", "overdracht", NEAR[0], ""), sam)
    closed.shelf.note("redactie@vng.example.nl", f"belde met {SAM.upper()}, {NAME.upper()}")


def test_nothing_is_left_of_who_is_erased_and_all_of_everybody_else(closed: ClosedWorld, engine: Engine):
    live(closed)
    before = everything(engine)
    assert "Verzonnendijk" in before
    found = closed.data.traces(SAM)
    gone = closed.data.erase(SAM, "", closed.world.clock.today)
    assert set(gone) == set(found)
    assert {"accounts", "geschiedenis van de gids", "logboek", "medewerkers voor een overdracht", "vragen van de ronde", "meldingen over afspraken", "berichten en notities bij meldingen", "contacten in de gids", "mails"} <= set(found)  # fmt: skip
    after = everything(engine)
    left = [line for line in after.casefold().splitlines() if "verzonnendijk" in line and NEAR[0] not in line]
    assert left == []
    assert NEAR[0] in after
    assert "Iemand Anders" in after
    assert "Wij kijken ernaar." in after
    assert closed.data.traces(SAM) == {}
    changes = closed.world.desk.history(owner_id="9001")
    assert {item.author.who for item in changes} == {"verwijderd", "beheer", "bestanden van de gids"}
    assert changes[0].after["withdrawn_on"] == closed.world.clock.today.isoformat()  # who keeps a copy hears of it
    assert all(item.made_at for item in changes)
    assert closed.world.phone().values["value"] == "010 555 0199"


def test_a_contact_that_is_a_persons_is_gone_for_visitors_at_once(closed: ClosedWorld):
    live(closed)
    municipality = closed.world.directory.municipality("9001")
    assert SAM in str(municipality)
    closed.data.erase(SAM, "", closed.world.clock.today)
    municipality = closed.world.directory.municipality("9001")
    assert "verzonnendijk" not in str(municipality).casefold()
    assert all(channel.value != "verwijderd" for contact in municipality.contacts for channel in contact.channels)


def test_nobody_is_asked_at_an_address_that_is_gone(closed: ClosedWorld):
    live(closed)
    closed.data.erase(SAM, "", closed.world.clock.today)
    before = len(closed.world.fake.sent)
    closed.world.clock.passes(days=11)
    closed.world.rounds.remind()
    closed.world.rounds.send()
    closed.send()
    assert [letter.to for letter in closed.world.fake.sent[before:] if "verwijderd" in letter.to] == []


def test_every_text_of_every_table_is_reached(closed: ClosedWorld, engine: Engine):
    """Plant the address in each column that has room for it, of a row of each table that has one."""
    live(closed)
    tables = MetaData()
    tables.reflect(engine)
    planted = 0
    with engine.begin() as connection:
        for table in tables.sorted_tables:
            keys = list(table.primary_key)
            texts = [
                column for column in table.columns
                if isinstance(column.type, String) and column not in keys and not column.foreign_keys
                and (column.type.length is None or column.type.length > 40)
            ]  # fmt: skip
            row = connection.execute(select(*keys).limit(1)).first() if keys else None
            if row is None or not texts or table.name in {"alembic_version", "accounts"}:
                continue
            where = [column == value for column, value in zip(keys, row, strict=True)]
            connection.execute(update(table).where(*where).values({column.name: f'"{SAM}"' for column in texts}))
            planted += 1
    assert planted > 12
    closed.data.erase(SAM, NAME, closed.world.clock.today)
    left = [line for line in everything(engine).casefold().splitlines() if SAM in line.replace(NEAR[0], "")]
    assert left == []


def test_who_erases_leaves_somebody_who_can_come_in(closed: ClosedWorld):
    boss = closed.world.accounts.add("baas@vng.example.nl", "De Baas", Role.ADMINISTRATOR, [])
    other = Account(99, "ander@vng.example.nl", "Ander", Role.ADMINISTRATOR)
    today = closed.world.clock.today
    with pytest.raises(PrivacyError, match="laatste beheerder"):
        closed.privacy.erase(other, boss.email, "", today)
    with pytest.raises(PrivacyError, match="bent u zelf"):
        closed.privacy.erase(boss, " Baas@vng.example.nl", "", today)
    with pytest.raises(PrivacyError, match="e-mailadres"):
        closed.privacy.traces("baas")
    with pytest.raises(PrivacyError, match="hele naam"):
        closed.privacy.traces(SAM, "Jan")
    closed.world.accounts.add(SAM, NAME, Role.EDITOR, [])
    assert closed.privacy.erase(boss, SAM.upper(), "", today) == {"accounts": 1}
    assert SAM not in str(closed.shelf.log())
    assert "gegevens van een persoon gewist, in 1 rijen" in closed.shelf.log()[0].what


def test_two_administrators_who_erase_each_other_at_once_leave_one(closed: ClosedWorld):
    one, other = (
        closed.world.accounts.add(f"{name}@vng.example.nl", name, Role.ADMINISTRATOR, []) for name in ("een", "twee")
    )
    today, gate, refused = closed.world.clock.today, threading.Barrier(2), []

    def erase(by: Account, whom: Account) -> None:
        gate.wait()
        try:
            closed.privacy.erase(by, whom.email, "", today)
        except PrivacyError as error:
            refused.append(str(error))

    threads = [threading.Thread(target=erase, args=pair) for pair in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["Dit is de laatste beheerder. Maak eerst iemand anders beheerder."]
    assert len(closed.world.accounts.accounts()) == 1


def test_what_is_past_its_term_goes(closed: ClosedWorld, engine: Engine):
    case = closed.agreements.report("horizon", SAM, REPORT)
    closed.agreements.move(case, EDITOR, Move(Status.SOLVED), version=1)
    closed.agreements.report("horizon", SAM, REPORT)
    closed.shelf.note(SAM, "iets")
    today = closed.world.clock.today
    closed.tally.add({Tallied(month_of(today), Counted.REPLY, Language.DUTCH): 3})
    terms = Terms(cases=10, log=20, accounts=10_000, letters=30, counts=25)
    nothing = {"meldingen": 0, "logboek": 0, "accounts": 0, "aantallen": 0}
    assert closed.data.forget(today + timedelta(days=10), terms) == nothing
    assert closed.data.forget(today + timedelta(days=21), terms) == nothing | {"meldingen": 1, "logboek": 1}
    assert closed.book.statuses() == {("2026 kwartaal 2", "opgelost"): 1, ("2026 kwartaal 2", "ontvangen"): 1}
    assert len(closed.outbox.waiting()) == 3
    closed.data.forget(today + timedelta(days=31), terms)
    assert closed.outbox.waiting() == ()
    assert closed.data.forget(today + timedelta(days=60), terms)["aantallen"] == 1
    assert closed.tally.counts() == {}


def test_an_account_that_nobody_uses_closes_but_not_the_last_one(closed: ClosedWorld, engine: Engine):
    world, today = closed.world, closed.world.clock.today
    add = world.accounts.add
    boss = add("baas@vng.example.nl", "De Baas", Role.ADMINISTRATOR, [])
    used, unused = (add(f"{name}@vng.example.nl", name, Role.EDITOR, []) for name in ("wel", "niet"))
    alone = add("alleen@voorbeeld.example.nl", "Alleen", Role.REPRESENTATIVE, ["9001"])
    pair = [add(f"{name}@horizon.example.nl", name, Role.REPRESENTATIVE, ["horizon"]) for name in ("a", "b")]
    world.rounds.start(["horizon"])
    world.rounds.send()
    world.clock.passes(minutes=5)
    visit = world.answering.visit(world.fake.token(pair[0].email))
    world.answering.confirm(visit, ["horizon"], {}, [])
    with engine.begin() as connection:
        connection.execute(update(AccountRow).values(seen_on=today - timedelta(days=400)))
    world.accounts.sign_in(used.id, whole=True)
    assert closed.data.forget(today, Terms())["accounts"] == 2
    open_now = {item.email for item in world.accounts.accounts() if item.active}
    assert open_now == {boss.email, used.email, alone.email, pair[0].email}
    assert unused.email not in open_now


def test_accounts_from_before_count_from_the_day_of_the_release(engine: Engine):
    from alembic import command

    from bot.adapters.sql.directory.setup import alembic_config

    upgrade(engine)
    with engine.begin() as connection:
        command.downgrade(alembic_config(connection), "0010")
        old = MetaData()
        old.reflect(connection)
        row = {"email": SAM, "name": NAME, "role": "redacteur"}
        connection.execute(insert(old.tables["accounts"]).values(**row))
    upgrade(engine)
    with engine.connect() as connection:
        (seen,) = connection.scalars(select(AccountRow.seen_on)).all()
    assert seen.year >= 2026
