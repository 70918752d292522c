"""Rows of contacts: numbers and addresses of desks, one a row or several, of a person's making or of the national register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.core.changes.changes import RecordKind
from bot.core.directory.contacts import GENERAL_DESK, REGISTER_SOURCE, ChannelKind
from bot.core.directory.standing import MONTHS_REGISTER, Origin, months_before
from bot.core.directory.telephone import e164, without_extension
from bot.core.importing.cells import (
    clean,
    free_address,
    has_client_data,
    names_a_person,
    personal_address,
    read_day,
    read_emails,
    read_phones,
    read_website,
    unquoted,
)
from bot.core.importing.context import Context
from bot.core.importing.owners import Known, Owner
from bot.core.importing.report import SKIP, Choice, Edit, RowReport
from bot.core.importing.table import Cell, Row
from bot.core.importing.whose import find_owner
from bot.core.partial_date import PartialDate

ANYHOW = Choice("toch", "Neem over zoals het er staat")
NAMELESS = Choice("zonder-naam", "Neem over zonder de naam")
INSTEAD = Choice("vervangen", "Vervang wat er staat")
BESIDE = Choice("ernaast", "Zet het ernaast")

type Read = Callable[[Cell], tuple[list[str], list[str], str]]

READERS: dict[ChannelKind, Read] = {
    ChannelKind.PHONE: read_phones,
    ChannelKind.EMAIL: read_emails,
    ChannelKind.WEBSITE: read_website,
}
_KINDS = {
    word: kind
    for kind, words in {
        ChannelKind.PHONE: "tel telefoon telefoonnummer phone voice bellen mobiel telnr cell",
        ChannelKind.TEXTPHONE: "teksttelefoon textphone tty tdd texttelephone textphone",
        ChannelKind.SMS: "sms text textmessage",
        ChannelKind.WHATSAPP: "whatsapp app",
        ChannelKind.VIDEO: "video beeldbellen videobellen doventolk videotelefoon",
        ChannelKind.EMAIL: "email mail emailadres mailadres",
        ChannelKind.WEBSITE: "website web url site webadres internet",
    }.items()
    for word in words.split()
}
_GENERAL = frozenset({"", "algemeen", "general"})


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a row's values come from."""

    origin: Origin = Origin.VNG
    source_id: str = ""
    source_date: PartialDate | None = None
    confirmed: tuple[date, str] | None = None


def channel_kind(word: str) -> ChannelKind | None:
    """The kind of channel that people call so; None where the directory has no such kind."""
    return _KINDS.get("".join(letter for letter in word.casefold() if letter.isalnum()))


def judge_contact(row: Row, result: RowReport, context: Context) -> None:
    """A row with a column for each kind of channel."""
    owner = find_owner(row, result, context)
    if _tells_of_a_client(row, result, context):
        return
    label = read_label(row, owner, result, context)
    source = _source(row, result, context, owner)
    for kind, reader in READERS.items():
        for column, cell in context.columns.cells(row, kind.value):
            for value in _read(reader, cell, context.columns.head(column), result):
                _offer(owner, label, kind, value, source, row, result, context)
    _tell_remark(row, result, context)
    if not any(result.values.get(kind.value) for kind in READERS) and not result.told:
        result.skip("er staat geen nummer of adres in")


def judge_long(row: Row, result: RowReport, context: Context) -> None:
    """A row with one number or address, and its kind in words."""
    owner = find_owner(row, result, context)
    if _tells_of_a_client(row, result, context):
        return
    label = read_label(row, owner, result, context)
    written = _text(row, "channel", context)
    kind = channel_kind(written)
    if kind is None:
        result.refuse(
            f"de soort '{written}' kent de gids niet. Kies telefoon, teksttelefoon, sms, whatsapp, beeldbellen, e-mail of website",
            "soort",
        )
        return
    source = _source(row, result, context, owner)
    cells = context.columns.cells(row, "value")
    if not cells:
        result.skip("de waarde is leeg: een lege cel wist niets")
        return
    reader = READERS.get(kind, read_phones if kind.is_number else read_website)
    for value in _read(reader, cells[0][1], context.columns.head(cells[0][0]), result):
        _offer(owner, label, kind, value, source, row, result, context)
    _tell_remark(row, result, context)


def judge_register(row: Row, result: RowReport, context: Context) -> None:
    """A row of the national register: only the municipality's general desk, and never confirmed."""
    kind = _text(row, "channel", context)
    if kind and kind.casefold() != "gemeente":
        result.skip(f"'{kind}' is geen gemeente")
        return
    ended = context.columns.cells(row, "ended")
    if ended and (day := read_day(ended[0][1])[0]) is not None and day <= context.today:
        result.skip(f"opgeheven op {day.isoformat()}")
        return
    owner = find_owner(row, result, context)
    source_date = _verified(row, result, context)
    others = _general_desk(row, owner, source_date, result, context)
    result.values["label"] = GENERAL_DESK
    if others and not any(result.values.get(channel.value) for channel in READERS):
        result.skip(f"ander loket: {', '.join(dict.fromkeys(others))}")
        return
    for desk in dict.fromkeys(others):
        result.tell(f"het nummer of adres van '{desk}' is overgeslagen")
    if source_date and source_date < months_before(context.today, MONTHS_REGISTER):
        result.tell(f"langer dan een jaar niet nagekeken ({source_date.isoformat()}): komt erin als verouderd")


