from __future__ import annotations

from dataclasses import replace

import pytest

from bot.contract import Language
from bot.core.reply.joining import joined
from bot.core.reply.reply import Block, BlockType, Choice, Entities, Reply, ReplyKind, SpokenPart

NL = Language.DUTCH
ANSWER = Reply(ReplyKind.ANSWER, NL, (Block(BlockType.TEXT, "Antwoord.", NL),), topic="a/b", unknown=True)
QUESTION = Reply(
    ReplyKind.QUESTION,
    NL,
    (Block(BlockType.TEXT, "Vraag?", NL),),
    topic="gids/aanbieder-zoeken",
    choices=(Choice("Ja", "law:wmo"),),
    entities=Entities(wet="wmo"),
)


def test_the_answer_comes_first_and_the_question_after_it():
    both = joined([ANSWER, QUESTION])

    assert both.text == "Antwoord.\n\nVraag?"
    assert (both.kind, both.topic, both.unknown) == (ReplyKind.ANSWER, "a/b", True)
    assert both.choices == QUESTION.choices
    assert both.entities.wet == "wmo"


def test_one_reply_stays_as_it_is():
    assert joined([QUESTION]) == QUESTION


def test_no_replies_are_an_error():
    with pytest.raises(ValueError, match="no replies"):
        joined([])


def test_who_is_asked_something_else_is_not_asked_first_whether_to_go_on():
    def part(text: str) -> SpokenPart:
        return SpokenPart(text, NL)

    answer = replace(ANSWER, spoken=(part("Kort."), part("Meer?")), whole=(part("Kort en lang."),))
    both = joined([answer, replace(QUESTION, spoken=(part("Vraag?"),))])

    assert both.spoken == (part("Kort."), part("Vraag?"))
    assert both.whole == (part("Kort en lang."), part("Vraag?"))
    assert joined([QUESTION, QUESTION]).whole == ()
