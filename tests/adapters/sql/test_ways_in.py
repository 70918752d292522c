"""Recovery codes, passkeys, links by mail and people from outside, in the database; and nobody locks everybody out, also at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from bot.adapters.sql.accounts.accounts import FRESH, SqlAccounts
from bot.adapters.sql.accounts.keys import SqlKeys
from bot.adapters.sql.accounts.mailed_links import SqlMailedLinks
from bot.adapters.sql.accounts.outside import SqlOutside
from bot.adapters.sql.directory.setup import upgrade
from bot.core.accounts.accounts import Account, AccountError, Role
from bot.core.accounts.ways import MAILED_LINK_LASTS, RECOVERY_CODES, Identity, Passkey, ProviderError
from tests.contracts.round_world import Clock

PASSWORD = "paard batterij nietje"
ISSUER = "https://vng.example.nl"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(engine: Engine, clock: Clock) -> SqlAccounts:
    upgrade(engine)
    return SqlAccounts(engine, clock)


@pytest.fixture
def keys(engine: Engine, accounts: SqlAccounts, clock: Clock) -> SqlKeys:
    return SqlKeys(engine, clock)


@pytest.fixture
def links(engine: Engine, accounts: SqlAccounts, clock: Clock) -> SqlMailedLinks:
    return SqlMailedLinks(engine, clock)


@pytest.fixture
def outside(engine: Engine, accounts: SqlAccounts) -> SqlOutside:
    return SqlOutside(engine)


def new(accounts: SqlAccounts, role: Role = Role.EDITOR, *owners: str, email: str = "") -> Account:
    return accounts.add(email or f"iemand{len(accounts.accounts())}@vng.example.nl", "Iemand", role, owners)


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each gives, or the error that it ends in, when all begin at the same moment."""
    gate, found = threading.Barrier(len(works)), [None] * len(works)

    def run(number: int, work: Callable[[], object]) -> None:
        gate.wait()
        try:
            found[number] = work()
        except AccountError as error:
            found[number] = error

    threads = [threading.Thread(target=run, args=item) for item in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_two_administrators_who_close_each_other_at_once_leave_one(accounts: SqlAccounts):
    for _ in range(5):
        one, other = new(accounts, Role.ADMINISTRATOR), new(accounts, Role.ADMINISTRATOR)
        for account in accounts.accounts():
            if account.active and account not in (one, other) and account.role is Role.ADMINISTRATOR:
                accounts.change(account.id, one, role=Role.EDITOR, owners=(), active=True)
        found = at_once(
            lambda one=one, other=other: accounts.change(one.id, other, role=Role.EDITOR, owners=(), active=True),
            lambda one=one, other=other: accounts.change(
                other.id, one, role=Role.ADMINISTRATOR, owners=(), active=False
            ),
        )
        assert [type(item) for item in found].count(AccountError) == 1
        left = [item for item in accounts.accounts() if item.active and item.role is Role.ADMINISTRATOR]
        assert len(left) == 1


def test_two_representatives_of_one_owner_who_go_at_once_leave_one(accounts: SqlAccounts):
    boss = new(accounts, Role.ADMINISTRATOR)
    pair = [new(accounts, Role.REPRESENTATIVE, "0014") for _ in range(2)]
    found = at_once(
        *(lambda who=who: accounts.change(who.id, boss, role=who.role, owners=who.owners, active=False) for who in pair)
    )
    assert [type(item) for item in found].count(AccountError) == 1
    assert [accounts.account(who.id).active for who in pair].count(True) == 1


def test_who_was_made_less_a_moment_ago_changes_nobody(accounts: SqlAccounts):
    boss, other, third = (new(accounts, Role.ADMINISTRATOR) for _ in range(3))
    accounts.change(other.id, boss, role=Role.EDITOR, owners=(), active=True)
    with pytest.raises(AccountError, match="geen beheerder meer"):
        accounts.change(third.id, other, role=Role.EDITOR, owners=(), active=True)


def test_a_deputy_who_takes_over_is_the_representative(accounts: SqlAccounts):
    new(accounts, Role.REPRESENTATIVE, "0014", email="noor@v.example.nl")
    new(accounts, Role.DEPUTY, "0014", email="sam@v.example.nl")
    taken = accounts.hand_over("noor@v.example.nl", "sam@v.example.nl", "", ["0014"])
    assert (taken.role, taken.owners) == (Role.REPRESENTATIVE, ("0014",))


def test_nobody_speaks_for_nobody(accounts: SqlAccounts):
    boss, made = new(accounts, Role.ADMINISTRATOR), new(accounts)
    with pytest.raises(AccountError, match="voor welke gemeente"):
        accounts.change(made.id, boss, role=Role.DEPUTY, owners=(), active=True)


def test_a_recovery_code_works_once_in_any_writing(accounts: SqlAccounts, keys: SqlKeys):
    made = new(accounts)
    first = keys.new_recovery_codes(made.id)
    codes = keys.new_recovery_codes(made.id)
    assert len(set(codes)) == RECOVERY_CODES == accounts.account(made.id).recovery_codes
    assert not keys.recovers(made.id, first[0]), "new ones end the earlier ones"
    assert not keys.recovers(new(accounts).id, codes[0])
    assert keys.recovers(made.id, codes[0].upper().replace("-", " "))
    assert not keys.recovers(made.id, codes[0])
    assert not keys.recovers(made.id, "")
    assert sorted(map(bool, at_once(*[lambda: keys.recovers(made.id, codes[1])] * 2))) == [False, True]
    assert accounts.account(made.id).recovery_codes == RECOVERY_CODES - 2


def test_only_hashes_are_kept(accounts: SqlAccounts, keys: SqlKeys, links: SqlMailedLinks, engine: Engine):
    made = new(accounts)
    secrets = {*keys.new_recovery_codes(made.id), links.new(made.email, "")[1]}
    with engine.connect() as connection:
        tables = ("accounts", "account_mailed_links")
        kept = [str(row) for table in tables for row in connection.execute(text(f"SELECT * FROM {table}"))]
    assert kept
    assert not [secret for secret in secrets for row in kept if secret in row or secret.replace("-", "") in row]


def passkey(name: str, credential: str, uses: int = 0) -> Passkey:
    return Passkey(0, credential, "c2xldXRlbA", uses, name, datetime(2026, 6, 1, tzinfo=UTC))


def test_passkeys_are_of_one_account(accounts: SqlAccounts, keys: SqlKeys, clock: Clock):
    boss, made, other = new(accounts, Role.ADMINISTRATOR), new(accounts), new(accounts)
    assert keys.handle(made.id) == keys.handle(made.id) != keys.handle(other.id)
    keys.add_passkey(made.id, passkey("Telefoon", "YWFu", uses=2**32 - 1))
    with pytest.raises(AccountError, match="staat al bij een account"):
        keys.add_passkey(other.id, passkey("Telefoon", "YWFu"))
    (mine,) = keys.passkeys(made.id)
    assert (mine.name, mine.uses, mine.used_at) == ("Telefoon", 2**32 - 1, None)
    assert keys.passkey("YWFu") == (accounts.account(made.id), mine)
    assert keys.passkey("bmllbWFuZA") is None
    keys.passkey_used(mine.id, 7)
    assert (keys.passkeys(made.id)[0].uses, keys.passkeys(made.id)[0].used_at) == (7, clock())
    assert not keys.remove_passkey(other.id, mine.id)
    accounts.change(made.id, boss, role=made.role, owners=(), active=False)
    assert keys.passkey("YWFu") is None
    assert keys.remove_passkey(made.id, mine.id)
    assert not keys.passkeys(made.id)


def test_a_new_link_ends_all_that_opened_the_door(accounts: SqlAccounts, keys: SqlKeys):
    made = new(accounts)
    code = keys.new_recovery_codes(made.id)[0]
    keys.add_passkey(made.id, passkey("Telefoon", "YWFu"))
    accounts.choose_password(accounts.new_link(made.id), PASSWORD)
    assert not keys.passkeys(made.id)
    assert not keys.recovers(made.id, code)


def test_a_mailed_link_lets_in_once_and_half_an_hour(accounts: SqlAccounts, links: SqlMailedLinks, clock: Clock):
    made = new(accounts, Role.REPRESENTATIVE, "0014", email="loket@v.example.nl")
    who, token = links.new(" Loket@V.example.nl", "/beheer/gids/0014")
    assert who == made
    assert [links.find(token).onward for _ in range(3)] == ["/beheer/gids/0014"] * 3
    second = links.new(made.email, "")[1]
    assert links.use(token).account == made
    assert links.use(token) is None
    assert links.use(second) is None, "one that is used takes the others with it"
    late = links.new(made.email, "")[1]
    clock.passes(minutes=MAILED_LINK_LASTS.total_seconds() / 60 + 1)
    assert links.find(late) is None
    assert links.use(late) is None
    assert links.new("niemand@v.example.nl", "") is None
    assert links.use("verzonnen") is None


def test_of_two_who_press_at_once_one_comes_in(accounts: SqlAccounts, links: SqlMailedLinks):
    made = new(accounts, Role.REPRESENTATIVE, "0014")
    token = links.new(made.email, "")[1]
    found = at_once(*[lambda: links.use(token)] * 4)
    assert sum(item is not None for item in found) == 1


def test_who_is_closed_or_signs_out_everywhere_has_no_mailed_link(accounts: SqlAccounts, links: SqlMailedLinks):
    boss, made = new(accounts, Role.ADMINISTRATOR), new(accounts)
    token = links.new(made.email, "")[1]
    sessions = [accounts.sign_in(made.id, whole=True) for _ in range(3)]
    assert accounts.sessions(made.id) == 3
    assert accounts.sign_out_everywhere(made.id) == 3
    assert [accounts.session(item) for item in sessions] == [None] * 3
    assert links.use(token) is None
    accounts.change(made.id, boss, role=made.role, owners=(), active=False)
    assert links.new(made.email, "") is None


def test_a_changed_password_keeps_only_this_session(accounts: SqlAccounts):
    made = new(accounts)
    accounts.choose_password(accounts.new_link(made.id), PASSWORD)
    mine, elsewhere = (accounts.sign_in(made.id, whole=True) for _ in range(2))
    with pytest.raises(AccountError, match="te kort"):
        accounts.change_password(made.id, "kort", keep=mine)
    accounts.change_password(made.id, "een heel ander woord", keep=mine)
    assert accounts.session(mine) is not None
    assert accounts.session(elsewhere) is None
    assert accounts.with_password(made.email, PASSWORD) is None
    assert accounts.with_password(made.email, "een heel ander woord") == accounts.account(made.id)


def test_how_long_a_session_lasts_is_set(engine: Engine, accounts: SqlAccounts, clock: Clock):
    strict = SqlAccounts(engine, clock, idle=timedelta(minutes=30), lasts=timedelta(hours=1))
    made = new(accounts)
    token = strict.sign_in(made.id, whole=True, way="password")
    assert (strict.session(token).fresh, strict.session(token).way) == (True, "password")
    clock.passes(minutes=FRESH.total_seconds() / 60 + 1)
    assert not strict.session(token).fresh
    clock.passes(minutes=31)
    assert strict.session(token) is None
    token = strict.sign_in(made.id, whole=True)
    for _ in range(2):
        clock.passes(minutes=29)
        assert strict.session(token) is not None
    clock.passes(minutes=3)
    assert strict.session(token) is None


def identity(subject: str = "abc", role: Role = Role.EDITOR, email: str = "sam@vng.example.nl", *, verified: bool = False) -> Identity:  # fmt: skip
    return Identity(ISSUER, subject, email, verified, "Sam Voorbeeld", role)


def test_who_comes_from_outside_has_the_role_of_today(accounts: SqlAccounts, outside: SqlOutside):
    made = outside.arrive(identity())
    assert (made.email, made.role, made.outside) == ("sam@vng.example.nl", Role.EDITOR, True)
    token = accounts.sign_in(made.id, whole=True, way="outside", sid="s1")
    assert outside.arrive(identity()).id == made.id
    assert accounts.session(token) is not None
    assert outside.arrive(identity(role=Role.READER)).role is Role.READER
    assert accounts.session(token) is None, "it was of another role"
    assert outside.arrive(identity("xyz", email="noor@vng.example.nl")).id != made.id


def test_nobody_takes_over_an_address_that_nobody_vouches_for(accounts: SqlAccounts, outside: SqlOutside):
    mine = new(accounts, email="sam@vng.example.nl")
    with pytest.raises(ProviderError, match="heeft hier al een account"):
        outside.arrive(identity())
    assert outside.arrive(identity(verified=True)).id == mine.id
    with pytest.raises(ProviderError, match="heeft hier al een account"):
        outside.arrive(identity("somebody else", verified=True))
    new(accounts, Role.REPRESENTATIVE, "0014", email="loket@v.example.nl")
    with pytest.raises(ProviderError, match="heeft hier al een account"):
        outside.arrive(identity("loket", email="loket@v.example.nl", verified=True))
    with pytest.raises(ProviderError, match="geen e-mailadres"):
        outside.arrive(identity("nameless", email=""))


def test_who_is_closed_does_not_come_in_from_outside(accounts: SqlAccounts, outside: SqlOutside):
    boss, made = new(accounts, Role.ADMINISTRATOR), outside.arrive(identity())
    accounts.change(made.id, boss, role=made.role, owners=(), active=False)
    with pytest.raises(ProviderError, match="afgesloten"):
        outside.arrive(identity())


@pytest.mark.parametrize(("subject", "sid", "ends"), [("abc", "s1", [True, False]), ("", "s1", [True, False]), ("abc", "", [True, True]), ("xyz", "s1", [False, False])])  # fmt: skip
def test_the_provider_ends_its_own_sessions(
    accounts: SqlAccounts, outside: SqlOutside, subject: str, sid: str, ends: list[bool]
):
    made = outside.arrive(identity())
    tokens = [accounts.sign_in(made.id, whole=True, way="outside", sid=item) for item in ("s1", "s2")]
    local = accounts.sign_in(made.id, whole=True, way="password")
    assert outside.end(ISSUER, subject, sid) == sum(ends)
    assert [accounts.session(token) is None for token in tokens] == ends
    assert accounts.session(local) is not None


def test_claims_do_not_take_the_last_administrator_away(accounts: SqlAccounts, outside: SqlOutside):
    made = outside.arrive(identity(role=Role.ADMINISTRATOR))
    token = accounts.sign_in(made.id, whole=True, way="outside")
    assert outside.arrive(identity(role=Role.READER)).role is Role.ADMINISTRATOR
    assert accounts.session(token) is not None
    closed = new(accounts, Role.ADMINISTRATOR, email="dicht@vng.example.nl")
    accounts.change(closed.id, made, role=closed.role, owners=(), active=False)
    assert outside.arrive(identity(role=Role.READER)).role is Role.ADMINISTRATOR, "who is closed is no administrator"
    new(accounts, Role.ADMINISTRATOR, email="ander@vng.example.nl")
    assert outside.arrive(identity(role=Role.READER)).role is Role.READER
    assert accounts.session(token) is None


def test_nor_where_the_account_was_one_of_here_until_today(accounts: SqlAccounts, outside: SqlOutside):
    mine = new(accounts, Role.ADMINISTRATOR, email="sam@vng.example.nl")
    found = outside.arrive(identity(verified=True, role=Role.READER))
    assert (found.id, found.role, found.outside) == (mine.id, Role.ADMINISTRATOR, True)
