"""Words that are written by ear sound as they should, and other words stay other words."""

from __future__ import annotations

import pytest

from bot.core.safety.folding import words
from bot.core.safety.sounding import beginnings, sound


def heard(text: str) -> list[str]:
    return [sound(word) for word in words(text)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("lugt", "lucht"),
        ("leefen", "leven"),
        ("doodt", "dood"),
        ("geschopd", "geschopt"),
        ("make", "maken"),
        ("mishandelt", "mishandeld"),
        ("umżeć", "umrzeć"),
        ("жыть", "жить"),
        ("بيظربني", "بيضربني"),
        ("بمیررم", "بمیرم"),
        ("ክመዉት", "ክመውት"),
        ("ኣነ", "ዓነ"),
    ],
)
def test_who_writes_by_ear_is_understood(written: str, meant: str) -> None:
    assert heard(written) == heard(meant)


@pytest.mark.parametrize(
    ("one", "other"),
    [("dood", "doof"), ("slaat", "staat"), ("brand", "band"), ("leven", "lezen"), ("брат", "брав"), ("እፈርሖ", "እፈርሕ")],
)
def test_other_words_sound_otherwise(one: str, other: str) -> None:
    assert heard(one) != heard(other)


def test_what_begins_a_word_may_be_heard_in_its_middle_or_at_its_end() -> None:
    for begin, word in (
        ("mishandel", "mishandeling"),
        ("slapen", "slapende"),
        ("moord", "moort"),
        ("moord", "moordenaar"),
    ):
        assert sound(word).startswith(beginnings(begin)), word
    assert beginnings("ክሓንቕ") == (sound("ክሓንቕ"),)
