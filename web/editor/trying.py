"""How often somebody may try: by account and by address, never for ever."""

from __future__ import annotations

from flask import request

from web.http.errors import too_many
from web.http.rate_limit import address_prefix
from web.site import site


def try_password(email: str) -> None:
    """Count a password for this address, known or not. Somebody who guesses keeps nobody out who is elsewhere."""
    who, limits = email.strip().casefold(), site().limits
    _refuse(limits.sign_in.take(f"{who} {_where()}") or limits.sign_in_account.take(who))
    try_from_here()


def try_code(account_id: int) -> None:
    """Count a code for this account: who gets so far knows the password."""
    _refuse(site().limits.sign_in.take(f"code {account_id}"))
    try_from_here()


def try_mail(email: str) -> None:
    """Count a mail to this address, known or not."""
    _refuse(site().limits.mailed_links.take(email.strip().casefold()))
    try_from_here()


def try_from_here() -> None:
    """Count an attempt from the browser's address, which may be that of a whole office."""
    _refuse(site().limits.sign_in_address.take(_where()))


def _where() -> str:
    return address_prefix(request.remote_addr or "")


def _refuse(wait: int) -> None:
    if wait:
        raise too_many(wait)
