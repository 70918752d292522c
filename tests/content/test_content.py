"""The real content: in order, complete, and the same as what the model is trained on."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.content import ContentFiles
from bot.cli.content import compiled, content_problems
from bot.cli.content_truth import truth
from bot.contract import Intent, Language
from bot.core.conversation.aims import aim_of
from bot.core.conversation.state import ConversationState
from bot.core.conversation.understanding import Understanding
from bot.core.topics.topic import Topic, TopicKind
from bot.settings import ROOT, Settings

SETTINGS = Settings()
REQUIRED = (Path(__file__).parent / "required_topics.txt").read_text(encoding="utf-8").split()
LIBRARY = ContentFiles(SETTINGS.content_dir)
MOST_WORDS = 150
MOST_SHORT_WORDS = 30


def test_content_has_no_mistakes() -> None:
    assert [str(problem) for problem in content_problems(SETTINGS.content_dir)] == []


@pytest.mark.parametrize("topic_id", REQUIRED)
def test_every_topic_that_others_rely_on_is_there(topic_id: str) -> None:
    assert topic_id in LIBRARY.topics()


def test_training_data_is_what_the_content_compiles_to() -> None:
    for path, text in compiled(SETTINGS).items():
        assert path.read_text(encoding="utf-8") == text, "drift: run `kennispunt content compile`"


def test_every_sentence_stands_beside_its_source() -> None:
    made = (ROOT / "docs" / "waarheid.md").read_text(encoding="utf-8")
    assert made == truth(SETTINGS.content_dir), "drift: run `make content-truth`"


@pytest.mark.parametrize("topic", LIBRARY.topics().values(), ids=lambda topic: topic.id)
def test_answers_are_short_enough_to_read_and_hear(topic: Topic) -> None:
    for language, text in topic.texts.items():
        words = sum(len(block.text.split()) for block in text.blocks)
        assert words <= MOST_WORDS, f"{text.path}: {words} words"
        if language in {Language.DUTCH, Language.ENGLISH}:
            assert len(text.short.split()) <= MOST_SHORT_WORDS, f"{text.path}: short form too long"


@pytest.mark.parametrize("topic", LIBRARY.topics().values(), ids=lambda topic: topic.id)
def test_every_title_typed_back_is_its_topic(topic: Topic) -> None:
    if topic.kind is TopicKind.DIALOGUE:
        return  # 'Opnieuw beginnen' is done, not answered
    for language, text in topic.texts.items():
        understood = Understanding(Intent.OUT_OF_SCOPE, text.title)
        target = aim_of(understood, ConversationState(language=language), LIBRARY.topics())
        assert topic.id in {candidate.topic for candidate in target.candidates}, f"{text.path}: {text.title}"
