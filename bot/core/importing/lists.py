"""Rows that are no contacts of ours: the year's list of municipalities, administrative choices, and telephones of HSDS."""

from __future__ import annotations

import re
from datetime import date

from bot.core.changes.changes import RecordKind
from bot.core.directory.choices import CHOICES
from bot.core.directory.standing import Origin
from bot.core.directory.telephone import e164, without_extension
from bot.core.importing.cells import clean, read_code, read_day, read_phones, unquoted
from bot.core.importing.contacts import channel_kind
from bot.core.importing.context import Context
from bot.core.importing.owners import Owner, is_owner, same_name
from bot.core.importing.report import SKIP, Choice, Edit, RowReport
from bot.core.importing.table import Row
from bot.core.importing.whose import find_owner

RENAME = Choice("hernoemen", "Geef de gemeente deze naam; de oude blijft als andere naam")
ADD = Choice("toevoegen", "Voeg de gemeente toe")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_YES = {"ja": "ja", "j": "ja", "yes": "ja", "x": "ja", "nee": "nee", "n": "nee", "no": "nee"}
_WORDS = {
    "wijze": {"declareren": "declaratie", "declaraties": "declaratie", "factureren": "factuur", "facturen": "factuur"},
    "ritme": {
        "maandelijks": "maand", "per maand": "maand", "elke maand": "maand", "kalendermaand": "maand",
        "4 weken": "vier weken", "vierwekelijks": "vier weken", "4-wekelijks": "vier weken", "per vier weken": "vier weken",
        "per 4 weken": "vier weken", "elke vier weken": "vier weken",
    },
    "productcodes": _YES,
}  # fmt: skip
_NOT_STATED = frozenset({"", "-", "?", "onbekend", "niet opgegeven", "n.v.t.", "nvt", "geen opgave"})


def judge_municipality(row: Row, result: RowReport, context: Context) -> None:
    """A row of the list of municipalities: the same, renamed, or new."""
    written = [(column, clean(cell)[0]) for column, cell in context.columns.cells(row, "code")]
    codes = {read_code(text) for _, text in written}
    names = context.columns.cells(row, "name")
    name = unquoted_name(clean(names[0][1])[0]) if names else ""
    head = context.columns.head(written[0][0]) if written else "gemeentecode"
    if not written or None in codes:
        result.refuse("hier hoort de code van de gemeente: vier cijfers", head)
        return
    if len(codes) > 1:
        shown = " en ".join(text for _, text in written)
        result.refuse(f"de codes {shown} spreken elkaar tegen", head)
        return
    code = str(codes.pop())
    result.values |= {"cbs_code": code, "name": name}
    if not name:
        result.refuse("de naam van de gemeente is leeg", "gemeentenaam")
        return
    if code in context.seen:
        result.refuse(f"de code {code} staat al op rij {context.seen[code]}", head)
        return
    context.seen[code] = row.number
    owner = context.owners.municipality(code)
    if owner is None or owner.retired:
        _new(code, name, row, result, context)
        return
    result.owner_id, result.owner_name = owner.id, owner.name
    _known(owner, name, row, result, context)


def _known(owner: Owner, name: str, row: Row, result: RowReport, context: Context) -> None:
    provinces = context.columns.cells(row, "province")
    province = clean(provinces[0][1])[0] if provinces else ""
    if province and province.casefold() != owner.province.casefold():
        result.tell(f"de provincie is in de gids {owner.province}, in het bestand {province}; zij verandert niet")
    if name == owner.name:
        return
    if same_name(owner, name) or owner in context.owners.named(name):
        result.tell(f"'{name}' heet in de gids {owner.name}, en dat blijft zo")
        return
    others = [item.name for item in context.owners.named(name)]
    also = f" '{name}' is in de gids {' of '.join(others)}." if others else ""
    result.ask(f"{owner.id} heet in de gids {owner.name} en in het bestand '{name}'.{also} Hernoemen?", RENAME, SKIP)
    values = {"name": name, "other_names": ";".join(dict.fromkeys([*owner.other_names, owner.name]))}
    result.edits.append(Edit(owner.id, RecordKind.MUNICIPALITY, values, Origin.VNG, owner.id))


def _new(code: str, name: str, row: Row, result: RowReport, context: Context) -> None:
    same = [item for item in context.owners.named(name) if item.municipality and not item.retired]
    if same:
        result.ask(
            f"{same[0].name} heeft in de gids de code {same[0].id} en hier {code}. Is dit een nieuwe gemeente?",
            ADD,
            SKIP,
        )
    else:
        result.ask(
            f"{name} ({code}) is nieuw. Welke gemeenten gaan erin op? Laat die daarna vervallen met deze als opvolger: "
            "dan verwijzen hun contacten ernaar",
            ADD,
            SKIP,
        )
    provinces, regions = (context.columns.cells(row, field) for field in ("province", "youth_region"))
    values = {
        "name": name,
        "province": clean(provinces[0][1])[0] if provinces else "",
        "youth_region": clean(regions[0][1])[0] if regions else "",
    }
    result.edits.append(Edit(code, RecordKind.MUNICIPALITY, values, Origin.VNG))


