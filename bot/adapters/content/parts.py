"""A topic's file taken apart into what an editor changes, and put together again: what is not changed stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from bot.adapters.content.facets import HEADING, LINE, UNKNOWN
from bot.adapters.content.front_matter import document_of
from bot.adapters.content.problems import Problems
from bot.core.texts.drafts import TextsError, Values, tidy

_FENCE = "---"
_KEY = re.compile(r"([A-Za-z_]\w*)\s*:")
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_KEYS = {
    "titel": "title",
    "kort": "short",
    "suggesties": "questions",
    "status": "status",
    "nagekeken": "reviewed_on",
    "geldig": "valid_until",
    "vertaling": "translation_reviewed",
}
"""Parts that stand at the head of a file, and the key of each."""
_DUTCH_ONLY = {"status", "nagekeken", "geldig"}
_OF_FACET = ("vragen", "soort", "onbekend", "tekst")
_NEW = "---\ntitle: ''\ntranslation_reviewed: false\nshort: ''\nquestions: []\n---\n"
"""A translation of which there is no file yet."""


@dataclass(frozen=True, slots=True)
class _Segment:
    """Some lines of the file, with their ends. `name`: the part, `vragen-N` for headings, empty for what is never changed."""

    name: str
    lines: tuple[str, ...]


class TextFile:
    """One file of a topic in one language. The numbers of its parts are those of the file as it was read, whatever is put.

    Args:
        text: the whole file; empty for a translation that is not there yet.
        name: how the file is called in what is wrong with it.
        dutch: whether it is the Dutch file, with the facts about the topic.

    Raises TextsError where the file cannot be read; its words say where.
    """

    def __init__(self, text: str, name: str, *, dutch: bool) -> None:
        self._end = "\r\n" if "\r\n" in text else "\n"
        self._name, self._dutch = name, dutch
        whole = text or _NEW
        self._mark = "\ufeff" if whole.startswith("\ufeff") else ""
        problems = Problems(Path("/inhoud"))
        document = document_of(whole.removeprefix("\ufeff").replace("\r\n", "\n"), Path("/inhoud", name), problems)
        if document is None:
            first = problems.found[0]
            raise TextsError(f"Het bestand {name} is niet te lezen. Regel {first.line}: {first.message}.")
        self._head = document.values
        self._segments = list(_segments(_lines(whole.removeprefix("\ufeff"))))

    @property
    def text(self) -> str:
        """The whole file."""
        return self._mark + "".join(line for segment in self._segments for line in segment.lines)

    @property
    def values(self) -> dict[str, str]:
        """The parts and their words."""
        found = {part: tidy(part, self._at_head(key)) for part, key in _KEYS.items() if self._has(part)}
        found["antwoord"] = ""
        for segment in self._segments:
            if segment.name == "antwoord" or segment.name.startswith("tekst-"):
                found[segment.name] = tidy(segment.name, "".join(segment.lines))
            elif segment.name.startswith("vragen-"):
                found |= _asked(segment)
        return found

    def put(self, values: Values) -> None:
        """Change these parts; a short answer that has neither questions nor words any more goes."""
        now = self.values
        for part, words in values.items():
            if words == now.get(part, ""):
                continue
            if part in _KEYS and self._has(part):
                self._put_at_head(_KEYS[part], words)
            elif part == "antwoord":
                self._put_words(part, words)
        for number in _numbers(values):
            parts = [f"{kind}-{number}" for kind in _OF_FACET]
            wanted = {part: values.get(part, now.get(part, "")) for part in parts}
            if any(words != now.get(part, "") for part, words in wanted.items()):
                self._put_facet(number, wanted, now)

    def part_at(self, line: int) -> str:
        """The part in which a line (from 1) of the file stands; empty where it is none of them."""
        for segment in self._segments:
            line -= len(segment.lines)
            if line <= 0:
                return segment.name
        return ""

    def _has(self, part: str) -> bool:
        return part not in _DUTCH_ONLY | {"vertaling"} or (part != "vertaling") == self._dutch

    def _at_head(self, key: str) -> str:
        value = self._head.get(key)
        if key == "translation_reviewed":
            return "ja" if value is True else "nee"
        if isinstance(value, list):
            return "\n".join(" ".join(str(item).split()) for item in value)
        return "" if value is None else str(value)

    def _put_at_head(self, key: str, words: str) -> None:
        name = next(part for part, own in _KEYS.items() if own == key)
        made = _Segment(name, tuple(f"{line}{self._end}" for line in _written(key, words)))
        for place, segment in enumerate(self._segments):
            if segment.name == name:
                self._segments[place] = made
                return
        fences = [place for place, segment in enumerate(self._segments) if segment.name == _FENCE]
        self._segments.insert(fences[1], made)

    def _put_words(self, name: str, words: str) -> None:
        """Other words in the place of an answer, between the blank lines that stood around it."""
        place = next((place for place, segment in enumerate(self._segments) if segment.name == name), None)
        lines = [f"{line}{self._end}" for line in words.split("\n")] if words else []
        if place is None:  # a short answer of which there was only the question
            head = next(
                place for place, one in enumerate(self._segments) if one.name == name.replace("tekst", "vragen")
            )
            self._segments.insert(head + 1, _Segment(name, (self._end, *lines, self._end)))
            return
        old = self._segments[place].lines
        full = [number for number, line in enumerate(old) if line.strip()]
        before, after = (old[: full[0]], old[full[-1] + 1 :]) if full else ((self._end,), old)
        if full and not old[-1].endswith("\n") and lines:
            lines[-1] = lines[-1].removesuffix(self._end)  # the file ended without a line end
        self._segments[place] = _Segment(name, (*before, *lines, *after))

    def _put_facet(self, number: int, wanted: Mapping[str, str], now: Values) -> None:
        asked, kind, unknown, words = (wanted[f"{part}-{number}"] for part in _OF_FACET)
        head, body = f"vragen-{number}", f"tekst-{number}"
        if not asked and not words:
            self._segments = [segment for segment in self._segments if segment.name not in {head, body}]
            return
        first, *more = asked.split("\n")
        mark = f"{kind}, {UNKNOWN}" if unknown == "ja" else kind
        lines = tuple(f"### {line}{self._end}" for line in (f"{first} {{{mark}}}", *more))
        place = next((place for place, segment in enumerate(self._segments) if segment.name == head), None)
        if place is None:
            self._end_with_a_blank_line()
            if not any(segment.name == LINE * 2 for segment in self._segments):
                self._segments.append(_Segment(LINE * 2, (f"{LINE}{self._end}", self._end)))
            said = tuple(f"{line}{self._end}" for line in words.split("\n"))
            self._segments += [_Segment(head, lines), _Segment(body, (self._end, *said))]
            return
        if any(wanted[f"{part}-{number}"] != now.get(f"{part}-{number}", "") for part in _OF_FACET[:3]):
            self._segments[place] = _Segment(head, lines)
        if words != now.get(body, ""):
            self._put_words(body, words)

    def _end_with_a_blank_line(self) -> None:
        last = self._segments[-1]
        lines = list(last.lines)
        if lines and not lines[-1].endswith("\n"):
            lines[-1] += self._end
        if lines and lines[-1].strip():
            lines.append(self._end)
        self._segments[-1] = replace(last, lines=tuple(lines))


def compact(values: Values) -> dict[str, str]:
    """The parts as they are numbered when they are read again: short answers without questions and words are gone."""
    found = {part: words for part, words in values.items() if part.rpartition("-")[0] not in _OF_FACET}
    place = 0
    for number in _numbers(values):
        if values.get(f"vragen-{number}") or values.get(f"tekst-{number}"):
            place += 1
            found |= {f"{kind}-{place}": values.get(f"{kind}-{number}", "") for kind in _OF_FACET}
    return found


def _numbers(values: Values) -> list[int]:
    """The short answers that these parts are of, in order."""
    found = {part.rpartition("-")[2] for part in values if part.rpartition("-")[0] in _OF_FACET}
    return sorted(int(number) for number in found if number.isdecimal())


def _lines(text: str) -> list[str]:
    """The lines with their ends: at line feeds alone, as the content is read."""
    *whole, last = text.split("\n")
    return [f"{line}\n" for line in whole] + ([last] if last else [])


def _segments(lines: list[str]) -> Iterator[_Segment]:
    end = next(number for number, line in enumerate(lines[1:], 1) if line.strip() == _FENCE)
    yield _Segment(_FENCE, (lines[0],))
    yield from _head(lines[1:end])
    yield _Segment(_FENCE, (lines[end],))
    rest = lines[end + 1 :]
    cut = next((number for number, line in enumerate(rest) if line.strip() == LINE), len(rest))
    yield _Segment("antwoord", tuple(rest[:cut]))
    if cut < len(rest):
        yield _Segment(LINE * 2, (rest[cut],))
        yield from _facets(rest[cut + 1 :])


def _head(lines: list[str]) -> Iterator[_Segment]:
    names = {key: part for part, key in _KEYS.items()}
    name, held = "", list[str]()
    for line in lines:
        key = _KEY.match(line)
        if key:
            yield from _without_end(name, held)
            name, held = names.get(key[1], ""), []
        held.append(line)
    yield from _without_end(name, held)


def _without_end(name: str, held: list[str]) -> Iterator[_Segment]:
    """A key's lines; remarks and blank lines after them are not its own."""
    full = [number for number, line in enumerate(held) if line.strip() and not line.startswith("#")]
    cut = full[-1] + 1 if full else 0
    if held[:cut]:
        yield _Segment(name, tuple(held[:cut]))
    if held[cut:]:
        yield _Segment("", tuple(held[cut:]))


