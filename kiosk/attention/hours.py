"""How many came in each hour of a day, and what is usual: pure counting over when visits began."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from kiosk.archive.footfall import Came
from kiosk.attention.view import HourBar

WEEKS = 4
"""What is usual is made of so many weeks."""
SAME_DAYS = 2
"""So many days of the same weekday are enough to speak of what is usual on it; else every day counts."""
MOST_BARS = 12
OPEN_FROM, OPEN_TO = 8, 16
"""The hours of a hall that has seen nobody yet."""


@dataclass(frozen=True, slots=True)
class Usual:
    """The mean of earlier days.

    Attributes:
        by_hour: Visits begun in each hour, by hour.
        days: How many days it is made of; 0 for a hall without any.
        weekday: They are all of the weekday asked for.
    """

    by_hour: dict[int, float]
    days: int
    weekday: bool

    def until(self, hour: int) -> int | None:
        """Visits up to and with an hour; None when nothing is usual."""
        return round(sum(n for h, n in self.by_hour.items() if h <= hour)) if self.days else None


def by_hour(came: Iterable[Came], zone: tzinfo) -> Counter[int]:
    """Visits begun in each hour of the hall's day."""
    return Counter(one.at.astimezone(zone).hour for one in came)


def usual(came: Iterable[Came], today: date, zone: tzinfo) -> Usual:
    """What is usual on such a day. A day on which nobody came was a day off and does not count."""
    days: dict[date, Counter[int]] = {}
    for one in came:
        local = one.at.astimezone(zone)
        if local.date() < today:
            days.setdefault(local.date(), Counter())[local.hour] += 1
    same = [hours for day, hours in days.items() if day.weekday() == today.weekday()]
    taken = same if len(same) >= SAME_DAYS else list(days.values())
    total: Counter[int] = sum(taken, Counter())
    return Usual({hour: n / len(taken) for hour, n in total.items()}, len(taken), taken is same and bool(same))


def bars(today: Counter[int], expected: Usual, now: datetime) -> tuple[HourBar, ...]:
    """One bar an hour from the first in which anybody comes to the last, with the present one among them."""
    busy = [hour for hour in range(24) if today[hour] or expected.by_hour.get(hour, 0) >= 0.5]
    first, last = (min(busy), max(busy)) if busy else (OPEN_FROM, OPEN_TO)
    shown = range(min(first, now.hour), max(last, now.hour) + 1)
    return tuple(
        HourBar(
            hour,
            today[hour] if hour <= now.hour else None,
            round(expected.by_hour.get(hour, 0)) if expected.days else None,
            hour == now.hour,
        )
        for hour in _few(shown, today, expected, now.hour)
    )


def _few(shown: range, today: Counter[int], expected: Usual, now: int) -> Sequence[int]:
    """The emptier end goes first, never the hour it is."""
    first, last = shown[0], shown[-1]

    def weight(hour: int) -> float:
        return float("inf") if hour == now else today[hour] + expected.by_hour.get(hour, 0)

    while last - first + 1 > MOST_BARS:
        if weight(first) <= weight(last):
            first += 1
        else:
            last -= 1
    return range(first, last + 1)
