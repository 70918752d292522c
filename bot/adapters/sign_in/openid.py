"""A provider of identities by OpenID Connect: the authorization code flow with PKCE, a nonce and a state (Authlib), and its ends."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import OpenIDProviderMetadata, get_well_known_url
from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import Token

from bot.adapters.logs.lines import log_event
from bot.core.accounts.accounts import Role
from bot.core.accounts.ways import Begun, Ended, Identity, ProviderError

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
"""Signatures that count: none of them can be made with what the client itself knows."""
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
_LOGOUT_TYPES = frozenset({"jwt", "logout+jwt"})
"""What a logout token says of its form: many providers say no more than that it is a token."""
_SECONDS = 10.0
_KEPT_SECONDS = 3600.0
_LEAST_SECONDS = 10.0
_LEEWAY = 120
_OLDEST_LOGOUT = 600
_SECRET_BYTES = 32
_LONGEST = 255
_AWAY = "{name} antwoordt nu niet. Probeer het zo nog eens, of meld u anders aan."
_WRONG = "Het aanmelden bij {name} is niet goed teruggekomen. Probeer het nog eens."
_NO_ROLE = "{name} kent u, maar u hebt daar geen rol voor dit beheer. Vraag een beheerder."


class SettingsError(ValueError):
    """A setting about the provider cannot be used; the words say which."""


@dataclass(frozen=True, slots=True)
class Client:
    """What the provider was told about us, and what its claims mean here."""

    issuer: str
    client_id: str
    secret: str
    name: str
    scopes: str
    claim: str
    """In which claim the roles are; a dot goes one deeper (`realm_access.roles`)."""
    roles: Mapping[str, Role]
    acr: str = ""
    """What the provider must say of how somebody signed in; empty: whatever it does."""


def read_roles(text: str) -> dict[str, Role]:
    """From `value=beheerder, value=redacteur`; raises SettingsError."""
    found: dict[str, Role] = {}
    for part in filter(None, (item.strip() for item in text.split(","))):
        value, _, role = (item.strip() for item in part.rpartition("="))
        allowed = [item for item in Role if not item.speaks_for_owners]
        if not value or role not in allowed:
            raise SettingsError(
                f"KENNISPUNT_OIDC_ROLES: '{part}' is niet waarde=rol, met als rol {', '.join(allowed)}."
            )
        found[value] = Role(role)
    if not found:
        raise SettingsError("KENNISPUNT_OIDC_ROLES is leeg. Vul in wie wat mag: waarde=beheerder, waarde=redacteur.")
    return found


class OpenIdProvider:
    """Implements `bot.core.accounts.ways.Provider`. What it tells of itself is fetched when it is first needed.

    Args:
        client: the settings.
        transport: how it is reached, for tests.
        now: seconds since 1970.
    """

    def __init__(
        self, client: Client, *, transport: httpx.BaseTransport | None = None, now: Callable[[], float] = time.time
    ) -> None:
        self._client = client
        self._http = httpx.Client(timeout=_SECONDS, transport=transport, follow_redirects=False)
        self._now = now
        self._lock = threading.Lock()
        self._told: tuple[float, OpenIDProviderMetadata] | None = None
        self._keys: tuple[float, KeySet] | None = None

    @property
    def name(self) -> str:
        """As in the port."""
        return self._client.name

    @property
    def issuer(self) -> str:
        """As in the port."""
        return self._client.issuer

    def begin(self, back: str, onward: str) -> tuple[str, Begun]:
        """As in the port."""
        state, nonce, verifier = (secrets.token_urlsafe(_SECRET_BYTES) for _ in range(3))
        more = {"acr_values": self._client.acr} if self._client.acr else {}
        address = prepare_grant_uri(
            self._metadata()["authorization_endpoint"],
            self._client.client_id,
            "code",
            redirect_uri=back,
            scope=self._client.scopes,
            state=state,
            nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
            **more,
        )
        return address, Begun(state, nonce, verifier, onward)

    def finish(self, back: str, begun: Begun, answer: Mapping[str, str]) -> Identity:
        """As in the port."""
        metadata = self._metadata()
        if not secrets.compare_digest(answer.get("state", "").encode(), begun.state.encode()):
            raise self._wrong("state")
        if metadata.get("authorization_response_iss_parameter_supported") and answer.get("iss") != self.issuer:
            raise self._wrong("iss")  # RFC 9207: the answer is of another provider
        if "code" not in answer:
            raise self._wrong("error")
        tokens = self._tokens(metadata["token_endpoint"], answer["code"], back, begun.verifier)
        claims = self._identity(tokens, begun)
        roles = [self._client.roles[item] for item in _values(claims, self._client.claim) if item in self._client.roles]
        if not roles:
            log_event("account", what="refused", account=None, way="outside", why="no role")
            raise ProviderError(_NO_ROLE.format(name=self.name))
        strongest = next(role for role in Role if role in roles)
        return Identity(
            self.issuer,
            str(claims["sub"])[:_LONGEST],
            str(claims.get("email") or ""),
            claims.get("email_verified") is True,
            str(claims.get("name") or claims.get("preferred_username") or "")[:100],
            strongest,
            str(claims.get("sid") or "")[:_LONGEST],
        )

    def farewell(self, back: str) -> str:
        """As in the port: without an ID token, which would be somebody's data to keep; the provider asks once more."""
        try:
            address = str(self._metadata().get("end_session_endpoint") or "")
        except ProviderError:
            return ""
        given = {"client_id": self._client.client_id, "post_logout_redirect_uri": back}
        return f"{address}{'&' if '?' in address else '?'}{urlencode(given)}" if address else ""

    def ended(self, token: str) -> Ended:
        """As in the port: OpenID Connect Back-Channel Logout 1.0, section 2.6."""
        read = self._verified(token)
        claims = read.claims
        events, now = claims.get("events"), self._now()
        issued = claims.get("iat")
        audience = claims.get("aud")
        problems = {
            "typ": str(read.header.get("typ") or "JWT").casefold() not in _LOGOUT_TYPES,
            "iss": claims.get("iss") != self.issuer,
            "aud": self._client.client_id not in (audience if isinstance(audience, list) else [audience]),
            "iat": not isinstance(issued, int | float) or not now - _OLDEST_LOGOUT < issued < now + _LEEWAY,
            "exp": "exp" in claims and not (isinstance(claims["exp"], int | float) and claims["exp"] > now - _LEEWAY),
            "events": not isinstance(events, dict) or not isinstance(events.get(LOGOUT_EVENT), dict),
            "nonce": "nonce" in claims,
            "sub": not (claims.get("sub") or claims.get("sid")),
        }
        for name, wrong in problems.items():
            if wrong:
                raise self._wrong(name)
        return Ended(str(claims.get("sub") or ""), str(claims.get("sid") or ""))

    def _identity(self, tokens: Mapping[str, Any], begun: Begun) -> CodeIDToken:
        """The claims of the ID token, checked (OpenID Connect Core, section 3.1.3.7), with those of the user's endpoint."""
        token = self._verified(str(tokens.get("id_token") or ""))
        claims = CodeIDToken(
            token.claims,
            token.header,
            options={
                "iss": {"essential": True, "value": self.issuer},
                "aud": {"essential": True, "value": self._client.client_id},
                **({"acr": {"essential": True, "value": self._client.acr}} if self._client.acr else {}),
            },
            params={
                "nonce": begun.nonce,
                "client_id": self._client.client_id,
                "access_token": tokens.get("access_token"),
            },
        )
        try:
            claims.validate(now=int(self._now()), leeway=_LEEWAY)
        except (AuthlibBaseError, JoseError) as error:
            raise self._wrong(type(error).__name__) from error
        self._add_user(claims, str(tokens.get("access_token") or ""))
        return claims

    def _add_user(self, claims: CodeIDToken, token: str) -> None:
        """Add what only the user's endpoint tells, if it is about the same person."""
        address = self._metadata().get("userinfo_endpoint")
        if not address or not token or (claims.get("email") and _values(claims, self._client.claim)):
            return
        answer = self._ask("GET", str(address), headers={"Authorization": f"Bearer {token}"})
        if answer.get("sub") != claims["sub"]:
            raise self._wrong("sub of the user")
        for name, value in answer.items():
            claims.setdefault(name, value)

    def _tokens(self, address: str, code: str, back: str, verifier: str) -> dict[str, Any]:
        """Give the code for tokens."""
        client = self._client
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
        methods = self._metadata().get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if "client_secret_basic" in methods:
            name, secret = (quote(item, safe="") for item in (client.client_id, client.secret))
            return self._ask("POST", address, data=form, auth=(name, secret))
        return self._ask("POST", address, data={**form, "client_id": client.client_id, "client_secret": client.secret})

    def _verified(self, token: str) -> Token:
        """A token that the provider signed; with a key that we do not know yet, its keys are asked for once more."""
        for fresh in (False, True):
            try:
                return jwt.decode(token, self._key_set(fresh=fresh), algorithms=ALGORITHMS)
            except (JoseError, ValueError) as error:
                if fresh or not isinstance(error, InvalidKeyIdError | BadSignatureError):
                    raise self._wrong(type(error).__name__) from error
        raise AssertionError

    def _key_set(self, *, fresh: bool) -> KeySet:
        with self._lock:
            kept, now = self._keys, self._now()
            oldest = _LEAST_SECONDS if fresh else _KEPT_SECONDS
            if kept is not None and now - kept[0] < oldest:
                return kept[1]
        found = self._ask("GET", str(self._metadata()["jwks_uri"]))
        try:
            keys = KeySet.import_key_set({"keys": found.get("keys") or []})
        except (JoseError, ValueError) as error:
            raise self._wrong(type(error).__name__) from error
        with self._lock:
            self._keys = (now, keys)
        return keys

    def _metadata(self) -> OpenIDProviderMetadata:
        """What the provider tells of itself."""
        with self._lock:
            kept, now = self._told, self._now()
            if kept is not None and now - kept[0] < _KEPT_SECONDS:
                return kept[1]
        told = OpenIDProviderMetadata(self._ask("GET", get_well_known_url(self.issuer, external=True)))
        needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if told.get("issuer") != self.issuer or not all(isinstance(told.get(item), str) for item in needed):
            raise self._wrong("metadata")
        with self._lock:
            self._told = (now, told)
        return told

    def _ask(self, method: str, address: str, **given: Any) -> dict[str, Any]:  # noqa: ANN401  # as httpx has them
        try:
            answer = self._http.request(method, address, **given)
            answer.raise_for_status()
            found = answer.json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            log_event("provider", what="no answer", why=type(error).__name__)
            raise ProviderError(_AWAY.format(name=self.name)) from error
        if not isinstance(found, dict):
            raise self._wrong("answer")
        return found

    def _wrong(self, why: str) -> ProviderError:
        """For the person that something is wrong, for the log what."""
        log_event("account", what="refused", account=None, way="outside", why=why)
        return ProviderError(_WRONG.format(name=self.name))


def _values(claims: Mapping[str, Any], path: str) -> list[str]:
    """What a claim says, as a list; with a dot, of what is inside it. Nothing where it is of another form."""
    found: Any = claims.get(path)
    if found is None:
        found = claims
        for part in path.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return found.split()
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []
