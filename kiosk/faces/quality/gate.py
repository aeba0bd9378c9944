"""Is this frame good enough to be compared? If not, the one thing the person can do about it. Pure.

The limits on pose and the distance between the eyes are those face recognisers are commonly specified for; the limits
on light and sharpness let through all but one in two hundred of 400 still pictures and 72 webcam pictures of people
whom the engine in use recognises (measured on the aligned face).
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.faces.engines.engine import FoundFace
from kiosk.faces.events import FaceChecks, FaceHint
from kiosk.faces.quality.measures import Light, Measures

BACK_ABOVE = 0.70
"""Of the picture's shorter side."""
MOST_YAW_DEG, MOST_PITCH_DEG, MOST_ROLL_DEG = 25.0, 20.0, 20.0
DARK_BELOW, BRIGHT_ABOVE = 48.0, 228.0
"""Mean grey of the face: darker ones weigh half, and no template is made of them."""
TOO_DARK_BELOW = 15.0
"""Nobody is searched for below it. Chosen on 45 pictures of the development set darkened to a fifth (grey 16 to 25):
every face is found, 3 in place of 2 fall below the small galleries' limit. Of 72 webcam pictures at a fifth of their
light 65 are found, 40 are above this limit, all are judged living, and so are 3 of 120 prints; at a tenth half are
lost."""
CLIPPED_ABOVE = 0.5
SIDES_ABOVE = 3.0
"""One half of the face is so many times as bright as the other: a window or a lamp at the side."""
BLURRED_BELOW, BLURRED_BELOW_DARK = 20.0, 10.0
"""The second in a face as dark as is let through: edges are weaker there, sensor noise alone gives 8 to 9."""
SHARP_FROM = 80.0
SECOND_FACE_FROM = 0.70
"""A second face of this fraction of the first one's height makes it unclear who is meant."""
MOVED_ABOVE = 0.30
LEAST_QUALITY = 0.05


@dataclass(frozen=True, slots=True)
class Zone:
    """The guide zone: how far the middle of a face may be from the picture's middle.

    Attributes:
        aside: To either side, in shorter sides of the picture.
        above: Up and down, in its heights.
    """

    aside: float = 0.36
    above: float = 0.32

    def holds(self, face: FoundFace, shape: tuple[int, ...]) -> bool:
        """Whether the middle of a face is where a visitor is asked to stand."""
        rows, columns = shape[:2]
        x, y = face.centre
        return abs(x - columns / 2) <= self.aside * min(rows, columns) and abs(y - rows / 2) <= self.above * rows


@dataclass(frozen=True, slots=True)
class Limits:
    """What differs between looking for somebody and taking somebody's template, and between halls."""

    zone: Zone = Zone()
    least_eyes_px: float = 60.0
    least_score: float = 0.80
    least_grey: float = TOO_DARK_BELOW


SEARCHING = Limits()
ENROLLING = Limits(least_eyes_px=80.0, least_score=0.85, least_grey=DARK_BELOW)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the gate says of one face.

    Attributes:
        hint: GOOD, or the first thing that is wrong, in the order a person can mend it.
        quality: 0.05..1, the weight of the frame when it is good.
    """

    hint: FaceHint
    checks: FaceChecks
    quality: float


def judge(measures: Measures, limits: Limits = SEARCHING) -> Judged:
    """Judge one face."""
    place, light, attention = _place(measures, limits), _light(measures.light, limits), _attention(measures, limits)
    near = place not in (FaceHint.CLOSER, FaceHint.BACK)
    checks = FaceChecks(near=near, lit=light is FaceHint.GOOD, straight=attention is FaceHint.GOOD)
    hint = next((part for part in (place, light, attention) if part is not FaceHint.GOOD), FaceHint.GOOD)
    return Judged(hint, checks, _quality(measures))


def _place(m: Measures, limits: Limits) -> FaceHint:
    if m.eyes_px < limits.least_eyes_px and abs(m.pose.yaw_deg) <= MOST_YAW_DEG:
        return FaceHint.CLOSER
    if m.second >= SECOND_FACE_FROM:
        return FaceHint.ALONE
    if m.height > BACK_ABOVE:
        return FaceHint.BACK
    if abs(m.aside) > limits.zone.aside or abs(m.above) > limits.zone.above or not m.inside:
        return FaceHint.CENTRE
    return FaceHint.GOOD


def _light(light: Light | None, limits: Limits) -> FaceHint:
    if light is None:
        return FaceHint.GOOD
    if light.grey < limits.least_grey:
        return FaceHint.BRIGHTER
    if light.grey > BRIGHT_ABOVE or light.clipped > CLIPPED_ABOVE or light.sides > SIDES_ABOVE:
        return FaceHint.GLARE
    return FaceHint.GOOD


def _attention(m: Measures, limits: Limits) -> FaceHint:
    pose = m.pose
    turned = abs(pose.yaw_deg) > MOST_YAW_DEG or abs(pose.pitch_deg) > MOST_PITCH_DEG
    if turned or abs(pose.roll_deg) > MOST_ROLL_DEG or m.light is None or m.score < limits.least_score:
        return FaceHint.LOOK_HERE
    if m.moved is not None and m.moved > MOVED_ABOVE:
        return FaceHint.HOLD_STILL
    if m.sharpness is not None and m.sharpness < _blurred_below(m.light):
        return FaceHint.HOLD_STILL
    return FaceHint.GOOD


def _blurred_below(light: Light) -> float:
    dark = min(1.0, max(0.0, (DARK_BELOW - light.grey) / (DARK_BELOW - TOO_DARK_BELOW)))
    return BLURRED_BELOW + dark * (BLURRED_BELOW_DARK - BLURRED_BELOW)


def _quality(m: Measures) -> float:
    """Near, straight, lit and sharp each take their part away; none of them alone makes a frame worthless."""
    pose = max(
        abs(m.pose.yaw_deg) / MOST_YAW_DEG, abs(m.pose.pitch_deg) / MOST_PITCH_DEG, abs(m.pose.roll_deg) / MOST_ROLL_DEG
    )
    parts = [min(1.0, m.eyes_px / ENROLLING.least_eyes_px), 1.0 - 0.6 * min(1.0, pose), min(1.0, m.score / 0.9)]
    if m.sharpness is not None:
        parts.append(0.4 + 0.6 * min(1.0, m.sharpness / SHARP_FROM))
    if m.light is not None:
        parts.append(1.0 - 0.5 * min(1.0, m.light.clipped / CLIPPED_ABOVE))
        parts.append(0.5 + 0.5 * min(1.0, max(0.0, (m.light.grey - DARK_BELOW) / DARK_BELOW)))
    product = 1.0
    for part in parts:
        product *= part
    return max(LEAST_QUALITY, product)
