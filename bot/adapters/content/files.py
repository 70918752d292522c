"""The Library on Markdown files: edits are live at once, a broken edit leaves the last good version in service."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.adapters.content import checks
from bot.adapters.content.aids import read_aids
from bot.adapters.content.folder import VOCABULARIES, Fingerprint, fingerprints
from bot.adapters.content.front_matter import Document, read_document
from bot.adapters.content.last_good import LastGood, leave_out
from bot.adapters.content.problems import Problems
from bot.adapters.content.questions import FOLDER, QuestionFile, read_questions
from bot.adapters.content.reading import Registers, read_topic, read_translation
from bot.adapters.content.registers import read_grounds, read_sources
from bot.adapters.content.spoken import read_spoken
from bot.adapters.directory_files.reading import read_ids
from bot.contract import Language
from bot.core.errors import KennispuntError, UnknownTopicError
from bot.core.topics.decision_aids import DecisionAid
from bot.core.topics.port import Problem
from bot.core.topics.problems import below
from bot.core.topics.topic import Source, Topic

_LOG = logging.getLogger(__name__)
_LOOK_AGAIN_SECONDS = 0.5
_NOT_TOPICS = {"directory", "aids", FOLDER}


class BrokenContentError(KennispuntError):
    """The content has mistakes and there is no earlier good version; `problems` lists all of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The content at one moment."""

    topics: Mapping[str, Topic]
    sources: Mapping[str, Source]
    aids: Mapping[str, DecisionAid]
    spoken: Mapping[Language, Mapping[str, str]]
    version: str


type _Kept[Read] = dict[Path, tuple[tuple[int, int], Read | None, tuple[Problem, ...]]]
"""Per file: its modification time and size, what was read, and what was wrong."""


class ContentReader:
    """Reads a content folder, keeping each parsed file until it changes."""

    def __init__(self, root: Path, *, today: Callable[[], date] = date.today) -> None:
        self._root = root
        self._today = today
        self._parsed: _Kept[Document] = {}
        self._questions: _Kept[QuestionFile] = {}
        self._explained: set[str] = set()

    def fingerprint(self) -> Fingerprint:
        """What the folder looks like now."""
        return tuple(sorted(fingerprints(self._root)))

    def read(self) -> tuple[Snapshot, tuple[Problem, ...]]:
        """The content and everything that is wrong with it, in the order of the files."""
        problems = Problems(self._root)
        sources = read_sources(self._root, problems)
        grounds = read_grounds(self._root, sources, problems)
        registers = Registers(sources, grounds, self._words(problems))
        documents = self._documents(problems)
        topics = {
            topic_id: read_topic(topic_id, document, registers, problems)
            for (topic_id, language), document in documents.items()
            if language is Language.DUTCH
        }
        for (topic_id, language), document in documents.items():
            if language is Language.DUTCH:
                continue
            if topic_id not in topics:
                message = f"er is geen Nederlands bestand nl/{topic_id}.md bij deze vertaling"
                problems.add(document.path, 0, message, cause=f"nl/{topic_id}.md")
                continue
            text = read_translation(document, language, problems)
            topics[topic_id] = replace(topics[topic_id], texts={**topics[topic_id].texts, language: text})
        questions = self._question_files(topics, problems)
        for file in questions:
            more = {**topics[file.topic].more_questions, file.language: tuple(question for _, question in file.lines)}
            topics[file.topic] = replace(topics[file.topic], more_questions=more)
        known = {key: document for key, document in documents.items() if key[0] in topics}
        if not topics and not any(name.startswith(f"{Language.DUTCH}/") for name in problems.explained):
            problems.add(self._root, 0, "er staat geen enkel onderwerp in de map nl/")
        checks.check_relations(topics, known, problems)
        checks.check_facets(topics, known, problems)
        checks.check_openings(topics, known, problems)
        checks.check_questions(topics, known, questions, problems)
        checks.check_endings(topics, known, problems, today=self._today())
        aids = read_aids(self._root, sources, topics, problems)
        spoken = read_spoken(self._root, problems)
        self._explained = problems.explained
        return Snapshot(topics, sources, aids, spoken, self.digest()), problems.told()

    def missing_translations(self, topics: Mapping[str, Topic]) -> tuple[Problem, ...]:
        """Required translations that are not there.

        Apart from `read`, because an editor's new Dutch answer must be able to go live before its translations.
        """
        problems = Problems(self._root, explained=self._explained)
        checks.check_translations(topics, self._languages(), problems)
        return problems.told()

    @property
    def explained(self) -> AbstractSet[str]:
        """The causes that the last `read` already told of (`bot.core.topics.problems`)."""
        return self._explained

    def _files(self) -> list[Path]:
        return sorted(Path(path) for path, _, _ in fingerprints(self._root))

    def _languages(self) -> list[Language]:
        return [language for language in Language if (self._root / language).is_dir()]

    def _words(self, problems: Problems) -> dict[str, AbstractSet[str]]:
        """The ids of the directory's vocabularies that topics name; empty for a file that is not there."""
        folder, words = self._root / "directory", dict[str, AbstractSet[str]]()
        for vocabulary in VOCABULARIES:
            if not (folder / f"{vocabulary}.csv").is_file():
                words[vocabulary] = frozenset()
                continue
            words[vocabulary], found = read_ids(folder, vocabulary)
            if found:
                problems.found.extend(below(self._root.name, problem) for problem in found)
                problems.explain(folder / f"{vocabulary}.csv")
        return words

    def _documents(self, problems: Problems) -> dict[tuple[str, Language], Document]:
        documents = {}
        for path in sorted(self._root.glob("*/**/*.md")):
            folder, *rest = path.relative_to(self._root).with_suffix("").parts
            if folder in _NOT_TOPICS:
                continue
            if folder not in set(Language):
                problems.add(path, 0, f"'{folder}' is geen taal van het kennispunt; kies uit: {', '.join(Language)}")
                continue
            document = self._document(path, problems)
            if document is None:
                problems.explain(path)
            else:
                documents["/".join(rest), Language(folder)] = document
        return documents

    def _document(self, path: Path, problems: Problems) -> Document | None:
        return self._keep(self._parsed, path, lambda own: read_document(path, own), problems)

    def _question_files(self, topics: Mapping[str, Topic], problems: Problems) -> list[QuestionFile]:
        files = []
        for path in sorted((self._root / FOLDER).glob("*/**/*.txt")):
            file = self._keep(self._questions, path, functools.partial(read_questions, path, self._root), problems)
            if file is not None and file.topic not in topics:
                message = f"er is geen Nederlands bestand nl/{file.topic}.md bij deze vragen"
                problems.add(path, 0, message, cause=f"nl/{file.topic}.md")
            elif file is not None:
                files.append(file)
        return files

    def _keep[Read](
        self, kept: _Kept[Read], path: Path, read: Callable[[Problems], Read | None], problems: Problems
    ) -> Read | None:
        """What a file said when it last changed, and what was wrong with it."""
        stat = path.stat()
        state = (stat.st_mtime_ns, stat.st_size)
        if path not in kept or kept[path][0] != state:
            own = Problems(self._root)
            kept[path] = (state, read(own), tuple(own.found))
        _, value, found = kept[path]
        problems.found.extend(found)
        return value

    def digest(self) -> str:
        """What tells this content from any other."""
        digest = hashlib.sha256()
        for path in self._files():
            if path.is_file():
                digest.update(path.relative_to(self._root).as_posix().encode())
                digest.update(path.read_bytes())
        return digest.hexdigest()[:16]


