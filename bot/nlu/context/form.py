"""In which form a whole question asks: for a price, a term, a person, or for yes or no.

Content says it in thousands of examples: its ways of asking for a facet, in eight languages, each of which has a kind. The
words that tell are few ('hoeveel', 'mag', 'czy', 'هل'), and where they stand counts as much: Dutch and English put
the verb first, Turkish and Tigrinya the particle last. So each word is looked at where it stands in its clause.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.linalg import lsqr

from bot.contract import FacetKind
from bot.nlu.text.cleaning import fold

KINDS = tuple(map(str, FacetKind))
_CLAUSE = re.compile(r"[,;:.!?،؛؟፡።\n]+")
_WORD = re.compile(r"[^\W_]+")
_RIDGE = 2.0
"""What keeps words of a subject from telling a kind: chosen on the ways of asking of topics left out (docs/understanding.md)."""
_SHARP = 6.0
"""From scores, that are 0 to 1, to shares."""
_FILE = "form"


def signs(text: str) -> Iterator[str]:
    """The words of a text, and how each of its clauses begins and ends."""
    for clause in _CLAUSE.split(fold(text)):
        words = _WORD.findall(clause)
        if not words:
            continue
        yield from words
        yield f"^{words[0]}"
        yield f"{words[-1]}$"
        if len(words) > 1:
            yield f"^{words[0]} {words[1]}"
            yield f"{words[-2]} {words[-1]}$"


@dataclass(frozen=True)
class QuestionForm:
    """A weight for each kind of each sign; the last row is what holds without any."""

    places: Mapping[str, int]
    weights: npt.NDArray[np.float32]

    @classmethod
    def learn(cls, examples: Sequence[tuple[str, str]]) -> QuestionForm:
        """Learn from texts with the kind that each asks for."""
        known = [set(signs(text)) for text, _ in examples]
        count: dict[str, int] = {}
        for found in known:
            for sign in found:
                count[sign] = count.get(sign, 0) + 1
        places = {sign: place for place, sign in enumerate(sorted(sign for sign, times in count.items() if times > 1))}
        if not examples:
            return cls({}, np.zeros((1, len(KINDS)), dtype=np.float32))
        rows = _rows(known, places)
        wanted = np.zeros((len(examples), len(KINDS)))
        for row, (_, kind) in enumerate(examples):
            wanted[row, KINDS.index(kind)] = 1.0
        solved = [lsqr(rows, wanted[:, kind], damp=_RIDGE, iter_lim=60)[0] for kind in range(len(KINDS))]
        return cls(places, np.stack(solved, axis=1).astype(np.float32))

    def shares(self, text: str) -> dict[str, float]:
        """How likely the text asks for each kind; together 1."""
        scores = (_rows([set(signs(text))], self.places) @ self.weights)[0] * _SHARP
        raised = np.exp(scores - scores.max())
        return dict(zip(KINDS, (raised / raised.sum()).tolist(), strict=True))

    def save(self, folder: Path) -> None:
        """Write `form.npz` and `form.json` into the folder."""
        np.savez(folder / f"{_FILE}.npz", weights=self.weights.astype(np.float16))
        (folder / f"{_FILE}.json").write_text(json.dumps(list(self.places), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> QuestionForm:
        """Read what `save` wrote; of a model that was trained without, one that tells no kind from another."""
        if not (folder / f"{_FILE}.json").is_file():
            return cls.learn(())
        signs_in_order = json.loads((folder / f"{_FILE}.json").read_text(encoding="utf-8"))
        with np.load(folder / f"{_FILE}.npz", allow_pickle=False) as arrays:
            weights = arrays["weights"].astype(np.float32)
        return cls({sign: place for place, sign in enumerate(signs_in_order)}, weights)


def _rows(texts: Sequence[set[str]], places: Mapping[str, int]) -> sparse.csr_matrix:
    """A row a text: 1 for each sign that is known, and for the last column."""
    columns, ends = [], [0]
    for found in texts:
        columns += [places[sign] for sign in found if sign in places] + [len(places)]
        ends.append(len(columns))
    shape = (len(texts), len(places) + 1)
    return sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=shape)
