"""So many messages per visitor: a token bucket in memory, without keeping anybody's address."""

from __future__ import annotations

import hashlib
import math
import re
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, date, datetime

_RATE = re.compile(r"(\d+)/(minute|hour)")
_SECONDS = {"minute": 60.0, "hour": 3600.0}
_MOST_BUCKETS = 50_000


class RateLimiter:
    """Allows `<count>/<minute|hour>` per visitor, filled up evenly; `off` allows everything.

    A visitor is known by a hash of the address with a salt that is thrown away every day, so that no address is kept
    and none can be traced back. Raises ValueError for another notation of the rate. Safe to use from threads.
    """

    def __init__(
        self,
        rate: str,
        *,
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], date] = lambda: datetime.now(UTC).date(),
    ) -> None:
        match = _RATE.fullmatch(rate)
        if rate != "off" and (match is None or int(match[1]) == 0):
            msg = f"KENNISPUNT_RATE_LIMIT: {rate!r} is geen geldige waarde (bijvoorbeeld 30/minute, of off)"
            raise ValueError(msg)
        self._size = float(match[1]) if match else math.inf
        self._per_second = self._size / _SECONDS[match[2]] if match else math.inf
        self._clock = clock
        self._today = today
        self._salt_of = today()
        self._salt = secrets.token_bytes(16)
        self._lock = threading.Lock()
        self._buckets: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def take(self, address: str) -> int:
        """Count one message of this visitor; returns 0 when it is allowed, else the seconds to wait."""
        if math.isinf(self._size):
            return 0
        now = self._clock()
        with self._lock:
            key = self._key(address)
            level, at = self._buckets.pop(key, (self._size, now))
            level = min(self._size, level + (now - at) * self._per_second)
            allowed = level >= 1
            self._buckets[key] = (level - 1 if allowed else level, now)
            if len(self._buckets) > _MOST_BUCKETS:
                self._buckets.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - level) / self._per_second))

    def _key(self, address: str) -> bytes:
        if self._today() != self._salt_of:
            self._salt_of = self._today()
            self._salt = secrets.token_bytes(16)
            self._buckets.clear()
        return hashlib.blake2b(address.encode(), key=self._salt, digest_size=16).digest()
