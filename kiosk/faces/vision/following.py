"""After the answer: does the person who was named still stand there? Pure.

The question 您是王奶奶吗？ must not be answered by somebody who stepped in while it was asked. A face that is well seen
is therefore compared with the frames the answer came from, three times a second, until the session ends.
"""

from __future__ import annotations

from kiosk.faces.engines.engine import FaceEngine, Vector
from kiosk.faces.vision.track import same_from

SWAPPED_AFTER = 2
"""So many well-seen faces in a row that are another person's; one alone may be a bad moment."""


class Follower:
    """Remembers one person for as long as they are asked who they are.

    Args:
        vector: Of the frames the answer came from; kept, and overwritten by `forget`.
    """

    def __init__(self, engine: FaceEngine, vector: Vector) -> None:
        self._engine, self._vector = engine, vector
        self._others = 0
        self.swapped = False

    def see(self, vector: Vector) -> bool:
        """Look at one well-seen face; whether somebody else has just taken the person's place. Said once."""
        if self.swapped:
            return False
        alike = float(self._engine.similarities(self._vector[None], vector[None])[0, 0])
        self._others = 0 if alike >= same_from(self._engine) else self._others + 1
        self.swapped = self._others >= SWAPPED_AFTER
        return self.swapped

    def forget(self) -> None:
        """Nobody is remembered any more."""
        self._vector.fill(0.0)
        self.swapped = True
