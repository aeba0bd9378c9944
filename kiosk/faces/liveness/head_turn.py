"""The challenge for cases of doubt: turn the head to one side, drawn by lot, and back. A table without a clock.

A held-up print cannot do it: tilting it moves eyes, nose and mouth alike. A recording would have to show the right side
at the right time. It costs a visitor seconds and asks something of a stiff neck, so it is never asked of everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from math import hypot

from kiosk.faces.engines.engine import FoundFace
from kiosk.faces.quality.pose import Pose

FRONT_DEG = 10.0
"""Yaw as `kiosk.faces.quality.pose` estimates it."""
MOST_BIAS_DEG = 6.0
"""The estimate for a head that looks straight is off by so much at most; it is taken from all later ones."""
TURNED_DEG = 15.0
"""Yaw a stiff neck manages; a tilted print stays within 8° of where it was."""
TURNED_FRAMES = 2
FRONT_FRAMES = 2
SLOWEST_S = 10.0
LOST_S = 0.8
"""The face may be out of sight for so long, as a detector loses it for a frame or two."""
FASTEST_DEG_S = 240.0
LEAST_JUMP_DEG = 20.0
"""Faster than that, and farther, is no neck but another picture."""
MOST_SHIFT = 0.6
MOST_GROWTH = 1.5
"""From one frame to the next: shift of the middle in face widths, and change of size."""


class Ask(StrEnum):
    """What to tell the visitor; left and right are the visitor's own."""

    TURN_LEFT = "turn-left"
    TURN_RIGHT = "turn-right"
    LOOK_HERE = "look-here"
    PASSED = "passed"
    FAILED = "failed"


class Failure(StrEnum):
    """Why the challenge failed."""

    TOO_LATE = "too-late"
    GONE = "gone"
    JUMPED = "jumped"
    SOMEBODY_ELSE = "somebody-else"


@dataclass(frozen=True, slots=True)
class Sighting:
    """One frame.

    Attributes:
        at_s: Monotonic time.
        face, pose: The face followed.
        same_person: Whether it still compares as who it was before the challenge; None when not compared in this frame,
            as when the head is turned too far.
    """

    at_s: float
    face: FoundFace
    pose: Pose
    same_person: bool | None = None


class _Stage(Enum):
    STRAIGHT = auto()
    TURN = auto()
    BACK = auto()
    DONE = auto()


class HeadTurn:
    """One challenge: first straight, then turned to the side drawn, then straight again, all the while one person.

    Args:
        left: Draws the side; True is the visitor's left. Called once.
        started_s: Monotonic time.
        within_s: Time for the whole of it.
    """

    def __init__(self, left: Callable[[], bool], started_s: float, within_s: float = SLOWEST_S) -> None:
        self.to_left = left()
        self.failure: Failure | None = None
        self._ends_s, self._seen_s = started_s + within_s, started_s
        self._last: Sighting | None = None
        self._stage, self._frames, self._straight_deg = _Stage.STRAIGHT, 0, 0.0

    @property
    def ask(self) -> Ask:
        """What to tell the visitor now."""
        if self.failure is not None:
            return Ask.FAILED
        if self._stage is _Stage.TURN:
            return Ask.TURN_LEFT if self.to_left else Ask.TURN_RIGHT
        return Ask.PASSED if self._stage is _Stage.DONE else Ask.LOOK_HERE

    def see(self, sighting: Sighting) -> Ask:
        """Take in the next frame; later frames after an answer change nothing."""
        if self.at(sighting.at_s) in (Ask.PASSED, Ask.FAILED):
            return self.ask
        if sighting.same_person is False:
            return self._fail(Failure.SOMEBODY_ELSE)
        if self._last is not None and _jumped(self._last, sighting):
            return self._fail(Failure.JUMPED)
        self._last, self._seen_s = sighting, sighting.at_s
        self._step(sighting)
        return self.ask

    def at(self, now_s: float) -> Ask:
        """Let time pass without a face."""
        if self.ask in (Ask.PASSED, Ask.FAILED):
            return self.ask
        if now_s >= self._ends_s:
            return self._fail(Failure.TOO_LATE)
        if now_s - self._seen_s > LOST_S:
            return self._fail(Failure.GONE)
        return self.ask

    def _step(self, sighting: Sighting) -> None:
        yaw_deg = sighting.pose.yaw_deg
        aside_deg = (yaw_deg - self._straight_deg) * (1 if self.to_left else -1)
        match self._stage:
            case _Stage.STRAIGHT:
                if self._held(abs(yaw_deg) <= FRONT_DEG, FRONT_FRAMES):
                    self._straight_deg = max(-MOST_BIAS_DEG, min(MOST_BIAS_DEG, yaw_deg))
                    self._enter(_Stage.TURN)
            case _Stage.TURN:
                if self._held(aside_deg >= TURNED_DEG, TURNED_FRAMES):
                    self._enter(_Stage.BACK)
            case _Stage.BACK:
                if self._held(abs(aside_deg) <= FRONT_DEG, FRONT_FRAMES) and sighting.same_person:
                    self._enter(_Stage.DONE)

    def _held(self, met: bool, frames: int) -> bool:
        """Whether the condition has been met for so many frames running."""
        self._frames = self._frames + 1 if met else 0
        return self._frames >= frames

    def _enter(self, stage: _Stage) -> None:
        self._stage, self._frames = stage, 0

    def _fail(self, why: Failure) -> Ask:
        self.failure = why
        return Ask.FAILED


def _jumped(before: Sighting, now: Sighting) -> bool:
    """Whether no head moves like that. After a pause of detection more is allowed, up to twice."""
    passed_s = max(1e-3, now.at_s - before.at_s)
    room = min(2.0, max(1.0, passed_s / 0.2))
    turned = abs(now.pose.yaw_deg - before.pose.yaw_deg)
    if turned > LEAST_JUMP_DEG and turned / passed_s > FASTEST_DEG_S:
        return True
    (x, y), (old_x, old_y) = now.face.centre, before.face.centre
    if hypot(x - old_x, y - old_y) > MOST_SHIFT * room * before.face.width:
        return True
    growth = now.face.height / before.face.height if before.face.height > 0 else 0.0
    limit = 1.0 + (MOST_GROWTH - 1.0) * room
    return not 1.0 / limit <= growth <= limit