def judge_choice(row: Row, result: RowReport, context: Context) -> None:
    """A row of administrative choices: a column for each, or one choice a row."""
    owner = find_owner(row, result, context)
    if owner is not None and not owner.municipality:
        result.refuse(f"{owner.name} is geen gemeente")
        return
    since = context.columns.cells(row, "valid_from")
    day, _, wrong = read_day(since[0][1]) if since else (None, "", "")
    if wrong:
        result.refuse(wrong, context.columns.head(since[0][0]))
        return
    if context.columns.has("subject", "value"):
        subject = _cell(row, "subject", context).casefold()
        if subject not in CHOICES:
            result.refuse(f"het onderwerp '{subject}' kent de gids niet. Kies uit: {', '.join(CHOICES)}", "subject")
            return
        found = {subject: _cell(row, "value", context)}
    else:
        found = {subject: _cell(row, subject, context) for subject in CHOICES}
    for subject, written in found.items():
        _choice(owner, subject, written, day, result, context)


def _choice(
    owner: Owner | None, subject: str, written: str, since: date | None, result: RowReport, context: Context
) -> None:
    plain = written.casefold().strip(" .")
    if plain in _NOT_STATED:
        return  # nobody said anything, which is not 'no'
    value = _WORDS[subject].get(plain, plain)
    if value not in CHOICES[subject]:
        result.refuse(f"'{written}' kan niet bij {subject}. Kies uit: {', '.join(CHOICES[subject])}", subject)
        return
    result.values[subject] = value
    if owner is None:
        return
    said = context.said.setdefault((owner.id, subject, ""), [])
    if said and said[0][0] != value:
        result.ask(f"rij {said[0][1]} zegt bij {subject} iets anders", Choice("toch", "Neem deze rij over"), SKIP)
    said.append((value, result.row))
    known = owner.choices.get(subject)
    if known is not None and known.value == value and not known.withdrawn:
        return
    if known is not None and known.strong:
        result.tell(f"de gemeente zegt bij {subject} '{known.value}': dit wordt een voorstel")
    elif known is not None and not known.withdrawn:
        result.tell(f"bij {subject} stond '{known.value}'")
    values = {"subject": subject, "value": value, "valid_from": since.isoformat() if since else ""}
    result.edits.append(Edit(owner.id, RecordKind.CHOICE, values, Origin.VNG, known.key if known else ""))


def judge_phone(row: Row, result: RowReport, context: Context) -> None:
    """A row of the table `phones` of HSDS 3.0; whose it is, an editor says once for each organisation of the file."""
    key = unquoted(_cell(row, "id", context))
    if not _UUID.fullmatch(key):
        result.refuse(f"'{key}' is geen uuid", "id")
        return
    if key in context.seen:
        result.refuse(f"dit id staat al op rij {context.seen[key]}", "id")
        return
    context.seen[key] = row.number
    organisation = unquoted(_cell(row, "organization_id", context))
    if not organisation and not context.columns.cells(row, "other_owner"):
        result.refuse(
            "dit nummer hoort bij niets: er is geen organisatie, locatie of dienst ingevuld", "organization_id"
        )
        return
    kind = channel_kind(_cell(row, "channel", context) or "voice")
    if kind is None:
        result.refuse(f"de soort '{_cell(row, 'channel', context)}' kent de gids niet", "type")
        return
    numbers = context.columns.cells(row, "phone") or context.columns.cells(row, "number")
    found, told, wrong = read_phones(numbers[0][1]) if numbers else ([], [], "het nummer is leeg")
    if wrong:
        result.refuse(wrong, "number")
        return
    for words in told:
        result.tell(words)
    extension = _cell(row, "extension", context)
    value = f"{found[0]}, toestel {extension}" if extension and not without_extension(found[0])[1] else found[0]
    result.values |= {"phone": [e164(number) for number in found], "type": kind.value}
    if extension:
        result.values["extension"] = extension
    _link(organisation, kind.value, value, row, result, context)


def _link(organisation: str, kind: str, value: str, row: Row, result: RowReport, context: Context) -> None:
    owner = context.owners.by_id.get(organisation)
    answer = context.answers.get((context.sheet, row.number), "")
    if owner is None:
        owner = context.owners.by_id.get(answer.removeprefix("is:")) if answer.startswith("is:") else None
        organisations = [item for item in context.owners.by_id.values() if not item.municipality and not item.retired]
        choices = [is_owner(item) for item in sorted(organisations, key=lambda item: item.name)]
        result.ask(f"organisatie {organisation or 'zonder id'} staat niet in de gids. Welke is het?", *choices, SKIP)
    if owner is None:
        return
    label = _cell(row, "description", context)[:_LABEL]
    holding = [item for items in owner.channels.values() for item in items if not item.withdrawn]
    if any(e164(item.value) == e164(value) for item in holding if any(letter.isdigit() for letter in item.value)):
        return
    values = {"label": label, "kind": kind, "value": value}
    result.edits.append(Edit(owner.id, RecordKind.CHANNEL, values, Origin.VNG))


_LABEL = 60
"""A description may be a whole sentence; a desk's name is not."""


def unquoted_name(name: str) -> str:
    """A name without quotation marks around it; the apostrophe of 's-Gravenhage belongs to it."""
    return name.strip().strip('"“”„').strip()


def _cell(row: Row, field: str, context: Context) -> str:
    cells = context.columns.cells(row, field)
    return clean(cells[0][1])[0] if cells else ""
