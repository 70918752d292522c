"""The turns of a call: a language by key, a question by voice, read back, answered in short; 0 is a person at any moment.

Who cannot be heard, or calls in a language in which nobody listens, goes on by keys: each question back has its choices there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace

from bot.contract import Language
from bot.core.calling.port import Answering, Call, Event, Happened, Place, Step
from bot.core.errors import KennispuntError
from bot.core.reply.phrases import Phrases
from bot.core.reply.reply import Reply, SpokenPart
from bot.core.safety.detector import is_help
from bot.core.voice.ear import Ear
from bot.core.voice.tongues import TONGUES

PERSON, EMERGENCY = "0", "112"
YES, AGAIN = "1", "2"
MORE, OTHER = "8", "9"
MOST_CHOICES = 7
"""What can be chosen by one key beside more, another question and a person."""
_MOST_MISSED = 3
_PERSON_WORDS = frozenset({"medewerker", "een medewerker", "employee", "a person", "person", "çalışan", "pracownik", "працівник", "موظف", "کارمند"})  # fmt: skip
_YES = frozenset({"ja", "ja hoor", "klopt", "yes", "yes please", "evet", "tak", "так", "نعم", "بله"})
_NO = frozenset({"nee", "no", "hayır", "nie", "ні", "لا", "نه"})
_SIGNS = re.compile(r"[^\w\s]+")


class CallRefusedError(KennispuntError):
    """The conversation does not take this now."""


class Calls:
    """Takes a call from one thing that happens to the next.

    Args:
        answering: the conversation.
        phrases: the sentences in each language.
        ear: writes them for the voice.
        languages: those that have a voice, in the order of their keys.
        heard: those in which is listened.
        person: the number to put through to; empty: there is nobody.
    """

    def __init__(
        self,
        answering: Answering,
        phrases: Phrases,
        ear: Ear,
        languages: Collection[Language],
        heard: Collection[Language],
        person: str = "",
    ) -> None:
        self._answering = answering
        self._phrases = phrases
        self._ear = ear
        self._languages = tuple(languages)
        self._heard = frozenset(heard)
        self._person = person

    def take(self, call: Call, event: Event) -> tuple[Call, Step]:  # noqa: PLR0911  # a case a line
        """What happens next, and the call after it."""
        words = _bare(event.text)
        if (event.kind is Happened.PRESSED and event.text == PERSON) or words in _PERSON_WORDS:
            return call, self._to_a_person(call)
        if event.text == EMERGENCY or (event.kind is Happened.SPOKE and self._answering.is_danger(event.text)):
            # Not read back first: whoever is in danger hears what helps.
            return self._answered(call, lambda now: self._answering.ask(now.conversation, event.text, now.language))
        if event.kind is Happened.STARTED:
            return call, self._which_language()
        if event.kind is Happened.NOTHING or not event.text.strip():
            return self._missed(call)
        call = replace(call, missed=0)
        match call.place:
            case Place.LANGUAGE:
                return self._language(call, event)
            case Place.SURE:
                return self._sure(call, event, words)
            case _ if event.kind is Happened.PRESSED:
                return self._pressed(call, event.text)
            case _:
                return self._read_back(call, event.text)

    def _which_language(self) -> Step:
        said = [
            self._translate("For this language, press {number}.", language, number=number)
            for number, language in enumerate(self._languages, 1)
        ]
        return Step(tuple(said), self._languages[0])

    def _language(self, call: Call, event: Event) -> tuple[Call, Step]:
        if event.text not in {str(number) for number in range(1, len(self._languages) + 1)}:
            return self._missed(call)
        language = self._languages[int(event.text) - 1]
        call = replace(call, language=language, conversation=self._answering.start(language), place=Place.ASK)
        return self._question(call)

    def _question(self, call: Call) -> tuple[Call, Step]:
        call = replace(call, place=Place.ASK, heard="", choices=())
        if call.language not in self._heard:
            return self._subjects(call)
        said = self._translate(
            "Ask your question after the tone. To hear the subjects, press 1. For a person, press 0.", call.language
        )
        return call, Step((said,), call.language, listens=True)

    def _subjects(self, call: Call) -> tuple[Call, Step]:
        menu = self._answering.menu(call.language)[:MOST_CHOICES]
        said = [
            SpokenPart(
                self._ear.write(f"{TONGUES[call.language].item.format(number)}{title}.", call.language), call.language
            )
            for number, (title, _) in enumerate(menu, 1)
        ]
        said.append(self._translate("Press a number. For a person, press 0.", call.language))
        return replace(call, place=Place.ANSWERED, choices=tuple(choice for _, choice in menu)), Step(
            tuple(said), call.language
        )

    def _read_back(self, call: Call, text: str) -> tuple[Call, Step]:
        said = self._translate(
            "I heard: {words}. If that is right, press 1. To say it again, press 2.",
            call.language,
            words=text.rstrip(".?!"),
        )
        return replace(call, place=Place.SURE, heard=text), Step((said,), call.language, listens=True)

    def _sure(self, call: Call, event: Event, words: str) -> tuple[Call, Step]:
        if event.text == YES or words in _YES:
            asked = call.heard
            return self._answered(call, lambda now: self._answering.ask(now.conversation, asked, now.language))
        if event.text == AGAIN or words in _NO:
            return self._question(call)
        if event.kind is Happened.SPOKE:  # said again at once
            return self._read_back(call, event.text)
        return self._missed(call)

    def _pressed(self, call: Call, key: str) -> tuple[Call, Step]:
        if call.place is Place.ASK:
            return self._subjects(call) if key == YES else self._missed(call)
        if key == OTHER:
            return self._question(call)
        if key == MORE and (last := self._answering.last(call.conversation)) is not None:
            return self._told(call, last, whole=True)
        if key.isdecimal() and 1 <= int(key) <= len(call.choices):
            chosen = call.choices[int(key) - 1]
            return self._answered(call, lambda now: self._answering.choose(now.conversation, chosen, now.language))
        return self._missed(call)

    def _answered(self, call: Call, reply_to: Callable[[Call], Reply]) -> tuple[Call, Step]:
        if not call.conversation:
            call = replace(call, conversation=self._answering.start(call.language))
        try:
            return self._told(call, reply_to(call))
        except CallRefusedError:
            said = self._translate(
                "That did not work. Please say it in another way, or press 0 for a person.", call.language
            )
            return replace(call, place=Place.ASK, heard=""), Step(
                (said,), call.language, listens=call.language in self._heard
            )

    def _told(self, call: Call, reply: Reply, *, whole: bool = False) -> tuple[Call, Step]:
        """An answer: in short, then what the keys do. Help in an emergency is said whole, and nothing is asked after it."""
        parts = reply.whole if whole and reply.whole else reply.spoken
        choices = tuple(choice.value for choice in reply.choices[:MOST_CHOICES])
        call = replace(call, place=Place.ANSWERED, heard="", choices=choices, missed=0)
        if is_help(reply.topic):
            after: tuple[SpokenPart, ...] = ()
        elif whole or not reply.whole:
            after = (self._translate("For another question, press 9. For a person, press 0.", call.language),)
        else:
            keys = self._translate(
                "For more, press 8. For another question, press 9. For a person, press 0.", call.language
            )
            parts, after = parts[:-1], (keys,)  # the last part asks whether to go on
        return call, Step((*parts, *after), call.language, listens=call.language in self._heard)

    def _missed(self, call: Call) -> tuple[Call, Step]:
        """Nothing came, or nothing that can be chosen here."""
        call = replace(call, missed=call.missed + 1)
        if call.missed >= _MOST_MISSED:
            return call, self._to_a_person(call)
        if call.place is Place.LANGUAGE:
            return call, self._which_language()
        said = self._translate("I did not understand that. Please try again, or press 0 for a person.", call.language)
        return call, Step((said,), call.language, listens=call.language in self._heard)

    def _to_a_person(self, call: Call) -> Step:
        if self._person:
            said = self._translate("You are put through to a person.", call.language)
            return Step((said,), call.language, person=self._person)
        said = self._translate(
            "Nobody can be reached at this number now. In danger, call 112. For other questions, go to your municipality. Goodbye.",
            call.language,
        )
        return Step((said,), call.language, ends=True)

    def _translate(self, said: str, language: Language, /, **values: object) -> SpokenPart:
        return SpokenPart(self._ear.write(self._phrases.translate(said, language, **values), language), language)


def _bare(text: str) -> str:
    return " ".join(_SIGNS.sub(" ", text.casefold()).split())
