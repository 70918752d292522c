"""Whether a webhook comes from the exchange, by its signature."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Iterable

_SECONDS = 300
"""How old a message may be, and how far clocks may differ."""


def is_of_jambonz(header: str, body: bytes, secret: str, *, now: float | None = None) -> bool:
    """`Jambonz-Signature: t=<unix time>,v1=<hex>`: HMAC-SHA256 of the time, a point and the body."""
    parts = dict(part.strip().partition("=")[::2] for part in header.split(","))
    moment = parts.get("t", "")
    if not secret or not moment.isascii() or not moment.isdecimal():
        return False
    if abs((time.time() if now is None else now) - int(moment)) > _SECONDS:
        return False
    expected = hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), parts.get("v1", "").encode())


def is_of_twilio(header: str, url: str, form: Iterable[tuple[str, str]], secret: str) -> bool:
    """`X-Twilio-Signature`: HMAC-SHA1 of the address and all fields by name, in base64."""
    if not secret:
        return False
    signed = url + "".join(name + value for name, value in sorted(form))
    expected = base64.b64encode(hmac.new(secret.encode(), signed.encode(), hashlib.sha1).digest())
    return hmac.compare_digest(expected, header.encode())
