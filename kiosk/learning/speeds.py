"""How much what was heard looks like a device at the right line speed, and which speed to try next."""

from __future__ import annotations

from dataclasses import dataclass

from devices.lines.profile import Line
from kiosk.learning.framing import guesses, printable
from kiosk.learning.heard import Heard
from kiosk.learning.proving import SURE_DISTINCT, checksums

RATES = (9600, 19200, 115200, 38400, 57600, 4800, 2400, 1200)
TRY_S = 0.35
"""All eight in less than three seconds."""
ENOUGH_BYTES = 64
END_S = 0.06
"""A message is over when nothing followed it for so long."""
GOOD = 0.8
_RUNS = frozenset({0x00, 0x80, 0xC0, 0xE0, 0xF0, 0xF8, 0xFC, 0xFE, 0xFF})
"""What slow bits look like to a fast receiver: one change in a byte, or none."""


def likeness(bursts: tuple[bytes, ...]) -> float:
    """From 0, noise, to 1, lines of text or frames whose checksum holds."""
    data = b"".join(bursts)
    if seven_bits(data) is not None:
        return 1.0
    if len(data) < 3 or is_slow(data):
        return 0.0
    text = printable(data)
    if text > 0.95 and (b"\n" in data or b"\r" in data or b"\x03" in data):
        return 1.0
    found = guesses(bursts)
    if not found:
        return 0.0
    if found[0].distinct >= SURE_DISTINCT and checksums(found[0].frame, found[0].frames):
        return 0.95
    return max(0.0, 0.6 * found[0].share + 0.3 * (text > 0.95) - 0.6 * max(0.0, _runs(data) - 0.4))


def is_slow(data: bytes) -> bool:
    """Whether a slower sender was heard: nearly every byte is a run of equal bits."""
    return len(data) > 3 and _runs(data) > 0.6


def _runs(data: bytes) -> float:
    return sum(byte in _RUNS for byte in data) / len(data)


def seven_bits(data: bytes) -> Line | None:
    """The parity of a text sent with seven bits and read with eight; None when it is none."""
    if len(data) < 8 or printable(data) > 0.95 or printable(bytes(byte & 0x7F for byte in data)) < 0.98:
        return None
    ones = {byte.bit_count() % 2 for byte in data}
    if len(ones) != 1:
        return None
    return Line(parity="E" if ones == {0} else "O", bytesize=7)


@dataclass(slots=True)
class _Try:
    rate: int
    heard: Heard
    likeness: float = 0.0


class SpeedSearch:
    """Which speed to listen at, as bytes come. A device that speaks by itself is found in three seconds; one that
    speaks when somebody measures is waited for, and its speed changes when what comes looks like noise.

    Attributes:
        rate: To listen at now.
        settled: Whether the search is over; `sure` whether what came looks right.
        heard: What came at this speed.
    """

    def __init__(self, now_s: float, rates: tuple[int, ...] = RATES) -> None:
        self._rates, self._since_s = rates, now_s
        self._tries: dict[int, _Try] = {}
        self._waiting = False  # every speed was tried once: now it changes only when something came
        self.rate, self.heard = rates[0], Heard()
        self.settled, self.sure = len(rates) == 1, False

    def take(self, data: bytes, now_s: float) -> bool:
        """What came in the last moment; true when another speed is to be listened at from now on."""
        self.heard.add(data, now_s)
        if self.settled:
            return False
        over = now_s - self._since_s >= TRY_S and not self._waiting
        if not self.heard.total:
            return self._next(now_s) if over else False
        bursts = tuple(burst.data for burst in self.heard.bursts)
        much = self.heard.total >= ENOUGH_BYTES
        if not much and self.heard.silent_s(now_s) < END_S:
            return False
        found = likeness(bursts)
        if found >= GOOD:
            self.settled = self.sure = True
            return False
        if much or len(bursts) > 2 or is_slow(self.heard.data):
            self._tries[self.rate] = _Try(self.rate, self.heard, found)
            return self._next(now_s)
        return False

    def conclude(self) -> None:
        """No more comes: the likeliest of what was heard, when nothing came at the last speed."""
        spoken = [each for each in self._tries.values() if each.heard.total]
        if not self.heard.total and spoken:
            best = max(spoken, key=lambda each: each.likeness)
            self.rate, self.heard = best.rate, best.heard

    def _next(self, now_s: float) -> bool:
        before = self.rate
        self._tries.setdefault(self.rate, _Try(self.rate, self.heard))
        self._since_s = now_s
        untried = [rate for rate in self._rates if rate not in self._tries]
        silent = [rate for rate in self._rates if rate in self._tries and not self._tries[rate].heard.total]
        self._waiting = self._waiting or not untried
        if untried or silent:
            self.rate, self.heard = (untried or silent)[0], Heard()
        else:
            best = max(self._tries.values(), key=lambda each: each.likeness)
            self.settled, self.rate, self.heard = True, best.rate, best.heard
        return self.rate != before
