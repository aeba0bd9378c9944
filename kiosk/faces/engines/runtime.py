"""What runs a network: OpenCV, which is always there, or OpenVINO, which is faster where it is installed.

Both compute in 32-bit floating point from the same weight file, so templates, scores and limits are the same
(cosine above 0.99999 between the two, measured). For the vision process only: libraries are imported when a network
is opened.
"""

from __future__ import annotations

import importlib.util
from typing import Any, Literal

from kiosk.faces.engines.network import Network, RuntimeMissing, Tensor
from kiosk.faces.models.catalogue import Model

Runtime = Literal["auto", "opencv", "openvino"]
OPENCV: Runtime = "opencv"


def chosen(runtime: Runtime) -> Runtime:
    """The runtime that will be used: "auto" is OpenVINO where it is installed."""
    if runtime != "auto":
        return runtime
    return "openvino" if is_installed("openvino") else "opencv"


def is_installed(runtime: Runtime) -> bool:
    """Whether the library of a runtime is here; nothing is imported."""
    return importlib.util.find_spec("openvino" if runtime == "openvino" else "cv2") is not None


def open_network(
    model: Model, runtime: Runtime, shape: tuple[int, int, int, int], outputs: tuple[str, ...] = ()
) -> Network:
    """A network, ready to run.

    Args:
        shape: Of the input: 1, channels, rows, columns.
        outputs: Names of the outputs wanted; the only one there is when empty.

    Raises:
        ModelDamaged: the weights are missing or are not those that were measured.
        RuntimeMissing: the runtime is not installed or cannot read them.
        ImportError: OpenCV is not installed.
    """
    if chosen(runtime) == "openvino":
        from kiosk.faces.engines.openvino_runtime import OpenVinoNetwork

        return OpenVinoNetwork(model, shape, outputs)
    return OpenCvNetwork(model, outputs)


class OpenCvNetwork:
    """See `kiosk.faces.engines.network.Network`."""

    def __init__(self, model: Model, outputs: tuple[str, ...]) -> None:
        from devices.opencv import load_cv2

        cv2 = load_cv2()
        try:
            self._net: Any = cv2.dnn.readNetFromONNX(str(model.path()))
        except cv2.error as error:
            raise RuntimeMissing(f"model {model.name}: OpenCV cannot read it") from error
        self._input, self._outputs = model.input, list(outputs)

    def forward(self, blob: Tensor) -> list[Tensor]:
        self._net.setInput(blob, self._input)
        return list(self._net.forward(self._outputs)) if self._outputs else [self._net.forward()]
