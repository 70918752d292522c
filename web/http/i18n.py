"""The page's language: which one, and words, dates and lists in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from urllib.parse import urlencode

from babel.lists import format_list
from babel.numbers import format_decimal
from flask import Flask, Response, g, request, url_for
from markupsafe import Markup, escape

from bot.adapters.phrases.written_dates import written_day, written_month
from bot.contract import DEFAULT_LANGUAGE, Language
from bot.core.partial_date import PartialDate
from web.http.inputs import language_of
from web.http.unread import UNREAD
from web.site import site

LANGUAGE_KEY = "taal"
"""Name of the query key and form field that carry a chosen language."""
_API_LANGUAGE_KEY = "language"


def current_language() -> Language:
    """The language of this page: the one chosen, else the browser's, else Dutch."""
    return g.get("language") or DEFAULT_LANGUAGE


def use_language(language: Language) -> None:
    """Answer this request in another language than it asked for."""
    g.language = language


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Within this, the interface's own words are in this language: those inside a text that is marked as being in it."""
    before = current_language()
    use_language(language)
    try:
        yield
    finally:
        use_language(before)


def translate(message: str, **values: object) -> str:
    """The English `message` in the page's language, with its `{name}` fields filled."""
    return site().words.translate(message, current_language(), **values)


def show_date(value: PartialDate | date | None) -> str:
    """As much of a date as is known, in the page's language ('22 november 2026', 'november 2026', '2026')."""
    if value is None:
        return translate("date unknown")
    language = current_language()
    if isinstance(value, PartialDate):
        if not value.month:
            return f"{value.year:04}"
        if not value.day:
            return written_month(date(value.year, value.month, 1), language)
        value = date(value.year, value.month, value.day)
    return written_day(value, language)


def show_list(items: Iterable[str]) -> str:
    """Items as a sentence's list ('a, b en c')."""
    return str(format_list(list(items), locale=str(current_language())))


def show_number(value: int) -> str:
    """A number with the language's separators."""
    return str(format_decimal(value, locale=str(current_language())))


def page_in(language: Language) -> str:
    """The address of this page in another language; the rest of the query stays."""
    asked_for = [(name, value) for name, value in request.args.items(multi=True) if name != LANGUAGE_KEY]
    endpoint, view = request.endpoint, request.view_args or {}
    if request.method != "GET" or endpoint is None or endpoint == "static":
        endpoint, view, asked_for = "start.show", {}, []
    # What a visitor put in the address is no argument of url_for, which has names of its own (`_external`, `_method`).
    page = url_for(endpoint, **view).partition("?")[0]
    return f"{page}?{urlencode([*asked_for, (LANGUAGE_KEY, str(language))])}"


def in_language(text: str, language: Language) -> Markup:
    """Text with its own `lang` and `dir` where that is not the page's language."""
    if language is current_language():
        return escape(text)
    return Markup('<span lang="{}" dir="{}">{}</span>').format(language, language.direction, text)


def _choose() -> None:
    chosen = request.args.get(LANGUAGE_KEY) or request.args.get(_API_LANGUAGE_KEY) or request.form.get(LANGUAGE_KEY)
    language = language_of(chosen or "")
    g.language_chosen = language is not None
    g.language = language or _wanted_by_browser()


def _wanted_by_browser() -> Language:
    """The first of the browser's languages that we have; 'uk-UA' asks for Ukrainian."""
    for wanted in request.accept_languages.values():
        language = language_of(wanted.replace("_", "-"))
        if language is not None:
            return language
    return DEFAULT_LANGUAGE


def _keep_in_links(endpoint: str, values: dict[str, Any]) -> None:
    """A language that was chosen stays chosen in every link to a page."""
    if g.get("language_chosen") and LANGUAGE_KEY not in values and not endpoint.startswith(("api", "static")):
        values[LANGUAGE_KEY] = str(current_language())


def _tell(response: Response) -> Response:
    if response.mimetype in {"text/html", "application/problem+json"}:
        response.headers["Content-Language"] = str(current_language())
        response.vary.add("Accept-Language")
    return response


def register(app: Flask) -> None:
    """Choose the language of each request and give the templates their words."""
    app.before_request(_choose)
    app.url_defaults(_keep_in_links)
    app.after_request(_tell)
    app.jinja_env.globals.update(
        _=translate,
        languages=tuple(Language),
        page_in=page_in,
        current_language=current_language,
        in_language=in_language,
        show_date=show_date,
        show_list=show_list,
        show_number=show_number,
        page_is_unread=lambda: current_language() in UNREAD,
    )
