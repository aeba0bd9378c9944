"""What the doorway says: the chip with the one act, the marks under it, and where to turn the head."""

from __future__ import annotations

from kiosk.faces.events import TURNS, FaceChecks, FaceHint
from kiosk.visits.situation import Situation
from kiosk.visits.states import State
from kiosk.visits.view import GuidanceView, MarkView
from kiosk.visits.visit import VisitCamera
from kiosk.visits.visitor_words import VisitorWords

_SIDES = {FaceHint.TURN_LEFT: "left", FaceHint.TURN_RIGHT: "right"}

_KNOWN_BETTER = {
    FaceHint.BACK: {"far": "close"},
    FaceHint.BRIGHTER: {"unlit": "dark"},
    FaceHint.GLARE: {"unlit": "glare"},
    FaceHint.LOOK_HERE: {"unclear": "askew"},
    FaceHint.HOLD_STILL: {"unclear": "moving"},
}
"""What is wrong exactly, where the hint is about it; the check alone does not tell dark from glaring."""


def guidance_of(s: Situation, words: VisitorWords) -> GuidanceView | None:
    """The doorway of this situation; None where there is none."""
    camera = s.current.camera
    if s.state is State.LOOKING:
        chip, good = words.guidance[camera.hint], camera.hint is FaceHint.GOOD
        turn, marks = _SIDES.get(camera.hint, ""), _marks(camera, words)
        return GuidanceView(chip.chip, chip.icon, good, camera.progress, marks, turn, live=s.searching)
    if s.unconfirmed:
        chip = words.unsure if camera.unsure else words.guidance[FaceHint.GOOD]
        return GuidanceView(chip.chip, chip.icon, not camera.unsure, 1.0)
    return None


def _marks(camera: VisitCamera, words: VisitorWords) -> tuple[MarkView, ...]:
    """Near, lit, straight. Whoever was asked to turn their head is not told that it is turned."""
    if camera.checks is None or camera.hint in TURNS:
        return ()
    return tuple(MarkView(words.marks[name], good) for name, good in _named(camera.checks, camera.hint))


def _named(checks: FaceChecks, hint: FaceHint) -> tuple[tuple[str, bool], ...]:
    better = _KNOWN_BETTER.get(hint, {})
    each = (("near", "far", checks.near), ("lit", "unlit", checks.lit), ("straight", "unclear", checks.straight))
    return tuple((right if good else better.get(wrong, wrong), good) for right, wrong, good in each)
