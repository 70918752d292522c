"""The first page, and the pages that explain the service."""

from __future__ import annotations

from flask import Blueprint, Flask, render_template
from werkzeug.wrappers import Response

from web.http.i18n import current_language
from web.pages.topics import topic_page
from web.rendering.groups import grouped
from web.site import site

pages = Blueprint("start", __name__)

_SUGGESTIONS = ("wmo-zg/vervoer", "wmo-zg/signaleren", "gids/aanbieder-zoeken", "inburgering/aangepast-examen")


@pages.get("/")
def show() -> str:
    """The question form, some questions that others ask, and all topics."""
    library = site().services.library
    topics = library.topics()
    language = current_language()
    suggestions = [
        (topic_id, text.questions[0], text.language)
        for topic_id in _SUGGESTIONS
        if topic_id in topics and (text := topics[topic_id].text(language)).questions
    ]
    return render_template(
        "start.html",
        groups=grouped(topics.values(), language),
        suggestions=suggestions,
        aids=list(library.aids().values()),
    )


@pages.get("/help")
def show_help() -> str:
    """How to use the service, and how to reach a person."""
    return render_template("help.html", minutes=site().settings.conversation_minutes)


@pages.get("/toegankelijkheid")
def accessibility() -> Response:
    """The accessibility topic under the address where people look for it."""
    return topic_page("over/toegankelijkheid")


@pages.get("/privacy")
def privacy() -> Response:
    """The privacy topic under the address where people look for it."""
    return topic_page("over/privacy")


def register(app: Flask) -> None:
    """`/`, `/help`, `/toegankelijkheid`, `/privacy`."""
    app.register_blueprint(pages)
