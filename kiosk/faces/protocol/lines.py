"""The wire between the kiosk and the vision process: one JSON object a line, either way. Pure.

The kiosk sends commands. A gallery is sent as `gallery-begin`, any number of `rows`, `gallery-end`, and is in force
with its last; `rows` by themselves are added to what is there. Rows marked `compare_only` are compared one to one and
never searched. The vision process sends messages (`kiosk.faces.protocol.messages`).

Vectors travel as base64 of little-endian float32. A line that does not fit raises MessageError and nothing else.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import numpy as np

from kiosk.faces.engines.engine import Matrix, Vector
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
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.faces.protocol.messages import (
    Beat,
    Broke,
    CameraFigures,
    CameraInspected,
    Decided,
    EnrolmentFailed,
    EnrolmentFault,
    EnrolmentTaken,
    Event,
    GallerySet,
    Health,
    HolderVector,
    Loaded,
    Message,
    Missing,
    Notice,
    PolicySet,
    Renewing,
    Sample,
)
from kiosk.facilities import Facility, FacilityChanged

ROWS_A_LINE = 256

Command = dict[str, Any]


class MessageError(ValueError):
    """A line that is no message. Carries no part of it."""


# --- from the kiosk -----------------------------------------------------------------------------------------------
def encode_command(do: str, **fields: Any) -> bytes:
    """One command line."""
    return json.dumps({"do": do, **fields}, separators=(",", ":")).encode() + b"\n"


def encode_rows(
    engine: str, version: str, resident_ids: Sequence[str], matrix: Matrix, *, compare_only: bool = False
) -> bytes:
    """Rows of one engine and version, (people, length), as a command line."""
    rows = base64.b64encode(np.ascontiguousarray(matrix, "<f4").tobytes()).decode()
    kind = {"compare_only": True} if compare_only else {}
    return encode_command("rows", engine=engine, version=version, ids=list(resident_ids), rows=rows, **kind)


def decode_command(line: bytes) -> Command:
    """A command line. Raises MessageError."""
    try:
        command = json.loads(line)
    except (ValueError, RecursionError):
        raise MessageError("a line that is no command") from None
    if not isinstance(command, dict) or not isinstance(command.get("do"), str):
        raise MessageError("a line that is no command")
    return command


def decode_rows(command: Command) -> list[GalleryEntry]:
    """The rows of a `rows` command. Raises MessageError."""
    try:
        engine, version, ids = str(command["engine"]), str(command["version"]), list(command["ids"])
        flat = np.frombuffer(base64.b64decode(command["rows"], validate=True), "<f4").astype(np.float32)
        matrix = flat.reshape(len(ids), -1) if ids else np.empty((0, 0), np.float32)
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise MessageError("rows that cannot be read") from None
    return [GalleryEntry(str(who), engine, version, row) for who, row in zip(ids, matrix, strict=True)]


# --- from the vision process --------------------------------------------------------------------------------------
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
    works: bool = False
    fault: str | None = None
    samples: tuple[_Sample, ...] = ()
    figures: CameraFigures | None = None


_Line = Beat | Loaded | Missing | GallerySet | PolicySet | Health | Renewing | Broke | Decided | _Event
_decoder: msgspec.json.Decoder[_Line] = msgspec.json.Decoder(_Line)


def encode_notice(notice: Notice) -> bytes:
    """One line about the process itself."""
    return msgspec.json.encode(notice) + b"\n"


def encode_event(event: Event) -> bytes:
    """One event as a line."""
    return msgspec.json.encode(_line(event)) + b"\n"


def decode_line(line: bytes) -> Message:
    """A line of the vision process. Raises MessageError."""
    try:
        said = _decoder.decode(line)
        return _event(said) if isinstance(said, _Event) else said
    except (msgspec.DecodeError, ValueError, KeyError, RecursionError):
        raise MessageError("a line that is no message") from None


def _line(event: Event) -> _Event:
    match event:
        case SomebodyNear():
            return _Event("near")
        case PersonLeft():
            return _Event("left")
        case FaceSeen():
            c = event.checks
            marks = None if c is None else (c.near, c.lit, c.straight)
            return _Event("seen", event.session, hint=event.hint.value, progress=event.progress, checks=marks)
        case CameraInspected():
            return _Event("inspected", event.session, figures=event.figures)
        case FaceMatched():
            return _Event("matched", event.session, resident_id=event.resident_id, score=event.score, sure=event.sure)
        case FaceUnknown():
            return _Event("unknown", event.session)
        case FaceNeedsCard():
            return _Event("needs-card", event.session, why=event.why.value)
        case HolderCompared():
            return _Event("compared", event.session, why=event.likeness.value)
        case FacilityChanged():
            return _Event("camera", works=event.works, fault=event.fault)
        case EnrolmentTaken():
            return _Event("taken", event.session, samples=_packed(event.samples))
        case EnrolmentFailed():
            return _Event("not-taken", event.session, why=event.reason.value)
        case HolderVector():
            return _Event("holder", resident_id=event.resident_id, samples=_packed(event.samples))


def _event(said: _Event) -> Event:
    match said.name:
        case "near":
            return SomebodyNear()
        case "left":
            return PersonLeft()
        case "seen":
            checks = None if said.checks is None else FaceChecks(*said.checks)
            return FaceSeen(said.session, FaceHint(said.hint), said.progress, checks)
        case "inspected" if said.figures is not None:
            return CameraInspected(said.session, said.figures)
        case "matched":
            return FaceMatched(said.session, said.resident_id, said.score, said.sure)
        case "unknown":
            return FaceUnknown(said.session)
        case "needs-card":
            return FaceNeedsCard(said.session, CardNeeded(said.why))
        case "compared":
            return HolderCompared(said.session, Likeness(said.why))
        case "camera":
            return FacilityChanged(Facility.CAMERA, said.works, said.fault)
        case "taken":
            return EnrolmentTaken(said.session, _unpacked(said.samples))
        case "not-taken":
            return EnrolmentFailed(said.session, EnrolmentFault(said.why))
        case "holder":
            return HolderVector(said.resident_id, _unpacked(said.samples))
    raise KeyError(said.name)


def _packed(samples: Iterable[Sample]) -> tuple[_Sample, ...]:
    return tuple(_Sample(s.engine, s.version, s.vector.astype("<f4").tobytes(), s.quality) for s in samples)


def _unpacked(samples: Iterable[_Sample]) -> tuple[Sample, ...]:
    return tuple(Sample(s.engine, s.version, _vector(s.vector), s.quality) for s in samples)


def _vector(data: bytes) -> Vector:
    return np.frombuffer(data, "<f4").astype(np.float32)
