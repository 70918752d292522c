"""A call, turn by turn, with a conversation that is told what to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from bot.adapters.phrases.catalogues import GettextPhrases
from bot.contract import Language
from bot.core.calling.calls import CallRefusedError, Calls
from bot.core.calling.port import Call, Event, Happened, Place, Step
from bot.core.reply.reply import Block, BlockType, Choice, Reply, ReplyKind, SpokenPart
from bot.core.voice.ear import Ear

NL, TI = Language.DUTCH, Language.TIGRINYA
PHRASES = GettextPhrases()
ANSWER = Reply(
    ReplyKind.ANSWER,
    NL,
    (Block(BlockType.TEXT, "Zes weken.", NL),),
    topic="wmo-zg/wachttijd",
    choices=(Choice("Tolk", "topic:wmo-zg/tolk"),),
    spoken=(SpokenPart("Zes weken.", NL), SpokenPart("Wilt u meer horen?", NL)),
    whole=(SpokenPart("Zes weken. En dan nog dit.", NL),),
)


class NoWords:
    def spoken(self) -> Mapping[Language, Mapping[str, str]]:
        return {}


@dataclass
class Talk:
    """What was asked, in order."""

    asked: list[str] = field(default_factory=list)
    reply: Reply = ANSWER
    refuses: bool = False

    def start(self, language: Language) -> str:
        return f"gesprek-{language}"

    def ask(self, conversation: str, text: str, language: Language) -> Reply:
        if self.refuses:
            raise CallRefusedError
        self.asked.append(text)
        return self.reply

    def choose(self, conversation: str, choice: str, language: Language) -> Reply:
        return self.ask(conversation, choice, language)

    def is_danger(self, text: str) -> bool:
        return "slaat mij" in text

    def last(self, conversation: str) -> Reply | None:
        return self.reply if self.asked else None

    def menu(self, language: Language) -> tuple[tuple[str, str], ...]:
        return (("Wachttijd", "topic:wmo-zg/wachttijd"), ("Tolk", "topic:wmo-zg/tolk"))


@pytest.fixture
def talk() -> Talk:
    return Talk()


def calls(talk: Talk, person: str = "") -> Calls:
    return Calls(talk, PHRASES, Ear(NoWords()), list(Language), {NL}, person)


def pressed(keys: str) -> Event:
    return Event(Happened.PRESSED, keys)


def spoke(words: str) -> Event:
    return Event(Happened.SPOKE, words)


def through(taken: Calls, *events: Event) -> tuple[Call, Step]:
    call, step = Call(), None
    for event in (Event(Happened.STARTED), *events):
        call, step = taken.take(call, event)
    assert step is not None
    return call, step


def said(step: Step) -> str:
    return " ".join(part.text for part in step.said)


def test_each_language_offers_itself_in_its_own_words(talk: Talk):
    _, step = through(calls(talk))
    assert [part.language for part in step.said] == list(Language)
    assert "Voor Nederlands: druk op 1." in said(step)
    assert not step.listens


def test_a_question_is_read_back_confirmed_and_answered_in_short(talk: Talk):
    call, step = through(calls(talk), pressed("1"))
    assert step.listens
    call, step = calls(talk).take(call, spoke("Hoe lang duurt het?"))
    assert said(step).startswith("Ik hoorde: Hoe lang duurt het. Klopt dat?")
    assert talk.asked == [], "nothing is asked before it is confirmed"
    call, step = calls(talk).take(call, pressed("1"))
    assert talk.asked == ["Hoe lang duurt het?"]
    assert said(step).startswith("Zes weken. Wilt u meer horen? Druk op 8.")
    call, step = calls(talk).take(call, pressed("8"))
    assert said(step).startswith("Zes weken. En dan nog dit. Wilt u iets anders vragen?")
    _, step = calls(talk).take(call, pressed("1"))
    assert talk.asked[-1] == "topic:wmo-zg/tolk"


@pytest.mark.parametrize("yes", [pressed("1"), spoke("Ja."), spoke("klopt")])
def test_yes_by_key_or_word(talk: Talk, yes: Event):
    through(calls(talk), pressed("1"), spoke("wachttijd"), yes)
    assert talk.asked == ["wachttijd"]


def test_no_asks_again_and_saying_it_again_replaces_it(talk: Talk):
    call, step = through(calls(talk), pressed("1"), spoke("wagtijd"), spoke("nee"))
    assert (call.place, call.heard) == (Place.ASK, "")
    assert step.listens
    through(calls(talk), pressed("1"), spoke("wagtijd"), spoke("wachttijd"), pressed("1"))
    assert talk.asked == ["wachttijd"]


@pytest.mark.parametrize("word", [pressed("0"), spoke("Medewerker."), spoke("een medewerker")])
@pytest.mark.parametrize("before", [(), (pressed("1"),), (pressed("1"), spoke("wachttijd")), (pressed("1"), spoke("x"), pressed("1"))])  # fmt: skip
def test_a_person_is_always_there(talk: Talk, before: tuple[Event, ...], word: Event):
    _, step = through(calls(talk, "+31885550199"), *before, word)
    assert step.person == "+31885550199"
    _, step = through(calls(talk), *before, word)
    assert step.ends
    assert "één één twee" in said(step) or "112" in said(step), "and where there is none, help is named"


@pytest.mark.parametrize("before", [(), (pressed("1"),), (pressed("1"), spoke("wachttijd"))])
@pytest.mark.parametrize("how", [pressed("112"), spoke("112")])
def test_112_is_help_at_any_moment(talk: Talk, before: tuple[Event, ...], how: Event):
    talk.reply = replace(ANSWER, topic="nood/112", spoken=(SpokenPart("Bel nu één één twee.", NL),), whole=())
    _, step = through(calls(talk), *before, how)
    assert talk.asked == ["112"]
    assert said(step) == "Bel nu één één twee.", "nothing stands after the help"


def test_a_language_in_which_nobody_listens_goes_by_keys(talk: Talk):
    key = str(list(Language).index(TI) + 1)
    _, step = through(calls(talk), pressed(key))
    assert not step.listens
    assert "Tolk" in said(step) or "ቶልክ" in said(step)
    through(calls(talk), pressed(key), pressed("2"))
    assert talk.asked == ["topic:wmo-zg/tolk"]


def test_who_would_rather_press_keys_hears_the_subjects(talk: Talk):
    _, step = through(calls(talk), pressed("1"), pressed("1"))
    assert "Wachttijd" in said(step)


def test_who_says_nothing_three_times_gets_a_person(talk: Talk):
    nothing = Event(Happened.NOTHING)
    _, step = through(calls(talk, "+31885550199"), pressed("1"), nothing, nothing)
    assert not step.person
    assert "niet begrepen" in said(step)
    _, step = through(calls(talk, "+31885550199"), pressed("1"), nothing, spoke("  "), nothing)
    assert step.person


def test_what_the_conversation_does_not_take_is_told(talk: Talk):
    talk.refuses = True
    _, step = through(calls(talk), pressed("1"), spoke("/reset"), pressed("1"))
    assert "lukte niet" in said(step)
    assert step.listens


@pytest.mark.parametrize("keys", ["9", "*", "#", "77", "x" * 4])
def test_a_key_that_is_nothing_here_is_told(talk: Talk, keys: str):
    call, _ = through(calls(talk), pressed(keys))
    assert (call.place, call.missed) == (Place.LANGUAGE, 1)


@pytest.mark.parametrize("before", [(), (pressed("1"),), (pressed("1"), spoke("wachttijd"))])
def test_who_is_in_danger_is_helped_before_anything_is_read_back(talk: Talk, before: tuple[Event, ...]):
    talk.reply = replace(ANSWER, topic="nood/geweld", spoken=(SpokenPart("Bel Veilig Thuis.", NL),), whole=())
    call, step = Call(), None
    for event in (Event(Happened.STARTED), *before, spoke("Mijn man slaat mij.")):
        call, step = calls(talk).take(call, event)
    assert talk.asked == ["Mijn man slaat mij."]
    assert step is not None
    assert [part.text for part in step.said] == ["Bel Veilig Thuis."]
