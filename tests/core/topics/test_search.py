"""Search over the topics, for when the dialogue is away and for the topics page."""

from __future__ import annotations

import pytest

from bot.contract import Language
from bot.core.topics.search import TopicSearch
from tests.fakes.library import FakeLibrary
from tests.fakes.world import EN, NL, text, topic

TOPICS = (
    topic("wmo-zg/vervoer", texts=(text(NL, "Vervoer naar de dagbesteding", "De gemeente regelt de taxi."),)),
    topic("wmo-zg/dagbesteding", texts=(text(NL, "Dagbesteding", "Overdag iets te doen, met begeleiding."),)),
    topic("wmo-zg/tolk", texts=(text(NL, "Een tolk regelen", "Vraag de tolk aan."), text(EN, "Interpreter", "Ask for one."))),
    topic("gesprek/groet", texts=(text(NL, "Vervoer dagbesteding tolk", "Dag!"),)),
    topic("buiten-bereik", texts=(text(NL, "Vervoer dagbesteding tolk", "Nee."),)),
)  # fmt: skip


@pytest.fixture
def search() -> TopicSearch:
    return TopicSearch(FakeLibrary(TOPICS))


@pytest.mark.parametrize(
    ("words", "best"),
    [
        ("Wie betaalt het vervoer naar de dagbesteding?", "wmo-zg/vervoer"),
        ("dagbesteding", "wmo-zg/dagbesteding"),
        ("dagbestedng", "wmo-zg/dagbesteding"),
        ("VERVÓER", "wmo-zg/vervoer"),
        ("taxi", "wmo-zg/vervoer"),
        ("een tolken", "wmo-zg/tolk"),
    ],
)
def test_best_topic_comes_first(search: TopicSearch, words: str, best: str):
    assert search.find(words, Language.DUTCH)[0].topic.id == best


def test_words_of_the_readers_language_and_dutch_terms_are_both_found(search: TopicSearch):
    assert search.find("interpreter", Language.ENGLISH)[0].topic.id == "wmo-zg/tolk"
    assert search.find("tolk", Language.ENGLISH)[0].topic.id == "wmo-zg/tolk"


@pytest.mark.parametrize("words", ["", "de het een", "qqqqq", "?!", "zz"])
def test_nothing_is_found_for_nothing(search: TopicSearch, words: str):
    assert search.find(words, Language.DUTCH) == ()


def test_what_the_assistant_does_is_not_searched(search: TopicSearch):
    ids = {item.topic.id for item in search.find("vervoer dagbesteding tolk", Language.DUTCH, limit=9)}
    assert ids == {"wmo-zg/vervoer", "wmo-zg/dagbesteding", "wmo-zg/tolk"}


def test_scores_run_from_0_to_1(search: TopicSearch):
    scores = [item.score for item in search.find("vervoer dagbesteding", Language.DUTCH)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_edited_content_is_searched_at_once():
    library = FakeLibrary(TOPICS)
    search = TopicSearch(library)
    assert search.find("zwemmen", Language.DUTCH) == ()
    library._topics = {"a/b": topic("a/b", texts=(text(NL, "Zwemmen", "In het water."),))}
    library.version = lambda: "nieuw"
    assert search.find("zwemmen", Language.DUTCH)[0].topic.id == "a/b"
