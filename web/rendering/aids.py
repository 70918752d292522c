"""Decision aids as JSON for programs, and their words marked with the language that they are in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Flask, url_for
from markupsafe import Markup

from bot.core.answering.answers import source_line
from bot.core.topics.decision_aids import DecisionAid, Outcome, Step, Words
from bot.core.topics.topic import Source
from web.http.i18n import current_language, in_language
from web.rendering.replies import absolute
from web.site import site


def aid_line_json(aid: DecisionAid) -> dict[str, Any]:
    """A decision aid in a list."""
    return {
        "id": aid.id,
        "title": _text(aid.title),
        "language": aid.title.language(current_language()),
        "topic": aid.topic,
        "url": absolute(url_for("decision_aids.show", aid_id=aid.id)),
    }


def subject_of(title: Words) -> Markup:
    """What an aid is about, without the word that says it is one: 'Keuzehulp: welke wet betaalt?' under 'Uitkomst:'."""
    text = _text(title)
    about = text.partition(": ")[2] or text
    return in_language(about[:1].upper() + about[1:], title.language(current_language()))


def aid_json(aid: DecisionAid) -> dict[str, Any]:
    """A decision aid with all its questions and outcomes."""
    return aid_line_json(aid) | {
        "start": aid.start,
        "steps": [_step_json(step) for step in aid.steps.values()],
        "outcomes": [_outcome_json(outcome) for outcome in aid.outcomes.values()],
    }


def _step_json(step: Step) -> dict[str, Any]:
    options = [{"id": item.id, "label": _text(item.label), "leadsTo": item.leads_to} for item in step.options]
    return {
        "id": step.id,
        "question": _text(step.question),
        "options": options,
        "sources": _sources_json(step.sources),
    }


def _outcome_json(outcome: Outcome) -> dict[str, Any]:
    library = site().services.library
    return {
        "id": outcome.id,
        "text": _text(outcome.text),
        "actions": [_text(action) for action in outcome.actions],
        "sources": _sources_json(outcome.sources),
        "related": [
            {"topic": topic, "title": library.topic(topic).text(current_language()).title} for topic in outcome.related
        ],
    }


def _sources_json(sources: Sequence[Source]) -> list[dict[str, Any]]:
    lines = [source_line(source) for source in sources]
    return [
        {"title": item.title, "url": absolute(item.url), "date": str(item.date) if item.date else None}
        for item in lines
    ]


def _text(words: Words) -> str:
    return words(current_language())


def in_own_language(words: Words) -> Markup:
    """Words of a decision aid in the page's language, else in English or Dutch and marked as such."""
    return in_language(_text(words), words.language(current_language()))


def register(app: Flask) -> None:
    """Give the templates what they show decision aids with."""
    app.jinja_env.globals.update(in_own_language=in_own_language, subject_of=subject_of)
