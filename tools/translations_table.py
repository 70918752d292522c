"""Write the table of translated topics in docs/translations.md again, from the content files."""

from __future__ import annotations

from pathlib import Path

from bot.adapters.content import ContentFiles
from bot.contract import Language
from bot.core.topics.port import Library
from bot.core.topics.topic import Topic

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "translations.md"
BEGIN = "<!-- tabel: gemaakt met tools/translations_table.py -->\n"
END = "<!-- einde van de tabel -->\n"
_TRANSLATED = [language for language in Language if language is not Language.DUTCH]


def table(library: Library) -> str:
    """How many topics each language has, and per topic whether its translation has been reviewed, as Markdown."""
    topics = sorted(library.topics().values(), key=lambda topic: topic.id)
    counts = [
        f"| `{language}` | {len(texts)} van {len(topics)} | {sum(text.reviewed_translation for text in texts)} |"
        for language in _TRANSLATED
        for texts in ([topic.texts[language] for topic in topics if language in topic.texts],)
    ]
    rows = [f"| {topic.id} | {' | '.join(_state(topic, language) for language in _TRANSLATED)} |" for topic in topics]
    return "\n".join(
        [
            "| Taal | Vertaalde onderwerpen | Nagekeken |",
            "| --- | --- | --- |",
            *counts,
            "",
            f"| Onderwerp | {' | '.join(f'`{language}`' for language in _TRANSLATED)} |",
            f"| --- |{' --- |' * len(_TRANSLATED)}",
            *rows,
            "",
        ]
    )


def _state(topic: Topic, language: Language) -> str:
    text = topic.texts.get(language)
    return "–" if text is None else "ja" if text.reviewed_translation else "nee"


def with_table(document: str, made: str) -> str:
    """The document with this table between its marks; raises ValueError when a mark is missing."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        msg = "docs/translations.md has lost a mark around its table"
        raise ValueError(msg)
    return f"{before}{BEGIN}\n{made}\n{END}{after}"


if __name__ == "__main__":
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(with_table(text, table(ContentFiles(ROOT / "content"))), encoding="utf-8")
