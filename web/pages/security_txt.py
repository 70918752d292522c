"""`/.well-known/security.txt` (RFC 9116): where to report a vulnerability."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Blueprint, Flask, Response, abort

from web.rendering.replies import absolute
from web.site import site

pages = Blueprint("security_txt", __name__)

ADDRESS = "/.well-known/security.txt"
_HOLDS_FOR = timedelta(days=90)
"""Whoever reads it later than this must fetch it again; RFC 9116 advises less than a year."""


@pages.get(ADDRESS)
def show() -> Response:
    """The contact of the settings; nothing at all where none is set."""
    contact = site().settings.security_contact
    if not contact:
        abort(404)
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = (
        f"Contact: {contact}",
        f"Expires: {(midnight + _HOLDS_FOR).strftime('%Y-%m-%dT%H:%M:%SZ')}",
        "Preferred-Languages: nl, en",
        f"Canonical: {absolute(ADDRESS)}",
    )
    return Response("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")


def check(contact: str) -> None:
    """Raise ValueError when this is no contact as RFC 9116 asks for."""
    if contact and not contact.startswith(("mailto:", "https://", "tel:")):
        msg = f"KENNISPUNT_SECURITY_CONTACT: {contact!r} begint niet met mailto:, https:// of tel:"
        raise ValueError(msg)


def register(app: Flask) -> None:
    """`/.well-known/security.txt`."""
    app.register_blueprint(pages)
