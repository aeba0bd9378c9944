"""Frames that no living sensor sends: the same bytes again. Pure; keeps checksums, never frames.

`devices.cameras.sight` reports a camera that stands still for seconds as a fault of the facility. This looks at one
session and is quicker: who feeds a file or a still into the camera's wire makes the session's evidence void.

A sensor's noise makes every frame differ from every other, however still the person stands. Not found here: a recording
played to a real camera (a screen), and one whose every frame is altered before it is injected.
"""

from __future__ import annotations

import zlib
from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from kiosk.faces.engines.engine import FoundFace, Image

REMEMBERED = 900
"""Frames whose checksums are kept: a minute at 15 a second."""
REPEATED_IN_A_ROW = 4
"""A driver or a film of 24 frames may hand out a frame two or three times."""
RETURNS = 4
"""So many frames that were seen before, with others between, make a loop. A sensor's never come back at all, and two
checksums of 32 bits agree by chance once in five million frames."""
CELL_PX = 32
STILL_CELLS = 0.5
STILL_IN_A_ROW = 6
"""Half of the face's cells equal in every bit, so many frames running. Cells of the wall behind may well be: video
codecs skip what does not change. A face moves, and its noise does."""
FLAT_SPREAD = 2.0
"""Below this spread of grey levels a frame holds no picture; black frames are all alike without any ill will."""


class Replay(StrEnum):
    """Why the frames are not a camera's."""

    REPEATED = "repeated"
    LOOPED = "looped"
    STILL = "still"


@dataclass(slots=True)
class ReplayWatch:
    """One session's frames, in order. Once something was found it stays found: `found`."""

    found: Replay | None = None
    _prints: deque[int] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    _latest: dict[int, int] = field(default_factory=dict)
    _count: int = 0
    _in_a_row: int = 1
    _returns: int = 0
    _cells: dict[tuple[int, int], int] = field(default_factory=dict)
    _still: int = 0

    def see(self, image: Image, face: FoundFace | None = None) -> Replay | None:
        """Look at the next frame, with the face that was found in it; what is wrong so far."""
        if float(image[::8, ::8].std()) < FLAT_SPREAD:
            return self.found
        print_ = zlib.crc32(np.ascontiguousarray(image).data)
        same = bool(self._prints) and self._prints[-1] == print_
        self._in_a_row = self._in_a_row + 1 if same else 1
        if self._in_a_row >= REPEATED_IN_A_ROW:
            self._find(Replay.REPEATED)
        if same:
            return self.found
        if self._comes_back(print_):
            self._find(Replay.LOOPED)
        if face is not None and self._stands_still(image, face):
            self._find(Replay.STILL)
        return self.found

    def _find(self, what: Replay) -> None:
        self.found = self.found or what

    def _comes_back(self, print_: int) -> bool:
        self._returns += print_ in self._latest
        if len(self._prints) == REMEMBERED and self._latest.get(self._prints[0]) == self._count - REMEMBERED:
            del self._latest[self._prints[0]]
        self._prints.append(print_)
        self._latest[print_] = self._count
        self._count += 1
        return self._returns >= RETURNS

    def _stands_still(self, image: Image, face: FoundFace) -> bool:
        cells = _cells_of(image, face)
        shared = cells.keys() & self._cells.keys()
        equal = sum(cells[place] == self._cells[place] for place in shared)
        self._cells = cells
        self._still = self._still + 1 if shared and equal >= STILL_CELLS * len(shared) else 0
        return self._still >= STILL_IN_A_ROW


def _cells_of(image: Image, face: FoundFace) -> dict[tuple[int, int], int]:
    """Checksums of the cells of a fixed grid that lie wholly within the face."""
    height, width = image.shape[:2]
    left, top = max(0, -int(-face.left // CELL_PX)), max(0, -int(-face.top // CELL_PX))
    right = int(min(width, face.left + face.width) // CELL_PX)
    bottom = int(min(height, face.top + face.height) // CELL_PX)
    return {
        (x, y): zlib.crc32(
            np.ascontiguousarray(image[y * CELL_PX : (y + 1) * CELL_PX, x * CELL_PX : (x + 1) * CELL_PX]).data
        )
        for y in range(top, bottom)
        for x in range(left, right)
    }
