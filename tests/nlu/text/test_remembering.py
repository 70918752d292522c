"""What people wrote is remembered to be quicker, and can be forgotten at once."""

from __future__ import annotations

import numpy as np

from bot.nlu.encoder.encoder import CachingEncoder
from bot.nlu.names import finder
from bot.nlu.names.finder import NameFinder
from bot.nlu.text.remembering import forget_words, remembered

SURNAME = "Kwartelbloemenveldstra"


def test_a_result_is_remembered_until_it_is_forgotten() -> None:
    asked: list[str] = []
    quicker = remembered(lambda word: asked.append(word) or word.upper(), 10)
    assert [quicker("a"), quicker("a")] == ["A", "A"]
    forget_words()
    assert quicker("a") == "A"
    assert asked == ["a", "a"]


class Counting:
    """An encoder that knows what it was asked."""

    name = "counting"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: list[str]) -> np.ndarray:
        self.asked += texts
        return np.zeros((len(texts), 2))


def test_the_encoder_forgets_whole_messages() -> None:
    behind = Counting()
    encoder = CachingEncoder(behind)  # type: ignore[arg-type]
    for _ in range(2):
        encoder.encode([f"mijn buurman {SURNAME} is doof"])
    assert len(behind.asked) == 1
    forget_words()
    assert not encoder._rows
    encoder.encode([f"mijn buurman {SURNAME} is doof"])
    assert len(behind.asked) == 2


def test_the_finder_of_names_forgets_every_word() -> None:
    names = NameFinder({"gemeente": ["Zwolle"]}, {})
    assert [entity.value for entity in names.find(f"mijn buurman {SURNAME} uit Zwole")] == ["Zwolle"]
    caches = (finder._folded, names._form_of, names._near)
    assert all(cache.cache_info().currsize for cache in caches)
    forget_words()
    assert not any(cache.cache_info().currsize for cache in caches)
    assert [entity.value for entity in names.find(f"mijn buurman {SURNAME} uit Zwole")] == ["Zwolle"]
