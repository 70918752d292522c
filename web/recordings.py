"""Which words belong to the address of a recording: only what the knowledge point said itself can be listened to."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Sequence

from bot.core.replies import SpokenPart

_MOST_RECORDINGS = 5_000
_DIGEST_LENGTH = 32


class Recordings:
    """Digest to words, the most recently offered ones. The sound itself is cached by the Speech port."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._parts: OrderedDict[str, tuple[SpokenPart, ...]] = OrderedDict()

    def offer(self, parts: Sequence[SpokenPart]) -> str:
        """The digest under which these words can be listened to from now on; the same words, the same digest."""
        words = json.dumps([[part.language, part.text] for part in parts], ensure_ascii=False)
        digest = hashlib.sha256(words.encode()).hexdigest()[:_DIGEST_LENGTH]
        with self._lock:
            self._parts[digest] = tuple(parts)
            self._parts.move_to_end(digest)
            if len(self._parts) > _MOST_RECORDINGS:
                self._parts.popitem(last=False)
        return digest

    def words(self, digest: str) -> tuple[SpokenPart, ...] | None:
        """What is to be said, or None for a digest that was not offered (or long ago)."""
        with self._lock:
            return self._parts.get(digest)
