"""Changes are told, signed, once they are there: through a real receiver, on both databases."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.adapters.sql.directory.desk import SqlDesk
from bot.adapters.sql.directory.directory import SqlDirectory
from bot.adapters.sql.directory.setup import prepare
from bot.adapters.sql.directory.withdrawals import come_to_pass
from bot.adapters.sql.exchange.webhooks import HELD, SqlWebhookBook
from bot.adapters.webhooks.sending import HttpSender
from bot.core.changes.changes import Action, Author, RecordKind
from bot.core.directory.standing import Origin
from bot.core.exchange.webhooks import GIVE_UP_AFTER, LONGEST_WAIT, Webhooks, wait_after
from tests.contracts.webhook_receiver import WebhookReceiver

EDITOR = Author("jan.verzonnen@vng.example.nl", Origin.VNG, "Jan de Verzonnen belde")
START = datetime(2026, 6, 1, 9, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def today(self) -> date:
        return self.now.date()


@pytest.fixture(autouse=True)
def loaded(database_url: str, sample_dir: Path) -> None:
    prepare(database_url, sample_dir)


@pytest.fixture
def receiver() -> Iterator[WebhookReceiver]:
    with WebhookReceiver() as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(engine: Engine, clock: Clock) -> SqlDesk:
    return SqlDesk(engine, now=clock)


@pytest.fixture
def hooks(engine: Engine, clock: Clock) -> Webhooks:
    directory = SqlDirectory(engine, today=clock.today)
    return Webhooks(SqlWebhookBook(engine), HttpSender(private=True), directory, clock)


def confirm(desk: SqlDesk, owner: str = "9001") -> None:
    record = next(item for item in desk.records(owner) if item.ref.kind is RecordKind.CHANNEL)
    desk.confirm(record.ref, record.version, EDITOR)


local = pytest.mark.allow_hosts(["127.0.0.1"])


@local
def test_a_change_is_told_by_id_and_number_and_signed(
    hooks: Webhooks, desk: SqlDesk, receiver: WebhookReceiver, clock: Clock
):
    made, secret = hooks.add("Verzonnen leverancier", receiver.url, "beheerder@vng.example.nl")
    assert hooks.run() == 0  # what was there before is not told
    confirm(desk)
    assert hooks.run() == 1
    (message,) = receiver.received
    number = hooks.directory.numbers().latest
    assert message.told == {
        "changeNumber": number,
        "more": False,
        "changes": [{"kind": "municipality", "id": "9001", "changeNumber": number}],
    }
    assert message.is_by(secret, clock.now.timestamp())
    assert not message.is_by("een ander geheim", clock.now.timestamp())
    assert not message.is_by(secret, clock.now.timestamp() + 600)
    assert hooks.run() == 0
    assert hooks.book.webhook(made.id).told == number


@local
def test_several_changes_are_one_message_in_their_order(hooks: Webhooks, desk: SqlDesk, receiver: WebhookReceiver):
    hooks.add("Leverancier", receiver.url, "")
    for owner in ("horizon", "9001"):
        confirm(desk, owner)
    assert hooks.run() == 1
    assert [item["id"] for item in receiver.received[0].told["changes"]] == ["horizon", "9001"]


@local
def test_what_is_not_taken_goes_again_later_and_later_and_then_stops(
    hooks: Webhooks, desk: SqlDesk, receiver: WebhookReceiver, clock: Clock
):
    made, secret = hooks.add("Leverancier", receiver.url, "")
    receiver.status = 500
    confirm(desk)
    waits = []
    while not (now := hooks.book.webhook(made.id)).stopped_at:
        assert hooks.run() == 0
        assert hooks.run() == 0  # not before its time
        now = hooks.book.webhook(made.id)
        waits.append(now.next_at - clock.now)
        clock.now = now.next_at
        assert len(waits) < 100
    assert waits[:4] == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert max(waits) == LONGEST_WAIT
    assert sum(waits[:-1], timedelta()) >= GIVE_UP_AFTER
    assert len(receiver.received) == len(waits)
    assert "Leverancier" in hooks.warning()
    assert now.problem == "Het adres antwoordde met code 500."
    receiver.status = 204
    clock.now += timedelta(days=30)
    assert hooks.run() == 0  # stopped is stopped
    hooks.start_again(made.id)
    assert hooks.run() == 1
    assert receiver.received[-1].is_by(secret, clock.now.timestamp())
    assert hooks.warning() == ""
    assert hooks.book.webhook(made.id).failures == 0


@local
def test_one_that_is_down_keeps_nobody_else_from_hearing(hooks: Webhooks, desk: SqlDesk, receiver: WebhookReceiver):
    hooks.add("Weg", "http://127.0.0.1:1/", "")
    hooks.add("Leverancier", receiver.url, "")
    confirm(desk)
    assert hooks.run() == 1


def test_the_wait_has_a_limit():
    assert wait_after(10_000) == LONGEST_WAIT


def test_two_processes_do_not_tell_the_same_twice(hooks: Webhooks, clock: Clock):
    hooks.book.add("Leverancier", "https://www.example.nl/", "", 1, clock.now)
    assert len(hooks.book.claim(clock.now)) == 1
    assert hooks.book.claim(clock.now) == []
    assert len(hooks.book.claim(clock.now + HELD)) == 1  # the first one broke off


@local
def test_no_secret_name_or_address_in_the_log(
    hooks: Webhooks, desk: SqlDesk, receiver: WebhookReceiver, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.INFO)
    _, secret = hooks.add("Leverancier", f"{receiver.url}?sleutel=xyz", "")
    confirm(desk)
    hooks.run()
    assert receiver.received
    assert secret not in caplog.text
    assert b"Verzonnen" not in receiver.received[0].body
    assert "jan" not in str(receiver.received[0].headers).casefold()


def test_another_secret_and_taking_away(hooks: Webhooks, clock: Clock):
    made, secret = hooks.book.add("Leverancier", "https://www.example.nl/", "", 1, clock.now)
    new = hooks.book.new_secret(made.id)
    assert new
    assert new != secret
    assert hooks.book.claim(clock.now)[0][1] == new
    assert hooks.book.remove(made.id)
    assert not hooks.book.remove(made.id)
    assert hooks.book.new_secret(made.id) is None
    assert hooks.book.webhooks() == ()


@local
def test_what_ends_on_a_day_is_told_on_that_day(
    hooks: Webhooks, desk: SqlDesk, receiver: WebhookReceiver, clock: Clock, engine: Engine
):
    record = desk.records("elders")[0]
    desk.withdraw(record.ref, record.version, EDITOR, on=date(2026, 7, 1), successor="horizon")
    hooks.add("Leverancier", receiver.url, "")
    assert come_to_pass(engine, clock.now) == 0
    before = hooks.directory.numbers().latest
    clock.now = datetime(2026, 7, 1, 0, 5, tzinfo=UTC)
    assert come_to_pass(engine, clock.now) == 1
    assert come_to_pass(engine, clock.now) == 0
    assert hooks.directory.numbers().of("elders") == before + 1
    assert hooks.directory.retired("elders").successor == "horizon"
    assert hooks.run() == 1
    assert [item["id"] for item in receiver.received[0].told["changes"]] == ["elders"]
    newest = desk.history(owner_id="elders")[0]
    assert (newest.action, newest.author.who) == (Action.WITHDRAWN, "kennispunt")
    desk.undo(newest.number, EDITOR)
    assert hooks.directory.organisation("elders") is not None
    assert come_to_pass(engine, clock.now) == 0


def test_what_was_withdrawn_on_its_own_day_is_written_once(desk: SqlDesk, clock: Clock, engine: Engine):
    record = desk.records("elders")[0]
    desk.withdraw(record.ref, record.version, EDITOR, on=clock.now.date())
    clock.now += timedelta(days=3)
    assert come_to_pass(engine, clock.now) == 0
