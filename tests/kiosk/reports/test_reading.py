"""A report out of a store: days of one moment, and nothing of a month that is being purged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from kiosk.archive.report_counts import Call, Counts
from kiosk.reports.period import Kind, period_of
from kiosk.reports.reading import read
from kiosk.reports.report import Report
from kiosk.settings import Settings
from kiosk.settings.values import Retention


class TwelveADay:
    """Twelve came, and ten of them called, on every day there is."""

    def of(self, spans: Sequence[tuple[datetime, datetime]], call_kinds: tuple[str, ...]) -> tuple[Counts, ...]:
        calls = (Call(call_kinds[0], 60.0),) * 10
        return tuple(
            Counts({begin: 12}, {None: 2, "window": 10}, {None: 12}, {None: 12}, {}, calls) for begin, _ in spans
        )


def report(kind: Kind, ago_days: int, kept: Retention, today: date = date(2026, 11, 22)) -> Report:
    period = period_of(kind, today - timedelta(days=ago_days))
    return read(TwelveADay(), period, Settings(retention=kept), today)  # type: ignore[arg-type]


def test_a_whole_month_is_told() -> None:
    found = report(Kind.MONTH, 30, Retention())
    assert (found.visits, found.calls) == (370, 310)  # 31 days of 12


@pytest.mark.parametrize(
    ("ago_days", "visits", "calls"),
    [
        (200, 360, 0),  # May: calls are kept half a year and begin to go
        (365, 0, 0),  # the November before is being purged: each night it would be told from fewer days
        (340, 370, 0),  # December is whole
    ],
)
def test_a_month_of_which_the_first_days_are_gone_is_not_told(ago_days: int, visits: int, calls: int) -> None:
    found = report(Kind.MONTH, ago_days, Retention())
    assert (found.period.first.day, found.calls) == (1, calls)
    assert abs(found.visits - visits) <= 10


def test_whom_somebody_went_to_is_not_known_when_calls_are_gone() -> None:
    def ways(ago_days: int) -> dict[str, int]:
        return {line.key: line.count for line in report(Kind.MONTH, ago_days, Retention()).ways if line.count}

    assert ways(30) == {"window": 310, "none": 60}
    assert ways(200) == {"none": 370}  # 31 days of May


def test_no_day_of_it_is_told_either() -> None:
    assert report(Kind.DAY, 364, Retention()).empty
    assert not report(Kind.DAY, 351, Retention()).empty


def test_whoever_keeps_little_is_told_of_what_there_is() -> None:
    assert report(Kind.DAY, 3, Retention(health_days=7)).visits == 10
