"""When the trained model takes a message for one of somebody in danger."""

from __future__ import annotations

from dataclasses import replace

from bot.contract import Act, Intent
from bot.core.conversation.danger import help_needed, without_faint_help
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


def test_what_is_said_of_an_answer_or_a_choice_is_no_danger() -> None:
    message = understanding(nood__medisch=0.9)

    assert help_needed(replace(message, acts=((str(Act.MORE), 0.99),))) is None
    assert help_needed(replace(message, acts=((str(Act.PICK_LAST), 0.95),))) is None


def test_goodbye_may_be_the_last_one() -> None:
    assert help_needed(replace(understanding(nood__zelfdoding=0.7), acts=((str(Act.BYE), 0.98),))) is not None
    assert help_needed(replace(understanding(nood__zelfdoding=0.7), acts=((str(Act.REFUSE), 0.66),))) is not None


def test_help_that_is_a_little_likely_is_offered_not_answered() -> None:
    message = replace(understanding(nood__zelfdoding=0.46, nieuwkomer__examen=0.03), intent=Intent.QUESTION)

    read = without_faint_help(message)

    assert read.intent is Intent.DOUBT
    assert read.candidates == message.candidates


def test_what_is_not_about_help_stays_what_it_is() -> None:
    message = replace(understanding(nieuwkomer__examen=0.9), intent=Intent.QUESTION)
    chosen = replace(message, intent=Intent.CHOICE, choice=ChoiceValue.parse("topic:nood/medisch"))

    assert without_faint_help(message) is message
    assert without_faint_help(chosen) is chosen
