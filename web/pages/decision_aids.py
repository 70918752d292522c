"""Decision aids as pages: one question a page, the answers so far in the address, the outcome with a summary to keep."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, abort, request, url_for

from bot.core.answering.aids import AidReplies
from bot.core.reply.reply import Reply
from bot.core.topics.decision_aids import PATH_SEPARATOR, Outcome, Position, UnknownStepError, follow
from web.http.i18n import current_language
from web.http.negotiation import page_or_json
from web.rendering import aids as aid_rendering
from web.rendering.aids import aid_json, aid_line_json
from web.site import site

pages = Blueprint("decision_aids", __name__, url_prefix="/keuzehulp")


@pages.get("")
def index() -> Response:
    """Every decision aid."""
    aids = list(site().services.library.aids().values())
    return page_or_json("decision_aids.html", lambda: {"decisionAids": [aid_line_json(aid) for aid in aids]}, aids=aids)


@pages.get("/<aid_id>")
def show(aid_id: str) -> Response:
    """The question, or the outcome, that the answers in `pad` lead to (`nee.ja`); 404 where they lead nowhere."""
    position = _position(aid_id)
    here = position.here
    outcome = here if isinstance(here, Outcome) else None
    return page_or_json(
        "decision_aid.html",
        lambda: aid_json(position.aid),
        position=position,
        step=None if outcome else here,
        outcome=outcome,
        reply=_spoken(position),
        summary=_summary(position) if outcome else "",
        summary_language=position.aid.title.language(current_language()),
    )


@pages.get("/<aid_id>/samenvatting.txt")
def save(aid_id: str) -> Response:
    """The summary of a finished decision aid, to save; 404 where no outcome has been reached."""
    position = _position(aid_id)
    if not isinstance(position.here, Outcome):
        abort(404)
    response = Response(f"{_summary(position)}\n", mimetype="text/plain")
    response.headers["Content-Disposition"] = f'attachment; filename="keuzehulp-{position.aid.id}.txt"'
    response.headers["Content-Language"] = str(position.aid.title.language(current_language()))
    return response


def answers_in(path: str) -> str:
    """A path without the aid's own name, as it stands in the address; empty at the first question."""
    return path.partition(PATH_SEPARATOR)[2]


def aid_url(path: str) -> str:
    """The page of a place in a decision aid."""
    aid_id, _, answers = path.partition(PATH_SEPARATOR)
    return url_for("decision_aids.show", aid_id=aid_id, pad=answers or None)


def _position(aid_id: str) -> Position:
    aids = site().services.library.aids()
    if aid_id not in aids:  # a name that holds answers itself would be a second address of the same place
        abort(404)
    answers = request.args.get("pad", "")
    try:
        return follow(aids, PATH_SEPARATOR.join(filter(None, (aid_id, answers))))
    except UnknownStepError:
        abort(404)


def _replies() -> AidReplies:
    return AidReplies(site().services.library, site().services.phrases)


def _spoken(position: Position) -> Reply:
    """The question or outcome with what is said of it, in the language that the aid has for this reader."""
    reply = _replies().reply(position.path, position.aid.title.language(current_language()))
    return site().speaker.voiced(reply)


def _summary(position: Position) -> str:
    return _replies().summary(position, position.aid.title.language(current_language()))


def register(app: Flask) -> None:
    """`/keuzehulp` and below."""
    app.register_blueprint(pages)
    app.jinja_env.globals.update(aid_url=aid_url, answers_in=answers_in)
    aid_rendering.register(app)
