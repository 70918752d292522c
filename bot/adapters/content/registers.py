"""`sources.yml` and `grounds.yml`: what answers rest on."""

from __future__ import annotations

from pathlib import Path

from bot.adapters.content.fields import Fields
from bot.adapters.content.front_matter import Document, read_mapping, read_text
from bot.adapters.content.problems import Problems
from bot.core.topics.topic import Certainty, Evidence, Ground, Seen, Source

_UNDATED = "onbekend"
_EVIDENCE_FORM = (
    'schrijf een regel onder \'evidence\' als {fact: "…", words: "de woorden van de bron"}; '
    "ontbreken die woorden, zeg dan met 'seen' waarom"
)


def read_sources(root: Path, problems: Problems) -> dict[str, Source]:
    """Every source by id, in the file's order. Without a date one must say `date: onbekend`."""
    sources = {}
    path = root / "sources.yml"
    for source_id, fields in _entries(path, problems):
        fields.only({"title", "publisher", "date", "url", "evidence"})
        undated = fields.document.values.get("date") == _UNDATED
        url = str(fields.document.values.get("url") or "")
        if url and not url.startswith(("https://", "http://")):
            fields.fail("url", f"bron '{source_id}': het adres '{url}' begint niet met https://")
        evidence = _evidence(fields)
        if not fields.has("evidence"):
            fields.fail("evidence", f"bron '{source_id}' heeft geen enkele regel onder 'evidence'")
        sources[source_id] = Source(
            id=source_id,
            title=fields.text("title"),
            publisher=fields.text("publisher"),
            date=None if undated else fields.partial_date("date"),
            url=url,
            evidence=evidence,
        )
    if not sources and not problems.explains("sources.yml"):
        problems.add(path, 0, "er staat geen enkele bron in dit bestand")
        problems.explain(path)
    return sources


def _evidence(fields: Fields) -> tuple[Evidence, ...]:
    """The facts of one source, each with the source's own words (or why they are not here) and how certain it is."""
    items = fields.document.values.get("evidence") or []
    if not isinstance(items, list):
        fields.fail("evidence", "'evidence' hoort een lijst te zijn (regels met '- ')")
        return ()
    found = []
    for index, item in enumerate(items):
        key = f"evidence.{index}"
        if isinstance(item, dict) and "fact" in item:
            lines = {
                name.removeprefix(f"{key}."): line
                for name, line in fields.document.lines.items()
                if name.startswith(f"{key}.")
            }
            own = Document(
                fields.document.path,
                {str(name): value for name, value in item.items()},
                lines,
                first_line=fields.document.line(key),
            )
            found.append(_fact(Fields(own, fields.problems)))
        else:
            fields.fail(key, _EVIDENCE_FORM)
    return tuple(found)


def _fact(fields: Fields) -> Evidence:
    fields.only({"fact", "words", "certainty", "seen"})
    if not fields.has("words") and not fields.has("seen"):
        fields.fail(
            "words",
            f"'words' ontbreekt: neem de woorden van de bron over, of zeg met 'seen' waarom zij er niet zijn ({', '.join(Seen)})",
        )
    elif fields.has("words") and fields.has("seen"):
        fields.fail("seen", "'seen' staat er alleen als 'words' ontbreekt")
    return Evidence(
        fact=fields.text("fact"),
        words=fields.text("words") if fields.has("words") else "",
        certainty=fields.choice("certainty", Certainty, Certainty.SURE) if fields.has("certainty") else Certainty.SURE,
        seen=fields.choice("seen", Seen, Seen.SUMMARY) if fields.has("seen") else None,
    )


def read_grounds(root: Path, sources: dict[str, Source], problems: Problems) -> dict[str, Ground]:
    """Every mandate or contract that has ended, by id."""
    grounds = {}
    path = root / "grounds.yml"
    if problems.explains("sources.yml"):
        problems.explain(path)
    for ground_id, fields in _entries(path, problems):
        fields.only({"title", "ended", "source"})
        title, ended, source_id = fields.text("title"), fields.full_date("ended"), fields.text("source")
        if source_id not in sources:
            fields.fail("source", f"bron '{source_id}' staat niet in sources.yml", cause=f"sources.yml#{source_id}")
        elif ended is not None:
            grounds[ground_id] = Ground(ground_id, title, ended, sources[source_id])
        if ground_id not in grounds:
            problems.explain(path, ground_id)
    return grounds


def _entries(path: Path, problems: Problems) -> list[tuple[str, Fields]]:
    text = read_text(path, problems)
    parsed = read_mapping(text, path, problems) if text is not None else None
    if parsed is None:
        problems.explain(path)
        return []
    values, lines = parsed
    entries = []
    for key, value in values.items():
        if isinstance(value, dict):
            own = {name.removeprefix(f"{key}."): line for name, line in lines.items() if name.startswith(f"{key}.")}
            entry = Document(path, {str(name): item for name, item in value.items()}, own, first_line=lines[key])
            entries.append((key, Fields(entry, problems)))
        else:
            problems.add(path, lines[key], f"'{key}' hoort gegevens te hebben (title, …)")
            problems.explain(path, key)
    return entries
