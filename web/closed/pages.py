"""The pages together."""

from __future__ import annotations

from flask import Blueprint, Flask, g

from bot.core.accounts.accounts import Role
from bot.core.accounts.port import Session
from web.closed import cases, figures, insight, part, privacy, reporting
from web.closed.services import rooms
from web.editor.gate import editing, enter
from web.editor.pages import site_of

type Link = tuple[str, str]


def register(app: Flask) -> None:
    """`/beheer/afspraken` and `/afspraak-melden`; nothing where the application was made without a desk."""
    if site_of(app) is None:
        return
    pages = Blueprint("closed", __name__, url_prefix="/beheer")
    pages.before_request(enter)
    for room in (cases, figures, insight, part, privacy):
        room.register(pages)
    app.register_blueprint(pages)
    app.register_blueprint(reporting.register())
    app.jinja_env.globals.update(closed_links=links, cases_waiting=waiting, has_insight=has_insight)


def waiting() -> int:
    """How many cases wait for the desk; for everybody else none do."""
    signed: Session | None = g.get("signed")
    if signed is None or not signed.account.role.edits_everything or editing().rooms is None:
        return 0
    return rooms().agreements.waiting()


def has_insight() -> bool:
    """Whether 'Inzicht' is there for who is signed in."""
    signed: Session | None = g.get("signed")
    if signed is None or not signed.account.role.edits_everything or editing().rooms is None:
        return False
    return rooms().insight is not None


def links() -> list[Link]:
    """What the header of the desk has of these pages, for who is signed in: endpoint and words."""
    signed: Session | None = g.get("signed")
    if signed is None or editing().rooms is None:
        return []
    role = signed.account.role
    of_cases = [("closed.cases", "Afspraken")] if role.edits_everything or role.speaks_for_owners else []
    of_privacy = [("closed.privacy", "Privacy")] if role is Role.ADMINISTRATOR else []
    of_insight = [("closed.insight", "Inzicht")] if has_insight() else []
    return [*of_cases, ("closed.overview", "Besloten deel"), *of_insight, *of_privacy]
