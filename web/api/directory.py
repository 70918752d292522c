"""Organisations and municipalities in `/api/v1`: all, a page, one, or what changed since a number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Flask, Response, jsonify, url_for

from bot.core.directory.finding import find_municipalities, providers
from bot.core.directory.numbers import ChangeNumbers
from bot.core.directory.organisations import Municipality, Organisation, Retired
from bot.core.exchange.feed import Entry, OwnerKind, kind_of, since
from web.api.asking import read_number, read_query
from web.http.conditional import marked
from web.http.errors import ProblemError
from web.http.i18n import show_date, translate
from web.http.inputs import InputError, Refusal, read_text
from web.http.marking import mark as _
from web.rendering.replies import absolute, municipality_json, organisation_json
from web.site import site

MOST_NUMBER = 10**15 - 1
MOST_ON_A_PAGE = 500
_ON_A_PAGE = 100
_CBS_CODE = re.compile(r"[0-9]{4}")
_PAGING = ("updatedSince", "page", "pageSize")

type Json = dict[str, Any]

directory = Blueprint("directory_api", __name__, url_prefix="/api/v1")


@directory.get("/organisations")
def organisations() -> Response:
    """Every organisation, or those with a service for `need`, under `law`, in the municipality `cbsCode`; or what changed."""
    query = read_query("need", "law", "cbsCode", *_PAGING)
    need, law, cbs_code = (query.get(name) for name in ("need", "law", "cbsCode"))
    found = site().services.directory
    for name, vocabulary in (("need", found.terms("needs")), ("law", found.terms("laws"))):
        if name in query and query[name] not in vocabulary:
            raise InputError(Refusal.SHAPE, name)
    if cbs_code is not None and not _CBS_CODE.fullmatch(cbs_code):
        raise InputError(Refusal.SHAPE, "cbsCode")
    if "updatedSince" in query:
        return _changed("organisations", query, OwnerKind.ORGANISATION)
    if cbs_code is not None and found.municipality(cbs_code) is None:
        raise _missing(cbs_code)
    numbers = found.numbers()
    fitting = providers(found.organisations(), need=need, law=law, cbs_code=cbs_code)
    return _listed("organisations", fitting, query, numbers)


@directory.get("/organisations/<organisation_id>")
def organisation(organisation_id: str) -> Response:
    """One organisation."""
    numbers = site().services.directory.numbers()
    found = site().services.directory.organisation(organisation_id)
    if found is None:
        raise _missing(organisation_id)
    return marked(jsonify(_owner_json(found, numbers.of(organisation_id))))


@directory.get("/municipalities")
def municipalities() -> Response:
    """Every municipality, or those of which the name or a place fits `q`; or what changed."""
    query = read_query("q", *_PAGING)
    wanted = read_text(query.get("q", ""), field="q", required=False)
    if "updatedSince" in query:
        return _changed("municipalities", query, OwnerKind.MUNICIPALITY)
    numbers = site().services.directory.numbers()
    fitting = find_municipalities(site().services.directory.municipalities(), wanted)
    return _listed("municipalities", fitting, query, numbers)


@directory.get("/municipalities/<cbs_code>")
def municipality(cbs_code: str) -> Response:
    """One municipality."""
    numbers = site().services.directory.numbers()
    found = site().services.directory.municipality(cbs_code)
    if found is None:
        raise _missing(cbs_code)
    return marked(jsonify(_owner_json(found, numbers.of(cbs_code))))


@directory.get("/changes")
def changes() -> Response:
    """Which organisations and municipalities changed, without what they are."""
    query = read_query("updatedSince", "pageSize")
    page = since(site().services.directory, _since(query), _size(query))
    told = [
        {
            "kind": entry.kind.value,
            "id": entry.id,
            "changeNumber": entry.number,
            "withdrawn": entry.withdrawn,
            "url": _address(entry.kind, entry.id),
        }
        for entry in page.entries
    ]
    return marked(jsonify({"changes": told, "changeNumber": page.number, "more": page.more}))


def _changed(name: str, query: dict[str, str], kind: OwnerKind) -> Response:
    """What changed since a number. A choice of them would hide what no longer fits, so that cannot be asked for."""
    beside = query.keys() - {"updatedSince", "pageSize"}
    if beside:
        raise InputError(Refusal.SHAPE, min(beside))
    page = since(site().services.directory, _since(query), _size(query), kind=kind)
    there = [_entry_json(entry) for entry in page.entries if not entry.withdrawn]
    return marked(
        jsonify(
            {
                name: there,
                "withdrawn": [_withdrawn_json(entry) for entry in page.entries if entry.withdrawn],
                "total": len(page.entries),
                "changeNumber": page.number,
                "more": page.more,
            }
        )
    )


def _listed(
    name: str, items: Sequence[Organisation] | Sequence[Municipality], query: dict[str, str], numbers: ChangeNumbers
) -> Response:
    """All of them, or the page that is asked for; the numbers are those from before the items were read."""
    shown, more = items, False
    if "page" in query or "pageSize" in query:
        page = read_number(query, "page", least=1, most=MOST_NUMBER) or 1
        first, size = (page - 1) * _size(query), _size(query)
        shown, more = items[first : first + size], first + size < len(items)
    return marked(
        jsonify(
            {
                name: [_owner_json(item, numbers.of(_key(item))) for item in shown],
                "withdrawn": [],
                "total": len(items),
                "changeNumber": numbers.latest,
                "more": more,
            }
        )
    )


def _since(query: dict[str, str]) -> int:
    """The number that somebody has everything up to; raises ProblemError for one that is still to come."""
    number = read_number(query, "updatedSince", least=0, most=MOST_NUMBER) or 0
    latest = site().services.directory.numbers().latest
    if number > latest:
        words = translate(_("This number is not known here. Fetch everything again, starting at 0."))
        raise ProblemError(400, "change-number-unknown", detail=words, changeNumber=latest)
    return number


def _size(query: dict[str, str]) -> int:
    return read_number(query, "pageSize", least=1, most=MOST_ON_A_PAGE) or _ON_A_PAGE


def _entry_json(entry: Entry) -> Json:
    assert not isinstance(entry.what, Retired)  # noqa: S101  # those are told apart from what is there
    return _owner_json(entry.what, entry.number)


def _owner_json(item: Organisation | Municipality, number: int) -> Json:
    """An owner with its number."""
    told = organisation_json(item) if isinstance(item, Organisation) else municipality_json(item)
    return {"changeNumber": number, **told}


def _key(item: Organisation | Municipality) -> str:
    return item.id if isinstance(item, Organisation) else item.cbs_code


def _withdrawn_json(entry: Entry) -> Json:
    assert isinstance(entry.what, Retired)  # noqa: S101  # the other way round
    return _tombstone(entry.what, entry.number)


def _tombstone(gone: Retired, number: int) -> Json:
    """What remains of what went; not why, since an editor wrote that for colleagues."""
    return {
        "kind": kind_of(gone.id).value,
        "id": gone.id,
        "name": gone.name,
        "withdrawnOn": gone.on.isoformat(),
        "successor": gone.successor or None,
        "merged": gone.merged,
        "changeNumber": number,
    }


def _missing(key: str) -> ProblemError:
    """404, or 410 with what is known of what was withdrawn."""
    found = site().services.directory
    gone = found.retired(key) or next((item for item in found.numbers().removed if item.id == key), None)
    if gone is None:
        return ProblemError(404, "not-found")
    title = translate(_("This is no longer in the directory"))
    words = translate(_("{name} has not been in this directory since {date}."), name=gone.name, date=show_date(gone.on))
    return ProblemError(410, "withdrawn", title=title, detail=words, **_tombstone(gone, found.numbers().of(key)))


def _address(kind: OwnerKind, key: str) -> str:
    if kind is OwnerKind.ORGANISATION:
        return absolute(url_for("directory_api.organisation", organisation_id=key))
    return absolute(url_for("directory_api.municipality", cbs_code=key))


def register(app: Flask) -> None:
    """The addresses of the directory."""
    app.register_blueprint(directory)
