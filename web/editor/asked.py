"""The pages behind the link that was mailed: no account, no script; looking changes nothing, only a button does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Flask, Response, abort, g, request, url_for

from bot.contract import Language
from bot.core.accounts.accounts import AccountError
from bot.core.changes.changes import RecordKind, Ref
from bot.core.changes.port import ClashError, RefusedError
from bot.core.changes.records import Record, ValuesError
from bot.core.changes.words import owner_title, title
from bot.core.directory.choices import CHOICES
from bot.core.rounds.answering import Answering, Choice, HandoverError, Visit
from bot.core.rounds.asks import LinkKind
from bot.core.written_day import day_of
from web.editor import words
from web.editor.gate import editing, page, see
from web.editor.naming import check_naming
from web.http.errors import too_many
from web.http.i18n import use_language
from web.http.rate_limit import address_prefix
from web.http.security import keep_secret
from web.site import site

_VERSION = "versie-"
_CHOICE, _HAD, _SINCE = "keuze-", "was-", "vanaf-"
_SURE = "nogmaals"
"""Field of the page that asks once more."""
_NOT_THEIRS = frozenset({"contract_status"})
"""What only VNG says of an organisation."""
_HELD = {RecordKind.ORGANISATION, RecordKind.MUNICIPALITY}


def enter() -> None:
    """Before every page: in Dutch, in no cache, and with nobody signed in."""
    use_language(Language.DUTCH)
    keep_secret()
    g.signed = None


def show(token: str) -> Response:
    """Everything of their organisations as it stands, and the button that says that it is right."""
    visit = _visit(token)
    if not visit.works:
        return page("bevestigen/bevestig_op.html", status=410, token=token, renewable=not visit.ask.closed)
    return _show(token, visit)


def confirm(token: str) -> Response:
    """'Alles klopt', or for one organisation; with the choices of the form."""
    visit = _works(token)
    if (again := _once_more(visit)) is not None:
        return again
    wanted = request.form.get("wie", "")
    owners = [wanted] if wanted else list(visit.ask.owners)
    if any(not visit.speaks_for(owner) for owner in owners):
        abort(404)
    choices, problems = _choices(owners)
    if problems:
        return _show(token, visit, status=400, problems=problems)
    left = _answering().confirm(visit, owners, _versions(), choices)
    if left:
        return _show(token, visit, left=left, status=409)
    return see(url_for("asked.show", token=token), "dank")


def change(token: str, owner_id: str, key: str) -> Response:
    """Change a fact, or say that it does not exist any more; a clash shows only what differs."""
    visit = _works(token)
    record = _record(visit, owner_id, key)
    if request.method != "POST":
        return _form(token, record, record.values)
    if (again := _once_more(visit)) is not None:
        return again
    fields = _fields(record.ref.kind)
    typed = {name: request.form.get(name, record.values[name]) for name in fields}
    try:
        version = int(request.form.get("versie", "0"))
    except ValueError:
        abort(400)
    try:
        if request.form.get("doe") == "weg" and record.ref.kind not in _HELD:
            _answering().withdraw(visit, record, version)
        else:
            check_naming(record.ref.kind, typed, record.values)
            _answering().change(visit, record, version, typed)
    except ValuesError as error:
        return _form(token, record, typed, problems=error.problems, version=version)
    except ClashError as clash:
        return _clash(token, record, typed, clash)
    return see(url_for("asked.show", token=token), "bewaard")


def add(token: str, owner_id: str) -> Response:
    """Add a contact."""
    visit = _works(token)
    if not visit.speaks_for(owner_id):
        abort(404)
    typed = {name: request.form.get(name, "") for name in _fields(RecordKind.CHANNEL)}
    first = _answering().records(owner_id)[0]
    shown: dict[str, Any] = {"token": token, "kind": RecordKind.CHANNEL, "first": first, "record": None, "version": 0}
    if request.method != "POST":
        return page(
            "bevestigen/bevestig_wijzig.html", values=typed, seen=typed, problems={}, fields=list(typed), **shown
        )
    if (again := _once_more(visit)) is not None:
        return again
    problems: Mapping[str, str] = {}
    try:
        check_naming(RecordKind.CHANNEL, typed, {})
        _answering().add(visit, owner_id, RecordKind.CHANNEL, typed)
    except ValuesError as error:
        problems = error.problems
    except RefusedError as error:
        problems = {"value": str(error)}
    if problems:
        return page(
            "bevestigen/bevestig_wijzig.html",
            status=400,
            values=typed,
            seen=typed,
            problems=problems,
            fields=list(typed),
            **shown,
        )
    return see(url_for("asked.show", token=token), "bewaard")


def leave(token: str) -> Response:
    """'Ik ben dit niet meer': who is it now."""
    visit = _works(token)
    names = [
        (owner, owner_title(_answering().records(owner)[0]))
        for owner in visit.ask.owners
        if _answering().records(owner)
    ]
    typed = {name: request.form.get(name, "").strip() for name in ("opvolger", "naam")}
    shown: dict[str, Any] = {"token": token, "names": names, "typed": typed}
    if request.method != "POST":
        return page("bevestigen/bevestig_door.html", problems={}, chosen=list(visit.ask.owners), **shown)
    if (again := _once_more(visit)) is not None:
        return again
    chosen = request.form.getlist("voor") if len(names) > 1 else list(visit.ask.owners)
    if any(not visit.speaks_for(owner) for owner in chosen):
        abort(404)
    try:
        made = _answering().hand_over(visit, chosen, typed["opvolger"], typed["naam"])
    except (HandoverError, AccountError) as error:
        where = "opvolger" if chosen else "voor"
        return page("bevestigen/bevestig_door.html", status=400, problems={where: str(error)}, chosen=chosen, **shown)
    return page("bevestigen/bevestig_weg.html", waits=made.waits, successor=made.successor)


def renew(token: str) -> Response:
    """A new link to the same address, in the place of one whose time is over."""
    visit = _visit(token)
    _answering().renew(visit)
    return page("bevestigen/bevestig_nieuw.html")


def receipt(token: str) -> Response:
    """What a receipt was about, and the button that says that it is not right."""
    visit = _visit(token, LinkKind.OBJECT)
    if not visit.works:
        return page("bevestigen/bevestig_op.html", status=410, token=token, renewable=False)
    changes, handed = _answering().told(visit)
    if request.method != "POST":
        return page("bevestigen/bevestig_bezwaar.html", token=token, changes=changes, handed=handed, objected=False)
    if (again := _once_more(visit)) is not None:
        return again
    _answering().object(visit)
    return page("bevestigen/bevestig_bezwaar.html", token=token, changes=changes, handed=handed, objected=True)


def _answering() -> Answering:
    found = editing().answering
    if found is None:
        abort(404)
    return found


def _visit(token: str, kind: LinkKind = LinkKind.ANSWER) -> Visit:
    """Who comes with this link; 404 for one that never was, was tampered with or was taken back."""
    found = _answering().visit(token, kind)
    if found is None:
        wait = site().limits.sign_in_address.take(address_prefix(request.remote_addr or ""))
        if wait:
            raise too_many(wait)
        abort(404, response=page("bevestigen/bevestig_op.html", status=404, token="", renewable=False))
    return found


def _works(token: str) -> Visit:
    """The same, of a link that still works."""
    found = _visit(token)
    if not found.works:
        abort(
            410, response=page("bevestigen/bevestig_op.html", status=410, token=token, renewable=not found.ask.closed)
        )
    return found


def _once_more(visit: Visit) -> Response | None:
    """The page that asks once more, where the answer comes so soon that a program may have pressed the button."""
    if not _answering().is_hurried(visit) or request.form.get(_SURE) == "ja":
        return None
    return page(
        "bevestigen/bevestig_zeker.html", address=request.path, typed=list(request.form.items(multi=True)), sure=_SURE
    )


def _show(
    token: str,
    visit: Visit,
    *,
    left: tuple[Record, ...] = (),
    status: int = 200,
    problems: Mapping[str, tuple[str, str]] | None = None,
) -> Response:
    owners = [records for owner in visit.ask.owners if (records := _answering().records(owner))]
    return page(
        "bevestigen/bevestig.html",
        status=status,
        token=token,
        ask=visit.ask,
        owners=owners,
        left=left,
        title_of=owner_title,
        choices=CHOICES,
        stated=_stated,
        until=visit.link.until.date(),
        prefixes=(_VERSION, _CHOICE, _HAD, _SINCE),
        problems=problems or {},
        typed=request.form if problems else {},
        kinds=RecordKind,
        today=_answering().parts.today,
    )


def _stated(records: tuple[Record, ...]) -> dict[str, Record]:
    """The choices that were stated, by subject."""
    return {item.values["subject"]: item for item in records if item.ref.kind is RecordKind.CHOICE}


def _versions() -> dict[Ref, int]:
    """Of each fact on the form, which version was shown."""
    found: dict[Ref, int] = {}
    for name, value in request.form.items():
        kind, _, key = name.removeprefix(_VERSION).partition("-")
        if name.startswith(_VERSION) and kind in set(RecordKind) and value.isdecimal():
            found[Ref(RecordKind(kind), key)] = int(value)
    return found


def _choices(owners: list[str]) -> tuple[list[Choice], dict[str, tuple[str, str]]]:
    """The choices on the form; and by field its subject and what is wrong with the day. 400 for a choice that there is not."""
    found: list[Choice] = []
    problems: dict[str, tuple[str, str]] = {}
    for owner in owners:
        for subject in CHOICES:
            field = f"{owner}-{subject}"
            if f"{_CHOICE}{field}" not in request.form:
                continue
            wanted, written = request.form[f"{_CHOICE}{field}"], request.form.get(f"{_SINCE}{field}", "").strip()
            if wanted not in {"", *CHOICES[subject]}:
                abort(400)
            since = day_of(written)
            if written and since is None:
                problems[field] = subject, f"'{written}' is geen datum. Schrijf bijvoorbeeld 1-2-2026."
            elif written and not wanted:
                problems[field] = subject, "Kies ook wat de gemeente wil, of maak de dag leeg."
            found.append(Choice(owner, subject, request.form.get(f"{_HAD}{field}", ""), wanted, since))
    return found, problems


def _record(visit: Visit, owner_id: str, key: str) -> Record:
    """One of their facts; anything else is not there."""
    records = _answering().records(owner_id) if visit.speaks_for(owner_id) else ()
    found = next((item for item in records if str(item.ref) == key), None)
    if found is None:
        abort(404)
    return found


def _fields(kind: RecordKind) -> tuple[str, ...]:
    return tuple(name for name in words.fields_of(kind) if name not in _NOT_THEIRS)


def _form(
    token: str,
    record: Record,
    values: Mapping[str, str],
    *,
    problems: Mapping[str, str] | None = None,
    version: int | None = None,
) -> Response:
    return page(
        "bevestigen/bevestig_wijzig.html",
        status=400 if problems else 200,
        token=token,
        kind=record.ref.kind,
        first=_answering().records(record.owner_id)[0],
        record=record,
        version=record.version if version is None else version,
        values={**record.values, **values},
        seen={name: request.form.get(f"gezien-{name}", record.values[name]) for name in record.values},
        fields=_fields(record.ref.kind),
        problems=problems or {},
    )


def _clash(token: str, record: Record, typed: Mapping[str, str], clash: ClashError) -> Response:
    """The fields on which the two differ."""
    now = clash.now
    if now is None or now.withdrawn_on is not None:
        return see(url_for("asked.show", token=token), "intussen")
    differing = [name for name in typed if typed[name] != now.values[name]]
    if not differing:
        return see(url_for("asked.show", token=token), "intussen")
    return page(
        "gids/botsing.html",
        status=409,
        record=now,
        title=title(now, site().services.directory),
        differing=differing,
        typed=typed,
        seen={name: request.form.get(f"gezien-{name}", "") for name in typed},
        who="iemand anders",
        why="",
        confirms=False,
        for_owner=False,
        action=url_for("asked.change", token=token, owner_id=record.owner_id, key=str(record.ref)),
        back=url_for("asked.show", token=token),
        plain=True,
    )


def register(app: Flask) -> None:
    """`/bevestig/…`."""
    pages = Blueprint("asked", __name__, url_prefix="/bevestig")
    pages.before_request(enter)
    both = ["GET", "POST"]
    ways: list[tuple[str, Callable[..., Response], list[str]]] = [
        ("/bezwaar/<token>", receipt, both),
        ("/<token>", show, ["GET"]),
        ("/<token>/klopt", confirm, ["POST"]),
        ("/<token>/doorgeven", leave, both),
        ("/<token>/nieuwe-link", renew, ["POST"]),
        ("/<token>/<owner_id>/nieuw", add, both),
        ("/<token>/<owner_id>/<key>", change, both),
    ]
    for rule, view, methods in ways:
        pages.add_url_rule(rule, view.__name__, view, methods=methods)
    app.register_blueprint(pages)
