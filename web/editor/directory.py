"""The directory at the desk: find, look, confirm, change, add, let go, and take back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, request, url_for

from bot.core.changes.changes import RecordKind, Ref
from bot.core.changes.merging import BATCH
from bot.core.changes.port import ClashError, RefusedError
from bot.core.changes.proposals import Proposal
from bot.core.changes.records import Record, ValuesError
from bot.core.directory.finding import find_municipalities
from bot.core.directory.standing import State
from bot.core.written_day import day_of
from web.editor import words
from web.editor.gate import account, author, editing, page, see
from web.editor.naming import SURE, check_naming
from web.site import site

_MOST_FOUND = 50
_NEW = {
    "contact": RecordKind.CHANNEL,
    "keuze": RecordKind.CHOICE,
    "dienst": RecordKind.SERVICE,
    "werkgebied": RecordKind.AREA,
}
_SEEN = "gezien-"
"""Before the name of a field: what it said when the form was made."""


def find() -> Response:
    """One field that finds organisations and municipalities, by name, place or code; empty: what is theirs, or all organisations."""
    directory, wanted = site().services.directory, request.args.get("q", "")
    plain = wanted.casefold().strip()
    found = [
        (item.id, item.name, "organisatie")
        for item in directory.organisations()
        if plain in item.name.casefold() or plain == item.id
    ]
    if plain:
        code = directory.municipality(plain)
        places = [code] if code else find_municipalities(directory.municipalities(), wanted)
        found += [(item.cbs_code, item.name, "gemeente") for item in places]
        gone = {
            item.id: item for key in (plain, directory.known_as(wanted.strip())) if (item := directory.retired(key))
        }
        found += [(item.id, f"{item.name} (vervallen)", "") for item in gone.values()]
    elif not account().role.edits_everything:
        found = [(owner, _named(owner), "") for owner in account().owners]
    mine = [item for item in found if account().sees(item[0])]
    return page("gids/gids.html", q=wanted, found=mine[:_MOST_FOUND], more=max(0, len(mine) - _MOST_FOUND))


def owner(owner_id: str) -> Response:
    """Everything of one organisation or municipality, fact by fact."""
    records = _records(owner_id)
    today = editing().today()
    groups = [(kind, name, [item for item in records if item.ref.kind is kind]) for kind, name in words.KINDS.items()]
    return page(
        "gids/eigenaar.html",
        owner=records[0],
        groups=[group for group in groups if group[2]],
        asked=sum(item.state(today) in {State.DISPUTED, State.OUTDATED, State.UNCONFIRMED} for item in records),
        proposals=[item for item in editing().desk.proposals() if item.owner_id == owner_id],
        municipality=records[0].ref.kind is RecordKind.MUNICIPALITY,
    )


def change(owner_id: str, key: str) -> Response:
    """Change a fact's fields; a clash shows only what differs."""
    record = _record(owner_id, key)
    if request.method != "POST":
        return _form(record, record.values)
    typed = {name: request.form.get(name, record.values[name]) for name in words.fields_of(record.ref.kind)}
    try:
        version = int(request.form.get("versie", "0"))
    except ValueError:
        abort(400)
    try:
        check_naming(record.ref.kind, typed, record.values, sure=_no_person())
        done = editing().desk.change(
            record.ref,
            version,
            typed,
            author(request.form.get("waarom", ""), for_owner=_for_owner()),
            confirm=_confirms(),
        )
    except ValuesError as error:
        return _form(record, typed, problems=error.problems, version=version, status=400)
    except ClashError as clash:
        return _clash(record, typed, clash)
    return see(url_for("editor.owner", owner_id=owner_id), "voorstel" if isinstance(done, Proposal) else "gewijzigd")


def confirm(owner_id: str, key: str) -> Response:
    """'Klopt nog', with one button."""
    record = _record(owner_id, key)
    try:
        editing().desk.confirm(record.ref, int(request.form.get("versie") or 0), author(for_owner=_for_owner()))
    except (ClashError, ValueError):
        return see(url_for("editor.owner", owner_id=owner_id), "intussen")
    return see(url_for("editor.owner", owner_id=owner_id), "bevestigd")


