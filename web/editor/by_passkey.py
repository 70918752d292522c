"""Coming in by a passkey: alone, or in the place of a code."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from bot.core.accounts.ways import PasskeyError
from web.editor import with_passkey
from web.editor.audit import tell
from web.editor.door import come_in, second_factor, show_door
from web.editor.gate import account, see, signed
from web.editor.trying import try_code, try_from_here


def passkey_in() -> Response:
    """A passkey alone: the device saw that it is its owner, so it is two factors in one."""
    try_from_here()
    try:
        who, _ = with_passkey.who_answers()
    except PasskeyError as error:
        tell("refused", way="passkey")
        return show_door(str(error))
    return come_in(who, "passkey", request.form.get("naar", ""), whole=True)


def code_by_passkey() -> Response:
    """A passkey after a password."""
    if signed().whole:
        return see(url_for("editor.today"))
    try_code(account().id)
    try:
        who, _ = with_passkey.who_answers()
    except PasskeyError as error:
        tell("refused", account().id, way="passkey")
        return second_factor(str(error))
    if who.id != account().id:
        return second_factor("Deze passkey is van een ander account.")
    return come_in(who, "passkey", request.form.get("naar", ""), whole=True)


def register(pages: Blueprint) -> None:
    """Where the pages send what a passkey answered."""
    pages.add_url_rule("/inloggen/passkey", "passkey_in", passkey_in, methods=["POST"])
    pages.add_url_rule("/code/passkey", "code_by_passkey", code_by_passkey, methods=["POST"])
