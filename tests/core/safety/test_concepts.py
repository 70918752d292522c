"""A word names what it is about, in each language and by its sound."""

from __future__ import annotations

import pytest

from bot.adapters.danger.files import concepts
from bot.contract import Language
from bot.core.safety.concepts import Concepts
from bot.core.safety.folding import words
from bot.settings import Settings

FOLDER = Settings().data_dir / "nood"


def test_a_star_is_any_end_and_a_word_may_be_about_more() -> None:
    known = Concepts({"nl": ["# uitleg", "", "hit: sla* klap", "loud: klap"]})

    assert known.of_all(["slaat"]) == ["hit"]
    assert known.of_all(["klap"]) == ["hit", "loud"]
    assert known.of_all(["klappen"]) == []
    assert known.of_all(["slaat", "klap", "niets"]) == ["hit", "loud"]


def test_a_longer_word_counts_by_its_sound() -> None:
    assert Concepts({"nl": ["fire: vlammen"]}).of_all(["flammen"]) == ["fire"]
    assert Concepts({"nl": ["fire: gas"]}).of_all(["gaz"]) == []


def test_a_word_counts_in_the_language_of_the_words_around_it() -> None:
    known = Concepts({"nl": ["late: pas"], "pl": ["weapon: pas"]})

    assert known.of_all(words("het is pas juni")) == ["late"]
    assert known.of_all(words("on bije mnie i ma pas")) == ["weapon"]
    assert known.of_all(words("pas")) == ["late", "weapon"]


@pytest.mark.parametrize("line", ["hit sla*", "hit:", "hit:   "])
def test_a_line_without_concept_or_words_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="no words"):
        Concepts({"nl": [line]})


@pytest.mark.parametrize("text", ["slaat", "beats", "bije", "dövüyor", "б'є", "بيضربني", "میزنه", "ይሃርመኒ"])
def test_every_language_has_words_for_the_same(text: str) -> None:
    assert "hit" in concepts(FOLDER).of_all(words(text))


def test_every_language_names_the_same_concepts() -> None:
    named = {
        path.stem: {
            line.partition(":")[0] for line in path.read_text(encoding="utf-8").splitlines() if ":" in line[:20]
        }
        for path in (FOLDER / "words").glob("*.txt")
    }

    assert set(named) == {language.value for language in Language}
    assert all(of_language == named["nl"] for of_language in named.values())