def _facets(lines: list[str]) -> Iterator[_Segment]:
    """The same parts as `bot.adapters.content.facets` finds."""
    number, name, held = 0, "", list[str]()
    for line in lines:
        heading = HEADING.fullmatch(line.strip())
        in_head = name.startswith("vragen-")
        empty = in_head or not any(other.strip() for other in held)
        if heading and (number == 0 or heading["mark"] or not empty):
            if held:
                yield _Segment(name, tuple(held))
            number, name, held = number + 1, f"vragen-{number + 1}", []
        elif in_head and not heading and line.strip():
            head = [place for place, other in enumerate(held) if other.strip()][-1] + 1
            yield _Segment(name, tuple(held[:head]))
            name, held = f"tekst-{number}", held[head:]
        held.append(line)
    if held:
        yield _Segment(name, tuple(held))


def _asked(segment: _Segment) -> dict[str, str]:
    number = segment.name.rpartition("-")[2]
    headings = [match for line in segment.lines if (match := HEADING.fullmatch(line.strip()))]
    marks = [word.strip() for word in (headings[0]["mark"] or "").split(",")]
    return {
        f"vragen-{number}": tidy(segment.name, "\n".join(match["question"] for match in headings)),
        f"soort-{number}": next((word for word in marks if word and word != UNKNOWN), ""),
        f"onbekend-{number}": "ja" if UNKNOWN in marks else "nee",
        f"tekst-{number}": "",
    }


def _written(key: str, words: str) -> list[str]:
    """A key as YAML."""
    if key == "translation_reviewed":
        return [f"{key}: {'true' if words == 'ja' else 'false'}"]
    if key == "questions":
        return [f"{key}:", *(f"  - {_quoted(line)}" for line in words.split("\n"))] if words else [f"{key}: []"]
    if key == "short" and words:
        return [f"{key}: >-", f"  {words}"]
    plain = _DATE.fullmatch(words) if key in {"reviewed_on", "valid_until"} else _is_plain(words)
    return [f"{key}: {words if plain else _quoted(words)}"]


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def _is_plain(words: str) -> bool:
    try:
        return bool(yaml.load(f"k: {words}", Loader=yaml.CSafeLoader) == {"k": words})
    except (yaml.YAMLError, ValueError):
        return False
