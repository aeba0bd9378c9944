"""The report of a period, read out of the archive."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from kiosk.archive.report_counts import WINDOW, Counts, ReportCounts
from kiosk.attention.message import PEOPLE
from kiosk.reports.period import Period, span_of
from kiosk.reports.report import Report, report_of
from kiosk.settings import Settings

SHORT_DAYS = 62
"""Whoever keeps rows no longer than two months has none that are whole for long: then nothing is left out."""
NOTHING = Counts({}, {}, {}, {}, {}, ())


def read(counts: ReportCounts, period: Period, settings: Settings, today: date) -> Report:
    """It. Reads every day of the months it lies in up to its end.

    A month that the nightly purge has begun to delete is not told of: it would be told anew every night, each time from
    fewer days, and numbers that are rounded often enough in different ways give away what they are of.

    Raises:
        StoreError: it could not be read.
    """
    zone, kept, days = ZoneInfo(settings.hall.time_zone), settings.retention, period.counted()
    read_days = counts.of([span_of(day, zone) for day in days], PEOPLE)
    told: dict[date, Counts] = {}
    for day, found in zip(days, read_days, strict=True):
        whole = _is_whole(day, kept.health_days, today)
        told[day] = found if whole else NOTHING
        if not _is_whole(day, kept.alerts_days, today):
            told[day] = _without_calls(told[day])
    return report_of(told, period, zone, settings.hall.name, today)


def _without_calls(counts: Counts) -> Counts:
    """Whom somebody went to is known by the call alone."""
    ways = {way: count for way, count in counts.ways.items() if way != WINDOW}
    if WINDOW in counts.ways:
        ways[None] = ways.get(None, 0) + counts.ways[WINDOW]
    return replace(counts, ways=ways, calls=())


def _is_whole(day: date, kept_days: int, today: date) -> bool:
    return kept_days < SHORT_DAYS or day.replace(day=1) > today - timedelta(days=kept_days)
