"""The page behind the link that stops the weekly letter: looking changes nothing, one POST stops it, by a person or a mail program."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, abort, request

from web.editor.asked import enter
from web.editor.gate import editing, page
from web.http.errors import too_many
from web.http.rate_limit import address_prefix
from web.site import site


def stop(token: str) -> Response:
    """The button, and what it did. A POST needs nothing but the link (RFC 8058): it can only end letters."""
    weekly = editing().weekly
    if weekly is None:
        abort(404)
    whose = weekly.whose(token)
    if whose is None:
        wait = site().limits.sign_in_address.take(address_prefix(request.remote_addr or ""))
        if wait:
            raise too_many(wait)
        abort(404, response=page("bevestigen/bevestig_op.html", status=404, token="", renewable=False))
    if request.method == "POST":
        weekly.stop(whose)
    return page("weekbericht_stop.html", token=token, reads=weekly.book.reads(whose))


def register(app: Flask) -> None:
    """`/bevestig/weekbericht/…`: below what stands in no log and in no search engine."""
    pages = Blueprint("weekly", __name__, url_prefix="/bevestig/weekbericht")
    pages.before_request(enter)
    pages.add_url_rule("/<token>", "stop", stop, methods=["GET", "POST"])
    app.register_blueprint(pages)
