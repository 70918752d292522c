"""The secret by which the processes of one service know each other: what else runs on this machine does not have it."""

from __future__ import annotations

import os
import secrets
from dataclasses import replace

from bot.settings import Settings

_BYTES = 24
_FILE = "internal-token"


def with_token(settings: Settings) -> Settings:
    """The settings with the token of this service: the one that is set, else that of the var folder, made if need be."""
    if settings.internal_token:
        return settings
    path = settings.var_dir / _FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        token = path.read_text(encoding="ascii").strip()
        if token:
            return replace(settings, internal_token=token)
        descriptor = os.open(path, os.O_WRONLY | os.O_TRUNC, 0o600)
    token = secrets.token_urlsafe(_BYTES)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(token)
    return replace(settings, internal_token=token)
