"""What all municipalities chose for their administration, in one table: on the page, on paper, and as a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from flask import Blueprint, Flask, Response, abort, request

from bot.adapters.tables.writing import as_csv
from bot.core.answering.states import subject_name, value_name
from bot.core.directory.choices import CHOICES, NOT_STATED
from bot.core.directory.choices_overview import ORDERS, SAID, Chosen, Column, Wanted, overview
from bot.core.directory.organisations import AdministrativeChoice
from web.http.i18n import current_language, translate
from web.http.negotiation import page_or_json
from web.rendering.replies import municipality_json
from web.site import site

pages = Blueprint("choices", __name__, url_prefix="/gids")
_ABOUT = ("{} vanaf", "{} toestand", "{} bevestigd door", "{} bevestigd op", "{} bron", "{} brondatum")
"""What the file says of each subject, after what was chosen."""
_KEYS = frozenset({*CHOICES, "provincie", "volgorde", "richting"})
HEADS = (
    "code",
    "gemeente",
    "provincie",
    *(head.format(subject) for subject in CHOICES for head in ("{}", *_ABOUT)),
)


@pages.get("/keuzes")
def index() -> Response:
    """The overview. Filters: a value for each subject, and `provincie`; `volgorde` is the column, `richting=af` turns it round."""
    wanted = _wanted()
    found = overview(site().services.directory.municipalities(), wanted)
    return page_or_json(
        "municipal_choices.html",
        lambda: {"municipalities": [_json(item) for item in found]},
        rows=found,
        stated=sum(item.said for item in found),
        wanted=wanted,
        subjects=_subjects(),
        values={subject: _value_options(subject) for subject in CHOICES},
        provinces=_provinces(),
        orders=_orders(),
        unstated=value_name(NOT_STATED, site().services.phrases, current_language()),
        query={key: value for key, value in request.args.items() if key in _KEYS and value},
    )


@pages.get("/keuzes.csv")
def download() -> Response:
    """The same as a table to keep, filtered and ordered as the page was; nothing in it is taken for a formula."""
    found = overview(site().services.directory.municipalities(), _wanted())
    today = datetime.now(UTC).date()
    rows = [
        [
            item.municipality.cbs_code,
            item.municipality.name,
            item.municipality.province,
            *(cell for subject in CHOICES for cell in (item.value(subject), *_cells(item.choices[subject], today))),
        ]
        for item in found
    ]
    headers = {"Content-Disposition": 'attachment; filename="administratieve-keuzes.csv"'}
    return Response(as_csv(HEADS, rows), content_type="text/csv; charset=utf-8", headers=headers)


def _wanted() -> Wanted:
    """What the address asks for; 404 for what there is not to ask."""
    asked = {subject: value for subject in CHOICES if (value := request.args.get(subject, ""))}
    wanted = Wanted(
        asked,
        request.args.get("provincie", ""),
        request.args.get("volgorde") or Column.NAME,
        reverse=request.args.get("richting") == "af",
    )
    if not wanted.exists or (wanted.province and wanted.province not in _provinces()):
        abort(404)
    return wanted


def _provinces() -> list[str]:
    return sorted({item.province for item in site().services.directory.municipalities()})


def _subjects() -> Mapping[str, str]:
    phrases, language = site().services.phrases, current_language()
    return {subject: subject_name(subject, phrases, language) for subject in CHOICES}


def _value_options(subject: str) -> list[tuple[str, str]]:
    """What a subject can be filtered by: value and words."""
    phrases, language = site().services.phrases, current_language()
    said = [(value, value_name(value, phrases, language)) for value in (*CHOICES[subject], NOT_STATED)]
    return [*said, (SAID, translate("stated, whatever it is"))]


def _orders() -> list[tuple[str, str]]:
    """The columns in their order: key and words."""
    subjects = _subjects()
    names = {Column.NAME: translate("Municipality"), Column.PROVINCE: translate("Province")}
    return [(key, names[Column(key)] if key in set(Column) else subjects[key]) for key in ORDERS]


def _json(item: Chosen) -> dict[str, Any]:
    whole = municipality_json(item.municipality)
    return {name: whole[name] for name in ("cbsCode", "name", "province", "administrativeChoices", "url")}


def _cells(choice: AdministrativeChoice | None, today: date) -> list[str]:
    """What the file says of one choice, as in `_ABOUT`; empty where nothing was stated."""
    if choice is None:
        return [""] * len(_ABOUT)
    confirmation = choice.confirmation
    return [
        choice.valid_from.isoformat() if choice.valid_from else "",
        choice.state(today).value,
        confirmation.confirmed_by,
        confirmation.confirmed_on.isoformat() if confirmation.confirmed_on else "",
        choice.source_id,
        str(choice.source_date or ""),
    ]


def register(app: Flask) -> None:
    """`/gids/keuzes`, and the file."""
    app.register_blueprint(pages)
