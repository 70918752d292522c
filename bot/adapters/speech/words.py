"""Which words belong to a recording's address: only what the knowledge point offered itself can be listened to."""

from __future__ import annotations

import hashlib
import json
import logging
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from bot.adapters.stores.memory import MemoryStore
from bot.contract import Language
from bot.core.reply.reply import SpokenPart
from bot.core.store.port import Store

logger = logging.getLogger(__name__)

Words = tuple[SpokenPart, ...]

MOST_WORDS = 20_000
PUBLIC_SECONDS = 30 * 24 * 60 * 60.0
PASSING_SECONDS = 4 * 60 * 60.0
"""As long as somebody listens back in a conversation: what was looked up says which need, law and municipality."""

_PUBLISHED_SECONDS = 600.0
"""For so long the disk is not asked again whether public words are still there."""
_DIGEST = re.compile(r"[0-9a-f]{32}")
_DIGEST_LENGTH = 32


def digest_of(parts: Sequence[SpokenPart], identity: str) -> str:
    """The address of these words: the same in every process and after a restart; another engine or voice gives another."""
    said = [identity, [[part.language.value, part.text] for part in parts]]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:_DIGEST_LENGTH]


class WordsCodec:
    """Words as JSON."""

    def encode(self, value: Words) -> bytes:
        """As in `Codec`."""
        return json.dumps([[part.language.value, part.text] for part in value], ensure_ascii=False).encode()

    def decode(self, data: bytes) -> Words:
        """As in `Codec`."""
        try:
            return tuple(SpokenPart(text, Language(language)) for language, text in json.loads(data))
        except TypeError as error:
            raise ValueError(str(error)) from error


class SpokenWords:
    """Implements Recordings. A disk that is full, read-only or away costs that an address outlives a restart, and no more.

    Args:
        public: where words are that stand on a page for everybody; a store that outlives a restart.
        passing: where all others are; a store that writes nothing to disk.
        identity: the engine's.
    """

    def __init__(self, public: Store[Words], passing: Store[Words], identity: str = "") -> None:
        self._public = public
        self._passing = passing
        self._identity = identity
        self._published = MemoryStore[bool](MOST_WORDS)
        self._refuses = False

    def offer(self, parts: Sequence[SpokenPart], *, public: bool = False) -> str:
        """As in `Recordings`: the digest under which these words can be listened to from now on."""
        digest = digest_of(parts, self._identity)
        if not (public and self._publish(digest, tuple(parts))):
            _keep(self._passing, digest, tuple(parts), PASSING_SECONDS)
        return digest

    def words(self, digest: str) -> Words | None:
        """What is to be said, or None for a digest that was not offered (or too long ago)."""
        if not _DIGEST.fullmatch(digest):
            return None
        for store in (self._passing, self._public):
            try:
                kept = store.get(digest)
            except OSError:
                continue
            if kept is not None:
                return kept.value
        return None

    def is_public(self, parts: Sequence[SpokenPart]) -> bool:
        """Whether these words stand on a page for everybody."""
        digest = digest_of(parts, self._identity)
        try:
            return self._public.get(digest) is not None
        except OSError:
            return False

    def _publish(self, digest: str, parts: Words) -> bool:
        """Keep public words; False when the disk refuses, which is logged once until it does not."""
        if self._published.get(digest) is not None:
            return True
        try:
            _keep(self._public, digest, parts, PUBLIC_SECONDS)
        except OSError as error:
            if not self._refuses:
                logger.warning("words of recordings cannot be kept on disk, they stay in memory: %s", error)
            self._refuses = True
            return False
        self._refuses = False
        self._published.put(digest, True, seconds=_PUBLISHED_SECONDS)  # noqa: FBT003  # the store's value
        return True


def _keep(store: Store[Words], digest: str, parts: Words, seconds: float) -> None:
    # The same digest is the same words: whoever else puts them puts what we would.
    if store.get(digest, seconds=seconds) is None:
        store.put(digest, parts, seconds=seconds)


def forget_earlier_form(folder: Path) -> None:
    """Take away what earlier versions kept in the speech folder: words and recordings of all that was looked up."""
    shutil.rmtree(folder / "words", ignore_errors=True)
    for recording in folder.glob("*.mp3"):
        recording.unlink(missing_ok=True)
