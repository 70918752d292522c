"""What is said aloud of a reply: first the answer in short, the whole when somebody wants more."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from bot.contract import Language
from bot.core.directory.contacts import Channel, ChannelKind, Contact
from bot.core.reply.phrases import Phrases
from bot.core.reply.reply import Block, BlockType, Reply, ReplyKind, SpokenPart
from bot.core.safety.detector import is_help
from bot.core.voice.addresses import web
from bot.core.voice.ear import Ear
from bot.core.voice.lexicon import SpokenWords
from bot.core.voice.markup import Line, LineKind, lines_of
from bot.core.voice.sentences import END
from bot.core.voice.tongue import Tongue
from bot.core.voice.tongues import TONGUES

FIRST_SECONDS = 20.0
"""The most that is said before somebody asks for more."""
_LONG_ENOUGH = 4
"""From so many words on, words in another language are worth a change of voice: a sentence, or the name of a form."""
_ASKS = frozenset({ReplyKind.QUESTION, ReplyKind.CHOICES})

type _Said = tuple[str, Language]


class Speaker:
    """Writes what is said aloud of a reply. `voices`: the languages that have one; others are said by the reply's own."""

    def __init__(
        self, phrases: Phrases, words: SpokenWords, voices: Collection[Language] = frozenset(Language)
    ) -> None:
        self._phrases = phrases
        self._ear = Ear(words)
        self._voices = frozenset(voices)

    def voiced(self, reply: Reply) -> Reply:
        """The reply with what is said of it at first, and with the whole where that is more."""
        lines = self._lines(reply)
        first, whole = self._spoken(reply, lines), self._spoken(reply, lines, whole=True)
        return replace(reply, spoken=first, whole=() if first == whole else whole)

    def speak(self, reply: Reply, *, whole: bool = False) -> tuple[SpokenPart, ...]:
        """What is said of a reply: at most about twenty seconds and a question whether to go on, or the `whole`.

        Help in an emergency is always said whole, and a question with all that can be chosen. Where the answer comes
        from is on the screen and is not said.
        """
        return self._spoken(reply, self._lines(reply), whole=whole)

    def _lines(self, reply: Reply) -> list[tuple[_Said, ...]]:
        """What is said of each block."""
        return [tuple(self._block(block)) for block in reply.blocks]

    def _spoken(
        self, reply: Reply, lines: Sequence[tuple[_Said, ...]], *, whole: bool = False
    ) -> tuple[SpokenPart, ...]:
        shown = [said for block, said in zip(reply.blocks, lines, strict=True) if whole or not block.behind]
        folded = len(shown) < len(reply.blocks)
        everything = [said for block in shown for said in block]
        choices = list(self._choices(reply))
        all_that_fits = not folded and _seconds(everything) <= FIRST_SECONDS
        if whole or is_help(reply.topic) or reply.kind in _ASKS or all_that_fits:
            return _merged([*everything, *choices])
        if folded:
            return (*_merged([*everything, *choices]), SpokenPart(TONGUES[reply.language].more, reply.language))
        more = TONGUES[reply.language].more
        return (*_merged([*self._first(reply, everything), *choices]), SpokenPart(more, reply.language))

    def for_ear(self, text: str, language: Language) -> str:
        """A text as it is said in this language."""
        return self._ear.write(text, language)

    def _first(self, reply: Reply, everything: Sequence[_Said]) -> Iterator[_Said]:
        """What has to be known beforehand, then the short form of the answer or else its first sentences."""
        if not reply.short:
            yield from _beginning(everything)
            return
        unchecked = self._phrases.translate(
            "Nobody has checked this translation yet. The Dutch text counts.", reply.language
        )
        written_in = reply.language
        for block in reply.blocks:
            if block.type is not BlockType.NOTICE:
                written_in = block.language
                break
            if block.text != unchecked:
                yield from self._block(block)
        yield from _beginning([(self._ear.write(reply.short, written_in), written_in)])

    def _block(self, block: Block) -> Iterator[_Said]:
        lines = lines_of(block)
        places = _places(lines)
        for line, (place, count) in zip(lines, places, strict=True):
            yield from self._line(line, block.language, place, count)
        for contact in block.contacts if block.type is BlockType.CONTACTS else ():
            yield self._ear.write(self._contact(contact, block.language), block.language), block.language

    def _line(self, line: Line, language: Language, place: int, count: int) -> Iterator[_Said]:
        tongue = TONGUES[language]
        if place == 1 and count > 1:
            form = tongue.steps if line.kind is LineKind.STEP else tongue.points
            yield _capital(form.format(tongue.count(count)), language), language
        inside = _capital(tongue.item.format(tongue.count(place)), language) if count > 1 else ""
        after_quote = False
        for text, spoken in line.stretches:
            if spoken is language or not self._has_own_voice(text, spoken, language):
                part = (
                    text
                    if spoken is not Language.DUTCH or spoken is language
                    else self._ear.dutch_inside(text, language)
                )
                inside += part.lstrip(' .,;:!?)"»”') if after_quote and not inside else part
                continue
            yield self._ear.write(inside.rstrip(' ("«“'), language), language
            yield self._ear.write(text, spoken), spoken
            inside, after_quote = "", True
        yield self._ear.write(inside, language), language

    def _has_own_voice(self, text: str, spoken: Language, around: Language) -> bool:
        """Whether words in another language are said by their own voice: many of them, or what no other voice can read."""
        if spoken not in self._voices:
            return False
        script = _script(text)
        if script not in {"LATIN", _script(TONGUES[around].more)}:
            return True
        return len(text.split()) >= _LONG_ENOUGH

    def _choices(self, reply: Reply) -> Iterator[_Said]:
        if not reply.choices:
            return
        tongue = TONGUES[reply.language]
        count = len(reply.choices)
        if count > 1:
            yield _capital(tongue.choices.format(tongue.count(count)), reply.language), reply.language
        for number, choice in enumerate(reply.choices, 1):
            name = _capital(tongue.item.format(tongue.count(number)), reply.language) if count > 1 else ""
            script = _script(choice.label)
            if script not in {"LATIN", _script(tongue.more)}:  # a language's own name, in its own script
                own = next((item for item in Language if item.own_name == choice.label), reply.language)
                yield self._ear.write(name.rstrip(), reply.language), reply.language
                yield self._ear.write(choice.label, own), own
            else:
                yield self._ear.write(f"{name}{choice.label}", reply.language), reply.language

    def _contact(self, contact: Contact, language: Language) -> str:
        owner = contact.owner_name + (f", {contact.desk}" if contact.desk else "")
        ways = [_way(channel, TONGUES[language]) for channel in contact.channels]
        return ": ".join([owner, "; ".join(ways)]) if ways else owner


