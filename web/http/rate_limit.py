"""How many messages, conversations and judgements are taken: token buckets behind the store port, under nobody's address."""

from __future__ import annotations

import hashlib
import ipaddress
import json
import math
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.core.store.changing import ContendedError, change
from bot.core.store.port import Store, Stores
from bot.settings import Settings

_RATE = re.compile(r"(\d+)/(minute|hour)(?::(\d+))?")
_SECONDS = {"minute": 60.0, "hour": 3600.0}
_SIGN_IN = "30/hour:10"
_SIGN_IN_ADDRESS = "300/hour:60"
_SIGN_IN_ACCOUNT = "300/hour:100"
_MAILED_LINKS = "10/hour:3"
"""Guessing a password is for nobody, also while everything else is measured without a limit."""
_MOST_BUCKETS = 100_000
_SALT_BYTES = 16
_DAYS_OF_SALT = 2
_DAY_SECONDS = 24 * 60 * 60.0
_IPV6_PREFIX = 64


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many tokens were left, and when that was, in seconds since 1970."""

    level: float
    at: float


class BucketCodec:
    """Buckets as JSON."""

    def encode(self, value: Bucket) -> bytes:
        """As in `Codec`."""
        return json.dumps([value.level, value.at]).encode()

    def decode(self, data: bytes) -> Bucket:
        """As in `Codec`."""
        try:
            level, at = json.loads(data)
            return Bucket(float(level), float(at))
        except TypeError as error:
            raise ValueError(str(error)) from error


class SaltCodec:
    """Salts as they are."""

    def encode(self, value: bytes) -> bytes:
        """As in `Codec`."""
        return value

    def decode(self, data: bytes) -> bytes:
        """As in `Codec`."""
        return data


class Salts:
    """A new secret every day, by which one visitor's requests of that day are known and which is then thrown away."""

    def __init__(self, stores: Stores, today: Callable[[], date] = lambda: datetime.now(UTC).date()) -> None:
        self._store: Store[bytes] = stores.store("salts", SaltCodec(), most=_DAYS_OF_SALT)
        self._today = today
        self._now: tuple[date, bytes] | None = None

    def digest(self, who: str) -> str:
        """A name for `who` that says nothing about them and is another one tomorrow."""
        today = self._today()
        if self._now is None or self._now[0] != today:
            self._now = (today, self._salt(today))
        return hashlib.blake2b(who.encode(), key=self._now[1], digest_size=16).hexdigest()

    def _salt(self, day: date) -> bytes:
        # Whoever is first today makes it, also among several processes.
        def step(kept: bytes | None) -> tuple[bytes | None, bytes]:
            made = kept or secrets.token_bytes(_SALT_BYTES)
            return (None if kept else made), made

        return change(self._store, day.isoformat(), step, seconds=_DAYS_OF_SALT * _DAY_SECONDS)


class RateLimiter:
    """Allows `<count>/<minute|hour>[:<burst>]` to each, filled up evenly; `off` allows everything. Safe to use from threads.

    Args:
        rate: the notation; `burst` is how many may come at once, without it as many as the count.
        kind: what is counted; limiters of different kinds know nothing of each other.
        stores: where the buckets are.
        salts: names those who are counted.
        clock: seconds since 1970.

    Raises ValueError for another notation.
    """

    def __init__(
        self, rate: str, kind: str, stores: Stores, salts: Salts, *, clock: Callable[[], float] = time.time
    ) -> None:
        match = _RATE.fullmatch(rate)
        if rate != "off" and (match is None or 0 in {int(match[1]), int(match[3] or 1)}):
            msg = f"{rate!r} is geen geldige waarde (bijvoorbeeld 30/minute, 30/minute:10 of off)"
            raise ValueError(msg)
        self._burst = float(match[3] or match[1]) if match else math.inf
        self._per_second = float(match[1]) / _SECONDS[match[2]] if match else math.inf
        self._kind = kind
        self._salts = salts
        self._clock = clock
        self._store: Store[Bucket] = stores.store("rates", BucketCodec(), most=_MOST_BUCKETS)

    def take(self, who: str) -> int:
        """Count one of this person's; returns 0 when it is allowed, else the seconds to wait."""
        if math.isinf(self._burst):
            return 0
        now = self._clock()

        def step(bucket: Bucket | None) -> tuple[Bucket | None, int]:
            level = self._burst
            if bucket is not None:
                level = min(level, bucket.level + max(0.0, now - bucket.at) * self._per_second)
            if level >= 1:
                return Bucket(level - 1, now), 0
            return None, max(1, math.ceil((1 - level) / self._per_second))

        try:
            # After this time the bucket is full again, which is what no bucket means.
            return change(
                self._store,
                f"{self._kind}:{self._salts.digest(who)}",
                step,
                seconds=self._burst / self._per_second,
            )
        except ContendedError:
            return 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What is counted."""

    messages: RateLimiter
    """Messages in one conversation."""
    address: RateLimiter
    """Messages from one address: all of a municipality may be behind it."""
    starts: RateLimiter
    """Conversations begun from one address."""
    feedback: RateLimiter
    """Judgements from one address."""
    sign_in: RateLimiter
    """Attempts to sign in to one account from one address, and codes for one account."""
    sign_in_account: RateLimiter
    """Attempts to sign in to one account from anywhere: so many that nobody keeps somebody else out from one place."""
    mailed_links: RateLimiter
    """Mails with a link to sign in, to one address."""
    sign_in_address: RateLimiter
    """Attempts to sign in from one address, which may be that of a whole office."""

    @classmethod
    def from_settings(cls, settings: Settings, stores: Stores) -> Limits:
        """The limits of the settings; raises ValueError naming the setting. Without a limit on messages there is none at all."""
        salts = Salts(stores)

        def limiter(field: str, kind: str) -> RateLimiter:
            try:
                given = RateLimiter(getattr(settings, field), kind, stores, salts)
            except ValueError as error:
                msg = f"KENNISPUNT_{field.upper()}: {error}"
                raise ValueError(msg) from error
            return RateLimiter("off", kind, stores, salts) if settings.rate_limit == "off" else given

        return cls(
            messages=limiter("rate_limit", "message"),
            address=limiter("rate_limit_address", "address"),
            starts=limiter("rate_limit_starts", "start"),
            feedback=limiter("rate_limit", "feedback"),
            sign_in=RateLimiter(_SIGN_IN, "sign-in", stores, salts),
            sign_in_account=RateLimiter(_SIGN_IN_ACCOUNT, "sign-in-account", stores, salts),
            mailed_links=RateLimiter(_MAILED_LINKS, "mailed-link", stores, salts),
            sign_in_address=RateLimiter(_SIGN_IN_ADDRESS, "sign-in-address", stores, salts),
        )


def address_prefix(address: str) -> str:
    """The part of an address that one household or office has: an IPv4 address whole, of an IPv6 address the first 64 bits."""
    try:
        read = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(read, ipaddress.IPv6Address):
        if read.ipv4_mapped is not None:
            return str(read.ipv4_mapped)
        return str(ipaddress.ip_network((read, _IPV6_PREFIX), strict=False))
    return str(read)
