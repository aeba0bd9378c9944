"""What the vision process may be busy with: a camera session, a comparison, an enrolment. One at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kiosk.faces.engines.engine import FoundFace, Image
from kiosk.faces.events import (
    FaceMatched,
    FaceNeedsCard,
    FaceSeen,
    FaceUnknown,
    HolderCompared,
    PersonLeft,
    SomebodyNear,
)
from kiosk.faces.vision.reports import Decided, EnrolmentFailed, EnrolmentTaken, HolderVector

Said = (
    FaceSeen
    | FaceMatched
    | FaceUnknown
    | FaceNeedsCard
    | HolderCompared
    | EnrolmentTaken
    | EnrolmentFailed
    | PersonLeft
    | SomebodyNear
)


@dataclass(frozen=True, slots=True)
class Look:
    """What one frame gave: events to send, and the one face that was looked at."""

    events: tuple[Said, ...]
    face: FoundFace | None


class Task(Protocol):
    """Knows no camera, no clock and no process."""

    over: bool
    """It has answered."""
    is_shown: bool
    """The person sees themselves meanwhile, and until they are told to stop."""
    decided: Decided | None
    """The figures of its decision, once there is one."""
    holder: HolderVector | None
    """What a comparison found, for the slow updating of the holder's template."""

    def begin(self, now_s: float) -> tuple[Said, ...]:
        """The answer that needs no look, if there is one."""

    def look(self, image: Image, now_s: float) -> Look:
        """Judge one frame taken at `now_s`."""

    def blind(self, now_s: float) -> tuple[Said, ...]:
        """There is no frame to look at; only time passes."""

    def settle(self) -> None:
        """It is answered: all is overwritten but for what tells whether the same person still stands there."""

    def forget(self) -> None:
        """It is over or broken off: everything is overwritten."""
