"""Makes the picture in which people see themselves: cropped, mirrored, and blurred but for the largest face."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from kiosk.faces.engines.engine import FoundFace, Image
from kiosk.faces.protocol.preview import NO_BOX, Box, Pixels

FACE_MARGIN = (0.95, 1.15)
"""Half-axes of the clear oval as multiples of the face frame's size."""
SHRINK = 4
"""The oval is drawn on a grid so many times as coarse."""


class Mirror:
    """Renders pictures of one size.

    Args:
        cv2: The OpenCV module; given, so that importing this file does not load it.
    """

    def __init__(self, cv2: Any, width: int, height: int) -> None:
        self._cv2, self._width, self._height = cv2, width, height
        # Kept from picture to picture: memory of this size is dear to get and to give back.
        self._picture: Pixels = np.zeros((height, width, 4), np.uint8)
        self._shown: Image = np.zeros((height, width, 3), np.uint8)
        self._mixed: Pixels = np.zeros((height, width, 4), np.uint8)
        self._sharp: Pixels = np.zeros((height, width, 4), np.uint8)

    def forget(self) -> None:
        """Nothing of the last picture is kept."""
        for buffer in (self._picture, self._shown, self._mixed, self._sharp):
            buffer.fill(0)

    def render(self, image: Image, face: FoundFace | None) -> tuple[Pixels, Box]:
        """The picture (height, width, 4) BGRA and the face's box in it, fractions; by-standers cannot be made out.

        The picture is good until the next call.
        """
        rows, columns = image.shape[:2]
        crop_rows, crop_columns = self._crop(rows, columns)
        x0, y0 = (columns - crop_columns) // 2, (rows - crop_rows) // 2
        crop = image[y0 : y0 + crop_rows, x0 : x0 + crop_columns]
        picture = self._blurred(crop)
        if face is None:
            return picture, NO_BOX
        scale_x, scale_y = self._width / crop_columns, self._height / crop_rows
        centre_x = (crop_columns - (face.centre[0] - x0)) * scale_x
        centre_y = (face.centre[1] - y0) * scale_y
        half_w, half_h = face.width * scale_x / 2, face.height * scale_y / 2
        axes = (max(1, round(2 * half_w * FACE_MARGIN[0])), max(1, round(2 * half_h * FACE_MARGIN[1])))
        middle = (round(centre_x), round(centre_y - 0.12 * half_h))
        self._sharpen(picture, crop, middle, axes)
        return picture, self._box(centre_x - half_w, centre_y - half_h, 2 * half_w, 2 * half_h)

    def _blurred(self, crop: Image) -> Pixels:
        """The whole picture, mirrored, with nothing in it that could be made out."""
        cv2 = self._cv2
        size = (max(8, self._width // 18), max(8, self._height // 18))
        sample = np.ascontiguousarray(crop[::3, ::3]) if min(crop.shape[:2]) >= 240 else crop
        small = cv2.GaussianBlur(cv2.resize(sample, size, interpolation=cv2.INTER_AREA), (0, 0), sigmaX=1.2)
        small = cv2.cvtColor(cv2.flip(small, 1), cv2.COLOR_BGR2BGRA)
        cv2.resize(small, (self._width, self._height), dst=self._picture, interpolation=cv2.INTER_LINEAR)
        return self._picture

    def _sharpen(self, picture: Pixels, crop: Image, middle: tuple[int, int], axes: tuple[int, int]) -> None:
        """Put the sharp picture into an oval with soft edges, in place; only its surrounding is mixed."""
        cv2 = self._cv2
        soft = round(0.3 * max(axes)) + SHRINK
        left, right = max(0, middle[0] - axes[0] - soft), min(self._width, middle[0] + axes[0] + soft)
        top, bottom = max(0, middle[1] - axes[1] - soft), min(self._height, middle[1] + axes[1] + soft)
        if right - left < SHRINK or bottom - top < SHRINK:
            return
        size = (right - left, bottom - top)
        cv2.resize(crop, (self._width, self._height), dst=self._shown, interpolation=cv2.INTER_LINEAR)
        mirrored = self._shown[top:bottom, self._width - right : self._width - left]
        sharp, mixed = self._sharp[top:bottom, left:right], self._mixed[top:bottom, left:right]
        cv2.cvtColor(cv2.flip(mirrored, 1), cv2.COLOR_BGR2BGRA, dst=sharp)
        weight = self._oval(size, (middle[0] - left, middle[1] - top), axes)
        part = picture[top:bottom, left:right]
        cv2.blendLinear(sharp, part, weight, 1.0 - weight, dst=mixed)
        mixed[:, :, 3] = 255  # the sum of two weights may fall a hair short of one
        part[:] = mixed

    def _oval(self, size: tuple[int, int], middle: tuple[int, int], axes: tuple[int, int]) -> npt.NDArray[np.float32]:
        """1 inside, 0 outside, (height, width)."""
        cv2 = self._cv2
        mask = np.zeros((max(1, size[1] // SHRINK), max(1, size[0] // SHRINK)), np.uint8)
        centre, half = (middle[0] // SHRINK, middle[1] // SHRINK), (axes[0] // SHRINK, axes[1] // SHRINK)
        cv2.ellipse(mask, centre, half, 0, 0, 360, 255, -1)
        soft = cv2.GaussianBlur(mask, (0, 0), sigmaX=max(1.0, half[0] * 0.10))
        weight: npt.NDArray[np.float32] = cv2.resize(soft, size, interpolation=cv2.INTER_LINEAR).astype(np.float32)
        weight /= 255.0
        return weight

    def _crop(self, rows: int, columns: int) -> tuple[int, int]:
        wanted = self._width / self._height
        if columns / rows >= wanted:
            return rows, max(1, round(rows * wanted))
        return max(1, round(columns / wanted)), columns

    def _box(self, left: float, top: float, width: float, height: float) -> Box:
        return left / self._width, top / self._height, width / self._width, height / self._height
