"""What stands at the website's address while it starts again, and that the website gets its address back."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse

import pytest

from bot.adapters.phrases.catalogues import GettextPhrases
from bot.contract import Language
from bot.serve.shared_port import listeners
from bot.serve.stand_in import StandIn, sentences
from bot.serve.translations import TRANSLATIONS
from tests.web.http.running import running
from web.http.server import Server

HELP = {Language.DUTCH: "Bel 112, of chat in de app <112NL>.", Language.ARABIC: "اتصل بالرقم 112."}


@pytest.fixture
def port() -> int:
    (free,) = listeners("127.0.0.1", 0)
    with free:
        return int(free.getsockname()[1])


@pytest.fixture
def stand_in(port: int) -> Iterator[StandIn]:
    said = sentences(GettextPhrases(TRANSLATIONS, "web"), GettextPhrases(TRANSLATIONS, "widget"), HELP)
    opened = StandIn("127.0.0.1", port, said)
    assert opened.open()
    yield opened
    opened.close()


def ask(
    port: int, path: str = "/", method: str = "GET", body: str | None = None, **headers: str
) -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response, text


@pytest.mark.usefixtures("stand_in")
def test_it_says_that_the_website_comes_back_and_whom_to_turn_to_in_danger(port: int):
    response, page = ask(port, "/chat")

    assert (response.status, response.headers["Retry-After"]) == (503, "5")
    assert response.headers["Cache-Control"] == "no-store"
    assert '<html lang="nl" dir="ltr">' in page
    assert "Bel 112, of chat in de app &lt;112NL&gt;." in page
    assert "Probeer het later" in page


@pytest.mark.parametrize(
    ("path", "accepted", "language"),
    [("/", "ar-SY,ar;q=0.9", "ar"), ("/?taal=ti", "ar", "ti"), ("/", "xx", "nl"), ("/?taal=zz", "", "nl")],
)
@pytest.mark.usefixtures("stand_in")
def test_it_says_so_in_the_language_of_who_asks(port: int, path: str, accepted: str, language: str):
    assert f'lang="{language}"' in ask(port, path, Accept_Language=accepted)[1]


@pytest.mark.usefixtures("stand_in")
def test_programs_and_the_widget_get_a_problem_they_can_read(port: int):
    response, text = ask(port, "/api/v1/conversations", "POST", json.dumps({"language": "nl"}))

    assert response.status == 503
    assert response.headers["Content-Type"] == "application/problem+json"
    assert json.loads(text)["status"] == 503
    assert "112" in json.loads(text)["detail"]


@pytest.mark.parametrize("method", ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.usefixtures("stand_in")
def test_whatever_is_asked_gets_the_same_answer(port: int, method: str):
    response, text = ask(port, "/gids", method)

    assert response.status == 503
    assert bool(text) == (method != "HEAD")


@pytest.mark.usefixtures("stand_in")
def test_a_large_form_is_answered_too(port: int):
    assert ask(port, "/chat", "POST", "x" * 60_000)[0].status == 503


def test_the_website_gets_its_address_back(port: int, stand_in: StandIn):
    def website(environ: object, start: object) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/plain")])  # type: ignore[operator]
        return [b"website"]

    assert ask(port)[0].status == 503
    with running(Server(website, "127.0.0.1", port, grace=1)):
        deadline = time.monotonic() + 30
        in_a_row = 0
        while in_a_row < 20:
            assert time.monotonic() < deadline, "the stand-in still answers"
            in_a_row = in_a_row + 1 if ask(port)[1] == "website" else 0
    assert stand_in.open(), "and when it is gone once more, the stand-in is there"
    assert ask(port)[0].status == 503


def test_an_address_of_others_is_left_to_them():

    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert not StandIn("127.0.0.1", taken.getsockname()[1], {}).open()
