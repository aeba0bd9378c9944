"""Makes the doorway's picture from a camera frame: cropped, mirrored, and blurred but for the largest face."""

from __future__ import annotations

from typing import Any

import numpy as np

from kiosk.faces.engines.engine import FoundFace, Image
from kiosk.faces.vision.preview import NO_BOX, Box, Pixels

FACE_MARGIN = (0.95, 1.15)
"""Half-axes of the clear oval as multiples of the face frame's size."""


class Doorway:
    """Renders pictures of one size.

    Args:
        cv2: The OpenCV module; given, so that importing this file does not load it.
    """

    def __init__(self, cv2: Any, width: int, height: int) -> None:
        self._cv2, self._width, self._height = cv2, width, height

    def render(self, image: Image, face: FoundFace | None) -> tuple[Pixels, Box]:
        """The picture (height, width, 4) BGRA and the face's box in it, fractions; by-standers cannot be made out."""
        cv2 = self._cv2
        rows, columns = image.shape[:2]
        crop_rows, crop_columns = self._crop(rows, columns)
        x0, y0 = (columns - crop_columns) // 2, (rows - crop_rows) // 2
        crop = image[y0 : y0 + crop_rows, x0 : x0 + crop_columns][:, ::-1]
        small = cv2.resize(crop, (max(8, self._width // 18), max(8, self._height // 18)), interpolation=cv2.INTER_AREA)
        small = cv2.GaussianBlur(small, (0, 0), sigmaX=1.2)
        blurred = cv2.resize(small, (self._width, self._height), interpolation=cv2.INTER_LINEAR)
        if face is None:
            return self._opaque(blurred), NO_BOX
        scale_x, scale_y = self._width / crop_columns, self._height / crop_rows
        centre_x = (crop_columns - (face.centre[0] - x0)) * scale_x
        centre_y = (face.centre[1] - y0) * scale_y
        half_w, half_h = face.width * scale_x / 2, face.height * scale_y / 2
        sharp = cv2.resize(crop, (self._width, self._height), interpolation=cv2.INTER_LINEAR)
        axes = (max(1, round(2 * half_w * FACE_MARGIN[0])), max(1, round(2 * half_h * FACE_MARGIN[1])))
        middle = (round(centre_x), round(centre_y - 0.12 * half_h))
        box = self._box(centre_x - half_w, centre_y - half_h, 2 * half_w, 2 * half_h)
        return self._opaque(self._blend(sharp, blurred, middle, axes)), box

    def _crop(self, rows: int, columns: int) -> tuple[int, int]:
        wanted = self._width / self._height
        if columns / rows >= wanted:
            return rows, max(1, round(rows * wanted))
        return max(1, round(columns / wanted)), columns

    def _blend(self, sharp: Image, blurred: Image, middle: tuple[int, int], axes: tuple[int, int]) -> Image:
        cv2 = self._cv2
        shrink = 4
        mask = np.zeros((self._height // shrink, self._width // shrink), np.uint8)
        centre, half = (middle[0] // shrink, middle[1] // shrink), (axes[0] // shrink, axes[1] // shrink)
        cv2.ellipse(mask, centre, half, 0, 0, 360, 255, -1)
        soft = cv2.GaussianBlur(mask, (0, 0), sigmaX=max(1.0, half[0] * 0.10))
        weight = cv2.resize(soft, (self._width, self._height), interpolation=cv2.INTER_LINEAR)
        weight = weight.astype(np.float32) / 255.0
        mixed: Image = cv2.blendLinear(sharp, blurred, weight, 1.0 - weight)
        return mixed

    def _box(self, left: float, top: float, width: float, height: float) -> Box:
        return left / self._width, top / self._height, width / self._width, height / self._height

    def _opaque(self, image: Image) -> Pixels:
        picture: Pixels = self._cv2.cvtColor(image, self._cv2.COLOR_BGR2BGRA)
        return picture
