"""What went wrong, as a page for people and as RFC 9457 problem+json for programs."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from web.http.i18n import translate
from web.http.inputs import MAX_TEXT, InputError, Refusal
from web.http.marking import mark as _

_LOG = logging.getLogger(__name__)
_PROBLEM = "urn:kennispunt:problem:"

REFUSALS = {
    Refusal.EMPTY: _("Type a question first."),
    Refusal.TOO_LONG: _("Your text is longer than {most} characters. Please make it shorter."),
    Refusal.UNREADABLE: _("Your text holds characters that we cannot read. Please type it again."),
    Refusal.COMMAND: _("A question cannot start with a slash (/). Please ask it in your own words."),
    Refusal.CHOICE: _("This choice does not exist. Pick one of the choices, or type your question."),
    Refusal.LANGUAGE: _("We do not have this language."),
    Refusal.SHAPE: _("The message does not have the form that the API description asks for."),
}
_STATUSES = {
    400: (_("Something is wrong with the message"), _("The message could not be read. Please try again.")),
    404: (_("Page not found"), _("This page does not exist, or not any more.")),
    405: (_("This cannot be done here"), _("This address does not take this kind of request.")),
    413: (
        _("Your text is too long"),
        _("Your text is too long to be received. Go back in your browser and make it shorter."),
    ),
    415: (_("This cannot be read"), _("Send the message as application/json.")),
    416: (_("This part does not exist"), _("The recording is shorter than the part that was asked for.")),
    429: (_("Too many questions at once"), _("You can ask your next question in {seconds} seconds.")),
    500: (_("Something went wrong"), _("The mistake is ours. Please try again in a moment.")),
    503: (_("Not available now"), _("This is not available at the moment. Please try again later.")),
}


class ProblemError(Exception):
    """An error to tell; `slug` names its type, `detail` (already translated) says what to do."""

    def __init__(
        self,
        status: int,
        slug: str,
        *,
        title: str = "",
        detail: str = "",
        headers: dict[str, str] | None = None,
        **extra: object,
    ) -> None:
        super().__init__(slug)
        self.problem = Problem(status, slug, title, detail, headers or {}, extra)


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem ready to be shown; empty words stand for the usual ones of the status."""

    status: int
    slug: str
    title: str
    detail: str
    headers: dict[str, str]
    extra: dict[str, Any]

    def worded(self) -> tuple[str, str]:
        """Title and detail in the page's language."""
        usual = _STATUSES.get(self.status, _STATUSES[500 if self.status >= HTTPStatus.INTERNAL_SERVER_ERROR else 400])
        return self.title or translate(usual[0]), self.detail or translate(usual[1], **self.extra)


def refusal_words(error: InputError) -> str:
    """What a person reads about an input that was refused."""
    return translate(REFUSALS[error.refusal], most=MAX_TEXT)


def too_many(seconds: int) -> ProblemError:
    """The visitor must wait this long."""
    return ProblemError(429, "too-many-requests", headers={"Retry-After": str(seconds)}, seconds=seconds)


def wants_json() -> bool:
    """Whether this client asks for JSON rather than a page."""
    if request.path.startswith(("/api/", "/hsds")):
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json", "application/problem+json"])
    return best is not None and best != "text/html"


def problem_response(problem: Problem) -> Response:
    """The problem as JSON or as a page, whichever the client asks for."""
    title, detail = problem.worded()
    if wants_json():
        response = jsonify(
            {
                "type": f"{_PROBLEM}{problem.slug}",
                "title": title,
                "status": problem.status,
                "detail": detail,
                "instance": request.path,
                **problem.extra,
            }
        )
        response.mimetype = "application/problem+json"
    else:
        response = Response(render_template("error.html", title=title, detail=detail), mimetype="text/html")
    response.status_code = problem.status
    response.headers.extend(problem.headers)
    return response


def register(app: Flask) -> None:
    """Answer every error in the client's form; nothing of its inside is shown."""

    @app.errorhandler(ProblemError)
    def told(error: ProblemError) -> Response:
        return problem_response(error.problem)

    @app.errorhandler(InputError)
    def refused(error: InputError) -> Response:
        detail = refusal_words(error)
        return problem_response(Problem(400, error.refusal, "", detail, {}, {"field": error.field}))

    @app.errorhandler(HTTPException)
    def usual(error: HTTPException) -> Response:
        status = error.code or 500
        if error.response is not None and status < HTTPStatus.BAD_REQUEST:
            return Response(status=status, headers=dict(error.response.headers))
        headers = {key: value for key, value in error.get_headers() if key in {"Allow", "Content-Range", "Location"}}
        if status < HTTPStatus.BAD_REQUEST:
            return Response(status=status, headers=headers)
        slug = HTTPStatus(status).phrase.lower().replace(" ", "-")
        return problem_response(Problem(status, slug, "", "", headers, {}))

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        _LOG.error("unexpected error", exc_info=error)
        return problem_response(Problem(500, "internal-server-error", "", "", {}, {}))
