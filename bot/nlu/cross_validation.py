"""How questions are understood by a model that never saw them: `python -m bot.nlu.cross_validation config.yml data/nlu`.

The model learns from the examples that the encoder was tuned on, and is asked the others (`is_held_out`): the only ones
that neither has seen. One part in seven, not seven in turn.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from bot.nlu.encoder import CachingEncoder, Encoder, EncoderChoice
from bot.nlu.examples import load_examples
from bot.nlu.held_out import is_held_out
from bot.nlu.rasa_meaning import MeaningClassifier
from bot.nlu.ridge import KernelSettings
from bot.nlu.stored_vectors import StoredEncoder
from bot.nlu.topic_model import Example, Scores, TopicModel, softmax

_AT_ONCE = 500
_ONE_IN = 5
_TEMPERATURES = np.geomspace(2, 60, 60)


def cross_validate(examples: Sequence[Example], encoder: Encoder, settings: KernelSettings) -> dict[str, Any]:
    """Counts, shares, confusions, and the temperature under which the probabilities would explain the answers best."""
    held = _held_out(examples)
    model = TopicModel.train(
        [example for example, out in zip(examples, held, strict=True) if not out], encoder, settings
    )
    asked = [example for example, out in zip(examples, held, strict=True) if out]
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
        "trained": len(examples) - len(asked),
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


def _held_out(examples: Sequence[Example]) -> list[bool]:
    held = [is_held_out(example.text) for example in examples]
    if sum(held) < len({example.topic for example in examples}):  # too few to measure on
        return [place % _ONE_IN == 0 for place in range(len(examples))]
    return held


def main() -> int:
    """Print what was found as a JSON object."""
    pipeline = yaml.safe_load(Path(sys.argv[1]).read_text(encoding="utf-8"))["pipeline"]
    config = MeaningClassifier.get_default_config() | pipeline[-1]
    examples = load_examples(Path(sys.argv[2]), config["other_languages"])
    stored = StoredEncoder(
        EncoderChoice(config["encoder"], Path(config["tuning"])), Path(config["vectors"]), config["threads"]
    )
    encoder = CachingEncoder(stored, size=len(examples))
    encoder.encode([example.text for example in examples])  # all at once, or the file would keep the last part alone
    settings = KernelSettings(**{field.name: config[field.name] for field in fields(KernelSettings)})
    sys.stdout.write(json.dumps(cross_validate(examples, encoder, settings)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
