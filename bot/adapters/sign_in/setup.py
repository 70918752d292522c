"""The provider of the settings."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.adapters.sign_in.openid import Client, OpenIdProvider, SettingsError, read_roles
from bot.core.accounts.ways import Provider
from bot.settings import Settings


def provider_from(settings: Settings) -> Provider | None:
    """The provider by which VNG's people come in; None where there is none. Raises SettingsError."""
    issuer = settings.oidc_issuer.strip()
    if not issuer:
        return None
    parts = urlsplit(issuer)
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_here(parts.hostname or "")):
        raise SettingsError(f"KENNISPUNT_OIDC_ISSUER: '{issuer}' begint niet met https://.")
    for name in ("client_id", "client_secret"):
        if not getattr(settings, f"oidc_{name}"):
            raise SettingsError(f"KENNISPUNT_OIDC_{name.upper()} is leeg. De beheerder van {issuer} geeft hem aan u.")
    return OpenIdProvider(
        Client(
            issuer,
            settings.oidc_client_id,
            settings.oidc_client_secret,
            settings.oidc_name,
            settings.oidc_scopes,
            settings.oidc_claim,
            read_roles(settings.oidc_roles),
            settings.oidc_acr,
        )
    )


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
