"""What every `Speech` does. Subclass it as `Test…` and give a fixture `speech`."""

from __future__ import annotations

import pytest

from bot.contract import Language
from bot.core.errors import SpeechUnavailableError
from bot.core.reply.reply import SpokenPart
from bot.core.voice.port import Speech

DUTCH = SpokenPart("Wie betaalt het vervoer naar de dagbesteding?", Language.DUTCH)
ENGLISH = SpokenPart("Who pays for transport?", Language.ENGLISH)


class SpeechContract:
    def test_it_gives_a_recording(self, speech: Speech):
        audio = speech.speak([DUTCH])
        assert audio.media_type in {"audio/mpeg", "audio/ogg"}
        assert audio.data

    def test_more_words_make_another_recording(self, speech: Speech):
        assert len(speech.speak([DUTCH, ENGLISH]).data) > len(speech.speak([DUTCH]).data)

    def test_the_same_words_make_as_long_a_recording(self, speech: Speech):
        # In length, not to the byte: espeak-ng lets its pitch flutter at random.
        first, second = (len(speech.speak([DUTCH]).data) for _ in range(2))
        assert abs(first - second) <= first * 0.05

    def test_dutch_has_a_voice(self, speech: Speech):
        assert Language.DUTCH in speech.languages()

    @pytest.mark.parametrize("parts", [[], [SpokenPart("", Language.DUTCH)], [SpokenPart("  \n", Language.DUTCH)]])
    def test_without_words_there_is_no_recording(self, speech: Speech, parts: list[SpokenPart]):
        with pytest.raises(SpeechUnavailableError):
            speech.speak(parts)
