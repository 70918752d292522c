from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.answering.answers import Answers
from bot.core.errors import UnknownTopicError
from bot.core.reply.reply import BlockType, ReplyKind
from bot.core.topics.candidate import Candidate
from tests.fakes.library import FakeLibrary
from tests.fakes.phrases import FakePhrases
from tests.fakes.world import EN, NL, TR, directory, facet, library, shown, text, topic


@pytest.fixture
def answers() -> Answers:
    return Answers(library(), directory(), FakePhrases())


def test_an_answer_has_its_words_sources_dates_and_next_steps(answers: Answers):
    reply = answers.answer("wmo-zg/wachttijd", EN, confidence=0.7)

    assert (reply.kind, reply.topic, reply.language, reply.confidence) == (
        ReplyKind.ANSWER,
        "wmo-zg/wachttijd",
        EN,
        0.7,
    )
    assert reply.text == "Six weeks."
    assert reply.short == "Kort: Waiting time"
    assert [(source.title, source.url, str(source.date)) for source in reply.sources] == [
        ("Verzonnen papier", "/bronnen/papier", "2019")
    ]
    assert (str(reply.reviewed_on), str(reply.valid_until), reply.status) == ("2026-11-22", "2027-05-22", "concept")
    assert [(item.topic, item.title) for item in reply.related] == [("wmo-zg/tolk", "Tolk")]
    assert not reply.unknown


def test_a_missing_language_is_answered_in_dutch_with_a_notice_in_that_language(answers: Answers):
    notice, body = answers.answer("wmo-zg/wachttijd", TR).blocks

    assert (notice.type, notice.language) == (BlockType.NOTICE, TR)
    assert notice.text.startswith("[tr] We do not have this answer")
    assert (body.text, body.language) == ("Zes weken.", NL)


def test_a_translation_that_nobody_checked_says_so_after_the_answer():
    unchecked = replace(text(TR, "Süre", "Altı hafta."), reviewed_translation=False)
    topics = [topic("wmo-zg/wachttijd", texts=(text(NL, "Wachttijd", "Zes weken."), unchecked))]
    answers = Answers(FakeLibrary(topics), directory(), FakePhrases())

    body, notice = answers.answer("wmo-zg/wachttijd", TR).blocks
    assert body.text == "Altı hafta."
    assert notice.text.startswith("[tr] Nobody has checked")
    assert len(answers.answer("wmo-zg/wachttijd", NL).blocks) == 1


def test_an_ended_ground_is_told_unless_the_text_tells_it(answers: Answers):
    silent = answers.answer("wmo-zg/looptijd", NL)
    telling = answers.answer("wmo-zg/functies", NL)

    assert [block.text for block in silent.blocks if block.type is BlockType.NOTICE] == [
        "[nl] VNG's mandate behind this answer ran up to and including 2025-12-31. We do not know whether the contracts go on. Ask VNG."
    ]
    assert not [block for block in telling.blocks if block.type is BlockType.NOTICE]


def test_an_answer_whose_heart_is_that_it_is_not_known_says_so_in_every_language(answers: Answers):
    assert answers.answer("wmo-zg/tarieven", NL).unknown
    assert answers.answer("wmo-zg/tarieven", TR).unknown


@pytest.mark.parametrize(
    "body", ["Wij kennen de tarieven voor Wmo-zg niet.", "De tarieven kennen wij niet. Vraag het."]
)
def test_what_we_say_not_to_have_is_not_known(body: str):
    about = topic("wmo-zg/tarieven", texts=(text(NL, "Tarieven", body),))

    assert Answers(FakeLibrary([about]), directory(), FakePhrases()).answer("wmo-zg/tarieven", NL).unknown


def test_whether_it_is_known_follows_the_short_answer_that_is_given():
    asked = (
        facet("what", "what", "Codes zijn nummers."),
        facet("number", "number", "Welke code nu geldt, weten wij niet.", unknown=True),
    )
    codes = replace(text(NL, "Codes", "Welke codes nu gelden, weten wij niet."), facets=asked)
    answers = Answers(FakeLibrary([topic("wmo-zg/codes", texts=(codes,))]), directory(), FakePhrases())

    assert answers.answer("wmo-zg/codes", NL).unknown
    assert not answers.led("wmo-zg/codes", NL, facet_id="what").unknown
    assert answers.led("wmo-zg/codes", NL, facet_id="number").unknown


def test_a_marker_becomes_the_organisations_card(answers: Answers):
    text, card = answers.answer("gids/wijziging-doorgeven", NL).blocks

    assert (text.text, text.html) == ("Meld het.", "<p>Meld het.</p>")
    assert card.type is BlockType.CONTACTS
    assert [contact.owner_name for contact in card.contacts] == ["VNG"]


def test_an_offer_has_at_most_three_topics_and_something_else(answers: Answers):
    names = ("wmo-zg/tolk", "wmo-zg/vervallen", "bestaat/niet", "wmo-zg/wachttijd", "wmo-zg/tarieven", "jeugd/lta")
    reply = answers.offer([Candidate(name, 0.3) for name in names], NL)

    assert reply.kind is ReplyKind.CHOICES
    assert [choice.topic for choice in reply.choices] == [
        "wmo-zg/tolk",
        "wmo-zg/wachttijd",
        "wmo-zg/tarieven",
        "buiten-bereik",
    ]
    assert reply.choices[0].value == "topic:wmo-zg/tolk"


def test_an_offer_of_nothing_is_not_knowing(answers: Answers):
    reply = answers.offer([Candidate("bestaat/niet", 0.3)], NL)

    assert (reply.kind, reply.topic, reply.unknown) == (ReplyKind.UNKNOWN, "buiten-bereik", True)
    assert "Dat weet ik niet." in shown(reply)


def test_a_topic_that_is_not_there_is_an_error(answers: Answers):
    with pytest.raises(UnknownTopicError):
        answers.answer("bestaat/niet", NL)
