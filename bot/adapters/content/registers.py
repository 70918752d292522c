"""`sources.yml` and `grounds.yml`: what answers rest on."""

from __future__ import annotations

from pathlib import Path

from bot.adapters.content.fields import Fields
from bot.adapters.content.front_matter import Document, Problems, read_mapping, read_text
from bot.core.topics import Ground, Source

_UNDATED = "onbekend"


def read_sources(root: Path, problems: Problems) -> dict[str, Source]:
    """Every source by id, in the file's order. Without a date one must say `date: onbekend`."""
    sources = {}
    for source_id, fields in _entries(root / "sources.yml", problems):
        fields.only({"title", "publisher", "date", "url", "evidence"})
        undated = fields.document.values.get("date") == _UNDATED
        url = str(fields.document.values.get("url") or "")
        if url and not url.startswith(("https://", "http://")):
            fields.fail("url", f"bron '{source_id}': het adres '{url}' begint niet met https://")
        if not fields.texts("evidence"):
            fields.fail("evidence", f"bron '{source_id}' heeft geen enkele regel onder 'evidence'")
        sources[source_id] = Source(
            id=source_id,
            title=fields.text("title"),
            publisher=fields.text("publisher"),
            date=None if undated else fields.partial_date("date"),
            url=url,
            evidence=fields.texts("evidence"),
        )
    return sources


def read_grounds(root: Path, sources: dict[str, Source], problems: Problems) -> dict[str, Ground]:
    """Every mandate or contract that has ended, by id."""
    grounds = {}
    for ground_id, fields in _entries(root / "grounds.yml", problems):
        fields.only({"title", "ended", "source"})
        title, ended, source_id = fields.text("title"), fields.full_date("ended"), fields.text("source")
        if source_id not in sources:
            fields.fail("source", f"bron '{source_id}' staat niet in sources.yml")
        elif ended is not None:
            grounds[ground_id] = Ground(ground_id, title, ended, sources[source_id])
    return grounds


def _entries(path: Path, problems: Problems) -> list[tuple[str, Fields]]:
    text = read_text(path, problems)
    parsed = read_mapping(text, path, problems) if text is not None else None
    if parsed is None:
        return []
    values, lines = parsed
    entries = []
    for key, value in values.items():
        if isinstance(value, dict):
            # A mistake inside an entry points at the entry's first line: near enough to find it.
            entry = Document(path, {str(name): item for name, item in value.items()}, {}, first_line=lines[key])
            entries.append((key, Fields(entry, problems)))
        else:
            problems.add(path, lines[key], f"'{key}' hoort gegevens te hebben (title, …)")
    return entries
