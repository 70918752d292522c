"""Feedback as a file with one JSON object a line."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path

from bot.adapters.stores.whole import write_whole
from bot.core.reply.feedback import Feedback

_MOST_BYTES = 20_000_000


class FeedbackFile:
    """The FeedbackBox port on a file, which is made at the first judgement.

    When the file has grown to `most_bytes` it becomes the earlier one (`feedback.earlier.jsonl`), and the one that was so
    before goes: on disk there is never more than twice as much.
    """

    def __init__(self, path: Path, most_bytes: int = _MOST_BYTES) -> None:
        self._path = path
        self._most_bytes = most_bytes
        self._earlier = path.with_suffix(f".earlier{path.suffix}")
        self._lock = threading.Lock()

    def put(self, feedback: Feedback) -> None:
        """Append a line; raises OSError when the file cannot be written."""
        line = json.dumps(
            {
                "givenAt": feedback.given_at.isoformat(timespec="seconds"),
                "helpful": feedback.helpful,
                "language": feedback.language,
                "topic": feedback.topic,
                "comment": feedback.comment,
            },
            ensure_ascii=False,
        )
        with self._lock:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._path.exists() and self._path.stat().st_size + len(line.encode()) >= self._most_bytes:
                self._path.replace(self._earlier)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")

    def forget_before(self, moment: datetime) -> int:
        """Forget what was given before this moment, and what cannot be read; returns how much. Raises OSError."""
        gone = 0
        with self._lock:
            for path in (self._path, self._earlier):
                if not path.is_file():
                    continue
                lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
                kept = [line for line in lines if _given_at(line) >= moment]
                gone += len(lines) - len(kept)
                if not kept:
                    path.unlink()
                elif len(kept) < len(lines):
                    write_whole(path, "".join(kept).encode())
        return gone


def _given_at(line: str) -> datetime:
    try:
        return datetime.fromisoformat(json.loads(line)["givenAt"])
    except (ValueError, KeyError, TypeError):
        return datetime.min.replace(tzinfo=UTC)
