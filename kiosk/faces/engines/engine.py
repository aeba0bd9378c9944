"""What a face engine must do, and which ones there are.

Templates of one engine and version mean nothing to another: name and version are stored with every template, and a
gallery takes only those of the engine in use.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]
"""(height, width, 3), BGR."""
Vector = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float32]


class EngineMissing(Exception):
    """The engine's libraries or model files do not load here."""


@dataclass(frozen=True, slots=True)
class FoundFace:
    """A face in a picture; all in pixels of that picture.

    Attributes:
        left, top, width, height: The face from brows to chin, as the detector frames it.
        left_eye, right_eye, nose: Middle of each eye and the nose tip; left is left in the picture.
    """

    left: float
    top: float
    width: float
    height: float
    left_eye: tuple[float, float]
    right_eye: tuple[float, float]
    nose: tuple[float, float]

    @property
    def area(self) -> float:
        """Pixels covered."""
        return self.width * self.height

    @property
    def centre(self) -> tuple[float, float]:
        """Middle of the frame around the face."""
        return self.left + self.width / 2, self.top + self.height / 2


class FaceEngine(Protocol):
    """Finds faces and turns one into a vector. `load` first; it may take seconds."""

    name: str
    version: str
    length: int

    def load(self) -> None:
        """Load libraries and models. Raises EngineMissing."""

    def detect(self, image: Image) -> list[FoundFace]:
        """All faces, the largest first."""

    def encode(self, image: Image, face: FoundFace) -> Vector:
        """Align and embed one face: float32[length]."""

    def distances(self, gallery: Matrix, probe: Vector) -> Vector:
        """How far the probe is from each row; smaller is more alike. The threshold in the settings is in this unit."""


ENGINES: dict[str, str] = {
    "dlib": "kiosk.faces.engines.dlib_engine:DlibEngine",
}
"""Engine name in the settings → class, imported only when asked for."""


def create(name: str) -> FaceEngine:
    """The engine of that name, not yet loaded.

    Raises:
        EngineMissing: there is none of that name.
    """
    try:
        module, _, attribute = ENGINES[name].partition(":")
    except KeyError:
        raise EngineMissing(f"no face engine {name!r}; there is: {', '.join(ENGINES)}") from None
    engine: FaceEngine = getattr(importlib.import_module(module), attribute)()
    return engine
