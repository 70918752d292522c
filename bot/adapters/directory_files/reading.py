"""Reads `content/directory/*.csv` into frozen lines, with every mistake of every file reported at once.

The columns are those of `FILES`. An empty cell means 'not known'. Nothing here writes; `bot.adapters.sql.directory.load` does.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from bot.contract import Language
from bot.core.directory.choices import CHOICES
from bot.core.directory.contacts import ChannelKind
from bot.core.directory.telephone import TelephoneError, read_telephone
from bot.core.errors import KennispuntError
from bot.core.partial_date import PartialDate
from bot.core.topics.port import Problem
from bot.core.topics.problems import told_once

NAME_LENGTH = 200
"""What a name or value may hold, in characters; the tables hold no more."""

MUNICIPALITIES_SOURCE = "cbs-gemeenten-2026"
"""Where the list of municipalities comes from, for all of its lines."""

VOCABULARIES = ("kinds", "needs", "laws", "functions")
ALIAS_KINDS = ("municipality", "organisation", "need", "law", "function")
"""What another name can stand for."""
AMBIGUITY_KINDS = ("word", "lookalike", "province", "homonym")
"""Why a name asks for care: an ordinary word as well, close to one in spelling, a province too, more than one place."""

_PROVENANCE = ("source", "source_date", "confirmed_on", "confirmed_by")
_WORD = ("id", "name_nl", "name_en")
_LABELS = tuple(f"label_{language}" for language in Language)

FILES: Mapping[str, tuple[str, ...]] = {
    "kinds.csv": _WORD,
    "needs.csv": (*_WORD, *_LABELS, "consists_of"),
    "laws.csv": (*_WORD, *_LABELS, "topics"),
    "functions.csv": (*_WORD, "needs", "laws"),
    "municipalities.csv": ("cbs_code", "name", "province", "youth_region"),
    "organisations.csv": (
        "id", "name", "kind", "summary_nl", "summary_en", "website", "status", "source", "source_date",
    ),
    "services.csv": ("organisation", "function", "need", "law", "note", *_PROVENANCE),
    "service_areas.csv": ("organisation", "cbs_code", *_PROVENANCE),
    "contacts.csv": ("organisation", "function_label", "channel", "value", *_PROVENANCE),
    "municipal_choices.csv": ("cbs_code", "subject", "value", "valid_from", *_PROVENANCE),
    "aliases.csv": ("name", "kind", "target", "language"),
    "ambiguous.csv": ("name", "kind", "note"),
}  # fmt: skip
"""The columns of each file. `contacts.csv` may give a municipality's CBS code as `organisation`."""

OPTIONAL_FILES = frozenset({"service_areas.csv"})
"""Files that may be absent: without this one every organisation works in the whole country."""