def dispute(owner_id: str, key: str) -> Response:
    """Say that a fact does not hold, without knowing what does."""
    record = _record(owner_id, key)
    if request.method != "POST":
        return page("gids/betwist.html", record=record, title=words.title(record))
    editing().desk.dispute(record.ref, author(request.form.get("waarom", "")[:500]))
    return see(url_for("editor.owner", owner_id=owner_id), "betwist")


def withdraw(owner_id: str, key: str) -> Response:
    """Let a fact or a whole organisation go, from a day on, perhaps with a successor."""
    record = _record(owner_id, key)
    whole = record.ref.kind in {RecordKind.ORGANISATION, RecordKind.MUNICIPALITY}
    shown: dict[str, Any] = {"record": record, "title": words.title(record), "whole": whole}
    if request.method != "POST":
        return page("gids/vervallen.html", on=editing().today().isoformat(), successor="", why="", problems={}, **shown)
    typed = {
        name: request.form.get(field, "").strip()
        for name, field in (("on", "op"), ("successor", "opvolger"), ("why", "waarom"))
    }
    problems: dict[str, str] = {}
    day = day_of(typed["on"])
    if day is None:
        problems["op"] = f"'{typed['on']}' is geen datum. Schrijf bijvoorbeeld 2026-02-01."
    if typed["successor"] and not editing().desk.records(typed["successor"]):
        problems["opvolger"] = f"'{typed['successor']}' staat niet in de gids. Vul een CBS-code of id in."
    if problems or day is None:
        return page("gids/vervallen.html", status=400, problems=problems, **typed, **shown)
    try:
        version = int(request.form.get("versie") or 0)
        done = editing().desk.withdraw(record.ref, version, author(typed["why"]), on=day, successor=typed["successor"])
    except (ClashError, ValueError):
        return see(url_for("editor.owner", owner_id=owner_id), "intussen")
    except RefusedError as error:
        return page("gids/vervallen.html", status=400, problems={"opvolger": str(error)}, **typed, **shown)
    return see(url_for("editor.owner", owner_id=owner_id), "voorstel" if isinstance(done, Proposal) else "vervallen")


def add(owner_id: str, what: str) -> Response:
    """Add a fact to an organisation or municipality."""
    first = _records(owner_id)[0]
    kind = _NEW.get(what)
    if kind is None:
        abort(404)
    return _add(owner_id, kind, first.owner_name)


def add_organisation() -> Response:
    """Add an organisation; its id is made of its name."""
    if not account().role.edits_everything:
        abort(404)
    return _add(_id_of(request.form.get("name", "")), RecordKind.ORGANISATION, "")


def history(owner_id: str) -> Response:
    """What was changed, by whom, when and why; of one fact with `gegeven`."""
    records = _records(owner_id)
    key = request.args.get("gegeven", "")
    ref = _ref(key) if key else None
    changes = editing().desk.history(owner_id=owner_id, ref=ref)
    return page("gids/geschiedenis.html", owner=records[0], changes=changes, one=ref, merge_batch=BATCH)


def undo(owner_id: str, number: int) -> Response:
    """Take one change back."""
    _records(owner_id)
    if not any(line.number == number for line in editing().desk.history(owner_id=owner_id, most=1000)):
        abort(404)
    back = url_for("editor.history", owner_id=owner_id)
    try:
        editing().desk.undo(number, author("teruggedraaid"))
    except ClashError:
        return see(back, "intussen")
    except RefusedError:
        return see(back, "kan-niet")
    return see(back, "teruggedraaid")


def _add(owner_id: str, kind: RecordKind, owner_name: str) -> Response:
    typed = {name: request.form.get(name, "") for name in words.fields_of(kind)}
    shown: dict[str, Any] = {"kind": kind, "owner_id": owner_id, "owner_name": owner_name, "record": None, "version": 0}
    if request.method != "POST":
        return page("gids/wijzig.html", values=typed, problems={}, seen=typed, **shown)
    try:
        check_naming(kind, typed, {}, sure=_no_person())
        editing().desk.add(
            owner_id, kind, typed, author(request.form.get("waarom", ""), for_owner=_for_owner()), confirm=_confirms()
        )
    except ValuesError as error:
        return page("gids/wijzig.html", status=400, values=typed, problems=error.problems, seen=typed, **shown)
    except RefusedError as error:
        return page(
            "gids/wijzig.html",
            status=400,
            values=typed,
            problems={words.fields_of(kind)[0]: str(error)},
            seen=typed,
            **shown,
        )
    return see(url_for("editor.owner", owner_id=owner_id), "toegevoegd")


