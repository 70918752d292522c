"""What a provider says is believed only when it says it itself, to us, now, and in answer to what we asked."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from bot.adapters.sign_in.openid import LOGOUT_EVENT, Client, OpenIdProvider, SettingsError, read_roles
from bot.adapters.sign_in.setup import provider_from
from bot.core.accounts.accounts import Role
from bot.core.accounts.ways import Begun, Ended, ProviderError
from bot.settings import Settings

ISSUER = "https://aanmelden.vng.example.nl/realm"
BACK = "https://kennispunt.example.nl/beheer/inloggen/organisatie/terug"
SECRET = "een geheim met 'tekens' & spaties, lang genoeg"
CLIENT = Client(
    ISSUER, "kennispunt", SECRET, "VNG", "openid email", "roles", {"zg": Role.EDITOR, "baas": Role.ADMINISTRATOR}
)
METADATA = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/auth",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys",
    "userinfo_endpoint": f"{ISSUER}/me",
    "end_session_endpoint": f"{ISSUER}/end",
}


class Outside:
    """A provider that says what a test lets it say; each of its parts can be wrong."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "een", "use": "sig", "alg": "RS256"})
        self.published = [self.key]
        self.metadata: dict[str, Any] = dict(METADATA)
        self.claims: dict[str, Any] = {}
        self.user: dict[str, Any] = {
            "sub": "abc",
            "email": "sam@vng.example.nl",
            "email_verified": True,
            "name": "Sam",
            "roles": ["zg"],
        }
        self.sign: Callable[[dict[str, Any]], str] = self.signed
        self.asked: list[httpx.Request] = []
        self.away = False

    def signed(self, claims: dict[str, Any], **header: str) -> str:
        return jwt.encode({"alg": "RS256", "kid": self.key.kid, **header}, claims, self.key)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if self.away:
            raise httpx.ConnectError("weg", request=request)
        path = str(request.url).removeprefix(ISSUER)
        answers: dict[str, Callable[[], object]] = {
            "/.well-known/openid-configuration": lambda: self.metadata,
            "/keys": lambda: {"keys": [key.as_dict(private=False) for key in self.published]},
            "/token": lambda: {"access_token": "at", "token_type": "Bearer", "id_token": self.sign(self.claims)},
            "/me": lambda: self.user,
        }
        return httpx.Response(200, json=answers[path]()) if path in answers else httpx.Response(404)

    def count(self, path: str) -> int:
        return sum(str(request.url) == f"{ISSUER}{path}" for request in self.asked)


@pytest.fixture
def outside() -> Outside:
    return Outside()


@pytest.fixture
def provider(outside: Outside) -> Iterator[OpenIdProvider]:
    made = OpenIdProvider(CLIENT, transport=httpx.MockTransport(outside))
    yield made
    made._http.close()


def begin(provider: OpenIdProvider, outside: Outside) -> Begun:
    _, begun = provider.begin(BACK, "/beheer/gids")
    now = int(time.time())
    outside.claims = {
        "iss": ISSUER,
        "aud": "kennispunt",
        "sub": "abc",
        "iat": now,
        "exp": now + 300,
        "nonce": begun.nonce,
    }
    return begun


def answer(begun: Begun, **more: str) -> dict[str, str]:
    return {"state": begun.state, "code": "een-code", **more}


def test_somebody_is_sent_with_a_state_a_nonce_and_a_challenge(provider: OpenIdProvider):
    address, begun = provider.begin(BACK, "/beheer/gids")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert address.startswith(f"{ISSUER}/auth?")
    assert (asked["response_type"], asked["redirect_uri"], asked["scope"]) == ("code", BACK, "openid email")
    assert (asked["state"], asked["nonce"]) == (begun.state, begun.nonce)
    assert asked["code_challenge_method"] == "S256"
    assert begun.verifier not in address
    assert begun != provider.begin(BACK, "/beheer/gids")[1]
    assert SECRET not in address


def test_who_comes_back_is_known_with_the_strongest_role(provider: OpenIdProvider, outside: Outside):
    begun = begin(provider, outside)
    outside.user["roles"] = ["zg", "iets", "baas"]
    outside.claims["sid"] = "zitting"
    who = provider.finish(BACK, begun, answer(begun))
    assert (who.issuer, who.subject, who.email, who.email_verified) == (ISSUER, "abc", "sam@vng.example.nl", True)
    assert (who.role, who.sid, who.name) == (Role.ADMINISTRATOR, "zitting", "Sam")
    token = next(request for request in outside.asked if request.url.path.endswith("/token"))
    form = {name: values[0] for name, values in parse_qs(token.content.decode()).items()}
    assert (form["code_verifier"], form["redirect_uri"], form["code"]) == (begun.verifier, BACK, "een-code")
    assert token.headers["Authorization"].startswith("Basic ")


