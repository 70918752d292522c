"""Signing in and out: a password, a code where it is needed, the first visit by a link, and what was typed put back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, g, request, url_for

from bot.core.accounts.accounts import Account, AccountError
from web.editor import with_passkey
from web.editor.audit import tell
from web.editor.gate import COOKIE, account, editing, kept, let_in, onward, origin, page, see, signed
from web.editor.trying import try_code, try_from_here, try_password

_NO_MATCH = "Dit e-mailadres en wachtwoord horen niet bij elkaar. Kijk of u zich hebt vertypt."
_NO_CODE = "Deze code klopt niet, of hij is al gebruikt. Wacht op de volgende code in uw app."


def sign_in() -> Response:
    """E-mail address and password, and the other ways in."""
    if request.method != "POST":
        return show_door()
    email = request.form.get("email", "")
    try_password(email)
    found = editing().accounts.with_password(email, request.form.get("wachtwoord", ""))
    if found is None:
        tell("refused", way="password")
        return show_door(_NO_MATCH)
    return come_in(found, "password", request.form.get("naar", ""))


def come_in(who: Account, way: str, wanted: str, *, whole: bool | None = None, sid: str = "") -> Response:
    """Let somebody in, or to the second factor where they need one and `way` is not both at once."""
    accounts = editing().accounts
    whole = not who.role.needs_second_factor if whole is None else whole
    token = accounts.sign_in(who.id, whole=whole, way=way, sid=sid)
    if not whole:
        return let_in(token, url_for("editor.code", naar=wanted))
    tell("signed in", who.id, way=way)
    return let_in(token, onward(wanted))


def code() -> Response:
    """The code of the second factor, or a recovery code; the first time with the key for the app."""
    accounts, mine, wanted = editing().accounts, account(), request.values.get("naar", "")
    if signed().whole:
        return see(onward(wanted))
    if request.method != "POST":
        return second_factor()
    try_code(mine.id)
    given = request.form.get("code", "")
    if not _first_time(mine) and editing().ways.keys.recovers(mine.id, given):
        return come_in(mine, "recovery code", wanted, whole=True)
    if (not _first_time(mine) and not mine.has_second_factor) or not accounts.gives_code(mine.id, given):
        tell("refused", mine.id, way="code")
        return second_factor(_NO_CODE)
    return come_in(mine, "code", wanted, whole=True)


def second_factor(problem: str = "") -> Response:
    """The page that asks for it. A key is shown only to who has no second factor of any kind yet."""
    mine = account()
    key = editing().accounts.second_factor_key(mine.id) if _first_time(mine) else ""
    passkeys = editing().ways.keys.passkeys(mine.id)
    shown: dict[str, Any] = {
        "naar": request.values.get("naar", ""),
        "key": key,
        "address": editing().key_address(key, mine.email) if key else "",
        "mine": mine,
        "asked": with_passkey.asked(passkeys) if passkeys else None,
    }
    return page("toegang/code.html", status=400 if problem else 200, problem=problem, **shown)


def sign_out() -> Response:
    """End the session; who came in by a provider can end it there too."""
    came_by = signed().way
    tell("signed out", account().id)
    editing().accounts.sign_out(request.cookies.get(COOKIE, ""))
    provider = editing().ways.provider
    g.signed = None
    farewell = ""
    if provider is not None and came_by == "outside":
        farewell = provider.farewell(f"{origin()}{url_for('editor.sign_in')}")
    response = (
        page("toegang/afgemeld.html", farewell=farewell, provider=provider)
        if farewell
        else see(url_for("editor.sign_in"), "afgemeld")
    )
    response.delete_cookie(COOKIE, path="/beheer")
    return response


def welcome(token: str) -> Response:
    """The first visit: choose a password. Only the button uses the link up, since scanners of mail open every link."""
    accounts = editing().accounts
    found = accounts.linked(token)
    if found is None:
        try_from_here()
        return page("toegang/link_op.html", status=410)
    if request.method != "POST":
        return page("toegang/welkom.html", token=token, who=found)
    try_code(found.id)
    try:
        found = accounts.choose_password(token, request.form.get("wachtwoord", ""))
    except AccountError as error:
        return page("toegang/welkom.html", status=400, token=token, who=found, problem=str(error))
    tell("chose a password", found.id)
    return come_in(found, "link", "") if not found.role.needs_second_factor else _to_the_code(found)


def resume(key: str) -> Response:
    """What was typed when the session ended, to send again with one button."""
    found = kept().get(key)
    if found is None:
        abort(404)
    typed = dict(found.value)
    (address,) = typed.pop("", [""])
    return page(
        "toegang/verder.html", address=onward(address), typed=[(name, value) for name in typed for value in typed[name]]
    )


def show_door(problem: str = "") -> Response:
    """The page with all ways in; what was typed stays, but for the password."""
    return page(
        "toegang/inloggen.html",
        status=400 if problem else 200,
        problem=problem,
        naar=request.values.get("naar", ""),
        email=request.form.get("email", ""),
        provider=editing().ways.provider,
        asked=with_passkey.asked(),
    )


def _to_the_code(who: Account) -> Response:
    return let_in(editing().accounts.sign_in(who.id, whole=False, way="link"), url_for("editor.code"))


def _first_time(who: Account) -> bool:
    """Whether no second factor was chosen yet, so that this is the time to."""
    return not who.has_second_factor and not editing().ways.keys.passkeys(who.id)


def register(pages: Blueprint) -> None:
    """The door of the desk."""
    both = ["GET", "POST"]
    pages.add_url_rule("/inloggen", "sign_in", sign_in, methods=both)
    pages.add_url_rule("/code", "code", code, methods=both)
    pages.add_url_rule("/afmelden", "sign_out", sign_out, methods=["POST"])
    pages.add_url_rule("/welkom/<token>", "welcome", welcome, methods=both)
    pages.add_url_rule("/verder/<key>", "resume", resume)
