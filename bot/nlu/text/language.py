"""Which of the service's languages a message is in, when it makes that clear."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable

from py3langid import langid

from bot.contract import DEFAULT_LANGUAGE, Language
from bot.nlu.text.casing import plain_case
from bot.nlu.text.cleaning import fold, words
from bot.nlu.text.word_lists import by_language, word_list

LANGUAGES = tuple(map(str, Language))

_LATIN, _ARABIC = "latin", "arabic"
_SCRIPTS = {
    _LATIN: re.compile(r"[A-Za-zÀ-ɏ]"),
    "cyrillic": re.compile(r"[Ѐ-ӿ]"),
    _ARABIC: re.compile(r"[؀-ۿݐ-ݿﭐ-﷿ﹰ-﻿]"),
    "ethiopic": re.compile(r"[ሀ-᎟ⶀ-⷟]"),
}
_OF_SCRIPT = {_LATIN: ("nl", "en", "tr", "pl"), _ARABIC: ("ar", "fa")}
_ONE_LANGUAGE = {"cyrillic": "uk", "ethiopic": "ti"}
_FORMS = {"ar": re.compile(r"[يىكةأإ]|(?<!\w)ال(?!ان\b|بته\b)\w{2}"), "fa": re.compile(r"[پچژگیک]")}
"""Letters, forms of letters and an article that only one of the languages in Arabic script has."""
_OWN_LETTERS = {"tr": re.compile(r"[ğışĞİŞ]"), "pl": re.compile(r"[ąćęłńśźżĄĆĘŁŃŚŹŻ]")}
"""Letters that only one of the languages in Latin script has."""

# What a message only holds: markers of removed personal data, addresses on the internet, and the words of somebody else.
_NOT_SAID = re.compile(r"\[[^\]\n]*\]|\S+@\S+|(?:https?://|www\.)\S+")
_QUOTED = re.compile(r"\"[^\"\n]+\"|“[^”\n]+”|„[^”“\n]+[”“]|«[^»\n]+»|‘[^’\n]+’|(?<!\w)'[^'\n]{2,}'(?!\w)")

_FEW_WORDS, _SENTENCE = 2, 3
_SURE, _CERTAIN = 0.8, 0.95


class LanguageIdentifier:
    """Script first, then function words, then letter statistics (py3langid)."""

    def __init__(self) -> None:
        self._detectors: dict[str, langid.LanguageIdentifier] = {}
        self._lock = threading.Lock()

    def identify(self, text: str, conversation: str = DEFAULT_LANGUAGE) -> str:
        """An ISO 639-1 code out of LANGUAGES; `conversation` is the language so far, kept when the text does not tell."""
        return self.told(text, conversation) or conversation

    def told(
        self, text: str, conversation: str = DEFAULT_LANGUAGE, names: Iterable[tuple[int, int]] = ()
    ) -> str | None:
        """The language that a text makes clear, or None: by a script that most of it is in, or by a clear sentence.

        `names` are stretches (offsets) of the text that say nothing of its language.
        """
        own = _own_words(text, names)
        counts = {script: len(letters.findall(own)) for script, letters in _SCRIPTS.items()}
        script = max(counts, key=lambda name: counts[name])
        if 2 * counts[script] <= sum(counts.values()):
            script = _script_of_most_words(own)
        if not counts.get(script):
            return None
        own_script = _SCRIPTS[_script_of(conversation)]
        mixed = script != _script_of(conversation) and own_script.search(_NOT_SAID.sub(" ", text))
        if mixed and len(words(own)) < _FEW_WORDS:
            return None
        if script in _ONE_LANGUAGE:
            return _ONE_LANGUAGE[script]
        return self._arabic_script(own, conversation) if script == _ARABIC else self._latin_script(own, conversation)

    def _arabic_script(self, text: str, conversation: str) -> str | None:
        votes = _votes(text, _ARABIC)
        has = {code for code, letters in _FORMS.items() if letters.search(text)}
        best, confidence = self._statistics(_ARABIC, text)
        if votes["ar"] != votes["fa"]:
            best = max(votes, key=lambda code: votes[code])
        elif len(has) == 1:
            best = next(iter(has))
        elif confidence < _CERTAIN:
            best = "ar"
        if conversation not in _OF_SCRIPT[_ARABIC] or best == conversation:
            return best
        clear = has == {best} and (votes[best] > votes[conversation] or confidence >= _CERTAIN)
        return best if clear and len(words(text)) >= _SENTENCE else None

    def _latin_script(self, text: str, conversation: str) -> str | None:  # noqa: PLR0911  # one return a piece of evidence
        count = len(words(text))
        new_script = conversation not in _OF_SCRIPT[_LATIN]
        if count < (_FEW_WORDS if new_script else _SENTENCE):
            return None
        own = _OWN_LETTERS.get(conversation)
        if own is not None and own.search(text):
            return conversation
        votes = _votes(text, _LATIN)
        first, second = sorted(votes, key=lambda code: votes[code], reverse=True)[:2]
        so_far = votes.get(conversation, 0)
        if votes[first] >= _FEW_WORDS and votes[first] >= 2 * votes[second] + 1 and votes[first] > so_far:
            return first
        if any(_SCRIPTS[script].search(text) for script in _SCRIPTS if script != _LATIN):
            return None  # a mixture: the words of one language in a sentence of another
        for code, letters in _OWN_LETTERS.items():
            if len([word for word in words(text) if letters.search(word)]) > so_far:
                return code
        best, confidence = self._statistics(_LATIN, text)
        if votes[best] < votes[first]:
            return None
        if votes[best] > so_far or best == conversation:
            # A single small word in a few words is chance: 'a ile to trwa' has one of three languages.
            enough = best == conversation or count > _SENTENCE + 1 or votes[best] >= so_far + 2
            return best if confidence >= _SURE and enough else None
        if any(token in by_language("language").get(conversation, ()) for token in words(fold(text))):
            return None  # words of the conversation's own language too: 'a ile to trwa'
        return best if so_far == 0 and confidence >= _CERTAIN and (count > _SENTENCE or new_script) else None

    def warm_up(self) -> None:
        """Load the letter statistics, so that the first message does not wait for them."""
        self._statistics(_LATIN, "goedemiddag")
        self._statistics(_ARABIC, "مرحبا")

    def _statistics(self, script: str, text: str) -> tuple[str, float]:
        with self._lock:
            detector = self._detectors.get(script)
            if detector is None:
                detector = self._detectors[script] = _build(script)
        best, confidence = detector.rank(text)[0]
        return str(best), float(confidence)


def _script_of(language: str) -> str:
    return next((script for script, languages in _OF_SCRIPT.items() if language in languages), "") or next(
        script for script, only in _ONE_LANGUAGE.items() if only == language
    )


def _script_of_most_words(text: str) -> str:
    """The script of more than half of the words; empty where there is none."""
    counts = {script: sum(bool(letters.search(word)) for word in words(text)) for script, letters in _SCRIPTS.items()}
    script = max(counts, key=lambda name: counts[name])
    return script if 2 * counts[script] > sum(counts.values()) else ""


def _own_words(text: str, names: Iterable[tuple[int, int]]) -> str:
    """The text without names, trade terms and what somebody else said, in plain capitals."""
    for start, end in names:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    text = _NOT_SAID.sub(" ", text)
    unquoted = _QUOTED.sub(" ", text)
    if len(words(unquoted)) >= _FEW_WORDS:
        text = unquoted
    terms = word_list("trade terms")
    kept = (word for word in plain_case(text).split() if not all(part in terms for part in words(fold(word))))
    return " ".join(kept)


def _votes(text: str, script: str) -> dict[str, int]:
    """How many of the commonest function words of each language the text has, less those of more than one language."""
    common = by_language("language")
    told = [[code for code in _OF_SCRIPT[script] if token in common[code]] for token in words(fold(text))]
    return {code: told.count([code]) for code in _OF_SCRIPT[script]}


def _build(script: str) -> langid.LanguageIdentifier:
    detector = langid.LanguageIdentifier.from_pickled_model(langid.MODEL_FILE, norm_probs=True)
    detector.set_languages(list(_OF_SCRIPT[script]))
    return detector
