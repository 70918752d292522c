"""Answers as pages: all topics by group, a search, and a page for each."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from bot.contract import Language
from bot.core.errors import UnknownTopicError
from bot.core.reply.reply import Reply
from bot.core.topics.topic import Status
from web.http.errors import wants_json
from web.http.i18n import current_language
from web.http.inputs import read_text
from web.http.negotiation import page_or_json
from web.rendering.groups import grouped, line
from web.rendering.messages import CHECKLISTS
from web.rendering.replies import reply_json, topic_line_json
from web.site import site

pages = Blueprint("topics", __name__, url_prefix="/onderwerpen")

_MOST_FOUND = 10


@pages.get("")
def index() -> Response:
    """All topics by group. With `q`: for programs those that fit, for people the search over everything.

    Raises InputError for a search that cannot be read.
    """
    wanted = read_text(request.args.get("q", ""), field="q", required=False)
    if wanted and not wants_json():
        return redirect(url_for("search.show", q=wanted))
    language = current_language()
    library = site().services.library
    found = [item.topic for item in site().search.find(wanted, language, limit=_MOST_FOUND)] if wanted else []
    groups = () if wanted else grouped(library.topics().values(), language)
    lines = [line(topic, language) for topic in found]
    listed = lines or [part for group in groups for item in group.topics for part in (item, *item.finer)]
    return page_or_json("topics.html", lambda: {"topics": [topic_line_json(item) for item in listed]}, groups=groups)


@pages.get("/<path:topic_id>")
def show(topic_id: str) -> Response:
    """One answer with its sources and how current it is."""
    return topic_page(topic_id)


def topic_page(topic_id: str) -> Response:
    """The page of a topic; 404 for an unknown one, 410 for one that VNG has withdrawn."""
    language = current_language()
    library = site().services.library
    try:
        topic = library.topic(topic_id)
    except UnknownTopicError:
        abort(404)
    if topic.status is Status.WITHDRAWN:
        abort(410)
    reply = spoken_answer(topic_id, language)
    return page_or_json(
        "topic.html",
        lambda: reply_json(reply),
        topic=topic,
        text=topic.text(language),
        reply=reply,
        aids=[aid for aid in library.aids().values() if aid.topic == topic_id],
        checklists=[name for name, steps_of in CHECKLISTS.items() if steps_of == topic_id],
    )


def spoken_answer(topic_id: str, language: Language) -> Reply:
    """A topic's answer with what is said of it; raises UnknownTopicError."""
    reply = site().speaker.voiced(site().services.answers.answer(topic_id, language))
    for said in filter(None, (reply.spoken, reply.whole)):
        site().services.recordings.offer(said, public=True)
    return reply


def register(app: Flask) -> None:
    """`/onderwerpen` and below."""
    app.register_blueprint(pages)
