"""Contec CMS50D+ with firmware 4.6 or 7.0, 115200 8N1: frames of nine bytes.

    0 kind (below 80)   1 the eighth bits of bytes 2 to 8, lowest first   2-8 seven bits each, all 80 or more
    kind 01: 2 no finger (bit 7)   3 searching (bit 7)   4 wave   5 pulse   6 SpO2   7-8 perfusion, FFFF none

There is no checksum; a byte below 80 begins a frame. Perfusion is not read: its scale is nowhere described.
"""

from __future__ import annotations

from devices.decoding import Outcome, RefusalCode, Refused, decoded, quantity
from devices.evidence import Evidence, Fact
from devices.instruments.steadiness import Sample

RESTS_ON = (
    Fact(
        "frame and places of the values",
        Evidence.SEVERAL,
        "headrotor/art-sensors; timegrid/CMS50Dplus7",
    ),
    Fact("bits of no finger and searching", Evidence.SEVERAL, "the same"),
    Fact("place of the wave", Evidence.ONE, "timegrid/CMS50Dplus7"),
    Fact("19200 baud in older firmware", Evidence.SEVERAL, "atbrask/CMS50Dplus, issue 5; a second report"),
)

LENGTH = 9
REALTIME = 0x01
NO_PULSE, NO_SPO2 = 0xFF, 0x7F
KEEP_ALIVE_S = 5.0
"""The stream ends unless KEEP_ALIVE comes so often."""


def command(code: int) -> bytes:
    """A command of nine bytes."""
    return bytes((0x7D, 0x81, code)) + b"\x80" * 6


START, STOP, KEEP_ALIVE = command(0xA1), command(0xA2), command(0xAF)


def decode(frame: bytes) -> Outcome:
    """Oxygen and pulse of one frame of the kind REALTIME."""
    return sample(frame).outcome


def sample(frame: bytes) -> Sample:
    """The same, with the height of the wave."""
    if len(frame) != LENGTH or frame[0] != REALTIME or any(byte < 0x80 for byte in frame[1:]):
        return Sample(Refused(RefusalCode.UNREADABLE))
    data = [byte & 0x7F | (frame[1] >> at & 1) << 7 for at, byte in enumerate(frame[2:])]
    wave = data[2] & 0x7F
    if data[0] & 0x80:
        return Sample(Refused(RefusalCode.NO_FINGER), wave)
    if data[1] & 0x80 or data[3] in (0, NO_PULSE) or data[4] in (0, NO_SPO2):
        return Sample(Refused(RefusalCode.SEARCHING), wave)
    return Sample(decoded([quantity("spo2", data[4], "%"), quantity("pulse", data[3], "/min")]), wave)


class Cms50dFramer:
    """Finds frames in a stream, whatever lies between them, and never keeps more than eight bytes.

    Attributes:
        rejected: Frames that were broken off, since the framer was made.
    """

    def __init__(self) -> None:
        self._pending = b""
        self.rejected = 0

    def feed(self, data: bytes) -> list[bytes]:
        """Frames of the kind REALTIME completed by these bytes, in order."""
        found = []
        for byte in data:
            if byte < 0x80:
                self.rejected += self._pending[:1] == bytes((REALTIME,))
                self._pending = bytes((byte,))
            elif self._pending:
                self._pending += bytes((byte,))
            if len(self._pending) == LENGTH:
                if self._pending[0] == REALTIME:
                    found.append(self._pending)
                self._pending = b""
        return found
