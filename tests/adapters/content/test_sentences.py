"""An answer is taken apart at the ends of its sentences, and each sentence is known for what it does."""

from __future__ import annotations

import pytest

from bot.adapters.content.sentences import Kind, kind_of, split


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Dit is zo. Dat ook!", ["Dit is zo.", "Dat ook!"]),
        ("Zie art. 2.3.2 van de Wmo. Daarna 6 weken.", ["Zie art. 2.3.2 van de Wmo.", "Daarna 6 weken."]),
        ("1. Bel de gemeente.\n2. Wacht.\n– een deel", ["Bel de gemeente.", "Wacht.", "een deel"]),
        ("Hij zei: ‘Ja.’ Toen niets.", ["Hij zei: ‘Ja.’", "Toen niets."]),
        ("Hij zei: “Ja.” Toen niets.", ["Hij zei: “Ja.”", "Toen niets."]),
        ("ما هذا؟ هذا جواب.", ["ما هذا؟", "هذا جواب."]),
        ("ሓደ። ክልተ።", ["ሓደ።", "ክልተ።"]),
        ("\n \n", []),
    ],
)
def test_sentences(words: str, parts: list[str]) -> None:
    assert split(words) == parts


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("De gemeente doet binnen 6 weken onderzoek.", Kind.FACT),
        ("Vraag het aan de gemeente.", Kind.ADVICE),
        ("Bij twijfel: mail, bel of ga langs.", Kind.ADVICE),
        ("Is het spoed, bel dan 112.", Kind.ADVICE),
        ("Wat er nu geldt, weten wij niet.", Kind.UNKNOWN),
        ("Wij kennen de codes niet.", Kind.UNKNOWN),
        ("De huidige tarieven zijn niet bekend.", Kind.UNKNOWN),
        ("Weet u het niet zeker?", Kind.QUESTION),
        ("De gemeente mag dat niet.", Kind.FACT),
        ("Dat staat niet in onze bron.", Kind.UNKNOWN),
        ("Wat nu geldt, weet de gemeente.", Kind.ADVICE),
        ("Zo pakt u het aan:", Kind.LEAD),
        ("Er zijn 3 voorwaarden:", Kind.FACT),
    ],
)
def test_what_a_sentence_does(sentence: str, kind: Kind) -> None:
    assert kind_of(sentence) is kind


def test_a_step_and_a_heading_are_known_by_where_they_stand() -> None:
    assert kind_of("De gemeente antwoordt.", step=True) is Kind.STEP
    assert kind_of("Daarna", heading=True) is Kind.HEADING
