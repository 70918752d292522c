"""All content checked at once: answers, aids, sources, evidence, translations and the directory."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from bot.adapters.content.evidence import aid_evidence_problems, evidence_problems
from bot.adapters.content.files import ContentReader, Snapshot
from bot.adapters.content.glossary import check_words, read_glossaries
from bot.adapters.content.problems import Problems
from bot.adapters.directory_files.reading import DirectoryFiles, DirectoryFilesError, read_directory
from bot.contract import Language
from bot.core.topics.decision_aids import DecisionAid
from bot.core.topics.port import Problem
from bot.core.topics.problems import below, told_once
from bot.core.topics.topic import Topic

_CONTACT = re.compile(r"\{\{contact:([a-z0-9-]+)\}\}")


def check_everything(content_dir: Path) -> tuple[Snapshot, tuple[Problem, ...]]:
    """What can be read, and everything that is wrong: each mistake once, what others follow from first."""
    return _check(ContentReader(content_dir), content_dir)


def check_topic(reader: ContentReader, content_dir: Path, topic_id: str) -> tuple[Problem, ...]:
    """The same for whom one topic was changed: of the other topics only what must hold among files.

    What the reader, which is of this folder, kept of the other files is not read again.
    """
    return _check(reader, content_dir, only={topic_id})[1]


def _check(
    reader: ContentReader, content_dir: Path, only: Collection[str] | None = None
) -> tuple[Snapshot, tuple[Problem, ...]]:
    snapshot, problems = reader.read()
    directory, directory_problems = _directory(
        content_dir, None if "sources.yml" in reader.explained else snapshot.sources
    )
    topics = [topic for topic in snapshot.topics.values() if only is None or topic.id in only]
    aids = snapshot.aids.values() if only is None else ()
    found = [*problems, *directory_problems, *reader.missing_translations(snapshot.topics)]
    if "sources.yml" not in reader.explained:  # without sources nothing has evidence
        found += evidence_problems(topic for topic in topics if _has_sources(topic, reader.explained))
        found += aid_evidence_problems(aids)
    if directory is not None:
        known = {line.id for line in directory.organisations}
        found += [problem for topic in topics for problem in _contacts(topic, known, content_dir)]
    return snapshot, told_once([*found, *_words(content_dir, topics, aids)])


def check_glossaries(content_dir: Path, snapshot: Snapshot) -> tuple[Problem, ...]:
    """Words that a glossary says to avoid, and what is wrong with the glossaries themselves."""
    return _words(content_dir, snapshot.topics.values(), snapshot.aids.values())


def _words(content_dir: Path, topics: Iterable[Topic], aids: Iterable[DecisionAid]) -> tuple[Problem, ...]:
    problems = Problems(content_dir)
    check_words(topics, aids, read_glossaries(content_dir, problems), problems)
    return problems.told()


def _has_sources(topic: Topic, explained: Collection[str]) -> bool:
    return f"{Language.DUTCH}/{topic.id}.md#sources" not in explained


def _directory(
    content_dir: Path, source_ids: Collection[str] | None
) -> tuple[DirectoryFiles | None, tuple[Problem, ...]]:
    try:
        return read_directory(content_dir / "directory", source_ids), ()
    except DirectoryFilesError as error:
        return None, tuple(below(content_dir.name, problem) for problem in error.problems)


def _contacts(topic: Topic, organisations: Collection[str], content_dir: Path) -> Iterator[Problem]:
    """Contact details of an organisation that the directory does not have: nothing would stand in their place."""
    for text in topic.texts.values():
        path = content_dir.parent / text.path
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            for marker in _CONTACT.finditer(line):
                if marker[1] not in organisations:
                    message = f"organisatie '{marker[1]}' staat niet in directory/organisations.csv"
                    yield Problem(text.path, number, message, cause=f"{topic.id}#contact {marker[1]}")
