"""Reads an export of the national register (ROO) as a stream: the municipalities in it, with contact and places.

Names are matched without their namespace, because that changes with every version of the schema. Only what stands
directly under an `organisatie` of the list counts: parts of a municipality have organisations of their own, and the
people under `functies` are never read.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from bot.core.directory.contacts import ChannelKind
from bot.core.directory.telephone import TelephoneError, read_telephone
from bot.core.errors import KennispuntError
from bot.core.partial_date import PartialDate

MEGABYTE = 1_000_000
MOST_BYTES = 200 * MEGABYTE
"""The whole register is 38 MB; far more than that is not the register."""
READ_SECONDS = 120.0
GENERAL = "algemeen"
"""The label of a municipality's general number and addresses; other labels are desks that are not about support."""
NAME_LENGTH = 200

_LEVEL = 3
"""Depth of an organisation of the list: overheidsorganisaties, organisaties, organisatie."""
_CODE = re.compile(r".*/gemeente/gm(\d{4})")
_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+")
_WEBSITE = re.compile(r"(?:https?://)?[^\s/.@]+(?:\.[^\s/.@]+)+(?:/\S*)?", re.IGNORECASE)
_PROVINCE_BEHIND = re.compile(r"\s+(?:\(?(?:GN|GR|FR|DR|OV|FL|GLD|GL|UT|NH|ZH|ZL|ZE|NB|LB|LI)\.?\)?|Gem\.\s.*)$")
"""What the register writes behind a name that occurs twice: a province ('Spijkerboor DR') or a municipality."""
_BRACKETS = re.compile(r"\(0\)|[()]")
"""Brackets round an area code, which the register writes and nobody dials; and the 0 that is left out from abroad."""

_CHANNELS = (
    (ChannelKind.PHONE, "telefoonnummers", "telefoonnummer", "nummer"),
    (ChannelKind.EMAIL, "emailadressen", "emailadres", "email"),
    (ChannelKind.WEBSITE, "internetadressen", "internetadres", "url"),
)


class RegisterError(KennispuntError):
    """The register cannot be used; the message says why in Dutch, for the editor."""


@dataclass(frozen=True, slots=True)
class RegisterChannel:
    """One number or address of a municipality's general desk."""

    kind: ChannelKind
    value: str


