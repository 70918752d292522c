"""Requests as they come in: files that an editor brings may be larger than anything else, a few at a time."""

from __future__ import annotations

import copy
from typing import Any, ClassVar
from weakref import WeakSet

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.utilities import RequestEntityTooLarge

UPLOADS = frozenset({"/beheer/import", "/beheer/besloten/documenten", "/beheer/besloten/gebruik/import"})
"""Where a file is brought."""
MOST_BYTES = 16 * 1024 * 1024
"""What comes whole to the page, which refuses from 10 MB in its own words."""
UNHURRIED = 6
"""So many times longer a file may take to come."""
_AT_ONCE = 8
_TOO_LARGE = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>Dit is te groot</title></head>
<body><main><h1>Dit is te groot</h1><p>Een bestand mag 10 MB zijn, en iets anders veel minder. Er is niets bewaard.
Ga terug en kies een kleiner bestand. Komen er nu veel bestanden tegelijk? Wacht dan een minuut.</p></main></body></html>
"""


class TooLarge(RequestEntityTooLarge):
    """The refusal, in words for whoever sent it."""

    def to_response(self, _ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:  # type: ignore[override]  # the stubs say text, waitress counts and writes bytes
        """As waitress asks for it."""
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")]
        return f"{self.code} {self.reason}", headers, _TOO_LARGE.encode()


class Parser(HTTPRequestParser):
    """Reads a request, with more room where a file is brought."""

    _coming: ClassVar[WeakSet[Parser]] = WeakSet()

    def parse_header(self, header_plus: bytes) -> None:
        """As waitress asks for it: what comes after these headers may be larger for a file."""
        super().parse_header(header_plus)
        if str(self.command) == "POST" and getattr(self, "path", "") in UPLOADS and len(self._coming) < _AT_ONCE:
            self._coming.add(self)
            self.adj = copy.copy(self.adj)
            self.adj.max_request_body_size = MOST_BYTES

    def received(self, data: bytes) -> int:
        """As waitress asks for it."""
        taken = int(super().received(data))
        if isinstance(self.error, RequestEntityTooLarge) and not isinstance(self.error, TooLarge):
            self.error = TooLarge(self.error.body)
        return taken


class Channel(HTTPChannel):
    """A connection whose requests are read so."""

    parser_class = Parser


def is_upload(request: Any) -> bool:  # noqa: ANN401  # whatever waitress is reading
    """Whether this request brings a file."""
    return isinstance(request, Parser) and request in Parser._coming  # noqa: SLF001  # its own module
