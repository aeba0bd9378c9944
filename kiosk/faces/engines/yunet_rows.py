"""YuNet's answers as rows: by OpenCV's own reader of them, or from the bare network where another runtime runs it.

A row is box (left, top, width, height), five points (x, y) and the score, in pixels of the picture given.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from kiosk.faces.engines.engine import Image
from kiosk.faces.engines.network import Network, RuntimeMissing
from kiosk.faces.engines.runtime import Runtime, chosen, open_network
from kiosk.faces.models.catalogue import YUNET

Rows = npt.NDArray[np.float32]
"""(faces, 15)."""

OVERLAP = 0.3
"""Of two boxes that overlap more (intersection over union) the one with the lower score is dropped."""
MOST_FACES = 50
STRIDES = (8, 16, 32)
"""The network answers for each cell of three grids, whose cells are so many pixels wide."""
PARTS = ("cls", "obj", "bbox", "kps")
"""For each cell: face or not, how well it fits, box, and points."""
OUTPUTS = tuple(f"{part}_{stride}" for part in PARTS for stride in STRIDES)
NOBODY: Rows = np.zeros((0, 15), np.float32)


def open_detector(runtime: Runtime, least_score: float) -> Callable[[Image], Rows]:
    """What finds faces in pictures of any size, the surest first.

    Raises:
        ModelDamaged: the weights are missing or are not those that were measured.
        RuntimeMissing: the runtime is not installed or cannot read them.
        ImportError: OpenCV is not installed.
    """
    from devices.opencv import load_cv2

    cv2 = load_cv2()
    return _by_opencv(cv2, least_score) if chosen(runtime) == "opencv" else BareYuNet(cv2, runtime, least_score)


def _by_opencv(cv2: Any, least_score: float) -> Callable[[Image], Rows]:
    try:
        detector = cv2.FaceDetectorYN.create(str(YUNET.path()), "", (320, 320), least_score, OVERLAP, MOST_FACES)
    except cv2.error as error:
        raise RuntimeMissing(f"model {YUNET.name}: OpenCV cannot read it") from error

    def rows(image: Image) -> Rows:
        detector.setInputSize((image.shape[1], image.shape[0]))
        _, found = detector.detect(image)
        return NOBODY if found is None else found

    return rows


class BareYuNet:
    """Reads the grids as OpenCV's FaceDetectorYN does; a network is opened for each size of picture."""

    def __init__(self, cv2: Any, runtime: Runtime, least_score: float) -> None:
        self._cv2, self._runtime, self._least_score = cv2, runtime, least_score
        self._networks: dict[tuple[int, int], Network] = {}
        self._network(320, 192)  # says here what is missing, not at the first picture

    def __call__(self, image: Image) -> Rows:
        height, width = image.shape[:2]
        right, below = -width % STRIDES[-1], -height % STRIDES[-1]
        if right or below:
            image = self._cv2.copyMakeBorder(image, 0, below, 0, right, self._cv2.BORDER_CONSTANT, value=(0, 0, 0))
        network = self._network(width + right, height + below)
        answers = dict(zip(OUTPUTS, network.forward(self._cv2.dnn.blobFromImage(image)), strict=True))
        grids = [{part: answers[f"{part}_{stride}"][0] for part in PARTS} for stride in STRIDES]
        cells = zip(grids, STRIDES, strict=True)
        rows = np.concatenate([grid_rows(grid, stride, (width + right) // stride) for grid, stride in cells])
        rows = rows[rows[:, 14] >= self._least_score]
        if not len(rows):
            return NOBODY
        boxes, scores = rows[:, :4].astype(int).tolist(), rows[:, 14].tolist()
        kept = self._cv2.dnn.NMSBoxes(boxes, scores, self._least_score, OVERLAP, 1.0, MOST_FACES)
        found: Rows = rows[np.asarray(kept, int).reshape(-1)]
        return found

    def _network(self, width: int, height: int) -> Network:
        if (width, height) not in self._networks:
            self._networks[width, height] = open_network(YUNET, self._runtime, (1, 3, height, width), OUTPUTS)
        return self._networks[width, height]


def grid_rows(grid: dict[str, Rows], stride: int, columns: int) -> Rows:
    """The rows of one grid's cells, which are counted from the upper left, row by row.

    Args:
        grid: "cls" and "obj" (cells, 1), each 0..1, the score being the root of their product; "bbox" (cells, 4):
            middle from the cell's corner and logarithm of the size; "kps" (cells, 10): x and y from the cell's
            corner. Lengths are in cells.
        stride: Width of a cell, px.
        columns: Cells side by side.
    """
    cells = np.arange(len(grid["cls"]))
    corner = np.stack((cells % columns, cells // columns), axis=1).astype(np.float32)
    middle = (corner + grid["bbox"][:, :2]) * stride
    size = np.exp(grid["bbox"][:, 2:]) * stride
    points = (np.tile(corner, 5) + grid["kps"]) * stride
    score = np.sqrt(np.clip(grid["cls"], 0.0, 1.0) * np.clip(grid["obj"], 0.0, 1.0))
    rows: Rows = np.concatenate((middle - size / 2, size, points, score), axis=1)
    return rows
