"""How much is taken: of one conversation, of one address, of new conversations; and that no address is kept."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from flask.testing import FlaskClient

from bot.settings import Settings
from tests.contracts.store_contract import at_once
from tests.fakes.stores import LeavingStores
from tests.web.conftest import CheckingClient
from tests.web.fakes import World
from tests.web.page_checks import Page
from web.http.rate_limit import Bucket, BucketCodec, Limits, RateLimiter, Salts, address_prefix


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0
        self.day = date(2026, 11, 22)

    def __call__(self) -> float:
        return self.now

    def today(self) -> date:
        return self.day


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def stores(clock: Clock) -> LeavingStores:
    return LeavingStores(clock)


def limiter(rate: str, clock: Clock, stores: LeavingStores, kind: str = "x") -> RateLimiter:
    return RateLimiter(rate, kind, stores, Salts(stores, clock.today), clock=clock)


def test_bucket_fills_up_evenly(clock: Clock, stores: LeavingStores):
    limit = limiter("3/minute", clock, stores)
    assert [limit.take("a") for _ in range(4)] == [0, 0, 0, 20]
    assert limit.take("b") == 0
    clock.now += 19.0
    assert limit.take("a") == 1
    clock.now += 1.0
    assert [limit.take("a") for _ in range(2)] == [0, 20]
    clock.now += 10_000.0
    assert [limit.take("a") for _ in range(4)] == [0, 0, 0, 20]


def test_burst_is_how_many_may_come_at_once(clock: Clock, stores: LeavingStores):
    limit = limiter("60/minute:2", clock, stores)
    assert [limit.take("a") for _ in range(3)] == [0, 0, 1]
    clock.now += 1.0
    assert [limit.take("a") for _ in range(2)] == [0, 1]


def test_full_bucket_is_not_kept(clock: Clock, stores: LeavingStores):
    limiter("60/minute:2", clock, stores).take("a")
    assert len(stores.inner.store("rates", BucketCodec(), most=1)) == 1
    clock.now += 2.0
    assert len(stores.inner.store("rates", BucketCodec(), most=1)) == 0


def test_clock_that_goes_back_takes_nothing_away(clock: Clock, stores: LeavingStores):
    limit = limiter("3/minute", clock, stores)
    assert [limit.take("a") for _ in range(2)] == [0, 0]
    clock.now -= 3600
    assert limit.take("a") == 0


def test_kinds_count_apart_and_processes_count_together(clock: Clock, stores: LeavingStores):
    assert limiter("1/hour", clock, stores, "x").take("a") == 0
    assert limiter("1/hour", clock, stores, "y").take("a") == 0
    # Another process on the same stores, with a memory of its own for the rest.
    assert limiter("1/hour", clock, stores, "x").take("a") > 0


def test_many_at_once_get_no_more_than_there_is(clock: Clock, stores: LeavingStores):
    limit = limiter("40/hour", clock, stores)
    taken = at_once(8, lambda _: [limit.take("a") for _ in range(10)])
    assert sum(wait == 0 for each in taken for wait in each) == 40


def test_no_address_is_kept_and_the_salt_goes_every_day(clock: Clock, stores: LeavingStores):
    limit = limiter("1/hour", clock, stores)
    assert limit.take("192.0.2.7") == 0
    assert "192.0.2.7" not in str(vars(limit)) + str(stores.kept("rates")) + str(stores.kept("salts"))
    keys = set(stores.kept("rates"))
    clock.day = date(2026, 11, 23)
    assert limit.take("192.0.2.7") == 0
    assert len(set(stores.kept("rates")) - keys) == 1
    clock.now += 2 * 24 * 60 * 60
    assert Salts(stores, clock.today).digest("192.0.2.7") not in str(keys)


def test_codec_brings_back_the_same_bucket():
    bucket = Bucket(0.1 + 0.2, 1_780_000_000.123456)
    assert BucketCodec().decode(BucketCodec().encode(bucket)) == bucket
    for wrong in (b"", b"7", b"[1]", b"null", b'["a", 1]'):
        with pytest.raises(ValueError):  # noqa: PT011  # whatever its words
            BucketCodec().decode(wrong)


@pytest.mark.parametrize("rate", ["", "30", "0/minute", "30/second", "-1/hour", "veel", "30/minute:0", "30/minute:"])
@pytest.mark.parametrize("field", ["rate_limit", "rate_limit_address", "rate_limit_starts"])
def test_rate_that_cannot_be_read_is_said(rate: str, field: str, stores: LeavingStores):
    with pytest.raises(ValueError, match=f"^KENNISPUNT_{field.upper()}: "):
        Limits.from_settings(replace(Settings(), **{field: rate}), stores)


@pytest.mark.parametrize(
    ("address", "prefix"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("onbekend", "onbekend"),
    ],
)
def test_prefix_is_what_one_household_or_office_has(address: str, prefix: str):
    assert address_prefix(address) == prefix


def limited(world: World, **settings: str) -> CheckingClient:
    world.settings = replace(world.settings, **{"rate_limit": "2/minute", **settings})
    app = world.app()
    app.test_client_class = CheckingClient
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


def start(client: FlaskClient, address: str = "192.0.2.7", **headers: str) -> str:
    response = client.post(
        "/api/v1/conversations",
        json={"language": "nl"},
        headers=headers,
        environ_overrides={"REMOTE_ADDR": address},
    )
    return response.json["id"] if response.status_code == 201 else str(response.status_code)


def say(client: FlaskClient, made: str, address: str = "192.0.2.7", **headers: str) -> int:
    return client.post(
        f"/api/v1/conversations/{made}/messages",
        json={"text": "Vraag"},
        headers=headers,
        environ_overrides={"REMOTE_ADDR": address},
    ).status_code


def test_page_keeps_the_text_when_there_were_too_many(world: World):
    client = limited(world)
    action = client.say("een").by_id("vraag").get("action")
    client.say("twee", action)
    response = client.post(action, data={"text": "drie", "taal": "nl"})
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    page = Page(response)
    assert page.by_id("vraag-tekst").text == "drie"
    assert re.search(r"Over \d+ seconden kunt u uw volgende vraag stellen", page.text())


def test_api_says_when_to_try_again(world: World):
    client = limited(world)
    made = start(client)
    assert [say(client, made) for _ in range(2)] == [200, 200]  # that it began counts for nothing
    refused = client.post(f"/api/v1/conversations/{made}/messages", json={"text": "drie"})
    assert (refused.status_code, refused.mimetype) == (429, "application/problem+json")
    assert refused.json["seconds"] == int(refused.headers["Retry-After"])


def test_neighbours_behind_one_address_do_not_wait_for_each_other(world: World):
    client = limited(world)
    one, two = start(client), start(client)
    assert [say(client, one) for _ in range(3)] == [200, 200, 429]
    assert say(client, two) == 200


def test_one_address_has_a_limit_of_its_own_that_refused_messages_do_not_spend(world: World):
    client = limited(world, rate_limit_address="4/hour")
    made = [start(client) for _ in range(3)]
    assert [say(client, made[0]) for _ in range(5)] == [200, 200, 429, 429, 429]
    assert [say(client, made[1]) for _ in range(2)] == [200, 200]
    assert say(client, made[2]) == 429
    assert say(client, made[2], "192.0.2.8") == 200


def test_ipv6_of_one_network_is_one_visitor(world: World):
    client = limited(world, rate_limit_starts="2/hour")
    given = [start(client, f"2001:db8:1:2::{number:x}") for number in range(1, 4)]
    assert given[2] == "429"
    assert "429" not in given[:2]
    assert start(client, "2001:db8:1:3::1") != "429"


def test_beginning_is_limited_by_itself_on_page_and_api(world: World):
    client = limited(world, rate_limit_starts="2/hour")
    made = start(client, "127.0.0.1")
    action = client.say("een").by_id("vraag").get("action")
    assert client.post("/chat", data={"text": "twee", "taal": "nl"}).status_code == 429
    assert start(client, "127.0.0.1") == "429"
    assert client.post(action, data={"text": "twee", "taal": "nl"}).status_code == 303
    assert say(client, made, "127.0.0.1") == 200


def test_page_of_another_site_spends_nothing_of_what_a_visitor_has_here(world: World):
    client = limited(world, rate_limit_starts="1/hour", rate_limit_address="1/hour")
    elsewhere = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors", "Origin": "https://elders.example"}
    theirs = start(client, **elsewhere)
    assert say(client, theirs, **elsewhere) == 200
    assert say(client, theirs, **elsewhere) == 429
    assert start(client, **elsewhere) == "429"
    assert say(client, start(client)) == 200


def test_judgements_are_limited_by_themselves(world: World):
    client = limited(world)
    judgement = {"helpful": True, "language": "nl", "topic": "wmo-zg/wachttijd"}
    statuses = [client.post("/api/v1/feedback", json=judgement).status_code for _ in range(3)]
    assert statuses == [204, 204, 429]
    assert say(client, start(client, "127.0.0.1"), "127.0.0.1") == 200


def test_off_is_without_any_limit(world: World):
    client = limited(world, rate_limit="off", rate_limit_address="1/hour", rate_limit_starts="1/hour")
    assert {say(client, start(client)) for _ in range(5)} == {200}
