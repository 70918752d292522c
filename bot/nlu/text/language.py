"""Which of the service's languages a message is in."""

from __future__ import annotations

import re
import threading

from py3langid import langid

from bot.contract import Language
from bot.nlu.text.cleaning import fold, words
from bot.nlu.text.word_lists import by_language

LANGUAGES = tuple(map(str, Language))

_ETHIOPIC = re.compile(r"[ሀ-᎟ⶀ-⷟]")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_ARABIC = re.compile(r"[؀-ۿݐ-ݿﭐ-﷿ﹰ-﻿]")
_PERSIAN_ONLY = re.compile(r"[پچژگ]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")

_SHORT_WORDS = 3
_SURE = 0.8
_SURE_SHORT = 0.95


class LanguageIdentifier:
    """Script first, then function words, then letter statistics (py3langid); a short text keeps the conversation's language."""

    def __init__(self) -> None:
        self._detectors: dict[str, langid.LanguageIdentifier] = {}
        self._lock = threading.Lock()

    def identify(self, text: str, conversation: str = "nl") -> str:
        """An ISO 639-1 code out of LANGUAGES; `conversation` is the language so far, kept when the text does not tell."""
        if _ETHIOPIC.search(text):
            return "ti"
        counts = {
            "latin": len(_LATIN.findall(text)),
            "cyrillic": len(_CYRILLIC.findall(text)),
            "arabic": len(_ARABIC.findall(text)),
        }
        script = max(counts, key=lambda name: counts[name])
        if counts[script] == 0:
            return conversation
        if script == "cyrillic":
            return "uk"
        if script == "arabic":
            return self._arabic_script(text, conversation)
        return self._latin_script(text, conversation)

    def _arabic_script(self, text: str, conversation: str) -> str:
        if _PERSIAN_ONLY.search(text):
            return "fa"
        best, confidence = self._statistics("arabic", text)
        if conversation in {"ar", "fa"} and confidence < _SURE:
            return conversation
        return best

    def _latin_script(self, text: str, conversation: str) -> str:
        tokens = words(fold(text))
        votes = {code: sum(token in common for token in tokens) for code, common in by_language("language").items()}
        first, second = sorted(votes, key=lambda code: votes[code], reverse=True)[:2]
        if votes[first] >= 2 * votes[second] + 1 and (votes[first] > 1 or len(tokens) <= _SHORT_WORDS):
            return first
        best, confidence = self._statistics("latin", text)
        needed = _SURE_SHORT if len(tokens) <= _SHORT_WORDS else _SURE
        if best != conversation and confidence < needed:
            # Dutch is what most people here write, errors and all: another language has to make itself known.
            return first if votes[first] > votes[second] else conversation
        return best

    def warm_up(self) -> None:
        """Load the letter statistics, so that the first message does not wait for them."""
        self._statistics("latin", "goedemiddag")
        self._statistics("arabic", "مرحبا")

    def _statistics(self, script: str, text: str) -> tuple[str, float]:
        with self._lock:
            detector = self._detectors.get(script)
            if detector is None:
                detector = self._detectors[script] = _build(script)
        best, confidence = detector.rank(text)[0]
        return str(best), float(confidence)


def _build(script: str) -> langid.LanguageIdentifier:
    detector = langid.LanguageIdentifier.from_pickled_model(langid.MODEL_FILE, norm_probs=True)
    detector.set_languages(["ar", "fa"] if script == "arabic" else ["nl", "en", "tr", "pl"])
    return detector
