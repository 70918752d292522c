"""Learns the weights by which the core recognises people in danger, in Rasa's environment (`kennispunt danger train`).

Reads `{"text": …, "kind": a kind or ""}` a line from standard input; writes the weights as JSON to standard output. One
logistic regression a kind, with an L1 penalty so that few features remain (scikit-learn's liblinear).
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.core.safety.folding import windows
from bot.core.safety.linear import features

PENALTY = 20.0
"""Inverse strength of the penalty; the highest of 5, 10, 20 and 40 recall at 1% false alarms in cross-validation."""
POSITIVE_WEIGHT = 8.0
"""So many times a text of somebody in danger counts: there are few of them, and missing one is worse."""
FEWEST = 2
"""A feature of fewer windows than this is left out."""
_DIGITS = 2
_ROUNDS = 2


def learn(texts: Sequence[str], kinds: Sequence[str]) -> dict[str, Any]:
    """The weights in the form that `bot.adapters.danger_files` reads."""
    pieces = [(index, words) for index, text in enumerate(texts) for words in windows(text)]
    seen = [features(words) for _, words in pieces]
    names = sorted({kind for kind in kinds if kind})
    counts: dict[str, int] = {}
    for found in seen:
        for feature in found:
            counts[feature] = counts.get(feature, 0) + 1
    column = {feature: index for index, feature in enumerate(sorted(f for f, n in counts.items() if n >= FEWEST))}
    matrix = _matrix(seen, column)
    owner = np.array([index for index, _ in pieces])
    of_piece = np.array([kinds[index] for index in owner])
    many = _several(owner)
    coefficients = np.zeros((len(names), len(column)))
    biases = np.zeros(len(names))
    for position, name in enumerate(names):
        # Of a case description only the part that is most about the danger counts; which that is, the first round tells.
        used = np.array(
            [kind in {"", name} and not (kind and index in many) for kind, index in zip(of_piece, owner, strict=True)]
        )
        for _ in range(_ROUNDS):
            model = LogisticRegression(
                penalty="l1",
                C=PENALTY,
                solver="liblinear",
                class_weight={0: 1.0, 1: POSITIVE_WEIGHT},
                random_state=0,
                max_iter=200,
            )
            model.fit(matrix[used], of_piece[used] == name)
            scores = model.decision_function(matrix)
            for index in many:
                rows = np.flatnonzero(owner == index)
                if of_piece[rows[0]] == name:
                    used[rows] = False
                    used[rows[scores[rows].argmax()]] = True
        coefficients[position], biases[position] = model.coef_[0], model.intercept_[0]
    return {
        "kinds": names,
        "biases": [round(float(bias), _DIGITS) for bias in biases],
        "weights": {
            feature: [round(float(value), _DIGITS) for value in coefficients[:, index]]
            for feature, index in column.items()
            if np.abs(coefficients[:, index]).max() >= 10**-_DIGITS
        },
    }


def _several(owner: np.ndarray) -> set[int]:
    texts, times = np.unique(owner, return_counts=True)
    return set(texts[times > 1].tolist())


def _matrix(seen: Sequence[frozenset[str]], column: dict[str, int]) -> csr_matrix:
    values: list[float] = []
    columns: list[int] = []
    starts = [0]
    for found in seen:
        known = sorted(column[feature] for feature in found if feature in column)
        columns.extend(known)
        values.extend([1 / math.sqrt(len(found))] * len(known))
        starts.append(len(columns))
    return csr_matrix((values, columns, starts), shape=(len(seen), len(column)))


def main() -> None:
    """Learn from standard input."""
    rows = [json.loads(line) for line in sys.stdin if line.strip()]
    json.dump(learn([row["text"] for row in rows], [row["kind"] for row in rows]), sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
