"""'Is this not right?': a report of a mistake, and whether an answer helped; forms that work without script."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as AnyResponse

from bot.adapters.logs.lines import log_event
from bot.contract import Language
from bot.core.reply.feedback import KEPT_DAYS, Feedback, Report
from web.http.errors import ProblemError, refusal_words
from web.http.i18n import current_language
from web.http.inputs import InputError, printable, read_text
from web.http.negotiation import form_text
from web.http.visitors import count_feedback
from web.site import site

pages = Blueprint("reports", __name__, url_prefix="/klopt-dit-niet")

_LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""Without what looks or sounds alike, and without vowels that could make a word."""
_NUMBER = re.compile(rf"(\d{{8}})-[{_LETTERS}]{{5}}")


@pages.get("")
def form() -> str:
    """The form; `over` is the path of the page that it is about."""
    return _form(subject_path(request.args.get("over", "")))


@pages.post("")
def take() -> AnyResponse:
    """Keep the report and show its number; what was typed stays when it is refused."""
    about = subject_path(form_text("over"))
    raw = form_text("comment")
    try:
        report = keep_report(raw, about, current_language())
    except InputError as error:
        return Response(_form(about, printable(raw), refusal_words(error)), status=400)
    except ProblemError as error:
        response = Response(_form(about, printable(raw), error.problem.worded()[1]), status=error.problem.status)
        response.headers.extend(error.problem.headers)
        return response
    if report is None:
        return redirect(url_for("topics.show", topic_id=_help_for(raw)), 303)
    return redirect(url_for("reports.receipt", nummer=report.number), 303)


@pages.post("/oordeel")
def judge() -> AnyResponse:
    """Whether an answer helped."""
    topic, helpful = form_text("topic"), form_text("helpful")
    if helpful not in {"yes", "no"} or topic not in site().services.library.topics():
        abort(400)
    keep_judgement(topic=topic, comment="", helpful=helpful == "yes", language=current_language())
    return redirect(url_for("reports.receipt"), 303)


@pages.get("/ontvangen")
def receipt() -> str:
    """The receipt of the report with this number (`nummer`), or thanks for a judgement."""
    number = request.args.get("nummer", "")
    until = _kept_until(number)
    return render_template("receipt.html", number=number if until else "", until=until)


def keep_judgement(*, topic: str, comment: str, helpful: bool, language: Language) -> None:
    """Keep a judgement of an answer, cleaned of personal data; raises ProblemError when there is no room."""
    count_feedback()
    # The words of who may be in danger are not kept, also not here.
    cleaned = site().services.clean(comment).text if comment and not site().services.danger(comment) else ""
    judgement = Feedback(datetime.now(UTC), helpful, language, topic, cleaned)
    try:
        site().services.feedback.put(judgement)
    except OSError as error:  # a disk that refuses costs this judgement and nothing else
        log_event("feedback_not_kept", reason=type(error).__name__)
        raise ProblemError(503, "feedback-unavailable", headers={"Retry-After": "60"}) from error
    site().metrics.feedback(helpful=helpful)


def keep_report(raw: str, about: str, language: Language) -> Report | None:
    """Keep what somebody says is not right, cleaned of personal data; None, and nothing kept, when they may be in danger.

    Raises InputError for a text that cannot be read and ProblemError when it cannot be kept.
    """
    text = read_text(raw, field="comment")
    if site().services.danger(text):
        return None
    count_feedback()
    now = datetime.now(UTC)
    number = f"{now:%Y%m%d}-{''.join(secrets.choice(_LETTERS) for _ in range(5))}"
    report = Report(number, now, about, site().services.clean(text).text, language)
    try:
        site().services.reports.put(report)
    except OSError as error:
        log_event("report_not_kept", reason=type(error).__name__)
        raise ProblemError(503, "feedback-unavailable", headers={"Retry-After": "60"}) from error
    return report


def subject_path(path: str) -> str:
    """The path of an answer, a provider or a municipality on this site; empty for anything else."""
    try:
        endpoint, values = current_app.url_map.bind("").match("/" + path.strip("/"))
    except (HTTPException, RequestRedirect):
        return ""
    return path.strip("/") if _named(endpoint, values) else ""


def subject_name(path: str) -> tuple[str, Language] | None:
    """What that page is called, and in which language."""
    if not path:
        return None
    return _named(*current_app.url_map.bind("").match("/" + path))


def _named(endpoint: str, values: Mapping[str, Any]) -> tuple[str, Language] | None:
    library, directory = site().services.library, site().services.directory
    if endpoint == "topics.show" and values["topic_id"] in library.topics():
        text = library.topic(values["topic_id"]).text(current_language())
        return text.title, text.language
    if endpoint == "directory.organisation" and (provider := directory.organisation(values["organisation_id"])):
        return provider.name, Language.DUTCH
    if endpoint == "directory.municipality" and (municipality := directory.municipality(values["cbs_code"])):
        return municipality.name, Language.DUTCH
    return None


def _kept_until(number: str) -> date | None:
    found = _NUMBER.fullmatch(number)
    try:
        return (
            datetime.strptime(found[1], "%Y%m%d").replace(tzinfo=UTC).date() + timedelta(KEPT_DAYS) if found else None
        )
    except (ValueError, OverflowError):
        return None


def _help_for(raw: str) -> str:
    danger = site().services.danger(read_text(raw, field="comment"))
    return danger.kinds[0].value if danger else "nood/direct-gevaar"


def _form(about: str, comment: str = "", error: str = "") -> str:
    return render_template("report.html", about=about, name=subject_name(about), comment=comment, error=error)


def register(app: Flask) -> None:
    """`/klopt-dit-niet` and below."""
    app.register_blueprint(pages)
