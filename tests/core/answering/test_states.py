"""How a fact stands, in words: chat, page and programs say the same."""

from __future__ import annotations

from datetime import date

import pytest

from bot.adapters.phrases.catalogues import GettextPhrases
from bot.contract import Language
from bot.core.answering.states import choice_words, confirmed_words, state_words, warnings
from bot.core.directory.contacts import REGISTER_SOURCE, UNCONFIRMED, Channel, ChannelKind, Confirmation
from bot.core.directory.organisations import AdministrativeChoice, Organisation
from bot.core.directory.standing import Origin, State, months_before
from bot.core.partial_date import PartialDate

TODAY, NL = date(2026, 8, 31), Language.DUTCH
PHRASES = GettextPhrases()
WHO = "gemeente Voorbeeld"


def channel(confirmation: Confirmation = UNCONFIRMED, source: str = "", dated: PartialDate | None = None) -> Channel:
    return Channel(ChannelKind.PHONE, "010 555 0101", source, dated, confirmation)


@pytest.mark.parametrize(
    ("fact", "state", "words"),
    [
        (
            channel(Confirmation(date(2026, 6, 1), WHO)),
            State.CONFIRMED,
            "bevestigd door gemeente Voorbeeld op 1 juni 2026",
        ),
        (
            channel(Confirmation(date(2026, 2, 27), WHO)),
            State.OUTDATED,
            "bevestigd door gemeente Voorbeeld op 27 februari 2026; vraag het na",
        ),
        (channel(), State.UNCONFIRMED, "niet bevestigd"),
        (
            channel(Confirmation(date(2026, 6, 1), WHO, date(2026, 8, 1))),
            State.DISPUTED,
            "op 1 augustus 2026 is gemeld dat dit niet klopt; vraag het eerst na",
        ),
        (channel(source=REGISTER_SOURCE, dated=PartialDate(2025, 9)), State.UNCONFIRMED, "niet bevestigd"),
        (channel(source=REGISTER_SOURCE, dated=PartialDate(2024)), State.OUTDATED, "niet bevestigd; vraag het na"),
        (channel(source="elders", dated=PartialDate(2014)), State.UNCONFIRMED, "niet bevestigd"),
    ],
)
def test_each_state_has_its_words(fact: Channel, state: State, words: str):
    assert fact.state(TODAY) is state
    assert state_words(fact, PHRASES, NL, TODAY) == words


def test_a_confirmation_counts_six_months_and_that_of_a_name_twelve():
    on = Confirmation(date(2026, 2, 28), WHO)
    assert channel(on).state(TODAY) is State.CONFIRMED
    assert (
        Organisation("a", "A", "loket", {}, confirmation=Confirmation(date(2025, 9, 1), WHO)).state(TODAY)
        is State.CONFIRMED
    )
    assert months_before(date(2026, 1, 31), 2) == date(2025, 11, 28)


def test_what_is_disputed_or_old_is_warned_of_with_its_value_and_date():
    disputed, old = channel(Confirmation(disputed_on=date(2026, 8, 1))), channel(Confirmation(date(2026, 1, 1), WHO))
    said = warnings([disputed, old, channel()], PHRASES, NL, TODAY)
    assert said == [
        "Let op: op 1 augustus 2026 is gemeld dat 010 555 0101 niet klopt. Vraag het eerst na.",
        "Let op: deze gegevens zijn voor het laatst bevestigd op 1 januari 2026. Vraag of ze nog kloppen.",
    ]


def test_all_confirmed_is_said_with_the_oldest_day():
    facts = [channel(Confirmation(date(2026, 6, day), WHO)) for day in (3, 1, 2)]
    assert confirmed_words(facts, PHRASES, NL, TODAY) == "Bevestigd door gemeente Voorbeeld op 1 juni 2026."
    assert confirmed_words([*facts, channel()], PHRASES, NL, TODAY) == ""
    assert confirmed_words([], PHRASES, NL, TODAY) == ""


def test_a_choice_says_what_since_when_and_who_said_so():
    choice = AdministrativeChoice("ritme", "maand", "", Confirmation(date(2026, 6, 1), WHO), date(2026, 7, 1))
    assert choice_words(choice, PHRASES, NL, TODAY) == (
        "Hoe vaak: elke maand (vanaf 1 juli 2026; bevestigd door gemeente Voorbeeld op 1 juni 2026)"
    )


def test_the_same_or_a_stronger_one_may_change_what_was_said():
    may = {(ours, other) for ours in Origin for other in Origin if ours.yields_to(other)}
    assert (Origin.OWNER, Origin.VNG) not in may
    assert (Origin.FILES, Origin.REGISTER) in may
    assert {(ours, Origin.OWNER) for ours in Origin} <= may
    assert len(may) == 10
