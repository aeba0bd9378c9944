"""Visits by hour, and what is usual."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.archive.footfall import Came
from kiosk.attention.hours import Usual, bars, by_hour, usual
from kiosk.attention.rows import since

SHANGHAI = ZoneInfo("Asia/Shanghai")
SUNDAY = date(2026, 11, 22)
NINE = datetime(2026, 11, 22, 9, 20, tzinfo=SHANGHAI)


def came(days_ago: int, hour: int, visits: int) -> list[Came]:
    at = datetime(2026, 11, 22, hour, 30, tzinfo=SHANGHAI) - timedelta(days=days_ago)
    return [Came(at.astimezone(UTC), "face")] * visits


def test_hours_are_those_of_the_hall() -> None:
    assert by_hour(came(0, 7, 2) + came(0, 23, 1), SHANGHAI) == {7: 2, 23: 1}


def test_usual_is_the_mean_of_the_same_weekday() -> None:
    found = usual(came(7, 9, 10) + came(14, 9, 20) + came(14, 10, 4) + came(1, 9, 99), SUNDAY, SHANGHAI)
    assert (found.by_hour, found.days, found.weekday) == ({9: 15.0, 10: 2.0}, 2, True)
    assert (found.until(8), found.until(9), found.until(23)) == (0, 15, 17)


def test_one_such_day_is_not_enough_and_every_day_counts() -> None:
    found = usual(came(7, 9, 10) + came(1, 9, 20), SUNDAY, SHANGHAI)
    assert (found.by_hour, found.days, found.weekday) == ({9: 15.0}, 2, False)


def test_today_is_not_part_of_what_is_usual_and_nothing_is_usual_on_the_first_day() -> None:
    found = usual(came(0, 9, 10), SUNDAY, SHANGHAI)
    assert (found.days, found.until(23)) == (0, None)


def test_bars_reach_from_the_first_to_the_last_busy_hour_and_hold_the_present_one() -> None:
    shown = bars(Counter({8: 3}), Usual({10: 7.4, 11: 0.2}, 3, True), NINE)
    assert [(bar.hour, bar.today, bar.usual, bar.now) for bar in shown] == [
        (8, 3, 0, False),
        (9, 0, 0, True),
        (10, None, 7, False),
    ]


def test_hall_nobody_has_seen_shows_its_day_and_nothing_usual() -> None:
    shown = bars(Counter(), Usual({}, 0, False), NINE)
    assert ([bar.hour for bar in shown], {bar.usual for bar in shown}) == ([*range(8, 17)], {None})


def test_long_day_loses_its_emptier_ends() -> None:
    shown = bars(Counter({0: 1}), Usual(dict.fromkeys(range(6, 22), 9.0), 3, True), NINE)
    assert ([bar.hour for bar in shown], shown[0].now) == ([*range(9, 21)], True)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(-5, "刚刚"), (0, "刚刚"), (1, "1 分钟"), (59, "59 分钟"), (65, "1 小时 5 分钟"), (60 * 24, "11 月 21 日")],
)
def test_how_long_somebody_waits(minutes: int, said: str) -> None:
    assert since(NINE - timedelta(minutes=minutes), NINE, SHANGHAI) == said
