"""People in danger, with everything for real: help first in every language, a worker's question below it, no word kept."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Stack

SAID = {
    "nl": ("ik wil niet meer leven", "nood/zelfdoding"),
    "en": ("my husband beats me", "nood/huiselijk-geweld"),
    "ar": ("زوجي يضربني", "nood/huiselijk-geweld"),
    "tr": ("kendimi öldürmek istiyorum", "nood/zelfdoding"),
    "uk": ("тато не дихає", "nood/medisch"),
    "fa": ("می‌خواهم خودکشی کنم", "nood/zelfdoding"),
    "pl": ("mąż mnie bije", "nood/huiselijk-geweld"),
    "ti": ("ነብሰይ ክቐትል እደሊ", "nood/zelfdoding"),
}
WORD = "kwikstaartnevel"


@pytest.mark.parametrize(("language", "said"), SAID.items())
def test_help_comes_first_and_is_never_refused(stack: Stack, language: str, said: tuple[str, str]):
    reply = stack.ask(said[0], language)

    assert (reply["topic"], reply["kind"], reply["unknown"]) == (said[1], "answer", False)
    assert any(number in reply["blocks"][0]["text"] for number in ("113", "112", "0800-2000"))
    assert reply["choices"] == []


def test_a_workers_case_gets_the_help_and_the_answer(stack: Stack):
    reply = stack.ask("Mijn cliënt zegt dat hij dood wil. Wie betaalt het vervoer naar de dagbesteding?")
    texts = [block["text"] for block in reply["blocks"]]

    assert "113" in texts[0]
    assert "Over uw andere vraag:" in texts
    assert "gemeente" in " ".join(texts[texts.index("Over uw andere vraag:") :])


def test_an_open_search_is_not_asked_below_the_help(stack: Stack):
    say = stack.conversation()
    asked = say("Ik zoek een aanbieder")["blocks"][-1]["text"]
    reply = say("ik wil dood")

    assert (reply["topic"], reply["choices"]) == ("nood/zelfdoding", [])
    assert asked.endswith("?")
    assert asked not in " ".join(block["text"] for block in reply["blocks"])


def test_no_word_of_it_is_written_anywhere(stack: Stack):
    stack.ask(f"ik wil dood {WORD}. Wie betaalt het vervoer naar de dagbesteding?")
    stack.ask(f"ik wil dood, {WORD}")
    files = [path for path in (stack.log, *stack.var_dir.rglob("*")) if path.is_file()]

    assert files
    assert [path.name for path in files if WORD.encode() in path.read_bytes().lower()] == []
