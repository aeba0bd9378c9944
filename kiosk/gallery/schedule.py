"""When the nightly check is due: once a day at an hour of the hall's own clock, caught up when it was missed. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo

AHEAD = timedelta(hours=1)
"""A check noted later than now by more than this was noted under a wrong clock, and does not count."""


def newest_due(now: datetime, at: time, zone: tzinfo) -> datetime:
    """The newest moment, not after `now`, at which the hall's clock showed `at`."""
    today = now.astimezone(zone).date()
    for day in (today, today - timedelta(days=1)):
        due = datetime.combine(day, at, zone).astimezone(UTC)
        if due <= now:
            return due
    return due - timedelta(days=1)  # a zone whose clock was put forward by more than a day


def is_due(now: datetime, last: datetime | None, at: time, zone: tzinfo) -> bool:
    """Whether the check has to be made now, given when it was made last."""
    return last is None or last < newest_due(now, at, zone) or last > now + AHEAD