def _without_dangling(snapshot: Snapshot) -> Snapshot:
    """The content with no topic that sends readers to one that is not there."""
    topics = {
        name: replace(topic, related=tuple(other for other in topic.related if other in snapshot.topics))
        for name, topic in snapshot.topics.items()
    }
    return replace(snapshot, topics=topics)


class ContentFiles:
    """The Library port on a folder.

    A call looks at the files at most twice a second, so an edit is served within a second. Safe to use from several threads.

    Args:
        root: the folder.
        today: which day it is.
        last_good: where copies are kept of content without mistakes. With it a service starts on the last good version, or
            without the broken files, when the content has mistakes; `problems` says which.

    Raises BrokenContentError at construction when the content has mistakes and nothing can be served in its place.
    """

    def __init__(self, root: Path, *, today: Callable[[], date] = date.today, last_good: Path | None = None) -> None:
        self._root = root
        self._today = today
        self._last_good = LastGood(root, last_good) if last_good else None
        self._reader = ContentReader(root, today=today)
        self._lock = threading.Lock()
        self._seen = self._reader.fingerprint()
        self._looked_at = time.monotonic()
        self._snapshot, self._problems = self._reader.read()
        if self._problems:
            self._snapshot = self._instead()
        else:
            self._keep()

    def topics(self) -> Mapping[str, Topic]:
        """Every topic by id."""
        return self._current().topics

    def topic(self, topic_id: str) -> Topic:
        """One topic; raises UnknownTopicError."""
        try:
            return self._current().topics[topic_id]
        except KeyError:
            raise UnknownTopicError(topic_id) from None

    def sources(self) -> Mapping[str, Source]:
        """Every source by id."""
        return self._current().sources

    def aids(self) -> Mapping[str, DecisionAid]:
        """Every decision aid by id."""
        return self._current().aids

    def spoken(self) -> Mapping[Language, Mapping[str, str]]:
        """Per language the words that are said otherwise than they are written."""
        return self._current().spoken

    def problems(self) -> Sequence[Problem]:
        """What is wrong with the newest files; empty when they are what is served."""
        self._current()
        return self._problems

    def version(self) -> str:
        """Digest of the served content."""
        return self._current().version

    def _current(self) -> Snapshot:
        if time.monotonic() - self._looked_at < _LOOK_AGAIN_SECONDS:
            return self._snapshot
        if self._lock.acquire(blocking=False):  # one caller looks; the others are served what there is meanwhile
            try:
                self._look()
                self._looked_at = time.monotonic()
            finally:
                self._lock.release()
        return self._snapshot

    def _keep(self) -> None:
        if self._last_good:
            self._last_good.keep_soon(self._snapshot.version, lambda copy: ContentReader(copy).digest())

    def _instead(self) -> Snapshot:
        """What is served while the content has mistakes; raises BrokenContentError when there is nothing."""
        told = "; ".join(map(str, self._problems))
        if self._last_good:
            for copy in self._last_good.copies():
                snapshot, problems = ContentReader(copy, today=self._today).read()
                if not problems:
                    _LOG.error("the content has mistakes, its last good version is served: %s", told)
                    return snapshot
            with contextlib.suppress(OSError), self._last_good.scratch() as copy:
                left_out = leave_out(self._root, copy, self._problems)
                # What others now miss is a consequence and no mistake of theirs.
                snapshot = ContentReader(copy, today=self._today).read()[0]
                if left_out and snapshot.topics:
                    _LOG.error("the content has mistakes, %s left out: %s", ", ".join(left_out), told)
                    return _without_dangling(snapshot)
        raise BrokenContentError(self._problems)

    def _look(self) -> None:
        fingerprint = self._reader.fingerprint()
        if fingerprint == self._seen:
            return
        self._seen = fingerprint
        snapshot, problems = self._reader.read()
        self._problems = problems
        if problems:
            _LOG.warning("content edit refused, last good version stays in service: %s", "; ".join(map(str, problems)))
        else:
            self._snapshot = snapshot
            self._keep()
            _LOG.info("content reloaded: version %s", snapshot.version)
