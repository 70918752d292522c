"""A webhook is no door into our own network, and takes no longer than agreed; against a real server."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.adapters.webhooks.sending import HttpSender, is_public
from bot.core.exchange.port import NotTakenError
from tests.contracts.webhook_receiver import WebhookReceiver

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
PUBLIC = "93.184.215.14"


@pytest.fixture
def receiver() -> Iterator[WebhookReceiver]:
    with WebhookReceiver() as server:
        yield server


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.5", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "192.0.2.1", "2001:db8::1",
    ],
)  # fmt: skip
def test_an_address_of_a_private_network_is_none_of_the_world(address: str):
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:8.8.8.8"])
def test_an_address_of_the_world(address: str):
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.nl/", "ftp://www.example.nl/", "https://", "https:///pad", "geen adres", "", "//example.nl",
        "https://naam:geheim@www.example.nl/", "file:///etc/passwd", f"https://www.example.nl/{'a' * 500}", "https://[::1/",
        "https://127.0.0.1/", "https://[::1]/", "https://localhost/", "https://2130706433/", "https://0x7f000001/",
    ],
)  # fmt: skip
def test_what_may_not_be_told_is_refused_when_it_is_registered(url: str):
    found = {"localhost": ["127.0.0.1"], "2130706433": ["127.0.0.1"], "0x7f000001": ["127.0.0.1"]}
    with pytest.raises(NotTakenError):
        HttpSender(find=lambda host, _port: found.get(host, [host])).check(url)


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    with pytest.raises(NotTakenError, match="besloten netwerk"):
        HttpSender(find=lambda *_: [PUBLIC, "10.0.0.5"]).check("https://www.example.nl/")


def test_a_name_that_leads_inside_later_is_refused_when_it_is_used(receiver: WebhookReceiver):
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    sender = HttpSender(find=lambda *_: next(answers))
    url = f"https://www.example.nl:{receiver.port}/melding"
    sender.check(url)
    with pytest.raises(NotTakenError, match="besloten netwerk"):
        sender.send(url, b"{}", {})
    assert receiver.received == []


def test_the_connection_goes_to_the_address_that_was_looked_at(receiver: WebhookReceiver):
    asked = []

    def find(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["127.0.0.1"]

    HttpSender(private=True, find=find).send(
        f"http://www.example.nl:{receiver.port}/melding?a=1", b"{}", {"X-Proef": "ja"}
    )
    (message,) = receiver.received
    assert asked == [("www.example.nl", receiver.port)]
    assert message.headers["Host"] == f"www.example.nl:{receiver.port}"
    assert (message.path, message.headers["X-Proef"]) == ("/melding?a=1", "ja")
    assert message.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 401, 404, 500, 503])
def test_what_is_no_yes_is_no(receiver: WebhookReceiver, status: int):
    receiver.status, receiver.location = status, f"http://127.0.0.1:{receiver.port}/binnen"
    with pytest.raises(NotTakenError, match=str(status)):
        HttpSender(private=True).send(receiver.url, b"{}", {})
    assert [item.path for item in receiver.received] == ["/melding"]


def test_a_proxy_of_the_environment_is_not_used(receiver: WebhookReceiver, monkeypatch: pytest.MonkeyPatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    HttpSender(private=True).send(receiver.url, b"{}", {})
    assert len(receiver.received) == 1


def test_who_answers_a_byte_now_and_then_is_not_waited_for(receiver: WebhookReceiver):
    receiver.trickle = 0.05
    with pytest.raises(NotTakenError, match="geen antwoord binnen 1 seconden"):
        HttpSender(private=True, seconds=1.0).send(receiver.url, b"{}", {})


def test_nobody_there_is_told_without_the_address(receiver: WebhookReceiver):
    with pytest.raises(NotTakenError) as told:
        HttpSender(private=True).send("http://127.0.0.1:1/geheim-pad", b"{}", {})
    assert "geheim-pad" not in str(told.value)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of www.example.nl, signed by itself, with its key."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make a certificate with")
    file, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=www.example.nl",
         "-addext", "subjectAltName=DNS:www.example.nl", "-keyout", str(key), "-out", str(file)],
        check=True, capture_output=True,
    )  # fmt: skip
    file.write_text(file.read_text(encoding="ascii") + key.read_text(encoding="ascii"), encoding="ascii")
    return file


def test_the_certificate_is_that_of_the_name_though_the_connection_goes_to_the_address(certificate: Path):
    trusted = ssl.create_default_context(cafile=certificate)
    sender = HttpSender(private=True, find=lambda *_: ["127.0.0.1"], trusted=trusted)
    with WebhookReceiver(certificate) as server:
        sender.send(f"https://www.example.nl:{server.port}/melding", b"{}", {})
        assert [item.path for item in server.received] == ["/melding"]
        with pytest.raises(NotTakenError, match="niet te bereiken"):
            sender.send(f"https://www.ander.example.nl:{server.port}/melding", b"{}", {})
        with pytest.raises(NotTakenError, match="niet te bereiken"):  # a certificate that nobody trusts
            HttpSender(private=True, find=lambda *_: ["127.0.0.1"]).send(
                f"https://www.example.nl:{server.port}/", b"{}", {}
            )
        assert len(server.received) == 1
