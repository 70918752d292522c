"""Web and mail addresses as they are spelled out to somebody who writes them down."""

from __future__ import annotations

import re

from bot.core.voice.tongue import Tongue

_ENDINGS = "nl|com|org|eu|net|info|gov|be|de|uk"
_HOST = rf"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_ENDINGS})"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_WEB = re.compile(
    rf"(?:https?://(?:www\.)?|www\.)([^\s<>\"'()]*[^\s<>\"'().,;:!?])|(?<![\w@./-])({_HOST}(?:/[\w./-]*\w)?)(?![\w@-]|\.\w)",
    re.IGNORECASE,
)
_READ_AS_WORD = frozenset({"com", "org", "info", "net"})
_LONGEST_PATH = 24
"""A longer path than this nobody writes down from hearing: only the site is said."""


def spelled_out(text: str, tongue: Tongue) -> str:
    """The text with each address in words."""
    text = _MAIL.sub(lambda match: f" {tongue.at} ".join(_dotted(part, tongue) for part in match[0].split("@")), text)
    return _WEB.sub(lambda match: web(match[1] or match[2], tongue), text)


def web(address: str, tongue: Tongue) -> str:
    """A site in words, without `https://www.` and without a path that is too long to write down."""
    host, _, path = re.sub(r"^(?:https?://)?(?:www\.)?", "", address).partition("/")
    path = re.split(r"[?#]", path)[0].strip("/")
    parts = [host, *path.split("/")] if path and len(path) <= _LONGEST_PATH else [host]
    return f" {tongue.slash} ".join(_dotted(part, tongue) for part in parts)


def _dotted(text: str, tongue: Tongue) -> str:
    said = []
    for part in text.split("."):
        last_of_site = re.fullmatch(_ENDINGS, part, re.IGNORECASE) and part.lower() not in _READ_AS_WORD
        word = " ".join(part.upper()) if last_of_site else part
        said.append(re.sub(r"[-_]", f" {tongue.dash} ", word))
    return f" {tongue.dot} ".join(said)
