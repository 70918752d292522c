"""What is kept of somebody, and erasing it: for administrators, when a person asks."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, abort, request

from bot.core.accounts.accounts import Role
from bot.core.privacy.privacy import PrivacyError
from web.closed.reporting import field_text
from web.closed.services import rooms
from web.editor.gate import account, editing, page


def privacy() -> Response:
    """Look first; only then is there a button that erases."""
    if account().role is not Role.ADMINISTRATOR:
        abort(404)
    address, name = field_text("email"), field_text("naam")
    if request.method != "POST":
        return _page(address, name)
    try:
        found = rooms().privacy.traces(address, name)
        if request.form.get("doe") == "wis":
            gone = rooms().privacy.erase(account(), address, name, editing().today())
            return _page("", "", gone=gone)
    except PrivacyError as error:
        return _page(address, name, problem=str(error))
    return _page(address, name, found=found)


def _page(
    address: str,
    name: str,
    *,
    problem: str = "",
    found: Mapping[str, int] | None = None,
    gone: Mapping[str, int] | None = None,
) -> Response:
    shown = {"address": address, "name": name, "problem": problem, "found": found, "gone": gone}
    return page("privacy.html", status=400 if problem else 200, **shown)


def register(pages: Blueprint) -> None:
    """`/beheer/privacy`."""
    pages.add_url_rule("/privacy", "privacy", privacy, methods=["GET", "POST"])
