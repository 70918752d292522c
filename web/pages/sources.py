"""The sources that the answers rest on."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, render_template

from web.http.i18n import current_language
from web.rendering.groups import line, readable
from web.site import site

pages = Blueprint("sources", __name__, url_prefix="/bronnen")


@pages.get("")
def index() -> str:
    """Every source."""
    sources = sorted(site().services.library.sources().values(), key=lambda source: source.title.casefold())
    return render_template("sources.html", sources=sources)


@pages.get("/<source_id>")
def show(source_id: str) -> str:
    """One source: what it says, in our own words, and which answers use it."""
    library = site().services.library
    source = library.sources().get(source_id)
    if source is None:
        abort(404)
    used_by = [
        line(topic, current_language())
        for topic in library.topics().values()
        if readable(topic) and any(citation.source.id == source_id for citation in topic.citations)
    ]
    return render_template("source.html", source=source, used_by=used_by)


def register(app: Flask) -> None:
    """`/bronnen` and below."""
    app.register_blueprint(pages)
