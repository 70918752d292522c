"""A real server on this machine that takes webhooks, as a supplier's would: it checks what it is sent."""

from __future__ import annotations

import hashlib
import hmac
import json
import ssl
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self


@dataclass(frozen=True)
class Received:
    """One message as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> dict[str, Any]:
        return json.loads(self.body)

    def is_by(self, secret: str, now: float | None = None) -> bool:
        """Whether whoever has the secret sent this, less than five minutes ago: what docs/koppelen.md tells a supplier to do."""
        moment = self.headers["Kennispunt-Timestamp"]
        if abs((time.time() if now is None else now) - int(moment)) > 300:
            return False
        wanted = hmac.new(secret.encode(), moment.encode() + b"." + self.body, hashlib.sha256).hexdigest()
        return hmac.compare_digest(self.headers["Kennispunt-Signature"], f"sha256={wanted}")


class WebhookReceiver:
    """Takes messages; how it answers may be changed while it runs."""

    def __init__(self, certificate: Path | None = None) -> None:
        """`certificate` is a file with a certificate and its key: then it speaks https."""
        self.status = 204
        self.location = ""
        self.trickle = 0.0
        """Seconds between two bytes of the answer."""
        self.received: list[Received] = []
        self.came = threading.Event()
        """Set by the first message."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    @property
    def port(self) -> int:
        return self._server.server_port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/melding"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.received.append(Received(self.path, dict(self.headers), body))
                receiver.came.set()
                try:
                    if receiver.trickle:
                        while True:
                            self.wfile.write(b"x")
                            self.wfile.flush()
                            time.sleep(receiver.trickle)
                    self.send_response(receiver.status)
                    if receiver.location:
                        self.send_header("Location", receiver.location)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                except OSError:
                    pass  # the other side has had enough

            def do_GET(self) -> None:
                receiver.received.append(Received(self.path, dict(self.headers), b""))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_arguments: object) -> None:
                """Nothing: the tests look at what came in."""

        return Handler
