"""One's own account: password, recovery codes, passkeys, and signing out everywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Response, abort, request, url_for

from bot.core.accounts.accounts import AccountError
from web.editor import with_passkey
from web.editor.audit import tell
from web.editor.gate import COOKIE, account, editing, page, see, signed, to_the_door_first
from web.editor.trying import try_code

_WRONG_PASSWORD = "Uw wachtwoord van nu klopt niet."  # noqa: S105  # a sentence


def own_account() -> Response:
    """How somebody comes in, and what they can change about it."""
    return _show()


def change_password() -> Response:
    """Another password, or a first one."""
    if (first := to_the_door_first()) is not None:
        return first
    mine, accounts = account(), editing().accounts
    try_code(mine.id)
    if mine.has_password and accounts.with_password(mine.email, request.form.get("nu", "")) is None:
        return _show(_WRONG_PASSWORD)
    try:
        accounts.change_password(mine.id, request.form.get("wachtwoord", ""), keep=request.cookies.get(COOKIE, ""))
    except AccountError as error:
        return _show(str(error))
    tell("changed password", mine.id)
    return see(url_for("editor.own_account"), "wachtwoord")


def new_codes() -> Response:
    """New recovery codes, on the answer to the button alone."""
    if (first := to_the_door_first()) is not None:
        return first
    tell("made recovery codes", account().id)
    return page("toegang/herstelcodes.html", codes=editing().ways.keys.new_recovery_codes(account().id))


def add_passkey() -> Response:
    """Keep the passkey that the browser made."""
    if (first := to_the_door_first()) is not None:
        return first
    try:
        made = with_passkey.made()
        editing().ways.keys.add_passkey(account().id, replace(made, name=request.form.get("naam", "")))
    except AccountError as error:
        return _show(str(error))
    tell("added a passkey", account().id)
    return see(url_for("editor.own_account"), "passkey")


def remove_passkey(passkey_id: int) -> Response:
    """Forget a passkey of one's own."""
    if (first := to_the_door_first()) is not None:
        return first
    if not editing().ways.keys.remove_passkey(account().id, passkey_id):
        abort(404)
    tell("removed a passkey", account().id)
    return see(url_for("editor.own_account"), "passkey-weg")


def weekly_letter() -> Response:
    """Ask for the weekly letter about the closed part, or want it no more."""
    weekly, wanted = editing().weekly, request.form.get("wil")
    if weekly is None or wanted not in {"ja", "nee"}:
        abort(404)
    if wanted == "ja":
        weekly.ask(account())
    else:
        weekly.stop(account().id)
    return see(url_for("editor.own_account"), "weekbericht" if wanted == "ja" else "geen-weekbericht")


def sign_out_everywhere() -> Response:
    """End every session of one's own, this one too."""
    tell("signed out everywhere", account().id)
    editing().accounts.sign_out_everywhere(account().id)
    response = see(url_for("editor.sign_in"), "overal")
    response.delete_cookie(COOKIE, path="/beheer")
    return response


def _show(problem: str = "") -> Response:
    mine, ways, weekly = account(), editing().ways, editing().weekly
    return page(
        "toegang/account.html",
        status=400 if problem else 200,
        problem=problem,
        mine=mine,
        passkeys=ways.keys.passkeys(mine.id),
        sessions=editing().accounts.sessions(mine.id),
        asked=with_passkey.asked_for_new() if signed().fresh else None,
        fresh=signed().fresh,
        weekly=None if weekly is None else weekly.wanted(mine),
    )


def register(pages: Blueprint) -> None:
    """`/beheer/account` and below."""
    pages.add_url_rule("/account", "own_account", own_account)
    send: list[tuple[str, Callable[..., Response]]] = [
        ("/account/wachtwoord", change_password),
        ("/account/herstelcodes", new_codes),
        ("/account/passkeys", add_passkey),
        ("/account/passkeys/<int:passkey_id>/weg", remove_passkey),
        ("/account/weekbericht", weekly_letter),
        ("/account/afmelden", sign_out_everywhere),
    ]
    for rule, view in send:
        pages.add_url_rule(rule, view.__name__, view, methods=["POST"])
