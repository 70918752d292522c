"""How the speech process and its parent talk: frames of bytes on a pipe, each with its length in front."""

from __future__ import annotations

import struct

HEADER = struct.Struct(">BI")
"""A sign (what the frame is) and the number of bytes that follow."""

LENGTH = struct.Struct(">I")
"""Inside a request for recognition: the length of what is asked, in JSON, before the sound itself."""

REQUEST, AUDIO, FAILURE, REFUSAL, READY = range(5)


def frame(sign: int, payload: bytes) -> bytes:
    """One frame, ready to be written."""
    return HEADER.pack(sign, len(payload)) + payload