def _no_person() -> bool:
    """Whether an editor says that what looks like a person is none."""
    return account().role.edits_everything and request.form.get(SURE) == "ja"


def _form(
    record: Record,
    values: Mapping[str, str],
    *,
    problems: Mapping[str, str] | None = None,
    version: int | None = None,
    status: int = 200,
) -> Response:
    return page(
        "gids/wijzig.html",
        status=status,
        kind=record.ref.kind,
        owner_id=record.owner_id,
        owner_name=record.owner_name,
        record=record,
        version=record.version if version is None else version,
        values=values,
        seen={name: request.form.get(f"{_SEEN}{name}", record.values[name]) for name in record.values},
        problems=problems or {},
    )


def _clash(record: Record, typed: Mapping[str, str], clash: ClashError) -> Response:
    """The fields on which the two differ: what it was, what it is now, and what was typed."""
    now = clash.now
    if now is None:
        abort(410)
    seen = {name: request.form.get(f"{_SEEN}{name}", "") for name in typed}
    differing = [name for name in typed if typed[name] != now.values[name]]
    if not differing:
        return see(url_for("editor.owner", owner_id=record.owner_id), "gewijzigd")
    latest = editing().desk.history(ref=record.ref, most=1)
    return page(
        "gids/botsing.html",
        status=409,
        record=now,
        title=words.title(now),
        differing=differing,
        typed=typed,
        seen=seen,
        who=latest[0].author.who if latest else "iemand anders",
        why=request.form.get("waarom", ""),
        confirms=_confirms(),
        for_owner=_for_owner(),
    )


def _records(owner_id: str) -> list[Record]:
    """An owner's facts; for whom the owner is not, they are not there at all."""
    found = list(editing().desk.records(owner_id)) if account().sees(owner_id) else []
    if not found:
        abort(404)
    return found


def _record(owner_id: str, key: str) -> Record:
    """One of the owner's facts, and of nobody else's."""
    found = next((item for item in _records(owner_id) if str(item.ref) == key), None)
    if found is None:
        abort(404)
    return found


def _ref(text: str) -> Ref:
    kind, _, key = text.partition("-")
    if kind not in set(RecordKind):
        abort(404)
    return Ref(RecordKind(kind), key)


def _named(owner_id: str) -> str:
    directory = site().services.directory
    found = directory.municipality(owner_id) or directory.organisation(owner_id)
    return found.name if found else owner_id


def _confirms() -> bool:
    return request.form.get("bevestig") == "ja" or not account().role.edits_everything


def _for_owner() -> bool:
    """Whether the owner said it: by being signed in, or on the telephone with an editor."""
    return request.form.get("namens") == "eigenaar" or not account().role.edits_everything


def _id_of(name: str) -> str:
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name.casefold())
    return "-".join(part for part in letters.split("-") if part)[:60] or "nieuw"


def register(pages: Blueprint) -> None:
    """`/beheer/gids` and below."""
    both = ["GET", "POST"]
    pages.add_url_rule("/gids", "find", find)
    pages.add_url_rule("/gids/nieuw", "add_organisation", add_organisation, methods=both)
    pages.add_url_rule("/gids/<owner_id>", "owner", owner)
    pages.add_url_rule("/gids/<owner_id>/nieuw/<what>", "add", add, methods=both)
    pages.add_url_rule("/gids/<owner_id>/geschiedenis", "history", history)
    pages.add_url_rule("/gids/<owner_id>/geschiedenis/<int:number>", "undo", undo, methods=["POST"])
    pages.add_url_rule("/gids/<owner_id>/<key>/wijzig", "change", change, methods=both)
    pages.add_url_rule("/gids/<owner_id>/<key>/klopt", "confirm", confirm, methods=["POST"])
    pages.add_url_rule("/gids/<owner_id>/<key>/betwist", "dispute", dispute, methods=both)
    pages.add_url_rule("/gids/<owner_id>/<key>/vervallen", "withdraw", withdraw, methods=both)