def _verified(row: Row, result: RowReport, context: Context) -> date | None:
    """The register's own date of the row."""
    dated = context.columns.cells(row, "source_date")
    found = read_day(dated[0][1])[0] if dated else None
    if found:
        result.values["source_date"] = found.isoformat()
    return found


def _general_desk(row: Row, owner: Owner | None, dated: date | None, result: RowReport, context: Context) -> list[str]:
    """Offer what is of the general desk; returns the other desks that the row has something of."""
    source_date = PartialDate(dated.year, dated.month, dated.day) if dated else None
    source, others = _Source(Origin.REGISTER, REGISTER_SOURCE, source_date), []
    for channel, reader in READERS.items():
        desk = _text(row, f"{channel.value}_label", context)
        for column, cell in context.columns.cells(row, channel.value):
            if desk.casefold() not in _GENERAL:
                others.append(desk)
                continue
            for value in _read(reader, cell, context.columns.head(column), result):
                _offer(owner, GENERAL_DESK, channel, value, source, row, result, context)
    return others


def read_label(row: Row, owner: Owner | None, result: RowReport, context: Context) -> str:
    """The desk's name, without that of a person where that was chosen; asks when it names one that is new."""
    cells = context.columns.cells(row, "label")
    if not cells:
        return ""
    label, mended = clean(cells[0][1])
    if mended:
        result.tell(f"in '{context.columns.head(cells[0][0])}' zijn tekens weggehaald die er niet horen")
    if names_a_person(label) and not (owner and any(desk == label for desk, _ in owner.channels)):
        result.ask("dit lijkt de naam van een persoon: die hoort niet in de openbare gids", NAMELESS, ANYHOW, SKIP)
        return label if context.answers.get((context.sheet, row.number)) == ANYHOW.id else ""
    result.values["label"] = label
    return label


def _offer(
    owner: Owner | None,
    label: str,
    kind: ChannelKind,
    value: str,
    source: _Source,
    row: Row,
    result: RowReport,
    context: Context,
) -> None:
    """One number or address of a row: the same one is no difference, another one beside it is asked about."""
    shown = e164(value) if kind.is_number else value
    listed = result.values.setdefault("phone" if kind.is_number else kind.value, [])
    if isinstance(listed, list):
        listed.append(shown)
    if kind.is_number and (extension := without_extension(value)[1]):
        result.values["extension"] = extension
    plain = plain_value(kind, value)
    known = owner is not None and any(plain_value(kind, item.value) == plain for item in _holding(owner, label, kind))
    if kind is ChannelKind.EMAIL and not known:
        _look_at_address(value, result)
    if owner is None:
        return
    key = (owner.id, label.casefold(), kind.value)
    said = context.said.setdefault(key, [])
    same = next((number for value_said, number in said if value_said == plain and number != row.number), None)
    if same is not None:
        result.tell(f"{value} staat al op rij {same}")
        return
    other = next((number for _, number in said if number != row.number), None)
    if other is not None and not known:
        result.ask(f"een tweede {_word(kind)} voor dezelfde functie (rij {other})", BESIDE, SKIP)
    said.append((plain, row.number))
    _compare(owner, label, kind, value, source, result, context.answers.get((context.sheet, row.number), ""))


def _compare(
    owner: Owner, label: str, kind: ChannelKind, value: str, source: _Source, result: RowReport, answer: str
) -> None:
    """What the directory has of this desk and kind decides what writing it comes down to."""
    holding = _holding(owner, label, kind)
    plain = plain_value(kind, value)
    same = next((item for item in holding if plain_value(kind, item.value) == plain), None)
    edit = Edit(
        owner.id,
        RecordKind.CHANNEL,
        {"label": label, "kind": kind.value, "value": same.value if same else value},
        source.origin,
        same.key if same else "",
        source.source_id,
        source.source_date,
        source.confirmed,
    )
    if same is not None:
        newer = source.confirmed is not None and source.confirmed[0].isoformat() > same.confirmed_on
        if newer or (source.origin is Origin.REGISTER and same.origin == Origin.REGISTER):
            result.edits.append(edit)
        return
    other = _other(holding, source.origin)
    if other is None:
        result.edits.append(edit)
    elif source.origin is Origin.REGISTER:
        _from_register(edit, other, result)
    elif other.strong:
        result.tell(f"de eigenaar zegt {other.value}: dit wordt een voorstel")
        result.edits.append(_replacing(edit, other))
    else:
        if f"een tweede {_word(kind)}" not in " ".join(result.told):
            result.ask(f"de gids heeft {other.value} voor deze functie", INSTEAD, BESIDE, SKIP)
        result.edits.append(_replacing(edit, other) if answer == INSTEAD.id else edit)


