"""Text for the ear: what a voice would read wrongly is written as it is said. One `Ear` for all languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.contract import Language
from bot.core.voice import figures, telephone
from bot.core.voice.addresses import spelled_out
from bot.core.voice.letters import END, START, in_own_script, respelled, spelled, with_pauses
from bot.core.voice.lexicon import Lexicon, SpokenWords
from bot.core.voice.tongue import Tongue
from bot.core.voice.tongues import TONGUES

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_LANGUAGE_MARK = re.compile(r"\[([^\]]*)\]\{lang=\w+\}")
_MARKUP = re.compile(r"[*_#`]+(?=\S)|(?<=\S)[*_#`]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ue000-\ue002]")
_THIN_THOUSANDS = re.compile("(?<=\\d)[\u00a0\u202f](?=\\d{3}(?!\\d))")
_LISTED = "\ue002"
"""Around a word of the editors' list, which is not to be respelled."""
_SPACES = re.compile(r"\s+")
_SENTENCE_ENDS = ".!?:;,؟؛،።፧፦፤፣"
_DASH = re.compile(r"(?:\s+[–—-]+(?=\s))+\s*")
"""Between two stretches of a sentence: a pause."""
_BEFORE_MARK = re.compile(r"\s+([.,;:!?؟،؛።፧])")
_DOUBLED = re.compile(r"([,;،])\s*(?=[.!?؟،؛,;።])")


class Ear:
    """Writes text as it is said, with the editors' lists of words."""

    def __init__(self, words: SpokenWords | None = None) -> None:
        self._words = words
        self._known: Mapping[Language, Mapping[str, str]] = {}
        self._lexicons: dict[Language, Lexicon] = {}

    def write(self, text: str, language: Language) -> str:
        """One or more lines as they are said in this language; each line ends as a sentence. Twice is the same as once."""
        whole = " ".join(said for line in text.splitlines() if (said := self._line(line, language)))
        return _SPACES.sub(" ", whole).strip()

    def dutch_inside(self, text: str, language: Language) -> str:
        """Dutch words inside a sentence of another language, spelled so that its voice says something like them."""
        tongue = TONGUES[language]
        if not tongue.sounds or not tongue.latin:  # other scripts are written by sound wherever they stand
            return text
        lexicon = self._lexicon(language)
        marked = spelled(lexicon.apply(figures.plain(text), (START, END), (_LISTED, _LISTED)))
        pieces = re.split(f"({START}[^{END}]*{END}|{_LISTED}[^{_LISTED}]*{_LISTED})", marked)
        return with_pauses(
            "".join(
                piece.strip(_LISTED) if piece[:1] in {START, _LISTED} else respelled(piece, tongue) for piece in pieces
            ),
            tongue,
        )

    def _line(self, line: str, language: Language) -> str:
        said = self._said(line, language)
        if not any(map(str.isalnum, said)):
            return ""
        return said if said[-1] in _SENTENCE_ENDS else f"{said}."

    def _said(self, text: str, language: Language) -> str:
        tongue = TONGUES[language]
        text = figures.plain(_plain(text))
        text = spelled_out(text, tongue)
        text = telephone.digit_by_digit(text, tongue)
        text = self._lexicon(language).apply(text, (START, END))
        text = figures.in_words(spelled(text), tongue)
        text = with_pauses(text, tongue)
        text = _DASH.sub(tongue.pause, _signs(text, tongue))
        text = in_own_script(text, tongue)
        text = _BEFORE_MARK.sub(r"\1", _SPACES.sub(" ", text).strip())
        return _DOUBLED.sub("", text)

    def _lexicon(self, language: Language) -> Lexicon:
        words = self._words.spoken() if self._words else {}
        if words is not self._known:
            self._known, self._lexicons = words, {}
        if language not in self._lexicons:
            self._lexicons[language] = Lexicon(words.get(language, {}))
        return self._lexicons[language]


def _plain(text: str) -> str:
    """The words without markup, invisible characters and the dash that starts an item."""
    text = _INVISIBLE.sub("", _THIN_THOUSANDS.sub("", text).replace("\u00a0", " ").replace("\u202f", " "))
    text = _LANGUAGE_MARK.sub(r"\1", _LINK.sub(r"\1", text))
    return re.sub(r"^(?:\s*[–•-]\s+)+", "", _MARKUP.sub("", text))


def _signs(text: str, tongue: Tongue) -> str:
    for sign, word in tongue.signs.items():
        text = text.replace(sign, f" {word} ")
    return text
