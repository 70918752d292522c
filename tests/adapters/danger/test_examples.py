"""Sentences written in short become whole sentences, the same ones each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.danger.examples import PER_LINE, lookalikes, sentences
from bot.contract import Language
from bot.core.safety.detector import DangerKind
from bot.settings import Settings


def written(folder: Path, text: str) -> Path:
    (folder / "examples").mkdir()
    (folder / "examples" / "nl.txt").write_text(text, encoding="utf-8")
    return folder


def test_choices_and_lists_make_every_sentence(tmp_path: Path) -> None:
    made = set(
        sentences(
            written(
                tmp_path,
                "# uitleg\n@wie = ik|mijn broer|mijn zus\n[medisch]\n@wie {ademt|stikt}\n\n[geen]\ndoodmoe {nu|}\n",
            )
        )
    )

    assert {example.text for example in made if example.kind == DangerKind.MEDICAL} == {
        f"{who} {what}" for who in ("ik", "mijn broer", "mijn zus") for what in ("ademt", "stikt")
    }
    assert {example.text for example in made if not example.kind} == {"doodmoe nu", "doodmoe"}


def test_a_line_makes_no_more_than_so_many_and_always_the_same(tmp_path: Path) -> None:
    folder = written(tmp_path, "[medisch]\n" + " ".join("{a|b|c|d}" for _ in range(5)) + "\n")
    first = list(sentences(folder))

    assert 1 < len(first) <= PER_LINE
    assert first == list(sentences(folder))


@pytest.mark.parametrize(
    ("text", "told"), [("[medisch]\n@niemand stikt", "@niemand"), ("[iets]\nx", "iets"), ("ademt niet", "geen kop")]
)
def test_what_is_no_sentence_is_refused(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        list(sentences(written(tmp_path, text)))


def test_a_lookalike_is_learned_as_no_danger(tmp_path: Path) -> None:
    (tmp_path / "lookalikes").mkdir()
    (tmp_path / "lookalikes" / "pl.txt").write_text("# uitleg\nbrak tchu ze śmiechu\n\n", "utf-8")

    assert [(example.text, example.kind, example.language) for example in lookalikes(tmp_path)] == [
        ("brak tchu ze śmiechu", "", "pl")
    ]


def test_every_language_has_sentences_of_every_kind() -> None:
    folder = Settings().data_dir / "nood"
    made = list(sentences(folder))

    assert {example.language for example in lookalikes(folder)} == {language.value for language in Language}
    assert {path.stem for path in (folder / "examples").glob("*.txt")} == {language.value for language in Language}
    assert {example.kind for example in made} == {"", *DangerKind}
    assert not [example for example in made if set(example.text) & set("{}@|")]
