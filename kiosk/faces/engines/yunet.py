"""YuNet, the face detector of OpenCV Zoo: boxes, five landmarks and a score, on a reduced copy of the picture.

For the vision process only: imports OpenCV when loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import cos, dist, radians, sin
from typing import Any

import numpy as np

from kiosk.faces.engines.engine import EngineMissing, FoundFace, Image, Point
from kiosk.faces.engines.network import RuntimeMissing
from kiosk.faces.engines.runtime import OPENCV, Runtime
from kiosk.faces.engines.yunet_rows import Rows, open_detector
from kiosk.faces.models.catalogue import ModelDamaged

DETECTION_COLUMNS = 320
"""Width of the copy faces are looked for in; it finds faces from 20 px there (measured: all of 40 at 60 px of 640)."""
LEAST_SCORE = 0.8
"""Below it the detector reports every second face twice (35 % of webcam pictures at 0.6)."""
CLOSE_UP = (224, 0.6)
"""Side of the square a face is looked at again in, px, and the part of it the face fills from top to bottom."""
STRAYED = 0.35
"""Landmarks that moved farther than this part of the distance between the eyes are another face's."""
WORTH_TURNING_DEG = 6.0
STRAIGHT_DEG = 2.0
"""Once it is turned at all, the close-up is turned on until so little is left: each look finds only a part of it."""
MOST_TURNS = 4
UPRIGHT_FROM = 0.905
"""Score in a close-up from which a face is upright for sure (chosen on 165 pictures: upright 0.918 or more in 95 of
100; the same turned by a quarter or a half 0.894 or less in 99 of 100)."""
TURNED_FROM = 0.885
"""Where the close-up shows nothing the way the face was found, another orientation is taken from this score: of a face
turned far aside the close-up may show nothing, and any other orientation a little. Chosen on the pictures it is
reported for: 0.883 at most in the 6 of 1,787 upright ones, 0.886 at least in the 187 of 352 turned ones."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a close-up turned back by `turn_deg` showed; a score of 0 without a face."""

    face: FoundFace | None
    turn_deg: float
    score: float


