"""A card's holder as the picture on their chip shows them: for one comparison, and forgotten with it."""

from __future__ import annotations

import base64
import binascii

from kiosk.faces.engines.engine import FaceEngine, Vector
from kiosk.faces.enrolment.chip_photo import decoder, templates_of_photo
from kiosk.faces.enrolment.pictures import UnfitPicture


class ChipHolder:
    """One resident and one vector, or none. Whom a `Comparison` can compare with."""

    def __init__(self, engine: FaceEngine, resident_id: str, vector: Vector | None) -> None:
        self._engine, self._resident_id, self._vector = engine, resident_id, vector

    def __contains__(self, resident_id: object) -> bool:
        return self._vector is not None and resident_id == self._resident_id

    def compare(self, resident_id: str, probe: Vector) -> float | None:
        """The engine's similarity, None for anybody else and when nothing is left to compare with."""
        if self._vector is None or resident_id != self._resident_id:
            return None
        return float(self._engine.similarities(self._vector[None], probe[None])[0, 0])

    def evict(self, resident_id: str) -> None:
        """This resident was revoked meanwhile."""
        if resident_id == self._resident_id:
            self.forget()

    def forget(self) -> None:
        """Overwrite the vector."""
        if self._vector is not None:
            self._vector.fill(0.0)
        self._vector = None


def vector_of_photo(photo: str, engine: FaceEngine) -> Vector | None:
    """The vector of a picture as it travels (base64); None without a decoder, and when the picture is of no use.

    Takes as long as somebody else's decoder does. The engine must be loaded.
    """
    decode = decoder()
    if decode is None:
        return None
    try:
        (template,) = templates_of_photo(base64.b64decode(photo, validate=True), decode, (engine,))
    except (binascii.Error, ValueError, UnfitPicture):
        return None
    return template.vector
