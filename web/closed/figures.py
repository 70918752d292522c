"""Figures of use: one's own and the total, as page and as CSV; for editors a table to take, with its report first."""

from __future__ import annotations

import secrets

from flask import Blueprint, Response, abort, request, url_for

from bot.adapters.tables.reading import read_table
from bot.adapters.tables.writing import as_csv
from bot.core.importing.table import TableError
from bot.core.store.port import Store
from bot.core.use.figures import Year
from web.closed.reporting import named
from web.closed.services import rooms
from web.editor.exchange import FileCodec
from web.editor.gate import account, page, see
from web.site import site

_KEPT_SECONDS = 3600.0
_MOST = 20
_NAME = 100


def figures() -> Response:
    """One year: what somebody may see of it."""
    years, found = _year()
    return page("besloten/gebruik.html", years=[(str(year), str(year)) for year in years], found=found, named=named)


def figures_csv() -> Response:
    """The same as a file."""
    _, found = _year()
    if found is None:
        abort(404)
    rows = [
        [str(found.year), named(cell.provider), named(cell.cbs_code), cell.figure.words]
        for own in found.own
        for cell in own.cells
    ]
    if found.everybody is not None:
        rows.append([str(found.year), "iedereen", "Nederland", found.everybody.words])
    data = as_csv(("jaar", "aanbieder", "gemeente", "aantal"), rows)
    headers = {"Content-Disposition": f'attachment; filename="gebruik-{found.year}.csv"'}
    return Response(data, mimetype="text/csv", headers=headers)


def import_figures() -> Response:
    """Choose a file; then its report, which writes nothing; then take it."""
    if not account().role.edits_everything:
        abort(404)
    if request.method != "POST":
        return page("besloten/gebruik_import.html")
    key = request.form.get("kenmerk", "")
    if not key:
        sent = request.files.get("tabel")
        if sent is None or not sent.filename:
            return page("besloten/gebruik_import.html", status=400, problem="Kies eerst een bestand.")
        key = f"{account().id}-{secrets.token_urlsafe(16)}"
        _files().put(key, (sent.filename[-_NAME:].replace("\0", ""), sent.read()), seconds=_KEPT_SECONDS)
    kept = _files().get(key) if key.startswith(f"{account().id}-") else None
    if kept is None:
        return page(
            "besloten/gebruik_import.html", status=400, problem="Dit bestand is niet meer bewaard. Kies het opnieuw."
        )
    name, data = kept.value
    take = request.form.get("doe") == "overnemen"
    try:
        report = rooms().part.take_figures(read_table(name, data), account(), dry_run=not take)
    except TableError as error:
        return page("besloten/gebruik_import.html", status=400, problem=str(error))
    if take and not report.refused:
        _files().delete(key)
        return see(url_for("closed.figures"), "bewaard-besloten")
    return page("besloten/gebruik_verslag.html", status=400 if take else 200, report=report, name=name, key=key)


def _year() -> tuple[tuple[int, ...], Year | None]:
    part = rooms().part
    years = part.years()
    wanted = request.args.get("jaar", "")
    year = int(wanted) if wanted.isascii() and wanted.isdecimal() else (years[0] if years else 0)
    return years, part.figures(account(), year) if year in years else None


def _files() -> Store[tuple[str, bytes]]:
    return site().services.stores.store("figures", FileCodec(), most=_MOST)


def register(pages: Blueprint) -> None:
    """`/beheer/besloten/gebruik` and below."""
    pages.add_url_rule("/besloten/gebruik", "figures", figures)
    pages.add_url_rule("/besloten/gebruik.csv", "figures_csv", figures_csv)
    pages.add_url_rule("/besloten/gebruik/import", "import_figures", import_figures, methods=["GET", "POST"])
