"""Checklists: the steps of a topic on a page to print, with a box to tick before each."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, abort, render_template

from bot.core.reply.reply import BlockType
from bot.core.topics.topic import Status
from web.http.i18n import current_language
from web.rendering.messages import CHECKLISTS
from web.site import site

pages = Blueprint("checklists", __name__, url_prefix="/checklist")

_SHOWN = {BlockType.NOTICE, BlockType.STEPS}


@pages.get("/<name>")
def show(name: str) -> Response:
    """The steps with their sources and date; 404 for a checklist that does not exist, 410 for a withdrawn topic."""
    topic = site().services.library.topics().get(CHECKLISTS.get(name, ""))
    if topic is None:
        abort(404)
    if topic.status is Status.WITHDRAWN:
        abort(410)
    reply = site().services.answers.answer(topic.id, current_language())
    page = render_template(
        "checklist.html",
        topic=topic,
        text=topic.text(current_language()),
        reply=reply,
        steps=[block for block in reply.blocks if block.type in _SHOWN],
    )
    return Response(page, mimetype="text/html")


def register(app: Flask) -> None:
    """`/checklist/<name>`."""
    app.register_blueprint(pages)
