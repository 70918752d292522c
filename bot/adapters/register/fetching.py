"""Fetches the national register from its address: over https, no larger and no longer than agreed, and only when it is new."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.adapters.register.reading import MEGABYTE, MOST_BYTES, RegisterError

FETCH_SECONDS = 300.0
"""How long the whole download may take."""
_SILENCE_SECONDS = 20.0
_NOT_MODIFIED = 304
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Fetched:
    """What the address answered. `new` is false when it has nothing newer than what these marks stand for."""

    new: bool
    etag: str = ""
    last_modified: str = ""


def fetch(  # the limits are there to be set
    address: str,
    target: Path,
    *,
    etag: str = "",
    last_modified: str = "",
    most_bytes: int = MOST_BYTES,
    seconds: float = FETCH_SECONDS,
) -> Fetched:
    """Write what stands at the address to `target`, unless it is what `etag` or `last_modified` stand for.

    Raises RegisterError with the reason in Dutch.
    """
    headers = {"User-Agent": "kennispunt-zg"}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    until = time.monotonic() + seconds
    try:
        with (
            httpx.Client(
                timeout=min(_SILENCE_SECONDS, seconds),
                follow_redirects=True,
                max_redirects=5,
                event_hooks={"request": [_only_safe]},
            ) as client,
            client.stream("GET", address, headers=headers) as answer,
        ):
            if answer.status_code == _NOT_MODIFIED:
                return Fetched(new=False, etag=etag, last_modified=last_modified)
            if answer.status_code != httpx.codes.OK:
                raise RegisterError(f"Het adres van het register geeft code {answer.status_code}.")
            _keep(answer, target, most_bytes, until)
            return Fetched(
                new=True,
                etag=answer.headers.get("etag", ""),
                last_modified=answer.headers.get("last-modified", ""),
            )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise RegisterError(f"Het register is niet te bereiken ({type(error).__name__}).") from error


def _keep(answer: httpx.Response, target: Path, most_bytes: int, until: float) -> None:
    """Write the answer as it comes in, unpacked; what is unpacked counts, so that a small answer cannot fill the disk."""
    size = 0
    with target.open("wb") as file:
        for piece in answer.iter_bytes():
            size += len(piece)
            if size > most_bytes:
                raise RegisterError(f"Het register is te groot (meer dan {most_bytes // MEGABYTE} MB).")
            if time.monotonic() > until:
                raise RegisterError("Het ophalen van het register duurt te lang.")
            file.write(piece)


def _only_safe(request: httpx.Request) -> None:
    """Also after a redirect: nothing but https, except to this machine itself."""
    if request.url.scheme != "https" and request.url.host not in _LOOPBACK:
        raise RegisterError(f"Het adres van het register begint niet met https:// ({request.url.host}).")