def _way(channel: Channel, tongue: Tongue) -> str:
    return web(channel.value, tongue) if channel.kind is ChannelKind.WEBSITE else channel.value


def _places(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Per line its number in its list and how many items that has; one of one for a paragraph."""
    lists: dict[tuple[LineKind, int], list[int]] = {}
    for index, line in enumerate(lines):
        lists.setdefault((line.kind, index if line.kind is LineKind.PARAGRAPH else line.group), []).append(index)
    places = {index: (place, len(items)) for items in lists.values() for place, index in enumerate(items, 1)}
    return [places[index] for index in range(len(lines))]


def _beginning(everything: Sequence[_Said]) -> Iterator[_Said]:
    """The first sentences: at least one, and as many as fit."""
    left = FIRST_SECONDS
    for index, (text, language) in enumerate(everything):
        for number, sentence in enumerate(END.split(text)):
            left -= len(sentence) / TONGUES[language].pace
            if left < 0 and (index or number):
                return
            yield sentence, language


def _seconds(said: Iterable[_Said]) -> float:
    """About how long it takes to say."""
    return sum(len(text) / TONGUES[language].pace for text, language in said)


def _script(text: str) -> str:
    """The script of a text's first letter; Latin where it has none."""
    letter = next((character for character in text if character.isalpha()), "a")
    return unicodedata.name(letter, "LATIN").split()[0]


def _capital(text: str, language: Language) -> str:
    """With a capital at the start: a Dutch 'één' then loses its first accent, a Turkish 'iki' keeps its dot."""
    if language is Language.TURKISH and text.startswith("i"):
        return f"İ{text[1:]}"
    return f"E{text[1:]}" if text.startswith("é") else text[:1].upper() + text[1:]


def _merged(said: Iterable[_Said]) -> tuple[SpokenPart, ...]:
    """Neighbours in one language as one part, without empty ones."""
    merged: list[SpokenPart] = []
    for text, language in said:
        if not any(map(str.isalnum, text)):
            continue
        if merged and merged[-1].language is language:
            merged[-1] = SpokenPart(f"{merged[-1].text} {text}", language)
        else:
            merged.append(SpokenPart(text, language))
    return tuple(merged)
