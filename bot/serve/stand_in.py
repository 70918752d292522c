"""While the website starts again: at its address is said at once that it comes back, and whom to turn to in danger."""

from __future__ import annotations

import json
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from babel.core import negotiate_locale

from bot.contract import DEFAULT_LANGUAGE, Language
from bot.core.reply.phrases import Phrases
from bot.serve.shared_port import listeners

RETRY_SECONDS = 5
_MARK = "X-Stand-In"
_LOOK_SECONDS = 0.2
_PATIENCE_SECONDS = 2.0
_MOST_BODY = 65_536
"""So much of what is sent is taken in and thrown away, so that the answer is read and not a broken connection."""
_JSON = ("/api/", "/hsds")
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Retry-After": str(RETRY_SECONDS),
    _MARK: "1",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What is said in one language; `help` is for who is in danger, empty where nothing is known to say."""

    title: str
    detail: str
    again: str
    help: str


def sentences(pages: Phrases, widget: Phrases, helps: Mapping[Language, str]) -> dict[Language, Said]:
    """What is said, in every language, in words of the website's pages and widget.

    `helps`: the reviewed sentence for who is in danger, in the languages that have it.
    """
    return {
        language: Said(
            pages.translate("Not available now", language),
            pages.translate("This is not available at the moment. Please try again later.", language),
            widget.translate("Try again", language),
            helps.get(language, ""),
        )
        for language in Language
    }


class StandIn:
    """Answers at the website's address from when it is gone until it is back. Safe to call from any thread."""

    def __init__(self, host: str, port: int, said: Mapping[Language, Said]) -> None:
        self._address = host, port
        self._said = said
        self._lock = threading.Lock()
        self._servers: list[_Answering] = []
        self._closing = threading.Event()

    def open(self) -> bool:
        """Answer from now on; returns whether that can be done. Does nothing when it answers already."""
        with self._lock:
            if self._servers:
                return True
            try:
                bound = listeners(*self._address)
            except OSError:
                return False
            self._closing.clear()
            self._servers = [_Answering(one, self._said) for one in bound]
            for server in self._servers:
                threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
            threading.Thread(target=self._until_it_is_back, args=(bound[0].getsockname(),), daemon=True).start()
            return True

    def close(self) -> None:
        """Leave the address to the website; does nothing when it has it."""
        self._closing.set()
        with self._lock:
            for server in self._servers:
                server.shutdown()
                server.last_ones()
                server.server_close()
            self._servers = []

    def _until_it_is_back(self, address: tuple[object, ...]) -> None:
        while not self._closing.wait(_LOOK_SECONDS):
            if _website_answers(address):
                self.close()


def _website_answers(address: tuple[object, ...]) -> bool:
    """Whether the website itself is at the address: of two that listen, the system gives each some of the connections."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(str(address[0]), str(address[0]))  # noqa: S104  # to ask, not to listen
    url = f"http://{f'[{host}]' if ':' in host else host}:{address[1]}/healthz"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=_PATIENCE_SECONDS) as answer:
            return answer.status == HTTPStatus.OK and _MARK not in answer.headers
    except urllib.error.HTTPError as error:
        return _MARK not in error.headers
    except OSError:
        return False


class _Answering(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, listener: socket.socket, said: Mapping[Language, Said]) -> None:
        super().__init__(listener.getsockname()[:2], _Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self.said = said
        self.server_activate()

    def last_ones(self) -> None:
        """Answer those who came while it was being stopped."""
        self.timeout = 0
        self.socket.settimeout(0)
        for _ in range(self.request_queue_size):
            self.handle_request()

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever went away has no answer to get."""


class _Handler(BaseHTTPRequestHandler):
    server: _Answering
    protocol_version = "HTTP/1.0"  # one answer a connection: the next one is the website's
    timeout = _PATIENCE_SECONDS

    def version_string(self) -> str:
        return "Kennispunt"

    def log_message(self, *_: object) -> None:
        """Nothing of what is asked is written down."""

    def answer(self) -> None:
        said = self.server.said[self._language()]
        if self.path.startswith(_JSON) or "json" in self.headers.get("Accept", ""):
            kind, body = "application/problem+json", self._problem(said)
        else:
            kind, body = "text/html; charset=utf-8", self._page(said)
        length = self.headers.get("Content-Length", "0")
        self.rfile.read(min(int(length), _MOST_BODY) if length.isdecimal() else 0)
        self.send_response(HTTPStatus.SERVICE_UNAVAILABLE)
        for name, value in {**_HEADERS, "Content-Type": kind, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer  # noqa: N815  # the library's names

    def _language(self) -> Language:
        asked = parse_qs(urlsplit(self.path).query).get("taal", [])
        accepted = [part.split(";")[0].strip() for part in self.headers.get("Accept-Language", "").split(",")]
        found = negotiate_locale([*asked, *accepted], [str(language) for language in Language], sep="-")
        return Language(found) if found else DEFAULT_LANGUAGE

    def _problem(self, said: Said) -> bytes:
        problem = {
            "type": "about:blank",
            "title": said.title,
            "status": HTTPStatus.SERVICE_UNAVAILABLE.value,
            "detail": " ".join(filter(None, (said.detail, said.help))),
        }
        return json.dumps(problem, ensure_ascii=False).encode()

    def _page(self, said: Said) -> bytes:
        language = self._language()
        helps = f"<p><strong>{escape(said.help)}</strong></p>" if said.help else ""
        return (
            f'<!doctype html><html lang="{language}" dir="{language.direction}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{escape(said.title)}</title></head><body><main><h1>{escape(said.title)}</h1>{helps}"
            f'<p>{escape(said.detail)}</p><p><a href="">{escape(said.again)}</a></p></main></body></html>'
        ).encode()
