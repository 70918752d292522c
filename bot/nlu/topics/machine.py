"""The kernel machine for one message at a time: how alike it is to every example, and what these say of the topics.

Run by `onnxruntime`, as the encoder is: reading the examples' vectors is nearly all of the work, and it lays them out for
that once. A product of numpy takes twice as long for one row and five times as long for three (docs/bench.md).
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from bot.nlu.topics.ridge import KernelSettings

Floats = npt.NDArray[np.float32]

_INPUT, _OUTPUT = "sharpened", "scores"
_OPSET, _FORMAT = 17, 9


class KernelMachine:
    """Of examples with these `vectors` of meaning (a row of unit length each) and `weights` (a row for each, a column a topic)."""

    def __init__(self, vectors: npt.NDArray[np.floating], weights: Floats, settings: KernelSettings) -> None:
        self._sharpness = np.float32(settings.sharpness)
        # exp(likeness + constant) is exp(likeness) times a constant, and that is worked into the weights.
        constant = np.float32((1 - settings.pieces) * math.exp(-settings.sharpness))
        numbers = {"examples": vectors.astype(np.float32), "by_topic": np.ascontiguousarray(weights.T) * constant}
        nodes = [
            helper.make_node("Gemm", [_INPUT, "examples"], ["alike"], transB=1),
            helper.make_node("Exp", ["alike"], ["kernel"]),
            helper.make_node("Gemm", ["kernel", "by_topic"], [_OUTPUT], transB=1),
        ]
        graph = helper.make_graph(
            nodes,
            "kernel_machine",
            [helper.make_tensor_value_info(_INPUT, TensorProto.FLOAT, ["texts", vectors.shape[1]])],
            [helper.make_tensor_value_info(_OUTPUT, TensorProto.FLOAT, ["texts", weights.shape[1]])],
            [numpy_helper.from_array(array, name) for name, array in numbers.items()],
        )
        written = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_FORMAT)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # it waits for memory, and other messages want the other cores
        self._session = onnxruntime.InferenceSession(
            written.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )

    def scores(self, meanings: Floats) -> Floats:
        """What the examples say of the topics by their meaning: a row for each of these meanings."""
        (scores,) = self._session.run([_OUTPUT], {_INPUT: meanings * self._sharpness})
        said: Floats = scores
        return said
