"""How fast a device has drifted, by the records that were signed of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean

from kiosk.calibration.evaluation import rounded_away
from kiosk.calibration.intervals import Drift, drift_line
from kiosk.calibration.records import CalibrationRecord
from kiosk.calibration.runs import Run, SetPoint

LEAST = 3
"""Records: two of them differ by noise as much as by drift."""
_MONTH_DAYS = 365.25 / 12


def drift_of(records: Sequence[CalibrationRecord]) -> Drift | None:
    """The line through what a device has drifted, each time from as left to the next as found: adjustments are none.

    Args:
        records: The oldest first.

    Returns:
        In the unit of the device a month, from the day of the first record; None for fewer than three records, or less
        than a month of them.
    """
    if len(records) < LEAST or (records[-1].done - records[0].done).days < _MONTH_DAYS:
        return None
    months, drifted = [0.0], [0.0]
    for earlier, later in pairwise(records):
        left = mean_error(earlier.as_left or earlier.as_found, earlier.after)
        found = mean_error(later.as_found, later.before)
        months.append((later.done - records[0].done).days / _MONTH_DAYS)
        drifted.append(drifted[-1] + found - left)
    return drift_line(months, drifted)


def months_within(records: Sequence[CalibrationRecord]) -> float | None:
    """Months for which a device adjusted today stays within its limit less U, as it drifts; None where nobody can tell.

    Args:
        records: The oldest first.
    """
    drift = drift_of(records)
    if drift is None:
        return None
    newest = records[-1]
    return Drift(drift.slope, 0.0).crosses(newest.limit - newest.expanded_u)


def mean_error(run: Run, line: tuple[float, float]) -> float:
    """Indication minus reference under a line, on average over the points of a run."""
    return fmean(line[0] * _shown(point, run.resolution) + line[1] - point.reference for point in run.points)


def _shown(point: SetPoint, resolution: float) -> float:
    mean = fmean(point.used)
    return rounded_away(mean, resolution, point.added) if point.added else mean
