"""`/opendata`: the directory as files, and the catalogue that says what they are (DCAT-AP-NL 3.0)."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Flask, Response, abort, jsonify, request

from bot.adapters.tables.writing import as_csv
from bot.core.exchange.dcat import FORMS, Places, Statement, as_json_ld, as_turtle, catalogue
from bot.core.exchange.open_data import TABLES
from web.http.conditional import marked
from web.rendering.replies import absolute
from web.site import site

_TURTLE, _JSON_LD = "text/turtle", "application/ld+json"

pages = Blueprint("open_data", __name__, url_prefix="/opendata")


@pages.get("")
def index() -> Response:
    """The catalogue, in the form that is asked for."""
    response = _turtle() if request.accept_mimetypes.best_match([_JSON_LD, _TURTLE]) == _TURTLE else _json_ld()
    response.vary.add("Accept")
    return marked(response)


@pages.get("/catalogus.ttl")
def catalogue_turtle() -> Response:
    """The catalogue as Turtle."""
    return marked(_turtle())


@pages.get("/catalogus.jsonld")
def catalogue_json() -> Response:
    """The catalogue as JSON-LD."""
    return marked(_json_ld())


@pages.get("/<name>.<form>")
def file(name: str, form: str) -> Response:
    """A table as a file."""
    table = TABLES.get(name)
    if table is None or form not in FORMS:
        abort(404)
    rows = table.rows(site().services.directory, datetime.now(UTC).date())
    if form == "json":
        return marked(jsonify([dict(zip(table.columns, row, strict=True)) for row in rows]))
    response = Response(as_csv(table.columns, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return marked(response)


@pages.get("/<name>")
def dataset(name: str) -> Response:
    """What a table is: the name of a data set leads to the catalogue that describes it."""
    if name not in TABLES:
        abort(404)
    return index()


def _statements() -> list[Statement]:
    settings = site().settings
    apis = (
        ("API van de gids", absolute("/api/v1"), absolute("/api/v1/openapi.json")),
        ("HSDS-API van de gids", absolute("/hsds"), absolute("/hsds/openapi.json")),
    )
    return catalogue(Places(absolute("/opendata"), apis, settings.open_data_licence, settings.api_contact))


def _turtle() -> Response:
    return Response(as_turtle(_statements()), content_type=f"{_TURTLE}; charset=utf-8")


def _json_ld() -> Response:
    response = jsonify(as_json_ld(_statements()))
    response.mimetype = _JSON_LD
    return response


def register(app: Flask) -> None:
    """`/opendata` and below."""
    app.register_blueprint(pages)
