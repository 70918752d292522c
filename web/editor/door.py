"""Signing in and out: a password, a code where it is needed, the first visit by a link, and what was typed put back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, request, url_for

from bot.core.accounts.accounts import AccountError
from web.editor.gate import COOKIE, account, editing, kept, let_in, onward, page, see, signed
from web.http.errors import too_many
from web.http.rate_limit import address_prefix
from web.site import site

_NO_MATCH = "Dit e-mailadres en wachtwoord horen niet bij elkaar. Kijk of u zich hebt vertypt."
_NO_CODE = "Deze code klopt niet, of hij is al gebruikt. Wacht op de volgende code in uw app."


def sign_in() -> Response:
    """E-mail address and password."""
    wanted = request.values.get("naar", "")
    if request.method != "POST":
        return page("inloggen.html", naar=wanted, email="")
    email = request.form.get("email", "")
    _count(email.strip().casefold())
    found = editing().accounts.with_password(email, request.form.get("wachtwoord", ""))
    if found is None:
        return page("inloggen.html", status=400, naar=wanted, email=email, problem=_NO_MATCH)
    if found.role.needs_second_factor:
        token = editing().accounts.sign_in(found.id, whole=False)
        return let_in(token, url_for("editor.code", naar=wanted))
    return let_in(editing().accounts.sign_in(found.id, whole=True), onward(wanted))


def code() -> Response:
    """The code of the second factor; the first time with the key for the app."""
    accounts, mine, wanted = editing().accounts, account(), request.values.get("naar", "")
    if signed().whole:
        return see(onward(wanted))
    key = "" if mine.has_second_factor else accounts.second_factor_key(mine.id)
    shown: dict[str, Any] = {
        "naar": wanted,
        "key": key,
        "address": editing().key_address(key, mine.email) if key else "",
    }
    if request.method != "POST":
        return page("code.html", **shown)
    _count(f"code {mine.id}")
    if not accounts.gives_code(mine.id, request.form.get("code", "")):
        return page("code.html", status=400, problem=_NO_CODE, **shown)
    accounts.sign_out(request.cookies.get(COOKIE, ""))
    return let_in(accounts.sign_in(mine.id, whole=True), onward(wanted))


def sign_out() -> Response:
    """End the session."""
    editing().accounts.sign_out(request.cookies.get(COOKIE, ""))
    response = see(url_for("editor.sign_in"), "afgemeld")
    response.delete_cookie(COOKIE, path="/beheer")
    return response


def welcome(token: str) -> Response:
    """The first visit: choose a password. Only the button uses the link up, since scanners of mail open every link."""
    accounts = editing().accounts
    found = accounts.linked(token)
    if found is None:
        return page("link_op.html", status=410)
    if request.method != "POST":
        return page("welkom.html", token=token, who=found)
    _count(f"link {found.id}")
    try:
        found = accounts.choose_password(token, request.form.get("wachtwoord", ""))
    except AccountError as error:
        return page("welkom.html", status=400, token=token, who=found, problem=str(error))
    whole = not found.role.needs_second_factor
    return let_in(accounts.sign_in(found.id, whole=whole), url_for("editor.today") if whole else url_for("editor.code"))


def resume(key: str) -> Response:
    """What was typed when the session ended, to send again with one button."""
    found = kept().get(key)
    if found is None:
        abort(404)
    typed = dict(found.value)
    return page("verder.html", address=onward(typed.pop("", "")), typed=typed)


def _count(who: str) -> None:
    """Refuse who tries too often, by account and by address."""
    limits = site().limits
    wait = limits.sign_in.take(who) or limits.sign_in_address.take(address_prefix(request.remote_addr or ""))
    if wait:
        raise too_many(wait)


def register(pages: Blueprint) -> None:
    """The door of the desk."""
    both = ["GET", "POST"]
    pages.add_url_rule("/inloggen", "sign_in", sign_in, methods=both)
    pages.add_url_rule("/code", "code", code, methods=both)
    pages.add_url_rule("/afmelden", "sign_out", sign_out, methods=["POST"])
    pages.add_url_rule("/welkom/<token>", "welcome", welcome, methods=both)
    pages.add_url_rule("/verder/<key>", "resume", resume)
