"""The encoder as a network that can be trained, with the numbers of the packed model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from bot.nlu.encoder import packed_model
from bot.nlu.encoder.tokens import Shape

MATRICES = ("q", "k", "v", "ao", "fi", "fo")
NORMS = ("aln", "oln")


class Network:
    """BERT's encoder (Devlin et al., 2019), averaged over the tokens, in the order and with the names of the packed model.

    From the layer `first_tuned` on, biases, norms and the scales of the matrices' blocks can be trained.
    """

    def __init__(self, model: bytes, shape: Shape, first_tuned: int) -> None:
        places = packed_model.directory(model)
        self.shape = shape
        sizes = {"fi": (shape.inner, shape.width), "fo": (shape.width, shape.inner)}

        def tensor(name: str) -> Tensor:
            return torch.from_numpy(packed_model.read(model, places[name]))

        self._word = tensor("emb.word").view(-1, shape.width).half()
        self._position = tensor("emb.pos").view(-1, shape.width)
        self._kind = tensor("emb.type")[: shape.width]
        self._norm = tensor("emb.ln.w"), tensor("emb.ln.b")
        self.tensors: dict[str, Tensor] = {}
        """Biases and norms, and the matrices of the layers that stay as they are."""
        self.changes: dict[str, Tensor] = {}
        """Of a tuned matrix: how much of its scale each block of 32 weights gets more (0: as it came)."""
        self._blocks: dict[str, tuple[Tensor, Tensor]] = {}
        for layer in range(shape.layers):
            for name in MATRICES:
                size = sizes.get(name, (shape.width, shape.width))
                matrix = f"l{layer}.{name}.w"
                self.tensors[f"l{layer}.{name}.b"] = tensor(f"l{layer}.{name}.b")
                if layer < first_tuned:
                    self.tensors[matrix] = tensor(matrix).view(size)
                    continue
                weights, scales = packed_model.read_blocks(model, places[matrix])
                blocks = (size[0], size[1] // packed_model.BLOCK)
                self._blocks[matrix] = (
                    torch.from_numpy(weights).view(*blocks, packed_model.BLOCK),
                    torch.from_numpy(scales).view(*blocks, 1),
                )
                self.changes[matrix] = torch.zeros(*blocks, 1)
            for name in NORMS:
                self.tensors[f"l{layer}.{name}.w"] = tensor(f"l{layer}.{name}.w")
                self.tensors[f"l{layer}.{name}.b"] = tensor(f"l{layer}.{name}.b")
        self._first_tuned = first_tuned

    def start_from(self, tuning: dict[str, np.ndarray]) -> None:
        """Take the numbers of an earlier tuning, as `scales` and `small_tensors` gave them."""
        for name in self.small_tensors():
            if name in tuning:
                self.tensors[name] = torch.from_numpy(tuning[name].astype(np.float32))
        for name, (_, scale) in self._blocks.items():
            if name in tuning:
                # A scale of nothing belongs to a block of nothing: no factor changes it.
                factor = torch.from_numpy(tuning[name].astype(np.float32)).view(scale.shape) / torch.where(
                    scale == 0, torch.ones_like(scale), scale
                )
                self.changes[name] = torch.where(scale == 0, torch.zeros_like(scale), factor - 1)

    def small_tensors(self) -> list[str]:
        """Biases and norms of the tuned layers: what is kept as float32. A key's bias cancels out in the attention."""
        return [
            name
            for name in self.tensors
            if int(name[1:].partition(".")[0]) >= self._first_tuned and not name.endswith(".k.b")
        ]

    def scales(self) -> dict[str, np.ndarray]:
        """What the blocks of the tuned matrices are multiplied by, as the packed model keeps it."""
        with torch.no_grad():
            return {
                name: (scale * (1 + self.changes[name])).numpy().astype(np.float16)
                for name, (_, scale) in self._blocks.items()
            }

    def _matrix(self, name: str) -> Tensor:
        if name in self.tensors:
            return self.tensors[name]
        weights, scale = self._blocks[name]
        return (weights * (scale * (1 + self.changes[name]))).flatten(1)

    def embed(self, numbers: Tensor) -> Tensor:
        """Tokens to the input of the first layer."""
        known = self._word[numbers].float() + self._position[: numbers.shape[1]] + self._kind
        return functional.layer_norm(known, (self.shape.width,), *self._norm, self.shape.epsilon)

    def layers(self, hidden: Tensor, real: Tensor, first: int, last: int) -> Tensor:
        """Through the layers `first` to `last` (not included); `real` tells tokens from padding."""
        width, heads = self.shape.width, self.shape.heads
        texts, length, _ = hidden.shape
        for layer in range(first, last):

            def through(part: Tensor, name: str, layer: int = layer) -> Tensor:
                return functional.linear(part, self._matrix(f"l{layer}.{name}.w"), self.tensors[f"l{layer}.{name}.b"])

            def norm(part: Tensor, name: str, layer: int = layer) -> Tensor:
                scale, shift = self.tensors[f"l{layer}.{name}.w"], self.tensors[f"l{layer}.{name}.b"]
                return functional.layer_norm(part, (width,), scale, shift, self.shape.epsilon)

            query, key, value = (
                through(hidden, name).view(texts, length, heads, width // heads).transpose(1, 2) for name in "qkv"
            )
            mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=real[:, None, None, :])
            hidden = norm(hidden + through(mixed.transpose(1, 2).reshape(texts, length, width), "ao"), "aln")
            hidden = norm(hidden + through(functional.gelu(through(hidden, "fi")), "fo"), "oln")
        return hidden


def average(hidden: Tensor, real: Tensor) -> Tensor:
    """One row of unit length per text."""
    weight = real[..., None].float()
    return functional.normalize((hidden * weight).sum(1) / weight.sum(1), dim=1)


def padded(rows: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """Rows of different length as one tensor, and which of it is real."""
    real = torch.zeros(len(rows), max(map(len, rows)), dtype=torch.bool)
    together = torch.zeros(
        *real.shape, *rows[0].shape[1:], dtype=torch.float32 if rows[0].is_floating_point() else rows[0].dtype
    )
    for at, row in enumerate(rows):
        together[at, : len(row)] = row
        real[at, : len(row)] = True
    return together, real


def by_length(rows: Sequence[Tensor], size: int, rng: np.random.Generator | None = None) -> list[list[int]]:
    """Batches of rows that are about as long; with `rng` in another order every time."""
    jitter = np.zeros(len(rows)) if rng is None else rng.integers(0, 6, len(rows))
    order = np.argsort([len(row) + extra for row, extra in zip(rows, jitter, strict=True)], kind="stable")
    batches = [order[start : start + size].tolist() for start in range(0, len(order), size)]
    if rng is not None:
        rng.shuffle(batches)
    return batches
