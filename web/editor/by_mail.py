"""A link by mail, for who has no password or lost it. Nothing here tells whether an address is known."""

from __future__ import annotations

import logging
import secrets
from datetime import UTC, datetime
from functools import partial

from flask import Blueprint, Response, request, url_for

from bot.core.accounts.letters import sign_in_letter
from bot.core.accounts.ways import Ways
from bot.core.errors import KennispuntError
from bot.core.mail.port import Letter
from web.editor.audit import tell
from web.editor.door import come_in
from web.editor.gate import editing, origin, page, see
from web.editor.trying import try_from_here, try_mail

_LOG = logging.getLogger(__name__)
_KEY_BYTES = 12


def ask_link() -> Response:
    """Ask for a link; the answer is the same whoever asks, and as fast."""
    wanted = request.values.get("naar", "")
    email = request.form.get("email", "").strip()
    if request.method != "POST":
        return page("toegang/link_vraag.html", naar=wanted, email=email)
    if "@" not in email:
        return page("toegang/link_vraag.html", status=400, naar=wanted, email=email, problem="Vul uw e-mailadres in.")
    try_mail(email)
    base = f"{origin()}{url_for('editor.mailed', token='')}"
    ways = editing().ways
    ways.later(partial(_mail, ways, email, wanted, base))
    return see(url_for("editor.link_sent"))


def link_sent() -> Response:
    """What happens now, in words that hold for a known address and for an unknown one."""
    return page("toegang/link_verstuurd.html")


def mailed(token: str) -> Response:
    """The page behind the link; its button lets somebody in, and uses the link up."""
    links = editing().ways.links
    found = links.find(token)
    if found is not None and request.method != "POST":
        return page("toegang/link_aanmelden.html", token=token, who=found.account)
    try_from_here()
    found = links.use(token) if found is not None else None
    if found is None or not _lets_in(found.account.role.needs_second_factor, has=found.account.has_second_factor):
        return page("toegang/link_op.html", status=410, mailed=True)
    return come_in(found.account, "mailed link", found.onward)


def _mail(ways: Ways, email: str, wanted: str, base: str) -> None:
    """Write the letter, if somebody has this address. What goes wrong is told to the log, and to nobody who asked."""
    made = ways.links.new(email, wanted)
    if made is None:
        tell("asked for a link")
        return
    who, token = made
    allowed = _lets_in(who.role.needs_second_factor, has=who.has_second_factor)
    told = sign_in_letter(who, f"{base}{token}" if allowed else "", ways.phone)
    name = who.name if who.name != who.email else ""
    letter = Letter(
        secrets.token_hex(_KEY_BYTES), who.email, name, told.subject, told.text, told.html, datetime.now(UTC)
    )
    try:
        ways.send(letter)
    except KennispuntError as error:
        _LOG.warning("a link to sign in was not mailed: %s", type(error).__name__)
        tell("link not mailed", who.id)
    else:
        tell("link mailed", who.id)


def _lets_in(needed: bool, *, has: bool) -> bool:  # noqa: FBT001  # two of a kind
    """Whether a mailbox may be the first of two factors: not where it would let somebody choose the second."""
    return has or not needed


def register(pages: Blueprint) -> None:
    """Ask for a link, and come in by it."""
    both = ["GET", "POST"]
    pages.add_url_rule("/inloggen/link", "ask_link", ask_link, methods=both)
    pages.add_url_rule("/inloggen/verstuurd", "link_sent", link_sent)
    pages.add_url_rule("/link/<token>", "mailed", mailed, methods=both)
