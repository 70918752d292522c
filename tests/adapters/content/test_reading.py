"""What a content file without mistakes becomes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.adapters.content import ContentFiles
from bot.contract import Language
from bot.core.partial_date import PartialDate
from bot.core.reply.reply import BlockType
from bot.core.topics.topic import Audience, Status


def test_a_file_becomes_a_topic(content: Path) -> None:
    topic = ContentFiles(content).topic("proef/koffie")
    assert topic.audience is Audience.WORKER
    assert topic.status is Status.DRAFT
    assert topic.reviewed_on == PartialDate(2026, 11, 22)
    assert topic.valid_until == date(2027, 5, 22)
    assert [citation.source.id for citation in topic.citations] == ["rapport", "zonder-datum"]
    assert topic.citations[0].source.date == PartialDate(2019)
    assert topic.citations[1].source.date is None
    assert topic.related == ("proef/thee",)
    assert set(topic.texts) == {Language.DUTCH, Language.ENGLISH}


def test_the_body_becomes_blocks_with_text_and_html(content: Path) -> None:
    before, steps, after = ContentFiles(content).topic("proef/koffie").text(Language.DUTCH).blocks
    assert (before.type, before.text) == (BlockType.TEXT, "De koffie is gratis. Thee ook.")
    assert before.html == "<p>De koffie is gratis. Thee <strong>ook</strong>.</p>"
    assert (steps.type, steps.text) == (BlockType.STEPS, "1. Vraag erom.\n2. Wacht op cafeïne.")
    assert '<span lang="en" dir="ltr">cafeïne</span>' in steps.html
    assert after.text == "Vragen? Ga naar het loket."


def test_a_language_without_the_topic_gets_the_dutch_words(content: Path) -> None:
    topic = ContentFiles(content).topic("proef/thee")
    assert topic.text(Language.ENGLISH).language is Language.DUTCH
