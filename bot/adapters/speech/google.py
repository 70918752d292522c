"""Speech made by Google Translate through gTTS: better voices, but every text leaves for Google. Off by default."""

from __future__ import annotations

import io
from collections.abc import Sequence

from bot.contract import Language
from bot.core.errors import SpeechUnavailableError
from bot.core.reply.reply import SpokenPart
from bot.core.voice.port import Audio

LANGUAGES = frozenset(
    {
        Language.DUTCH,
        Language.ENGLISH,
        Language.ARABIC,
        Language.TURKISH,
        Language.UKRAINIAN,
        Language.POLISH,
    }
)
"""What gTTS 2.5 speaks of our languages: neither Persian nor Tigrinya."""
DEADLINE_SECONDS = 8.0


class GoogleSpeech:
    """Each part asked of Google in its own language; the MP3s, all of one form, are put one after another."""

    identity = "gtts mp3"

    def speak(self, parts: Sequence[SpokenPart]) -> Audio:
        """One MP3 of all parts; parts without words or voice are left out, and without any left it is unavailable."""
        from gtts import gTTS, gTTSError  # noqa: PLC0415  # loads an HTTP client that nobody else needs

        said = [part for part in parts if part.language in LANGUAGES and part.text.strip()]
        if not said:
            raise SpeechUnavailableError("no words for which there is a voice")
        sound = io.BytesIO()
        try:
            for part in said:
                gTTS(part.text, lang=part.language.value, lang_check=False, timeout=DEADLINE_SECONDS).write_to_fp(sound)
        except (gTTSError, OSError, AssertionError) as error:
            raise SpeechUnavailableError(str(error)) from error
        return Audio(sound.getvalue(), "audio/mpeg")

    def languages(self) -> frozenset[Language]:
        """The languages that have a voice."""
        return LANGUAGES

    def prepare(self) -> None:
        """Nothing: it is elsewhere."""
