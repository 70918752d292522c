"""What a person may send: read once at the door, refused with a code that page and API word for people."""

from __future__ import annotations

import re
from enum import StrEnum

from bot.contract import Language
from bot.core.errors import InvalidChoiceError
from bot.core.reply.choices import ChoiceValue

MAX_TEXT = 2000
"""Longest question in characters, after trimming."""
MAX_BODY_BYTES = 64 * 1024
"""Longest request body: a question of the greatest length in any script and encoding fits many times."""

LANGUAGE_TAG = (
    f"^({'|'.join(''.join(f'[{letter}{letter.upper()}]' for letter in language) for language in Language)})"
    "(-[A-Za-z0-9]{1,8})*$"
)
"""A BCP 47 tag of one of the service's languages, in any case, with whatever subtags."""
_TAG = re.compile(LANGUAGE_TAG.removeprefix("^").removesuffix("$"))
_BLANK_LINES = re.compile(r"\n{3,}")
# Characters that are no text. Cf is not among them: Persian needs the zero-width non-joiner, and right-to-left text its marks;
# nor is what this Python does not know yet (Cn), which may be next year's pictures.
_UNREADABLE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd"
# These too, which a dialect of patterns that knows nothing above U+FFFF cannot name: the description leaves them out.
_UNREADABLE_ABOVE = "\U000f0000-\U0010ffff"
# What `str.strip` takes off and is readable: written out, because every dialect of patterns has a `\s` of its own.
_BLANK = "\t\n\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
QUESTION = rf"^[{_BLANK}]*[^{_BLANK}/{_UNREADABLE}][^{_UNREADABLE}]*$"
"""What a person's words are, for the description of the API: readable characters, no slash before them."""
WORDS = rf"^[{_BLANK}]*([^{_BLANK}/{_UNREADABLE}][^{_UNREADABLE}]*)?$"
"""As `QUESTION`, or nothing."""
_NO_TEXT = re.compile(rf"[{_UNREADABLE}{_UNREADABLE_ABOVE}\ud800-\udfff]")
_SOMETHING = re.compile(r"[^\s?!.]")


class Refusal(StrEnum):
    """Why an input is refused; also the last part of a problem's type."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    UNREADABLE = "unreadable"
    COMMAND = "command"
    CHOICE = "choice"
    LANGUAGE = "language"
    SHAPE = "shape"


class InputError(ValueError):
    """An input that is refused; `field` names it for API clients."""

    def __init__(self, refusal: Refusal, field: str = "text") -> None:
        super().__init__(refusal)
        self.refusal = refusal
        self.field = field


def read_text(raw: str, *, field: str = "text", required: bool = True) -> str:
    """A person's words, trimmed.

    Raises InputError when empty (if required), too long, holding characters that are no text, or starting with the
    slash that Rasa takes as an instruction to itself.
    """
    if _NO_TEXT.search(raw):
        raise InputError(Refusal.UNREADABLE, field)
    text = _BLANK_LINES.sub("\n\n", raw.replace("\r\n", "\n")).strip()
    if required and not _SOMETHING.search(text):
        raise InputError(Refusal.EMPTY, field)
    if len(text) > MAX_TEXT:
        raise InputError(Refusal.TOO_LONG, field)
    if text.startswith("/"):
        raise InputError(Refusal.COMMAND, field)
    return text


def read_choice(raw: str) -> ChoiceValue:
    """A choice's value; raises InputError when it has not the form of one."""
    try:
        return ChoiceValue.parse(raw)
    except InvalidChoiceError as error:
        raise InputError(Refusal.CHOICE, "choice") from error


def language_of(tag: str) -> Language | None:
    """The service's language that a BCP 47 tag asks for ('nl', 'nl-NL', 'UK-ua'); None when it is none of them."""
    return Language(tag.partition("-")[0].lower()) if _TAG.fullmatch(tag) else None


def read_language(raw: str) -> Language:
    """As `language_of`; raises InputError when it is none of the service's languages."""
    language = language_of(raw)
    if language is None:
        raise InputError(Refusal.LANGUAGE, "language")
    return language


def printable(raw: str) -> str:
    """The text without what cannot be shown or encoded, to give back in a form field."""
    return _NO_TEXT.sub("", raw)[:MAX_BODY_BYTES]
