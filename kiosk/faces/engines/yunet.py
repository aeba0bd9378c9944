"""YuNet, the face detector of OpenCV Zoo: boxes, five landmarks and a score, on a reduced copy of the picture.

For the vision process only: imports OpenCV when loaded.
"""

from __future__ import annotations

from typing import Any

from kiosk.faces.engines.engine import EngineMissing, FoundFace, Image
from kiosk.faces.models.catalogue import YUNET, ModelDamaged

DETECTION_COLUMNS = 320
"""Width of the copy faces are looked for in; it finds faces from 20 px there (measured: all of 40 at 60 px of 640)."""
LEAST_SCORE = 0.8
"""Below it the detector reports every second face twice (35 % of webcam pictures at 0.6)."""
OVERLAP = 0.3
MOST_FACES = 50


class YuNet:
    """Finds faces. `load` first.

    Args:
        columns: Width of the copy that is searched, px; a smaller picture is searched as it is.
        least_score: Faces below this score are not reported.
    """

    def __init__(self, columns: int = DETECTION_COLUMNS, least_score: float = LEAST_SCORE) -> None:
        self._columns, self._least_score = columns, least_score
        self._cv2: Any = None
        self._detector: Any = None

    def load(self) -> None:
        """Load OpenCV and the model. Raises EngineMissing."""
        if self._detector is not None:
            return
        try:
            from devices.cameras.capture import load_cv2

            cv2 = load_cv2()
            path = str(YUNET.path())
            self._detector = cv2.FaceDetectorYN.create(path, "", (320, 320), self._least_score, OVERLAP, MOST_FACES)
        except (ImportError, ModelDamaged) as error:
            raise EngineMissing(str(error)) from error
        except cv2.error as error:
            raise EngineMissing(f"model {YUNET.name}: OpenCV cannot read it") from error
        self._cv2 = cv2

    def detect(self, image: Image) -> list[FoundFace]:
        """All faces, the largest first, in pixels of the picture given."""
        height, width = image.shape[:2]
        scale = min(1.0, self._columns / width)
        if scale < 1.0:
            size = (self._columns, max(1, round(height * scale)))
            image = self._cv2.resize(image, size, interpolation=self._cv2.INTER_AREA)
        self._detector.setInputSize((image.shape[1], image.shape[0]))
        _, rows = self._detector.detect(image)
        faces = [] if rows is None else [_found(row).scaled(1.0 / scale) for row in rows]
        return sorted(faces, key=lambda face: -face.area)


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
