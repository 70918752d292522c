"""Feedback as a file with one JSON object a line."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from bot.core.reply.feedback import Feedback


class FeedbackFile:
    """The FeedbackBox port on a file, which is made at the first judgement."""

    def __init__(self, path: Path) -> None:
        self._path = path
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
            with self._path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
