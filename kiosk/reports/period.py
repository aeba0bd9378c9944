"""Which days a report is of: a day, an ISO week (Monday to Sunday) or a calendar month, in the hall's time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum


class Kind(StrEnum):
    """How long it is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` until before `after`. Made by `period_of`."""

    kind: Kind
    first: date
    after: date

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after - timedelta(days=1)

    @property
    def key(self) -> str:
        """2026-11-29, 2026-W48 or 2026-11."""
        if self.kind is Kind.DAY:
            return self.first.isoformat()
        if self.kind is Kind.WEEK:
            year, week, _ = self.first.isocalendar()
            return f"{year}-W{week:02d}"
        return f"{self.first.year}-{self.first.month:02d}"

    def before(self) -> Period:
        """The one before. Raises OverflowError before the first year there is."""
        return period_of(self.kind, self.first - timedelta(days=1))

    def next(self) -> Period:
        """The one after. Raises OverflowError after the last year there is."""
        return period_of(self.kind, self.after)

    def days(self) -> tuple[date, ...]:
        """Each day."""
        return tuple(self.first + timedelta(days=n) for n in range((self.after - self.first).days))

    def counted(self) -> tuple[date, ...]:
        """Each day from the first of the month in which it begins: what a day is told as depends on those before it."""
        first = self.first.replace(day=1)
        return tuple(first + timedelta(days=n) for n in range((self.after - first).days))

    def parts(self) -> tuple[tuple[date, ...], ...]:
        """What a report of it is divided into: a week's days; of a month what each week has of it; a day is not."""
        if self.kind is Kind.DAY:
            return ()
        if self.kind is Kind.WEEK:
            return tuple((day,) for day in self.days())
        weeks: dict[tuple[int, int], list[date]] = {}
        for day in self.days():
            weeks.setdefault(day.isocalendar()[:2], []).append(day)
        return tuple(tuple(week) for week in weeks.values())


def span_of(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """A day's first moment and the first one after it, UTC."""
    begin, end = (datetime.combine(of, time(), zone).astimezone(UTC) for of in (day, day + timedelta(days=1)))
    return begin, end


def period_of(kind: Kind, day: date) -> Period:
    """The one a day lies in."""
    if kind is Kind.DAY:
        return Period(kind, day, day + timedelta(days=1))
    if kind is Kind.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(kind, monday, monday + timedelta(days=7))
    first = day.replace(day=1)
    return Period(kind, first, (first + timedelta(days=31)).replace(day=1))
