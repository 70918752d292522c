"""Finding whose row it is, and saying so where that is not beyond doubt."""

from __future__ import annotations

from bot.core.importing.cells import clean, read_code, unquoted
from bot.core.importing.context import Context
from bot.core.importing.owners import Owner, is_owner, same_name
from bot.core.importing.report import SKIP, RowReport
from bot.core.importing.table import Row


def find_owner(row: Row, result: RowReport, context: Context) -> Owner | None:
    """The owner of a row by its codes and its name; None where there is none, which is told then."""
    answer = context.answers.get((context.sheet, row.number), "")
    if answer.startswith("is:") and (meant := context.owners.by_id.get(answer.removeprefix("is:"))) is not None:
        result.ask(f"u koos {meant.name}", is_owner(meant))
        return _owned(result, meant)
    name = _name(row, result, context)
    written = [(column, clean(cell)[0]) for column, cell in context.columns.cells(row, "code")]
    codes = {code for _, text in written if (code := read_code(text)) is not None}
    if len(codes) > 1:
        result.refuse(
            f"de codes {' en '.join(sorted(codes))} spreken elkaar tegen", context.columns.head(written[0][0])
        )
        return None
    if codes:
        return _by_code(codes.pop(), name, context.columns.head(written[0][0]), result, context)
    if written and (found := context.owners.by_id.get(unquoted(written[0][1]))) is not None:
        return _owned(result, found)
    if written:
        head = context.columns.head(written[0][0])
        result.refuse(f"'{written[0][1]}' is geen code van een gemeente: die heeft vier cijfers", head)
        return None
    return _by_name(name, result, context)


def _by_code(code: str, name: str, head: str, result: RowReport, context: Context) -> Owner | None:
    owner = context.owners.municipality(code)
    called = context.owners.named(name) if name else []
    if owner is None:
        choices = [is_owner(item) for item in called] or (context.owners.like(name) if name else [])
        if choices:
            result.ask(f"de code {code} kent de gids niet. Wie is '{name}'?", *choices, SKIP)
        else:
            result.refuse(f"de code {code} kent de gids niet", head)
        return None
    if owner.retired:
        return _retired(owner, result, context)
    if name and owner not in called:
        if called:
            others = " of ".join(item.name for item in called)
            result.refuse(f"{code} is {owner.name}, maar in de rij staat '{name}' ({others})", head)
            return None
        result.tell(f"in de rij staat '{name}'; {code} heet in de gids {owner.name}, en dat blijft zo")
    return _owned(result, owner)


def _name(row: Row, result: RowReport, context: Context) -> str:
    cells = context.columns.cells(row, "name")
    if not cells:
        return ""
    name, mended = clean(cells[0][1])
    if mended:
        result.tell(
            f"in '{context.columns.head(cells[0][0])}' zijn tekens verbeterd of weggehaald; de naam in de gids blijft zoals hij is"
        )
    return unquoted(name)


def _by_name(name: str, result: RowReport, context: Context) -> Owner | None:
    if not name:
        result.refuse("er staat niet bij van welke gemeente of organisatie dit is")
        return None
    found = context.owners.named(name)
    if len(found) == 1:
        (owner,) = found
        if owner.retired:
            return _retired(owner, result, context)
        if owner.municipality and owner.id != name and not same_name(owner, name):
            result.tell(f"'{name}' heet in de gids {owner.name}")
        return _owned(result, owner)
    if found:
        result.ask(f"'{name}' kan meer dan één zijn", *(is_owner(item) for item in found), SKIP)
        return None
    if choices := context.owners.like(name):
        result.ask(f"'{name}' staat niet in de gids", *choices, SKIP)
    else:
        result.refuse(f"'{name}' staat niet in de gids")
    return None


def _retired(owner: Owner, result: RowReport, context: Context) -> Owner | None:
    after = context.owners.by_id.get(owner.retired)
    choices = [is_owner(after)] if after is not None else []
    result.ask(f"{owner.name} staat niet meer in de gids", *choices, SKIP)
    result.owner_id, result.owner_name = owner.id, owner.name
    return None


def _owned(result: RowReport, owner: Owner) -> Owner:
    result.owner_id, result.owner_name = owner.id, owner.name
    return owner
