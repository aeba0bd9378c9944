"""Records of the Omron HBP-9030 / HBP-9031 monitor, output item 32, format 5.

Fifty-three bytes and CR LF, every field at its fixed place:

    YYYY,MM,DD,HH,mm,ID(20),error(1),SYS(3),DIA(3),PR(3),movement(1)

Field widths from one published description that quotes the instruction manual (page 20), field places from a second
program. With an error other than 0 the three numbers are blank. The format has no checksum: a digit that turns into
another digit on the wire cannot be told. Therefore nothing is repaired or searched for inside a line; a line is a
record to the byte, or it is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from devices.evidence import Evidence, Fact

RESTS_ON = (
    Fact("places of the fields", Evidence.SEVERAL, "leon80148/BP_checker, quoting the manual; a second program"),
    Fact("widths of the fields", Evidence.ONE, "leon80148/BP_checker, quoting the manual, page 20"),
)

RECORD_LENGTH = 53
ID_AT, ID_LENGTH = 17, 20
LONGEST_LINE = 256
"""More bytes than this without a line end are noise."""
CUT_AFTER_S = 1.0
"""A record comes in one go: the beginning of a line that is this old is never continued."""

_RECORD = re.compile(
    rb"(?P<year>\d{4}),(?P<month>\d\d),(?P<day>\d\d),(?P<hour>\d\d),(?P<minute>\d\d),"
    rb"[\x20-\x2b\x2d-\x7e]{20},"
    rb"(?P<error>\d),(?P<sys>\d{3}|   ),(?P<dia>\d{3}|   ),(?P<pulse>\d{3}|   ),(?P<movement>\d)"
)
_PRINTED = re.compile(rb"[^,\r\n]")


@dataclass(frozen=True, slots=True, repr=False)
class Record:
    """One record. The identification is in none of its fields, and is twenty zeros in `raw`.

    Attributes:
        error: The monitor's error digit, 0 for none.
        sys, dia: mmHg; None with an error.
        pulse: Per minute; None with an error.
        movement: The monitor's count of movements, 0 for none.
        taken: The monitor's clock, local time, whole minutes.
    """

    taken: datetime
    error: int
    sys: int | None
    dia: int | None
    pulse: int | None
    movement: int
    raw: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Unreadable:
    """A line that began like a record and is none. `shape` is the line with every character but commas made "0"."""

    shape: bytes


def parse_record(line: bytes) -> Record | None:
    """The record in a line without its CR LF, None when the line is not one to the byte."""
    match = _RECORD.fullmatch(line)
    if match is None:
        return None
    year, month, day, hour, minute = (int(match[name]) for name in ("year", "month", "day", "hour", "minute"))
    try:
        taken = datetime(year, month, day, hour, minute)  # naive: the monitor's clock has no zone
    except ValueError:
        return None
    error = int(match["error"])
    numbers = [match[name].decode() for name in ("sys", "dia", "pulse")]
    blank = [not n.strip() for n in numbers]
    if any(blank) and not (all(blank) and error):
        return None
    sys, dia, pulse = (None if error else int(n) for n in numbers)
    raw = line[:ID_AT] + b"0" * ID_LENGTH + line[ID_AT + ID_LENGTH :] + b"\r\n"
    return Record(taken, error, sys, dia, pulse, int(match["movement"]), raw)


class RecordFramer:
    """Cuts the monitor's stream into lines and judges each.

    Attributes:
        rejected: Lines and pieces of lines thrown away since the framer was made.
    """

    def __init__(self) -> None:
        self._line = b""
        self._line_at_s = 0.0
        self._overlong = False
        self.rejected = 0

    def feed(self, data: bytes, at_s: float) -> list[Record | Unreadable]:
        """Records completed by these bytes, and lines that should have been one. `at_s`: now, monotonic seconds."""
        found = self.expire(at_s)
        *ends, rest = (self._line + data).split(b"\n")
        for line in ends:
            if self._overlong:
                self._overlong = False
                continue
            found += self._judge(line)
        if len(rest) > LONGEST_LINE or (self._overlong and rest):
            if not self._overlong:
                self.rejected += 1
            self._overlong, rest = True, b""
        if rest and data:
            self._line_at_s = at_s
        self._line = rest
        return found

    def expire(self, at_s: float) -> list[Record | Unreadable]:
        """Give up the beginning of a line when nothing followed it."""
        if not self._line or at_s - self._line_at_s < CUT_AFTER_S:
            return []
        line, self._line = self._line, b""
        self.rejected += 1
        return _mourn(line)

    def _judge(self, line: bytes) -> list[Record | Unreadable]:
        if not line.strip():
            return []
        record = parse_record(line[:-1]) if line.endswith(b"\r") else None
        if record is not None:
            return [record]
        self.rejected += 1
        return _mourn(line)


def _mourn(line: bytes) -> list[Record | Unreadable]:
    """Somebody's measurement was in a line that got as far as the error field; less is line noise."""
    if line.count(b",") < 6:
        return []
    return [Unreadable(_PRINTED.sub(b"0", line[:LONGEST_LINE]))]