def test_a_provider_that_wants_the_secret_in_the_form_gets_it_there(provider: OpenIdProvider, outside: Outside):
    outside.metadata["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
    begun = begin(provider, outside)
    provider.finish(BACK, begun, answer(begun))
    token = next(request for request in outside.asked if request.url.path.endswith("/token"))
    assert parse_qs(token.content.decode())["client_secret"] == [SECRET]
    assert "Authorization" not in token.headers


def unsigned(claims: dict[str, Any]) -> str:
    import base64

    parts = (json.dumps(part).encode() for part in ({"alg": "none"}, claims))
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."


def with_our_secret(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))


def by_somebody_else(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "RS256", "kid": "een"}, claims, RSAKey.generate_key(2048))


@pytest.mark.parametrize("sign", [unsigned, with_our_secret, by_somebody_else, lambda _: "", lambda _: "a.b.c"])
def test_only_the_provider_signs(provider: OpenIdProvider, outside: Outside, sign: Callable[[dict[str, Any]], str]):
    begun = begin(provider, outside)
    outside.sign = sign
    with pytest.raises(ProviderError, match="niet goed teruggekomen"):
        provider.finish(BACK, begun, answer(begun))


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("iss", "https://kwaad.example.nl"),
        ("aud", "iemand anders"),
        ("aud", ["kennispunt", "iemand anders"]),
        ("nonce", "van een ander"),
        ("nonce", None),
        ("exp", 1_000_000_000),
        ("sub", None),
    ],
)
def test_claims_that_are_not_ours_do_not_count(provider: OpenIdProvider, outside: Outside, claim: str, value: object):
    begun = begin(provider, outside)
    outside.claims[claim] = value
    if value is None:
        del outside.claims[claim]
    with pytest.raises(ProviderError, match="niet goed teruggekomen"):
        provider.finish(BACK, begun, answer(begun))


def test_an_answer_to_another_question_does_not_count(provider: OpenIdProvider, outside: Outside):
    begun = begin(provider, outside)
    for given in (answer(begun, state="x"), {"state": begun.state}, {"state": begun.state, "error": "access_denied"}):
        with pytest.raises(ProviderError):
            provider.finish(BACK, begun, given)
    assert outside.count("/token") == 0


def test_the_answer_of_another_provider_does_not_count(outside: Outside):
    outside.metadata["authorization_response_iss_parameter_supported"] = True
    provider = OpenIdProvider(CLIENT, transport=httpx.MockTransport(outside))
    begun = begin(provider, outside)
    for more in ({}, {"iss": "https://kwaad.example.nl"}):
        with pytest.raises(ProviderError):
            provider.finish(BACK, begun, answer(begun, **more))
    assert provider.finish(BACK, begun, answer(begun, iss=ISSUER)).subject == "abc"


def test_what_is_told_of_somebody_else_does_not_count(provider: OpenIdProvider, outside: Outside):
    begun = begin(provider, outside)
    outside.user["sub"] = "iemand anders"
    with pytest.raises(ProviderError):
        provider.finish(BACK, begun, answer(begun))


@pytest.mark.parametrize("roles", [[], ["iets"], None, 7, {"zg": True}])
def test_who_has_no_role_does_not_come_in(provider: OpenIdProvider, outside: Outside, roles: object):
    begun = begin(provider, outside)
    outside.user["roles"] = roles
    with pytest.raises(ProviderError, match="geen rol voor dit beheer"):
        provider.finish(BACK, begun, answer(begun))


def test_roles_may_lie_deeper_and_in_the_token_itself(outside: Outside):
    from dataclasses import replace

    provider = OpenIdProvider(replace(CLIENT, claim="realm_access.roles"), transport=httpx.MockTransport(outside))
    begun = begin(provider, outside)
    outside.claims |= {"realm_access": {"roles": ["zg"]}, "email": "sam@vng.example.nl", "email_verified": "true"}
    who = provider.finish(BACK, begun, answer(begun))
    assert (who.role, who.email_verified) == (Role.EDITOR, False), "only true is true"
    assert outside.count("/me") == 0


def test_how_somebody_signed_in_there_can_be_asked_for(outside: Outside):
    from dataclasses import replace

    provider = OpenIdProvider(replace(CLIENT, acr="mfa"), transport=httpx.MockTransport(outside))
    assert "acr_values=mfa" in provider.begin(BACK, "")[0]
    begun = begin(provider, outside)
    for acr in (None, "password"):
        outside.claims["acr"] = acr
        with pytest.raises(ProviderError):
            provider.finish(BACK, begun, answer(begun))
    outside.claims["acr"] = "mfa"
    assert provider.finish(BACK, begun, answer(begun)).subject == "abc"


