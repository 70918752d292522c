"""Conversations and short answers, measured through the running service: whole conversations, the fact first, the right language.

The forms are those of the development sets: `dialogues*.json`, `first-words*.jsonl`, `unknown*.jsonl`, `short-texts*.jsonl`.
"""

from __future__ import annotations

import json
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.contract import OUT_OF_SCOPE, Language
from bot.core.topics.opening import Opening, opening_of
from bot.evaluation.outcomes import unmet
from bot.evaluation.service import Service, read_reply
from bot.evaluation.sets import Question

Json = Mapping[str, Any]

FIRST_WORDS = 60
_ASIDE = ("picks", "language", "differs_from_previous")
_BEGINNINGS = {"ja": Opening.YES, "nee": Opening.NO, "hangt": Opening.DEPENDS}


@dataclass(frozen=True, slots=True)
class TurnHeld:
    """A turn of a conversation: what it was about, what did not hold, and what the reply was."""

    conversation: str
    phenomenon: str
    said: str
    failures: tuple[str, ...]
    topic: str | None
    sure: bool
    repeated: bool

    @property
    def wrong_as_sure(self) -> bool:
        """Whether something wrong was answered as if it were right."""
        return bool(self.failures) and self.sure


def hold(service: Service, folder: Path) -> list[TurnHeld]:
    """Every conversation of the folder, turn by turn."""
    held: list[TurnHeld] = []
    for path in sorted(folder.glob("dialogues*.json")):
        for item in json.loads(path.read_text(encoding="utf-8")):
            held += _one(service, f"{path.stem}/{item['id']}", item)
    return held


def _one(service: Service, name: str, item: Json) -> Iterator[TurnHeld]:
    started = service.start(item.get("lang", "nl"))
    previous: Json | None = None
    for turn in item["turns"]:
        raw = service.say_raw(started, turn["user"])
        expect = {**turn.get("expect", {}), **{key: turn[key] for key in _ASIDE if key in turn}}
        reply = read_reply(raw)
        wanted = {key: value for key, value in expect.items() if key not in _ASIDE}
        if reply.choices and not reply.answered and _offered(wanted, reply.choices):
            wanted = {key: value for key, value in wanted.items() if key not in {"topic", "topics_any"}}
        failures = [*unmet(wanted, reply)]
        if "language" in expect and raw["language"] != expect["language"]:
            failures.append(f"language: {expect['language']!r}, not {raw['language']!r}")
        if "picks" in expect and previous is not None:
            offered = [choice.get("topic") for choice in previous.get("choices") or ()]
            place = expect["picks"]
            if place >= len(offered) or not Question("", "", "", (offered[place] or "-",)).accepts(raw.get("topic")):
                failures.append(f"picks: {place} of {offered}, not {raw.get('topic')}")
        repeated = previous is not None and bool(_said(raw)) and _said(raw) == _said(previous)
        if expect.get("differs_from_previous") and repeated:
            failures.append("differs_from_previous")
        sure = reply.answered and not reply.unknown
        yield TurnHeld(
            name, turn.get("phenomenon", "-"), turn["user"], tuple(failures), raw.get("topic"), sure, repeated
        )
        previous = raw


def _offered(expect: Json, topics: Sequence[str]) -> bool:
    """Whether one of the topics that are offered is what the turn expects: asking back is right too."""
    expected = tuple(expect.get("topics_any") or ([expect["topic"]] if "topic" in expect else []))
    return any(Question("", "", "", expected).accepts(topic) for topic in topics[:3])


def _said(raw: Json) -> str:
    return "\n".join(block["text"] for block in raw.get("blocks") or () if block["type"] != "notice")


def lead_words(raw: Json) -> int:
    """Words before the whole answer."""
    shown = [block["text"] for block in raw["blocks"] if not block.get("behind")]
    return len(" ".join(shown).split())


def held_lines(held: Sequence[TurnHeld]) -> Iterator[str]:
    """The figures over conversations, by set, then by kind of follow-up, then every turn that did not hold."""
    for group, turns in _grouped(held, lambda turn: turn.conversation.partition("/")[0]).items():
        names = {turn.conversation for turn in turns}
        broken = {turn.conversation for turn in turns if turn.failures}
        right = sum(not turn.failures for turn in turns)
        wrong = sum(turn.wrong_as_sure for turn in turns)
        repeated = sum(turn.repeated for turn in turns)
        yield (
            f"{group}: gesprekken heel {len(names) - len(broken)} van {len(names)} ({_share(len(names) - len(broken), len(names))}); "
            f"beurten goed {_share(right, len(turns))}, fout alsof zeker {_share(wrong, len(turns))}, herhaald {repeated}"
        )
    yield "Per soort beurt: " + ", ".join(
        f"{kind} {sum(not turn.failures for turn in turns)}/{len(turns)}"
        for kind, turns in _grouped(held, lambda turn: turn.phenomenon).items()
    )
    for turn in held:
        if turn.failures:
            yield f"  {turn.conversation} [{turn.phenomenon}] «{turn.said[:70]}» → {turn.topic}: {'; '.join(turn.failures)}"


