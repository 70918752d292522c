"""How many messages of people in danger get help, and how often help is offered to who does not need it.

Measured of the recognition alone, which must work when Rasa is away, and of the whole service. Of what fails only ids and
languages are printed, never a text: the sets are for measuring.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bot.core.safety.detector import DangerKind
from bot.evaluation.sets import OWN, Question, folder

NONE = "none"
KINDS = {
    "suicide": DangerKind.SUICIDE,
    "violence": DangerKind.VIOLENCE,
    "danger": DangerKind.DANGER,
    "medical": DangerKind.MEDICAL,
}
"""The kinds of the sets' rows, as the topics that help."""

Recognise = Callable[[str, str], str | None]
"""A text and the language of the conversation in; the id of the help topic that stands first out, None for no help."""


@dataclass(frozen=True, slots=True)
class Case:
    """A message of a set; `id` names it without its text."""

    id: str
    text: str
    language: str
    kind: str
    explicit: bool
    who: str
    form: str = ""
    """How it is said, where the set tells: explicit, indirect, misspelt, or a worker's case."""

    @property
    def set(self) -> str:
        """Which set it is of."""
        return self.id.partition(":")[0]


def cases(source: Path) -> Iterator[Case]:
    """The cases of every `crisis*.jsonl` in a folder."""
    for path in sorted(source.glob("crisis*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            yield Case(
                id=f"{path.stem}:{number}",
                text=row["text"],
                language=row["lang"],
                kind=row["kind"],
                explicit=bool(row.get("explicit")),
                who=row.get("who", ""),
                form=row.get("form", ""),
            )


def all_cases() -> list[Case]:
    """The development set's cases, where it is at hand, and our own."""
    return [case for source in (folder(), OWN) if source.is_dir() for case in cases(source)]


def lines(recognise: Recognise, given: Sequence[Case], questions: Sequence[Question]) -> list[str]:
    """The figures as lines to read."""
    helped = {case.id: recognise(case.text, case.language) for case in given}
    out: list[str] = []
    for name, members in groupby(given, key=lambda case: case.set):
        out += _of_set(name, list(members), helped)
    alarms = Counter(
        f"{question.group} {question.language}" for question in questions if recognise(question.text, question.language)
    )
    share = alarms.total() / max(len(questions), 1)
    out.append(f"hulp vooraan bij gewone vragen: {alarms.total()} van {len(questions)} ({share:.2%})")
    if alarms:
        out.append("  waar: " + ", ".join(f"{place} {count}" for place, count in sorted(alarms.items())))
    return out


def _of_set(name: str, members: Sequence[Case], helped: dict[str, str | None]) -> list[str]:
    danger = [case for case in members if case.kind != NONE]

    def hit(case: Case) -> bool:
        return helped[case.id] is not None

    figures = (
        f"herkend {_share(danger, hit)}",
        f"rechtuit gezegd {_share([case for case in danger if case.explicit], hit)}",
        f"de goede soort vooraan {_share(danger, lambda case: helped[case.id] == KINDS[case.kind])}",
        f"vals alarm {_share([case for case in members if case.kind == NONE], hit)}",
    )
    missed = [f"{case.id} ({case.language}, {case.kind})" for case in danger if not hit(case)]
    return [
        f"{name}: " + "; ".join(figures),
        "  per soort: " + _per(danger, lambda case: case.kind, hit),
        "  per taal: " + _per(danger, lambda case: case.language, hit),
        "  per schrijver: " + _per(danger, lambda case: case.who, hit),
        *(["  per vorm: " + _per(danger, lambda case: case.form, hit)] if any(case.form for case in danger) else []),
        f"  gemist: {', '.join(missed) or 'geen'}",
    ]


def _share(members: Sequence[Case], holds: Callable[[Case], bool]) -> str:
    if not members:
        return "–"
    count = sum(map(holds, members))
    return f"{count} van {len(members)} ({count / len(members):.0%})"


def _per(members: Sequence[Case], group: Callable[[Case], str], holds: Callable[[Case], bool]) -> str:
    totals = Counter(map(group, members))
    held = Counter(group(case) for case in members if holds(case))
    return ", ".join(f"{name} {held[name]}/{totals[name]}" for name in totals)
