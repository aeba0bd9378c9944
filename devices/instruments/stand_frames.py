"""Lines of height and weight stands that speak by themselves.

    SuperView HW-3030   W062.5H160.0 CR
    with escapes        ESC height ESC weight ESC BMI ZK, all in tenths without a point (cm, kg)
    Tanita WB-3000      {0,…,Hm,170.0,…,Wk,062.5,…,MI,21.6,… CR LF

None has a checksum. Where the stand tells a BMI it must be the one of height and weight: that is as good as one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from devices.decoding import Heard, Outcome, RefusalCode, Refused, decoded, quantity
from devices.evidence import Evidence, Fact
from devices.lines.frames import LineFramer
from devices.lines.profile import Frame

RESTS_ON = {
    "hw-3030": (Fact("line and 9600 baud", Evidence.ONE, "a published program for the HW-3030"),),
    "escapes": (
        Fact("order and tenths of the fields", Evidence.ONE, "a published program for several stands"),
        Fact("an escape before each field, ZK at the end", Evidence.MEMORY, "the first line of a stand, on the bench"),
    ),
    "wb-3000": (
        Fact("keys and units", Evidence.ONE, "a published program for several stands"),
        Fact("CR LF at the end", Evidence.MEMORY, "the first line of a stand, on the bench"),
    ),
}

BMI_WITHIN = 0.15
"""kg/m²: all three are rounded to a tenth, the BMI perhaps cut off."""

_HW3030 = re.compile(rb"W(?P<weight>\d{3}\.\d)H(?P<height>\d{3}\.\d) ?")
_ESCAPES = re.compile(rb"\x1b(?P<height>\d{3,4})\x1b(?P<weight>\d{3,4})\x1b(?P<bmi>\d{3})")
_NUMBER = re.compile(rb"\d{1,3}(?:\.\d{1,2})?")


def hw3030(line: bytes) -> Outcome:
    """A line of the HW-3030 without its CR."""
    match = _HW3030.fullmatch(line)
    if match is None:
        return Refused(RefusalCode.UNREADABLE)
    return _settled(float(match["weight"]), float(match["height"]), None)


def escapes(line: bytes) -> Outcome:
    """A line with escapes, without its ZK."""
    match = _ESCAPES.fullmatch(line)
    if match is None:
        return Refused(RefusalCode.UNREADABLE)
    return _settled(int(match["weight"]) / 10, int(match["height"]) / 10, int(match["bmi"]) / 10)


def wb3000(line: bytes) -> Outcome:
    """A line of the WB-3000. One in feet or pounds is refused, not reckoned."""
    if not line.startswith(b"{0,"):
        return Refused(RefusalCode.UNREADABLE)
    fields = line.split(b",")
    found: dict[bytes, float] = {}
    for key, value in pairwise(fields):
        if key in (b"Hm", b"Wk", b"MI"):
            if key in found or _NUMBER.fullmatch(value) is None:
                return Refused(RefusalCode.UNREADABLE)
            found[key] = float(value)
    if b"Wk" not in found:
        return Refused(RefusalCode.UNREADABLE)
    return _settled(found[b"Wk"], found.get(b"Hm"), found.get(b"MI"))


class StandStream:
    """The lines of a stand.

    Args:
        decode: How its lines are read.
        end: What a line ends with, in hexadecimal digits.
        start: What it begins with.
    """

    def __init__(self, decode: Callable[[bytes], Outcome], end: str, start: str = "") -> None:
        self._decode = decode
        self._framer = LineFramer(Frame(way="lines", start=start, end=end, longest=256))

    @property
    def rejected(self) -> int:
        """Pieces that made no line."""
        return self._framer.rejected

    def feed(self, data: bytes, at_s: float) -> list[Heard]:
        """Lines completed by these bytes. `at_s`: now, monotonic seconds."""
        lines = (framed.data.lstrip(b"\n") for framed in self._framer.feed(data, at_s))
        return [Heard(line, self._decode(line)) for line in lines if line]


def _settled(weight: float, height: float | None, bmi: float | None) -> Outcome:
    held = [quantity("weight", weight, "kg")]
    if height is not None:
        held.append(quantity("height", height, "cm"))
    found = decoded(held)
    if bmi and height and not isinstance(found, Refused) and abs(weight / (height / 100) ** 2 - bmi) > BMI_WITHIN:
        return Refused(RefusalCode.CONTRADICTING)
    return found
