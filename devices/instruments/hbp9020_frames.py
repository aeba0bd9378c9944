"""Records of the Omron HBP-9020 arm-in monitor in output mode 5, function F3.

    bp,ID(20),YYYY/MM/DD,HH:MM,SYS(3),MAP(3),DIA(3),PUL(3),movement(1) CR

A LF may follow. There is no checksum: a line is a record to the byte from its "bp," on, or it is none. What stands
before the "bp," is what the port heard when it was plugged in or switched on.
"""

from __future__ import annotations

import re
from datetime import datetime

from devices.decoding import MOVEMENT, Heard, Outcome, RefusalCode, Refused, decoded, pressure, quantity
from devices.evidence import Evidence, Fact
from devices.lines.frames import LineFramer
from devices.lines.profile import Frame

RESTS_ON = (
    Fact("places and widths of the fields, CR", Evidence.SEVERAL, "two published programs with one example each"),
    Fact("the last digit counts movements", Evidence.ONE, "a published program; a second one leaves it unread"),
    Fact("numbers of 000 stand for an error", Evidence.MEMORY, "a measurement that is broken off"),
    Fact("2400 baud, even parity, one stop bit", Evidence.ONE, "a comment; it names two stop bits as well"),
)

ID_AT, ID_LENGTH = 3, 20
_RECORD = re.compile(
    rb"bp,[\x20-\x2b\x2d-\x7e]{20},(?P<date>\d{4}/\d\d/\d\d),(?P<time>\d\d:\d\d),"
    rb"(?P<sys>\d{3}|   ),(?P<map>\d{3}|   ),(?P<dia>\d{3}|   ),(?P<pulse>\d{3}|   ),(?P<movement>\d)"
)
_PRINTED = re.compile(rb"[^,]")
_COMMAS = 8


def decode(record: bytes) -> Outcome:
    """The measurement of a record without its CR."""
    match = _RECORD.fullmatch(record)
    if match is None:
        return Refused(RefusalCode.UNREADABLE)
    try:
        taken = datetime.strptime(f"{match['date'].decode()} {match['time'].decode()}", "%Y/%m/%d %H:%M")
    except ValueError:
        return Refused(RefusalCode.UNREADABLE)
    sys, mean, dia, pulse = (int(match[name].strip() or b"0") for name in ("sys", "map", "dia", "pulse"))
    if not sys and not dia:
        return Refused(RefusalCode.DEVICE_ERROR)
    pair = pressure(sys, dia, mean=mean or None)
    if isinstance(pair, Refused):
        return pair
    moved = match["movement"] != b"0"
    held = (*pair, quantity("pulse", pulse, "/min"))
    return decoded(held, doubtful=moved, device_time=taken, flags=(MOVEMENT,) if moved else ())


class Hbp9020Stream:
    """The records of a monitor's line. The identification is twenty zeros in everything it gives.

    Attributes:
        rejected: Lines thrown away since the stream was made.
    """

    def __init__(self) -> None:
        self._framer = LineFramer(Frame(way="lines", end="0D", longest=128))
        self._noise = 0

    @property
    def rejected(self) -> int:
        """Lines and pieces that were no record."""
        return self._framer.rejected + self._noise

    def feed(self, data: bytes, at_s: float) -> list[Heard]:
        """Records completed by these bytes, and lines that should have been one. `at_s`: now, monotonic seconds."""
        found = []
        for framed in self._framer.feed(data, at_s):
            line = framed.data.lstrip(b"\n")
            record = line[max(line.rfind(b"bp,"), 0) :]
            outcome = decode(record)
            if not isinstance(outcome, Refused) or outcome.code is not RefusalCode.UNREADABLE:
                found.append(Heard(_masked(record), outcome))
            elif line:
                self._noise += 1
                if record.count(b",") >= _COMMAS - 2:
                    found.append(Heard(_PRINTED.sub(b"0", record), outcome))
        return found


def _masked(record: bytes) -> bytes:
    return record[:ID_AT] + b"0" * ID_LENGTH + record[ID_AT + ID_LENGTH :] + b"\r"
