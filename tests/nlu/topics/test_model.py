"""The ranking, with an encoder that needs no model: texts are near when they share words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.nlu.encoder.encoder import CachingEncoder, Matrix
from bot.nlu.names.finder import Entity
from bot.nlu.topics.decision import Thresholds, decide
from bot.nlu.topics.features import CharacterPieces, count_pieces
from bot.nlu.topics.model import Example, Ranking, TopicModel, read_sentences, softmax
from bot.nlu.topics.ridge import KernelSettings


class WordEncoder:
    """Every word a direction of its own."""

    name = "words"

    def __init__(self) -> None:
        self.calls = 0

    def encode(self, texts: Sequence[str]) -> Matrix:
        self.calls += len(texts)
        rows = np.zeros((len(texts), 256), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[0] = 0.1
            for word in text.lower().split():
                row[sum(map(ord, word)) % 255 + 1] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


EXAMPLES = [
    *(Example(f"wie betaalt de {what}", "wmo-zg/vervoer") for what in ("taxi", "bus", "rit", "reis")),
    *(Example(f"hoe lang is de {what}", "wmo-zg/wachttijd") for what in ("wachttijd", "wachtlijst", "rij", "duur")),
    *(Example(f"speel {what} voor mij", "buiten-bereik") for what in ("muziek", "jazz", "een liedje", "iets")),
    *(Example(f"welke aanbieder past bij {what}", "gids/aanbieder-zoeken") for what in ("hem", "haar", "ons", "mij")),
    *(Example(what, "gesprek/bedankt") for what in ("dank u zeer", "hartelijk dank", "veel dank", "dank dank")),
]
MODEL = TopicModel.train(EXAMPLES, WordEncoder(), KernelSettings())
SURE = Thresholds(sure=0.3, lead=0.2, scope=0.5, strange=0.0)


def test_ranks_the_topic_of_a_question_it_never_saw_first() -> None:
    first = [
        ranking.topics[0]
        for ranking in MODEL.rank(["wie betaalt de trein", "hoe lang is de wacht", "speel een nummer"])
    ]
    assert first == ["wmo-zg/vervoer", "wmo-zg/wachttijd", "buiten-bereik"]


def test_probabilities_add_up() -> None:
    (ranking,) = MODEL.rank(["iets heel anders"])
    assert sum(ranking.probabilities) == pytest.approx(1, abs=1e-4)
    assert list(ranking.probabilities) == sorted(ranking.probabilities, reverse=True)
    assert MODEL.rank([]) == []


def test_a_saved_model_ranks_alike(tmp_path: Path) -> None:
    MODEL.save(tmp_path)
    loaded = TopicModel.load(tmp_path, WordEncoder())
    (before,), (after,) = MODEL.rank(["wie betaalt de tram"]), loaded.rank(["wie betaalt de tram"])
    assert after.topics == before.topics
    assert after.probabilities == pytest.approx(before.probabilities, abs=1e-3)


def test_a_model_of_another_encoder_is_refused(tmp_path: Path) -> None:
    MODEL.save(tmp_path)
    other = WordEncoder()
    other.name = "other"
    with pytest.raises(ValueError, match="train again"):
        TopicModel.load(tmp_path, other)


def test_one_topic_is_no_choice() -> None:
    with pytest.raises(ValueError, match="two topics"):
        TopicModel.train(EXAMPLES[:2], WordEncoder(), KernelSettings())


def test_what_was_encoded_is_remembered() -> None:
    words = WordEncoder()
    cache = CachingEncoder(words, size=2)
    assert (cache.encode(["a", "b", "a"]) == cache.encode(["a", "b", "a"])).all()
    assert words.calls == 2
    cache.encode(["c"])
    cache.encode(["a"])
    assert words.calls == 4
    assert cache.encode([]).shape[0] == 0


def test_pieces_are_near_for_misspelt_words() -> None:
    texts = ["dagbesteding", "wachttijd"]
    pieces, learned = CharacterPieces.learn(texts)
    assert (learned != pieces.transform(texts)).nnz == 0
    rows = pieces.transform(["dagbesteding", "dagbesteeding", "wachttijd", ""]).toarray()
    assert rows[0] @ rows[1] > 0.5
    for text, row in zip(["dagbesteding", "dagbesteeding", "wachttijd", ""], rows, strict=True):
        counted = count_pieces(text)
        alone = np.zeros_like(row)
        alone[counted.places] = pieces.weigh(counted)
        assert np.allclose(alone, row, atol=1e-6)
    assert rows[0] @ rows[2] < 0.1
    assert not rows[3].any()


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("wie betaalt de tram", "vraag"),
        ("speel nog een liedje voor mij", "buiten_bereik"),
        ("welke aanbieder past bij hen", "zoek_aanbieder"),
        ("dank u", "gesprek"),
        ("👍", "buiten_bereik"),
        ("{{ 7 * 7 }} ${7*7}", "buiten_bereik"),
    ],
)
def test_decides_what_a_message_is(text: str, intent: str) -> None:
    assert decide(text.replace("👍", ""), MODEL.rank([text])[0], [], SURE).intent == intent


def test_in_doubt_it_says_so() -> None:
    meaning = decide("betaalt wachttijd", MODEL.rank(["betaalt wachttijd"])[0], [], Thresholds(sure=1.01, scope=0.9))
    assert meaning.intent == "twijfel"
    assert len(meaning.topic_ranking) <= 5


@pytest.mark.parametrize(
    ("text", "only"),
    [("nee, Zwolle", True), ("en in Zwolle?", True), ("ik woon in Zwolle", True), ("wie betaalt er in Zwolle", False)],
)
def test_a_message_of_names_only_gives_something(text: str, only: bool) -> None:
    start = text.index("Zwolle")
    entities = [Entity("gemeente", "Zwolle", start, start + 6)]
    assert (decide(text, MODEL.rank([text])[0], entities, SURE).intent == "gegeven") is only


@pytest.mark.parametrize(("share", "intent"), [(0.95, "vraag"), (0.7, "gegeven")])
def test_names_with_a_subject_among_them_are_a_question_when_that_is_clear(share: float, intent: str) -> None:
    entities = [Entity("functie", "woontraining", 0, 12), Entity("behoefte", "doofblind", 13, 22)]
    ranking = Ranking(("wmo-zg/functies/woontraining", "wmo-zg/tolk"), (share, 1 - share), 1.0)
    assert decide("woontraining doofblind", ranking, entities, SURE).intent == intent
    assert decide("doofblind", ranking, [Entity("behoefte", "doofblind", 0, 9)], SURE).intent == "gegeven"


def test_one_text_scores_as_among_many() -> None:
    texts = ["wie betaalt de trein", "hoe lang is de wacht", "speel een nummer"] * 5
    together, near = MODEL.scores(texts)
    apart = [MODEL.scores([text]) for text in texts]
    assert np.allclose(together, np.vstack([scores for scores, _ in apart]), atol=1e-5)
    assert np.allclose(near, np.concatenate([likeness for _, likeness in apart]), atol=1e-5)


def test_a_message_is_ranked_by_the_scores_that_measuring_uses() -> None:
    texts = ["wie betaalt de trein", "hoe lang is de wacht", "speel een nummer", "ñ"]
    scores, likeness = MODEL.scores(texts)
    probabilities = softmax(scores * np.float32(MODEL.settings.temperature))
    for ranking, expected, near in zip(MODEL.rank(texts), probabilities, likeness, strict=True):
        found = dict(zip(ranking.topics, ranking.probabilities, strict=True))
        assert [found[topic] for topic in MODEL.topics] == pytest.approx(expected.tolist(), abs=1e-4)
        assert ranking.likeness == pytest.approx(near, abs=1e-5)


def test_sentences_are_alike_apart_and_together() -> None:
    first, second = read_sentences(["wie betaalt de trein", "hoe lang is de wacht"], WordEncoder())
    together = MODEL.shares([first, second])
    assert together[1] == pytest.approx(MODEL.shares([second])[0], abs=1e-5)


@pytest.mark.parametrize(("topic", "intent"), [("gesprek/groet", "twijfel"), ("wmo-zg/tolk", "vraag")])
def test_the_assistant_does_nothing_on_a_guess(topic: str, intent: str) -> None:
    shares = (0.5, *(0.05,) * 10)
    ranking = Ranking((topic, *(f"wmo-zg/{number}" for number in range(10))), shares, 1.0)
    assert decide("zomaar iets", ranking, [], SURE).intent == intent


@pytest.mark.parametrize(("likeness", "intent"), [(0.2, "twijfel"), (0.32, "gesprek")])
def test_nonsense_is_no_command_however_likely(likeness: float, intent: str) -> None:
    ranking = Ranking(("gesprek/voorlezen", "wmo-zg/tolk"), (0.95, 0.05), likeness)
    assert decide("lalala lololo", ranking, [], SURE).intent == intent


@pytest.mark.parametrize("text", ["鼠标键盘显示器", "สวัสดีครับ", "नमस्ते"])
def test_what_is_spelled_like_no_example_is_about_something_else(text: str) -> None:
    (likeness,) = MODEL.scores([text])[1]
    assert likeness < Thresholds().strange < MODEL.scores(["wie betaald de trien"])[1][0]
    sure = Ranking(("over/toegankelijkheid", "wmo-zg/vervoer"), (0.95, 0.05), float(likeness))
    assert decide(text, sure, [], Thresholds()).intent == "buiten_bereik"
    assert decide(text, replace(sure, likeness=0.3), [], Thresholds()).intent == "vraag"
