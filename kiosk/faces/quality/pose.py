"""Which way a head is turned, from the five landmarks. Pure.

An approximation good enough for a quality gate and for a head-turn challenge, not a measurement of angles: a nose of
average length on a head of average width is assumed. It cannot be fooled into a turn by a flat picture that is tilted,
because on a plane the nose stays where it is between the eyes.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan, atan2, cos, degrees, hypot, sin

from kiosk.faces.engines.engine import FoundFace

EYES_TO_NOSE = 2.3
"""Distance between the eyes over how far the nose tip stands out before them. Fitted on drawn heads of known yaw (2.2
at full size, 2.4 when the face is found on a 320 px copy); about 63 mm to 27 mm."""
NOSE_DOWN = 0.575
"""Where the nose tip lies between eyes (0) and mouth (1) in a level face: median of webcam pictures 0.577, of press
pictures 0.559, of drawn heads 0.592; people spread by 0.03, which is 4°."""


@dataclass(frozen=True, slots=True)
class Pose:
    """How the head is held; zero is straight into the camera.

    Attributes:
        yaw_deg: Positive when the person has turned to their own left, which is to the right in a picture that is not
            mirrored. Within about 5° up to 30° on drawn heads; beyond 45° only its sign means anything.
        pitch_deg: Positive when the person looks up. Differs by some 4° between people; 0 when there is no mouth.
        roll_deg: Positive when the head is tilted clockwise in the picture. Exact as far as the eyes are.
    """

    yaw_deg: float
    pitch_deg: float
    roll_deg: float


def pose_of(face: FoundFace) -> Pose:
    """The pose of a face. Eyes that coincide, as in full profile, give a yaw of ±90°, or 0 if the nose is there too."""
    (left_x, left_y), (right_x, right_y) = face.left_eye, face.right_eye
    middle = (left_x + right_x) / 2, (left_y + right_y) / 2
    roll = atan2(right_y - left_y, right_x - left_x)
    apart = hypot(right_x - left_x, right_y - left_y)
    across, down = _upright(face.nose, middle, roll)
    yaw = degrees(atan2(EYES_TO_NOSE * across, apart)) if across or apart else 0.0
    if face.mouth is None:
        return Pose(yaw, 0.0, degrees(roll))
    (corner_x, corner_y), (other_x, other_y) = face.mouth
    _, mouth_down = _upright(((corner_x + other_x) / 2, (corner_y + other_y) / 2), middle, roll)
    pitch = degrees(atan(EYES_TO_NOSE * (NOSE_DOWN - down / mouth_down))) if mouth_down > 0 else 0.0
    return Pose(yaw, pitch, degrees(roll))


def _upright(point: tuple[float, float], middle: tuple[float, float], roll: float) -> tuple[float, float]:
    """A point seen from the middle between the eyes, with the line through the eyes level."""
    x, y = point[0] - middle[0], point[1] - middle[1]
    return x * cos(roll) + y * sin(roll), y * cos(roll) - x * sin(roll)
