"""What `tools.danger_weights` learns from: every example question, with the help topic it belongs to or none, a line of JSON each."""

from __future__ import annotations

import json
import sys

from bot.adapters.content import ContentFiles
from bot.adapters.danger_files import lookalikes
from bot.contract import Language
from bot.core.safety.detector import is_help
from bot.settings import Settings


def main() -> None:
    """Write the examples to standard output."""
    settings = Settings.from_env()
    kinds: dict[str, str] = {}
    for topic in ContentFiles(settings.content_dir).topics().values():
        for language in Language:
            for question in topic.questions_in(language):
                kinds.setdefault(question, topic.id if is_help(topic.id) else "")
    for text in lookalikes(settings.data_dir / "nood"):
        kinds.setdefault(text, "")
    for text, kind in kinds.items():
        sys.stdout.write(json.dumps({"text": text, "kind": kind}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
