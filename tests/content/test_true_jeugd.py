"""What the answers on youth care must say, and must never say again, in Dutch and English."""

from __future__ import annotations

import pytest

from bot.adapters.content import ContentFiles
from bot.contract import Language
from bot.core.topics.topic import Topic
from bot.settings import Settings
from tests.content.said import BOTH, Said, standing, words, wrong

LIBRARY = ContentFiles(Settings().content_dir)
TOPICS = LIBRARY.topics()
HERE = [topic for topic in TOPICS.values() if topic.id.startswith("jeugd/")]

SAID = (
    Said(
        "jeugd/lta",
        ("Het LTA jeugd was", "zelfs voor meer regio's samen te kwetsbaar", "slachtoffers van loverboys", "doorlopen en met wie, weten wij niet"),
        ("The LTA was", "even for several regions", "victims of loverboys", "go on, or with whom"),
        ("hulp bij loverboys", "haar niet goed", "te zeldzaam om als regio"),
        ("help against", "academic child"),
    ),
    # In force since 1 January 2026 (gemeente.nu; holla.nl); what it means for the LTA was not found.
    Said(
        "jeugd/wet-2026",
        ("Sinds 1 januari 2026", "samen in de regio inkopen", "LTA), weten wij niet", "onder de 18 jaar"),
        ("Since 1 January 2026", "together in the region", "LTA), we do not know", "under 18"),
    ),
    # The two conditions for referring; who may refer (Jeugdwet, article 2.6).
    Said(
        "jeugd/verwijzen",
        ("geen regionaal contract zijn voor dezelfde hulp", "contract met die aanbieder voor dezelfde hulp", "onder de 18 jaar", "artikel 2.6", "medisch specialist"),
        ("no regional contract with that provider for the same care", "under 18", "article 2.6", "medical specialist"),
    ),
    Said(
        "jeugd/overdracht",
        ("VNG-voorstel uit 2019", "Werkt u bij de gemeente?", "Werkt u bij een aanbieder?"),
        ("proposal of 2019", "Do you work for the municipality?", "Do you work for a provider?"),
        ("bel bij de start", "De gemeente heeft ook een plicht", "gemeente houden contact", "wijst een contactpersoon aan"),
        ("call that person", "municipality stay in contact", "names a contact person"),
    ),
    Said("jeugd/thuisregio", ("sloot zelf een contract", "weten wij niet"), ("concluded its own contract", "do not know"), ("jeugdigen",)),
    Said(
        "jeugd/lta/derdenbeding",
        ("sloot het landelijke contract", "VNG-voorstel over jeugd uit 2019"),
        ("concluded the national contract", "rely on this clause"),
        ("sloot daarin",),
        ("closed", "appeal"),
    ),
)  # fmt: skip

NEVER_AGAIN = {
    Language.DUTCH: ("ons niet bekend", "jeugdige", "Vraag VNG", "weet VNG", "het stuk", "evenmin"),
    Language.ENGLISH: ("the paper", "family doctor or", "loverboys and human trafficking"),
}


@pytest.mark.parametrize("said", SAID, ids=lambda said: said.topic)
@pytest.mark.parametrize("language", BOTH, ids=str)
def test_the_answer_says_what_its_source_says(said: Said, language: Language) -> None:
    assert wrong(said, TOPICS, language) == []


@pytest.mark.parametrize("language", BOTH, ids=str)
def test_what_was_wrong_once_stands_in_none_of_these_answers(language: Language) -> None:
    assert standing(NEVER_AGAIN[language], HERE, language) == set()


def test_every_answer_is_held_against_its_source() -> None:
    assert {topic.id for topic in HERE} == {said.topic for said in SAID}


@pytest.mark.parametrize("topic", HERE, ids=lambda topic: topic.id)
def test_the_mandate_is_past_in_every_answer(topic: Topic) -> None:
    dutch, english = (words(topic.texts[language]) for language in BOTH)

    assert "tot en met 31 december 2025" in dutch
    assert "up to and including 31 December 2025" in english
