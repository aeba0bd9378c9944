"""The bytes of instruments in tests/devices/instrument-frames.toml, for every test that needs them."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

import msgspec

FILE = Path(__file__).resolve().parents[1] / "devices" / "instrument-frames.toml"
REPORTED_BUGS = range(1, 40)


class Frame(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One frame: its bytes, and what must become of them: values by metric, or the code of a refusal."""

    name: str
    decoder: str
    source: str
    hex: str = ""
    text: str = ""
    rows: tuple[int, ...] = ()
    expect: dict[str, float] = {}
    refused: str = ""
    flags: tuple[str, ...] = ()
    doubtful: bool = False
    taken: datetime | None = None

    @property
    def data(self) -> bytes:
        return bytes.fromhex(self.hex) or self.text.encode("latin-1")


class Clock(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A block that holds a device's clock, or none."""

    name: str
    hex: str
    swapped: bool
    source: str
    rows: tuple[int, ...] = ()
    taken: datetime | None = None


class Command(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is written to a device."""

    what: str
    hex: str
    source: str


class Situation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A reported bug that is no bytes; `test` is the name of the test it becomes."""

    rows: tuple[int, ...]
    what: str
    source: str
    test: str
    hex: str = ""


class FrameFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    frame: tuple[Frame, ...]
    clock: tuple[Clock, ...]
    command: tuple[Command, ...]
    situation: tuple[Situation, ...]


@cache
def frame_file() -> FrameFile:
    return msgspec.toml.decode(FILE.read_bytes(), type=FrameFile)


def frames_of(*decoders: str) -> list[Frame]:
    """All frames, or those of some decoders."""
    return [frame for frame in frame_file().frame if not decoders or frame.decoder in decoders]
