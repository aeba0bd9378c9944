"""Days, ISO weeks and calendar months of a hall."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.reports.period import Kind, Period, period_of, span_of
from kiosk.reports.words import period_words

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("kind", "day", "first", "after", "key", "words"),
    [
        ("day", "2026-11-29", "2026-11-29", "2026-11-30", "2026-11-29", "2026 年 11 月 29 日"),
        ("week", "2026-11-29", "2026-11-23", "2026-11-30", "2026-W48", "2026 年第 48 周 · 11/23–11/29"),
        ("week", "2026-11-30", "2026-11-30", "2026-12-07", "2026-W49", "2026 年第 49 周 · 11/30–12/6"),
        ("week", "2027-01-02", "2026-12-28", "2027-01-04", "2026-W53", "2026 年第 53 周 · 12/28–1/3"),
        ("month", "2028-02-29", "2028-02-01", "2028-03-01", "2028-02", "2028 年 2 月"),
        ("month", "2026-12-31", "2026-12-01", "2027-01-01", "2026-12", "2026 年 12 月"),
    ],
)
def test_a_day_lies_in_one_day_week_and_month(
    kind: str, day: str, first: str, after: str, key: str, words: str
) -> None:
    found = period_of(Kind(kind), date.fromisoformat(day))
    assert (found.first, found.after, found.key) == (date.fromisoformat(first), date.fromisoformat(after), key)
    assert period_words(found) == words


@pytest.mark.parametrize("kind", list(Kind))
def test_going_back_and_forth_leaves_no_day_out_and_takes_none_twice(kind: Kind) -> None:
    at = period_of(kind, date(2028, 3, 1))
    for _ in range(60):
        before = at.before()
        assert before.after == at.first
        assert before.next() == at
        at = before


def test_a_period_begins_at_midnight_in_the_hall() -> None:
    assert span_of(date(2026, 11, 29), SHANGHAI) == (
        datetime(2026, 11, 28, 16, tzinfo=UTC),
        datetime(2026, 11, 29, 16, tzinfo=UTC),
    )


def test_a_day_on_which_the_clocks_are_put_forward_is_shorter() -> None:
    begin, end = span_of(date(2026, 3, 29), ZoneInfo("Europe/Berlin"))
    assert (end - begin).total_seconds() == 23 * 3600


def test_a_week_has_its_days_and_a_month_what_each_week_has_of_it() -> None:
    def spans(period: Period) -> list[tuple[int, int]]:
        return [(part[0].day, part[-1].day) for part in period.parts()]

    assert spans(period_of(Kind.WEEK, date(2026, 11, 29))) == [(n, n) for n in range(23, 30)]
    assert spans(period_of(Kind.MONTH, date(2026, 11, 1))) == [(1, 1), (2, 8), (9, 15), (16, 22), (23, 29), (30, 30)]
    assert spans(period_of(Kind.MONTH, date(2027, 1, 1))) == [(1, 3), (4, 10), (11, 17), (18, 24), (25, 31)]
    assert period_of(Kind.DAY, date(2026, 11, 29)).parts() == ()


def test_what_is_counted_begins_with_the_month_the_period_begins_in() -> None:
    week = period_of(Kind.WEEK, date(2027, 1, 2)).counted()
    assert (week[0], week[-1], len(week)) == (date(2026, 12, 1), date(2027, 1, 3), 34)
    assert period_of(Kind.DAY, date(2026, 11, 1)).counted() == (date(2026, 11, 1),)
