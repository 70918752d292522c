"""The `TextFiles` port on the content folder."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.adapters.content.carrying import carried
from bot.adapters.content.files import ContentReader
from bot.adapters.content.parts import TextFile, compact
from bot.adapters.content.questions import FOLDER
from bot.adapters.content.sentences import split
from bot.adapters.content.trial import apart
from bot.adapters.content.unknown import unknown
from bot.contract import Language
from bot.core.texts.drafts import (
    DraftMovedError,
    Fault,
    FaultsError,
    FileChange,
    NotWrittenError,
    TextsError,
    Values,
    tidy,
)
from bot.core.texts.port import Beside
from bot.core.topics.port import Problem
from bot.core.topics.topic import Topic

_QUESTIONS = "meer-vragen"
_SAID = re.compile(r'"([^"]+)"$')
_MARKUP = re.compile(r"\{lang=\w+\}|[*_\[\]#]|^\s*(?:\d+\.|-)\s+", re.MULTILINE)
_NAMED = re.compile(r"\((\S+):(\d+)\)$")
"""The other place that a problem is about."""
_MOST_KNOWN = 20
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
_FULL = {errno.ENOSPC, errno.EDQUOT}
_FOLDER_IS_READ_ONLY = "De map met teksten is hier alleen te lezen. Het concept blijft bewaard. Vraag de beheerder van de server om de map schrijfbaar te maken."
_DISK_IS_FULL = (
    "De schijf is vol. Er is niets gewijzigd en het concept blijft bewaard. Vraag de beheerder van de server om ruimte."
)
_CANNOT_WRITE = "Het bestand kon niet worden geschreven. Er is niets gewijzigd en het concept blijft bewaard."
_SHAPE = (
    "Dit kan zo niet in het bestand. Een regel met alleen '---' of een vraag met accolades hoort hier niet, "
    "en een vraag kan niet zonder soort."
)


class ContentTexts:
    """Implements `bot.core.texts.port.TextFiles`.

    Topics must be known ones: their names become paths. `tried` runs the content check on a change (`bot.adapters.content.trial`).
    """

    def __init__(
        self, root: Path, tried: Callable[[Path, str, Mapping[str, str]], Sequence[tuple[Problem, bool]]] = apart
    ) -> None:
        self._root = root
        self._tried = tried
        self._reader = ContentReader(root)
        self._known: dict[tuple[object, ...], Sequence[Fault]] = {}
        """What was found lately, by all that it depends on: from the form to the reader nothing is checked twice."""

    def values(self, topic: str, language: Language) -> Values:
        """As in the port."""
        asked = self._read(_questions_path(topic, language))
        return {**self._file(topic, language).values, _QUESTIONS: tidy(_QUESTIONS, asked)}

    def files(self, topic: str, texts: Mapping[Language, Values]) -> tuple[FileChange, ...]:
        """As in the port."""
        found, wrong = [], list[Fault]()
        for language, values in texts.items():
            file = self._file(topic, language)
            before, had = self._read(_path(topic, language)), file.values
            file.put({part: words for part, words in values.items() if part != _QUESTIONS})
            wrong += self._misshapen(file, language, compact({**had, **values}))
            if file.text != before and any(
                words != had.get(part, "") for part, words in values.items() if part != _QUESTIONS
            ):
                found.append(FileChange(_path(topic, language), before, file.text))
            asked = self._read(_questions_path(topic, language))
            if _QUESTIONS in values and values[_QUESTIONS] != tidy(_QUESTIONS, asked):
                end = "\r\n" if "\r\n" in asked else "\n"
                lines = values[_QUESTIONS].split("\n") if values[_QUESTIONS] else []
                found.append(FileChange(_questions_path(topic, language), asked, "".join(line + end for line in lines)))
        if wrong:
            raise FaultsError(wrong)
        return tuple(found)

    def faults(self, topic: str, files: Sequence[FileChange]) -> Sequence[Fault]:
        """As in the port."""
        changed = {file.path: file.after for file in files}
        key = (topic, tuple(changed.items()), self._reader.fingerprint())
        if key not in self._known:
            try:
                problems = self._tried(self._root, topic, changed)
            except OSError as error:
                raise NotWrittenError(_why(error)) from None
            for old in list(self._known)[:-_MOST_KNOWN]:
                self._known.pop(old, None)
            self._known[key] = [
                self._fault(problem, topic, changed, blocks=not already) for problem, already in problems
            ]
        return self._known[key]

    def before(self, file: FileChange) -> FileChange:
        """As in the port."""
        return FileChange(file.path, self._read(file.path), file.after)

    def write(self, files: Sequence[FileChange]) -> None:
        """As in the port."""
        for file in files:
            if self._read(file.path) != file.before:
                raise DraftMovedError
        done: list[FileChange] = []
        try:
            for file in files:
                self._put(file.path, file.after)
                done.append(file)
        except OSError as error:
            for file in done:
                with contextlib.suppress(OSError):
                    self._put(file.path, file.before)
            raise NotWrittenError(_why(error)) from None

    def changed_at(self, topic: str, language: Language) -> datetime | None:
        """As in the port."""
        try:
            return datetime.fromtimestamp((self._root / _path(topic, language)).stat().st_mtime, UTC)
        except OSError:
            return None

    def parts_of(self, file: FileChange) -> tuple[Language, Values, Values]:
        """As in the port."""
        folder, _, rest = file.path.partition("/")
        if folder == FOLDER:
            language = Language(rest.partition("/")[0])
            return language, {_QUESTIONS: tidy(_QUESTIONS, file.before)}, {_QUESTIONS: tidy(_QUESTIONS, file.after)}
        language = Language(folder)
        dutch = language is Language.DUTCH
        before, after = (TextFile(text, file.path, dutch=dutch).values for text in (file.before, file.after))
        return language, before, after

    def beside(self, topic: Topic) -> Sequence[Beside]:
        """As in the port."""
        return [
            Beside(
                said.sentence,
                said.kind.value,
                said.must_be_carried,
                tuple(
                    (one.source.title, one.evidence.certainty.value, one.evidence.words or one.evidence.fact)
                    for one in said.carriers
                ),
                said.differences,
            )
            for said in carried(topic)
        ]

    def unknown(self, topic: Topic) -> Sequence[str]:
        """As in the port."""
        said = [item.sentence for item in unknown([topic])]
        facets = [facet for facet in topic.text(Language.DUTCH).facets if facet.unknown]
        more = [facet.asked[0] for facet in facets if not set(split(facet.text)) & set(said)]
        return tuple(dict.fromkeys([*said, *more]))

    def _file(self, topic: str, language: Language) -> TextFile:
        path = _path(topic, language)
        return TextFile(self._read(path), path, dutch=language is Language.DUTCH)

    def _read(self, path: str) -> str:
        try:
            return (self._root / path).read_bytes().decode()
        except FileNotFoundError:
            return ""
        except UnicodeDecodeError:
            raise TextsError(f"Het bestand {path} is geen geldige UTF-8.") from None
        except OSError as error:
            raise TextsError(f"Het bestand {path} is niet te lezen: {error.strerror}.") from None

    def _misshapen(self, file: TextFile, language: Language, wanted: Values) -> Iterator[Fault]:
        """Parts that would be something else when they are read again."""
        path = "nieuw"
        try:
            read = TextFile(file.text, path, dutch=language is Language.DUTCH).values
        except TextsError as error:
            yield Fault(str(error), language, "titel")
            return
        for part in sorted({*read, *wanted} - {_QUESTIONS}):
            if read.get(part, "") != wanted.get(part, ""):
                yield Fault(_SHAPE, language, part)

    def _fault(self, problem: Problem, topic: str, changed: Mapping[str, str], *, blocks: bool) -> Fault:
        """A problem at the part that it is about, also where the other end of it is named."""
        own = {path(topic, language): language for language in Language for path in (_path, _questions_path)}
        path, line, message = self._below(problem.path), problem.line, problem.message
        named = _NAMED.search(message)
        if path not in own and named and self._below(named[1]) in own:
            other = path.removeprefix(f"{FOLDER}/").partition("/")[2].rpartition(".")[0]
            message = message[: named.start()].rstrip().replace(f"'{topic}'", f"'{other}'")
            path, line = self._below(named[1]), int(named[2])
        language = own.get(path)
        if language is None:
            return Fault(f"{problem.place}: {message}", blocks=blocks)
        if path.startswith(f"{FOLDER}/"):
            where = f"Regel {line}: " if line else ""
            return Fault(f"{where}{message}", language, _QUESTIONS, blocks)
        try:
            read = TextFile(changed.get(path, self._read(path)), path, dutch=language is Language.DUTCH)
        except TextsError:
            return Fault(message, language, blocks=blocks)
        part = read.part_at(line) if line else _saying(message, read.values)
        return Fault(message, language, part if part in read.values else "", blocks)

    def _below(self, path: str) -> str:
        return path.removeprefix(f"{self._root.name}/")

    def _put(self, path: str, text: str) -> None:
        """Write a file that is whole at every moment; an empty text takes it away."""
        target = self._root / path
        if not text:
            target.unlink(missing_ok=True)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
        handle, name = tempfile.mkstemp(prefix=".", suffix=".half", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as half:
                half.write(text.encode())
                half.flush()
                os.fsync(half.fileno())
            Path(name).chmod(mode)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _path(topic: str, language: Language) -> str:
    return f"{language}/{topic}.md"


def _questions_path(topic: str, language: Language) -> str:
    return f"{FOLDER}/{language}/{topic}.txt"


def _saying(message: str, values: Values) -> str:
    """The part that has the sentence with which a message ends; the answer where none has it."""
    said = _SAID.search(message)
    if said:
        for part, words in values.items():
            if said[1] in " ".join(_MARKUP.sub("", words).split()):
                return part
    return "antwoord"


def _why(error: OSError) -> str:
    if error.errno in _READ_ONLY:
        return _FOLDER_IS_READ_ONLY
    return _DISK_IS_FULL if error.errno in _FULL else _CANNOT_WRITE
