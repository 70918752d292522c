"""A concept of a topic's words, what was taken of it, and why something cannot be done."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.contract import Language
from bot.core.errors import KennispuntError

_ONE_LINE = frozenset({"titel", "kort", "nagekeken", "geldig", "status", "vertaling", "soort", "onbekend"})
_LISTS = frozenset({"suggesties", "vragen", "meer-vragen"})

type Values = Mapping[str, str]
"""By the name of a part its words; an empty text where there are none.

`titel`, `kort`, `antwoord`, `suggesties` (one a line), `meer-vragen` (one a line), of each short answer `vragen-N`, `soort-N`,
`onbekend-N` (`ja` or `nee`) and `tekst-N`; of Dutch `status`, `nagekeken` and `geldig`, of others `vertaling` (`ja` or `nee`).
"""
type Texts = Mapping[Language, Mapping[str, Change]]
"""What a concept changes, by language and part."""


class TextsError(KennispuntError):
    """This cannot be done with a text; the words say why, in Dutch."""


class NotWrittenError(TextsError):
    """The content folder takes no change now."""


class DraftMovedError(KennispuntError):
    """Somebody else changed or decided the concept since it was read."""


class PartsClashError(KennispuntError):
    """Two people changed the same parts: `parts` names them, `now` has how all stand, `merged` what goes without a choice."""

    def __init__(self, parts: Sequence[str], now: Values, merged: Values, who: str) -> None:
        super().__init__(", ".join(parts))
        self.parts = tuple(parts)
        self.now = now
        self.merged = merged
        self.who = who


class FileMovedError(KennispuntError):
    """The file says something else than when the concept was begun: `moved` has those parts as they stand in it now."""

    def __init__(self, moved: Mapping[Language, Values]) -> None:
        super().__init__(", ".join(part for parts in moved.values() for part in parts))
        self.moved = moved


class FaultsError(KennispuntError):
    """The words have faults, so that they cannot be taken."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = tuple(faults)


class DraftState(StrEnum):
    """How a concept stands (the desk's own Dutch terms)."""

    OPEN = "concept"
    TAKEN = "aangenomen"
    REFUSED = "afgewezen"


@dataclass(frozen=True, slots=True)
class Change:
    """One part: how the file had it when somebody changed it first, and how the concept has it."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A concept of one topic, in one or more languages. `id` is 0 for one that is not kept yet."""

    id: int
    topic: str
    texts: Texts
    writers: tuple[str, ...]
    made_at: datetime
    changed_at: datetime
    why: str = ""
    state: DraftState = DraftState.OPEN
    version: int = 0
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: str = ""

    def changes(self, language: Language) -> Mapping[str, Change]:
        """What it changes in this language."""
        return self.texts.get(language, {})

    @property
    def teaches(self) -> bool:
        """Whether it changes questions that the service learns from: those wait for a training."""
        return any(is_learned(part) for changes in self.texts.values() for part in changes)


@dataclass(frozen=True, slots=True)
class FileChange:
    """A whole file before and after; `path` is below the content folder. Empty: there was none."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One change that was taken into the files. `undoes` is the number of the one that it takes back."""

    number: int
    made_at: datetime
    topic: str
    writers: tuple[str, ...]
    who: str
    """Who took it: the second reader, or the writer where nobody else could (`alone`)."""
    why: str
    files: tuple[FileChange, ...]
    alone: bool = False
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong, in Dutch. `language` and `part` say where in this topic's words; without them it is elsewhere.

    `blocks`: it comes of the change, so that this cannot be taken. What was there already blocks nothing.
    """

    message: str
    language: Language | None = None
    part: str = ""
    blocks: bool = True


def mark_of(words: str) -> str:
    """What tells these words from any other: the version of a part, as a form carries it."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def is_learned(part: str) -> bool:
    """Whether the service learns from this part, so that a change needs a training."""
    return part in {"suggesties", "meer-vragen"} or part.startswith("vragen-")


def merged(now: Values, typed: Values, seen: Values) -> tuple[dict[str, str], list[str]]:
    """The words of a form that others may have changed meanwhile, and the parts that both changed.

    Args:
        now: how the parts stand.
        typed: what came with the form; parts that are not in it stay.
        seen: by part the mark (`mark_of`) of what the form showed.
    """
    found, both = dict(now), []
    for part, words in typed.items():
        stands = now.get(part, "")
        if words == stands or mark_of(words) == seen.get(part):
            continue
        found[part] = words
        if seen.get(part) != mark_of(stands):
            both.append(part)
    return found, both


def tidy(part: str, words: str) -> str:
    """The words of a part as they are kept: those of one line on one line, of a list one a line, the rest as typed."""
    plain = without_noise(words)
    kind = part.rpartition("-")[0] if part[-1:].isdecimal() else part
    if kind in _ONE_LINE:
        return " ".join(plain.split())
    if kind in _LISTS:
        return "\n".join(" ".join(line.split()) for line in plain.split("\n") if line.strip())
    return plain


def without_noise(words: str) -> str:
    """Typed words with Unix line ends, no blank lines around them and no characters that are none (a form sends CRLF)."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = [
        "".join(letter for letter in line if letter == "\t" or letter.isprintable() or _joins(letter)) for line in lines
    ]
    while kept and not kept[0].strip():
        kept.pop(0)
    while kept and not kept[-1].strip():
        kept.pop()
    return "\n".join(kept)


def _joins(letter: str) -> bool:
    """Unprintable letters that words need: the joiners of Persian, marks of direction, spaces that do not break."""
    return letter in "\u200c\u200d\u200e\u200f\u00a0\u202f\u2009\u00ad"


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """The names in their order, each once."""
    return tuple(dict.fromkeys(name for name in names if name))
