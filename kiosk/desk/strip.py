"""What the strip above every page says for a while: what was just done, and which visitor waits."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.sentences import NO_WORDS, Text

NOTICE_S = 6.0
NEAR_S = 20.0
"""Somebody before the camera may be whoever works here: said for so long."""


class Strip:
    """On the desk's thread only.

    Args:
        now_s: Monotonic seconds.
    """

    def __init__(self, now_s: Callable[[], float]) -> None:
        self._now_s = now_s
        self._waiting, self._waiting_until_s = "", 0.0
        self._notice, self._notice_until_s = NO_WORDS, 0.0

    @property
    def notice(self) -> Text:
        """One line about what was just done; empty when its time is over."""
        return self._notice if self._now_s() < self._notice_until_s else NO_WORDS

    @property
    def waiting(self) -> str:
        """ "card", "help", "near" or "": what visitor waits."""
        return self._waiting if self._now_s() < self._waiting_until_s else ""

    def tell(self, notice: Text) -> None:
        """Say this line."""
        self._notice, self._notice_until_s = notice, self._now_s() + NOTICE_S

    def waits(self, how: str) -> None:
        """A visitor is there."""
        self._waiting = how
        self._waiting_until_s = self._now_s() + NEAR_S if how == "near" else float("inf")

    def clear(self) -> None:
        """Nothing is said any more."""
        self._waiting, self._notice = "", NO_WORDS
