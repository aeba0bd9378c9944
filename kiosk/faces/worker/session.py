"""What a camera session is to the vision process: a search, comparison, enrolment or inspection. One at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kiosk.faces.engines.engine import FoundFace, Image
from kiosk.faces.events import PersonLeft, SomebodyNear
from kiosk.faces.protocol.messages import Decided, HolderVector, SessionEvent

Said = SessionEvent | PersonLeft | SomebodyNear


@dataclass(frozen=True, slots=True)
class FrameResult:
    """What one frame gave: events to send, and the one face that was looked at."""

    events: tuple[Said, ...]
    face: FoundFace | None


class Session(Protocol):
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

    def on_frame(self, image: Image, now_s: float) -> FrameResult:
        """Judge one frame taken at `now_s`."""

    def on_no_frame(self, now_s: float) -> tuple[Said, ...]:
        """There is no frame to look at; only time passes."""

    def settle(self) -> None:
        """It is answered: all is overwritten but for what tells whether the same person still stands there."""

    def forget(self) -> None:
        """It is over or broken off: everything is overwritten."""
