"""Every translation holds the numbers of the Dutch: a term, an amount or a telephone number is the same in each language.

A number that a language writes as a word is named below, with that language; a new one is looked at by a reader.
"""

from __future__ import annotations

import re

import pytest

from bot.adapters.content import ContentFiles
from bot.contract import Language
from bot.core.topics.topic import Text, Topic
from bot.settings import Settings

TOPICS = list(ContentFiles(Settings().content_dir).topics().values())
AS_A_WORD = {
    (Language.ARABIC, "nieuwkomer/hulp-thuis"): {"2"},  # 'two weeks' is one word
    **{
        (language, "nood/huiselijk-geweld"): {"7"}  # 'zeven dagen' in Dutch
        for language in (Language.ARABIC, Language.PERSIAN, Language.TURKISH, Language.POLISH)
    },
}
"""What stands in figures in one of the two languages alone."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"(?<=\d)[., \u00a0](?=\d{3}(?!\d))")


def numbers(text: Text) -> set[str]:
    """The figures in the short form and the answer, without thousands' marks and with a point for decimals."""
    said = " ".join([text.short, *(block.text for block in text.blocks)])
    return set(_NUMBER.findall(_THOUSANDS.sub("", said).replace(",", ".")))


def test_thousands_and_decimals_are_read_alike_in_every_language() -> None:
    dutch = Text(Language.DUTCH, "", "1.000 uur, € 21,80", (), (), "")
    english = Text(Language.ENGLISH, "", "1,000 hours, € 21.80", (), (), "")

    assert numbers(dutch) == numbers(english) == {"1000", "21.80"}


@pytest.mark.parametrize("topic", [topic for topic in TOPICS if len(topic.texts) > 1], ids=lambda topic: topic.id)
def test_a_translation_holds_the_numbers_of_the_dutch(topic: Topic) -> None:
    dutch = numbers(topic.texts[Language.DUTCH])

    differing = {
        language: found
        for language, text in topic.texts.items()
        if (found := (numbers(text) ^ dutch) - AS_A_WORD.get((language, topic.id), set()))
    }

    assert differing == {}


@pytest.mark.parametrize(
    ("language", "disability"),
    [
        (Language.ARABIC, "إعاقة في السمع والبصر معا"),
        (Language.PERSIAN, "معلولیت شنوایی و بینایی با هم"),
        (Language.TIGRINYA, "ስንክልና ምስማዕን ምርኣይን ብሓደ"),
        (Language.TURKISH, "işitme ve görme engeli birlikte"),
    ],
)
def test_the_168_hours_ask_for_no_total_loss_of_hearing_and_sight(language: Language, disability: str) -> None:
    text = next(topic for topic in TOPICS if topic.id == "wmo-zg/tolk").texts[language]
    said = [part for part in (text.short, *(block.text for block in text.blocks)) if "168" in part]

    assert said
    assert [part for part in said if disability not in part] == []
