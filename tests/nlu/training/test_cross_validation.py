"""Measuring on examples that were not learned from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bot.nlu.topics.model import Example, softmax
from bot.nlu.topics.ridge import KernelSettings
from bot.nlu.training.cross_validation import best_temperature, cross_validate
from bot.nlu.training.questions import Asked
from tests.nlu.topics.test_model import EXAMPLES, WordEncoder

SETTINGS = KernelSettings(ridge=1.0)


def asked(examples: Sequence[Example], language: str = "en") -> dict[Example, list[Asked]]:
    """Each with a question; of English ones none is needless."""
    return {example: [Asked(f"vraag/{example.topic}", language, example.text)] for example in examples}


def test_says_how_a_model_does_on_examples_that_it_did_not_learn_from() -> None:
    measured = cross_validate(asked(EXAMPLES), WordEncoder(), SETTINGS)
    assert (measured["trained"], measured["examples"], sum(measured["counts"].values())) == (16, 4, 4)
    assert 0 < measured["top1"] <= measured["top3"] <= 1


def test_what_is_measured_on_was_not_learned_from() -> None:
    """Every fifth, for few examples: with another topic in its place a known text is wrong, for nothing says so elsewhere."""
    place = 5
    mislabelled = [
        Example(example.text, "buiten-bereik") if at == place else example for at, example in enumerate(EXAMPLES)
    ]
    measured = cross_validate(asked(mislabelled), WordEncoder(), SETTINGS)
    assert ["buiten-bereik", EXAMPLES[place].topic, 1] in measured["confusions"]


def test_needless_questions_are_not_learned_from_and_none_that_is_asked_is_left_out() -> None:
    dutch, english = (cross_validate(asked(EXAMPLES, language), WordEncoder(), SETTINGS) for language in ("nl", "en"))
    assert (english["trained"], english["examples"]) == (16, 4)
    assert dutch["trained"] < english["trained"]
    assert dutch["examples"] == english["examples"]


@pytest.mark.parametrize("temperature", [4.0, 16.0])
def test_finds_the_temperature_that_the_answers_were_drawn_with(temperature: float) -> None:
    rng = np.random.default_rng(3)
    scores = rng.normal(scale=0.2, size=(4000, 5)).astype(np.float32)
    labels = np.array([rng.choice(5, p=row / row.sum()) for row in softmax(scores * temperature).astype(np.float64)])
    assert best_temperature(scores, labels) == pytest.approx(temperature, rel=0.15)
