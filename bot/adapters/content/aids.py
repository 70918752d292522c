"""`aids/<id>.yml`: decision aids, read and checked like everything else in the content."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from bot.adapters.content.front_matter import read_mapping, read_text
from bot.adapters.content.problems import Problems
from bot.contract import Language
from bot.core.topics.decision_aids import DecisionAid, Option, Outcome, Step, Words
from bot.core.topics.topic import Source

_ID = re.compile(r"[a-z0-9-]{1,24}")
_FEWEST_OPTIONS = 2
_LONGEST_PATH = 79
"""What fits in a choice (`bot.core.reply.choices`)."""


def read_aids(
    root: Path, sources: Mapping[str, Source], topics: Collection[str], problems: Problems
) -> dict[str, DecisionAid]:
    """Every aid by id; one with mistakes is noted and left out."""
    aids = {}
    for path in sorted((root / "aids").glob("*.yml")):
        before = len(problems.found)
        aid = _Reader(path, sources, topics, problems).read()
        if aid is not None and len(problems.found) == before:
            aids[aid.id] = aid
    return aids


class _Reader:
    """Reads one file; every mistake is noted with the line on which the part in question begins."""

    def __init__(self, path: Path, sources: Mapping[str, Source], topics: Collection[str], problems: Problems) -> None:
        self._path = path
        self._sources = sources
        self._topics = topics
        self._problems = problems
        self._lines: list[str] = []

    def read(self) -> DecisionAid | None:
        text = read_text(self._path, self._problems)
        parsed = read_mapping(text, self._path, self._problems) if text is not None else None
        if text is None or parsed is None:
            return None
        self._lines = text.split("\n")
        values, _ = parsed
        for key in values.keys() - {"topic", "title", "start", "steps", "outcomes"}:
            self._fail(key, f"onbekende sleutel '{key}'")
        topic, start = str(values.get("topic") or ""), str(values.get("start") or "")
        if topic not in self._topics:
            self._fail("topic", f"onderwerp '{topic}' bestaat niet", cause=f"nl/{topic}.md")
        steps = {name: self._step(name, value) for name, value in self._mapping(values, "steps").items()}
        outcomes = {name: self._outcome(name, value) for name, value in self._mapping(values, "outcomes").items()}
        aid = DecisionAid(
            id=self._path.stem,
            topic=topic,
            title=self._words(values.get("title"), "title"),
            start=start,
            steps=steps,
            outcomes=outcomes,
            path=self._path.relative_to(self._problems.root.parent).as_posix(),
        )
        self._check_shape(aid)
        return aid

    def _step(self, name: str, value: Any) -> Step:  # noqa: ANN401  # whatever YAML held
        fields = self._entry(value, name, {"question", "options", "sources"})
        options = fields.get("options")
        found = []
        for option in options if isinstance(options, list) else []:
            inner = self._entry(option, name, {"id", "label", "next"})
            option_id = str(inner.get("id") or "")
            if not _ID.fullmatch(option_id):
                self._fail(name, f"stap '{name}': '{option_id}' is geen goede id (kleine letters, cijfers, streepjes)")
            found.append(Option(option_id, self._words(inner.get("label"), name), str(inner.get("next") or "")))
        if len(found) < _FEWEST_OPTIONS:
            self._fail(name, f"stap '{name}' heeft minstens twee antwoorden nodig")
        if len({option.id for option in found}) < len(found):
            self._fail(name, f"stap '{name}' heeft twee antwoorden met dezelfde id")
        question = self._words(fields.get("question"), name)
        return Step(name, question, tuple(found), self._cited(fields.get("sources"), name))

    def _outcome(self, name: str, value: Any) -> Outcome:  # noqa: ANN401  # whatever YAML held
        fields = self._entry(value, name, {"text", "actions", "sources", "related"})
        related = fields.get("related") or []
        for topic in related:
            if topic not in self._topics:
                self._fail(name, f"onderwerp '{topic}' bestaat niet", cause=f"nl/{topic}.md")
        actions = tuple(self._words(action, name) for action in fields.get("actions") or [])
        if not actions:
            self._fail(name, f"uitkomst '{name}' zegt niet wat de lezer kan doen ('actions')")
        sources = self._cited(fields.get("sources"), name)
        return Outcome(name, self._words(fields.get("text"), name), actions, sources, tuple(related))

    def _check_shape(self, aid: DecisionAid) -> None:
        """Every arrow leads somewhere, nothing is out of reach, and no path goes round."""
        known = {*aid.steps, *aid.outcomes}
        if aid.start not in aid.steps:
            self._fail("start", f"'start' noemt stap '{aid.start}', die er niet is")
            return
        for step in aid.steps.values():
            for option in step.options:
                if option.leads_to not in known:
                    self._fail(step.id, f"antwoord '{option.id}' leidt naar '{option.leads_to}', dat er niet is")
                    return
        reached: set[str] = set()
        self._walk(aid, aid.start, aid.id, (), reached)
        for name in sorted(known - reached):
            self._fail(name, f"'{name}' wordt nooit bereikt")

    def _walk(self, aid: DecisionAid, name: str, path: str, above: tuple[str, ...], reached: set[str]) -> None:
        reached.add(name)
        if name in above:
            self._fail(name, f"stap '{name}' komt bij zichzelf terug")
        elif len(path) > _LONGEST_PATH:
            self._fail(name, "deze weg is te lang; gebruik kortere id's of minder stappen")
        elif name in aid.steps:
            for option in aid.steps[name].options:
                self._walk(aid, option.leads_to, f"{path}.{option.id}", (*above, name), reached)

    def _cited(self, value: Any, name: str) -> tuple[Source, ...]:  # noqa: ANN401  # whatever YAML held
        ids = value if isinstance(value, list) else []
        if not ids:
            self._fail(name, f"bron ontbreekt bij '{name}'")
        for source_id in ids:
            if source_id not in self._sources:
                self._fail(name, f"bron '{source_id}' staat niet in sources.yml", cause=f"sources.yml#{source_id}")
        return tuple(self._sources[source_id] for source_id in ids if source_id in self._sources)

    def _words(self, value: Any, name: str) -> Words:  # noqa: ANN401  # whatever YAML held
        texts = {}
        for language, text in value.items() if isinstance(value, dict) else ():
            if language not in set(Language):
                self._fail(name, f"'{language}' is geen taal van het kennispunt")
            elif isinstance(text, str) and text.strip():
                texts[Language(language)] = " ".join(text.split())
        for needed in (Language.DUTCH, Language.ENGLISH):
            if needed not in texts:
                self._fail(name, f"bij '{name}' ontbreekt een tekst in taal '{needed}'")
        return Words({Language.DUTCH: "", **texts})

    def _entry(self, value: Any, name: str, allowed: Collection[str]) -> dict[str, Any]:  # noqa: ANN401  # whatever YAML held
        fields = value if isinstance(value, dict) else {}
        for key in fields.keys() - set(allowed):
            self._fail(name, f"onbekende sleutel '{key}' bij '{name}'")
        return fields

    def _mapping(self, values: Mapping[str, object], key: str) -> dict[str, Any]:
        value = values.get(key)
        if isinstance(value, dict) and value:
            return {str(name): item for name, item in value.items()}
        self._fail(key, f"'{key}' ontbreekt")
        return {}

    def _fail(self, name: str, message: str, *, cause: str = "") -> None:
        """Note a mistake at the first line that begins with `name:`."""
        line = next((number for number, line in enumerate(self._lines, 1) if line.strip().startswith(f"{name}:")), 1)
        self._problems.add(self._path, line, message, cause=cause)
