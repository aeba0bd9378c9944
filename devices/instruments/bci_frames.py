"""The five bytes of BCI: older Contec oximeters (CMS-P), Berry BM1000 and many without a name, 19200 or 4800 baud.

    0 strength; bit 7 is set only here   1 wave   2 bit 4 no finger, bit 5 searching, bit 6 the eighth bit of the pulse
    3 the other seven bits   4 SpO2, 7F none

There is no checksum: what is told once is believed only after it was told for seconds (`steadiness.py`).
"""

from __future__ import annotations

from devices.decoding import Outcome, RefusalCode, Refused, decoded, quantity
from devices.evidence import Evidence, Fact
from devices.instruments.steadiness import Sample

RESTS_ON = (
    Fact("places of the values, no finger", Evidence.SEVERAL, "zh2x/BCI_Protocol; a library for the BerryMed oximeter"),
    Fact("searching is bit 5 of the third byte", Evidence.MEMORY, "the oximeter in the first second on a finger"),
)

LENGTH = 5
NO_PULSE, NO_SPO2 = 0xFF, 0x7F
_NO_FINGER, _SEARCHING, _PULSE_HIGH = 1 << 4, 1 << 5, 1 << 6


def decode(frame: bytes) -> Outcome:
    """Oxygen and pulse of one frame."""
    return sample(frame).outcome


def sample(frame: bytes) -> Sample:
    """The same, with the height of the wave."""
    if len(frame) != LENGTH or frame[0] < 0x80 or any(byte >= 0x80 for byte in frame[1:]):
        return Sample(Refused(RefusalCode.UNREADABLE))
    _, wave, state, low, spo2 = frame
    if state & _NO_FINGER:
        return Sample(Refused(RefusalCode.NO_FINGER), wave)
    pulse = low | (0x80 if state & _PULSE_HIGH else 0)
    if state & _SEARCHING or pulse in (0, NO_PULSE) or spo2 in (0, NO_SPO2):
        return Sample(Refused(RefusalCode.SEARCHING), wave)
    return Sample(decoded([quantity("spo2", spo2, "%"), quantity("pulse", pulse, "/min")]), wave)


class BciFramer:
    """Finds frames in a stream, whatever lies between them, and never keeps more than four bytes.

    Attributes:
        rejected: Frames that were broken off, since the framer was made.
    """

    def __init__(self) -> None:
        self._pending = b""
        self.rejected = 0

    def feed(self, data: bytes) -> list[bytes]:
        """Frames completed by these bytes, in order."""
        found = []
        for byte in data:
            if byte >= 0x80:
                self.rejected += bool(self._pending)
                self._pending = bytes((byte,))
            elif self._pending:
                self._pending += bytes((byte,))
            if len(self._pending) == LENGTH:
                found.append(self._pending)
                self._pending = b""
        return found
