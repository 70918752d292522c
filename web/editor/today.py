"""What waits: proposals to decide, and facts that somebody says are wrong."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from bot.core.accounts.accounts import Role
from bot.core.changes.port import ClashError, RefusedError, UnknownRecordError
from bot.core.changes.proposals import Proposal
from bot.core.changes.records import ValuesError
from bot.core.directory.standing import State
from bot.core.reply.feedback import Report
from web.editor import merging, texts
from web.editor.gate import account, author, editing, page, see
from web.site import site


def today() -> Response:
    """One list of what waits, the oldest first."""
    waiting = [item for item in editing().desk.proposals() if account().sees(item.owner_id)]
    return page(
        "vandaag.html",
        proposals=waiting,
        disputed=_disputed(),
        reports=_reports(),
        asked=_asked(),
        doubles=merging.waiting(),
        stopped=_stopped(),
        concepts=texts.waiting(),
        refused=texts.refused(),
    )


def decide(proposal_id: int) -> Response:
    """Take or refuse a proposal."""
    found = next((item for item in editing().desk.proposals() if item.id == proposal_id), None)
    if found is None or not account().sees(found.owner_id):
        abort(404)
    take = request.form.get("besluit") == "aannemen"
    if take and not _decides(found):
        abort(404)
    try:
        editing().desk.decide(proposal_id, author(request.form.get(f"waarom-{proposal_id}", "")), take=take)
    except (ClashError, RefusedError, UnknownRecordError, ValuesError):
        return see(url_for("editor.today"), "kan-niet")
    return see(url_for("editor.today"), "aangenomen" if take else "afgewezen")


def _decides(proposal: Proposal) -> bool:
    """Whether taking it is theirs: nobody takes what they proposed themselves to somebody stronger."""
    return proposal.origin.yields_to(account().origin) and proposal.who != account().email


def _stopped() -> str:
    """For administrators: which couplings stopped."""
    hooks = editing().webhooks
    return hooks.warning() if hooks is not None and account().role is Role.ADMINISTRATOR else ""


def _asked() -> tuple[int, int, int]:
    """For editors: how many handovers wait for them, how many owners for a telephone call, and how many addresses are dead."""
    rounds = editing().rounds
    if rounds is None or not account().role.edits_everything:
        return 0, 0, 0
    book = rounds.parts.book
    return len(book.handovers()), len(rounds.calls()), len(book.dead())


def _disputed() -> list[tuple[str, str, str]]:
    """Whose facts are disputed: id, name and what."""
    directory, day = site().services.directory, editing().today()
    owners = [
        *((item.id, item.name, item.contacts) for item in directory.organisations()),
        *((item.cbs_code, item.name, item.contacts) for item in directory.municipalities()),
    ]
    return [
        (key, name, channel.value)
        for key, name, contacts in owners
        if account().sees(key)
        for contact in contacts
        for channel in contact.channels
        if channel.state(day) is State.DISPUTED
    ]


def _reports() -> list[Report]:
    """What people reported with 'Klopt dit niet?': all of it for editors, else of the own pages in the directory."""
    kept = site().services.reports.all(editing().today())
    mine = account()
    return [
        one
        for one in kept
        if mine.role.edits_everything or (one.about.startswith("gids/") and mine.sees(one.about.rpartition("/")[2]))
    ]


def register(pages: Blueprint) -> None:
    """`/beheer` itself."""
    pages.add_url_rule("", "today", today)
    pages.add_url_rule("/voorstellen/<int:proposal_id>", "decide", decide, methods=["POST"])
