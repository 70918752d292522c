"""Accounts in the database: what opens a door once, what ends, and what nobody can do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import Engine, text

from bot.adapters.sql.accounts.accounts import IDLE, LASTS, LINK_LASTS, SqlAccounts
from bot.adapters.sql.directory.setup import upgrade
from bot.core.accounts.accounts import Account, AccountError, Role

PASSWORD = "paard batterij nietje"


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 6, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def passes(self, time: timedelta) -> None:
        self.time += time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(engine: Engine, clock: Clock) -> SqlAccounts:
    upgrade(engine)
    return SqlAccounts(engine, clock)


def new(accounts: SqlAccounts, role: Role = Role.EDITOR, *owners: str, email: str = "") -> Account:
    made = accounts.add(email or f"iemand{len(accounts.accounts())}@vng.example.nl", "Iemand", role, owners)
    return accounts.choose_password(accounts.new_link(made.id), PASSWORD)


def test_a_password_opens_the_door_and_another_one_does_not(accounts: SqlAccounts):
    made = new(accounts, email="Iemand@VNG.example.nl")
    assert accounts.with_password("iemand@vng.example.nl ", PASSWORD) == made
    assert accounts.with_password("iemand@vng.example.nl", PASSWORD + "x") is None
    assert accounts.with_password("niemand@vng.example.nl", PASSWORD) is None


def test_without_a_password_nothing_opens(accounts: SqlAccounts):
    accounts.add("iemand@vng.example.nl", "", Role.EDITOR, ())
    assert accounts.with_password("iemand@vng.example.nl", "") is None


def test_nothing_that_opens_a_door_is_kept_as_it_is(accounts: SqlAccounts, engine: Engine):
    made = new(accounts)
    secrets = {PASSWORD, accounts.new_link(made.id), accounts.sign_in(made.id, whole=True)}
    with engine.connect() as connection:
        kept = [
            str(row)
            for table in ("accounts", "account_sessions")
            for row in connection.execute(text(f"SELECT * FROM {table}"))
        ]
    assert kept
    assert not [secret for secret in secrets for row in kept if secret in row]


def test_a_link_works_once_and_a_week(accounts: SqlAccounts, clock: Clock):
    made = new(accounts)
    token = accounts.new_link(made.id)
    clock.passes(LINK_LASTS + timedelta(seconds=1))
    assert accounts.linked(token) is None
    token = accounts.new_link(made.id)
    assert accounts.linked(token) == made
    accounts.choose_password(token, "een heel ander woord")
    with pytest.raises(AccountError, match="gebruikt of verlopen"):
        accounts.choose_password(token, "nog een ander woord")


@pytest.mark.parametrize("password", ["kort", "aaaaaaaaaaaaaaaa", "x" * 201, "iemand0iemand0"])
def test_a_password_that_is_easy_to_guess_is_refused(accounts: SqlAccounts, password: str):
    made = accounts.add("iemand0@vng.example.nl", "", Role.EDITOR, ())
    with pytest.raises(AccountError, match="wachtwoord"):
        accounts.choose_password(accounts.new_link(made.id), password)


def test_a_session_ends_when_it_is_not_used_after_half_a_day_and_by_signing_out(accounts: SqlAccounts, clock: Clock):
    made = new(accounts)
    token = accounts.sign_in(made.id, whole=True)
    for _ in range(3):
        clock.passes(IDLE - timedelta(minutes=1))
        assert accounts.session(token).account == made
    clock.passes(IDLE + timedelta(minutes=1))
    assert accounts.session(token) is None
    token = accounts.sign_in(made.id, whole=False)
    assert not accounts.session(token).whole
    for _ in range(int(LASTS / IDLE) * 2):
        clock.passes(IDLE / 2 + timedelta(seconds=1))
        held = accounts.session(token)
    assert held is None
    token = accounts.sign_in(made.id, whole=True)
    accounts.sign_out(token)
    assert accounts.session(token) is None
    assert accounts.session("verzonnen") is None


def test_a_code_counts_once_and_turns_the_second_factor_on(accounts: SqlAccounts, clock: Clock):
    made = new(accounts)
    key = accounts.second_factor_key(made.id)
    assert accounts.second_factor_key(made.id) == key
    code = pyotp.TOTP(key).at(clock.time)
    assert not accounts.gives_code(made.id, "000000" if code != "000000" else "111111")
    assert not accounts.account(made.id).has_second_factor
    assert accounts.gives_code(made.id, f"{code[:3]} {code[3:]}")
    assert accounts.account(made.id).has_second_factor
    assert not accounts.gives_code(made.id, code)
    clock.passes(timedelta(minutes=5))
    assert accounts.gives_code(made.id, pyotp.TOTP(key).at(clock.time - timedelta(seconds=30)))
    assert not accounts.gives_code(made.id, pyotp.TOTP(key).at(clock.time - timedelta(minutes=5)))


def test_a_new_link_makes_a_new_key(accounts: SqlAccounts):
    made = new(accounts)
    key = accounts.second_factor_key(made.id)
    accounts.choose_password(accounts.new_link(made.id), PASSWORD)
    assert accounts.second_factor_key(made.id) != key


def test_who_is_closed_is_out_at_once(accounts: SqlAccounts):
    boss, made = new(accounts, Role.ADMINISTRATOR), new(accounts)
    token, link = accounts.sign_in(made.id, whole=True), accounts.new_link(made.id)
    accounts.change(made.id, boss, role=made.role, owners=(), active=False)
    assert accounts.session(token) is None
    assert accounts.linked(link) is None
    assert accounts.with_password(made.email, PASSWORD) is None


def test_nobody_locks_everybody_out(accounts: SqlAccounts):
    boss, other = new(accounts, Role.ADMINISTRATOR), new(accounts, Role.ADMINISTRATOR)
    with pytest.raises(AccountError, match="eigen rol"):
        accounts.change(boss.id, boss, role=Role.EDITOR, owners=(), active=True)
    accounts.change(other.id, boss, role=Role.EDITOR, owners=(), active=True)
    with pytest.raises(AccountError, match="laatste beheerder"):
        accounts.change(boss.id, other, role=Role.EDITOR, owners=(), active=True)
    speaker = new(accounts, Role.REPRESENTATIVE, "0014", "0034")
    with pytest.raises(AccountError, match="laatste vertegenwoordiger van 0034"):
        accounts.change(speaker.id, boss, role=Role.REPRESENTATIVE, owners=("0014",), active=True)
    new(accounts, Role.REPRESENTATIVE, "0034")
    assert accounts.change(speaker.id, boss, role=Role.REPRESENTATIVE, owners=("0014",), active=True).owners == (
        "0014",
    )
    assert accounts.account(boss.id).role is Role.ADMINISTRATOR


def test_an_address_has_one_account(accounts: SqlAccounts):
    new(accounts, email="iemand@vng.example.nl")
    with pytest.raises(AccountError, match="heeft al een account"):
        accounts.add("IEMAND@vng.example.nl", "", Role.READER, ())
    with pytest.raises(AccountError, match="geen e-mailadres"):
        accounts.add("iemand", "", Role.READER, ())
    with pytest.raises(AccountError, match="voor welke gemeente"):
        accounts.add("loket@v.example.nl", "", Role.REPRESENTATIVE, ())


@pytest.mark.parametrize(("role", "owner", "sees"), [(Role.EDITOR, "0014", True), (Role.READER, "0014", False), (Role.DEPUTY, "0014", True), (Role.DEPUTY, "0034", False)])  # fmt: skip
def test_who_sees_what(role: Role, owner: str, sees: bool):
    assert Account(1, "a@b.example.nl", "A", role, ("0014",)).sees(owner) is sees
