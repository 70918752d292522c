"""Beside each sentence stands the line of evidence that carries it, and where the two may mean something else."""

from __future__ import annotations

from datetime import date

import pytest

from bot.adapters.content.carrying import Carrier, carried, differences
from bot.adapters.content.sentences import Kind
from bot.contract import Language
from bot.core.partial_date import PartialDate
from bot.core.reply.reply import Block, BlockType
from bot.core.topics.topic import Audience, Citation, Evidence, Ground, Source, Status, Text, Topic, TopicKind

FREE = Evidence("De koffie bij het loket is gratis.", words="Coffee is free.")
TERM = Evidence("De gemeente antwoordt binnen 6 weken.")
ENDED = Evidence("Het mandaat liep tot en met 31 december 2025.")
SOURCE = Source("rapport", "Rapport", "Proef", PartialDate(2019), "", (FREE, TERM))
PAPER = Source("stuk", "Stuk", "Proef", None, "", (Evidence("Iets anders."), ENDED))


def answer(*blocks: Block, short: str = "") -> Topic:
    text = Text(Language.DUTCH, "Titel", short, blocks, (), "content/nl/proef.md")
    return Topic(
        "proef", TopicKind.ARTICLE, Audience.WORKER, Status.DRAFT, PartialDate(2026), date(2027, 1, 1),
        (Citation(SOURCE),), rests_on=(Ground("mandaat", "Mandaat", date(2025, 12, 31), PAPER),),
        texts={Language.DUTCH: text},
    )  # fmt: skip


def test_each_sentence_comes_with_what_carries_it() -> None:
    words = Block(
        BlockType.TEXT,
        "Daarna\nBij het loket is koffie gratis. Of thee gratis is, weten wij niet.",
        Language.DUTCH,
        "<h2>Daarna</h2><p>…</p>",
    )
    steps = Block(BlockType.STEPS, "1. Wacht 6 weken op antwoord.\n2. Wacht.", Language.DUTCH)
    found = carried(answer(words, steps, short="Koffie is gratis. Wacht."))
    assert [(line.sentence, line.kind, [carrier.evidence for carrier in line.carriers]) for line in found] == [
        ("Daarna", Kind.HEADING, []),
        ("Bij het loket is koffie gratis.", Kind.FACT, [FREE]),
        ("Of thee gratis is, weten wij niet.", Kind.UNKNOWN, []),
        ("Wacht 6 weken op antwoord.", Kind.STEP, [TERM]),
        ("Wacht.", Kind.STEP, []),
        ("Koffie is gratis.", Kind.FACT, [FREE]),
    ]
    assert found[1].share == 1.0


def test_a_second_line_is_shown_where_one_is_not_enough() -> None:
    block = Block(BlockType.TEXT, "De koffie is gratis en de gemeente antwoordt binnen 6 weken.", Language.DUTCH)
    (found,) = carried(answer(block))
    assert {carrier.evidence for carrier in found.carriers} == {FREE, TERM}


def test_what_a_ground_says_carries_too() -> None:
    (found,) = carried(answer(Block(BlockType.TEXT, "Het mandaat liep tot en met 31 december 2025.", Language.DUTCH)))
    assert [carrier.evidence for carrier in found.carriers] == [ENDED]


def test_nothing_like_it_carries_nothing() -> None:
    (found,) = carried(answer(Block(BlockType.TEXT, "Paarden zwemmen graag.", Language.DUTCH)))
    assert (found.carriers, found.share) == ((), 0.0)


@pytest.mark.parametrize(
    ("sentence", "fact", "told"),
    [
        ("De gemeente betaalt niet.", "De gemeente betaalt.", "de zin zegt 'niet', de bron niet"),
        ("De gemeente betaalt.", "De gemeente betaalt niet.", "de bron zegt 'niet', de zin niet"),
        ("De gemeente betaalt de tolk.", "De gemeente betaalt alleen de tolk.", "de bron zegt 'alleen', de zin niet"),
        ("De gemeente moet betalen.", "De gemeente mag betalen.", "de zin zegt 'moet', de bron niet"),
        ("De gemeente kan betalen.", "De gemeente moet betalen.", "de zin zegt 'kan', de bron 'moet'"),
        ("Het duurt hooguit 6 weken.", "Het duurt 6 weken.", "de zin zegt 'hooguit', de bron niet"),
    ],
)
def test_a_difference_in_meaning_is_told(sentence: str, fact: str, told: str) -> None:
    assert told in differences(sentence, [Carrier(SOURCE, Evidence(fact))])


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        ("De gemeente betaalt geen tolk.", "Een tolk betaalt de gemeente niet."),
        ("De gemeente is verplicht te betalen.", "De gemeente moet betalen."),
        ("Het duurt hooguit 6 weken.", "Het duurt maximaal 6 weken."),
        ("De gemeente betaalt de tolk.", "De gemeente betaalt de tolk, maar niet het vervoer."),
    ],
)
def test_the_same_meaning_in_other_words_is_no_difference(sentence: str, fact: str) -> None:
    assert differences(sentence, [Carrier(SOURCE, Evidence(fact))]) == ()
