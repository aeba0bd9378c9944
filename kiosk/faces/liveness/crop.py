"""Which part of a frame a network is shown: the face with its surroundings. Pure."""

from __future__ import annotations

from math import sqrt

from kiosk.faces.engines.engine import FoundFace

Cut = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels; right and bottom are not part of it."""


def cut_around(face: FoundFace, times: float, width: int, height: int) -> Cut:
    """A square around the face, `times` as long as the side of a square that covers as much as the face's box.

    It never leaves the picture: over an edge it is moved inwards, and where the picture is too small it is smaller
    (`times` is a wish). That is how MiniFASNet's authors cut; the square in place of their box is measured to separate
    better with this detector, whose boxes are narrower than theirs.

    Raises:
        ValueError: the face has no area, or the picture none.
    """
    if not (face.width > 0 and face.height > 0 and width > 0 and height > 0):
        raise ValueError("nothing to cut from")
    side = min(times * sqrt(face.width * face.height), width, height)
    whole = max(1, round(side))
    left = _inside(face.centre[0] - side / 2, whole, width)
    top = _inside(face.centre[1] - side / 2, whole, height)
    return left, top, left + whole, top + whole


def _inside(start: float, length: int, room: int) -> int:
    return max(0, min(round(start), room - length))
