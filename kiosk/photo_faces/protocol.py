"""What the process that looks at photos is told and says: settings, then a photo at a time, an answer to each.

Told: four bytes length, big-endian, and so many bytes. Said: a line of JSON.
"""

from __future__ import annotations

import base64
from typing import BinaryIO

import msgspec

from kiosk.faces.engines.runtime import Runtime

LENGTH_BYTES = 4
LONGEST_TOLD = 8 << 20
LONGEST_SAID = 1 << 20


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which engines, the one that finds the face first, and what runs their networks."""

    engines: tuple[str, ...]
    runtime: Runtime


class Made(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One template; `vector` is little-endian float32 in base 64."""

    engine: str
    version: str
    vector: str
    quality: float | None = None

    @property
    def packed(self) -> bytes:
        """The vector's bytes. Raises ValueError."""
        return base64.b64decode(self.vector, validate=True)


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The answer to a photo, or to the settings.

    Attributes:
        refused: Why no template was made, a sentence; "" when one was.
        failed: The engines do not load: what is wrong.
    """

    made: tuple[Made, ...] = ()
    refused: str = ""
    failed: str = ""


_SAID = msgspec.json.Decoder(Said)
_TOLD = msgspec.json.Decoder(Told)


def framed(data: bytes) -> bytes:
    """Bytes with their length before them."""
    return len(data).to_bytes(LENGTH_BYTES, "big") + data


def next_frame(stream: BinaryIO) -> bytes | None:
    """The next bytes; None at the end, and for a length nobody sends."""
    head = stream.read(LENGTH_BYTES)
    length = int.from_bytes(head, "big")
    if len(head) < LENGTH_BYTES or length > LONGEST_TOLD:
        return None
    data = stream.read(length)
    return data if len(data) == length else None


def told_of(data: bytes) -> Told:
    """The settings. Raises msgspec.DecodeError."""
    return _TOLD.decode(data)


def said_of(line: bytes) -> Said:
    """An answer. Raises msgspec.DecodeError."""
    return _SAID.decode(line)


def encoded(message: Told | Said) -> bytes:
    """A message as it travels."""
    return msgspec.json.encode(message)
