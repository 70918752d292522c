"""Cases at the desk: what waits, what each side sees, and the steps that VNG takes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, request, url_for

from bot.core.agreements.agreements import Move
from bot.core.agreements.cases import (
    Agreement,
    Case,
    CaseError,
    ChangedMeanwhileError,
    ClientDataError,
    EntryKind,
    Side,
    Status,
)
from bot.core.written_day import day_of
from web.closed.reporting import KINDS, clean_text, field_text, named, signed_in
from web.closed.services import rooms
from web.editor.gate import account, page, see

_TO = {
    "notitie": (EntryKind.NOTE, Side.DESK),
    "aan-melder": (EntryKind.MESSAGE, Side.REPORTER),
    "aan-ander": (EntryKind.MESSAGE, Side.OTHER),
    "van-melder": (EntryKind.RECEIVED, Side.REPORTER),
    "van-ander": (EntryKind.RECEIVED, Side.OTHER),
}
_TO_WORDS = {
    "notitie": "Notitie, alleen voor de VNG",
    "aan-melder": "Bericht aan de melder, ook per mail",
    "aan-ander": "Bericht aan de ander, ook per mail",
    "van-melder": "Wat de melder zei of mailde",
    "van-ander": "Wat de ander zei of mailde",
}
_FIELDS = ("status", "volgende", "afgesproken", "wanneer", "vraag", "soort", "tekst")
_LABELS = {
    "status": "Nieuwe status",
    "volgende": "Wanneer kijkt u er weer naar?",
    "afgesproken": "Wat is afgesproken?",
    "wanneer": "Wanneer is dat klaar?",
    "vraag": "Wat vraagt u aan de ander?",
    "soort": "Wat is het?",
    "tekst": "Tekst",
}
_NO_DAY = "Schrijf de dag zo: 2026-12-31."


def cases() -> Response:
    """What somebody sees: the desk everything, an owner what it reported and what was passed on to it."""
    mine = account()
    if not (mine.role.edits_everything or mine.role.speaks_for_owners):
        abort(404)
    wanted = request.args.get("status", "")
    found = [case for case in rooms().agreements.cases(mine) if wanted in {"", case.status.value}]
    return page(
        "afspraken/afspraken.html",
        cases=[(case, rooms().agreements.side(mine, case)) for case in found],
        statuses=[(item.value, item.value) for item in Status],
        wanted=wanted,
        named=named,
        reporter=_reporter,
        kinds=KINDS,
        today=rooms().agreements.parts.now().date(),
    )


def case(number: str) -> Response:
    """One case, as the side of who looks sees it; the desk's steps."""
    found = rooms().agreements.case(account(), number)
    if found is None:
        abort(404)
    this, side = found
    if request.method != "POST":
        return _page(this, side)
    work = {"stap": _step, "bericht": _say} if side is Side.DESK else {"antwoord": _answer}
    act = work.get(request.form.get("doe", ""))
    if act is None:
        abort(404)
    try:
        return act(this, side)
    except ClientDataError as error:
        marked = {_FIELD_OF.get(name, name): pieces for name, pieces in error.found.items()}
        return _page(this, side, problems={name: str(error) for name in marked}, marked=marked)
    except ChangedMeanwhileError:
        newest = rooms().agreements.case(account(), number)
        if newest is None:
            abort(404)
        return _page(
            *newest, problems={"tekst": "Iemand anders deed intussen ook iets. Kijk hieronder, en kies opnieuw."}
        )


_FIELD_OF = {"agreed": "afgesproken", "ask": "vraag", "text": "tekst"}


def counts() -> Response:
    """How many reports by kind and quarter, for everybody who is signed in."""
    return page(
        "afspraken/afspraken_aantallen.html",
        quarters=rooms().agreements.quarters(),
        kinds=KINDS,
        all_kinds=list(Agreement),
    )


def _step(this: Case, side: Side) -> Response:
    problems = {}
    days: dict[str, date | None] = {}
    for name in ("volgende", "wanneer"):
        days[name] = day_of(field_text(name))
        if days[name] is None and field_text(name):
            problems[name] = _NO_DAY
    if request.form.get("status", "") not in set(Status):
        problems["status"] = "Kies een status."
    if problems:
        return _page(this, side, problems=problems)
    status = Status(request.form["status"])
    move = Move(status, days["volgende"], field_text("afgesproken"), days["wanneer"], field_text("vraag"))
    try:
        rooms().agreements.move(this, account(), move, version=_version())
    except CaseError as error:
        return _page(this, side, problems={"status": str(error)})
    return _done(this)


def _say(this: Case, side: Side) -> Response:
    chosen = _TO.get(request.form.get("soort", ""))
    if chosen is None:
        return _page(this, side, problems={"soort": "Kies wat het is."})
    try:
        rooms().agreements.say(this, account(), *chosen, field_text("tekst"), version=_version())
    except CaseError as error:
        return _page(this, side, problems={"tekst": str(error)})
    return _done(this)


def _answer(this: Case, side: Side) -> Response:
    try:
        rooms().agreements.answer(this, account(), side, field_text("tekst"))
    except CaseError as error:
        return _page(this, side, problems={"tekst": str(error)})
    return _done(this)


def _done(this: Case) -> Response:
    rooms().soon(rooms().send)
    return see(url_for("closed.case", number=this.number), "afspraak")


def _page(
    this: Case, side: Side, *, problems: Mapping[str, str] | None = None, marked: Mapping[str, Any] | None = None
) -> Response:
    typed = {name: field_text(name) for name in _FIELDS}
    typed |= {name: clean_text(pieces) for name, pieces in (marked or {}).items()}
    changed = any("intussen" in text for text in (problems or {}).values())
    return page(
        "afspraken/afspraak.html",
        status=409 if changed else 400 if problems else 200,
        case=this,
        side=side,
        entries=[item for item in this.entries if item.seen_by(side)],
        named=named,
        reporter=_reporter(this, side),
        kinds=KINDS,
        problems=problems or {},
        marked=marked or {},
        typed=typed,
        labels=_LABELS,
        nexts=[(item.value, item.value) for item in this.status.nexts],
        ways=list(_TO_WORDS.items()),
        said=_said,
        today=rooms().agreements.parts.now().date(),
    )


def _reporter(this: Case, side: Side) -> str:
    """Who reported it, as far as this side may know."""
    if side is Side.OTHER and not this.report.may_name:
        return "een organisatie die niet genoemd wil worden"
    return named(this.reporter)


def _said(kind: EntryKind, side: Side) -> str:
    """What an entry is, in words."""
    who = {Side.REPORTER: "de melder", Side.OTHER: "de ander", Side.DESK: "de VNG"}[side]
    return {
        EntryKind.NOTE: "Notitie van de VNG",
        EntryKind.STEP: "Stap",
        EntryKind.MESSAGE: f"Bericht van de VNG aan {who}",
        EntryKind.RECEIVED: f"Bericht van {who}",
    }[kind]


def _version() -> int:
    text = request.form.get("versie", "")
    return int(text) if text.isdecimal() else 0


def register(pages: Blueprint) -> None:
    """`/beheer/afspraken` and below."""
    both = ["GET", "POST"]
    pages.add_url_rule("/afspraken", "cases", cases)
    pages.add_url_rule("/afspraken/nieuw", "report", signed_in, methods=both)
    pages.add_url_rule("/afspraken/aantallen", "counts", counts)
    pages.add_url_rule("/afspraken/<number>", "case", case, methods=both)
