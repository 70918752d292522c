"""Coming in by a provider of one's own organisation (OpenID Connect), and being signed out from there."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict

from flask import Blueprint, Response, abort, request, url_for

from bot.core.accounts.ways import Begun, Provider, ProviderError
from bot.core.store.port import Store
from web.editor.audit import tell
from web.editor.door import come_in, show_door
from web.editor.gate import editing, origin, see
from web.editor.trying import try_from_here
from web.site import site

_COOKIE = "beheer-heen"
"""Says in which browser somebody went to the provider: in another one they do not come back."""
_PATH = "/beheer/inloggen"
_SECONDS = 15 * 60
_MOST = 20_000
_STOPPED = "U bent niet aangemeld: dat is gestopt, of het duurde te lang. Probeer het nog eens."


class BegunCodec:
    """Who went as JSON."""

    def encode(self, value: Begun) -> bytes:
        """As in `Codec`."""
        return json.dumps(asdict(value)).encode()

    def decode(self, data: bytes) -> Begun:
        """As in `Codec`."""
        try:
            return Begun(**json.loads(data))
        except TypeError as error:
            raise ValueError(str(error)) from error


def outside_begin() -> Response:
    """Go to the provider. A link and no form: nothing changes here, and a form may lead only to our own pages."""
    try_from_here()
    try:
        address, begun = _provider().begin(_back(), request.args.get("naar", ""))
    except ProviderError as error:
        return show_door(str(error))
    _begun().put(begun.state, begun, seconds=_SECONDS)
    response = see(address)
    response.set_cookie(
        _COOKIE, begun.state, max_age=_SECONDS, path=_PATH, secure=request.is_secure, httponly=True, samesite="Lax"
    )
    return response


def outside_back() -> Response:
    """Back from the provider, once, in the browser that went."""
    provider, state = _provider(), request.args.get("state", "")
    try_from_here()
    begun = _begun().get(state)
    same = secrets.compare_digest(request.cookies.get(_COOKIE, "").encode(), state.encode())
    if begun is None or not same or not _begun().delete(state) or "error" in request.args:
        tell("refused", way="outside")
        return _leave(show_door(_STOPPED))
    try:
        who = provider.finish(_back(), begun.value, request.args)
        found = editing().ways.outside.arrive(who)
    except ProviderError as error:
        return _leave(show_door(str(error)))
    if found.role is not who.role:
        tell("kept as the last administrator", found.id, claimed=who.role)
    return _leave(come_in(found, "outside", begun.value.onward, whole=True, sid=who.sid))


def outside_end() -> Response:
    """The provider says that somebody signed out there (OpenID Connect Back-Channel Logout 1.0)."""
    provider = _provider()
    try:
        ended = provider.ended(request.form.get("logout_token", ""))
    except ProviderError:
        return Response(status=400)
    count = editing().ways.outside.end(provider.issuer, ended.subject, ended.sid)
    tell("signed out from outside", sessions=count)
    return Response(status=200)


def _provider() -> Provider:
    found = editing().ways.provider
    if found is None:
        abort(404)
    return found


def _back() -> str:
    return f"{origin()}{url_for('editor.outside_back')}"


def _begun() -> Store[Begun]:
    return site().services.stores.store("outside", BegunCodec(), most=_MOST)


def _leave(response: Response) -> Response:
    response.delete_cookie(_COOKIE, path=_PATH)
    return response


def register(pages: Blueprint) -> None:
    """There, back, and out."""
    pages.add_url_rule("/inloggen/organisatie", "outside_begin", outside_begin)
    pages.add_url_rule("/inloggen/organisatie/terug", "outside_back", outside_back)
    pages.add_url_rule("/inloggen/organisatie/afgemeld", "outside_end", outside_end, methods=["POST"])
