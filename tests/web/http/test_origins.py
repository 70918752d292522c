"""What pages of others may send: what the widget sends, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import CheckingClient
from tests.web.fakes import World

CROSS = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elders.example"}
SAME_SITE = {"Sec-Fetch-Site": "same-site", "Origin": "https://ander.localhost"}
OLD_BROWSER = {"Origin": "https://elders.example"}
NOBODY = {"Origin": "null"}
CORS = {"Sec-Fetch-Mode": "cors"}


@pytest.fixture
def made(client: CheckingClient) -> str:
    return client.post("/api/v1/conversations", json={"language": "nl"}).json["id"]


@pytest.mark.parametrize("headers", [CROSS, SAME_SITE, OLD_BROWSER, NOBODY])
def test_form_on_a_page_of_others_sends_nothing(
    client: CheckingClient, world: World, made: str, headers: dict[str, str]
):
    navigation = headers | {"Sec-Fetch-Mode": "navigate"}
    urls = ["/chat", f"/chat/{made}", f"/chat/{made}/wissen", "/api/v1/conversations", "/api/v1/feedback"]
    for url in urls:
        response = client.post(url, data={"text": "Vraag", "taal": "nl"}, headers=navigation)
        assert response.status_code == 403, url
    assert client.get(f"/chat/{made}").status_code == 200
    assert world.dialogue.heard == []
    assert world.feedback.kept == []


@pytest.mark.parametrize("headers", [CROSS, SAME_SITE, OLD_BROWSER])
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_script_on_a_page_of_others_sends_nothing_that_the_browser_did_not_ask_us_about(
    client: CheckingClient, headers: dict[str, str], kind: str
):
    response = client.post("/api/v1/conversations", data="" if not kind else "{}", content_type=kind, headers=headers)
    assert response.status_code == 403


def test_refusal_is_a_problem_for_programs_and_a_page_for_people(client: CheckingClient):
    refused = client.post("/api/v1/conversations", data="{}", content_type="text/plain", headers=CROSS)
    assert (refused.mimetype, refused.json["type"]) == ("application/problem+json", "urn:kennispunt:problem:cross-site")
    assert client.post("/chat", data={"text": "x"}, headers=CROSS).mimetype == "text/html"


@pytest.mark.parametrize("headers", [CROSS | CORS, SAME_SITE | CORS, OLD_BROWSER])
def test_widget_on_any_page_works_as_it_did(client: CheckingClient, headers: dict[str, str]):
    asked = client.options("/api/v1/conversations", headers=headers | {"Access-Control-Request-Method": "POST"})
    assert asked.headers["Access-Control-Allow-Origin"] == "*"
    begun = client.post("/api/v1/conversations", json={"language": "nl"}, headers=headers)
    assert begun.status_code == 201
    assert begun.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in begun.headers
    url = f"/api/v1/conversations/{begun.json['id']}"
    assert client.post(f"{url}/messages", json={"text": "Vraag"}, headers=headers).status_code == 200
    assert client.get(url, headers=headers).status_code == 200
    assert client.delete(url, headers=headers).status_code == 204


def test_refusal_can_be_read_by_the_page_that_asked(client: CheckingClient):
    refused = client.post("/api/v1/conversations", data="{}", content_type="text/plain", headers=CROSS)
    assert refused.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Origin": "http://localhost"},
    ],
)
def test_our_own_page_and_programs_send_all(client: FlaskClient, headers: dict[str, str]):
    assert client.post("/chat", data={"text": "Vraag", "taal": "nl"}, headers=headers).status_code == 303


def test_public_address_is_ours_too(world: World):
    world.settings = replace(world.settings, public_url="https://kennispunt.example")
    client = world.app().test_client()
    own = {"Origin": "https://kennispunt.example"}
    assert client.post("/chat", data={"text": "Vraag"}, headers=own).status_code == 303
    other = {"Origin": "https://kennispunt.example.elders.example"}
    assert client.post("/chat", data={"text": "Vraag"}, headers=other).status_code == 403


@pytest.mark.parametrize("url", ["/", "/chat?vraag=Wat", "/api/v1/topics", "/embed.js"])
def test_reading_is_for_everybody(client: CheckingClient, url: str):
    assert client.get(url, headers=CROSS | {"Sec-Fetch-Mode": "navigate"}).status_code == 200
