"""Learns the weights by which the core recognises people in danger, in Rasa's environment (`make nood`).

Reads `{"text": …, "kind": a kind or "", "language": …}` a line from standard input; writes the weights as JSON to standard
output. For each kind the mean of some logistic regressions, each on another sample, with an L1 penalty so that few
features remain (scikit-learn's liblinear).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.core.safety.concepts import Concepts
from bot.core.safety.folding import windows
from bot.core.safety.linear import features

PENALTY = 30.0
"""Inverse strength of the penalty (docs/understanding.md, 'People in danger')."""
POSITIVE_WEIGHT = 2.0
"""So many times a text of somebody in danger counts: missing one is worse."""
FEWEST = 2
"""A feature of fewer windows than this is left out."""
MOST = 10.0
"""A harmless text counts at most so many times, in a language that has few of them."""
SAMPLES = 8
"""So many regressions are learned of each kind; their mean leans on no single text."""
SHARE = 0.6
"""The share of the texts that each of them learns from."""
_DIGITS = 2


def learn(texts: Sequence[str], kinds: Sequence[str], languages: Sequence[str], concepts: Concepts) -> dict[str, Any]:
    """The weights in the form that `bot.adapters.danger.files` reads."""
    matrix, known, owner = _matrix(texts, concepts)
    of_piece = np.array([kinds[index] for index in owner])
    counted = _counted(of_piece != "", np.array([languages[index] for index in owner]))
    names = sorted({kind for kind in kinds if kind})
    learned = [_of_kind(matrix, owner, of_piece, counted, name) for name in names]
    coefficients = np.array([weights for weights, _ in learned])
    telling = np.flatnonzero(np.abs(coefficients).max(axis=0) >= 10**-_DIGITS)
    return {
        "kinds": names,
        "biases": [round(bias, _DIGITS) for _, bias in learned],
        "weights": {
            known[index]: [round(float(value), _DIGITS) for value in coefficients[:, index]] for index in telling
        },
    }


def _of_kind(
    matrix: csr_matrix, owner: np.ndarray, of_piece: np.ndarray, counted: np.ndarray, name: str
) -> tuple[np.ndarray, float]:
    """The weights and the bias of one kind."""
    several = np.isin(owner, _several(owner)) & (of_piece != "")
    used = np.isin(of_piece, ["", name]) & ~several
    # Of a case description only the part that is most about the danger counts; which that is, the first round tells.
    first = _fit(matrix, of_piece == name, counted, used)
    scores = first.decision_function(matrix)
    rows = np.flatnonzero(several & (of_piece == name))
    likeliest_first = rows[np.lexsort((-scores[rows], owner[rows]))]
    used[likeliest_first[np.unique(owner[likeliest_first], return_index=True)[1]]] = True
    models = [
        _fit(matrix, of_piece == name, counted, used & (np.random.default_rng(seed).random(len(used)) < SHARE))
        for seed in range(SAMPLES)
    ]
    bias = float(np.mean([model.intercept_[0] for model in models]))
    return np.mean([model.coef_[0] for model in models], axis=0), bias


def _fit(matrix: csr_matrix, wanted: np.ndarray, counted: np.ndarray, used: np.ndarray) -> LogisticRegression:
    model = LogisticRegression(penalty="l1", C=PENALTY, solver="liblinear", random_state=0, max_iter=200, tol=1e-3)
    return model.fit(matrix[used], wanted[used], sample_weight=counted[used])


def _counted(danger: np.ndarray, language: np.ndarray) -> np.ndarray:
    """How many times each piece counts: in every language the harmless ones together as much as in the one with most."""
    share = {
        name: np.sum(danger & (language == name)) / max(np.sum(~danger & (language == name)), 1)
        for name in np.unique(language)
    }
    least = min((value for value in share.values() if value), default=1.0)
    harmless = np.array([min(max(share[name] / least, 1.0), MOST) for name in language])
    return np.where(danger, POSITIVE_WEIGHT, harmless)


def _several(owner: np.ndarray) -> np.ndarray:
    texts, times = np.unique(owner, return_counts=True)
    return texts[times > 1]


def _matrix(texts: Sequence[str], concepts: Concepts) -> tuple[csr_matrix, list[str], np.ndarray]:
    """The features of each window, a row each; their names; and of which text each window is."""
    known: dict[str, int] = {}
    columns: list[int] = []
    starts = [0]
    owner: list[int] = []
    for index, text in enumerate(texts):
        for window in windows(text):
            columns.extend(known.setdefault(feature, len(known)) for feature in sorted(features(window, concepts)))
            starts.append(len(columns))
            owner.append(index)
    sizes = np.diff(starts)
    values = np.repeat(1 / np.sqrt(sizes), sizes)
    matrix = csr_matrix((values, np.array(columns, dtype=np.int32), starts), shape=(len(owner), len(known)))
    kept = np.flatnonzero(np.bincount(columns, minlength=len(known)) >= FEWEST)
    names = list(known)
    return matrix[:, kept].tocsr(), [names[column] for column in kept], np.array(owner)


def main() -> None:
    """Learn from standard input; the folder with the words of each concept is the only argument."""
    lines = {path.stem: path.read_text("utf-8").splitlines() for path in sorted(Path(sys.argv[1]).glob("*.txt"))}
    rows = [json.loads(line) for line in sys.stdin if line.strip()]
    json.dump(
        learn(
            [row["text"] for row in rows],
            [row["kind"] for row in rows],
            [row["language"] for row in rows],
            Concepts(lines),
        ),
        sys.stdout,
        ensure_ascii=False,
    )


if __name__ == "__main__":
    main()
