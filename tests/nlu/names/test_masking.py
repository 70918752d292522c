from __future__ import annotations

import os
import sys

import pytest

from bot.nlu.names import masking
from bot.nlu.names.finder import NameFinder
from bot.nlu.names.masking import masked_texts

NAMES = NameFinder({"gemeente": ["Voorbeeldstad"], "aanbieder": ["Voorbeeldzorg"]}, {}, ["hoe", "bereik"])


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Hoe bereik ik Voorbeeldzorg?", "Hoe bereik ik de aanbieder?"),
        ("een man uit Voorbeeldstad\u200b  ziet slecht", "een man uit de gemeente ziet slecht"),
        ("de gemeente Voorbeeldstad betaalt", "de gemeente betaalt"),
        ("ik zie slecht", "ik zie slecht"),
    ],
)
def test_names_of_places_and_providers_are_masked(text: str, masked: str) -> None:
    assert masked_texts([text], NAMES) == [masked]


def test_shared_out_among_processes_it_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"Voorbeeldzorg in Voorbeeldstad, vraag {number}" for number in range(40)]
    alone = masked_texts(texts, NAMES)
    monkeypatch.setattr(masking, "_WORTH_SHARING", 1)
    monkeypatch.setattr(masking, "_AT_ONCE", 3)
    assert masked_texts(texts, NAMES) == alone


def test_what_goes_wrong_in_another_process_is_known_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masking, "_WORTH_SHARING", 1)
    here = os.getpid()

    def fail(_: str) -> str:
        raise ValueError("elsewhere" if os.getpid() != here else "here")

    monkeypatch.setattr(masking, "clean", fail)
    with pytest.raises(ValueError, match="elsewhere" if sys.platform == "linux" else "here"):
        masked_texts(["a", "b"], NAMES)
