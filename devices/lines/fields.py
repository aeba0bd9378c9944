"""The numbers of one frame, by a profile. Nothing is guessed: a number is one to the letter, or there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from devices.events import Quantity
from devices.lines.checksums import Span, span
from devices.lines.profile import Field, Profile, octets
from devices.metrics import conversion, known

UNREADABLE, OUT_OF_LIMITS = "unreadable", "out-of-limits"

_NUMBER = re.compile(r"([+-]?) *([0-9]{1,12}(?:\.[0-9]{1,6})?) *([A-Za-z/%]*)")
_DIGITS = 6
"""Behind the point a value keeps so many: a scale of 0.1 makes no 0.30000000000000004."""


@dataclass(frozen=True, slots=True, repr=False)
class Values:
    """What a frame says: a value for each field, in the order of the profile and in the metric's unit."""

    quantities: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Refusal:
    """Why a frame that was meant as a measurement has no values: UNREADABLE or OUT_OF_LIMITS."""

    code: str


def decode(profile: Profile, data: bytes) -> Values | Refusal | None:
    """The values of a whole frame; None when it is no measurement: its marker is missing, nobody is on the device, or
    it lacks the places where the numbers stand.
    """
    if not has_marker(profile, data):
        return None
    found = []
    pieces = pieces_of(profile, data)
    if any(each is None for each in pieces):
        return None
    for index, (field, text) in enumerate(zip(profile.field, pieces, strict=True)):
        assert text is not None
        value = number(field, data[text[0] : text[1]])
        if value is None:
            return Refusal(UNREADABLE)
        value = converted(field, value)
        if index == 0 and value < profile.steady.idle_below:
            return None
        found.append((field, value))
    if any(not low <= value <= high for field, value in found for low, high in (limits(field),)):
        return Refusal(OUT_OF_LIMITS)
    return Values(tuple(Quantity(field.metric, value, known()[field.metric].unit) for field, value in found))


def has_marker(profile: Profile, data: bytes) -> bool:
    """Whether the frame is of a finished measurement."""
    marker = octets(profile.steady.marker)
    return data[profile.steady.marker_at :].startswith(marker)


def is_idle(profile: Profile, data: bytes) -> bool:
    """Whether the frame says that nobody is on the device."""
    place = pieces_of(profile, data)[0]
    value = None if place is None else number(profile.field[0], data[place[0] : place[1]])
    return value is not None and converted(profile.field[0], value) < profile.steady.idle_below


def pieces_of(profile: Profile, data: bytes) -> list[tuple[int, int] | None]:
    """Where each field of the profile stands in a frame; columns end before the checksum."""
    where = _summed(profile, data)
    return [piece(field, data[: where.last] if where is not None else data) for field in profile.field]


def _summed(profile: Profile, data: bytes) -> Span | None:
    check = profile.checksum
    if check.kind == "none":
        return None
    return span(len(data), check.kind, first=check.first, gap=check.gap, tail=check.tail, text=check.text)


def piece(field: Field, data: bytes) -> tuple[int, int] | None:
    """From where to where the field stands in the frame; None when the frame does not reach so far."""
    if field.way == "column":
        columns = _columns(data, field.separator)
        return columns[field.column - 1] if field.column <= len(columns) else None
    end = field.at + field.length
    return (field.at, end) if end <= len(data) else None


def _columns(data: bytes, separator: str) -> list[tuple[int, int]]:
    """Where the columns of a line stand. A blank as separator takes runs of blanks as one, and none at the ends."""
    if separator == " ":
        return [match.span() for match in re.finditer(rb"[^ ]+", data)]
    apart, found, begin = separator.encode("utf-8"), [], 0
    while (end := data.find(apart, begin)) >= 0:
        found.append((begin, end))
        begin = end + len(apart)
    return [*found, (begin, len(data))]


def number(field: Field, data: bytes) -> float | None:
    """The bare number in a field's bytes, before scale and unit; None when there is none."""
    if field.way != "bytes" or field.number == "ascii":
        return _text(field, data)
    if field.number == "bcd":
        digits = (data if field.endian == "big" else data[::-1]).hex()
        return float(digits) if digits.isdigit() else None
    return float(int.from_bytes(data, field.endian, signed=field.number == "signed"))


def _text(field: Field, data: bytes) -> float | None:
    try:
        match = _NUMBER.fullmatch(data.decode("ascii").strip(" "))
    except UnicodeDecodeError:
        return None
    if match is None or match[3] != field.follows:
        return None
    return float(match[1] + match[2])


def converted(field: Field, value: float) -> float:
    """A bare number as a value in the metric's unit."""
    factor, addend = conversion(field.unit, field.metric) or (1.0, 0.0)
    return round((value * field.scale + field.offset) * factor + addend, _DIGITS)


def limits(field: Field) -> tuple[float, float]:
    """Both inclusive, in the metric's unit."""
    low, high = known()[field.metric].hard
    return max(low, field.least), min(high, field.most)


def without_the_rest(profile: Profile, data: bytes) -> bytes:
    """The frame as it may be kept: what the profile does not read is overwritten, for it may name a person.

    Letters and digits become "0", other bytes of a text stay as they are, and unread bytes of a binary frame become 00.
    The start, marker, length, checksum and fields stay.
    """
    read = {at for begin, end in _read(profile, data) for at in range(begin, end)}
    text = profile.frame.way == "lines"
    return bytes(byte if at in read else _nobody(byte, text=text) for at, byte in enumerate(data))


def _read(profile: Profile, data: bytes) -> list[tuple[int, int]]:
    """From where to where a profile reads something in a frame."""
    frame, steady = profile.frame, profile.steady
    found = [(0, len(octets(frame.start))), (steady.marker_at, steady.marker_at + len(octets(steady.marker)))]
    found += [place for place in pieces_of(profile, data) if place is not None]
    if frame.way == "counted":
        found.append((frame.count_at, frame.count_at + frame.count_bytes))
    where = _summed(profile, data)
    return [*found, (where.at, where.end)] if where is not None else found


def _nobody(byte: int, *, text: bool) -> int:
    if not text:
        return 0
    return byte if 0x20 <= byte < 0x7F and not chr(byte).isalnum() else ord("0")
