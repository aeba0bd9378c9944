"""How long nobody has done anything at the wing."""

from __future__ import annotations

WATCHED_S = 300.0
"""So long after the last touch a page that shows something running may keep the wing from locking."""


class Idle:
    """Monotonic seconds throughout.

    Args:
        allowed_s: After so long without a touch the wing locks.
    """

    def __init__(self, allowed_s: float) -> None:
        self._allowed_s = allowed_s
        self._touched_s = self._watched_s = 0.0

    def touch(self, now_s: float) -> None:
        """Somebody did something."""
        self._touched_s = self._watched_s = now_s

    def watch(self, now_s: float) -> None:
        """Somebody watches something that runs; it counts as a touch, within WATCHED_S of a real one."""
        if now_s - self._touched_s <= WATCHED_S:
            self._watched_s = now_s

    def has_lasted(self, seconds: float, now_s: float) -> bool:
        """Whether nobody has touched anything for so long."""
        return now_s - self._touched_s >= seconds

    def left_s(self, now_s: float) -> float:
        """Till the wing locks; 0 when it is time."""
        return max(0.0, self._allowed_s - (now_s - self._watched_s))
