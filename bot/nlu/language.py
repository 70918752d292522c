"""Which of the service's languages a message is in."""

from __future__ import annotations

import re
import threading

from lingua import IsoCode639_1, Language, LanguageDetector, LanguageDetectorBuilder

from bot.nlu.text import fold, words

LANGUAGES = ("nl", "en", "ar", "tr", "uk", "fa", "pl", "ti")

_ETHIOPIC = re.compile(r"[ሀ-᎟ⶀ-⷟]")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_ARABIC = re.compile(r"[؀-ۿݐ-ݿﭐ-﷿ﹰ-﻿]")
_PERSIAN_ONLY = re.compile(r"[پچژگ]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")

# The commonest function words: they settle short sentences, where letter statistics go wrong. 'is', 'in', 'we', 'me',
# 'over' and the like belong to more than one of the languages and are left out.
_FUNCTION_WORDS = {
    "nl": "ik je jij u wij ze het een en de die dat deze dit niet geen wel naar voor van met op bij aan als maar ook nog kan kunt kun wil wilt moet mag heb hebt heeft hoe wat wie waar wanneer waarom welke hoeveel mijn uw zijn hij zij er om te ben bent ja nee dank bedankt hallo goedendag hulp graag iets iemand wordt worden krijg krijgen doen",
    "en": "i you he she they my your the a an and not what who where when why how which can could should must have has do does did are for from with please help need want to of on at about there thanks thank hello hi yes an someone am it's i'm",
    "tr": "ben bir ve bu ne nasil icin var yok degil mi mu kim nerede nereye hangi kac benim istiyorum yardim olarak ile merhaba tesekkur evet hayir bana gerekiyor miyim lazim",
    "pl": "nie jest czy jak co kto gdzie kiedy ktory ja moj moja dla sie i na z do mam musze moge chce prosze dzien dobry dziekuje tak jestem potrzebuje",
}
_BY_WORD: dict[str, str] = {word: code for code, line in _FUNCTION_WORDS.items() for word in line.split()}

_SHORT_WORDS = 3
_SURE = 0.8
_SURE_SHORT = 0.95


class LanguageIdentifier:
    """Script first, then function words, then letter statistics (lingua); a short text keeps the conversation's language."""

    def __init__(self) -> None:
        self._detectors: dict[str, LanguageDetector] = {}
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
        votes = dict.fromkeys(_FUNCTION_WORDS, 0)
        for token in tokens:
            code = _BY_WORD.get(token)
            if code:
                votes[code] += 1
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
        best = detector.compute_language_confidence_values(text)[0]
        return best.language.iso_code_639_1.name.lower(), best.value


def _build(script: str) -> LanguageDetector:
    codes = (
        [IsoCode639_1.AR, IsoCode639_1.FA]
        if script == "arabic"
        else [IsoCode639_1.NL, IsoCode639_1.EN, IsoCode639_1.TR, IsoCode639_1.PL]
    )
    return LanguageDetectorBuilder.from_languages(*[Language.from_iso_code_639_1(code) for code in codes]).build()
