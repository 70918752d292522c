"""The need finder's own choices, typed back as they are shown, in every language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.adapters.directory_files.reading import read_files
from bot.adapters.phrases.catalogues import GettextPhrases
from bot.contract import Intent, Language
from bot.core.conversation.conversation import Conversation
from bot.core.conversation.state import ConversationState
from bot.core.conversation.understanding import Understanding
from bot.core.directory.organisations import Term
from tests.fakes.directory import FakeDirectory
from tests.fakes.world import LANGUAGE_NAMES, library

FILES = read_files(Path(__file__).parents[2] / "content" / "directory")
TERMS = {
    vocabulary: {word.id: Term(word.id, {"nl": word.name_nl, "en": word.name_en}, dict(word.labels)) for word in words}
    for vocabulary, words in FILES.words.items()
}
CONVERSATION = Conversation(library(), FakeDirectory((), (), TERMS), GettextPhrases(), LANGUAGE_NAMES)
KNOWN = {"behoefte": {}, "wet": {"need": "visueel"}, "gemeente": {"need": "visueel", "law": "wmo"}}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("slot", KNOWN)
@pytest.mark.parametrize("written", [str, str.upper, lambda label: f"  {label}. "])
def test_every_label_typed_back_is_its_choice(slot: str, language: Language, written: Callable[[str], str]):
    asked = CONVERSATION.ask(slot, ConversationState(language, asking=slot, **KNOWN[slot]))
    assert asked.reply.choices
    for choice in asked.reply.choices:
        # As badly understood as can be: it is the words alone that count.
        typed = Understanding(Intent.OUT_OF_SCOPE, written(choice.label))
        taken = CONVERSATION.take(typed, asked.state)
        assert taken is not None, choice.label
        got = {"behoefte": taken.need, "wet": taken.law, "gemeente": taken.municipality}[slot]
        assert got == choice.value.partition(":")[2], choice.label


def test_there_are_as_many_labels_as_choices_in_all_languages():
    labels = [
        label for terms in (TERMS["needs"], TERMS["laws"]) for term in terms.values() for label in term.labels.values()
    ]
    assert len(labels) == len(Language) * (len(TERMS["needs"]) + len(TERMS["laws"]))
