"""Conditional requests (RFC 9110): an answer carries the mark of what it says, and who holds it already gets 304."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, request

from web.http.errors import ProblemError
from web.http.i18n import translate
from web.http.marking import mark as _


def marked(response: Response) -> Response:
    """The response with its ETag; 304 for who holds it (If-None-Match).

    Raises ProblemError (412) for who asks for something else than there is (If-Match).
    """
    response.add_etag()
    wanted = request.headers.get("If-Match", "").strip()
    if wanted and wanted != "*" and not request.if_match.contains(response.get_etag()[0] or ""):
        words = translate(_("This has changed meanwhile. Fetch it again first."))
        raise ProblemError(412, "precondition-failed", detail=words, headers={"ETag": response.headers["ETag"]})
    response.make_conditional(request)
    if response.status_code == HTTPStatus.NOT_MODIFIED:
        response.set_data(b"")
    return response
