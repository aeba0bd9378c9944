"""Networks run by OpenVINO on one thread, in 32-bit floating point. For the vision process only.

OpenVINO does not read weights quantised in blocks, which the files of OpenCV Zoo hold; they are unpacked here while
the file is read, once, by the formula of ONNX's DequantizeLinear: (quantised - zero point) * scale, block by block.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

import numpy as np

from kiosk.faces.engines.network import RuntimeMissing, Tensor
from kiosk.faces.models.catalogue import Model

_CONFIGURATION = {
    "INFERENCE_NUM_THREADS": 1,
    "NUM_STREAMS": "1",
    "PERFORMANCE_HINT": "LATENCY",
    "INFERENCE_PRECISION_HINT": "f32",
    "ENABLE_CPU_PINNING": False,
}


class OpenVinoNetwork:
    """See `kiosk.faces.engines.network.Network`."""

    def __init__(self, model: Model, shape: tuple[int, int, int, int], outputs: tuple[str, ...]) -> None:
        path = str(model.path())
        try:
            core = _core()
            graph = core.read_model(path)
            for parameter in list(graph.get_parameters()):
                if not parameter.output(0).get_target_inputs():
                    graph.remove_parameter(parameter)  # quantised files list their weights as inputs nobody reads
            graph.reshape(list(shape))
            compiled = core.compile_model(graph, "CPU", _CONFIGURATION)
        except ImportError:
            raise RuntimeMissing(f"model {model.name}: OpenVINO is not installed") from None
        except RuntimeError as error:
            raise RuntimeMissing(f"model {model.name}: OpenVINO cannot read it") from error
        self._request: Any = compiled.create_infer_request()
        self._ports = [compiled.output(name) for name in outputs] or [compiled.output(0)]
        del graph
        _give_back()

    def forward(self, blob: Tensor) -> list[Tensor]:
        found = self._request.infer({0: blob})
        return [np.array(found[port]) for port in self._ports]


@cache
def _core() -> Any:
    import openvino
    from openvino.frontend.onnx import ConversionExtension

    core = openvino.Core()
    core.add_extension(ConversionExtension("DequantizeLinear", _unpacked))
    return core


def _unpacked(node: Any) -> Any:
    import openvino.opset13 as ops

    values, scale, zero = (np.array(node.get_input(i).get_node().get_data()) for i in range(3))
    axis, block = int(node.get_attribute("axis", np.int64(1))), int(node.get_attribute("block_size", np.int64(0)))
    weights = (values.astype(np.float32) - _spread(zero, values, axis, block)) * _spread(scale, values, axis, block)
    return ops.constant(weights.astype(np.float32)).outputs()


def _spread(part: Any, values: Any, axis: int, block: int) -> Tensor:
    """Scale or zero point as wide as the values: one for all, one an index of the axis, or one a block of it."""
    wide: Tensor = part.astype(np.float32)
    if wide.ndim == values.ndim and block:
        return np.repeat(wide, block, axis=axis).take(np.arange(values.shape[axis]), axis=axis)
    if wide.ndim == 1 and wide.size > 1:
        wide = wide.reshape([-1 if i == axis % values.ndim else 1 for i in range(values.ndim)])
    return wide


def _give_back() -> None:
    """Compiling leaves tens of megabytes of freed memory with the allocator."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
