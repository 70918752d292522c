"""A real server on this machine that has the register, as the real one behaves: with an ETag and a date."""

from __future__ import annotations

import hashlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self


class RegisterServer:
    """Serves `body`; what may be changed while it runs stands in the attributes."""

    last_modified = "Sat, 16 May 2026 03:00:00 GMT"

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.status = 200
        self.pause = 0.0
        """Seconds between two bytes."""
        self.headers: dict[str, str] = {}
        self.asked: list[dict[str, str]] = []
        """The headers of every request."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/exportOO_gemeenten.xml"

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:12]}"'

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        register = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                register.asked.append(dict(self.headers))
                known = self.headers.get("If-None-Match") == register.etag
                self.send_response(304 if known else register.status)
                self.send_header("ETag", register.etag)
                self.send_header("Last-Modified", register.last_modified)
                for name, value in register.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0" if known else str(len(register.body)))
                self.end_headers()
                if not known:
                    self._send()

            def _send(self) -> None:
                try:
                    if not register.pause:
                        self.wfile.write(register.body)
                        return
                    for byte in register.body:
                        self.wfile.write(bytes([byte]))
                        self.wfile.flush()
                        time.sleep(register.pause)
                except OSError:
                    pass  # the client has had enough

            def log_message(self, *_arguments: object) -> None:
                """Nothing: the tests look at what was asked."""

        return Handler
