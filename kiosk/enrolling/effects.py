"""What is to be done while somebody is enrolled. The page does it; what comes of it comes back as an event."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.archive.enrolment import Enrolment
from kiosk.faces.protocol.messages import Sample


@dataclass(frozen=True, slots=True, repr=False)
class LookUp:
    """Ask for what is on record of a number: LookedUp."""

    ticket: int
    number: str


@dataclass(frozen=True, slots=True)
class TakeCamera:
    """Lease the camera, if it is not leased, and begin to enrol: Seen, then Taken, Failed, Lost or CameraBusy."""

    session: int


@dataclass(frozen=True, slots=True, repr=False)
class ComparePhoto:
    """Compare who stands there with the picture on their card: PhotoCompared or Lost."""

    session: int
    resident_id: str
    photo: bytes


@dataclass(frozen=True, slots=True)
class LetGo:
    """Give the camera back; the preview goes blank."""


@dataclass(frozen=True, slots=True, repr=False)
class Compare:
    """Compare the templates with everybody's: Compared. `resident_id` is None for somebody not known yet."""

    ticket: int
    resident_id: str | None
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Save:
    """Put the person on the whitelist: Saved. The templates of `plan` are to be made of the samples."""

    ticket: int
    plan: Enrolment
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Everything agreed to earlier is withdrawn: Saved."""

    ticket: int
    resident_id: str


@dataclass(frozen=True, slots=True, repr=False)
class Wipe:
    """Overwrite these."""

    samples: tuple[Sample, ...]


Effect = LookUp | TakeCamera | ComparePhoto | LetGo | Compare | Save | Withdraw | Wipe
