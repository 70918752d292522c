"""Rasa's training data made from the content's example questions."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.topics import Topic

HEADER = "# Gemaakt door `kennispunt content compile` uit content/; niet met de hand wijzigen.\n"


def intent_of(topic_id: str) -> str:
    """The intent under which a topic is trained: Rasa allows one slash in a name, so the topic's own becomes a dot."""
    return f"vraag/{topic_id.replace('/', '.')}"


def topics_nlu(topics: Mapping[str, Topic]) -> str:
    """The text of `data/nlu/topics.yml`: every topic's questions in every language, one intent a topic."""
    lines = [HEADER + 'version: "3.1"', "nlu:"]
    for topic_id in sorted(topics):
        lines += [f"- intent: {intent_of(topic_id)}", "  examples: |"]
        lines += [f"    - {_plain(question)}" for question in topics[topic_id].every_question()]
    return "\n".join(lines) + "\n"


def _plain(question: str) -> str:
    """Without the characters by which Rasa marks entities, and without a slash in front (its command sign)."""
    return question.translate(str.maketrans("[]{}", "()()")).lstrip("/ ")
