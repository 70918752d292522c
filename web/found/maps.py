"""`/sitemap.xml` (sitemaps.org 0.9) and `/robots.txt` (RFC 9309)."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from flask import Blueprint, Flask, Response

from web.found.entries import Entry, entries
from web.found.head import alternates
from web.rendering.replies import absolute

pages = Blueprint("found", __name__)

SITEMAP = "/sitemap.xml"
_NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
_ONE_HOUR = "public, max-age=3600"
KEPT_OUT = (
    "/afspraak-melden",
    "/api/",
    "/beheer",
    "/bevestig",
    "/chat",
    "/hsds",
    "/opendata",
    "/klopt-dit-niet",
    "/voorbeeld",
    "/metrics",
    "/*?*q=",
    "/*?*behoefte=",
    "/*?*wet=",
    "/*?*gemeente=",
    "/*?*pad=",
    "/*?*met=",
    "/*?*volgorde=",
    "/*?*wijze=",
    "/gids/keuzes.csv",
)
"""Where a crawler has nothing to look for: conversations, the desk, programs' addresses, and searches, of which there is no end.

Everything that is not to be found also says so itself (`X-Robots-Tag`), because this list only asks not to come.
"""


@pages.get(SITEMAP)
def sitemap() -> Response:
    """Every page that may be found, in every language that it has."""
    body = "".join(map(_urls, entries()))
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_NAMESPACES}>\n{body}</urlset>\n'
    return _kept(Response(text, content_type="application/xml; charset=utf-8"))


@pages.get("/robots.txt")
def robots() -> Response:
    """Where crawlers are asked not to come, and where the list of pages is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in KEPT_OUT), "", f"Sitemap: {absolute(SITEMAP)}"]
    return _kept(Response("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8"))


def _urls(page: Entry) -> str:
    """The page's addresses, each with all of them: a search engine believes only who names each other."""
    named = alternates(page)
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(url)}/>' for language, url in named
    )
    checked = f"<lastmod>{page.checked_on}</lastmod>" if page.checked_on else ""
    return "".join(f"<url><loc>{escape(url)}</loc>{checked}{links}</url>\n" for _, url in named)


def _kept(response: Response) -> Response:
    response.headers["Cache-Control"] = _ONE_HOUR
    return response


def register(app: Flask) -> None:
    """`/sitemap.xml` and `/robots.txt`."""
    app.register_blueprint(pages)
