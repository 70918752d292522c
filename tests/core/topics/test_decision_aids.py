"""Walking a decision aid, and what it looks like as a reply."""

from __future__ import annotations

import pytest

from bot.contract import Language
from bot.core.partial_date import PartialDate
from bot.core.topics.decision_aids import DecisionAid, Option, Outcome, Step, UnknownStepError, Words, follow, paths
from bot.core.topics.topic import Source

SOURCE = Source("rapport", "Rapport", "Voorbeeldgemeente", PartialDate(2019), "", ("De koffie is gratis.",))


def words(dutch: str, **others: str) -> Words:
    return Words({Language.DUTCH: dutch, **{Language(code): text for code, text in others.items()}})


AID = DecisionAid(
    id="koffie",
    topic="proef/koffie",
    title=words("Koffie of thee?"),
    start="dorst",
    steps={
        "dorst": Step(
            "dorst",
            words("Heeft u dorst?", en="Are you thirsty?"),
            (Option("ja", words("Ja"), "warm"), Option("nee", words("Nee"), "niets")),
            (SOURCE,),
        ),
        "warm": Step(
            "warm",
            words("Warm of koud?"),
            (Option("warm", words("Warm"), "koffie"), Option("koud", words("Koud"), "niets")),
            (SOURCE,),
        ),
    },
    outcomes={
        "koffie": Outcome("koffie", words("Neem koffie."), (words("Vraag erom."),), (SOURCE,)),
        "niets": Outcome("niets", words("Neem niets."), (words("Wacht."),), (SOURCE,)),
    },
    path="content/aids/koffie.yml",
)
AIDS = {AID.id: AID}


def test_the_bare_id_is_the_first_question() -> None:
    position = follow(AIDS, "koffie")
    assert position.here == AID.steps["dorst"]
    assert position.answered == ()


def test_answers_lead_to_an_outcome_and_are_remembered_in_the_path() -> None:
    position = follow(AIDS, "koffie.ja.warm")
    assert position.here == AID.outcomes["koffie"]
    assert [(item.question(Language.DUTCH), item.answer(Language.DUTCH), item.path) for item in position.answered] == [
        ("Heeft u dorst?", "Ja", "koffie"),
        ("Warm of koud?", "Warm", "koffie.ja"),
    ]


def test_every_path_ends_in_an_outcome() -> None:
    assert sorted(paths(AID)) == ["koffie.ja.koud", "koffie.ja.warm", "koffie.nee"]
    assert all(isinstance(follow(AIDS, path).here, Outcome) for path in paths(AID))


@pytest.mark.parametrize("path", ["thee", "koffie.misschien", "koffie.nee.ja", "koffie.ja.warm.ja", ""])
def test_a_path_that_does_not_exist_is_refused(path: str) -> None:
    with pytest.raises(UnknownStepError):
        follow(AIDS, path)


def test_words_fall_back_to_english_then_dutch() -> None:
    question = AID.steps["dorst"].question
    assert question(Language.TURKISH) == "Are you thirsty?"
    assert AID.title(Language.TURKISH) == "Koffie of thee?"