class YuNet:
    """Finds faces. `load` first.

    Args:
        columns: Width of the copy that is searched, px; a smaller picture is searched as it is.
        least_score: Faces below this score are not reported.
    """

    def __init__(
        self, columns: int = DETECTION_COLUMNS, least_score: float = LEAST_SCORE, runtime: Runtime = OPENCV
    ) -> None:
        self._columns, self._least_score, self._runtime = columns, least_score, runtime
        self._cv2: Any = None
        self._rows: Callable[[Image], Rows] | None = None

    def load(self) -> None:
        """Load OpenCV and the model. Raises EngineMissing."""
        if self._rows is not None:
            return
        try:
            from devices.opencv import load_cv2

            self._cv2 = load_cv2()
            self._rows = open_detector(self._runtime, self._least_score)
        except (ImportError, ModelDamaged, RuntimeMissing) as error:
            raise EngineMissing(str(error)) from error

    def detect(self, image: Image) -> list[FoundFace]:
        """All faces, the largest first, in pixels of the picture given."""
        height, width = image.shape[:2]
        scale = min(1.0, self._columns / width)
        if scale < 1.0:
            size = (self._columns, max(1, round(height * scale)))
            image = self._cv2.resize(image, size, interpolation=self._cv2.INTER_AREA)
        faces = [_found(row).scaled(1.0 / scale) for row in self._found_in(image)]
        return sorted(faces, key=lambda face: -face.area)

    def refine(self, image: Image, face: FoundFace) -> FoundFace:
        """The face with landmarks found anew in a close-up, where they are several times as exact.

        A tilted close-up is turned by the roll measured in it and looked at again, since landmarks of a tilted head
        are drawn towards the upright. Where the score is below that of upright faces the other three orientations are
        tried, and the one that scores highest is the face's own: the detector finds two of three faces that are
        upside down too, with eyes where the mouth is. The face's frame and score stay those of the first finding.
        """
        seen = self._straightened(image, face, self._seen(image, face, CLOSE_UP, _worth_turning(face.roll_deg)))
        if seen.score < UPRIGHT_FROM:
            turns = [self._seen(image, face, CLOSE_UP, seen.turn_deg + turn) for turn in (90.0, 180.0, 270.0)]
            best = max(turns, key=lambda other: other.score)
            if best.score > (TURNED_FROM if seen.face is None else seen.score):
                seen = self._straightened(image, face, best)
        found = seen.face or face
        return replace(
            face, left_eye=found.left_eye, right_eye=found.right_eye, nose=found.nose, mouth=found.mouth,
            is_refined=True,
        )  # fmt: skip

    def close_up(self, image: Image, face: FoundFace, how: tuple[int, float] = CLOSE_UP) -> FoundFace:
        """The same face with landmarks found anew in one close-up, turned as the face is.

        The face itself when it is not found again.
        """
        return self._seen(image, face, how, _worth_turning(face.roll_deg)).face or face

    def _straightened(self, image: Image, face: FoundFace, seen: _Seen) -> _Seen:
        enough = WORTH_TURNING_DEG
        for _ in range(MOST_TURNS):
            if seen.face is None or abs(_difference(seen.face.roll_deg, seen.turn_deg)) <= enough:
                return seen
            enough = STRAIGHT_DEG
            again = self._seen(image, face, CLOSE_UP, seen.face.roll_deg)
            if again.face is None:
                return seen
            seen = again
        return seen

    def _seen(self, image: Image, face: FoundFace, how: tuple[int, float], turn_deg: float) -> _Seen:
        """The face as found in a close-up that is turned back by so many degrees."""
        side, part = how
        scale = side * part / max(1.0, face.height)
        x, y = face.centre
        across, along = scale * cos(radians(turn_deg)), scale * sin(radians(turn_deg))
        turn = np.array([[across, along], [-along, across]])
        place = np.column_stack([turn, side / 2 - turn @ (x, y)])
        border = self._cv2.BORDER_REPLICATE
        square = self._cv2.warpAffine(image, place, (side, side), flags=self._cv2.INTER_LINEAR, borderMode=border)
        back = np.linalg.inv(turn)

        def point(p: Point) -> Point:
            there = back @ (p[0] - side / 2, p[1] - side / 2)
            return x + float(there[0]), y + float(there[1])

        again = [_placed(_found(row), point, 1 / scale) for row in self._found_in(square)]
        quarter = abs(_difference(turn_deg, face.roll_deg)) > 45.0
        strayed = _off_centre if quarter else _strayed
        nearest = min(again, key=lambda other: strayed(face, other), default=None)
        if nearest is None or strayed(face, nearest) > STRAYED:
            return _Seen(None, turn_deg, 0.0)
        return _Seen(nearest, turn_deg, nearest.score)

    def _found_in(self, image: Image) -> Rows:
        assert self._rows is not None, "load first"
        return self._rows(image)


def _worth_turning(roll_deg: float) -> float:
    return roll_deg if abs(roll_deg) > WORTH_TURNING_DEG else 0.0


def _difference(one_deg: float, other_deg: float) -> float:
    return (one_deg - other_deg + 180.0) % 360.0 - 180.0


def _placed(face: FoundFace, point: Callable[[Point], Point], factor: float) -> FoundFace:
    """A face of a turned close-up in the picture it was cut from; of its frame only size and middle are kept."""
    width, height, (x, y) = face.width * factor, face.height * factor, point(face.centre)
    mouth = None if face.mouth is None else (point(face.mouth[0]), point(face.mouth[1]))
    eyes = point(face.left_eye), point(face.right_eye)
    return FoundFace(x - width / 2, y - height / 2, width, height, *eyes, point(face.nose), mouth, face.score)


def _off_centre(face: FoundFace, other: FoundFace) -> float:
    """How far the middle is away, in heights of the face: landmarks found the wrong way round say nothing."""
    return dist(face.centre, other.centre) / max(1.0, face.height)


def _strayed(face: FoundFace, other: FoundFace) -> float:
    """How far the farthest of eyes and nose is away, in distances between the eyes."""
    eyes = max(1.0, dist(face.left_eye, face.right_eye))
    pairs = (face.left_eye, other.left_eye), (face.right_eye, other.right_eye), (face.nose, other.nose)
    return max(dist(a, b) for a, b in pairs) / eyes


def _found(row: Any) -> FoundFace:
    """A row of the detector: box, then eye, eye, nose, mouth corner, mouth corner, then the score.

    The person's right comes first there, which is left in the picture.
    """
    values = [float(value) for value in row]
    points = [(values[i], values[i + 1]) for i in range(4, 14, 2)]
    first, second, nose, corner, other = points
    eyes, mouth = sorted((first, second)), sorted((corner, other))
    left, top, width, height = values[:4]
    return FoundFace(left, top, width, height, eyes[0], eyes[1], nose, (mouth[0], mouth[1]), values[14])
