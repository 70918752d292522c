"""The words on buttons and in the program's own sentences are held to the glossaries, as the answers are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.adapters.content.glossary import read_glossaries
from bot.adapters.content.problems import Problems
from bot.contract import Language
from bot.settings import ROOT

CATALOGUES = {
    "bot": ROOT / "bot" / "translations",
    "web": ROOT / "web" / "translations",
    "widget": ROOT / "web" / "translations",
}
GLOSSARIES = read_glossaries(ROOT / "content", Problems(ROOT / "content"))


def said(folder: Path, name: str, language: Language) -> Iterator[str]:
    """Every sentence of a catalogue in this language."""
    with (folder / language / "LC_MESSAGES" / f"{name}.po").open("rb") as file:
        for message in read_po(file):
            if message.id:
                yield from (message.string,) if isinstance(message.string, str) else message.string


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", CATALOGUES)
def test_no_catalogue_uses_a_word_that_a_glossary_avoids(name: str, language: Language) -> None:
    sentences = list(said(CATALOGUES[name], name, language))

    assert len(sentences) > 20
    assert [
        (sentence, term.avoid, term.use)
        for sentence in sentences
        for term in GLOSSARIES[language]
        if term.pattern.search(sentence)
    ] == []


@pytest.mark.parametrize("name", ["web", "widget"])
def test_what_is_sent_to_the_editors_is_no_report_to_the_municipality(name: str) -> None:
    # A 'melding' is the first step of the Wmo; who sends one to the editors must not think that it is done.
    steps = {Language.DUTCH: "melding", Language.TURKISH: "bildirim", Language.POLISH: "zgłoszenie ma"}
    steps[Language.ARABIC] = "بلاغ"

    for language, word in steps.items():
        with (CATALOGUES[name] / language / "LC_MESSAGES" / f"{name}.po").open("rb") as file:
            catalogue = read_po(file)
        for sent in (
            "Send the report",
            "Your report has number {number}. An editor looks at it. It is kept until {date}.",
        ):
            assert word not in str(catalogue[sent].string).casefold()
