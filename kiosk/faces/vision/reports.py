"""What the vision process hands over besides events: templates taken, and figures for the technician. Pure.

Vectors are float32; no repr shows one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from kiosk.faces.engines.engine import Vector


@dataclass(frozen=True, slots=True, repr=False)
class Sample:
    """One well-taken frame as one engine knows it. `quality` 0..1 weighs it."""

    engine: str
    version: str
    vector: Vector
    quality: float

    def __repr__(self) -> str:
        return f"<Sample {self.engine} {self.version}>"


@dataclass(frozen=True, slots=True)
class EnrolmentTaken:
    """Frames of one living person, at least three for the engine in use."""

    session: int
    samples: tuple[Sample, ...]


class EnrolmentFault(StrEnum):
    """Why no template could be taken."""

    TIME = "time"
    """Not enough well-taken frames in time."""
    NOT_LIVE = "not-live"
    NO_CAMERA = "no-camera"


@dataclass(frozen=True, slots=True)
class EnrolmentFailed:
    """Nothing was taken."""

    session: int
    reason: EnrolmentFault


@dataclass(frozen=True, slots=True, repr=False)
class HolderVector:
    """The face of a card's holder who was found to be the same person; for the slow updating of their template."""

    visit_id: str
    resident_id: str
    samples: tuple[Sample, ...]

    def __repr__(self) -> str:
        return "<HolderVector>"


class Outcome(StrEnum):
    """How a camera session or a comparison ended."""

    MATCHED = "matched"
    ASKED = "asked"
    """Matched, but not sure."""
    LOOK_ALIKE = "look-alike"
    UNKNOWN = "unknown"
    GAVE_UP = "gave-up"
    NOT_LIVE = "not-live"
    TOO_MANY = "too-many"
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Decided(msgspec.Struct, tag="decided", tag_field="is", frozen=True, kw_only=True):
    """The figures of one decision; names nobody and carries no vector.

    Attributes:
        top1, top2: Score of the most alike member and of the next other one; for a comparison `top1` is the
            similarity. None when nothing was searched.
        liveness: Over the same frames, None when it was not asked.
        quality: Mean of the frames that counted.
        frames: How many counted.
        seconds: From the first usable frame to the answer.
        stage_ms: Mean milliseconds of each stage.
    """

    outcome: Outcome
    top1: float | None = None
    top2: float | None = None
    liveness: float | None = None
    quality: float = 0.0
    frames: int = 0
    seconds: float = 0.0
    stage_ms: dict[str, float] = {}
