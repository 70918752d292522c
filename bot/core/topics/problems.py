"""One mistake is told once: what follows from it is left out, and what stands in many places is told at the first.

A problem's `cause` is `<file>` or `<file>#<part>`: what should be there and is not. Problems with the same cause are one
mistake. A cause is explained when a problem of its own says what is wrong with that file or part.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from bot.core.topics.port import Problem


def told_once(problems: Iterable[Problem], explained: Collection[str] = ()) -> tuple[Problem, ...]:
    """The problems in the same order, without doubles and without what `explained` causes explain."""
    groups: dict[object, list[Problem]] = {}
    for problem in dict.fromkeys(problems):
        if not is_explained(problem.cause, explained):
            groups.setdefault(problem.cause or problem, []).append(problem)
    return tuple(_with_other_places(first, others) for first, *others in groups.values())


def is_explained(cause: str, explained: Collection[str]) -> bool:
    """Whether another problem already says what is wrong with this cause, or with the file that it is a part of."""
    return bool(cause) and (cause in explained or cause.partition("#")[0] in explained)


def _with_other_places(first: Problem, others: list[Problem]) -> Problem:
    places = dict.fromkeys(place for other in others for place in (other.place, *other.also))
    return replace(first, also=(*first.also, *places)) if others else first


def below(folder: str, problem: Problem) -> Problem:
    """The same problem with its paths as seen from one folder up."""
    return replace(problem, path=f"{folder}/{problem.path}", also=tuple(f"{folder}/{place}" for place in problem.also))
