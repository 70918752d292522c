"""One search over topics, providers, municipalities and places: one field, in the header of every page, and one result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, redirect, request, url_for
from werkzeug.wrappers import Response

from bot.core.directory.searching import FoundInDirectory, plain, search_directory
from web.http.i18n import current_language
from web.http.inputs import read_text
from web.http.negotiation import page_or_json
from web.rendering.groups import TopicLine, line, readable
from web.rendering.replies import absolute, municipality_json, organisation_json, topic_line_json
from web.site import site

pages = Blueprint("search", __name__)

_MOST_TOPICS = _MOST_SHOWN = 25
"""Of a group; who typed two letters does not want three hundred names."""
_WORTH_SHOWING = 0.5
"""A topic that fits half as well as the best is left out: it has a word in common and no more."""


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that fits."""

    topics: tuple[TopicLine, ...]
    directory: FoundInDirectory

    @property
    def count(self) -> int:
        """How many of all."""
        directory = self.directory
        return sum(map(len, (self.topics, directory.organisations, directory.municipalities, directory.places)))


@pages.get("/zoeken")
def show() -> Response:
    """What fits `q`, by group; the field alone without it. Raises InputError for a search that cannot be read."""
    wanted = " ".join(read_text(request.args.get("q", ""), field="q", required=False).split())
    danger = site().services.danger(wanted) if wanted else None
    if danger:  # help first, also for who looks for it here
        return redirect(url_for("topics.show", topic_id=danger.kinds[0].value), 303)
    found = find(wanted)
    return page_or_json(
        "search.html",
        lambda: _json(found),
        wanted=wanted,
        results=found,
        most=_MOST_SHOWN,
        places_known=any(item.places for item in site().services.directory.municipalities()),
    )


def find(wanted: str) -> Found:
    """Everything that fits what was typed; nothing for an empty text.

    A word that is a name in the directory, and stands in no topic, is no misspelled word of one.
    """
    if not wanted:
        return Found((), FoundInDirectory())
    language = current_language()
    directory = site().services.directory
    named = search_directory(directory.organisations(), directory.municipalities(), wanted, language)
    search = site().search
    words = [
        word
        for word in wanted.replace("-", " ").split()
        if plain(word) not in named.words or search.knows(word, language)
    ]
    ranked = [item for item in search.find(" ".join(words), language, limit=_MOST_TOPICS) if readable(item.topic)]
    topics = [line(item.topic, language) for item in ranked if item.score >= _WORTH_SHOWING * ranked[0].score]
    return Found(tuple(topics), named)


def _json(found: Found) -> dict[str, Any]:
    return {
        "topics": [topic_line_json(item) for item in found.topics],
        "organisations": [organisation_json(item) for item in found.directory.organisations],
        "municipalities": [municipality_json(item.municipality) for item in found.directory.municipalities],
        "places": [
            {
                "name": place.name,
                "municipalities": [
                    {
                        "cbsCode": item.cbs_code,
                        "name": item.name,
                        "url": absolute(url_for("directory.municipality", cbs_code=item.cbs_code)),
                    }
                    for item in place.municipalities
                ],
            }
            for place in found.directory.places
        ],
    }


def register(app: Flask) -> None:
    """`/zoeken`."""
    app.register_blueprint(pages)