_TARGETS = {
    "municipality": "municipalities.csv",
    "organisation": "organisations.csv",
    "need": "needs.csv",
    "law": "laws.csv",
    "function": "functions.csv",
}
"""The file in which each kind of alias's target stands."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CBS_CODE = re.compile(r"\d{4}")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_WEBSITE = re.compile(r"(?:https?://)?[^\s/.]+(?:\.[^\s/.]+)+(?:/\S*)?")


class DirectoryFilesError(KennispuntError):
    """The files hold mistakes; `problems` has all of them, in the order of the files."""

    def __init__(self, problems: Collection[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a fact was found, and who confirmed it when."""

    source_id: str = ""
    source_date: PartialDate | None = None
    confirmed_on: date | None = None
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True)
class WordLine:
    """A line of a vocabulary; needs and laws are those of a function, empty in the other vocabularies."""

    id: str
    name_nl: str
    name_en: str
    needs: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    """Language and the word by which people choose it."""
    consists_of: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MunicipalityLine:
    """A line of `municipalities.csv`."""

    cbs_code: str
    name: str
    province: str
    youth_region: str


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """A line of `organisations.csv`."""

    id: str
    name: str
    kind: str
    summary_nl: str
    summary_en: str
    website: str
    status: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A line of `services.csv`; function and law are empty where not known."""

    organisation: str
    function: str
    need: str
    law: str
    note: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class AreaLine:
    """A line of `service_areas.csv`."""

    organisation: str
    cbs_code: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """A line of `contacts.csv`; `owner` is an organisation's id or a municipality's CBS code."""

    owner: str
    label: str
    kind: ChannelKind
    value: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """A line of `municipal_choices.csv`."""

    cbs_code: str
    subject: str
    value: str
    valid_from: date | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class AliasLine:
    """Another name for something of the directory; `target` is its id or CBS code, `language` is empty for any."""

    name: str
    kind: str
    target: str
    language: str


@dataclass(frozen=True, slots=True)
class AmbiguousLine:
    """A name that is also an ordinary word."""

    name: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class DirectoryFiles:
    """The whole directory as the files give it: nothing missing, nothing pointing nowhere."""

    words: Mapping[str, tuple[WordLine, ...]]
    municipalities: tuple[MunicipalityLine, ...]
    organisations: tuple[OrganisationLine, ...]
    services: tuple[ServiceLine, ...]
    areas: tuple[AreaLine, ...]
    channels: tuple[ChannelLine, ...]
    choices: tuple[ChoiceLine, ...]
    aliases: tuple[AliasLine, ...]
    ambiguous: tuple[AmbiguousLine, ...]


def read_directory(directory_dir: Path, source_ids: Collection[str] | None = None) -> DirectoryFiles:
    """Read and check all files of a directory folder.

    `source_ids` are the sources that a fact may name; None leaves that unchecked.
    Raises DirectoryFilesError with every mistake found.
    """
    return _Reader(directory_dir, source_ids).read()


def read_ids(directory_dir: Path, vocabulary: str) -> tuple[frozenset[str], tuple[Problem, ...]]:
    """The ids of one vocabulary alone, and what makes its file unreadable (not what is wrong inside a line)."""
    reader, file = _Reader(directory_dir, None), f"{vocabulary}.csv"
    ids = frozenset(line["id"] for line in reader.lines(file, unique=("id",)))
    return ids, tuple(reader.problems) if file in reader.broken else ()


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a file, cell by column name, and the place to report mistakes at."""

    path: str
    number: int
    cells: Mapping[str, str]
    problems: list[Problem]
    broken: AbstractSet[str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def report(self, message: str, cause: str = "") -> None:
        self.problems.append(Problem(self.path, self.number, message, cause))

    def text(self, column: str, *, required: bool = True) -> str:
        value = self.cells[column]
        if required and not value:
            self.report(f"'{column}' is leeg; hier hoort een waarde")
        if len(value) > NAME_LENGTH:
            self.report(f"'{column}' is te lang: {len(value)} tekens, hooguit {NAME_LENGTH}")
        return value

    def slug(self, column: str) -> str:
        value = self.text(column)
        if value and not _SLUG.fullmatch(value):
            self.report(f"'{value}' is geen goede {column}: alleen kleine letters, cijfers en streepjes")
        return value

    def cbs_code(self, column: str) -> str:
        value = self.text(column)
        if value and not _CBS_CODE.fullmatch(value):
            self.report(f"'{value}' is geen CBS-code: die heeft vier cijfers, ook de nullen vooraan")
        return value

    def reference(self, column: str, known: Collection[str], where: str, *, required: bool = True) -> str:
        value = self.text(column, required=required)
        files = where.split(" of ")
        if value and value not in known and self.broken.isdisjoint(files):
            self.report(f"{column} '{value}' staat niet in {where}", f"{files[0]}#{value}")
        return value

    def several(self, column: str) -> tuple[str, ...]:
        """A list separated by semicolons; empty where the file has no such column."""
        return tuple(part.strip() for part in self.cells.get(column, "").split(";") if part.strip())

    def label(self, language: Language) -> str:
        """The word by which people of this language choose it; empty where the file has none."""
        column = f"label_{language}"
        return self.text(column, required=False) if column in self.cells else ""

    def references(self, column: str, read: Mapping[str, tuple[WordLine, ...]]) -> tuple[str, ...]:
        """A list separated by semicolons, of ids of the vocabulary that has the column's name."""
        values = self.several(column)
        for value in values:
            if value not in {word.id for word in read[column]} and f"{column}.csv" not in self.broken:
                self.report(f"'{value}' staat niet in {column}.csv", f"{column}.csv#{value}")
        return values

    def day(self, column: str) -> date | None:
        value = self.cells.get(column, "")
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.report(f"'{value}' is geen datum; schrijf {column} als JJJJ-MM-DD")
            return None

    def provenance(self, source_ids: Collection[str] | None) -> Provenance:
        source = self.cells.get("source", "")
        if source and source_ids is not None and source not in source_ids:
            self.report(f"bron '{source}' staat niet in sources.yml", f"sources.yml#{source}")
        source_date = None
        if written := self.cells.get("source_date", ""):
            try:
                source_date = PartialDate.parse(written)
            except ValueError:
                self.report(f"'{written}' is geen datum; schrijf source_date als JJJJ, JJJJ-MM of JJJJ-MM-DD")
        confirmed_on, confirmed_by = self.day("confirmed_on"), self.cells.get("confirmed_by", "")
        if self.cells.get("confirmed_on") and not confirmed_by:
            self.report("wel een datum van bevestiging, maar niet wie bevestigde (confirmed_by)")
        if confirmed_by and not self.cells.get("confirmed_on"):
            self.report("wel wie bevestigde, maar niet wanneer (confirmed_on)")
        return Provenance(source, source_date, confirmed_on, confirmed_by)


@dataclass(slots=True)
class _Reader:
    """Reads the files in the order in which they refer to each other."""

    directory_dir: Path
    source_ids: Collection[str] | None
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    """Files of which lines could not be read: what refers to them may be right."""

    def read(self) -> DirectoryFiles:
        words: dict[str, tuple[WordLine, ...]] = {}
        for vocabulary in VOCABULARIES:  # functions come last, because they name needs and laws
            words[vocabulary] = tuple(self._words(f"{vocabulary}.csv", words))
        municipalities = tuple(self._municipalities())
        codes = {line.cbs_code for line in municipalities}
        organisations = tuple(self._organisations({word.id for word in words["kinds"]}))
        ids = {line.id for line in organisations}
        known = {vocabulary: {word.id for word in lines} for vocabulary, lines in words.items()}
        files = DirectoryFiles(
            words=words,
            municipalities=municipalities,
            organisations=organisations,
            services=tuple(self._services(ids, known)),
            areas=tuple(self._areas(ids, codes)),
            channels=tuple(self._channels(ids | codes)),
            choices=tuple(self._choices(codes)),
            aliases=tuple(
                self._aliases(
                    {
                        "municipality": codes,
                        "organisation": ids,
                        "need": known["needs"],
                        "law": known["laws"],
                        "function": known["functions"],
                    }
                )
            ),
            ambiguous=tuple(self._ambiguous()),
        )
        if self.problems:
            raise DirectoryFilesError(told_once(self.problems))
        return files

    def _words(self, name: str, read: Mapping[str, tuple[WordLine, ...]]) -> Iterator[WordLine]:
        for line in self.lines(name, unique=("id",)):
            yield WordLine(
                line.slug("id"),
                line.text("name_nl"),
                line.text("name_en"),
                line.references("needs", read),
                line.references("laws", read),
                tuple((language, label) for language in Language if (label := line.label(language))),
                line.several("consists_of"),
                line.several("topics"),
            )

    def _municipalities(self) -> Iterator[MunicipalityLine]:
        names: set[str] = set()
        for line in self.lines("municipalities.csv", unique=("cbs_code",)):
            self._once(line, "name", names)
            yield MunicipalityLine(
                line.cbs_code("cbs_code"), line.text("name"), line.text("province"), line.text("youth_region")
            )

    def _organisations(self, kinds: Collection[str]) -> Iterator[OrganisationLine]:
        names: set[str] = set()
        for line in self.lines("organisations.csv", unique=("id",)):
            self._once(line, "name", names)
            if line["website"] and not _WEBSITE.fullmatch(line["website"]):
                line.report(f"'{line['website']}' is geen webadres")
            yield OrganisationLine(
                id=line.slug("id"),
                name=line.text("name"),
                kind=line.reference("kind", kinds, "kinds.csv"),
                summary_nl=line["summary_nl"],
                summary_en=line["summary_en"],
                website=line.text("website", required=False),
                status=line.text("status", required=False) or "onbevestigd",
                provenance=line.provenance(self.source_ids),
            )

    def _services(self, organisations: Collection[str], known: Mapping[str, Collection[str]]) -> Iterator[ServiceLine]:
        for line in self.lines("services.csv", unique=("organisation", "function", "need", "law")):
            yield ServiceLine(
                organisation=line.reference("organisation", organisations, "organisations.csv"),
                function=line.reference("function", known["functions"], "functions.csv", required=False),
                need=line.reference("need", known["needs"], "needs.csv"),
                law=line.reference("law", known["laws"], "laws.csv", required=False),
                note=line["note"],
                provenance=line.provenance(self.source_ids),
            )

    def _areas(self, organisations: Collection[str], codes: Collection[str]) -> Iterator[AreaLine]:
        for line in self.lines("service_areas.csv", unique=("organisation", "cbs_code")):
            yield AreaLine(
                line.reference("organisation", organisations, "organisations.csv"),
                line.reference("cbs_code", codes, "municipalities.csv"),
                line.provenance(self.source_ids),
            )

    def _channels(self, owners: Collection[str]) -> Iterator[ChannelLine]:
        for line in self.lines("contacts.csv", unique=("organisation", "function_label", "channel", "value")):
            owner = line.reference("organisation", owners, "organisations.csv of municipalities.csv")
            value, written = line.text("value"), line.text("channel")
            if written not in set(ChannelKind):
                if written:
                    line.report(f"channel '{written}' bestaat niet; kies uit {', '.join(ChannelKind)}")
                continue
            kind = ChannelKind(written)
            if value and kind.is_number:
                try:
                    value = read_telephone(value)
                except TelephoneError as error:
                    line.report(str(error))
            elif value and not _fits(kind, value):
                line.report(f"'{value}' past niet bij channel '{kind}'")
            yield ChannelLine(
                owner, line.text("function_label", required=False), kind, value, line.provenance(self.source_ids)
            )

    def _choices(self, codes: Collection[str]) -> Iterator[ChoiceLine]:
        for line in self.lines("municipal_choices.csv", unique=("cbs_code", "subject")):
            subject = line.reference("subject", CHOICES, f"de lijst {', '.join(CHOICES)}")
            allowed = CHOICES.get(subject, ())
            yield ChoiceLine(
                line.reference("cbs_code", codes, "municipalities.csv"),
                subject,
                line.reference("value", allowed, f"de lijst {', '.join(allowed)}") if allowed else line["value"],
                line.day("valid_from"),
                line.provenance(self.source_ids),
            )

    def _aliases(self, targets: Mapping[str, Collection[str]]) -> Iterator[AliasLine]:
        for line in self.lines("aliases.csv", unique=("name", "kind", "language")):
            kind = line.reference("kind", ALIAS_KINDS, f"de lijst {', '.join(ALIAS_KINDS)}")
            target = line.reference("target", targets.get(kind, frozenset()), _TARGETS.get(kind, "de gids"))
            language = line["language"]
            if language and language not in set(Language):
                line.report(f"taal '{language}' kennen we niet; kies uit {', '.join(Language)}")
            yield AliasLine(line.text("name"), kind, target, language)

    def _ambiguous(self) -> Iterator[AmbiguousLine]:
        for line in self.lines("ambiguous.csv", unique=("name", "kind")):
            kind = line.reference("kind", AMBIGUITY_KINDS, f"de lijst {', '.join(AMBIGUITY_KINDS)}")
            yield AmbiguousLine(line.text("name"), kind, line["note"])

    def lines(self, name: str, unique: tuple[str, ...]) -> Iterator[_Line]:
        """The lines of one file whose shape is right, with doubles reported."""
        shown, columns = f"{self.directory_dir.name}/{name}", FILES[name]
        seen: dict[tuple[str, ...], int] = {}
        for number, cells in self._rows(name, columns):
            line = _Line(shown, number, dict(zip(columns, cells, strict=True)), self.problems, self.broken)
            key = tuple(line[column] for column in unique)
            if key in seen:
                line.report(f"staat er al, op regel {seen[key]}: {', '.join(part for part in key if part)}")
                continue
            seen[key] = number
            yield line

    def _rows(self, name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
        """The rows of one file below its head, each with the line on which it starts; notes those of another shape."""
        text = self._text(name)
        if text is None:
            return
        for number, row in _numbered(text):
            if row is None:
                message = "hier staat een aanhalingsteken te veel of te weinig; wat eronder staat, is niet gelezen"
                self._unreadable(name, number, message)
                return
            cells = [cell.strip() for cell in row]
            if number == 1:
                if tuple(cells) != columns:
                    hint = " (komma's tussen de kolommen, geen puntkomma's)" if ";" in row[0] else ""
                    self._unreadable(name, 1, f"de kolommen moeten zijn: {','.join(columns)}{hint}")
                    return
            elif len(cells) != len(columns):
                message = f"{len(cells)} kolommen waar er {len(columns)} horen; aanhalingstekens?"
                self._unreadable(name, number, message)
            else:
                yield number, cells
        if not text.strip():
            self._unreadable(name, 0, f"dit bestand is leeg; de eerste regel is {','.join(columns)}")

    def _text(self, name: str) -> str | None:
        path = self.directory_dir / name
        if not path.is_file():
            if name not in OPTIONAL_FILES:
                self._unreadable(name, 0, "dit bestand ontbreekt")
            return None
        try:
            return path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            self._unreadable(name, 0, "dit bestand is geen UTF-8; sla het op als 'CSV UTF-8'")
            return None

    def _unreadable(self, name: str, line: int, message: str) -> None:
        self.problems.append(Problem(f"{self.directory_dir.name}/{name}", line, message))
        self.broken.add(name)

    @staticmethod
    def _once(line: _Line, column: str, seen: set[str]) -> None:
        if line[column] and line[column] in seen:
            line.report(f"{column} '{line[column]}' komt twee keer voor")
        seen.add(line[column])


def _numbered(text: str) -> Iterator[tuple[int, list[str] | None]]:
    """The rows that hold something, each with the line on which it starts (a quoted cell may span lines).

    Ends with None for a row of which the quotes do not match.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield start, row
            start = reader.line_num + 1
    except csv.Error:
        yield start, None


def _fits(kind: ChannelKind, value: str) -> bool:
    pattern = _EMAIL if kind is ChannelKind.EMAIL else _WEBSITE  # a call in sign language starts at a web address
    return pattern.fullmatch(value) is not None


def read_files(directory_dir: Path) -> DirectoryFiles:
    """The files of `content/directory`, checked against the sources beside that folder where there are any."""
    sources = directory_dir.parent / "sources.yml"
    if not sources.is_file():
        return read_directory(directory_dir)
    try:
        known = yaml.safe_load(sources.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        line = error.problem_mark.line + 1 if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark else 0
        raise DirectoryFilesError([Problem(sources.name, line, "dit bestand is geen goede YAML")]) from error
    return read_directory(directory_dir, frozenset(known) if isinstance(known, dict) else frozenset())


def other_names(directory_dir: Path) -> dict[str, str]:
    """Other names of municipalities and organisations, and whose they are; raises DirectoryFilesError."""
    kinds = {"municipality", "organisation"}
    return {line.name: line.target for line in read_files(directory_dir).aliases if line.kind in kinds}
