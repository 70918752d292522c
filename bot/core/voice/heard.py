"""What a recogniser made of somebody's speech, and which of it was speech at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_SECONDS = 60.0
"""Of one utterance."""
MOST_BYTES = 500_000
"""Of one utterance as it is sent: a minute of Opus or AAC at the 32 kbit/s that browsers are asked for takes half of it."""

_SILENT = 0.6
_GUESSED = -1.0
_REPEATED = 2.4
_UNSURE = 0.5
_LETTERS = re.compile(r"[^\W_]")
_LONGEST_SPELLED = 3
# What Whisper writes for music, noise and silence: it learned from subtitles. Compared without case, signs and accents.
_SUBTITLES = re.compile(
    r"(?:muziek|music|musik|müzik|muzyka|музика|موسيقى|موسیقی|applaus|applause|stilte|silence|"
    r"(?:tv|omroep) \w+(?: \d{4})?|ondertitel\w*(?: .*)?|subtitles?(?: .*)?|altyazi.*|altyazı.*|napisy.*|субтитри.*|ترجمة.*|زیرنویس.*|"
    r"(?:dank u|bedankt|thank you|thanks) (?:voor het kijken|for watching)|tot de volgende keer|izlediğiniz için.*|дякую за перегляд)",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[^\w\s']+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word with how sure the recogniser is of it, 0 to 1."""

    text: str
    sure: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of speech as Whisper tells it: mean log probability, chance that nobody spoke, how well it compresses."""

    text: str
    words: tuple[Word, ...]
    likely: float
    silent: float
    repeated: float


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody said; empty when nobody did. `unsure` are the words that may well be others, `seconds` the sound's length."""

    text: str
    unsure: tuple[str, ...] = ()
    seconds: float = 0.0


def heard(pieces: Sequence[Piece], seconds: float) -> Heard:
    """The words that were spoken, without what a recogniser makes of silence, noise and music."""
    spoken = [piece for piece in pieces if _is_speech(piece)]
    text = " ".join(" ".join(piece.text.split()) for piece in spoken).strip()
    if not text or _SUBTITLES.fullmatch(" ".join(_SIGNS.sub(" ", text).split())):
        return Heard("", (), seconds)
    doubtful = (word for piece in spoken for word in piece.words if word.sure < _UNSURE)
    unsure = dict.fromkeys(plain for word in doubtful if len(plain := _bare(word.text)) > _LONGEST_SPELLED)
    return Heard(text, tuple(unsure), seconds)


def _is_speech(piece: Piece) -> bool:
    if not _LETTERS.search(piece.text) and not any(map(str.isdigit, piece.text)):
        return False
    if piece.repeated > _REPEATED:  # the same words over and over
        return False
    # Loud noise is 'spoken' with little conviction; a quiet voice is doubted and still likely.
    return not (piece.silent > _SILENT and piece.likely < _GUESSED / 2) and piece.likely > 2 * _GUESSED


def _bare(word: str) -> str:
    return word.strip().strip(".,;:!?¿¡()[]\"'“”„«»،؛؟…")
