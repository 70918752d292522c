"""The names as they are kept with a model."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bot.nlu.names.finder import NameFinder
from bot.nlu.text.cleaning import fold, words


def known_words(texts: Iterable[str], at_least: int = 2) -> set[str]:
    """Words that people use in questions: those in at least so many training texts."""
    counts: dict[str, int] = {}
    for text in texts:
        for word in {part for token in words(fold(text)) for part in (token, *token.replace("'", "-").split("-"))}:
            counts[word] = counts.get(word, 0) + 1
    return {word for word, count in counts.items() if count >= at_least}


class Names:
    """The name finder with the data that it was made of, so that it can be kept with a model."""

    FILE = "names.json"

    def __init__(
        self, lookups: Mapping[str, Sequence[str]], synonyms: Mapping[str, str], vocabulary: Iterable[str]
    ) -> None:
        self._data = {
            "lookups": {kind: list(names) for kind, names in lookups.items()},
            "synonyms": dict(synonyms),
            "vocabulary": sorted(vocabulary),
        }
        self.finder = NameFinder(lookups, synonyms, vocabulary)

    def save(self, folder: Path) -> None:
        """Write the data into the folder."""
        (folder / self.FILE).write_text(json.dumps(self._data, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Names:
        """Read what `save` wrote."""
        data = json.loads((folder / cls.FILE).read_text(encoding="utf-8"))
        return cls(data["lookups"], data["synonyms"], data["vocabulary"])
