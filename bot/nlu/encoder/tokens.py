"""The encoder's tokenizer: SentencePiece's unigram model, with the vocabulary that the packed model holds."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bot.nlu.encoder.packed_model import Packed

_HEADER = struct.Struct("<4si7ifi")
_SPACE = "\u2581"
_UNKNOWN_COST = 10.0


@dataclass(frozen=True)
class Shape:
    """Sizes of the network."""

    width: int
    layers: int
    heads: int
    inner: int
    places: int
    """Tokens that a text may have at most, the marks of begin and end included."""
    epsilon: float


class Tokenizer:
    """Text to the numbers of its pieces, with the marks of begin and end around them."""

    def __init__(self, model: Packed) -> None:
        _, _, width, layers, heads, inner, _, places, _, epsilon, _ = _HEADER.unpack_from(model)
        self.shape = Shape(width, layers, heads, inner, places, epsilon)
        at = _HEADER.size
        count, self._begin, self._end, _, self._unknown, size = struct.unpack_from("<5iQ", model, at)
        at += struct.calcsize("<5iQ")
        offsets = np.frombuffer(model, np.uint32, count + 1, at)
        at += 4 * (count + 1)
        scores = np.frombuffer(model, np.float32, count, at)
        at += 4 * count
        pieces = [model[at + start : at + stop].decode() for start, stop in pairwise(offsets)]
        at += size
        self._pieces = {piece: number for number, piece in enumerate(pieces) if piece}
        self._pieces.pop(pieces[self._unknown], None)
        self._scores = scores.tolist()
        self._unknown_score = float(scores.min()) - _UNKNOWN_COST
        self._longest = max(map(len, self._pieces))
        self._spelling = _spelling(model, at)

    def windows(self, text: str) -> list[list[int]]:
        """The text's numbers; of one that is longer than the model can take, of each next part."""
        pieces = self._pieces_of("query: " + text)
        most = self.shape.places - 2
        return [
            [self._begin, *pieces[start : start + most], self._end] for start in range(0, max(len(pieces), 1), most)
        ]

    def _pieces_of(self, text: str) -> list[int]:
        """The likeliest way to cut the text in pieces (Viterbi)."""
        plain = self._plain(text)
        best = [0.0] + [-math.inf] * len(plain)
        cut: list[tuple[int, int]] = [(0, 0)] * (len(plain) + 1)
        for start in range(len(plain)):
            for stop in range(start + 1, min(len(plain), start + self._longest) + 1):
                number = self._pieces.get(plain[start:stop])
                if number is not None and (score := best[start] + self._scores[number]) > best[stop]:
                    best[stop], cut[stop] = score, (start, number)
            if (score := best[start] + self._unknown_score) > best[start + 1]:
                best[start + 1], cut[start + 1] = score, (start, self._unknown)
        found = []
        at = len(plain)
        while at > 0:
            at, number = cut[at]
            found.append(number)
        return found[::-1]

    def _plain(self, text: str) -> str:
        spelled = " ".join("".join(self._spelling.get(letter, letter) for letter in text).split(" "))
        while "  " in spelled:
            spelled = spelled.replace("  ", " ")
        return (spelled if spelled.startswith(" ") else f" {spelled}").replace(" ", _SPACE)


def _spelling(model: Packed, at: int) -> dict[str, str]:
    """Letters that are written otherwise before cutting."""
    count, _ = struct.unpack_from("<iI", model, at)
    at += 8
    table = {}
    for _ in range(count):
        letter, size = struct.unpack_from("<IB", model, at)
        at += 5
        table[chr(letter)] = "".join(map(chr, struct.unpack_from(f"<{size}I", model, at)))
        at += 4 * size
    return table
