"""Tables of measuring commands: printed, and put in their place in docs/reliability.md."""

from __future__ import annotations

from pathlib import Path

from bot.evaluation import figures
from bot.evaluation.figures import circumstances, table

__all__ = ["REPORT", "circumstances", "save", "table"]

REPORT = Path(__file__).resolve().parent.parent / "docs" / "reliability.md"


def save(section: str, text: str, report: Path = REPORT) -> None:
    """As in `figures`, in this report unless another one is named."""
    figures.save(section, text, report)
