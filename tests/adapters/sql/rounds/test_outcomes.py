"""What came of each round, on both databases: an answer counts for the round that asked it, and for no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.adapters.sql.directory.setup import prepare
from bot.adapters.sql.rounds.outcomes import SqlRoundOutcomes
from bot.core.accounts.accounts import Role
from bot.core.insight.rounds import Asked
from bot.core.mail.port import Returned
from tests.contracts.round_world import RoundWorld
from tests.fakes.post import FakeReturns

NOOR = "noor@voorbeeld.example.nl"
QUIET = {"answered": False, "changed": False, "bounced": False, "waits": True}


@pytest.fixture
def world(database_url: str, engine: Engine, sample_dir: Path) -> RoundWorld:
    prepare(database_url, sample_dir)
    made = RoundWorld(engine)
    made.representative(NOOR, "9001", "horizon")
    made.rounds.start(["9001", "horizon"])
    made.rounds.send()
    made.clock.passes(minutes=5)
    return made


def outcomes(world: RoundWorld) -> dict[tuple[str, str], Asked]:
    return {(item.week, item.owner): item for item in SqlRoundOutcomes(world.engine, world.clock).asked()}


def test_confirming_is_an_answer_and_changing_is_another_one(world: RoundWorld):
    assert outcomes(world)["2026-W23", "9001"] == Asked("2026-W23", "9001", **QUIET)
    visit = world.answering.visit(world.fake.token(NOOR))
    versions = {item.ref: item.version for item in world.answering.records("horizon")}
    world.answering.confirm(visit, ["horizon"], versions, [])
    phone = world.phone()
    world.answering.change(visit, phone, phone.version, {"value": "010 555 0177"})
    found = outcomes(world)
    assert found["2026-W23", "horizon"] == Asked("2026-W23", "horizon", **QUIET | {"answered": True, "waits": True})
    changed = found["2026-W23", "9001"]
    assert (changed.answered, changed.changed) == (True, True)


def test_an_answer_of_the_next_round_makes_the_earlier_one_no_less_silent(world: RoundWorld):
    world.clock.passes(days=91)
    world.rounds.start(["9001", "horizon"])
    world.rounds.send()
    world.clock.passes(minutes=5)
    visit = world.answering.visit(world.fake.token(NOOR))
    versions = {item.ref: item.version for item in world.answering.records("9001")}
    world.answering.confirm(visit, ["9001"], versions, [])
    found = outcomes(world)
    assert not found["2026-W23", "9001"].answered
    assert not found["2026-W23", "9001"].waits
    assert found["2026-W36", "9001"].answered
    assert not found["2026-W36", "horizon"].answered


def test_a_letter_that_came_back_and_the_next_who_is_asked_are_one_round(world: RoundWorld):
    world.representative("sam@voorbeeld.example.nl", "9001", "horizon", role=Role.DEPUTY)
    world.rounds.read(FakeReturns(Returned(world.fake.to(NOOR)[0].key, hard=True, reason="550")))
    found = outcomes(world)
    assert len(found) == 2
    assert found["2026-W23", "9001"] == Asked("2026-W23", "9001", **QUIET | {"bounced": True})
