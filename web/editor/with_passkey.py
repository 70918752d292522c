"""What the pages ask of a passkey, and what came back. The browser's answer travels in a plain form."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import request

from bot.core.accounts.accounts import Account
from bot.core.accounts.ways import Passkey, PasskeyError
from bot.core.store.port import Store
from web.editor.gate import account, editing, origin
from web.site import site

_SECONDS = 15 * 60.0
_MOST = 20_000
_TOO_LATE = "Dit duurde te lang, of het antwoord is al gebruikt. Probeer het nog eens."


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page gives to the browser: options as JSON, and under what name we know the challenge in them."""

    options: str
    name: str


class _ChallengeCodec:
    """Challenges as they are."""

    def encode(self, value: str) -> bytes:
        """As in `Codec`."""
        return value.encode()

    def decode(self, data: bytes) -> str:
        """As in `Codec`."""
        return data.decode()


def asked(known: Sequence[Passkey] = ()) -> Asked:
    """Ask for a passkey: one of these, or anybody's."""
    options, challenge = editing().ways.checks.request(_host(), known)
    return _asked(options, challenge)


def asked_for_new() -> Asked:
    """Ask for a new passkey of who is signed in."""
    keys, mine = editing().ways.keys, account()
    options, challenge = editing().ways.checks.registration(_host(), mine, keys.handle(mine.id), keys.passkeys(mine.id))
    return _asked(options, challenge)


def who_answers() -> tuple[Account, Passkey]:
    """Whose passkey the form's answer is of. Raises PasskeyError."""
    ways, answer = editing().ways, request.form.get("antwoord", "")
    found = ways.keys.passkey(ways.checks.credential(answer))
    if found is None:
        raise PasskeyError("Deze passkey kennen wij niet (meer). Meld u anders aan.")
    who, passkey = found
    uses = ways.checks.used(answer, _challenge(), _host(), origin(), passkey)
    ways.keys.passkey_used(passkey.id, uses)
    return who, passkey


def made() -> Passkey:
    """The new passkey in the form's answer. Raises PasskeyError."""
    return editing().ways.checks.made(request.form.get("antwoord", ""), _challenge(), _host(), origin())


def _asked(options: str, challenge: str) -> Asked:
    name = secrets.token_urlsafe(16)
    _challenges().put(name, challenge, seconds=_SECONDS)
    return Asked(options, name)


def _challenge() -> str:
    """The challenge that the form is about, which counts once."""
    name = request.form.get("vraag", "")
    found = _challenges().get(name)
    if found is None or not _challenges().delete(name):
        raise PasskeyError(_TOO_LATE)
    return found.value


def _challenges() -> Store[str]:
    return site().services.stores.store("challenges", _ChallengeCodec(), most=_MOST)


def _host() -> str:
    return urlsplit(origin()).hostname or ""
