"""Help for people in danger: in every language it stands first, is whole, and can be had without a telephone."""

from __future__ import annotations

import re

import pytest

from bot.adapters.content import ContentFiles
from bot.contract import OUT_OF_SCOPE
from bot.core.topics.topic import Language, Topic
from bot.settings import Settings

LIBRARY = ContentFiles(Settings().content_dir)
SUICIDE, VIOLENCE, DANGER, MEDICAL = (
    f"nood/{name}" for name in ("zelfdoding", "huiselijk-geweld", "direct-gevaar", "medisch")
)
FIRST = {
    SUICIDE: ("113", "113.nl"),
    VIOLENCE: ("0800-2000", "veiligthuis.nl"),
    DANGER: ("112", "112NL"),
    MEDICAL: ("112", "112NL"),
}
"""What the first sentence holds: the number, and the way without a telephone."""
EVERYWHERE = {
    SUICIDE: ("112", "112NL"),
    VIOLENCE: ("112", "112NL", "0800-0188"),
    DANGER: ("113", "113.nl", "0800-2000", "veiligthuis.nl"),
    MEDICAL: ("113", "113.nl"),
}
WITHOUT_TELEPHONE = {"113": "113.nl", "0800-2000": "veiligthuis.nl", "112": "112NL", "0800-0188": "Veilig Thuis"}
_NUMBER = re.compile(r"(?<![\w.-])(?:113|112|0800-2000|0800-0188)(?![\w.-]*\w)")
_SENTENCE_END = re.compile(r"(?<=[.!?።؟])\s")
LANGUAGES = pytest.mark.parametrize("language", list(Language), ids=str)


def words(topic: str, language: Language) -> str:
    return "\n\n".join(block.text for block in LIBRARY.topic(topic).texts[language].blocks)


def nood() -> list[Topic]:
    return [topic for topic in LIBRARY.topics().values() if topic.group == "nood"]


def test_there_are_four_kinds_of_help() -> None:
    assert sorted(topic.id for topic in nood()) == sorted(FIRST)


@LANGUAGES
@pytest.mark.parametrize("topic", FIRST)
def test_the_first_sentence_is_the_help_also_without_a_telephone(topic: str, language: Language) -> None:
    first = _SENTENCE_END.split(words(topic, language))[0]

    assert [needed for needed in FIRST[topic] if needed not in first] == []


@LANGUAGES
@pytest.mark.parametrize("topic", FIRST)
def test_the_other_help_that_may_be_needed_stands_below(topic: str, language: Language) -> None:
    text = words(topic, language)

    assert [needed for needed in EVERYWHERE[topic] if needed not in text] == []


@LANGUAGES
@pytest.mark.parametrize("topic", FIRST)
def test_the_short_form_holds_the_number_and_the_way_without(topic: str, language: Language) -> None:
    short = LIBRARY.topic(topic).texts[language].short

    assert [needed for needed in FIRST[topic] if needed not in short] == []


@LANGUAGES
@pytest.mark.parametrize("topic", [*FIRST, "buiten-bereik"])
def test_no_number_stands_without_a_way_for_who_cannot_call(topic: str, language: Language) -> None:
    text = words(topic, language)
    numbers = set(_NUMBER.findall(text))

    assert numbers
    assert [number for number in numbers if WITHOUT_TELEPHONE[number] not in text] == []


@LANGUAGES
def test_tigrinya_readers_are_not_promised_a_translation_that_nobody_has_seen(language: Language) -> None:
    said = any("ኣይንፈልጥን" in words(topic, language) for topic in FIRST)

    assert said is (language is Language.TIGRINYA)


def test_nobody_in_danger_stands_among_what_is_out_of_scope() -> None:
    claimed = [question for topic in nood() for language in Language for question in topic.questions_in(language)]
    refused = {question for language in Language for question in LIBRARY.topic(OUT_OF_SCOPE).questions_in(language)}

    assert claimed
    assert refused.isdisjoint(claimed)
