"""The round at the desk: whose turn it is, how far everybody is, who hands over, and whom to telephone."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, abort, request, url_for

from bot.core.accounts.accounts import AccountError
from bot.core.changes.changes import RecordKind, Ref
from bot.core.directory.contacts import Channel, ChannelKind
from bot.core.rounds.answering import Answering
from bot.core.rounds.asks import Ask, Closed
from bot.core.rounds.rounds import Rounds, ToCall
from web.editor.gate import account, author, editing, page, see
from web.site import site

_MOST_SHOWN = 200


def are_there() -> bool:
    """Whether this desk has rounds."""
    return editing().rounds is not None


def rounds() -> Response:
    """Whose turn it is, how far everybody is, and what waits for a decision."""
    return _page()


def start() -> Response:
    """Ask them."""
    only = _only(request.form.get("voor", ""))
    unknown = [owner for owner in only if not editing().desk.records(owner)]
    if unknown:
        return _page(problem=f"Niet in de gids: {', '.join(unknown)}. Vul CBS-codes of id's in.", status=400)
    begun = _rounds().start(only)
    return see(url_for("editor.rounds"), "ronde" if begun else "niemand")


def example() -> Response:
    """One real letter, as it would go now."""
    planned = [whom for whom in _rounds().plan(_only(request.args.get("voor", ""))) if whom.address]
    if not planned:
        return see(url_for("editor.rounds"), "niemand")
    return page("ronde/ronde_voorbeeld.html", whom=planned[0], letter=_rounds().preview(planned[0]))


def change_ask(ask_id: int) -> Response:
    """Take the links back, or send a letter again of which nobody knows whether it went."""
    book = _rounds().parts.book
    if book.ask(ask_id) is None:
        abort(404)
    if request.form.get("doe") == "opnieuw":
        book.again(ask_id)
        return see(url_for("editor.rounds"), "opnieuw")
    book.close(ask_id, Closed.REVOKED)
    return see(url_for("editor.rounds"), "link-weg")


def revive() -> Response:
    """An address works after all."""
    _rounds().parts.book.revive(request.form.get("adres", ""))
    return see(url_for("editor.rounds"), "weer")


def decide_handover(handover_id: int) -> Response:
    """Whether somebody of another domain speaks for an owner from now on."""
    take = request.form.get("besluit") == "aannemen"
    try:
        if not _answering().decide(handover_id, account().email, take=take):
            return see(url_for("editor.rounds"), "kan-niet")
    except AccountError as error:
        return _page(problem=str(error), status=400)
    return see(url_for("editor.rounds"), "aangenomen" if take else "afgewezen")


def to_call() -> Response:
    """Whom to telephone, with what they are asked."""
    return page("ronde/ronde_bellen.html", calls=_rounds().to_call(), ways=_ways)


def called(owner_id: str) -> Response:
    """Everything of this owner is right: they said so on the telephone."""
    found = next((item for item in _rounds().to_call() if item.owner_id == owner_id), None)
    if found is None:
        abort(404)
    seen = _versions(found)
    left = editing().desk.confirm_all(seen, author("gebeld", for_owner=True))
    return see(url_for("editor.to_call"), "intussen" if left or not seen else "gebeld")


def _page(*, problem: str = "", status: int = 200) -> Response:
    parts = _rounds().parts
    asks = parts.book.asks()[:_MOST_SHOWN]
    today = parts.today
    return page(
        "ronde/ronde.html",
        status=status,
        problem=problem,
        planned=_rounds().plan(),
        asks=asks,
        state=lambda ask: ask.state(today),
        unsure=_unsure,
        counts=_counts(asks),
        handovers=parts.book.handovers(),
        dead=parts.book.dead(),
        calls=len(_rounds().calls()),
        named=_named,
        typed=request.form.get("voor", ""),
    )


def _counts(asks: Sequence[Ask]) -> dict[str, int]:
    """Per state how many."""
    counts: dict[str, int] = {}
    for ask in asks:
        state = ask.state(_rounds().parts.today)
        counts[state] = counts.get(state, 0) + 1
    return counts


def _unsure(ask: Ask) -> bool:
    return any(mail.claimed_at and not mail.sent_at and not mail.dropped and not mail.bounced_on for mail in ask.mails)


def _ways(item: ToCall) -> list[tuple[str, str]]:
    """How to reach them: what is shown, and what the link is."""
    kinds = (ChannelKind(record.values["kind"]) for record in item.records if record.ref.kind is RecordKind.CHANNEL)
    values = (record.values["value"] for record in item.records if record.ref.kind is RecordKind.CHANNEL)
    channels = [Channel(kind, value) for kind, value in zip(kinds, values, strict=True)]
    return [(channel.value, channel.href) for channel in channels if channel.kind is not ChannelKind.WEBSITE]


def _versions(item: ToCall) -> dict[Ref, int]:
    """The versions that the editor saw, of facts of this owner."""
    found: dict[Ref, int] = {}
    for record in item.records:
        shown = request.form.get(f"versie-{record.ref}", "")
        if shown.isdecimal() and record.withdrawn_on is None:
            found[record.ref] = int(shown)
    return found


def _named(owner_id: str) -> str:
    directory = site().services.directory
    found = directory.municipality(owner_id) or directory.organisation(owner_id)
    return found.name if found else owner_id


def _only(text: str) -> list[str]:
    return text.replace(",", " ").replace(";", " ").split()


def _rounds() -> Rounds:
    """The round, for editors alone: for everybody else it is not there."""
    found = editing().rounds
    if found is None or not account().role.edits_everything:
        abort(404)
    return found


def _answering() -> Answering:
    _rounds()
    found = editing().answering
    if found is None:
        abort(404)
    return found


def register(pages: Blueprint) -> None:
    """`/beheer/ronde` and below."""
    pages.add_url_rule("/ronde", "rounds", rounds)
    pages.add_url_rule("/ronde/begin", "start_round", start, methods=["POST"])
    pages.add_url_rule("/ronde/voorbeeld", "round_example", example)
    pages.add_url_rule("/ronde/<int:ask_id>", "change_ask", change_ask, methods=["POST"])
    pages.add_url_rule("/ronde/adres", "revive", revive, methods=["POST"])
    pages.add_url_rule("/ronde/overdracht/<int:handover_id>", "decide_handover", decide_handover, methods=["POST"])
    pages.add_url_rule("/ronde/bellen", "to_call", to_call)
    pages.add_url_rule("/ronde/bellen/<owner_id>", "called", called, methods=["POST"])
