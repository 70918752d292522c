"""Rasa's training data made from the content's example questions."""

from __future__ import annotations

from collections.abc import Mapping

from bot.contract import Language, intent_of
from bot.core.topics.topic import Topic

GIVEN_TO_RASA = 5
HEADER = "# Gemaakt door `kennispunt content compile` uit content/; niet met de hand wijzigen.\n"


def topics_nlu(topics: Mapping[str, Topic]) -> str:
    """The text of `data/nlu/topics.yml`: the first questions of each topic, one intent a topic."""
    lines = [HEADER + 'version: "3.1"', "nlu:"]
    for topic_id in sorted(topics):
        lines += [f"- intent: {intent_of(topic_id)}", "  examples: |"]
        for language in sorted(topics[topic_id].texts):
            lines += [f"    - {_plain(question)}" for question in _given(topics[topic_id], language)]
    return "\n".join(lines) + "\n"


def more_questions(topics: Mapping[str, Topic]) -> str:
    """The text of `data/nlu/more_questions.tsv`: intent, language and question a line, for all other questions.

    Apart from the first because Rasa reads and checks every example it is given several times over, which takes a minute
    for ten thousand; only our own component learns from them.
    """
    return "".join(
        f"{intent_of(topic_id)}\t{language}\t{_plain(question)}\n"
        for topic_id in sorted(topics)
        for language in sorted(Language)
        for question in _others(topics[topic_id], language)
    )


def _given(topic: Topic, language: Language) -> tuple[str, ...]:
    return topic.questions_in(language)[:GIVEN_TO_RASA] if language in topic.texts else ()


def _others(topic: Topic, language: Language) -> tuple[str, ...]:
    return topic.questions_in(language)[len(_given(topic, language)) :]


def _plain(question: str) -> str:
    """Without the characters by which Rasa marks entities, and without a slash in front (its command sign)."""
    return question.translate(str.maketrans("[]{}", "()()")).lstrip("/ ")
