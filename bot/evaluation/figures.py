"""Tables of measuring commands, put in their place in a document."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def circumstances() -> str:
    """On what, and how busy it was already: figures mean nothing without."""
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} kernen, belasting vooraf {os.getloadavg()[0]:.1f}"


def save(section: str, text: str, report: Path) -> None:
    """Put the text between the marks of this section; raises ValueError when the report has none."""
    marks = f"<!-- {section} -->", f"<!-- /{section} -->"
    kept = report.read_text(encoding="utf-8")
    pattern = re.compile(f"{re.escape(marks[0])}.*?{re.escape(marks[1])}", re.DOTALL)
    if not pattern.search(kept):
        raise ValueError(f"{report.name} has no place for {section}")
    report.write_text(pattern.sub(lambda _: f"{marks[0]}\n\n{text}\n\n{marks[1]}", kept), encoding="utf-8")
