"""Which questions our pipeline and Rasa's own are both trained on. The training itself takes minutes: `make bench`."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import yaml

from bot.adapters.content.files import ContentFiles
from bot.core.topics.topic import Topic
from bot.evaluation import side_by_side
from bot.settings import Settings


@pytest.fixture(scope="module")
def topics() -> Mapping[str, Topic]:
    return ContentFiles(Settings.from_env().content_dir).topics()


def test_as_many_questions_of_each_topic(topics: Mapping[str, Topic]) -> None:
    sample = side_by_side.sample(topics)
    assert {name.replace(".", "/") for name in sample} == set(topics)
    for name, questions in sample.items():
        topic = topics[name.replace(".", "/")]
        known = {question for language in topic.texts for question in topic.questions_in(language)}
        assert len(set(questions)) == len(questions) == min(side_by_side.SAMPLE, len(known))
        assert known.issuperset(questions)


def test_the_sample_does_not_depend_on_the_order(topics: Mapping[str, Topic]) -> None:
    turned = dict(reversed(topics.items()))
    assert side_by_side.sample(turned) == side_by_side.sample(topics)


def test_both_learn_the_same_questions_under_the_name_that_they_can_use() -> None:
    sample = {"wmo-zg.vervoer": ["Wie rijdt?", "Rijdt er iemand?"], "wmo-zg.tolk": ["Wie gebaart er?"]}
    ours, theirs = (yaml.safe_load(side_by_side._nlu(sample, prefix=prefix))["nlu"] for prefix in ("vraag/", ""))
    assert [block["intent"] for block in ours] == ["vraag/wmo-zg.tolk", "vraag/wmo-zg.vervoer"]
    assert [block["intent"] for block in theirs] == ["wmo-zg.tolk", "wmo-zg.vervoer"]
    assert [block["examples"] for block in ours] == [block["examples"] for block in theirs]
