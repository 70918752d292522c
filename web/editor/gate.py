"""Who comes in: a session for every page but the door, a token in every form, and what was typed kept when a session ends."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, redirect, render_template, request, url_for

from bot.contract import Language
from bot.core.accounts.accounts import Account
from bot.core.accounts.following import following
from bot.core.accounts.port import Session
from bot.core.changes.changes import Author
from bot.core.directory.standing import Origin
from bot.core.store.port import Store
from web.editor.services import Editing
from web.http.i18n import use_language
from web.http.security import keep_secret
from web.site import site

COOKIE = "beheer"
_PATH = "/beheer"
FORM_TOKEN = "_sleutel"  # noqa: S105  # a field's name
_OPEN = frozenset(
    {
        *("editor.sign_in", "editor.welcome", "editor.passkey_in"),
        *("editor.ask_link", "editor.link_sent", "editor.mailed"),
        *("editor.outside_begin", "editor.outside_back", "editor.outside_end"),
    }
)
_HALF = frozenset({"editor.code", "editor.code_by_passkey", "editor.sign_out"})
_SECRET = frozenset({"wachtwoord", "nu", "code", "antwoord"})
"""Fields that are never kept."""
UPLOADING = frozenset({"editor.imports", "closed.documents", "closed.import_figures"})
_LONG = frozenset({"editor.change_text", "editor.change_questions"})
_LONG_BYTES = 512 * 1024
"""Of a form with a text of a topic: a letter may take six bytes on its way."""
_LONG_PARTS = 500
_UPLOAD_BYTES = 11 * 1024 * 1024
_UPLOAD_PARTS = 5_000
_KEPT_SECONDS = 3600.0
_MOST_KEPT = 1000
_LONGEST_KEPT = 100_000

type Typed = Mapping[str, list[str]]


class TypedCodec:
    """A form as JSON."""

    def encode(self, value: Typed) -> bytes:
        """As in `Codec`."""
        return json.dumps(dict(value)).encode()

    def decode(self, data: bytes) -> Typed:
        """As in `Codec`."""
        return cast(Typed, json.loads(data))


def editing() -> Editing:
    """The desk's parts; 404 where there is no desk."""
    found = site().services.editing
    if found is None:
        abort(404)
    return cast(Editing, found)


def signed() -> Session:
    """Who is signed in."""
    return cast(Session, g.signed)


def account() -> Account:
    """Whose session this is."""
    return signed().account


def author(why: str = "", *, for_owner: bool = False) -> Author:
    """In whose name a change of this request is made; an editor may have heard it from the owner."""
    origin = Origin.OWNER if for_owner else account().origin
    return Author(account().email, origin, why)


def enter() -> Response | None:
    """Before every page of the desk: see that there is a session, and that a form is of this session."""
    use_language(Language.DUTCH)
    keep_secret()
    g.signed = _following(editing().accounts.session(request.cookies.get(COOKIE, "")))
    if request.endpoint in _OPEN:
        return None
    if g.signed is None:
        return _to_the_door()
    if not g.signed.whole and request.endpoint not in _HALF:
        return _see(url_for("editor.code"))
    if request.method == "POST" and not secrets.compare_digest(
        request.form.get(FORM_TOKEN, "").encode(), g.signed.form_token.encode()
    ):
        # The page was of an earlier session: what was typed goes on, with a look at it first.
        return _see(url_for("editor.resume", key=_keep()))
    return None


def kept() -> Store[Typed]:
    """Forms that were sent when their session had ended."""
    return site().services.stores.store("typed", TypedCodec(), most=_MOST_KEPT)


def let_in(token: str, onward: str) -> Response:
    """Go on to a page with a session; the one before it ends."""
    editing().accounts.sign_out(request.cookies.get(COOKIE, ""))
    response = _see(onward)
    response.set_cookie(COOKIE, token, path=_PATH, secure=request.is_secure, httponly=True, samesite="Lax")
    return response


def to_the_door_first() -> Response | None:
    """Who signed in a while ago does so once more before changing how they come in; nothing secret is kept meanwhile."""
    if signed().fresh:
        return None
    return _see(url_for("editor.sign_in", naar=url_for("editor.own_account")))


def onward(wanted: str) -> str:
    """Where to go after the door: a page of the desk and nothing else."""
    parts = urlsplit(wanted)
    inside = parts.path == _PATH or parts.path.startswith(f"{_PATH}/")
    return (
        wanted if inside and not parts.netloc and not parts.scheme and "\\" not in wanted else url_for("editor.today")
    )


def origin() -> str:
    """Where our pages are, as a browser names it: `https://…`, without a path."""
    parts = urlsplit(site().settings.public_url or request.host_url)
    return f"{parts.scheme}://{parts.netloc}"


def page(template: str, *, status: int = 200, **context: Any) -> Response:  # noqa: ANN401  # whatever a page shows
    """A page of the desk."""
    found = g.get("signed")
    text = render_template(f"beheer/{template}", signed=found, form_token=found.form_token if found else "", **context)
    return Response(text, status=status, mimetype="text/html")


def see(address: str, done: str = "") -> Response:
    """Go on to a page after a form, which says what was done."""
    return _see(f"{address}{'&' if '?' in address else '?'}gedaan={done}" if done else address)


def allow_uploads(app: Flask) -> None:
    """Let a table, and a text of a topic, be larger than a message; before anything reads the form."""

    def allow() -> None:
        if request.endpoint in UPLOADING:
            request.max_content_length = _UPLOAD_BYTES
            request.max_form_memory_size = _UPLOAD_BYTES
            request.max_form_parts = _UPLOAD_PARTS
        elif request.endpoint in _LONG:
            request.max_content_length = _LONG_BYTES
            request.max_form_memory_size = _LONG_BYTES
            request.max_form_parts = _LONG_PARTS

    app.before_request(allow)


def _following(found: Session | None) -> Session | None:
    """The session with what its organisations became part of among what its account speaks for."""
    return found and replace(found, account=following(found.account, site().services.directory))


def _see(address: str) -> Response:
    return cast(Response, redirect(address, 303))


def _to_the_door() -> Response:
    if request.method == "POST":
        return _see(url_for("editor.sign_in", naar=url_for("editor.resume", key=_keep())))
    return _see(url_for("editor.sign_in", naar=request.full_path.rstrip("?")))


def _keep() -> str:
    """Keep what was typed, and where it was going."""
    left_out = _SECRET | {FORM_TOKEN}
    typed = {name: values for name, values in request.form.lists() if name not in left_out}
    key = secrets.token_urlsafe(32)
    if sum(len(value) for values in typed.values() for value in values) < _LONGEST_KEPT:
        kept().put(key, {"": [request.path], **typed}, seconds=_KEPT_SECONDS)
    return key
