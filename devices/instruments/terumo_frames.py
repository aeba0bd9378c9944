"""Records of Terumo's ES-P and BP-500 monitors.

    STX "R1," ID(9) "," YYMMDD "," hhmmss "," SYS "," MAP "," DIA "," PUL "," four fields of digits ETX BCC

How the BCC is reckoned is not published, and the one that is printed beside an example fits no usual rule: it is read
over. A record is one to the byte, or it is none.
"""

from __future__ import annotations

import re
from datetime import datetime

from devices.decoding import Heard, Outcome, RefusalCode, Refused, decoded, pressure, quantity
from devices.evidence import Evidence, Fact
from devices.instruments.envelopes import EnvelopeFramer

RESTS_ON = (
    Fact("places of the fields", Evidence.SEVERAL, "two published programs, one of them with an example"),
    Fact("widths of the fields", Evidence.ONE, "the example of a published program"),
    Fact("the check byte is read over", Evidence.MEMORY, "three records of a monitor: then its rule can be found"),
    Fact("9600 baud", Evidence.ONE, "a published program; it names 19200 as well"),
)

_RECORD = re.compile(
    rb"\x02(?P<head>R1,)(?P<id>[\x20-\x2b\x2d-\x7e]{9}),(?P<time>\d{6},\d{6}),"
    rb"(?P<sys>\d{3}),(?P<map>\d{3}),(?P<dia>\d{3}),(?P<pulse>\d{3})(?:,\d{3,5}){4}\x03[\x00-\xff]",
    re.DOTALL,
)
LONGEST = 96
_PRINTED = re.compile(rb"[^,\x02\x03]")


def decode(frame: bytes) -> Outcome:
    """The measurement of a record from its STX to its BCC."""
    match = _RECORD.fullmatch(frame)
    if match is None:
        return Refused(RefusalCode.UNREADABLE)
    try:
        taken = datetime.strptime(match["time"].decode(), "%y%m%d,%H%M%S")
    except ValueError:
        return Refused(RefusalCode.UNREADABLE)
    sys, mean, dia, pulse = (int(match[name]) for name in ("sys", "map", "dia", "pulse"))
    if not sys and not dia:
        return Refused(RefusalCode.DEVICE_ERROR)
    pair = pressure(sys, dia, mean=mean or None)
    if isinstance(pair, Refused):
        return pair
    return decoded((*pair, quantity("pulse", pulse, "/min")), device_time=taken)


class TerumoStream:
    """The records of a monitor's line. The identification is zeros in everything it gives."""

    def __init__(self) -> None:
        self._framer = EnvelopeFramer(b"\x02", LONGEST)
        self._broken = 0

    @property
    def rejected(self) -> int:
        """Pieces and frames that were no record."""
        return self._framer.rejected + self._broken

    def feed(self, data: bytes, at_s: float) -> list[Heard]:
        """Records completed by these bytes, and frames that should have been one. `at_s`: now, monotonic seconds."""
        found = []
        for frame in self._framer.feed(data, at_s):
            outcome = decode(frame)
            if isinstance(outcome, Refused) and outcome.code is RefusalCode.UNREADABLE:
                self._broken += 1
                found.append(Heard(_PRINTED.sub(b"0", frame), outcome))
            else:
                found.append(Heard(frame[:4] + b"0" * 9 + frame[13:], outcome))
        return found
