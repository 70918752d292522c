"""In which form a question asks: learned from whole questions, in languages that put the telling word first or last."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.context.form import KINDS, QuestionForm, signs

SUBJECTS = ("een taxi", "de tolk", "het examen", "een brief", "de oogarts", "het contract", "een plan", "de bus")
LEARNED = [
    *((f"Mag iemand {subject} vragen?", "whether") for subject in SUBJECTS),
    *((f"Moet {subject} er al zijn?", "whether") for subject in SUBJECTS),
    *((f"Hoeveel kost {subject} per jaar?", "price") for subject in SUBJECTS),
    *((f"Wie betaalt {subject} daarna?", "who") for subject in SUBJECTS),
    *((f"{subject} alabilir miyim", "whether") for subject in SUBJECTS),
    *((f"{subject} ne kadar", "price") for subject in SUBJECTS),
]
FORM = QuestionForm.learn(LEARNED)


def likeliest(text: str) -> str:
    shares = FORM.shares(text)
    return max(shares, key=shares.__getitem__)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("mag ik de rolstoel meenemen", "whether"),
        ("Moet de rolstoel mee?", "whether"),
        ("hoeveel kost de rolstoel", "price"),
        ("Wie betaalt de rolstoel?", "who"),
        ("tekerlekli sandalye alabilir miyim", "whether"),
        ("tekerlekli sandalye ne kadar", "price"),
    ],
)
def test_the_form_tells_whatever_the_subject(text: str, kind: str) -> None:
    assert likeliest(text) == kind


def test_a_clause_begins_and_ends_for_itself() -> None:
    assert {"^mag", "^voor", "dat$", "oma$"} <= set(signs("voor mijn oma, mag dat?"))


def test_shares_are_of_every_kind_and_together_one() -> None:
    shares = FORM.shares("Mag dat?")
    assert set(shares) == set(KINDS)
    assert sum(shares.values()) == pytest.approx(1.0)


def test_without_examples_no_kind_is_likelier() -> None:
    shares = QuestionForm.learn(()).shares("Mag dat?")
    assert min(shares.values()) == pytest.approx(max(shares.values()))


def test_it_tells_the_same_after_saving(tmp_path: Path) -> None:
    FORM.save(tmp_path)
    again = QuestionForm.load(tmp_path)
    assert again.shares("mag ik de tolk vragen") == pytest.approx(FORM.shares("mag ik de tolk vragen"), abs=1e-2)


def test_a_model_of_before_has_none(tmp_path: Path) -> None:
    assert QuestionForm.load(tmp_path).places == {}
