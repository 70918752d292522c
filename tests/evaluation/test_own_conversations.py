"""The project's own conversations and short questions have the form that measuring reads, and ask for what exists."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from bot.contract import OUT_OF_SCOPE, Language
from bot.evaluation.outcomes import Reply, unmet
from bot.evaluation.sets import OWN
from bot.settings import ROOT

KNOWN = {
    str(path.relative_to(ROOT / "content" / "nl").with_suffix("")) for path in (ROOT / "content" / "nl").rglob("*.md")
} | {OUT_OF_SCOPE}
LANGUAGES = {str(language) for language in Language}
FILES = (
    "dialogues-own.json",
    "dialogues-fresh.json",
    "dialogues-fresh-kept.json",
    "dialogues-talk.json",
    "dialogues-talk-kept.json",
)
"""Of those that are kept no turn that failed was ever looked at: they say whether a gain holds elsewhere.

The two of talk were written before any other set, any example or any rule was read, and measured before anything changed.
"""
ASIDE = {"picks", "differs_from_previous", "language"}
"""What a turn asks that is not seen in one reply alone: it stands beside `expect`."""

FIRST_WORDS = (
    "first-words-own.jsonl",
    "first-words-yes-no-own.jsonl",
    "first-words-yes-no-own-kept.jsonl",
    "first-words-fresh.jsonl",
    "first-words-fresh-kept.jsonl",
)
"""Of those that are kept no miss was ever looked at."""


def rows(name: str) -> list[dict[str, Any]]:
    lines = (OWN / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def conversations() -> list[dict[str, Any]]:
    return [item for name in FILES for item in json.loads((OWN / name).read_text(encoding="utf-8"))]


def turns() -> Iterator[tuple[str, int, dict[str, Any]]]:
    for conversation in conversations():
        assert conversation["lang"] in LANGUAGES
        assert conversation["title"]
        assert 3 <= len(conversation["turns"]) <= 7
        for place, turn in enumerate(conversation["turns"]):
            yield conversation["id"], place, turn


def test_each_turn_expects_something_that_measuring_knows() -> None:
    nothing = Reply(None, (), answered=False, unknown_subject=False, entities={})
    for name, place, turn in turns():
        assert set(turn) <= {"user", "phenomenon", "expect"} | ASIDE, name
        assert turn["user"].strip() == turn["user"] != ""
        assert turn["expect"] or set(turn) & ASIDE, (name, place)
        assert turn["expect"] == {} or unmet(turn["expect"], nothing), (name, place)
        topics = {turn["expect"].get("topic", OUT_OF_SCOPE), *turn["expect"].get("topics_any", ())}
        assert topics <= KNOWN, (name, topics - KNOWN)
        assert turn.get("language", "nl") in LANGUAGES
        if {"picks", "differs_from_previous"} & set(turn):
            assert place > 0, name
        assert turn.get("picks", 0) >= 0


def test_every_kind_of_turn_comes_more_than_once() -> None:
    kinds = Counter(turn["phenomenon"] for _, _, turn in turns())
    assert len(kinds) > 30
    assert [kind for kind, times in kinds.items() if times < 2] == []


def test_conversations_have_names_of_their_own_and_every_language() -> None:
    names = [conversation["id"] for conversation in conversations()]
    assert len(names) == len(set(names))
    assert {conversation["lang"] for conversation in conversations()} == LANGUAGES


@pytest.mark.parametrize("name", FIRST_WORDS)
def test_questions_for_one_fact(name: str) -> None:
    facts = rows(name)
    for row in facts:
        assert set(row) == {"text", "lang", "topic", "also", "must_any", "unknown", "yesno"}
        assert {row["topic"], *row["also"]} <= KNOWN, row["text"]
        assert row["must_any"]
        assert all(row["must_any"])
        assert row["yesno"] in {None, "ja", "nee", "hangt"}
        assert isinstance(row["unknown"], bool)
    assert {row["lang"] for row in facts} == LANGUAGES
    assert {row["yesno"] for row in facts} == {None, "ja", "nee", "hangt"}


def test_what_is_not_known_and_what_only_sounds_like_ours() -> None:
    for row in rows("unknown-own.jsonl"):
        assert set(row) == {"text", "lang", "expect", "topic", "also"}
        assert {row["topic"], *row["also"]} <= KNOWN, row["text"]
        assert row["expect"] == ("out" if row["topic"] == OUT_OF_SCOPE else "unknown")


def test_short_texts() -> None:
    short = rows("short-texts-own.jsonl")
    for row in short:
        assert set(row) == {"page", "text", "language", "why"}
        assert {row["page"], row["language"]} <= LANGUAGES
    assert {row["page"] for row in short} == LANGUAGES
    assert any(row["page"] != row["language"] for row in short)


@pytest.mark.parametrize("name", [*FIRST_WORDS, "unknown-own.jsonl", "short-texts-own.jsonl"])
def test_nothing_is_asked_twice(name: str) -> None:
    asked = Counter((row.get("page"), row["text"].casefold()) for row in rows(name))
    assert [text for text, times in asked.items() if times > 1] == []
