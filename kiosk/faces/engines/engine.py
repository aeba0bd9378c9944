"""What a face engine must do, and which ones there are.

Templates of one engine and version mean nothing to another: name and version are stored with every template, and a
gallery takes only those of the engine in use.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from math import atan2, degrees
from typing import Protocol

import numpy as np
import numpy.typing as npt

from kiosk.faces.engines.runtime import OPENCV, Runtime

Image = npt.NDArray[np.uint8]
"""(height, width, 3), BGR."""
Vector = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float32]
Point = tuple[float, float]


class EngineMissing(Exception):
    """The engine's libraries or model files do not load here; the message names the file and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class FoundFace:
    """A face in a picture; all in pixels of that picture.

    Attributes:
        left, top, width, height: The face from brows to chin, as the detector frames it.
        left_eye, right_eye, nose: Middle of each eye and the nose tip; left is left in the picture, in a
            refined face left as seen with the head upright, whichever way the picture is turned.
        mouth: Left and right corner, None when the detector does not say.
        score: How sure the detector is, 0..1; 1 when it does not say.
        is_refined: The landmarks were found anew by `FaceEngine.refine`.
    """

    left: float
    top: float
    width: float
    height: float
    left_eye: Point
    right_eye: Point
    nose: Point
    mouth: tuple[Point, Point] | None = None
    score: float = 1.0
    is_refined: bool = False

    @property
    def area(self) -> float:
        """Pixels covered."""
        return self.width * self.height

    @property
    def roll_deg(self) -> float:
        """How far the head is turned in the picture's plane, clockwise, -180..180."""
        (left_x, left_y), (right_x, right_y) = self.left_eye, self.right_eye
        return degrees(atan2(right_y - left_y, right_x - left_x))

    @property
    def centre(self) -> Point:
        """Middle of the frame around the face."""
        return self.left + self.width / 2, self.top + self.height / 2

    def scaled(self, factor: float) -> FoundFace:
        """The same face in a picture `factor` times as large."""
        return self.placed(0.0, 0.0, factor)

    def placed(self, left: float, top: float, factor: float) -> FoundFace:
        """The same face in a picture `factor` times as large whose origin lies at (-left, -top) of it."""

        def point(p: Point) -> Point:
            return left + p[0] * factor, top + p[1] * factor

        mouth = None if self.mouth is None else (point(self.mouth[0]), point(self.mouth[1]))
        corner, eyes = point((self.left, self.top)), (point(self.left_eye), point(self.right_eye))
        size = self.width * factor, self.height * factor
        return FoundFace(*corner, *size, *eyes, point(self.nose), mouth, self.score)


class FaceEngine(Protocol):
    """Finds faces and turns one into a vector. `load` first; it may take seconds. Used from one thread."""

    name: str
    version: str
    length: int

    def load(self) -> None:
        """Load libraries and models. Raises EngineMissing."""

    def detect(self, image: Image) -> list[FoundFace]:
        """All faces, the largest first."""

    def refine(self, image: Image, face: FoundFace) -> FoundFace:
        """The same face with its landmarks as exact as can be, the head's true roll in them: about 180° for a picture
        that is upside down. The face itself where nothing better is known."""

    def align(self, image: Image, face: FoundFace) -> Image:
        """The face upright and at the size the network wants, from the full picture."""

    def embed(self, aligned: Image) -> Vector:
        """An aligned face as float32[length]; one of several frames."""

    def embed_still(self, image: Image, face: FoundFace) -> Vector:
        """A face of which there is this one picture: with all the care that takes too long for every frame."""

    def similarities(self, gallery: Matrix, probes: Matrix) -> Matrix:
        """How alike each probe is to each row, (probes, rows); larger is more alike. Needs no `load`."""

    def fuse(self, vectors: Matrix, weights: Vector) -> Vector:
        """Several vectors of one person as one; (n, length) and (n,). Needs no `load`."""


ENGINES: dict[str, str] = {
    "sface": "kiosk.faces.engines.sface_engine:SFaceEngine",
    "dlib": "kiosk.faces.engines.dlib_engine:DlibEngine",
}
"""Engine name in the settings → class, imported only when asked for."""


def create(name: str, runtime: Runtime = OPENCV) -> FaceEngine:
    """The engine of that name, not yet loaded.

    Args:
        runtime: What runs its networks, where the engine has a choice.

    Raises:
        EngineMissing: there is none of that name.
    """
    try:
        module, _, attribute = ENGINES[name].partition(":")
    except KeyError:
        raise EngineMissing(f"no face engine {name!r}; there is: {', '.join(ENGINES)}") from None
    engine: FaceEngine = getattr(importlib.import_module(module), attribute)(runtime)
    return engine
