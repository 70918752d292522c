"""`/hsds`: the directory by the API of the Human Services Data Specification 3.0, to read alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, Flask, Response, abort, jsonify, request, url_for

from bot.core.exchange.hsds import Hsds
from web.api.asking import read_number
from web.exchange.hsds_openapi import HSDS_VERSION, document
from web.http.conditional import marked
from web.http.inputs import InputError, Refusal, read_text
from web.rendering.replies import absolute
from web.site import site

MOST_ON_A_PAGE = 500
MOST_NUMBER = 10**15 - 1
_ON_A_PAGE = 50
_PAGING = ("search", "page", "per_page", "format")
_TRUE = {"true": True, "false": False}

type Json = dict[str, Any]

pages = Blueprint("hsds", __name__, url_prefix="/hsds")


@pages.get("")
@pages.get("/")
def about() -> Response:
    """What this API is."""
    return marked(
        jsonify(
            {
                "version": HSDS_VERSION,
                "profile": "https://docs.openreferral.org/en/v3.0.1/",
                "openapi_url": absolute(url_for("hsds.openapi")),
            }
        )
    )


@pages.get("/openapi.json")
def openapi() -> Response:
    """The description of this API."""
    return marked(jsonify(document(absolute("/hsds"), site().settings.api_contact)))


@pages.get("/organizations")
def organizations() -> Response:
    """Organisations and municipalities, by name."""
    query = _read(*_PAGING, "full", "full_service")
    hsds, wanted = _hsds(), _search(query)
    full, whole = _flag(query, "full"), _flag(query, "full_service")
    found = [item for item in hsds.organizations().values() if wanted in item.name.casefold()]

    def told(item: Any) -> Json:  # noqa: ANN401  # an organisation or a municipality
        return hsds.with_services(item, full=whole) if full or whole else hsds.organization(item, full=False)

    return _page(found, query, told)


@pages.get("/organizations/<key>")
def organization(key: str) -> Response:
    """One of them, with what it offers."""
    query = _read("full_service")
    found = _hsds().organizations().get(_uuid(key))
    if found is None:
        abort(404)
    return marked(jsonify(_hsds().with_services(found, full=_flag(query, "full_service"))))


@pages.get("/services")
def services() -> Response:
    """What organisations offer."""
    query = _read(*_PAGING, "full", "organization_id", "taxonomy_term_id", "taxonomy_id")
    hsds, full = _hsds(), _flag(query, "full")
    found = [pair for _, pair in _fitting(hsds, query, hsds.services())]
    return _page(found, query, lambda pair: hsds.service(*pair, full=full))


@pages.get("/services/<key>")
def service(key: str) -> Response:
    """One service with everything that belongs to it."""
    _read()
    found = _hsds().services().get(_uuid(key))
    if found is None:
        abort(404)
    return marked(jsonify(_hsds().service(*found)))


@pages.get("/service_at_locations")
def service_at_locations() -> Response:
    """Services at their places, which are websites."""
    query = _read(*_PAGING, "full", "organization_id", "taxonomy_term_id", "taxonomy_id")
    hsds, full = _hsds(), _flag(query, "full")
    found = [pair for _, pair in _fitting(hsds, query, hsds.service_at_locations())]
    return _page(found, query, lambda pair: hsds.service_at_location(*pair, full=full))


@pages.get("/service_at_locations/<key>")
def service_at_location(key: str) -> Response:
    """One service at its place."""
    _read()
    found = _hsds().service_at_locations().get(_uuid(key))
    if found is None:
        abort(404)
    return marked(jsonify(_hsds().service_at_location(*found)))


@pages.get("/taxonomies")
def taxonomies() -> Response:
    """Our vocabularies."""
    query = _read(*_PAGING)
    return _page(_named(_hsds().taxonomies().values(), query), query, dict)


@pages.get("/taxonomies/<key>")
def taxonomy(key: str) -> Response:
    """One vocabulary."""
    _read()
    return _one(_hsds().taxonomies().get(_uuid(key)))


@pages.get("/taxonomy_terms")
def taxonomy_terms() -> Response:
    """The words of our vocabularies."""
    query = _read(*_PAGING, "taxonomy_id")
    wanted = _uuid(query["taxonomy_id"]) if "taxonomy_id" in query else ""
    found = [item for item in _hsds().taxonomy_terms().values() if wanted in {"", item["taxonomy_id"]}]
    return _page(_named(found, query), query, dict)


@pages.get("/taxonomy_terms/<key>")
def taxonomy_term(key: str) -> Response:
    """One word."""
    _read()
    return _one(_hsds().taxonomy_terms().get(_uuid(key)))


def _hsds() -> Hsds:
    return Hsds(site().services.directory, datetime.now(UTC).date())


def _fitting(hsds: Hsds, query: dict[str, str], pairs: Any) -> list[Any]:  # noqa: ANN401  # services by their id
    """Those that a query asks for; an id of nothing we have gives none."""
    wanted, owner = _search(query), query.get("organization_id", "")
    term, vocabulary = query.get("taxonomy_term_id", ""), query.get("taxonomy_id", "")
    words = hsds.taxonomy_terms()

    def fits(pair: Any) -> bool:  # noqa: ANN401  # an organisation and a service of it
        told, ids = hsds.service(*pair, full=False), list(hsds.term_ids(pair[1]))
        return (
            wanted in f"{told['name']} {pair[0].name} {told.get('description', '')}".casefold()
            and owner in {"", told["organization_id"]}
            and (not term or term in ids)
            and (not vocabulary or any(words.get(key, {}).get("taxonomy_id") == vocabulary for key in ids))
        )

    return [(key, pair) for key, pair in pairs.items() if fits(pair)]


def _named(items: Collection[Json], query: dict[str, str]) -> list[Json]:
    wanted = _search(query)
    return [item for item in items if wanted in item["name"].casefold()]


def _one(found: Json | None) -> Response:
    if found is None:
        abort(404)
    return marked(jsonify(found))


def _page[Item](items: Sequence[Item], query: dict[str, str], form: Callable[[Item], Json]) -> Response:
    """A page as HSDS has it; beyond the last one it is empty."""
    number = read_number(query, "page", least=1, most=MOST_NUMBER) or 1
    size = read_number(query, "per_page", least=1, most=MOST_ON_A_PAGE) or _ON_A_PAGE
    if query.get("format", "json") != "json":
        raise InputError(Refusal.SHAPE, "format")
    pages = max(1, -(-len(items) // size))
    shown = items[(number - 1) * size : number * size]
    return marked(
        jsonify(
            {
                "total_items": len(items),
                "total_pages": pages,
                "page_number": number,
                "size": len(shown),
                "first_page": number == 1,
                "last_page": number >= pages,
                "empty": not shown,
                "contents": [form(item) for item in shown],
            }
        )
    )


def _read(*names: str) -> dict[str, str]:
    """The query's values of these names; raises InputError for a name given twice."""
    twice = [name for name in names if len(request.args.getlist(name)) > 1]
    if twice:
        raise InputError(Refusal.SHAPE, twice[0])
    for name in ("organization_id", "taxonomy_term_id", "taxonomy_id"):
        if name in names and name in request.args and not _is_uuid(request.args[name]):
            raise InputError(Refusal.SHAPE, name)
    return {name: request.args[name] for name in names if name in request.args}


def _search(query: dict[str, str]) -> str:
    return read_text(query.get("search", ""), field="search", required=False).casefold()


def _flag(query: dict[str, str], name: str) -> bool:
    if query.get(name, "false") not in _TRUE:
        raise InputError(Refusal.SHAPE, name)
    return _TRUE[query.get(name, "false")]


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.casefold()
    except ValueError:
        return False


def _uuid(text: str) -> str:
    """The id in the form in which we have it; what is no UUID is the id of nothing."""
    return text.casefold()


def _tell_version(response: Response) -> Response:
    response.headers["API-Version"] = HSDS_VERSION
    return response


def register(app: Flask) -> None:
    """`/hsds` and below."""
    app.register_blueprint(pages)


pages.after_request(_tell_version)
