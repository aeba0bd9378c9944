"""What the vision process says to the kiosk: the camera's events, what it hands over, and notices about itself. Pure.

How they travel stands in `kiosk.faces.protocol.lines`. Vectors are float32; no repr shows one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from kiosk.faces.engines.engine import Vector
from kiosk.faces.events import (
    FaceMatched,
    FaceNeedsCard,
    FaceSeen,
    FaceUnknown,
    HolderCompared,
    PersonLeft,
    SomebodyNear,
)
from kiosk.faces.matching.policy import Policy
from kiosk.facilities import FacilityChanged


# --- handed over --------------------------------------------------------------------------------------------------
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

    resident_id: str
    samples: tuple[Sample, ...]

    def __repr__(self) -> str:
        return "<HolderVector>"


# --- what the technician is shown ---------------------------------------------------------------------------------
class SourceFigures(msgspec.Struct, frozen=True):
    """What the camera itself tells: pictures sent since it was opened, and the controls it has, with their values."""

    grabbed: int = 0
    controls: dict[str, float] = {}


class FaceFigures(msgspec.Struct, frozen=True, kw_only=True):
    """The face that is looked at, in figures. Units as in `kiosk.faces.quality.measures`.

    Attributes:
        width_px, height_px: Of its frame, px of the picture.
        grey, clipped, sides, sharpness: Of the upright face; None when it could not be brought upright.
        quality: 0..1, what the frame would weigh.
        hint: What a visitor would be told.
        liveness: Of this picture alone, 0..1; None where it is switched off or the face is too near an edge.
    """

    width_px: int
    height_px: int
    eyes_px: float
    yaw_deg: float
    pitch_deg: float
    roll_deg: float
    grey: float | None
    clipped: float | None
    sides: float | None
    sharpness: float | None
    quality: float
    hint: str
    liveness: float | None


class CameraFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One picture in figures; nothing by which anybody could be known.

    Attributes:
        width, height: Of the picture, px.
        brightness, contrast, sharpness, dark, bright: See `kiosk.faces.quality.picture`.
        grabbed_fps, judged_fps: Pictures a second the camera sends, and that are looked at.
        faces: How many there are; `face` is the one that is looked at.
        controls: The controls the camera has, with their values.
    """

    width: int
    height: int
    brightness: float
    contrast: float
    sharpness: float
    dark: float
    bright: float
    grabbed_fps: float
    judged_fps: float
    faces: int
    face: FaceFigures | None = None
    controls: dict[str, float] = {}


@dataclass(frozen=True, slots=True)
class CameraInspected:
    """A picture of an inspection, several times a second; no answer."""

    session: int
    figures: CameraFigures


# --- about the process itself -------------------------------------------------------------------------------------
class Beat(msgspec.Struct, tag="beat", tag_field="is", frozen=True):
    """The vision process lives, and will speak again within so many seconds."""

    within_s: float


class Loaded(msgspec.Struct, tag="loaded", tag_field="is", frozen=True):
    """A face engine is ready, after so many seconds."""

    engine: str
    version: str
    seconds: float


class Missing(msgspec.Struct, tag="missing", tag_field="is", frozen=True):
    """Something needed does not load: the file and what is wrong with it. `vital` when the process ends after it."""

    what: str
    vital: bool


class GallerySet(msgspec.Struct, tag="gallery", tag_field="is", frozen=True):
    """The gallery as the vision process holds it; `left_out` rows did not fit an engine in use."""

    people: int
    left_out: int
    seconds: float = 0.0


class LookAlikes(msgspec.Struct, frozen=True, array_like=True):
    """Two members who cannot be told apart safely."""

    resident_id: str
    other_id: str
    score: float


class PolicySet(msgspec.Struct, tag="policy", tag_field="is", frozen=True):
    """The policy now in force; `pairs` is empty when the gallery was too large to be measured."""

    policy: Policy
    pairs: tuple[LookAlikes, ...]
    was_measured: bool
    seconds: float = 0.0


class Health(msgspec.Struct, tag="health", tag_field="is", frozen=True):
    """How the process is: resident memory, and whether its memory is kept out of swap."""

    rss_mb: float
    memory_locked: bool


class Renewing(msgspec.Struct, tag="renewing", tag_field="is", frozen=True):
    """It ends by its own will, to be replaced: "age" or "memory"."""

    why: str


class Broke(msgspec.Struct, tag="broke", tag_field="is", frozen=True):
    """A bug: type and place, no message. The process ends after it."""

    where: str


class Outcome(StrEnum):
    """How a search or a comparison ended."""

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


HallEvent = SomebodyNear | PersonLeft | FacilityChanged
"""What concerns everybody, whoever has the camera."""
SearchEnd = FaceMatched | FaceUnknown | FaceNeedsCard
EnrolmentEnd = EnrolmentTaken | EnrolmentFailed
Report = FaceSeen | CameraInspected
"""What is told of a session while it runs."""
SessionEvent = Report | SearchEnd | HolderCompared | EnrolmentEnd
"""What belongs to one camera session, whose number it carries. All but a report are its answer."""
Event = HallEvent | SessionEvent | HolderVector
Notice = Beat | Loaded | Missing | GallerySet | PolicySet | Health | Renewing | Broke | Decided
Message = Notice | Event
