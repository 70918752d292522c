"""Signs by which two records may be one: names, numbers and addresses in the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata

from bot.core.directory.contacts import ChannelKind
from bot.core.directory.telephone import e164, without_extension

_LEGAL = frozenset(
    {"stichting", "vereniging", "cooperatie", "bv", "nv", "vof", "ua", "koninklijke", "de", "het", "en", "van", "voor"}
)
"""Words that are left out or put in without the organisation being another one."""
_WORD = re.compile(r"[^\W_]+")
_LONG = 8
"""Letters from which one typing mistake in a name is taken for one."""


def plain_name(name: str) -> str:
    """A name without legal form, case, accents and punctuation; the name itself where nothing else is left."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("b.v.", "bv").replace("n.v.", "nv"))
    words = _WORD.findall("".join(letter for letter in letters if not unicodedata.combining(letter)))
    return "".join(word for word in words if word not in _LEGAL) or "".join(words)


def nearly(first: str, second: str) -> bool:
    """Whether two plain names of some length differ by one letter: another, one more, or two that changed places."""
    if min(len(first), len(second)) < _LONG or abs(len(first) - len(second)) > 1 or first == second:
        return False
    start = next((at for at, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return True
    one, other = first[start:], second[start:]
    swapped = one[:2] == other[:2][::-1] and one[2:] == other[2:]
    return swapped or one[1:] == other[1:] or one[1:] == other or one == other[1:]


def channel_sign(kind: str, value: str) -> tuple[str, str]:
    """A number or address as it is compared: written otherwise it is still the same one."""
    if ChannelKind(kind).is_number:
        number, extension = without_extension(value)
        return kind, f"{e164(number)}{extension and f';{extension}'}"
    if kind == ChannelKind.EMAIL:
        return kind, value.casefold()
    return kind, plain_website(value) if kind == ChannelKind.WEBSITE else value


def plain_website(address: str) -> str:
    """A web address without scheme, `www.` and what it ends with."""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address.strip().casefold()).rstrip("/")
