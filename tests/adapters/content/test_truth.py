"""`content truth` lists every sentence beside its source; the report lists what is not known and who can be asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.content.files import ContentReader
from bot.adapters.content.unknown import Unknown, unknown
from bot.cli.content_truth import report_truth, side_by_side, truth

KOFFIE = "nl/proef/koffie.md"


def say(content: Path, words: str) -> None:
    path = content / KOFFIE
    head, _, _ = path.read_text(encoding="utf-8").rpartition("---\n")
    path.write_text(f"{head}---\n{words}\n", encoding="utf-8")


def test_every_sentence_stands_there_with_its_source(content: Path) -> None:
    say(
        content,
        "De koffie is gratis. Wat thee kost, weten wij niet. Vraag het aan de gemeente.\n\nPaarden zwemmen graag.",
    )
    text = truth(content)
    assert (
        "- **feit** De koffie is gratis.\n"
        "  - Pagina zonder datum (zeker): De koffie is gratis. (onze samenvatting; de letterlijke woorden waren niet te zien)\n"
        "- *weten wij niet* Wat thee kost, weten wij niet.\n"
        "- *advies* Vraag het aan de gemeente.\n"
        "- **feit** Paarden zwemmen graag.\n"
        "  - geen regel van een genoemde bron lijkt op deze zin\n"
    ) in text
    weakest = text[text.index("## Het zwakst gedragen") : text.index("## proef/koffie")]
    assert weakest.index("Paarden zwemmen graag.") < weakest.index("De koffie is gratis.")


def test_literal_words_are_quoted(content: Path) -> None:
    sources = content / "sources.yml"
    fact = '- {fact: De koffie is gratis., words: "Coffee is free.", certainty: zwak}'
    sources.write_text(
        sources.read_text(encoding="utf-8").replace("- fact: De koffie is gratis.\n      seen: samenvatting", fact),
        encoding="utf-8",
    )
    assert "  - Pagina zonder datum (zwak): “Coffee is free.”\n" in truth(content)


def test_the_file_is_written_once_and_checked(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report_truth(content, tmp_path, check_only=True) == 1
    assert "make content-truth" in capsys.readouterr().err
    assert report_truth(content, tmp_path, check_only=False) == 0
    assert report_truth(content, tmp_path, check_only=True) == 0
    say(content, "De koffie is duur.")
    assert report_truth(content, tmp_path, check_only=True) == 1


def test_facts_are_shown_side_by_side_for_one_topic(content: Path) -> None:
    shown = "\n".join(side_by_side(content, ["proef/koffie"]))
    assert "  zin     De koffie is gratis.\n  bewijs  [zonder-datum, zeker] De koffie is gratis.\n  bron    " in shown
    assert "thee.md" not in shown


def test_what_is_not_known_comes_with_whom_to_ask(content: Path) -> None:
    say(
        content,
        "Wat thee kost, weten wij niet. Vraag de inwoner wat hij drinkt. Vraag het aan de gemeente. "
        "Wanneer er thee is, is niet bekend.",
    )
    (content / "nl/proef/thee.md").unlink()
    (content / "en/proef/koffie.md").unlink()
    snapshot, _ = ContentReader(content).read()
    assert unknown(snapshot.topics.values()) == [
        Unknown("proef/koffie", "Wat thee kost, weten wij niet.", "Vraag het aan de gemeente."),
        Unknown("proef/koffie", "Wanneer er thee is, is niet bekend.", "Vraag het aan de gemeente."),
    ]


def test_an_answer_that_names_nobody_is_seen(content: Path) -> None:
    say(content, "Wat thee kost, weten wij niet.")
    snapshot, _ = ContentReader(content).read()
    assert Unknown("proef/koffie", "Wat thee kost, weten wij niet.", "") in unknown(snapshot.topics.values())
