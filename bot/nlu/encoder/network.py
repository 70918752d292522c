"""The encoder's network written down for `onnxruntime`, with the numbers of the packed model.

BERT's encoder (Devlin et al., 2019) with its matrices left in blocks of 4 bits: `MatMulNBits` multiplies with them as they
are. The other operators with the domain of Microsoft are a layer's usual steps in one (onnxruntime, ContribOperators.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from bot.nlu.encoder import packed_model
from bot.nlu.encoder.packed_model import Packed
from bot.nlu.encoder.tokens import Shape

INPUT, OUTPUT = "embedded", "meaning"
"""Its input, a row for each token of each text, all texts of one length; and its output, a row for each text."""
_OPSET, _FORMAT = 17, 9
_FUSED = "com.microsoft"
_WHOLE_NUMBERS = 4
"""`accuracy_level`: what is multiplied is rounded to 8 bits, as fast as it goes."""


def network(model: Packed, shape: Shape) -> bytes:
    """The network as onnxruntime reads it."""
    written: bytes = _Network(model, shape).written().SerializeToString()
    return written


class Embedding:
    """What the tokens bring into the network: the sum of a row for the piece, one for its place and one for its kind."""

    def __init__(self, model: Packed, shape: Shape) -> None:
        places = packed_model.directory(model)
        self._model = model
        self._words = places["emb.word"]
        self._width = shape.width
        self._places = packed_model.read(model, places["emb.pos"]).reshape(-1, shape.width)
        self._places += packed_model.read(model, places["emb.type"])[: shape.width]

    def of(self, numbers: npt.NDArray[np.int64]) -> packed_model.Floats:
        """Numbers of pieces, a row for each text, to the network's input."""
        found = packed_model.read_rows(self._model, self._words, self._width, numbers)
        found += self._places[: numbers.shape[1]]
        return found


class _Network:
    """Nodes and numbers, collected layer by layer. Tensors have the names of the packed model."""

    def __init__(self, model: Packed, shape: Shape) -> None:
        self._model = model
        self._places = packed_model.directory(model)
        self._shape = shape
        self._nodes: list[NodeProto] = []
        self._numbers: dict[str, npt.NDArray[np.generic]] = {}

    def written(self) -> ModelProto:
        width = self._shape.width
        hidden = self._node("LayerNormalization", [INPUT, *self._floats("emb.ln.w", "emb.ln.b")],
                            epsilon=self._shape.epsilon, fused=False)  # fmt: skip
        for layer in range(self._shape.layers):
            hidden = self._layer(f"l{layer}.", hidden)
        self._nodes.append(helper.make_node("ReduceMean", [hidden], [OUTPUT], axes=[1], keepdims=0))
        graph = helper.make_graph(
            self._nodes,
            "encoder",
            [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, ["texts", "tokens", width])],
            [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["texts", width])],
            [numpy_helper.from_array(array, name) for name, array in self._numbers.items()],
        )
        versions = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=_FORMAT)

    def _layer(self, name: str, hidden: str) -> str:
        width, inner = self._shape.width, self._shape.inner
        together = self._product(hidden, [f"{name}{part}.w" for part in "qkv"], width)
        self._numbers["thirds"] = np.full(3, width, dtype=np.int64)
        parts = [f"{name}{part}" for part in "qkv"]
        self._nodes.append(helper.make_node("Split", [together, "thirds"], parts, axis=-1))
        self._numbers[f"{name}qkv.b"] = np.concatenate([self._read(f"{name}{part}.b") for part in "qkv"])
        mixed = self._node("MultiHeadAttention", [*parts, f"{name}qkv.b"], num_heads=self._shape.heads)
        hidden = self._added(hidden, self._product(mixed, [f"{name}ao.w"], width), f"{name}aln", f"{name}ao.b")
        wide = self._node("BiasGelu", [self._product(hidden, [f"{name}fi.w"], width), *self._floats(f"{name}fi.b")])
        return self._added(hidden, self._product(wide, [f"{name}fo.w"], inner), f"{name}oln", f"{name}fo.b")

    def _product(self, left: str, matrices: Sequence[str], width: int) -> str:
        """`left` times these matrices, which have rows of that width, put together."""
        weights, scales = zip(*(self._blocks(name) for name in matrices), strict=True)
        packed = np.concatenate(weights).reshape(-1, width // packed_model.BLOCK, packed_model.BLOCK // 2)
        name = matrices[0]
        self._numbers |= {name: packed, f"{name}.scales": np.concatenate(scales)}
        return self._node("MatMulNBits", [left, name, f"{name}.scales"], K=width, N=len(packed), bits=4,
                          block_size=packed_model.BLOCK, accuracy_level=_WHOLE_NUMBERS)  # fmt: skip

    def _added(self, hidden: str, change: str, norm: str, bias: str) -> str:
        given = [hidden, change, *self._floats(f"{norm}.w", f"{norm}.b", bias)]
        return self._node("SkipLayerNormalization", given, epsilon=self._shape.epsilon)

    def _node(self, operator: str, given: Sequence[str], *, fused: bool = True, **settings: float) -> str:
        output = f"n{len(self._nodes)}"
        domain = _FUSED if fused else ""
        self._nodes.append(helper.make_node(operator, given, [output], domain=domain, **settings))
        return output

    def _floats(self, *names: str) -> Iterable[str]:
        for name in names:
            self._numbers[name] = self._read(name)
        return names

    def _read(self, name: str) -> packed_model.Floats:
        return packed_model.read(self._model, self._places[name])

    def _blocks(self, name: str) -> tuple[npt.NDArray[np.uint8], packed_model.Floats]:
        """Weights of a matrix, two to a byte in their order, and the scales of its blocks."""
        weights, scales = packed_model.read_blocks(self._model, self._places[name])
        whole = (weights + 8).astype(np.uint8)
        return (whole[:, 0::2] | whole[:, 1::2] << 4).astype(np.uint8), scales.ravel()
