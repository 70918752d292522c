"""Which example questions are kept from the tuning of the encoder, so that they can honestly be measured on."""

from __future__ import annotations

import hashlib

_OF_256 = 38
"""About one in seven."""


def is_held_out(text: str) -> bool:
    """Decided by the text alone, so that tuning, training and measuring agree without a list."""
    return hashlib.blake2b(text.encode(), digest_size=4).digest()[0] < _OF_256
