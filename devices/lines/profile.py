"""The profile of a device that speaks by itself on a serial line: what a technician learnt about it, as a TOML file.

A profile says how the line is set, where a frame begins and ends, how it proves itself, and where its numbers stand.
The format, key by key with examples, is in `docs/line-profiles.md`.
"""

from __future__ import annotations

import tomllib
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from devices.errors import DeviceNotAvailable
from devices.lines.checksums import Sum
from devices.wires import SerialLine
from resources.learnt import learn

LONGEST_FRAME = 512
FARTHEST = 1e6
"""A limit as good as none: the metric's own are always narrower."""
LARGEST_FILE = 1 << 16

Hex = Annotated[str, Meta(pattern=r"^(?:[0-9A-Fa-f]{2}(?: ?[0-9A-Fa-f]{2}){0,63})?\Z", extra={"allowed": "hex-bytes"})]
Title = Annotated[str, Meta(min_length=1, max_length=60)]
Place = Annotated[int, Meta(ge=0, le=LONGEST_FRAME)]
Size = Annotated[int, Meta(ge=0, le=LONGEST_FRAME)]
Endian = Literal["big", "little"]
Limit = Annotated[float, Meta(ge=-FARTHEST, le=FARTHEST)]


class Line(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the line is set."""

    baudrate: Literal[1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200] = 9600
    parity: Literal["N", "E", "O"] = "N"
    bytesize: Literal[7, 8] = 8
    stopbits: Literal[1, 2] = 1

    @property
    def settings(self) -> SerialLine:
        """For `devices.wires.Wire`."""
        return SerialLine(self.baudrate, self.parity, self.stopbits, self.bytesize)


class Frame(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a frame begins and ends.

    Attributes:
        way: "lines" end with `end`; "fixed" begin with `start` and have `length` bytes; "counted" begin with `start`
            and say their length themselves.
        start: What a frame begins with; of lines it may be empty. All places count from its first byte.
        end: Of lines; not part of the frame.
        length: Of "fixed", all bytes.
        count_at, count_bytes, count_endian: Where a "counted" frame says its length.
        count_plus: What the length of the whole frame is more than that number.
        longest: More bytes than this are noise.
    """

    way: Literal["lines", "fixed", "counted"] = "lines"
    start: Hex = ""
    end: Hex = "0D0A"
    length: Size = 0
    count_at: Place = 0
    count_bytes: Literal[1, 2] = 1
    count_endian: Endian = "big"
    count_plus: Annotated[int, Meta(ge=0, le=64)] = 0
    longest: Annotated[int, Meta(ge=2, le=LONGEST_FRAME)] = 256


class Checksum(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a frame proves itself.

    Attributes:
        first: The first byte that is summed.
        gap: Bytes between the last one summed and the checksum, such as the "*" of NMEA.
        tail: Bytes behind the checksum.
        text: The checksum is written in hexadecimal digits.
    """

    kind: Sum = "none"
    first: Place = 0
    gap: Annotated[int, Meta(ge=0, le=8)] = 0
    tail: Annotated[int, Meta(ge=0, le=8)] = 0
    endian: Endian = "big"
    text: bool = False


class Field(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One number of a frame.

    Attributes:
        metric: What it is, a name of `resources/codes/metrics.toml`.
        way: In a "column" between separators, in "characters" of a text, or in "bytes".
        column: Counted from 1.
        separator: One character; a blank takes runs of blanks as one.
        at, length: Of characters and bytes; `at` counts from 0.
        follows: The letters that must stand behind the number in its column or characters, such as "kg": a scale
            switched to pounds is then refused instead of misread.
        number: Of bytes: how they make a number.
        unit: UCUM, of `number * scale + offset`; converted to the metric's.
        least, most: In the metric's unit; outside them there is no value. Never wider than the metric's own limits.
    """

    metric: Annotated[str, Meta(min_length=1, max_length=32)]
    way: Literal["column", "characters", "bytes"]
    unit: Annotated[str, Meta(min_length=1, max_length=16)]
    column: Annotated[int, Meta(ge=1, le=64)] = 1
    separator: Annotated[str, Meta(min_length=1, max_length=1)] = ","
    at: Place = 0
    length: Annotated[int, Meta(ge=0, le=16)] = 0
    follows: Annotated[str, Meta(max_length=8)] = ""
    number: Literal["unsigned", "signed", "bcd", "ascii"] = "unsigned"
    endian: Endian = "big"
    scale: Limit = 1.0
    offset: Limit = 0.0
    least: Limit = -FARTHEST
    most: Limit = FARTHEST


class Steady(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which frames are a measurement, for devices that send without end.

    Attributes:
        marker, marker_at: What a frame of a finished measurement holds; frames without it are passed over.
        frames: So many in a row must agree.
        within: How far values may lie apart and still agree, in the metric's unit.
        idle_below: Below this the first value means that nobody is there; above it the next measurement begins.
    """

    marker: Hex = ""
    marker_at: Place = 0
    frames: Annotated[int, Meta(ge=1, le=50)] = 1
    within: Annotated[float, Meta(ge=0, le=100)] = 0.0
    idle_below: Limit = -FARTHEST


class Poll(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the device must be asked with, and how often; empty where it speaks by itself."""

    send: Hex = ""
    every_s: Annotated[float, Meta(ge=0.1, le=60)] = 1.0


class Answer(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the device waits for: sent whenever `to` comes, or, where that is empty, after each good frame."""

    send: Hex = ""
    to: Hex = ""


Kind = Literal["blood-pressure", "scale", "thermometer"]


class Profile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A whole profile; `problems` of `line_checks` says what its types do not."""

    title: Title
    kind: Kind
    frame: Frame
    field: tuple[Field, ...]
    line: Line = Line()
    checksum: Checksum = Checksum()
    steady: Steady = Steady()
    poll: Poll = Poll()
    answer: Answer = Answer()


learn(Profile)


class ProfileNotUsable(DeviceNotAvailable):
    """The profile's file is missing, is no profile, or contradicts itself."""

    code = "line-profile"


def octets(text: str) -> bytes:
    """The bytes that stand in a profile as hexadecimal digits."""
    return bytes.fromhex(text)


def parsed(text: str) -> dict[str, Any]:
    """The tables of a TOML text. Raises ProfileNotUsable."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProfileNotUsable(f"no TOML: {type(error).__name__}") from None