@dataclass(frozen=True, slots=True)
class RegisterMunicipality:
    """A municipality as the register has it. `verified_on` is the day on which it last looked at its own data."""

    cbs_code: str
    name: str
    starts_on: date | None = None
    ends_on: date | None = None
    verified_on: PartialDate | None = None
    channels: tuple[RegisterChannel, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """Everything of the register that counts here."""

    municipalities: tuple[RegisterMunicipality, ...]
    other_labels: Counter[str] = field(default_factory=Counter)
    """Numbers and addresses passed over because they are of another desk, by its label."""
    unusable: tuple[str, ...] = ()
    """Values that are no number or address, each with its municipality."""


def read_register(path: Path, *, most_bytes: int = MOST_BYTES, seconds: float = READ_SECONDS) -> Register:
    """Read an export; raises RegisterError when it is too large, takes too long, or is no register."""
    try:
        size = path.stat().st_size
        if size > most_bytes:
            raise RegisterError(
                f"Het bestand is te groot ({size // MEGABYTE} MB, hooguit {most_bytes // MEGABYTE} MB). Er is niets gewijzigd."
            )
        if size == 0:
            raise RegisterError("Het bestand is leeg. Er is niets gewijzigd.")
        return _Reading(time.monotonic() + seconds).read(path)
    except OSError as error:
        raise RegisterError(
            f"Het bestand kan niet gelezen worden ({error.strerror}). Er is niets gewijzigd."
        ) from error
    except DefusedXmlException as error:
        raise RegisterError(
            "Het bestand heeft een eigen documenttype of entiteiten. Dat heeft het register nooit; het is niet gelezen."
        ) from error
    except ParseError as error:
        line = error.position[0]
        raise RegisterError(f"Het bestand is geen goede XML (regel {line}). Er is niets gewijzigd.") from error


@dataclass(slots=True)
class _Reading:
    """One pass over the file."""

    until: float
    other_labels: Counter[str] = field(default_factory=Counter)
    unusable: list[str] = field(default_factory=list)

    def read(self, path: Path) -> Register:
        found = tuple(self._municipality(item, code) for item, code in self._listed(path))
        return Register(found, self.other_labels, tuple(self.unusable))

    def _listed(self, path: Path) -> Iterator[tuple[Element, str]]:
        """The municipalities of the list, each with its code; everything that was passed is let go at once."""
        open_now: list[Element] = []
        for event, element in iterparse(path, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                open_now.append(element)
                continue
            open_now.pop()
            depth = len(open_now) + 1
            if depth > _LEVEL:
                continue
            if time.monotonic() > self.until:
                raise RegisterError("Het lezen van het bestand duurt te lang. Er is niets gewijzigd.")
            if depth == _LEVEL and _local(element.tag) == "organisatie" and (code := _code(element)):
                yield element, code
            if open_now:
                open_now[-1].clear()

    def _municipality(self, item: Element, code: str) -> RegisterMunicipality:
        name = _text(item, "naam").removeprefix("Gemeente ").strip()
        channels: dict[RegisterChannel, None] = {}
        contact = _child(item, "contact")
        for kind, many, one, value in _CHANNELS:
            group = _child(contact, many)
            for channel in _children(group, one):
                label = _text(channel, "label")
                if label.casefold() not in {"", GENERAL}:
                    self.other_labels[label] += 1
                    continue
                written = tidy(kind, _text(channel, value))
                if written:
                    channels[RegisterChannel(kind, written)] = None
                else:
                    self.unusable.append(f"{name}: {_text(channel, value) or 'leeg'}")
        return RegisterMunicipality(
            cbs_code=code,
            name=name,
            starts_on=_day(_text(item, "startDatum")),
            ends_on=_day(_text(item, "eindDatum")),
            verified_on=_partial(_text(item, "datumTerVerificatie")),
            channels=tuple(channels),
            places=_places(_text(_child(item, "geografie"), "bevatPlaatsen")),
        )


def tidy(kind: ChannelKind, written: str) -> str:
    """A number or address as it is kept; empty when it is none, or more than one."""
    value = " ".join(written.split())
    if len(value) > NAME_LENGTH:
        return ""
    match kind:
        case ChannelKind.PHONE:
            try:
                return read_telephone(_BRACKETS.sub("", value))
            except TelephoneError:
                return ""
        case ChannelKind.EMAIL:
            local, _, host = value.rpartition("@")
            return f"{local}@{host.lower()}" if _EMAIL.fullmatch(value) else ""
        case _:
            return value if _WEBSITE.fullmatch(value) else ""


def _places(written: str) -> tuple[str, ...]:
    names = (_PROVINCE_BEHIND.sub("", " ".join(part.split())) for part in written.split(","))
    return tuple(dict.fromkeys(name for name in names if 0 < len(name) <= NAME_LENGTH))


def _code(item: Element) -> str:
    """The CBS code of a municipality; empty for everything else."""
    types = {kind.text.strip() for kind in _children(_child(item, "types"), "type") if kind.text}
    address = next((value for key, value in item.attrib.items() if _local(key) == "resourceIdentifierTOOI"), "")
    match = _CODE.fullmatch(address.strip())
    return match[1] if match and "Gemeente" in types else ""


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]


def _children(parent: Element | None, name: str) -> list[Element]:
    return [child for child in parent if _local(child.tag) == name] if parent is not None else []


def _child(parent: Element | None, name: str) -> Element | None:
    return next(iter(_children(parent, name)), None)


def _text(parent: Element | None, name: str) -> str:
    child = _child(parent, name)
    return (child.text or "").strip() if child is not None else ""


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10]) if written else None
    except ValueError:
        return None


def _partial(written: str) -> PartialDate | None:
    try:
        return PartialDate.parse(written[:10]) if written else None
    except ValueError:
        return None
