"""Frames of the GY-MCU90640 thermal array, 115200 baud (9600, 460800).

    5A 5A   length 2   768 pixels of 2   module 2   check 2

All numbers lowest byte first; pixels in hundredths of a degree, 24 rows of 32, mirrored left to right. The check is the
16-bit sum either of all words before it or of all bytes: no data sheet says. Both are tried, and the first rule that
holds for three frames is the rule from then on; until then no frame is given. 5A5A occurs among pixels too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import numpy as np

from devices.decoding import Heard, Outcome, RefusalCode, Refused
from devices.evidence import Evidence, Fact
from devices.thermometers.thermal import Celsius, warmest

RESTS_ON = (
    Fact("frame, pixels and commands", Evidence.SEVERAL, "vvkuryshev/GY-MCU90640-RPI-Python; two further programs"),
    Fact("what the check sums", Evidence.MEMORY, "three frames of a module: the driver finds out by itself"),
    Fact("mirrored left to right", Evidence.ONE, "a published program"),
)

ROWS, COLUMNS = 24, 32
HEAD = bytes.fromhex("5A5A0206")
LENGTH = 4 + ROWS * COLUMNS * 2 + 2 + 2
LOCK_AFTER = 3


def command(*payload: int) -> bytes:
    """A command with its sum."""
    return bytes((*payload, sum(payload) & 0xFF))


AUTOMATIC, ASK_ONE, FOUR_A_SECOND = command(0xA5, 0x35, 2), command(0xA5, 0x35, 1), command(0xA5, 0x25, 1)
BAUD_115200, READ_EMISSIVITY = command(0xA5, 0x15, 2), command(0xA5, 0x55, 1)


def _words(summed: bytes) -> int:
    return int(np.frombuffer(summed, "<u2").sum(dtype=np.uint32)) & 0xFFFF


def _bytes(summed: bytes) -> int:
    return sum(summed) & 0xFFFF


RULES: Mapping[str, Callable[[bytes], int]] = {"words": _words, "bytes": _bytes}


def holding(frame: bytes) -> frozenset[str]:
    """The rules by which a frame is whole; empty for what is none."""
    if len(frame) != LENGTH or not frame.startswith(HEAD):
        return frozenset()
    check = int.from_bytes(frame[-2:], "little")
    return frozenset(name for name, rule in RULES.items() if rule(frame[:-2]) == check)


def picture(frame: bytes) -> Celsius:
    """Degrees of a whole frame, 24 rows of 32, left and right as they are seen from the module."""
    pixels = np.frombuffer(frame, "<i2", ROWS * COLUMNS, 4).reshape(ROWS, COLUMNS)
    return (pixels[:, ::-1].astype(np.float32) / 100).astype(np.float32)


def decode(frame: bytes) -> Outcome:
    """The warmest spot of a frame that is whole by one of the rules."""
    return warmest(picture(frame)) if holding(frame) else Refused(RefusalCode.UNREADABLE)


class Gymcu90640Stream:
    """The frames of an array's line.

    Attributes:
        rule: By what its frames are proved, "" until three have shown it.
        rejected: Frames that seemed to begin and were none.
    """

    def __init__(self) -> None:
        self._pending = b""
        self._fits: Counter[str] = Counter()
        self.rule = ""
        self.rejected = 0

    def clear(self) -> None:
        """Forget the beginning of a frame that may be pending; the rule stays."""
        self._pending = b""

    def feed(self, data: bytes, at_s: float) -> list[Heard]:
        """Whole frames completed by these bytes, in order."""
        stream, found, at = self._pending + data, [], 0
        while (at := stream.find(HEAD, at)) >= 0 and at + LENGTH <= len(stream):
            frame = stream[at : at + LENGTH]
            held = holding(frame)
            if not held or (self.rule and self.rule not in held):
                self.rejected += 1
                at += 1
                continue
            at += LENGTH
            if self._is_locked(held):
                found.append(Heard(frame, decode(frame)))
        self._pending = stream[at:] if at >= 0 else stream[-(len(HEAD) - 1) :]
        return found

    def _is_locked(self, held: frozenset[str]) -> bool:
        if not self.rule:
            self._fits.update(held)
            ready = [name for name, count in self._fits.items() if count >= LOCK_AFTER]
            if len(ready) == 1:
                self.rule = ready[0]
        return bool(self.rule)
