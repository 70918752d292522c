"""What a table of right values is made of: the words that an answer holds in Dutch and in English, and those it may not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bot.contract import Language
from bot.core.topics.topic import Text, Topic

BOTH = (Language.DUTCH, Language.ENGLISH)


class Said(NamedTuple):
    """One answer, its short form included. `never` is looked for without regard to capitals."""

    topic: str
    nl: tuple[str, ...]
    en: tuple[str, ...]
    never_nl: tuple[str, ...] = ()
    never_en: tuple[str, ...] = ()


def words(text: Text) -> str:
    """The answer as a reader has it, short form included, with every run of white space one space."""
    return re.sub(r"\s+", " ", " ".join([text.short, *(block.text for block in text.blocks)]))


def wrong(said: Said, topics: Mapping[str, Topic], language: Language) -> list[str]:
    """What is missing (`+`) and what stands there wrongly (`-`); empty if the answer is right."""
    needed, never = (said.nl, said.never_nl) if language is Language.DUTCH else (said.en, said.never_en)
    text = words(topics[said.topic].texts[language])
    missing = [f"+ {phrase}" for phrase in needed if phrase not in text]
    return missing + [f"- {phrase}" for phrase in never if phrase.casefold() in text.casefold()]


def standing(phrases: Iterable[str], topics: Iterable[Topic], language: Language) -> set[tuple[str, str]]:
    """Which of the phrases stand in which answers, without regard to capitals."""
    phrases = tuple(phrases)
    return {
        (topic.id, phrase)
        for topic in topics
        for phrase in phrases
        if phrase.casefold() in words(topic.texts[language]).casefold()
    }
