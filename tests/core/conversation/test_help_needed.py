"""When the trained model takes a message for one of somebody in danger."""

from __future__ import annotations

from bot.contract import Intent
from bot.core.conversation.danger import help_needed
from bot.core.conversation.understanding import Understanding
from bot.core.reply.choices import ChoiceValue
from bot.core.topics.candidate import Candidate


def understanding(**shares: float) -> Understanding:
    candidates = tuple(Candidate(topic.replace("__", "/"), share) for topic, share in shares.items())
    return Understanding(Intent.OUT_OF_SCOPE, text="tekst", candidates=candidates)


def test_shares_of_the_help_topics_count_together() -> None:
    found = help_needed(understanding(buiten_bereik=0.4, nood__medisch=0.27, nood__zelfdoding=0.31))

    assert found is not None
    assert found.topic == "nood/zelfdoding"


def test_too_little_together_is_no_danger() -> None:
    assert help_needed(understanding(buiten_bereik=0.4, nood__medisch=0.2, nood__zelfdoding=0.25)) is None
    assert help_needed(understanding(buiten_bereik=0.9)) is None


def test_a_choice_is_what_it_says() -> None:
    chosen = Understanding(
        Intent.CHOICE, candidates=(Candidate("nood/medisch", 0.9),), choice=ChoiceValue.parse("topic:nood/medisch")
    )

    assert help_needed(chosen) is None