def test_a_new_key_of_the_provider_is_asked_for_once(outside: Outside):
    now = [1_000.0]
    provider = OpenIdProvider(CLIENT, transport=httpx.MockTransport(outside), now=lambda: time.time() + now[0])
    begun = begin(provider, outside)
    outside.claims |= {"iat": int(time.time() + now[0]), "exp": int(time.time() + now[0] + 300)}
    provider.finish(BACK, begun, answer(begun))
    assert (outside.count("/keys"), outside.count("/.well-known/openid-configuration")) == (1, 1)
    outside.key = RSAKey.generate_key(2048, {"kid": "twee", "use": "sig", "alg": "RS256"})
    outside.published = [outside.key]
    now[0] += 20
    provider.finish(BACK, begun, answer(begun))
    assert outside.count("/keys") == 2
    outside.sign = by_somebody_else
    with pytest.raises(ProviderError):
        provider.finish(BACK, begun, answer(begun))
    assert outside.count("/keys") == 2, "nobody makes us ask on and on"


def test_a_provider_that_is_away_or_is_another_one_is_said(outside: Outside, provider: OpenIdProvider):
    outside.away = True
    with pytest.raises(ProviderError, match="antwoordt nu niet"):
        provider.begin(BACK, "")
    assert provider.farewell(BACK) == ""
    outside.away = False
    outside.metadata["issuer"] = "https://kwaad.example.nl"
    with pytest.raises(ProviderError):
        provider.begin(BACK, "")
    outside.metadata["issuer"] = ISSUER
    provider.begin(BACK, "")


def test_signing_out_there_names_nobody(provider: OpenIdProvider):
    address = urlsplit(provider.farewell("https://kennispunt.example.nl/beheer/inloggen"))
    assert set(parse_qs(address.query)) == {"client_id", "post_logout_redirect_uri"}


def logout(**changed: object) -> dict[str, Any]:
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": ["kennispunt"], "iat": now, "exp": now + 60, "jti": "1", "sub": "abc", "sid": "zitting", "events": {LOGOUT_EVENT: {}}}  # fmt: skip
    return {name: value for name, value in (claims | changed).items() if value is not None}


def test_the_provider_says_that_somebody_signed_out(provider: OpenIdProvider, outside: Outside):
    assert provider.ended(outside.signed(logout())) == Ended("abc", "zitting")
    assert provider.ended(outside.signed(logout(sub=None), typ="logout+jwt")) == Ended("", "zitting")
    with pytest.raises(ProviderError):
        provider.ended(outside.signed(logout(), typ="at+jwt"))


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://kwaad.example.nl"},
        {"aud": "iemand anders"},
        {"iat": 1_000_000_000},
        {"iat": None},
        {"exp": 1_000_000_000},
        {"events": None},
        {"events": {"https://iets.anders": {}}},
        {"nonce": "van een id-token"},
        {"sub": None, "sid": None},
    ],
)
def test_nobody_else_signs_somebody_out(provider: OpenIdProvider, outside: Outside, changed: dict[str, object]):
    with pytest.raises(ProviderError):
        provider.ended(outside.signed(logout(**changed)))
    with pytest.raises(ProviderError):
        provider.ended(by_somebody_else(logout()))


def test_what_claims_mean_is_read_from_the_settings():
    assert read_roles(" zg-beheer=beheerder, a=b=redacteur ,") == {"zg-beheer": Role.ADMINISTRATOR, "a=b": Role.EDITOR}
    for text in ("", "zg", "zg=baas", "=redacteur", "zg=vertegenwoordiger"):
        with pytest.raises(SettingsError, match="KENNISPUNT_OIDC_ROLES"):
            read_roles(text)


def test_a_provider_of_the_settings():
    whole = {"oidc_issuer": ISSUER, "oidc_client_id": "a", "oidc_client_secret": "b", "oidc_roles": "x=lezer"}
    assert provider_from(Settings()) is None
    assert provider_from(Settings(**whole)).name == "VNG"
    assert provider_from(Settings(**whole | {"oidc_issuer": "http://127.0.0.1:9"})) is not None
    for wrong in ({"oidc_issuer": "http://vng.example.nl"}, {"oidc_client_id": ""}, {"oidc_client_secret": ""}, {"oidc_roles": ""}):  # fmt: skip
        with pytest.raises(SettingsError, match="KENNISPUNT_OIDC_"):
            provider_from(Settings(**whole | wrong))
