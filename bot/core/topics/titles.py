"""What a topic is called at the desk."""

from __future__ import annotations

from bot.contract import Language
from bot.core.topics.port import Library


def title_of(library: Library, topic_id: str) -> str:
    """Its Dutch title; of a topic that is no longer there its id."""
    found = library.topics().get(topic_id)
    return found.text(Language.DUTCH).title if found is not None else topic_id
