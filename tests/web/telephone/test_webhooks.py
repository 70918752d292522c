"""Calls by the webhooks of two kinds of exchange: signed, off by default, and answered by the same conversation as the chat."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from bot.contract import Language
from bot.settings import Settings
from tests.web.conftest import CheckingClient
from tests.web.fakes import World
from web.telephone.recordings import is_under
from web.telephone.signatures import is_of_jambonz

SECRET = "voorbeeldgeheim"
PERSON = "+31885550199"
pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
"""The exchange of these tests keeps recordings on this machine."""
QUESTION = Path(__file__).parents[2] / "adapters" / "hearing" / "sounds" / "vraag.ogg"


class Exchange(BaseHTTPRequestHandler):
    """Where the exchange keeps what a caller said: one recording, until it is taken away."""

    sound = QUESTION.read_bytes()
    asked: ClassVar[list[str]] = []
    address: ClassVar[str] = ""
    """Under which the recordings are, of the newest one."""

    def do_GET(self) -> None:
        self.asked.append(f"GET {self.path}")
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.sound)

    def do_DELETE(self) -> None:
        self.asked.append(f"DELETE {self.path}")
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def exchange_server() -> Iterator[str]:
    """An exchange at work; gives the address under which its recordings are."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Exchange)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Exchange.asked, Exchange.sound = [], QUESTION.read_bytes()
    Exchange.address = f"http://127.0.0.1:{server.server_port}/opnamen/"
    try:
        yield Exchange.address
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def exchange() -> Iterator[str]:
    with exchange_server() as address:
        yield address


@pytest.fixture
def world(request: pytest.FixtureRequest, exchange: str) -> World:
    kind = "jambonz" if "jambonz" in request.node.name else "twiml"
    world = World(
        settings=Settings(
            rate_limit="off",
            telephone=kind,
            telephone_secret=SECRET,
            telephone_person=PERSON,
            telephone_recordings=exchange,
            telephone_recogniser="custom:eigen",
        )
    )
    world.hearing.known = frozenset({Language.DUTCH})
    world.hearing.words = "Hoe lang duurt het?"
    return world


def to_jambonz(client: CheckingClient, url: str, told: dict[str, object], secret: str = SECRET) -> TestResponse:
    body, moment = json.dumps(told).encode(), str(int(time.time()))
    proof = hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
    headers = {"Jambonz-Signature": f"t={moment},v1={proof}", "Content-Type": "application/json"}
    return client.post(url, data=body, headers=headers)


def twilio_signature(url: str, form: dict[str, str], secret: str = SECRET) -> str:
    signed = url + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.new(secret.encode(), signed.encode(), hashlib.sha1).digest()).decode()


def to_twiml(client: CheckingClient, url: str, form: dict[str, str], secret: str = SECRET) -> TestResponse:
    proof = twilio_signature(f"http://localhost{url}", form, secret)
    return client.post(url, data=form, headers={"X-Twilio-Signature": proof})


def next_of(verbs: list[dict[str, object]]) -> str:
    (gather,) = [verb for verb in verbs if verb["verb"] == "gather"]
    return urlsplit(str(gather["actionHook"])).path


def action_of(response: TestResponse) -> str:
    (found,) = [item.get("action") for item in ET.fromstring(response.data) if item.get("action")]
    return urlsplit(str(found)).path


def test_jambonz_asks_confirms_and_answers(client: CheckingClient, world: World):
    verbs = to_jambonz(client, "/telefoon/jambonz", {"call_sid": "a", "from": "+31612345678"}).json
    assert verbs[0]["play"]["url"][0].startswith("http://localhost/api/v1/speech/")
    assert client.get(urlsplit(verbs[0]["play"]["url"][0]).path).mimetype == "audio/mpeg", "our own voice"
    assert verbs[0]["input"] == ["digits"]
    verbs = to_jambonz(client, next_of(verbs), {"digits": "1", "reason": "dtmfDetected"}).json
    assert verbs[0]["input"] == ["digits", "speech"]
    assert verbs[0]["recognizer"]["vendor"] == "custom:eigen"
    heard = {"speech": {"alternatives": [{"transcript": "Hoe lang duurt het?", "confidence": 0.9}]}}
    verbs = to_jambonz(client, next_of(verbs), heard | {"reason": "speechDetected"}).json
    assert world.dialogue.heard == []
    verbs = to_jambonz(client, next_of(verbs), {"digits": "1", "reason": "dtmfDetected"}).json
    assert [message.text for message in world.dialogue.heard] == ["Hoe lang duurt het?"]
    digest = urlsplit(verbs[0]["play"]["url"][0]).path.rpartition("/")[2]
    assert "Wachttijd" in " ".join(part.text for part in world.recordings.words(digest) or ())
    verbs = to_jambonz(client, next_of(verbs), {"digits": "0", "reason": "dtmfDetected"}).json
    assert verbs[-1] == {"verb": "dial", "target": [{"type": "phone", "number": PERSON}]}


def test_jambonz_tells_that_a_call_is_over_and_it_is_wiped(client: CheckingClient, world: World):
    url = next_of(to_jambonz(client, "/telefoon/jambonz", {}).json)
    to_jambonz(client, url, {"digits": "1", "reason": "dtmfDetected"})
    assert to_jambonz(client, url, {"call_status": "completed"}).status_code == 200
    verbs = to_jambonz(client, url, {"digits": "1", "reason": "dtmfDetected"}).json
    assert next_of(verbs) != url, "it begins anew"


