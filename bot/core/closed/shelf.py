"""What is in the closed part, and the rules of what may come in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.core.errors import KennispuntError

MOST_BYTES = 10 * 1024 * 1024
MOST_DOCUMENTS = 200
LONGEST_TITLE = 150
LONGEST_TEXT = 20_000
_MOST_UNPACKED = 100 * 1024 * 1024
_MOST_PARTS = 5_000
KINDS: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
"""Kinds of document that are taken, by the end of their name, and what they are sent as."""
_INSIDE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


class ClosedError(KennispuntError):
    """This cannot be done in the closed part; the words say why, in Dutch."""


class MeanwhileError(KennispuntError):
    """Somebody else changed it since it was shown; `now` is how it stands, None when it is gone."""

    def __init__(self, now: Development | Official | None) -> None:
        self.now = now
        super().__init__()


@dataclass(frozen=True, slots=True)
class Development:
    """A short article with its day."""

    id: int
    title: str
    text: str
    day: date
    version: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """A document, without what is in it."""

    id: int
    title: str
    name: str
    kind: str
    size: int
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody of an owner whom another owner may call for a handover."""

    id: int
    owner_id: str
    name: str
    task: str
    email: str
    phone: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class LogLine:
    """Who did what, when."""

    at: datetime
    who: str
    what: str


class Shelf(Protocol):
    """Keeps all of it: `bot.adapters.sql.closed` has it in a database."""

    def developments(self) -> Sequence[Development]:
        """The newest first."""

    def put_development(self, item: Development, who: str) -> Development:
        """A new one (id 0) or how it is from now on; raises MeanwhileError when its version is another one."""

    def remove_development(self, item_id: int, who: str) -> None:
        """Take it away."""

    def documents(self) -> Sequence[Document]:
        """The newest first."""

    def document(self, item_id: int) -> tuple[Document, bytes] | None:
        """One with what is in it."""

    def add_document(self, title: str, name: str, kind: str, data: bytes, who: str, now: datetime) -> Document:
        """One more."""

    def remove_document(self, item_id: int, who: str) -> None:
        """Take it away."""

    def officials(self) -> Sequence[Official]:
        """Everybody, by owner and name."""

    def put_official(self, item: Official, who: str) -> Official:
        """A new one (id 0) or how it is from now on; raises MeanwhileError when its version is another one."""

    def remove_official(self, item_id: int, who: str) -> None:
        """Take them away, and leave no trace of who it was."""

    def note(self, who: str, what: str) -> None:
        """A line in the log."""

    def log(self, most: int = 500) -> Sequence[LogLine]:
        """What was done, the newest first."""


def check_texts(texts: Mapping[str, tuple[str, int]]) -> None:
    """Refuse what is empty or too long, by its name; raises ClosedError."""
    for name, (text, most) in texts.items():
        if not text.strip():
            raise ClosedError(f"Vul in: {name}.")
        if len(text) > most:
            raise ClosedError(f"Te lang: {name}. Er mogen {most} tekens in.")


def kind_of(name: str, data: bytes) -> str:
    """Which of the kinds a document is, by its name and what is in it; raises ClosedError where they are not the same."""
    kind = name.rpartition(".")[2].casefold()
    if kind not in KINDS or "." not in name:
        raise ClosedError(f"Dit soort bestand nemen wij niet. Wel: {', '.join(KINDS)}.")
    if not data:
        raise ClosedError("Dit bestand is leeg.")
    if len(data) > MOST_BYTES:
        raise ClosedError("Dit bestand is te groot. Er mag 10 MB.")
    if not _is(kind, data):
        raise ClosedError(f"Dit is geen {kind}, ook al heet het zo.")
    return kind


def _is(kind: str, data: bytes) -> bool:
    if kind == "pdf":
        return data.startswith(b"%PDF-")
    if kind in {"csv", "txt"}:
        try:
            return "\0" not in data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return False
    try:
        return _packed(kind, data)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        return False


def _packed(kind: str, data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
            raise ClosedError("Dit bestand pakt te groot uit.")
        names = {part.filename for part in parts}
        if any(name.casefold().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
            raise ClosedError("In dit bestand staan macro's. Sla het op zonder macro's.")
        if kind in _INSIDE:
            return _INSIDE[kind] in names
        with packed.open("mimetype") as said:
            return said.read(200).decode("ascii", "replace").strip() == KINDS[kind]
