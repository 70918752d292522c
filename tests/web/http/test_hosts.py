"""A name that a request makes up reaches nothing that others are shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.web.conftest import CheckingClient
from tests.web.fakes import World

FORGED = ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost@evil.example", "[::2]", "x" * 300]
START = "/api/v1/conversations"


@pytest.mark.parametrize("host", FORGED)
@pytest.mark.parametrize("url", ["/", "/help", "/api/v1/topics", "/api/v1/openapi.json", "/nergens"])
def test_made_up_name_is_refused_where_nothing_says_what_ours_is(client: CheckingClient, url: str, host: str):
    response = client.get(url, headers={"Host": host})
    assert response.status_code == 421
    assert "evil" not in response.get_data(as_text=True)
    assert client.post(START, json={}, headers={"Host": host}).status_code == 421


def test_made_up_name_becomes_the_public_one(world: World):
    world.settings = replace(world.settings, public_url="https://kennispunt.example.nl")
    client = world.app().test_client()
    made = client.post(START, json={}, headers={"Host": "evil.example"})
    assert made.location.startswith("https://kennispunt.example.nl/api/v1/conversations/")
    for url in ("/", "/api/v1/topics", "/onderwerpen/", "/api/v1/topics/wmo-zg/tolk"):
        answer = client.get(url, headers={"Host": "evil.example"})
        assert "evil" not in answer.get_data(as_text=True) + str(answer.headers)


@pytest.mark.parametrize(
    "forwarded", ["evil.example", "evil.example, kennispunt.example.nl", "kennispunt.example.nl, evil.example"]
)
def test_what_a_trusted_proxy_passes_on_is_no_name_of_ours_by_itself(world: World, forwarded: str):
    world.settings = replace(world.settings, trusted_proxy="127.0.0.1")
    response = world.app().test_client().post(START, json={}, headers={"X-Forwarded-Host": forwarded})
    assert response.status_code == 421


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:9",
        "127.0.0.1:8000",
        "[::1]:8000",
        "Kennispunt.Example.NL.",
        "een.example",
        "10.0.0.7:80",
    ],
)
def test_our_own_names_are_known_in_every_form(world: World, host: str):
    world.settings = replace(world.settings, allowed_hosts="een.example, kennispunt.example.nl", host="10.0.0.7")
    assert world.app().test_client().get("/help", headers={"Host": host}).status_code == 200


def test_whoever_looks_whether_it_lives_may_call_it_anything(client: CheckingClient):
    assert client.get("/healthz", headers={"Host": "10.9.8.7:8000"}).status_code == 200
