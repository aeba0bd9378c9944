"""How long nobody may try again. Pure: nothing here has a clock, a row or a thread.

Time is counted on the monotonic clock, so that setting the wall clock neither shortens a wait nor makes it endless.
After a start of the machine the monotonic clock begins anew: what passed before cannot be known, and only the time
since the start counts. So a start never shortens a wait, and prolongs it by no more than the wait itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.settings import Accounts

LONGEST_S = 4 * 3600.0
"""A lock grows no longer than this, unless the hall's own first one is longer: a hall that is switched off every night
must come to its end within a day."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that no setting of the wall clock moves.

    Attributes:
        boot: Which start of the machine.
        monotonic_s: Seconds since that start.
    """

    boot: str
    monotonic_s: float


def passed_s(since: Moment, now: Moment) -> float:
    """Seconds that have passed for certain."""
    if since.boot == now.boot and since.monotonic_s <= now.monotonic_s:
        return now.monotonic_s - since.monotonic_s
    return max(0.0, now.monotonic_s)


@dataclass(frozen=True, slots=True)
class Throttle:
    """The hall's rule.

    Attributes:
        lock_after: Failures in a row that lock an account.
        lock_s: How long the first lock lasts; each further failure doubles it.
    """

    lock_after: int = 5
    lock_s: float = 15 * 60.0

    @classmethod
    def of(cls, accounts: Accounts) -> Throttle:
        """The rule a hall set."""
        return cls(accounts.lock_after, accounts.lock_minutes * 60.0)

    def pause_s(self, failures: int) -> float:
        """The wait that so many failures in a row have earned."""
        if failures <= 0:
            return 0.0
        if failures < self.lock_after:
            return float(2 ** (failures - 1))
        doublings = min(failures - self.lock_after, 20)
        return min(self.lock_s * 2.0**doublings, max(self.lock_s, LONGEST_S))

    def wait_s(self, failures: int, tried: Moment | None, now: Moment) -> float:
        """What is left of it now; 0 when one may try.

        Args:
            tried: When the last failure began; None when there was none.
        """
        if failures <= 0 or tried is None:
            return 0.0
        return max(0.0, self.pause_s(failures) - passed_s(tried, now))

    def is_locked(self, failures: int) -> bool:
        """Whether so many failures lock."""
        return failures >= self.lock_after

    def attempts_left(self, failures: int) -> int:
        """Failures until it locks."""
        return max(0, self.lock_after - failures)
