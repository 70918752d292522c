"""The confusions of a model as a picture (SVG) and a table (Markdown): which topic is taken for which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

CELL = 11
MARGIN = 210
ROWS = 25


def family(topic: str) -> str:
    """The topic itself, or the one it is a finer part of (`wmo-zg/functies/analyse` is `wmo-zg/functies`)."""
    return "/".join(topic.split("/")[:2])


def confusions(training: Mapping[str, Any]) -> tuple[list[str], Counter[tuple[str, str]], Counter[str]]:
    """Families of topics, how often one was taken for another, and how many questions each has."""
    counts: Counter[str] = Counter()
    for topic, count in training["counts"].items():
        counts[family(topic)] += count
    pairs: Counter[tuple[str, str]] = Counter()
    for wanted, got, count in training["confusions"]:
        if family(wanted) != family(got):
            pairs[family(wanted), family(got)] += count
    return sorted(counts), pairs, counts


def svg(training: Mapping[str, Any]) -> str:
    """A square a pair of topics: darker is oftener; the diagonal is what went right."""
    names, pairs, counts = confusions(training)
    wrong: Counter[str] = Counter()
    for (wanted, _), count in pairs.items():
        wrong[wanted] += count
    size = MARGIN + CELL * len(names) + 10
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" font-family="sans-serif" font-size="8">',
        "<title>Welk onderwerp voor welk ander wordt gehouden (rij: gevraagd, kolom: begrepen)</title>",
        f'<rect width="{size}" height="{size}" fill="#fff"/>',
    ]
    for row, wanted in enumerate(names):
        middle = MARGIN + CELL * row + CELL - 3
        parts.append(f'<text x="{MARGIN - 4}" y="{middle}" text-anchor="end">{escape(wanted)}</text>')
        parts.append(f'<text transform="translate({middle} {MARGIN - 4}) rotate(-90)">{escape(wanted)}</text>')
        for column, got in enumerate(names):
            share = (
                (counts[wanted] - wrong[wanted]) / counts[wanted]
                if row == column
                else pairs[wanted, got] / counts[wanted]
            )
            if share > 0:
                colour = "#154273" if row == column else "#b3261e"
                strength = share if row == column else min(1.0, 0.15 + share * 6)
                parts.append(
                    f'<rect x="{MARGIN + CELL * column}" y="{MARGIN + CELL * row}" width="{CELL - 1}" height="{CELL - 1}" '
                    f'fill="{colour}" fill-opacity="{strength:.2f}"/>'
                )
    return "\n".join([*parts, "</svg>"]) + "\n"


def table(training: Mapping[str, Any]) -> str:
    """The commonest confusions as a Markdown table."""
    _, pairs, counts = confusions(training)
    rows: Sequence[str] = [
        f"| {wanted} | {got} | {count} van {counts[wanted]} |" for (wanted, got), count in pairs.most_common(ROWS)
    ]
    return "\n".join(["| Gevraagd | Begrepen als | Hoe vaak |", "|---|---|---|", *rows]) + "\n"
