"""What a caller said, fetched from the exchange that recorded it, and taken away there."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import httpx

from bot.adapters.logs.lines import log_event
from bot.core.voice.heard import MOST_BYTES

_SECONDS = 5.0


def is_under(url: str, base: str) -> bool:
    """Whether an address lies under another one: the same server, the same folder or below it."""
    asked, allowed = urlsplit(url), urlsplit(base)
    same = (asked.scheme, asked.hostname, asked.port) == (allowed.scheme, allowed.hostname, allowed.port)
    path = unquote(asked.path)
    return (
        bool(base and allowed.hostname)
        and same
        and "@" not in asked.netloc
        and path.startswith(allowed.path)
        and ".." not in path
        and "\\" not in path
    )


def fetched(url: str, base: str) -> bytearray:
    """The recording; empty when it is not under `base`, not there or too large. `base` may hold a name and a password."""
    if not is_under(url, base):
        log_event("telephone_recording_refused")
        return bytearray()
    allowed = urlsplit(base)
    sign_in = (unquote(allowed.username), unquote(allowed.password or "")) if allowed.username else None
    address = url if url.endswith(".wav") else f"{url}.wav"
    sound = bytearray()
    try:
        with httpx.Client(timeout=_SECONDS, auth=sign_in, trust_env=False) as http:
            with http.stream("GET", address) as response:
                response.raise_for_status()
                for piece in response.iter_bytes():
                    sound += piece
                    if len(sound) > MOST_BYTES:
                        break
            http.delete(url)  # what somebody said stays nowhere
    except httpx.HTTPError as error:
        log_event("telephone_recording_away", reason=type(error).__name__)
    if len(sound) > MOST_BYTES:
        sound[:] = bytes(len(sound))
        return bytearray()
    return sound
