"""Cleaning and cutting of what people type, before anything looks at its meaning."""

from __future__ import annotations

import re
import unicodedata

MAX_CHARACTERS = 2000
"""What is read of one message; the web layer refuses more."""

_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
# Letters that look the same in Cyrillic or Greek and Latin (Unicode TR 39, the pairs that occur in Dutch words).
_LOOKALIKES = str.maketrans(
    "аАвВсСеЕһіІјЈкКмМнНоОрРѕЅтТхХуУοΟαΑνΒΕΗΙΚΜΝΡΤΧΥ",
    "aABBcCeEhiIjJkKMMHHoOpPsSTTxXyYoOaAvBEHIKMNPTXY",
)
# Left out before comparing: invisible marks, and everything pictorial. Joiners matter in Persian, so they become nothing.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_PICTORIAL = frozenset({"So", "Sk", "Cc", "Cs", "Co", "Cn"})
_ASCII_PICTORIAL = {code: " " for code in range(128) if unicodedata.category(chr(code)) in _PICTORIAL}
# Letters apart: 'v e r v o e r', or a whole message so, in which wider gaps are the spaces between words.
_SPACED = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){3,}(?![^\s.,!?;:؟])")
_ALL_SPACED = re.compile(r"(?<!\S)[^\W\d_](?:[ ]{1,4}[^\W\d_]){5,}(?![^\s.,!?;:؟])")
_WIDE_GAP = re.compile(r" {2,}")
# No language of ours has accents of these kinds on so many of its vowels; 'vóór' and 'Bartiméus' stay as they are.
_ACCENTED = re.compile("[\u0300-\u0304\u0306\u0308\u030a\u030b\u030c]")
_VOWELS = frozenset("aeiouy")
_TURKISH_VOWELS = frozenset({"o\u0308", "u\u0308", "O\u0308", "U\u0308"})
_ACCENTS_LEAST, _ACCENTS_SHARE = 3, 0.6
_LONG_RUN = re.compile(r"(.)\1{3,}", re.DOTALL)
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+(?:['’\-.][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?؟።…])\s+|\n+")
_WORD_START_LENGTH = 3


def clean(text: str) -> str:
    """The text as it should be read: one Unicode form, no pictures or invisible marks, no letters from another script in a word."""
    lines = (_clean_line(line) for line in unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).splitlines())
    return "\n".join(line for line in lines if line)


def _clean_line(line: str) -> str:
    if line.isascii():  # most lines, and ten times as fast
        line = line.translate(_ASCII_PICTORIAL)
    else:
        line = _INVISIBLE.sub("", line)
        line = "".join(" " if unicodedata.category(character) in _PICTORIAL else character for character in line)
        line = _plain_accents(line)
    line = _LONG_RUN.sub(r"\1\1", _together(line))
    return " ".join(_one_script(word) for word in _SPACE.split(line)).strip()


def _together(line: str) -> str:
    """Words whose letters were typed apart, put together."""

    def words_of(match: re.Match[str]) -> str:
        return " ".join(part.replace(" ", "") for part in _WIDE_GAP.split(match.group()))

    return _SPACED.sub(words_of, _ALL_SPACED.sub(words_of, line))


def _plain_accents(line: str) -> str:
    """The line without accents where nearly every vowel has one, and without marks that no letter takes."""
    vowels = accented = 0
    for letter in line:
        written = unicodedata.normalize("NFD", letter)
        if written[0].lower() in _VOWELS:
            vowels += 1
            accented += bool(_ACCENTED.search(written)) and written not in _TURKISH_VOWELS
    if accented < _ACCENTS_LEAST or accented < _ACCENTS_SHARE * vowels:
        return line
    plain = (_ACCENTED.sub("", unicodedata.normalize("NFD", letter)) for letter in line)
    return unicodedata.normalize("NFC", "".join(plain))


def _one_script(word: str) -> str:
    """Undo look-alike letters in a word that mixes Latin with Cyrillic, or is made of look-alikes alone and mostly Latin."""
    if not word.isascii() and _LATIN.search(word):
        return word.translate(_LOOKALIKES)
    return word


def fold(text: str) -> str:
    """For comparing: lower case, without accents (Latin letters only), Arabic letter variants made one."""
    if text.isascii():
        return text.lower().replace("`", "'")
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept: list[str] = []
    for character in decomposed:
        if unicodedata.combining(character):
            # й and ї are letters of their own, not accented ones; Latin accents and Arabic vowel signs go.
            if kept and _CYRILLIC.match(kept[-1]):
                kept.append(character)
            continue
        kept.append(character)
    folded = unicodedata.normalize("NFC", "".join(kept))
    return folded.translate(_FOLD)


_FOLD = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ـ": "", "’": "'", "‘": "'", "`": "'", "ı": "i", "ł": "l", "ß": "ss"}
)


def words(text: str) -> list[str]:
    """The words of a folded or plain text; apostrophes, hyphens and dots inside a word stay."""
    return _WORD.findall(text)


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where the words stand, as (start, end) offsets."""
    return [match.span() for match in _WORD.finditer(text)]


def sentences(text: str) -> list[str]:
    """The text cut after its sentences; very short pieces are joined to the one before."""
    pieces: list[str] = []
    for piece in _SENTENCE_END.split(text):
        stripped = piece.strip()
        if not stripped:
            continue
        if pieces and len(words(stripped)) < _WORD_START_LENGTH and not stripped.endswith(("?", "؟")):
            pieces[-1] += " " + stripped
        else:
            pieces.append(stripped)
    return pieces