def fact_lines(service: Service, folder: Path) -> Iterator[str]:
    """Whether the fact that is asked for stands in the first words, and yes or no at the very beginning."""
    for path in sorted(folder.glob("first-words*.jsonl")):
        rows = _rows(path)
        good, begins, asked, flagged, words, misses = 0, 0, 0, 0, [], []
        for row in rows:
            raw = service.say_raw(service.start(row["lang"]), row["text"])
            first = " ".join(" ".join(block["text"] for block in raw["blocks"]).split()[:FIRST_WORDS]).casefold()
            right = Question("", "", "", (row["topic"], *row["also"])).accepts(raw["topic"])
            has = any(part.casefold() in first for part in row["must_any"])
            good += has and right
            flagged += raw["unknown"] == row["unknown"]
            words.append(lead_words(raw))
            begun = True
            if row["yesno"]:
                asked += 1
                begun = opening_of(first, Language(raw["language"])) is _BEGINNINGS[row["yesno"]]
                begins += begun
            if not (has and right and begun and raw["unknown"] == row["unknown"]):
                misses.append(
                    f"  «{row['text']}» → {raw['topic']}#{raw.get('facet')} "
                    f"({'' if right else 'ander onderwerp; '}{'' if has else f'niet: {row["must_any"]}; '}"
                    f"{'' if begun else 'begint niet met ' + row['yesno'] + '; '}onbekend {raw['unknown']}): {first[:90]}"
                )
        yield (
            f"{path.stem}: feit in de eerste {FIRST_WORDS} woorden, goed onderwerp {_share(good, len(rows))}; "
            f"begint met ja, nee of dat hangt af {_share(begins, asked)}; onbekend goed gezegd {_share(flagged, len(rows))}; "
            f"woorden vóór het hele antwoord: midden {statistics.median(words):.0f}, 95% {_high(words)}"
        )
        yield from misses


def unknown_lines(service: Service, folder: Path) -> Iterator[str]:
    """Whether what is not known is said to be, and near misses are not answered."""
    for path in sorted(folder.glob("unknown*.jsonl")):
        rows = _rows(path)
        flagged, unknown, answered, outside, misses = 0, 0, 0, 0, []
        for row in rows:
            raw = service.say_raw(service.start(row["lang"]), row["text"])
            reply = read_reply(raw)
            if row["expect"] == "unknown":
                unknown += 1
                flagged += raw["unknown"]
                good = raw["unknown"]
            else:
                outside += 1
                wrong = reply.answered and not raw["unknown"] and raw["topic"] != OUT_OF_SCOPE
                answered += wrong
                good = not wrong
            if not good:
                misses.append(
                    f"  «{row['text']}» ({row['expect']}) → {raw['topic']}#{raw.get('facet')}: {_said(raw)[:100]}"
                )
        yield (
            f"{path.stem}: als onbekend gemeld {_share(flagged, unknown)}; bijna-missers beantwoord {_share(answered, outside)}"
        )
        yield from misses


def language_lines(service: Service, folder: Path) -> Iterator[str]:
    """Whether the reply to a short text is in the language that the conversation has."""
    for path in sorted(folder.glob("short-texts*.jsonl")):
        rows = _rows(path)
        misses = []
        for row in rows:
            raw = service.say_raw(service.start(row["page"]), row["text"])
            if raw["language"] != row["language"]:
                misses.append(f"  «{row['text']}» op een pagina in {row['page']} → {raw['language']}")
        yield f"{path.stem}: in de goede taal {_share(len(rows) - len(misses), len(rows))} van {len(rows)}"
        yield from misses


def lines(service: Service, folder: Path) -> Iterator[str]:
    """All of it."""
    yield from held_lines(hold(service, folder))
    yield ""
    yield from fact_lines(service, folder)
    yield ""
    yield from unknown_lines(service, folder)
    yield ""
    yield from language_lines(service, folder)


def _grouped[Item](items: Iterable[Item], key: Any) -> dict[str, list[Item]]:  # noqa: ANN401  # a function of the item
    groups: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return dict(sorted(groups.items()))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


def _high(words: Sequence[int]) -> int:
    return sorted(words)[int(0.95 * (len(words) - 1))] if words else 0
