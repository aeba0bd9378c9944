"""Somebody's own values day by day: what is drawn of three months, and what may be said of it. Never a diagnosis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo

from kiosk.measurements.about import About
from kiosk.measurements.bands import BandChoice, Level, Table, band_file
from kiosk.measurements.catalogue import metric
from kiosk.measurements.measurement import Measurement, Validity
from kiosk.measurements.sitting import is_mean

DAYS = 90
"""So far a trend goes back."""
LOOKED_BACK = "looked-back"
"""Among the flags of a value read from the store: its device was later found wrong for the time it was taken in."""


@dataclass(frozen=True, slots=True, repr=False)
class DayValue:
    """What stands for one day of the hall's calendar: its newest complete reading.

    Attributes:
        values: By metric, as shown.
        sure: Valid, and of a device not found wrong later; what is not sure is drawn but not counted.
    """

    day: date
    values: dict[str, float]
    sure: bool


def day_values(measurements: Iterable[Measurement], names: tuple[str, ...], zone: tzinfo) -> tuple[DayValue, ...]:
    """The days on which all of `names` were measured together, the oldest first.

    Of several readings of a day the newest sure one counts, else the newest. A day without one is a gap: not there.
    """
    readings: dict[str, dict[str, Measurement]] = {}
    for one in measurements:
        if one.metric in names and one.value is not None and one.validity is not Validity.INVALID:
            readings.setdefault(one.group_id, {})[one.metric] = one
    days: dict[date, tuple[tuple[bool, float, bool], DayValue]] = {}
    for reading in readings.values():
        if set(reading) != set(names):
            continue
        taken = max(one.taken_at.utc for one in reading.values())
        sure = all(one.validity is Validity.VALID and LOOKED_BACK not in one.flags for one in reading.values())
        day = taken.astimezone(zone).date()
        found = DayValue(day, {name: reading[name].value or 0.0 for name in names}, sure)
        mean = any(map(is_mean, reading.values()))  # as late as its last part
        rank = (sure, taken.timestamp(), mean)
        if day not in days or days[day][0] <= rank:
            days[day] = rank, found
    return tuple(found for _, (_, found) in sorted(days.items(), key=lambda item: item[0]))


def reference_of(metric_id: str, about: About, choice: BandChoice) -> tuple[float | None, float | None] | None:
    """Lowest and highest number a value of this metric may have without being called low or high; both inclusive, None
    where that side is open. None for a metric without bands.
    """
    table = _table(metric_id, about, choice)
    if table is None:
        return None
    step = 10.0 ** -metric(metric_id).decimals
    highs = [row.at_least[metric_id] for row in table.row if metric_id in row.at_least and not row.near]
    lows = [row.at_most[metric_id] for row in table.row if metric_id in row.at_most and not row.near]
    rounded = metric(metric_id).rounded
    return (rounded(max(lows) + step) if lows else None), (rounded(min(highs) - step) if highs else None)


def inside(days: Iterable[DayValue], names: tuple[str, ...], about: About, choice: BandChoice) -> int | None:
    """On how many of these days the values lay in the reference range; None where there is no range for them."""
    table = _table(names[0], about, choice)
    if table is None or not set(table.metrics) <= set(names):
        return None
    rows = (table.row_for(day.values) for day in days)
    return sum(row.level is Level.OK or row.near for row in rows)


def _table(metric_id: str, about: About, choice: BandChoice) -> Table | None:
    return next((t for t in band_file().table if metric_id in t.metrics and t.is_for(about, choice)), None)
