"""Frames of A&D's TM-2655 and TM-2657 arm-in monitors, output format RB.

    to it      16 16 01 "00" 02 command 03 BCC
    from it    16 16 01 "00" 02 model RS YYMMDDhhmm RS "RB" RS mode RS E RS S RS M RS D RS P RS I RS L [RS] 03 BCC
               16 16 01 "00" 06 or 15: understood, or not

RS is 1E. E00 is no error; S, M, D, P are systolic, mean, diastolic pressure and pulse, a letter and a number padded
with blanks; what I and L are is known (inflation, largest pulse) and not read. BCC is the exclusive or of all bytes
from the 01 to the 03.
"""

from __future__ import annotations

import re
from datetime import datetime

from devices.decoding import Heard, Outcome, RefusalCode, Refused, decoded, pressure, quantity
from devices.evidence import Evidence, Fact
from devices.instruments.envelopes import EnvelopeFramer
from devices.lines.checksums import CHECKSUMS

RESTS_ON = (
    Fact("order of the fields", Evidence.SEVERAL, "three published programs, two of them with an example"),
    Fact("BCC of what is sent", Evidence.SEVERAL, "the commands of two programs, reckoned"),
    Fact("BCC of what comes", Evidence.MEMORY, "the first frame of a monitor: reckoned like that of a command"),
    Fact("2400 baud", Evidence.ONE, "a published program; others use 9600"),
    Fact("meaning of the errors", Evidence.ONE, "a published program"),
)

_SYN, _SOH, _STX, _ETX, _ACK, _NAK, _RS = b"\x16", b"\x01", b"\x02", b"\x03", b"\x06", b"\x15", b"\x1e"
_HEAD = _SYN + _SYN + _SOH
_ADDRESS = b"00"
LONGEST = 160
_FIELDS = re.compile(
    rb"[\x20-\x7e]*\x1e(?P<time>\d{10})\x1eRB\x1e[\x20-\x7e]*\x1eE(?P<error>\d\d)\x1e"
    rb"S(?P<sys>[ \d]{3})\x1eM(?P<map>[ \d]{3})\x1eD(?P<dia>[ \d]{3})\x1eP(?P<pulse>[ \d]{3})(?:\x1e[\x20-\x7e]*)*"
)
_NUMBER = re.compile(rb" *\d+")
ACKNOWLEDGED, NOT_ACKNOWLEDGED = _HEAD + _ADDRESS + _ACK, _HEAD + _ADDRESS + _NAK


def command(letters: bytes) -> bytes:
    """A command with its check byte."""
    summed = _SOH + _ADDRESS + _STX + letters + _ETX
    return _SYN + _SYN + summed + bytes((bcc(summed),))


def bcc(summed: bytes) -> int:
    """The check byte of the bytes from SOH to ETX."""
    return CHECKSUMS["xor8"].make(summed)


START, STOP = command(b"ST"), command(b"SP")


def decode(frame: bytes) -> Outcome:
    """The measurement of a whole frame."""
    head = _HEAD + _ADDRESS + _STX
    if not frame.startswith(head) or len(frame) < len(head) + 2 or frame[-2:-1] != _ETX:
        return Refused(RefusalCode.UNREADABLE)
    match = _FIELDS.fullmatch(frame[len(head) : -2])
    if bcc(frame[2:-1]) != frame[-1] or match is None:
        return Refused(RefusalCode.UNREADABLE)
    if match["error"] != b"00":
        return Refused(RefusalCode.DEVICE_ERROR, f"E{match['error'].decode()}")
    numbers = [match[name] for name in ("sys", "map", "dia", "pulse")]
    if any(_NUMBER.fullmatch(number) is None for number in numbers):
        return Refused(RefusalCode.UNREADABLE)
    try:
        taken = datetime.strptime(match["time"].decode(), "%y%m%d%H%M")
    except ValueError:
        return Refused(RefusalCode.UNREADABLE)
    sys, mean, dia, pulse = (int(number) for number in numbers)
    pair = pressure(sys, dia, mean=mean)
    if isinstance(pair, Refused):
        return pair
    return decoded((*pair, quantity("pulse", pulse, "/min")), device_time=taken)


class Tm265xStream:
    """The frames of a monitor's line. Acknowledgements are counted, and are no result.

    Attributes:
        acknowledged, refused: Answers to commands since the stream was made.
        broken: Frames whose check byte or fields do not hold.
    """

    def __init__(self) -> None:
        self._framer = EnvelopeFramer(_HEAD, LONGEST, _ACK + _NAK)
        self.acknowledged = self.refused = self.broken = 0

    @property
    def rejected(self) -> int:
        """Pieces that made no frame, and frames that were broken."""
        return self._framer.rejected + self.broken

    def feed(self, data: bytes, at_s: float) -> list[Heard]:
        """Results completed by these bytes. `at_s`: now, monotonic seconds."""
        found = []
        for frame in self._framer.feed(data, at_s):
            if frame[-1:] in (_ACK, _NAK) and frame[-2:-1] != _ETX:
                self.acknowledged += frame[-1:] == _ACK
                self.refused += frame[-1:] == _NAK
                continue
            outcome = decode(frame)
            if isinstance(outcome, Refused) and outcome.code is RefusalCode.UNREADABLE:
                self.broken += 1
            found.append(Heard(frame, outcome))
        return found
