"""How questions are understood by a model that never saw them: `python -m bot.nlu.training.cross_validation config.yml data/nlu`.

The model learns from the examples that the encoder was tuned on, and is asked the others (`is_held_out`): the only ones
that neither has seen. One part in seven, not seven in turn. What is needless is chosen anew, among what it learns from alone:
the kept choice was made with the others in sight, and leaves out what they say.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.nlu.encoder.encoder import Encoder
from bot.nlu.topics.model import Example, Scores, TopicModel, softmax
from bot.nlu.topics.ridge import KernelSettings
from bot.nlu.training.examples import examples_with_questions, load_questions
from bot.nlu.training.held_out import is_held_out
from bot.nlu.training.questions import Asked
from bot.nlu.training.selection import needless, weigher
from bot.nlu.training.workbench import Workbench

_AT_ONCE = 500
_ONE_IN = 5
_TEMPERATURES = np.geomspace(2, 60, 60)


def cross_validate(
    examples: Mapping[Example, Sequence[Asked]], encoder: Encoder, settings: KernelSettings
) -> dict[str, Any]:
    """Counts, shares, confusions, and the temperature under which the probabilities would explain the answers best."""
    asked = _held_out(list(examples))
    known = {example: questions for example, questions in examples.items() if example not in asked}
    left_out = frozenset(needless(known, weigher(encoder, settings)))
    training = [example for example in known if example not in left_out]
    model = TopicModel.train(training, encoder, settings)
    texts = [example.text for example in asked]
    scores = np.vstack([model.scores(texts[start : start + _AT_ONCE])[0] for start in range(0, len(texts), _AT_ONCE)])
    labels = np.array([model.topics.index(example.topic) for example in asked])
    order = np.argsort(-scores, axis=1)
    right = order == labels[:, None]
    confused = Counter(
        (model.topics[label], model.topics[first])
        for label, first in zip(labels, order[:, 0], strict=True)
        if label != first
    )
    return {
        "trained": len(training),
        "examples": len(asked),
        "top1": float(right[:, 0].mean()),
        "top3": float(right[:, :3].any(axis=1).mean()),
        "temperature": best_temperature(scores, labels),
        "counts": {topic: int((labels == number).sum()) for number, topic in enumerate(model.topics)},
        "confusions": [[wanted, got, count] for (wanted, got), count in confused.most_common()],
    }


def best_temperature(scores: Scores, labels: npt.NDArray[np.int64]) -> float:
    """The factor before softmax under which the scores explain the labels best (temperature scaling)."""
    chosen = np.arange(len(labels))
    losses = [-np.log(softmax(scores * np.float32(factor))[chosen, labels] + 1e-12).mean() for factor in _TEMPERATURES]
    return float(_TEMPERATURES[int(np.argmin(losses))])


def _held_out(examples: Sequence[Example]) -> dict[Example, None]:
    """In their order, and quick to look up."""
    held = [example for example in examples if is_held_out(example.text)]
    if len(held) < len({example.topic for example in examples}):  # too few to measure on
        held = list(examples[::_ONE_IN])
    return dict.fromkeys(held)


def main() -> int:
    """Print what was found as a JSON object."""
    bench, folder = Workbench.of(Path(sys.argv[1])), Path(sys.argv[2])
    examples = examples_with_questions(*load_questions(folder, bench.most))
    encoder = bench.encoder_of([example.text for example in examples])
    sys.stdout.write(json.dumps(cross_validate(examples, encoder, bench.kernel)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
