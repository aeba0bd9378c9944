"""What was heard on a line, in memory only and never much of it: it may be a card or a person's values."""

from __future__ import annotations

from dataclasses import dataclass

MOST_BYTES = 32768
PAUSE_S = 0.05
"""A silence this long stands between two messages."""


@dataclass(frozen=True, slots=True, repr=False)
class Burst:
    """Bytes that came without a pause. `at_s` is when the first came, monotonic."""

    at_s: float
    data: bytes


class Heard:
    """The newest bytes of one line at one speed."""

    def __init__(self) -> None:
        self._bursts: list[Burst] = []
        self._last_s = 0.0
        self.total = 0

    def add(self, data: bytes, at_s: float) -> None:
        """Bytes that came now."""
        if not data:
            return
        self.total += len(data)
        if self._bursts and at_s - self._last_s < PAUSE_S:
            before = self._bursts[-1]
            self._bursts[-1] = Burst(before.at_s, before.data + data)
        else:
            self._bursts.append(Burst(at_s, data))
        self._last_s = at_s
        while sum(len(burst.data) for burst in self._bursts) > MOST_BYTES:
            first = self._bursts[0]
            if len(self._bursts) > 1:
                del self._bursts[0]
            else:
                self._bursts[0] = Burst(first.at_s, first.data[-MOST_BYTES // 2 :])

    @property
    def bursts(self) -> tuple[Burst, ...]:
        """Oldest first."""
        return tuple(self._bursts)

    @property
    def data(self) -> bytes:
        """All bytes, the pauses left out."""
        return b"".join(burst.data for burst in self._bursts)

    def silent_s(self, now_s: float) -> float:
        """Since the last byte; very long when none came."""
        return now_s - self._last_s if self._bursts else 1e9


def newest(bursts: tuple[Burst, ...], most: int) -> tuple[Burst, ...]:
    """The newest bursts that together have so many bytes at most; one at least."""
    kept: list[Burst] = []
    for burst in reversed(bursts):
        if kept and most < len(burst.data):
            break
        kept.insert(0, burst)
        most -= len(burst.data)
    return tuple(kept)
