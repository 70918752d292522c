"""Passwords by Argon2id, codes by RFC 6238, and tokens of which only the hash is kept."""

from __future__ import annotations

import hashlib
import secrets
import time
from functools import cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

_HASHER = PasswordHasher()
_TOKEN_BYTES = 32
_STEP_SECONDS = 30
_WINDOW = (0, -1, 1)
"""Steps in which a code counts: clocks differ, and typing takes a while."""
_READABLE = "23456789abcdefghjkmnpqrstuvwxyz"
_RECOVERY_SIGNS = 16
ISSUER = "Kennispunt ZG"


def new_token() -> str:
    """256 random bits, for an address or a cookie."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def token_hash(token: str) -> str:
    """What is kept of a token: it has too many bits to guess, so that a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def password_hash(password: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(password)


def has_password(kept: str, password: str) -> bool:
    """Whether this is the password; with nothing kept it takes as long, so that nobody learns who has an account."""
    try:
        _HASHER.verify(kept or _nobody(), password)
    except (Argon2Error, InvalidHashError):
        return False
    return bool(kept)


@cache
def _nobody() -> str:
    return _HASHER.hash(new_token())


def new_recovery_code() -> str:
    """79 random bits as sixteen signs that are not mixed up when read, in groups of four."""
    signs = [secrets.choice(_READABLE) for _ in range(_RECOVERY_SIGNS)]
    return "-".join("".join(signs[at : at + 4]) for at in range(0, _RECOVERY_SIGNS, 4))


def plain_code(code: str) -> str:
    """A recovery code as it is compared: without spaces and dashes, in small letters."""
    return "".join(sign for sign in code.casefold() if sign.isalnum())


def new_key() -> str:
    """A key for an app that makes codes."""
    return pyotp.random_base32()


def key_address(key: str, email: str) -> str:
    """The key as a link that such an app opens."""
    return pyotp.TOTP(key).provisioning_uri(name=email, issuer_name=ISSUER)


def step_of(key: str, code: str, after: int, now: float | None = None) -> int | None:
    """The time step of which this is the code; None where it is of none, or of one not after `after`."""
    digits = "".join(code.split())
    current = int((time.time() if now is None else now) // _STEP_SECONDS)
    totp = pyotp.TOTP(key)
    for shift in _WINDOW:
        step = current + shift
        if step > after and secrets.compare_digest(totp.at(step * _STEP_SECONDS).encode(), digits.encode()):
            return step
    return None
