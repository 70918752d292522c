"""Replies for the ear: no markup, no addresses to decipher, numbers and abbreviations as people say them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from bot.contract import Language
from bot.core.directory.contacts import ChannelKind, Contact
from bot.core.reply.phrases import Phrases, phrase
from bot.core.reply.reply import Block, BlockType, Reply, SpokenPart

_BLOCK_TAGS = frozenset({"p", "li", "h2", "h3", "ol", "ul"})
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w€])(?:\+31[\s-]?|0)\d(?:[\s-]?\d){7,10}(?!\w)")
_SHORT_NUMBER = re.compile(r"(?<![\w.€-])(?:0800[- ]\d{4}|11[23])(NL|\.nl)?(?![\w-]|\.\w)")
_MARKUP = re.compile(r"[*_#`]+|\[([^\]]*)\]\([^)]*\)")
_SPACES = re.compile(r"\s+")
_SPELLED = re.compile(
    r"\b(?:Wmo-zg|iWmo|Wmo|Zvw|Wlz|UWV|VNG|TOS|KNM|LTA|GGMD|NT2|CBS|CIZ|SZW|VWS|ZG|BSN|ISO)\b", re.IGNORECASE
)
_AS_WORD = {"DUO": "Duo", "PIP": "Pip"}
_WORDS = {
    Language.DUTCH: {"art.": "artikel", "nr.": "nummer", "bijv.": "bijvoorbeeld", "m.b.t.": "met betrekking tot", "o.a.": "onder andere", "i.v.m.": "in verband met", "ca.": "ongeveer", "t/m": "tot en met", "db": "decibel"},
    Language.ENGLISH: {"art.": "article", "nr.": "number", "no.": "number", "e.g.": "for example", "i.e.": "that is", "db": "decibel"},
}  # fmt: skip
_SHORT = 3
_AT, _DOT = phrase("at"), phrase("dot")


class Speaker:
    """Writes what is said aloud of a reply."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases

    def speak(self, reply: Reply) -> tuple[SpokenPart, ...]:
        """The reply's blocks, what can be chosen, and the names of the sources, each in its own language."""
        parts = [part for block in reply.blocks for part in self._block(block)]
        if reply.choices:
            labels = ", ".join(choice.label for choice in reply.choices)
            parts.append(
                (self._phrases.translate("You can choose: {choices}.", reply.language, choices=labels), reply.language)
            )
        if reply.sources:
            titles = ", ".join(source.title for source in reply.sources)
            parts.append((self._phrases.translate("Where this comes from:", reply.language), reply.language))
            parts.append((titles + ".", Language.DUTCH))  # sources bear Dutch titles
        return _merged((self.for_ear(text, language), language) for text, language in parts)

    def for_ear(self, text: str, language: Language) -> str:
        """A text as it is said in this language."""
        text = _MARKUP.sub(lambda match: match[1] or "", text)
        text = _EMAIL.sub(lambda match: self._address(match[0], language), text)
        text = _URL.sub("", text)
        text = _SHORT_NUMBER.sub(lambda match: self._short_number(match[0], language), text)
        text = _PHONE.sub(lambda match: _in_pairs(match[0]), text)
        for short, long in _WORDS.get(language, {}).items():
            text = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", long, text, flags=re.IGNORECASE)
        text = _SPELLED.sub(lambda match: " ".join(match[0].replace("-", "").upper()), text)
        for short, word in _AS_WORD.items():
            text = re.sub(rf"\b{short}\b", word, text)
        text = re.sub(r"^[–-]\s*", "", text, flags=re.MULTILINE)
        lines = (line.strip() for line in text.splitlines())
        whole = " ".join(line if line[-1] in ".!?:;,؟።" else f"{line}." for line in lines if line)
        return _SPACES.sub(" ", whole).strip()

    def _block(self, block: Block) -> Iterator[tuple[str, Language]]:
        if block.html and "lang=" in block.html:
            yield from _stretches(block.html, block.language)
        elif block.text:
            yield block.text, block.language
        if block.type is BlockType.CONTACTS:
            for contact in block.contacts:
                yield self._contact(contact, block.language), block.language

    def _contact(self, contact: Contact, language: Language) -> str:
        said = [contact.owner_name + (f", {contact.label}" if contact.label else "")]
        for channel in contact.channels:
            if channel.kind is ChannelKind.PHONE:
                said.append(_in_pairs(channel.value))
            elif channel.kind is ChannelKind.EMAIL:
                said.append(self._address(channel.value, language))
            else:
                host = re.sub(r"^(?:https?://)?(?:www\.)?", "", channel.value).split("/")[0]
                said.append(self._dotted(host, language))
        return ": ".join([said[0], "; ".join(said[1:])]) if said[1:] else said[0]

    def _short_number(self, number: str, language: Language) -> str:
        """A number of help digit by digit ('1 1 3'), with the letters of its address or its app ('1 1 2 N L')."""
        if len(digits := "".join(filter(str.isdigit, number))) > _SHORT:
            return _in_pairs(digits)
        rest = number[len(digits) :]
        return " ".join(digits) + (" " + " ".join(rest) if rest.isalpha() else self._dotted(rest, language))

    def _address(self, address: str, language: Language) -> str:
        at = self._phrases.translate(_AT, language)
        return f" {at} ".join(self._dotted(part, language) for part in address.split("@"))

    def _dotted(self, text: str, language: Language) -> str:
        return text.replace(".", f" {self._phrases.translate(_DOT, language)} ")


def _in_pairs(number: str) -> str:
    """A telephone number digit by digit, in pairs, so that it can be written down while listening."""
    digits = [character for character in number.replace("+31", "0") if character.isdigit()]
    return ", ".join(" ".join(digits[start : start + 2]) for start in range(0, len(digits), 2))


class _Stretches(HTMLParser):
    """Cuts trusted markup at changes of language and at the ends of paragraphs."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._languages = [language]
        self.found: list[tuple[str, Language]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element, and its language if it names one."""
        if tag in _BLOCK_TAGS:
            self._add("\n")
        if tag == "span":
            code = dict(attrs).get("lang")
            self._languages.append(Language(code) if code in set(Language) else self._languages[-1])

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag in _BLOCK_TAGS:
            self._add("\n")
        if tag == "span" and len(self._languages) > 1:
            self._languages.pop()

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self._add(data)

    def _add(self, text: str) -> None:
        language = self._languages[-1]
        if self.found and self.found[-1][1] is language:
            self.found[-1] = (self.found[-1][0] + text, language)
        else:
            self.found.append((text, language))


def _stretches(markup: str, language: Language) -> list[tuple[str, Language]]:
    parser = _Stretches(language)
    parser.feed(markup)
    parser.close()
    return [(text, spoken) for text, spoken in parser.found if text.strip()]


def _merged(parts: Iterable[tuple[str, Language]]) -> tuple[SpokenPart, ...]:
    """Neighbours in one language as one part, without empty ones."""
    merged: list[SpokenPart] = []
    for text, language in parts:
        if not text:
            continue
        if merged and merged[-1].language is language:
            merged[-1] = SpokenPart(f"{merged[-1].text} {text}", language)
        else:
            merged.append(SpokenPart(text, language))
    return tuple(merged)