def test_twiml_records_a_question_hears_it_itself_and_answers(client: CheckingClient, world: World, exchange: str):
    url = action_of(to_twiml(client, "/telefoon/twiml", {"CallSid": "CA1", "From": "+31612345678"}))
    response = to_twiml(client, url, {"Digits": "1"})
    record = ET.fromstring(response.data).find("Record")
    assert record is not None
    assert record.get("finishOnKey") == "0123456789", "keypad first"
    response = to_twiml(client, url, {"RecordingUrl": f"{exchange}RE1", "Digits": "hangup"})
    assert world.hearing.sounds == [Exchange.sound]
    assert Exchange.asked == ["GET /opnamen/RE1.wav", "DELETE /opnamen/RE1"], "it is taken away at the exchange"
    response = to_twiml(client, url, {"Digits": "1"})
    assert [message.text for message in world.dialogue.heard] == ["Hoe lang duurt het?"]
    play = ET.fromstring(response.data).find("Play")
    assert play is not None
    digest = str(play.text).rpartition("/")[2]
    assert "Wachttijd" in " ".join(part.text for part in world.recordings.words(digest) or ())


def test_twiml_of_a_person(client: CheckingClient):
    url = action_of(to_twiml(client, "/telefoon/twiml", {}))
    assert ET.fromstring(to_twiml(client, url, {"Digits": "0"}).data).findtext("Dial") == PERSON


def test_twiml_personal_data_is_cleaned_and_nobodys_number_is_kept(
    client: CheckingClient, world: World, exchange: str, caplog: pytest.LogCaptureFixture
):
    world.hearing.words = "Mail naar iemand@example.nl en ik zoek een tolk"
    url = action_of(to_twiml(client, "/telefoon/twiml", {"From": "+31612345678"}))
    to_twiml(client, url, {"Digits": "1"})
    to_twiml(client, url, {"RecordingUrl": f"{exchange}RE1"})
    to_twiml(client, url, {"Digits": "1"})
    assert "iemand@example.nl" not in world.dialogue.heard[0].text
    assert "31612345678" not in caplog.text


@pytest.mark.parametrize("signed", [{"secret": "een ander"}, {"secret": ""}])
def test_twiml_that_somebody_else_signed_is_refused(client: CheckingClient, signed: dict[str, str]):
    assert to_twiml(client, "/telefoon/twiml", {"CallSid": "CA1"}, **signed).status_code == 403


def test_jambonz_that_somebody_else_signed_is_refused(client: CheckingClient):
    assert to_jambonz(client, "/telefoon/jambonz", {}, secret="een ander").status_code == 403
    assert client.post("/telefoon/jambonz", json={}).status_code == 403
    assert client.post("/telefoon/jambonz", json={}, headers={"Jambonz-Signature": "t=x,v1=é"}).status_code == 403


def test_jambonz_signature_of_yesterday_is_refused():
    proof = hmac.new(SECRET.encode(), b"1000.{}", hashlib.sha256).hexdigest()
    assert is_of_jambonz(f"t=1000,v1={proof}", b"{}", SECRET, now=1100)
    assert not is_of_jambonz(f"t=1000,v1={proof}", b"{}", SECRET, now=90_000)
    assert not is_of_jambonz(f"t=1000,v1={proof}", b"{}", "", now=1100)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.2/opnamen/RE1",
        "http://127.0.0.1@evil.example/opnamen/RE1",
        "http://evil.example@127.0.0.1/opnamen/RE1",
        "http://127.0.0.1/opnamen/../geheim",
        "http://127.0.0.1/opnamen/%2e%2e/geheim",
        "http://127.0.0.1/opnamenmap/RE1",
        "http://127.0.0.1:81/opnamen/RE1",
        "file:///etc/passwd",
        "https://127.0.0.1/opnamen/RE1",
        "",
    ],
)
def test_a_recording_elsewhere_is_not_fetched(url: str):
    assert not is_under(url, "http://127.0.0.1/opnamen/")
    assert is_under("http://127.0.0.1/opnamen/RE1", "http://naam:geheim@127.0.0.1/opnamen/")


def test_twiml_recording_that_is_too_large_is_nothing(client: CheckingClient, world: World, exchange: str):
    Exchange.sound = bytes(2_000_000)
    url = action_of(to_twiml(client, "/telefoon/twiml", {}))
    to_twiml(client, url, {"Digits": "1"})
    world.hearing.refused = "empty"
    assert to_twiml(client, url, {"RecordingUrl": f"{exchange}RE1"}).status_code == 200
    assert world.dialogue.heard == []


@pytest.mark.parametrize("path", ["jambonz", "twiml", "jambonz/" + "a" * 24, "iets-anders"])
def test_off_is_not_there(path: str):
    app: Flask = World().app()
    assert app.test_client().post(f"/telefoon/{path}").status_code == 404


def test_jambonz_strange_messages_are_survived(client: CheckingClient):
    url = next_of(to_jambonz(client, "/telefoon/jambonz", {}).json)
    for told in (
        {"digits": "9" * 500},
        {"speech": "x"},
        {"speech": {"alternatives": [1]}},
        {"speech": {"alternatives": []}},
    ):
        assert to_jambonz(client, url, told).status_code == 200
    assert to_jambonz(client, url.rpartition("/")[0] + "/../../etc", {}).status_code in {404, 403, 308}
