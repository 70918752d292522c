"""Several engines behind the one port: each sentence by the first engine of its language that can, or else by the next."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Protocol

from bot.adapters.speech.child import ChildError
from bot.contract import Language
from bot.core.errors import SpeechUnavailableError
from bot.core.reply.reply import SpokenPart
from bot.core.voice.port import Audio
from bot.core.voice.utterances import utterances

logger = logging.getLogger(__name__)

MEDIA_TYPE = "audio/mpeg"
LONGEST_TEXT = 6000
"""Characters in one recording: ten times the longest answer."""
REST_SECONDS = 10.0
"""An engine that hung or died is asked last for so long: nobody waits for it at every sentence."""


class Link(Protocol):
    """An engine with what it has made already."""

    def kept(self, parts: Sequence[SpokenPart]) -> bytes | None:
        """The recording of this sentence if it is there."""

    def make(self, parts: Sequence[SpokenPart], *, on_disk: bool) -> bytes:
        """That recording, made now if need be and kept on disk or in memory; raises SpeechUnavailableError."""

    def apart(self, parts: Sequence[SpokenPart]) -> bytes:
        """That recording for one request, kept nowhere and told to nobody; raises SpeechUnavailableError where that cannot be."""

    def prepare(self) -> None:
        """Get ready, so that the first sentence does not wait for that."""


class ChainedSpeech:
    """A `Speech` of several engines.

    Args:
        links: per language its engines, best first.
        public: whether the recordings of these words may be kept on disk.
    """

    def __init__(
        self, links: Mapping[Language, Sequence[Link]], public: Callable[[Sequence[SpokenPart]], bool] = lambda _: True
    ) -> None:
        self._links = {language: tuple(engines) for language, engines in links.items() if engines}
        self._public = public
        self._resting: dict[int, float] = {}

    def speak(self, parts: Sequence[SpokenPart]) -> Audio:
        """As in `Speech`."""
        return Audio(b"".join(self.stream(parts)), MEDIA_TYPE)

    def stream(self, parts: Sequence[SpokenPart]) -> Iterator[bytes]:
        """As in `Speech`."""
        said = self._said(parts)
        on_disk = self._public(parts)
        for sentence in said:
            yield self._by_the_first_that_can(sentence, partial(_made, sentence, on_disk=on_disk))

    def apart(self, parts: Sequence[SpokenPart]) -> Audio:
        """As in `Speech`."""
        said = self._said(parts)
        return Audio(b"".join(self._by_the_first_that_can(one, partial(_made_apart, one)) for one in said), MEDIA_TYPE)

    def kept(self, parts: Sequence[SpokenPart]) -> bool:
        """As in `Speech`."""
        try:
            return all(self._kept(sentence) is not None for sentence in self._said(parts))
        except SpeechUnavailableError:
            return False

    def languages(self) -> frozenset[Language]:
        """The languages that have a voice."""
        return frozenset(self._links)

    def prepare(self) -> None:
        """Start the first engine of each language."""
        for link in dict.fromkeys(engines[0] for engines in self._links.values()):
            link.prepare()

    def _said(self, parts: Iterable[SpokenPart]) -> list[SpokenPart]:
        said = list(utterances(part for part in parts if part.language in self._links))
        if not said:
            raise SpeechUnavailableError("no words for which there is a voice")
        if sum(len(sentence.text) for sentence in said) > LONGEST_TEXT:
            raise SpeechUnavailableError("too much for one recording")
        return said

    def _kept(self, sentence: SpokenPart) -> bytes | None:
        for link in self._links[sentence.language]:
            if (data := link.kept([sentence])) is not None:
                return data
        return None

    def _by_the_first_that_can(self, sentence: SpokenPart, make: Callable[[Link], bytes]) -> bytes:
        now = time.monotonic()
        failed: SpeechUnavailableError | None = None
        for link in sorted(self._links[sentence.language], key=lambda link: self._resting.get(id(link), 0.0) > now):
            try:
                return make(link)
            except SpeechUnavailableError as error:
                failed = error
                if isinstance(error.__cause__, ChildError):
                    logger.warning("a voice fails, the next one speaks: %s", error)
                    self._resting[id(link)] = time.monotonic() + REST_SECONDS
        raise SpeechUnavailableError(str(failed)) from failed


def _made(sentence: SpokenPart, link: Link, *, on_disk: bool) -> bytes:
    return link.make([sentence], on_disk=on_disk)


def _made_apart(sentence: SpokenPart, link: Link) -> bytes:
    return link.apart([sentence])
