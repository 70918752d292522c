"""The head of a page as search engines and other sites read it, and the word that keeps them out everywhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, g, request

from bot.contract import Language
from web.found.data import NAME, linked_data
from web.found.entries import Entry, entry
from web.http.i18n import LANGUAGE_KEY, current_language
from web.rendering.replies import absolute

_ERRORS = 400
_LOCALES = {
    Language.DUTCH: "nl_NL",
    Language.ENGLISH: "en_GB",
    Language.ARABIC: "ar_AR",
    Language.TURKISH: "tr_TR",
    Language.UKRAINIAN: "uk_UA",
    Language.PERSIAN: "fa_IR",
    Language.POLISH: "pl_PL",
    Language.TIGRINYA: "ti_ER",
}
"""Languages as Open Graph names them."""
_CHANGES_NOTHING = frozenset({LANGUAGE_KEY, "gclid", "fbclid", "msclkid"})
"""Keys of the query that leave the page what it is, beside the `utm_…` by which senders recognise who they sent."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is told of the page that is asked for."""

    entry: Entry

    @property
    def description(self) -> str:
        """What it is about."""
        return self.entry.describe()

    @property
    def canonical(self) -> str:
        """The one address of what is shown here."""
        if not g.get("language_chosen"):
            return absolute(self.entry.path())
        return absolute(self.entry.path(self.entry.shown_in(current_language())))

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """Its address in each language that it has, and for everybody else."""
        return alternates(self.entry)

    @property
    def locale(self) -> str:
        """The language that is shown."""
        return _LOCALES[self.entry.shown_in(current_language())]

    @property
    def other_locales(self) -> list[str]:
        """The others that there are."""
        return [_LOCALES[language] for language in self.entry.languages if _LOCALES[language] != self.locale]

    def linked_data(self, heading: str) -> dict[str, Any]:
        """What it is about, for programs."""
        return linked_data(self.entry, heading)


def alternates(page: Entry) -> list[tuple[str, str]]:
    """Pairs of `hreflang` and address; `x-default` is where the reader's browser chooses."""
    said = [(str(language), absolute(page.path(language))) for language in page.languages]
    return [*said, ("x-default", absolute(page.path()))]


def found() -> Found | None:
    """The page that is asked for, when it may be found; None for a search, a conversation, the desk, a program's address."""
    if request.method not in {"GET", "HEAD"} or not all(map(_same_page, request.args)):
        return None
    page = entry(request.endpoint, request.view_args or {})
    return Found(page) if page else None


def _same_page(key: str) -> bool:
    return key in _CHANGES_NOTHING or key.startswith("utm_")


def _keep_out(response: Response) -> Response:
    if response.status_code >= _ERRORS or found() is None:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def register(app: Flask) -> None:
    """Give the templates what stands in the head of a page, and keep everything else out of search engines."""
    app.after_request(_keep_out)
    app.jinja_env.globals.update(found=found, site_name=NAME)
