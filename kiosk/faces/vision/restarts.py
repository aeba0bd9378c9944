"""How patient to be with a process that dies. Pure."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

WINDOW_S = 60.0
CRASHES = 3
SLOW_FIRST_S = 10.0
SLOW_CAP_S = 120.0


@dataclass(frozen=True, slots=True)
class Next:
    """What to do after a death: wait, then start again; `card_only` while it dies too often."""

    wait_s: float
    card_only: bool


class Restarts:
    """At once after a death; after the third within 60 s slower and slower, until it has lived for 60 s."""

    def __init__(self) -> None:
        self._deaths: deque[float] = deque(maxlen=CRASHES)
        self._slow = 0

    def died(self, now_s: float, lived_s: float) -> Next:
        """A process that had lived for `lived_s` seconds has died."""
        if lived_s >= WINDOW_S:
            self._deaths.clear()
            self._slow = 0
        self._deaths.append(now_s)
        often = len(self._deaths) == CRASHES and now_s - self._deaths[0] <= WINDOW_S
        if not often and not self._slow:
            return Next(0.0, card_only=False)
        self._slow += 1
        return Next(min(SLOW_CAP_S, SLOW_FIRST_S * 2.0 ** min(self._slow - 1, 10)), card_only=True)
