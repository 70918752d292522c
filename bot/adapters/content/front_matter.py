"""A content file taken apart: YAML front matter with the line of every key, and the body with its first line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.adapters.content.problems import Problems

_FENCE = "---"
_QUOTED = re.compile(r"""(\s*(?:- )?(?:[\w-]+: +)?)(["'])(.*)$""")


@dataclass(frozen=True, slots=True)
class Document:
    """A file's front matter and body. `lines`: key → line, `key.3` → line of the fourth item, `key.inner` → of a key in it."""

    path: Path
    values: dict[str, object]
    lines: dict[str, int]
    body: str = ""
    body_line: int = 0
    first_line: int = 1

    def line(self, key: str) -> int:
        """Where a key (or `key.index`) stands; where it is missing, what it belongs to or the document's first line."""
        while key and key not in self.lines:
            key = key.rpartition(".")[0]
        return self.lines.get(key, self.first_line)


def read_text(path: Path, problems: Problems) -> str | None:
    """The file as UTF-8 text with Unix line ends, or None after noting why it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        problems.add(path, before.count(b"\n") + 1, "het bestand is geen geldige UTF-8; sla het op als UTF-8")
    except OSError as error:
        problems.add(path, 0, f"het bestand is niet te lezen: {error.strerror}")
    return None


def read_document(path: Path, problems: Problems) -> Document | None:
    """Read a Markdown file with front matter; None after noting what makes it unreadable."""
    text = read_text(path, problems)
    return None if text is None else document_of(text, path, problems)


def document_of(text: str, path: Path, problems: Problems) -> Document | None:
    """The same of a file's text with Unix line ends."""
    lines = text.split("\n")
    if not lines or lines[0].strip() != _FENCE:
        problems.add(path, 1, "het bestand begint niet met een regel '---' (het blok met gegevens ontbreekt)")
        return None
    end = next((number for number, line in enumerate(lines[1:], 1) if line.strip() == _FENCE), None)
    if end is None:
        problems.add(path, 1, "het blok met gegevens eindigt niet met een regel '---'")
        return None
    parsed = read_mapping("\n".join(lines[1:end]), path, problems, first_line=2)
    if parsed is None:
        return None
    values, key_lines = parsed
    return Document(path, values, key_lines, "\n".join(lines[end + 1 :]), end + 2)


def read_mapping(
    text: str, path: Path, problems: Problems, *, first_line: int = 1
) -> tuple[dict[str, object], dict[str, int]] | None:
    """Read a YAML mapping and the line of each key and list item at every depth; None after noting the first syntax error."""
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return {}, {}
        if not isinstance(node, yaml.MappingNode):
            problems.add(path, first_line, "hier horen regels van de vorm 'naam: waarde'")
            return None
        lines: dict[str, int] = {}
        _note_lines(node, "", lines, lambda line, message: problems.add(path, line, message), first_line)
        _keep_dates_as_text(node)
        values = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        open_quote = _open_quote(text)
        if open_quote is not None:  # the parser only stumbles lines below it
            problems.add(path, first_line + open_quote, "hier begint een aanhalingsteken dat niet wordt gesloten")
        else:
            written = text.split("\n")  # a parser that waits for more stands below the last one
            line = written[mark.line] if mark and mark.line < len(written) else ""
            problems.add(path, first_line + (mark.line if mark else 0), _in_dutch(error, line))
        return None
    except (yaml.YAMLError, ValueError) as error:
        # ValueError: PyYAML makes a date of 2026-02-30 before we can look at it
        problems.add(path, first_line, f"het blok met gegevens is niet te lezen ({error})")
        return None
    finally:
        loader.dispose()
    return {str(key): value for key, value in values.items()}, lines


def _note_lines(
    node: yaml.Node, prefix: str, lines: dict[str, int], complain: Callable[[int, str], None], first_line: int
) -> None:
    """Put the line of every key and list item below `node` in `lines`, and complain of a key that stands twice."""
    if isinstance(node, yaml.MappingNode):
        inner = [(str(key.value), key.start_mark.line, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        inner = [(str(index), item.start_mark.line, item) for index, item in enumerate(node.value)]
    else:
        return
    for name, start, value in inner:
        key, line = f"{prefix}{name}", first_line + start
        if key in lines:
            complain(line, f"'{name}' staat er twee keer (eerst op regel {lines[key]})")
        lines[key] = line
        _note_lines(value, f"{key}.", lines, complain, first_line)


def _keep_dates_as_text(node: yaml.Node) -> None:
    """Leave dates as the text an editor typed: a wrong one must get our message, a bare year must stay a year."""
    if isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            _keep_dates_as_text(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _keep_dates_as_text(value)
    elif node.tag in {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}:
        node.tag = "tag:yaml.org,2002:str"


def _open_quote(text: str) -> int | None:
    """The line (from 0) whose value opens a quote and does not close it: without that quote all is well."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        match = _QUOTED.match(line)
        if match and match[2] not in match[3] and _parses([*lines[:number], match[1] + match[3], *lines[number + 1 :]]):
            return number
    return None


def _parses(lines: list[str]) -> bool:
    try:
        yaml.compose("\n".join(lines), Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return False
    return True


def _in_dutch(error: yaml.MarkedYAMLError, line: str) -> str:
    problem = error.problem or ""
    if "mapping values are not allowed" in problem:
        return 'er staat een dubbele punt in een waarde zonder aanhalingstekens; zet de hele waarde tussen "…"'
    if line.lstrip(" ").startswith("\t"):
        return "er staat een tab; gebruik spaties"
    return f"het blok met gegevens klopt hier niet; let op inspringen, aanhalingstekens en streepjes ({problem})"
