"""When a calibration is done again: methods 1 (staircase) and 4 (check in service) of ILAC-G24:2022 / OIML D 10."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.calibration.fit import fit_line
from kiosk.calibration.records import Verdict

INTERVALS = (1, 3, 6, 12, 24, 36)
"""Months that an interval read off a drift line may have."""
LONGEST = 12
"""Months that a hall goes without calibrating at most, whatever the history says."""


@dataclass(frozen=True, slots=True)
class Drift:
    """Errors over time: error = slope · months + intercept."""

    slope: float
    intercept: float

    def crosses(self, limit: float) -> float | None:
        """Months until the error leaves ± limit; 0 where it has, None where the line never does."""
        if abs(self.intercept) >= limit:
            return 0.0
        if not self.slope:
            return None
        return ((limit if self.slope > 0 else -limit) - self.intercept) / self.slope


def drift_line(months: Sequence[float], errors: Sequence[float]) -> Drift:
    """The line through the as-found errors of a device over the months. Raises `CalibrationRefused` as `fit_line`."""
    line = fit_line(list(zip(months, errors, strict=True)))
    return Drift(0.0, line.b + line.centre) if len(months) == 1 else Drift(line.a, line.b)


def longest_before(crossing: float | None) -> int:
    """The longest interval of INTERVALS that ends before the drift line leaves the limit; 1 where none does."""
    fitting = [months for months in INTERVALS if crossing is None or months <= crossing]
    return max(fitting, default=INTERVALS[0])


def next_interval(last: float, verdicts: Sequence[Verdict], crossing: float | None = None) -> int:
    """Months until the next calibration.

    Halved after a failure as found, kept after a conditional pass, half as long again after two passes running; never
    over LONGEST, never past the day on which the drift line leaves the limit, never under one month.

    Args:
        last: The interval that has just ended, in months.
        verdicts: As found, the newest last; not empty.
        crossing: From `Drift.crosses`, months from now on; None where there is no drift line.
    """
    if not verdicts[-1].passed:
        months = last / 2
    elif list(verdicts[-2:]) == [Verdict.PASS, Verdict.PASS]:
        months = last * 1.5
    else:
        months = last
    months = min(months, LONGEST, months if crossing is None else crossing)
    return max(int(months), 1)


def next_due(done: date, months: int) -> date:
    """Last day on which a calibration holds: that many months later, less a day."""
    index = done.month - 1 + months
    year, month = done.year + index // 12, index % 12 + 1
    same_day = date(year, month, min(done.day, calendar.monthrange(year, month)[1]))
    return same_day - timedelta(days=1)
