"""How many pictures the camera sends and how many are looked at, over the last seconds. Pure."""

from __future__ import annotations

from collections import deque

OVER_S = 2.0


class Rates:
    """Told of every picture that is looked at."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def saw(self, now_s: float, grabbed: int) -> None:
        """A picture was looked at; the camera has sent `grabbed` so far: fewer than before when it was opened anew."""
        if self._seen and grabbed < self._seen[-1][1]:
            self._seen.clear()
        self._seen.append((now_s, grabbed))
        while now_s - self._seen[0][0] > OVER_S:
            self._seen.popleft()

    @property
    def grabbed(self) -> float:
        """Pictures a second the camera sent; 0 until two were looked at."""
        return (self._seen[-1][1] - self._seen[0][1]) / self._seconds if self._seconds else 0.0

    @property
    def judged(self) -> float:
        """Pictures a second that were looked at."""
        return (len(self._seen) - 1) / self._seconds if self._seconds else 0.0

    @property
    def _seconds(self) -> float:
        return self._seen[-1][0] - self._seen[0][0] if self._seen else 0.0
