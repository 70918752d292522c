"""Passkeys by py_webauthn (WebAuthn level 3): made so that they open the door alone, without even a name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from bot.adapters.sign_in.secrets import ISSUER
from bot.core.accounts.accounts import Account
from bot.core.accounts.ways import Passkey, PasskeyError

_MINUTES_TO_ANSWER = 5 * 60 * 1000
"""Who needs long for a PIN or a finger has it (WCAG 2.2.1)."""
_REFUSED = "Dit is geen antwoord van een passkey die wij kennen. Probeer het nog eens, of meld u anders aan."


class Passkeys:
    """Implements `bot.core.accounts.ways.PasskeyChecks`."""

    def registration(self, host: str, who: Account, handle: str, known: Sequence[Passkey]) -> tuple[str, str]:
        """As in the port."""
        options = webauthn.generate_registration_options(
            rp_id=host,
            rp_name=ISSUER,
            user_id=handle.encode(),
            user_name=who.email,
            user_display_name=who.name,
            timeout=_MINUTES_TO_ANSWER,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
            exclude_credentials=_described(known),
        )
        return webauthn.options_to_json(options), bytes_to_base64url(options.challenge)

    def made(self, answer: str, challenge: str, host: str, origin: str) -> Passkey:
        """As in the port."""
        try:
            found = webauthn.verify_registration_response(
                credential=answer,
                expected_challenge=base64url_to_bytes(challenge),
                expected_rp_id=host,
                expected_origin=origin,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, TypeError, KeyError) as error:
            raise PasskeyError(_REFUSED) from error
        return Passkey(
            0,
            bytes_to_base64url(found.credential_id),
            bytes_to_base64url(found.credential_public_key),
            found.sign_count,
            "",
            datetime.now(UTC),
        )

    def request(self, host: str, known: Sequence[Passkey] = ()) -> tuple[str, str]:
        """As in the port."""
        options = webauthn.generate_authentication_options(
            rp_id=host,
            timeout=_MINUTES_TO_ANSWER,
            allow_credentials=_described(known) or None,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return webauthn.options_to_json(options), bytes_to_base64url(options.challenge)

    def credential(self, answer: str) -> str:
        """As in the port."""
        try:
            given = json.loads(answer)
            name = given["id"]
        except (ValueError, TypeError, KeyError) as error:
            raise PasskeyError(_REFUSED) from error
        if not isinstance(name, str):
            raise PasskeyError(_REFUSED)
        return name.rstrip("=")

    def used(self, answer: str, challenge: str, host: str, origin: str, passkey: Passkey) -> int:
        """As in the port."""
        try:
            found = webauthn.verify_authentication_response(
                credential=answer,
                expected_challenge=base64url_to_bytes(challenge),
                expected_rp_id=host,
                expected_origin=origin,
                credential_public_key=base64url_to_bytes(passkey.public_key),
                credential_current_sign_count=passkey.uses,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, TypeError, KeyError) as error:
            raise PasskeyError(_REFUSED) from error
        return found.new_sign_count


def _described(known: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(item.credential)) for item in known]
