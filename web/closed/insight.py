"""Inzicht: what editors see of the whole, each subject as sentence, tables, picture and files."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, request

from bot.adapters.tables.writing import as_csv
from bot.core.insight.finding import Wanted
from bot.core.insight.insight import Insight
from web.closed.services import rooms
from web.editor.gate import account, page


def insight() -> Response:
    """Everything, for one year and province or for all of them; what there is not is 404."""
    found, wanted = _insight(), _wanted()
    return page(
        "inzicht.html",
        findings=found.findings(wanted),
        years=[(str(year), str(year)) for year in found.years()],
        provinces=[(name, name) for name in found.provinces()],
        wanted=wanted,
        chosen=_chosen(wanted),
    )


def insight_csv(key: str) -> Response:
    """One table as a file, of the same year and province."""
    wanted = _wanted()
    table = _insight().table(key, wanted)
    if table is None:
        abort(404)
    name = "-".join([key, *([str(wanted.year)] if wanted.year else []), datetime.now(UTC).date().isoformat()])
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(as_csv(table.heads, table.rows), mimetype="text/csv", headers=headers)


def _insight() -> Insight:
    found = rooms().insight
    if found is None or not account().role.edits_everything:
        abort(404)
    return found


def _wanted() -> Wanted:
    """What the address asks for."""
    year, province = request.args.get("jaar", ""), request.args.get("provincie", "")
    known = {str(item) for item in _insight().years()}
    if (year and year not in known) or (province and province not in _insight().provinces()):
        abort(404)
    return Wanted(int(year) if year else None, province)


def _chosen(wanted: Wanted) -> dict[str, str]:
    """The same as it stands in an address."""
    return {name: value for name, value in (("jaar", str(wanted.year or "")), ("provincie", wanted.province)) if value}


def register(pages: Blueprint) -> None:
    """`/beheer/inzicht` and below."""
    pages.add_url_rule("/inzicht", "insight", insight)
    pages.add_url_rule("/inzicht/<key>.csv", "insight_csv", insight_csv)
