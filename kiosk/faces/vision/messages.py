"""What the vision process says to the kiosk: one JSON object a line. Pure.

Vectors travel as base64 of little-endian float32. A line that does not fit raises MessageError and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import numpy as np

from kiosk.faces.engines.engine import Vector
from kiosk.faces.events import (
    CardNeeded,
    FaceChecks,
    FaceHint,
    FaceMatched,
    FaceNeedsCard,
    FaceSeen,
    FaceUnknown,
    HolderCompared,
    Likeness,
    PersonLeft,
    SomebodyNear,
)
from kiosk.faces.matching.policy import Policy
from kiosk.faces.vision.reports import (
    Decided,
    EnrolmentFailed,
    EnrolmentFault,
    EnrolmentTaken,
    HolderVector,
    Sample,
)
from kiosk.facilities import Facility, FacilityChanged

VisionEvent = (
    SomebodyNear | PersonLeft | FaceSeen | FaceMatched | FaceUnknown | FaceNeedsCard | HolderCompared | FacilityChanged
)


class MessageError(ValueError):
    """A line that is no message. Carries no part of it."""


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


class _Sample(msgspec.Struct, frozen=True, array_like=True):
    engine: str
    version: str
    vector: bytes
    quality: float


class _Event(msgspec.Struct, tag="event", tag_field="is", frozen=True, omit_defaults=True):
    name: str
    session: int = 0
    hint: str = ""
    progress: float = 0.0
    checks: tuple[bool, bool, bool] | None = None
    resident_id: str = ""
    score: float = 0.0
    sure: bool = True
    why: str = ""
    visit_id: str = ""
    works: bool = False
    fault: str | None = None
    samples: tuple[_Sample, ...] = ()


Notice = Beat | Loaded | Missing | GallerySet | PolicySet | Health | Renewing | Broke | Decided
Report = EnrolmentTaken | EnrolmentFailed | HolderVector
Message = Notice | VisionEvent | Report
_Line = Beat | Loaded | Missing | GallerySet | PolicySet | Health | Renewing | Broke | Decided | _Event
_decoder: msgspec.json.Decoder[_Line] = msgspec.json.Decoder(_Line)


def encode_notice(notice: Notice) -> bytes:
    """One line of the vision process."""
    return msgspec.json.encode(notice) + b"\n"


def encode_event(event: VisionEvent | Report) -> bytes:
    """One event or report as a line of the vision process."""
    return msgspec.json.encode(_line(event)) + b"\n"


def _line(event: VisionEvent | Report) -> _Event:
    match event:
        case SomebodyNear():
            return _Event("near")
        case PersonLeft():
            return _Event("left")
        case FaceSeen():
            c = event.checks
            marks = None if c is None else (c.near, c.lit, c.straight)
            return _Event("seen", event.session, hint=event.hint.value, progress=event.progress, checks=marks)
        case FaceMatched():
            return _Event("matched", event.session, resident_id=event.resident_id, score=event.score, sure=event.sure)
        case FaceUnknown():
            return _Event("unknown", event.session)
        case FaceNeedsCard():
            return _Event("needs-card", event.session, why=event.why.value)
        case HolderCompared():
            return _Event("compared", visit_id=event.visit_id, why=event.likeness.value)
        case FacilityChanged():
            return _Event("camera", works=event.works, fault=event.fault)
        case EnrolmentTaken():
            return _Event("taken", event.session, samples=_packed(event.samples))
        case EnrolmentFailed():
            return _Event("not-taken", event.session, why=event.reason.value)
        case HolderVector():
            samples = _packed(event.samples)
            return _Event("holder", visit_id=event.visit_id, resident_id=event.resident_id, samples=samples)


def decode_line(line: bytes) -> Message:
    """A line of the vision process. Raises MessageError."""
    try:
        said = _decoder.decode(line)
        return _event(said) if isinstance(said, _Event) else said
    except (msgspec.DecodeError, ValueError, KeyError, RecursionError):
        raise MessageError("a line that is no message") from None


def _event(said: _Event) -> VisionEvent | Report:
    match said.name:
        case "near":
            return SomebodyNear()
        case "left":
            return PersonLeft()
        case "seen":
            checks = None if said.checks is None else FaceChecks(*said.checks)
            return FaceSeen(said.session, FaceHint(said.hint), said.progress, checks)
        case "matched":
            return FaceMatched(said.session, said.resident_id, said.score, said.sure)
        case "unknown":
            return FaceUnknown(said.session)
        case "needs-card":
            return FaceNeedsCard(said.session, CardNeeded(said.why))
        case "compared":
            return HolderCompared(said.visit_id, Likeness(said.why))
        case "camera":
            return FacilityChanged(Facility.CAMERA, said.works, said.fault)
        case "taken":
            return EnrolmentTaken(said.session, _unpacked(said.samples))
        case "not-taken":
            return EnrolmentFailed(said.session, EnrolmentFault(said.why))
        case "holder":
            return HolderVector(said.visit_id, said.resident_id, _unpacked(said.samples))
    raise KeyError(said.name)


def _packed(samples: Iterable[Sample]) -> tuple[_Sample, ...]:
    return tuple(_Sample(s.engine, s.version, s.vector.astype("<f4").tobytes(), s.quality) for s in samples)


def _unpacked(samples: Iterable[_Sample]) -> tuple[Sample, ...]:
    return tuple(Sample(s.engine, s.version, _vector(s.vector), s.quality) for s in samples)


def _vector(data: bytes) -> Vector:
    return np.frombuffer(data, "<f4").astype(np.float32)
