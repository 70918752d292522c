"""The figures as text, and what a change won and lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.evaluation.outcomes import EntityFigures, Figures, Outcome, Verdict, by, confusions, entity_figures

WORST = 15
_GOOD = {Verdict.RIGHT: 2, Verdict.OFFERED: 1, Verdict.UNSURE: 0, Verdict.REFUSED: -1, Verdict.WRONG: -1}


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that was measured in one run."""

    outcomes: tuple[Outcome, ...]
    training: dict[str, Any] | None
    """The cross-validation: examples understood by a model that never saw them (`bot.nlu.training.cross_validation`)."""


def lines(results: Results) -> Iterator[str]:
    """The whole report."""
    inside = [outcome for outcome in results.outcomes if not outcome.question.outside]
    outside = [outcome for outcome in results.outcomes if outcome.question.outside]
    yield _HEADER
    for group, outcomes in by(inside, lambda outcome: outcome.question.group).items():
        yield _figures_line(group, outcomes)
        languages = by(outcomes, lambda outcome: outcome.question.language)
        if len(languages) > 1:
            for language, part in languages.items():
                yield _figures_line(f"  {language}", part)
    if inside:
        yield _figures_line("alle vragen", inside)
    if outside:
        recognised = sum(outcome.verdict is Verdict.RIGHT for outcome in outside)
        refused = sum(outcome.verdict is Verdict.REFUSED for outcome in inside)
        yield ""
        yield f"Over iets anders herkend: {recognised} van {len(outside)} ({_percent(recognised, len(outside))})"
        for group, part in by(outside, lambda outcome: outcome.question.group).items():
            good = sum(outcome.verdict is Verdict.RIGHT for outcome in part)
            yield f"  {group:<28} {good} van {len(part)} ({_percent(good, len(part))})"
        yield f"Goede vragen geweigerd:   {refused} van {len(inside)} ({_percent(refused, len(inside))})"
    yield from _entity_lines(entity_figures(results.outcomes))
    if results.training:
        yield ""
        yield (
            f"Kruisvalidatie op {results.training['examples']} voorbeeldvragen: "
            f"eerste goed {results.training['top1']:.1%}, bij de eerste drie {results.training['top3']:.1%} "
            f"(geleerd van {results.training['trained']}; best passende temperatuur {results.training['temperature']:.1f})"
        )
    yield from _topic_lines(inside)
    worst = confusions(results.outcomes).most_common(WORST)
    if worst:
        yield ""
        yield "Vaakst verward (gevraagd -> geantwoord)"
        yield from (f"  {count:>3} x {wanted} -> {got}" for (wanted, got), count in worst)


_HEADER = f"{'':<30}{'aantal':>7}{'goed':>8}{'of aangeb.':>12}{'zeker fout':>12}{'geweigerd':>11}"


def _figures_line(name: str, outcomes: Sequence[Outcome]) -> str:
    figures = Figures.of(outcomes)
    return (
        f"{name:<30}{figures.count:>7}{figures.right:>8.1%}{figures.right_or_offered:>12.1%}"
        f"{figures.wrong:>12.1%}{figures.refused:>11.1%}"
    )


def _entity_lines(figures: EntityFigures) -> Iterator[str]:
    if not figures.expected:
        return
    yield ""
    yield (
        f"Namen: precisie {figures.precision:.1%} ({figures.found_right} van {figures.found} gevonden), "
        f"volledigheid {figures.recall:.1%} ({figures.found_right} van {figures.expected})"
    )
    yield from (f"  {miss}" for miss in figures.misses)


def _topic_lines(outcomes: Iterable[Outcome]) -> Iterator[str]:
    yield ""
    yield "Per onderwerp (alleen waar niet alles goed ging)"
    for topic, part in by(outcomes, lambda outcome: outcome.question.topics[0]).items():
        figures = Figures.of(part)
        if figures.right < 1:
            yield _figures_line(f"  {topic}"[:30], part)


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


def save(results: Results, path: Path) -> None:
    """Write each question's verdict, for `compare`."""
    rows = [
        {
            "group": outcome.question.group,
            "text": outcome.question.text,
            "verdict": outcome.verdict.value,
            "topic": outcome.reply.topic,
        }
        for outcome in results.outcomes
    ]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


def compare(results: Results, path: Path) -> Iterator[str]:
    """Question by question what was won and lost since the run that `save` wrote; raises OSError or ValueError for no such file."""
    before = {(row["group"], row["text"]): row for row in json.loads(path.read_text(encoding="utf-8"))}
    won: list[str] = []
    lost: list[str] = []
    for outcome in results.outcomes:
        old = before.get((outcome.question.group, outcome.question.text))
        if old is None or old["verdict"] == outcome.verdict:
            continue
        better = _GOOD[outcome.verdict] - _GOOD[Verdict(old["verdict"])]
        line = f"  {old['verdict']} ({old['topic']}) -> {outcome.verdict} ({outcome.reply.topic}): {outcome.question.text[:110]!r}"
        (won if better > 0 else lost).append(line)
    yield f"Gewonnen: {len(won)}"
    yield from won
    yield f"Verloren: {len(lost)}"
    yield from lost
