"""Which of the values that came over one connection was just measured. Instruments send their memory too."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from devices.clock import Instant
from devices.decoding import CLOCK_UNSET, Decoded, Outcome, RefusalCode, Refused

FRESH = timedelta(minutes=5)
"""By the instrument's own clock: what is older when it is sent was kept for somebody else."""
REPEAT_WITHIN_S = 5.0
"""Same bytes without a time, this soon after one another, are one value that came twice."""
REMEMBERED = 64


@dataclass(frozen=True, slots=True, repr=False)
class Arrived:
    """A value as it came, and the whole UUID of the characteristic it came from."""

    raw: bytes
    at: Instant
    uuid: str = ""


class Told:
    """What was told before. Instruments send a value again until they believe that it was taken."""

    def __init__(self) -> None:
        self._when: OrderedDict[bytes, float] = OrderedDict()

    def is_new(self, arrived: Arrived, *, dated: bool) -> bool:
        """Whether it was not told yet; it counts as told from now on.

        Args:
            dated: It carries the time it was taken at, so that the same bytes can never be another measurement.
        """
        before = self._when.pop(arrived.raw, None)
        self._when[arrived.raw] = arrived.at.monotonic_s
        while len(self._when) > REMEMBERED:
            self._when.popitem(last=False)
        return before is None or (not dated and arrived.at.monotonic_s - before > REPEAT_WITHIN_S)


def chosen(
    values: Sequence[tuple[Arrived, Outcome]],
    now: datetime,
    clock_ahead_s: float | None,
    *,
    clock_was_set: bool = False,
) -> tuple[Arrived, Outcome]:
    """The one value to be told, and what it is.

    The newest by its own time; without times a single value is new, and several are a memory. A refusal that came last
    is the measurement just taken, which failed: what came before it is not told in its place.

    Args:
        values: In the order of arrival, at least one.
        now: Local civil time here.
        clock_was_set: It has just been given the time. A value of the days when it had none may be anybody's, and the
            next will have one.
        clock_ahead_s: How far the instrument's clock was ahead of ours when it connected; None when it did not say.
    """
    values = [each for each in values if not is_under_way(each[1])] or values
    last, outcome = values[-1]
    if isinstance(outcome, Refused):
        return last, outcome
    good = [(arrived, told) for arrived, told in values if isinstance(told, Decoded)]
    dated = [(told.device_time, number) for number, (_, told) in enumerate(good) if told.device_time is not None]
    if not dated:
        lacks_time = clock_was_set and CLOCK_UNSET in outcome.flags
        return good[-1] if len(good) == 1 and not lacks_time else (last, Refused(RefusalCode.STORED))
    if len(dated) < len(good):
        return last, Refused(RefusalCode.STORED)
    newest_time, number = max(dated)
    arrived, newest = good[number]
    if clock_ahead_s is not None and now + timedelta(seconds=clock_ahead_s) - newest_time > FRESH:
        return arrived, Refused(RefusalCode.STORED)
    return arrived, newest


def is_under_way(outcome: Outcome) -> bool:
    """The instrument says that it is still measuring."""
    return isinstance(outcome, Refused) and outcome.code in (RefusalCode.SEARCHING, RefusalCode.UNSTEADY)
