"""Reports of mistakes as a file with one JSON object a line."""

from __future__ import annotations

import json
import threading
from datetime import date, datetime
from pathlib import Path

from bot.adapters.stores.whole import write_whole
from bot.contract import Language
from bot.core.reply.feedback import Report

_MOST = 2000
"""So many are kept; of more the oldest go."""


class ReportFile:
    """The ReportBox port on a file, which is made at the first report and written whole: it never holds what is past its day."""

    def __init__(self, path: Path, most: int = _MOST) -> None:
        self._path = path
        self._most = most
        self._lock = threading.Lock()

    def put(self, report: Report) -> None:
        """Keep it; raises OSError when the file cannot be written."""
        with self._lock:
            self._write([*self._read(report.given_at.date()), report][-self._most :])

    def forget(self, today: date) -> None:
        """Let go of those past their day; raises OSError when the file cannot be written."""
        with self._lock:
            if self._path.exists():
                self._write(self._read(today))

    def all(self, today: date) -> tuple[Report, ...]:
        """Those that are kept on this day, oldest first."""
        with self._lock:
            return tuple(self._read(today))

    def _write(self, kept: list[Report]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self._path, "".join(f"{_line(one)}\n" for one in kept).encode())

    def _read(self, today: date) -> list[Report]:
        if not self._path.exists():
            return []
        read = [_report(json.loads(line)) for line in self._path.read_text(encoding="utf-8").splitlines()]
        return [one for one in read if one.kept_until >= today]


def _line(report: Report) -> str:
    return json.dumps(
        {
            "number": report.number,
            "givenAt": report.given_at.isoformat(timespec="seconds"),
            "about": report.about,
            "comment": report.comment,
            "language": report.language,
        },
        ensure_ascii=False,
    )


def _report(data: dict[str, str]) -> Report:
    given_at = datetime.fromisoformat(data["givenAt"])
    return Report(data["number"], given_at, data["about"], data["comment"], Language(data["language"]))
