"""A voice that keeps what it was told to say and gives the words back as if they were sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.contract import Language
from bot.core.errors import SpeechUnavailableError
from bot.core.reply.reply import SpokenPart
from bot.core.voice.port import Audio


class FakeSpeech:
    """Away when `away`; `said` holds what it was asked to say."""

    identity = "fake"

    def __init__(self, *, without: frozenset[Language] = frozenset()) -> None:
        self.away = False
        self.said: list[tuple[SpokenPart, ...]] = []
        self._languages = frozenset(Language) - without

    def speak(self, parts: Sequence[SpokenPart]) -> Audio:
        words = " ".join(part.text for part in parts if part.language in self._languages).strip()
        if self.away or not words:
            raise SpeechUnavailableError
        self.said.append(tuple(parts))
        return Audio(words.encode(), "audio/mpeg")

    def languages(self) -> frozenset[Language]:
        return self._languages

    def stream(self, parts: Sequence[SpokenPart]) -> Iterator[bytes]:
        yield self.speak(parts).data

    def apart(self, parts: Sequence[SpokenPart]) -> Audio:
        return self.speak(parts)

    def kept(self, parts: Sequence[SpokenPart]) -> bool:
        return not self.away

    def prepare(self) -> None:
        pass
