"""The closed part: an overview, developments, documents, and the officials of a handover; and the log of what was done."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, request, url_for

from bot.core.accounts.accounts import Role
from bot.core.closed.part import ClosedPart
from bot.core.closed.shelf import KINDS, ClosedError, Development, MeanwhileError, Official
from bot.core.written_day import day_of
from web.closed.reporting import field_text, named, owners
from web.closed.services import rooms
from web.editor.gate import account, page, see

_TITLES = {"titel": "Titel", "tekst": "Tekst", "dag": "Dag", "bestand": "Bestand", "van": "Van wie", "naam": "Naam", "waarvoor": "Waarvoor", "email": "E-mailadres", "telefoon": "Telefoonnummer"}  # fmt: skip


def overview() -> Response:
    """What there is, the newest developments first."""
    part = _part()
    return page(
        "besloten/besloten.html", developments=part.shelf.developments()[:5], documents=part.shelf.documents()[:5]
    )


# ---- developments


def developments() -> Response:
    """All of them."""
    return page("besloten/ontwikkelingen.html", developments=_part().shelf.developments())


def development(item_id: int) -> Response:
    """One of them."""
    return page("besloten/ontwikkeling.html", item=_development(item_id))


def write_development(item_id: int = 0) -> Response:
    """A new one, or another text; who was second sees what stands there now, and loses nothing."""
    _only_editors()
    found = _development(item_id) if item_id else Development(0, "", "", _part().today)
    typed = {"titel": found.title, "tekst": found.text, "dag": found.day.isoformat()}
    shown: dict[str, Any] = {"item": found, "labels": _TITLES, "now": None}
    if request.method != "POST":
        return page("besloten/ontwikkeling_wijzig.html", typed=typed, problems={}, version=found.version, **shown)
    if request.form.get("doe") == "weg" and item_id:
        _part().shelf.remove_development(item_id, account().email)
        return see(url_for("closed.developments"), "weg")
    typed, version = {name: field_text(name) for name in typed}, _version()
    day = day_of(typed["dag"])
    problems = {} if day else {"dag": "Schrijf de dag zo: 2026-12-31."}
    if day is not None:
        try:
            made = _part().write(Development(item_id, typed["titel"], typed["tekst"], day, version), account())
        except ClosedError as error:
            problems = {"tekst" if "tekst" in str(error) else "titel": str(error)}
        except MeanwhileError as error:
            if not isinstance(error.now, Development):
                abort(404)
            problems = {"tekst": "Iemand anders wijzigde dit intussen. Onder het formulier staat hoe het nu is."}
            shown |= {"now": error.now}
            version = error.now.version
        else:
            return see(url_for("closed.development", item_id=made.id), "bewaard-besloten")
    status = 409 if shown["now"] else 400
    return page(
        "besloten/ontwikkeling_wijzig.html", status=status, typed=typed, problems=problems, version=version, **shown
    )


# ---- documents


def documents() -> Response:
    """All of them; for editors with a form for one more."""
    problems: dict[str, str] = {}
    if request.method == "POST":
        _only_editors()
        sent = request.files.get("bestand")
        if sent is None or not sent.filename:
            problems = {"bestand": "Kies een bestand."}
        else:
            try:
                _part().add_document(field_text("titel"), sent.filename, sent.read(), account())
            except ClosedError as error:
                problems = {"titel" if "titel" in str(error) else "bestand": str(error)}
            else:
                return see(url_for("closed.documents"), "bewaard-besloten")
    return page(
        "besloten/documenten.html",
        status=400 if problems else 200,
        documents=_part().shelf.documents(),
        problems=problems,
        typed=field_text("titel"),
        labels=_TITLES,
        kinds=list(KINDS),
    )


def document(item_id: int, name: str) -> Response:
    """The document itself, to keep and never to show: it is no page of ours."""
    found = _part().shelf.document(item_id)
    if found is None or found[0].name != name:
        abort(404)
    item, data = found
    response = Response(data, content_type=KINDS[item.kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{item.name}"'
    return response


def remove_document(item_id: int) -> Response:
    """Take one away."""
    _only_editors()
    _part().shelf.remove_document(item_id, account().email)
    return see(url_for("closed.documents"), "weg")


# ---- officials


def officials() -> Response:
    """Whom to call for a handover, by organisation; with a form for who may add somebody."""
    if request.method == "POST":
        return _keep(Official(0, "", "", "", "", ""))
    return _list({}, {}, 200)


def official(item_id: int) -> Response:
    """Change or take away one."""
    found = next((item for item in _part().shelf.officials() if item.id == item_id), None)
    if found is None or not _part().may_keep(account(), found.owner_id):
        abort(404)
    if request.method != "POST":
        return _change(found, _as_typed(found), {}, 200)
    if request.form.get("doe") == "weg":
        _part().shelf.remove_official(item_id, account().email)
        return see(url_for("closed.officials"), "weg")
    return _keep(found)


def log() -> Response:
    """Who did what, for administrators."""
    if account().role is not Role.ADMINISTRATOR:
        abort(404)
    return page("logboek.html", lines=_part().shelf.log())


def _keep(found: Official) -> Response:
    typed = {name: field_text(name) for name in ("van", "naam", "waarvoor", "email", "telefoon")}
    owner = found.owner_id or typed["van"] or _only_owner()
    if owner and not _part().may_keep(account(), owner):
        abort(404)
    item = Official(
        found.id, owner, typed["naam"], typed["waarvoor"], typed["email"].casefold(), typed["telefoon"], _version()
    )
    try:
        _part().keep_official(item, account())
    except ClosedError as error:
        words = str(error)
        where = next((name for name in ("naam", "waarvoor", "e-mailadres") if name in words), "van")
        problems = {where.replace("e-mailadres", "email"): words}
    except MeanwhileError as error:
        if not isinstance(error.now, Official):
            abort(404)
        return _change(error.now, typed, {"naam": "Iemand anders wijzigde dit intussen. Onder het formulier staat hoe het nu is."}, 409)  # fmt: skip
    else:
        rooms().soon(rooms().send)
        return see(url_for("closed.officials"), "bewaard-besloten")
    return _change(found, typed, problems, 400) if found.id else _list(typed, problems, 400)


def _list(typed: dict[str, str], problems: dict[str, str], status: int) -> Response:
    everybody = _part().shelf.officials()
    names = {item.owner_id: named(item.owner_id) for item in everybody}
    mine = account()
    return page(
        "besloten/medewerkers.html",
        status=status,
        officials=sorted(everybody, key=lambda item: (names[item.owner_id], item.name)),
        names=names,
        keeps=lambda item: _part().may_keep(mine, item.owner_id),
        groups=owners() if mine.role.edits_everything else [("Uw organisaties", _mine())] if _mine() else [],
        only=_only_owner(),
        named=named,
        typed=typed,
        problems=problems,
        labels=_TITLES,
    )


def _change(item: Official, typed: dict[str, str], problems: dict[str, str], status: int) -> Response:
    return page(
        "besloten/medewerker.html",
        status=status,
        item=item,
        named=named,
        typed=typed,
        problems=problems,
        labels=_TITLES,
        clash=status == 409,  # noqa: PLR2004  # Conflict
    )


def _as_typed(item: Official) -> dict[str, str]:
    return {"naam": item.name, "waarvoor": item.task, "email": item.email, "telefoon": item.phone}


def _mine() -> list[tuple[str, str]]:
    mine = account()
    return [(owner, named(owner)) for owner in mine.owners] if mine.role.speaks_for_owners else []


def _only_owner() -> str:
    return _mine()[0][0] if len(_mine()) == 1 else ""


def _development(item_id: int) -> Development:
    found = next((item for item in _part().shelf.developments() if item.id == item_id), None)
    if found is None:
        abort(404)
    return found


def _version() -> int:
    text = request.form.get("versie", "")
    return int(text) if text.isascii() and text.isdecimal() else 0


def _part() -> ClosedPart:
    return rooms().part


def _only_editors() -> None:
    if not account().role.edits_everything:
        abort(404)


def register(pages: Blueprint) -> None:
    """`/beheer/besloten` and below, and `/beheer/logboek`."""
    both = ["GET", "POST"]
    pages.add_url_rule("/besloten", "overview", overview)
    pages.add_url_rule("/besloten/ontwikkelingen", "developments", developments)
    pages.add_url_rule("/besloten/ontwikkelingen/nieuw", "new_development", write_development, methods=both)
    pages.add_url_rule("/besloten/ontwikkelingen/<int:item_id>", "development", development)
    pages.add_url_rule(
        "/besloten/ontwikkelingen/<int:item_id>/wijzig", "write_development", write_development, methods=both
    )
    pages.add_url_rule("/besloten/documenten", "documents", documents, methods=both)
    pages.add_url_rule("/besloten/documenten/<int:item_id>/<name>", "document", document)
    pages.add_url_rule("/besloten/documenten/<int:item_id>/weg", "remove_document", remove_document, methods=["POST"])
    pages.add_url_rule("/besloten/medewerkers", "officials", officials, methods=both)
    pages.add_url_rule("/besloten/medewerkers/<int:item_id>", "official", official, methods=both)
    pages.add_url_rule("/logboek", "log", log)
