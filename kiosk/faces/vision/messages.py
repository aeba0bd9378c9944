"""What the kiosk and the vision process say to each other: one JSON object a line. Pure.

Vectors travel as base64 of little-endian float32. A line that does not fit raises MessageError and nothing else.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from typing import Any

import msgspec
import numpy as np

from kiosk.faces.engines.engine import Vector
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.visits.events import (
    FaceHint,
    FaceMatched,
    FaceSeen,
    FaceUnknown,
    Facility,
    FacilityChanged,
    PersonLeft,
    SomebodyNear,
)

VisionEvent = SomebodyNear | PersonLeft | FaceSeen | FaceMatched | FaceUnknown | FacilityChanged


class MessageError(ValueError):
    """A line that is no message. Carries no part of it."""


class Beat(msgspec.Struct, tag="beat", tag_field="is", frozen=True):
    """The vision process lives, and will speak again within so many seconds."""

    within_s: float


class Loaded(msgspec.Struct, tag="loaded", tag_field="is", frozen=True):
    """The face engine is ready, after so many seconds."""

    engine: str
    version: str
    seconds: float


class GallerySet(msgspec.Struct, tag="gallery", tag_field="is", frozen=True):
    """The gallery as the vision process holds it; `left_out` templates did not fit the engine."""

    templates: int
    people: int
    left_out: int


class Broke(msgspec.Struct, tag="broke", tag_field="is", frozen=True):
    """A bug: type and place, no message. The process ends after it."""

    where: str


class _Event(msgspec.Struct, tag="event", tag_field="is", frozen=True):
    name: str
    session: int = 0
    hint: str = ""
    progress: float = 0.0
    resident_id: str = ""
    score: float = 0.0
    works: bool = False
    fault: str | None = None


Notice = Beat | Loaded | GallerySet | Broke
_decoder: msgspec.json.Decoder[Beat | Loaded | GallerySet | Broke | _Event] = msgspec.json.Decoder(
    Beat | Loaded | GallerySet | Broke | _Event
)


def encode_notice(notice: Notice) -> bytes:
    """One line of the vision process."""
    return msgspec.json.encode(notice) + b"\n"


def encode_event(event: VisionEvent) -> bytes:
    """One event as a line of the vision process."""
    match event:
        case SomebodyNear():
            line = _Event("near")
        case PersonLeft():
            line = _Event("left")
        case FaceSeen():
            line = _Event("seen", event.session, hint=event.hint.value, progress=event.progress)
        case FaceMatched():
            line = _Event("matched", event.session, resident_id=event.resident_id, score=event.score)
        case FaceUnknown():
            line = _Event("unknown", event.session)
        case FacilityChanged():
            line = _Event("camera", works=event.works, fault=event.fault)
    return msgspec.json.encode(line) + b"\n"


def decode_line(line: bytes) -> Notice | VisionEvent:
    """A line of the vision process. Raises MessageError."""
    try:
        said = _decoder.decode(line)
        return _event(said) if isinstance(said, _Event) else said
    except (msgspec.DecodeError, ValueError, KeyError, RecursionError):
        raise MessageError("a line that is no message") from None


def _event(said: _Event) -> VisionEvent:
    match said.name:
        case "near":
            return SomebodyNear()
        case "left":
            return PersonLeft()
        case "seen":
            return FaceSeen(said.session, FaceHint(said.hint), said.progress)
        case "matched":
            return FaceMatched(said.session, said.resident_id, said.score)
        case "unknown":
            return FaceUnknown(said.session)
        case "camera":
            return FacilityChanged(Facility.CAMERA, said.works, said.fault)
    raise KeyError(said.name)


def encode_command(do: str, **fields: Any) -> bytes:
    """One command line for the vision process."""
    return json.dumps({"do": do, **fields}, separators=(",", ":")).encode() + b"\n"


def encode_entries(entries: Iterable[GalleryEntry]) -> list[list[str]]:
    """Templates as JSON can carry them."""
    return [
        [e.resident_id, e.engine, e.version, base64.b64encode(np.asarray(e.vector, "<f4").tobytes()).decode()]
        for e in entries
    ]


def decode_entries(rows: Any) -> list[GalleryEntry]:
    """The templates of a command. Raises MessageError."""
    try:
        return [GalleryEntry(str(a), str(b), str(c), _vector(d)) for a, b, c, d in rows]
    except (TypeError, ValueError, binascii.Error):
        raise MessageError("templates that cannot be read") from None


def _vector(text: str) -> Vector:
    return np.frombuffer(base64.b64decode(text, validate=True), "<f4").astype(np.float32)
