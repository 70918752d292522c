"""The step-by-step solution against solving the same equations in one go."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from bot.nlu.topics import ridge
from bot.nlu.topics.ridge import ExampleKernel, Floats, KernelSettings, compare_meanings, likeness_of_meaning

RANDOM = np.random.default_rng(5)
COUNT, TOPICS = 400, 7
VECTORS = RANDOM.normal(size=(COUNT, 12)).astype(np.float32)
VECTORS /= np.linalg.norm(VECTORS, axis=1, keepdims=True)
ROWS = sparse.random(COUNT, 90, density=0.1, format="csr", dtype=np.float32, random_state=5)
TARGETS = np.eye(TOPICS, dtype=np.float32)[RANDOM.integers(TOPICS, size=COUNT)] - np.float32(1 / TOPICS)
SETTINGS = KernelSettings()


def whole_kernel() -> Floats:
    return likeness_of_meaning(VECTORS, VECTORS, SETTINGS) + SETTINGS.pieces * (ROWS @ ROWS.T).toarray()


@pytest.fixture(params=[40, 2000], ids=["few landmarks", "all are landmarks"])
def kernel(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ExampleKernel:
    monkeypatch.setattr(ridge, "_LANDMARKS", request.param)
    monkeypatch.setattr(ridge, "_STRIP", 90)  # several, and a last one that is shorter
    return ExampleKernel.of(VECTORS, compare_meanings(VECTORS, SETTINGS), ROWS, SETTINGS)


def test_the_kernel_multiplies(kernel: ExampleKernel) -> None:
    said = kernel.times(TARGETS.T).T
    assert said == pytest.approx(whole_kernel() @ TARGETS, abs=1e-4)


def test_finds_the_weights_that_solving_at_once_gives(kernel: ExampleKernel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ridge, "CLOSE", 1e-4)
    exact = np.linalg.solve(whole_kernel() + SETTINGS.ridge * np.eye(COUNT), TARGETS)
    assert np.linalg.norm(kernel.weights(TARGETS) - exact) < 1e-3 * np.linalg.norm(exact)


def test_says_so_when_it_finds_none(kernel: ExampleKernel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ridge, "_MOST_STEPS", 1)
    monkeypatch.setattr(ridge, "CLOSE", 1e-6)
    with pytest.raises(ValueError, match="raise the ridge"):
        kernel.weights(TARGETS)
