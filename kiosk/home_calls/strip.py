"""Five weeks of days as a small calendar: on which somebody came, on which they did not, on which nobody did. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from kiosk.home_calls.person_view import Week
from kiosk.sentences import sentence

WEEKS = 5


def weeks(came: Collection[date], open_days: Collection[date], today: date) -> tuple[Week, ...]:
    """The newest five, the oldest first; the last one holds today."""
    monday = today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))
    return tuple(_week(monday + timedelta(weeks=at), came, open_days, today) for at in range(WEEKS))


def days_of(came: Collection[date], today: date) -> int:
    """On how many days of those weeks somebody came."""
    monday = today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))
    return sum(day >= monday for day in came)


def _week(monday: date, came: Collection[date], open_days: Collection[date], today: date) -> Week:
    def state(day: date) -> str:
        if day in came:
            return "came"
        if day >= today:
            return ""
        return "not" if day in open_days else "shut"

    label = sentence("home-calls.person.week", month=monday.month, day=monday.day)
    return Week(label, tuple(state(monday + timedelta(days=at)) for at in range(7)))
