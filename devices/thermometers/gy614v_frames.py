"""Frames of the GY-614V infrared module, 9600 8N1.

    A4 03 07 07   emissivity   surface 2   module 2   body 2   low byte of the sum of all before

Emissivity in hundredths; temperatures in hundredths of a degree, highest byte first, two's complement.
"""

from __future__ import annotations

from devices.decoding import Heard, Outcome, RefusalCode, Refused, decoded, quantity
from devices.evidence import Evidence, Fact
from devices.lines.checksums import CHECKSUMS
from devices.lines.frames import LineFramer
from devices.lines.profile import Checksum, Frame

RESTS_ON = (
    Fact("twelve bytes, places of the values", Evidence.SEVERAL, "Alliance-Algorithm/RMCS; a second program"),
    Fact("first four bytes and the sum", Evidence.MEMORY, "the first frames of a module, heard on the bench"),
    Fact("sign of the temperatures", Evidence.MEMORY, "a module in a freezer"),
)

HEAD = bytes.fromhex("A4030707")
LENGTH = 12


def decode(frame: bytes) -> Outcome:
    """The bare surface; beside it what the module feels of the room and its own estimate of the body, where they could
    be such.
    """
    if len(frame) != LENGTH or not frame.startswith(HEAD) or CHECKSUMS["sum8"].make(frame[:-1]) != frame[-1]:
        return Refused(RefusalCode.UNREADABLE)
    surface, room, body = (int.from_bytes(frame[at : at + 2], "big", signed=True) / 100 for at in (5, 7, 9))
    found = decoded([quantity("temp_object", surface, "Cel")])
    if isinstance(found, Refused):
        return found
    beside = (decoded([quantity("temp_ambient", room, "Cel")]), decoded([quantity("temp_device_body", body, "Cel")]))
    told = (each for part in beside if not isinstance(part, Refused) for each in part.quantities)
    return decoded((*found.quantities, *told))


class Gy614vStream:
    """The frames of a module's line."""

    def __init__(self) -> None:
        self._rejected = 0
        self._framer = _framer()

    @property
    def rejected(self) -> int:
        """Frames whose sum does not hold."""
        return self._rejected + self._framer.rejected

    def clear(self) -> None:
        """Forget the beginning of a frame that may be pending."""
        self._rejected += self._framer.rejected
        self._framer = _framer()

    def feed(self, data: bytes, at_s: float) -> list[Heard]:
        """Whole frames completed by these bytes. `at_s`: now, monotonic seconds."""
        return [Heard(framed.data, decode(framed.data)) for framed in self._framer.feed(data, at_s) if framed.whole]


def _framer() -> LineFramer:
    return LineFramer(Frame(way="fixed", start=HEAD.hex(), length=LENGTH), Checksum(kind="sum8"))
