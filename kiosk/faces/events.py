"""What the camera tells: who came and left, how to stand, whom it found. Small facts, no picture and no template."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FaceHint(StrEnum):
    """The one thing the person before the camera can do better; GOOD when there is nothing.

    TURN_LEFT and TURN_RIGHT are asked only when it is in doubt whether a living person stands there; the side is the
    person's own, which is the same side in the mirrored preview.
    """

    GOOD = "good"
    NOBODY = "nobody"
    CLOSER = "closer"
    BACK = "back"
    CENTRE = "centre"
    LOOK_HERE = "look-here"
    BRIGHTER = "brighter"
    ALONE = "alone"
    HOLD_STILL = "hold-still"
    GLARE = "glare"
    UNCOVER = "uncover"
    """Mouth or eyes are covered; asked at an enrolment only."""
    TURN_LEFT = "turn-left"
    TURN_RIGHT = "turn-right"


TURNS = frozenset({FaceHint.TURN_LEFT, FaceHint.TURN_RIGHT})
"""Hints that ask to turn the head."""


@dataclass(frozen=True, slots=True)
class SomebodyNear:
    """The cheap presence check saw somebody before the terminal."""


@dataclass(frozen=True, slots=True)
class PersonLeft:
    """Nobody is before the camera any more."""


@dataclass(frozen=True, slots=True)
class FaceChecks:
    """What is right already, for the three marks under the doorway: near enough, lit well, straight and still."""

    near: bool = False
    lit: bool = False
    straight: bool = False


@dataclass(frozen=True, slots=True)
class FaceSeen:
    """A frame of the camera session; `progress` 0..1 fills the guidance ring. `checks` is None without a face."""

    session: int
    hint: FaceHint
    progress: float
    checks: FaceChecks | None = None


@dataclass(frozen=True, slots=True)
class FaceMatched:
    """The camera session found one member of the whitelist.

    Attributes:
        score: In the unit of the policy in force; only for records.
        sure: False between "no" and "yes": the person is asked with more care, and a card is offered beside.
    """

    session: int
    resident_id: str
    score: float
    sure: bool = True


@dataclass(frozen=True, slots=True)
class FaceUnknown:
    """The camera session saw a face well enough and knows nobody like it, or gave up."""

    session: int


class CardNeeded(StrEnum):
    """Why a face alone will not do this time."""

    LOOK_ALIKE = "look-alike"
    """Two members whose faces cannot be told apart safely."""
    NOT_LIVE = "not-live"
    """It may be a picture. Never said in these words."""
    TOO_MANY = "too-many"
    """More members than one-to-many search can carry at the wanted rate of wrong names."""


@dataclass(frozen=True, slots=True)
class FaceNeedsCard:
    """The camera session ends without a name: a card decides."""

    session: int
    why: CardNeeded


class Likeness(StrEnum):
    """What comparing a card's holder with the face before the camera came to."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    """No usable picture in time, or between the thresholds."""


@dataclass(frozen=True, slots=True)
class HolderCompared:
    """One to one: the person before the camera against the own template of the holder of a card."""

    session: int
    likeness: Likeness


class WhyLost(StrEnum):
    """Why a camera session ended without an answer."""

    NOT_HELD = "not-held"
    """The lease it was begun with is not, or no longer, in force."""
    STOPPED = "stopped"
    """By whoever began it, or because they began another."""
    NO_CAMERA = "no-camera"
    """There is no vision process to ask."""
    PROCESS_DIED = "process-died"
    CLOSED = "closed"
    """The terminal ends."""


@dataclass(frozen=True, slots=True)
class SessionLost:
    """A camera session ends without an answer."""

    session: int
    why: WhyLost
