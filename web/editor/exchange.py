"""Tables in and out at the desk: the report first, then taking it with what was answered."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, request, url_for

from bot.adapters.tables.reading import read_table
from bot.adapters.tables.writing import as_csv, as_xlsx
from bot.core.directory.organisations import Municipality, Organisation
from bot.core.importing.exporting import CHOICE_HEADS, CONTACT_HEADS, choice_rows, contact_rows
from bot.core.importing.judge import Answers
from bot.core.importing.mending import to_mend
from bot.core.importing.table import Table, TableError
from bot.core.store.port import Store
from web.editor.gate import account, author, editing, page, see
from web.site import site

_KEPT_SECONDS = 3600.0
_MOST = 20
_NAME = 100
_FORMS = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


class FileCodec:
    """A file with its name before it."""

    def encode(self, value: tuple[str, bytes]) -> bytes:
        """As in `Codec`."""
        return value[0].encode() + b"\0" + value[1]

    def decode(self, data: bytes) -> tuple[str, bytes]:
        """As in `Codec`."""
        name, _, content = data.partition(b"\0")
        return name.decode(), content


def imports() -> Response:
    """Choose a file; then its report, which writes nothing; then take it."""
    _only_editors()
    if request.method != "POST":
        return page("gids/import.html")
    key = request.form.get("bestand", "")
    if not key:
        sent = request.files.get("tabel")
        if sent is None or not sent.filename:
            return page("gids/import.html", status=400, problem="Kies eerst een bestand.")
        name, data = sent.filename[-_NAME:].replace("\0", ""), sent.read()
        key = f"{account().id}-{secrets.token_urlsafe(16)}"
        _files().put(key, (name, data), seconds=_KEPT_SECONDS)
    return _report(key, take=request.form.get("doe") == "overnemen")


def mend(key: str) -> Response:
    """Only the rows that need work."""
    _only_editors()
    try:
        name, table = _table(key)
        report = editing().importer.take(table, author(), dry_run=True)
    except TableError:
        abort(404)
    return _file(as_csv(*to_mend(table, report)), "csv", f"werk-{name.rpartition('.')[0] or name}")


def export(what: str, form: str) -> Response:
    """A list as a file; of contacts those of the search, when there was one."""
    if what not in {"contacten", "keuzes"} or form not in _FORMS:
        abort(404)
    directory, wanted = site().services.directory, request.args.get("q", "").casefold()
    municipalities = [item for item in directory.municipalities() if account().sees(item.cbs_code)]
    organisations = [item for item in directory.organisations() if account().sees(item.id)]
    heads: tuple[str, ...]
    if what == "contacten":
        owners: list[Municipality | Organisation] = [*municipalities, *organisations]
        rows = contact_rows([item for item in owners if wanted in item.name.casefold()], datetime.now(UTC).date())
        heads = CONTACT_HEADS
    else:
        heads, rows = CHOICE_HEADS, choice_rows(item for item in municipalities if wanted in item.name.casefold())
    return _file(as_xlsx(heads, rows) if form == "xlsx" else as_csv(heads, rows), form, what)


def _report(key: str, *, take: bool) -> Response:
    try:
        name, table = _table(key)
        given = {}
        for sheet in table.sheets:
            for field, answer in request.form.items():
                start, _, row = field.rpartition("-")
                if answer and row.isdecimal() and start == f"antwoord-{sheet.name}":
                    given[sheet.name, int(row)] = answer
        report = editing().importer.take(table, author(f"import van {name}"), Answers(given), dry_run=not take)
    except TableError as error:
        return page("gids/import.html", status=400, problem=str(error))
    if take and not report.refused:
        _files().delete(key)
        return see(url_for("editor.imports"), f"overgenomen-{report.written}-{report.proposed}")
    return page("gids/verslag.html", status=400 if take else 200, report=report, name=name, key=key, given=given)


def _table(key: str) -> tuple[str, Table]:
    found = _files().get(key) if key.startswith(f"{account().id}-") else None
    if found is None:
        raise TableError("Dit bestand is niet meer bewaard. Kies het opnieuw.")
    name, data = found.value
    return name, read_table(name, data)


def _files() -> Store[tuple[str, bytes]]:
    return site().services.stores.store("imports", FileCodec(), most=_MOST)


def _file(data: bytes, form: str, name: str) -> Response:
    safe = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name)
    headers = {"Content-Disposition": f'attachment; filename="{safe}.{form}"'}
    return Response(data, mimetype=_FORMS[form], headers=headers)


def _only_editors() -> None:
    if not account().role.edits_everything:
        abort(404)


def register(pages: Blueprint) -> None:
    """`/beheer/import` and `/beheer/export`."""
    pages.add_url_rule("/import", "imports", imports, methods=["GET", "POST"])
    pages.add_url_rule("/import/<key>/werk.csv", "mend", mend)
    pages.add_url_rule("/export/<what>.<form>", "export", export)