def _holding(owner: Owner, label: str, kind: ChannelKind) -> list[Known]:
    """What the directory has of this desk and kind, without what was withdrawn."""
    wanted = (label.casefold(), kind.value)
    return [
        item
        for (desk, of), found in owner.channels.items()
        if (desk.casefold(), of) == wanted
        for item in found
        if not item.withdrawn
    ]


def _other(holding: list[Known], origin: Origin) -> Known | None:
    """The value that this one would stand beside; what the register brought gives way to a person."""
    kept = [item for item in holding if origin is Origin.REGISTER or item.origin != Origin.REGISTER]
    return kept[0] if kept else None


def _from_register(edit: Edit, other: Known, result: RowReport) -> None:
    """The register's own value is brought up to date; what somebody else said is only proposed to change."""
    if other.origin != Origin.REGISTER or other.confirmed_on:
        result.tell(f"de gids heeft {other.value}: dit wordt een voorstel")
    result.edits.append(_replacing(edit, other))


def _replacing(edit: Edit, other: Known) -> Edit:
    return Edit(
        edit.owner_id, edit.kind, edit.values, edit.origin, other.key, edit.source_id, edit.source_date, edit.confirmed
    )


def plain_value(kind: ChannelKind, value: str) -> str:
    """A value without what only looks different."""
    if kind.is_number:
        return e164(value) + without_extension(value)[1]
    lower = value.casefold()
    for start in ("https://", "http://", "www."):
        lower = lower.removeprefix(start)
    return lower.rstrip("/")


def _look_at_address(value: str, result: RowReport) -> None:
    if personal_address(value):
        result.ask("dit lijkt het adres van een persoon. Is er een adres van de functie, zoals wmo@…?", ANYHOW, SKIP)
    elif free_address(value):
        result.ask("dit is geen adres van de organisatie zelf, maar van een dienst voor iedereen", ANYHOW, SKIP)


def _read(reader: Read, cell: Cell, head: str, result: RowReport) -> list[str]:
    """The values of a cell; what was changed is told, what is wrong refuses the row."""
    found, told, wrong = reader(cell)
    if wrong:
        result.refuse(wrong, head)
        return []
    _, mended = clean(cell)
    if mended:
        result.tell(f"in '{head}' zijn tekens weggehaald die er niet horen")
    for words in told:
        result.tell(words)
    return found


def _source(row: Row, result: RowReport, context: Context, owner: Owner | None) -> _Source:
    """Who confirmed the row and when: both or neither."""
    on, by = context.columns.cells(row, "confirmed_on"), unquoted(_text(row, "confirmed_by", context))
    source_id = _text(row, "source", context)
    dated = context.columns.cells(row, "source_date")
    source_date = _partial(clean(dated[0][1])[0] if dated else "")
    if not on and not by:
        return _Source(source_id=source_id, source_date=source_date)
    if not on or not by:
        missing = "wel wie bevestigde, maar niet wanneer" if by else "wel wanneer het is bevestigd, maar niet door wie"
        result.refuse(missing, "bevestigd op" if by else "bevestigd door")
        return _Source()
    head = context.columns.head(on[0][0])
    day, told, wrong = read_day(on[0][1])
    if wrong or day is None:
        result.refuse(wrong, head)
        return _Source()
    if day > context.today:
        result.refuse(f"{day.isoformat()} ligt in de toekomst: dan kan het nog niet bevestigd zijn", head)
        return _Source()
    if told:
        result.tell(told)
    result.values["confirmed_on"] = day.isoformat()
    if names_a_person(by):
        by = owner.name if owner is not None else "de organisatie"
        result.tell("wie bevestigde, lijkt een persoon: in de gids komt de naam van de organisatie te staan")
    return _Source(source_id=source_id, source_date=source_date, confirmed=(day, by))


def _tells_of_a_client(row: Row, result: RowReport, context: Context) -> bool:
    """Whether the row holds data of a client: then nothing of it goes further."""
    texts = [clean(cell)[0] for name in ("remark", "label") for _, cell in context.columns.cells(row, name)]
    if not any(has_client_data(text) for text in texts):
        return False
    result.secret = True
    result.refuse("hier staan gegevens van een cliënt. Haal ze weg uit het bestand; ze zijn niet bewaard", "opmerking")
    return True


def _tell_remark(row: Row, result: RowReport, context: Context) -> None:
    if context.columns.cells(row, "remark"):
        result.tell("de opmerking is niet overgenomen")


def _partial(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text else None
    except ValueError:
        day = read_day(text)[0]
        return PartialDate(day.year, day.month, day.day) if day else None


def _text(row: Row, field: str, context: Context) -> str:
    cells = context.columns.cells(row, field)
    return clean(cells[0][1])[0] if cells else ""


def _word(kind: ChannelKind) -> str:
    return "nummer" if kind.is_number else "adres"
