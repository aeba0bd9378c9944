"""The hour of the nightly check, over days, missed nights and clocks that were wrong."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.gallery.schedule import is_due, newest_due

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
AT = time(3, 10)


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (utc(22, 1, 20), utc(21, 19, 10)),  # 9:20 in Shanghai: this morning at 3:10
        (utc(21, 19, 10), utc(21, 19, 10)),  # on the minute
        (utc(21, 19, 9), utc(20, 19, 10)),  # one minute before: yesterday's
        (utc(21, 23, 59), utc(21, 19, 10)),
    ],
)
def test_newest_hour_that_has_passed(now: datetime, due: datetime) -> None:
    assert newest_due(now, AT, SHANGHAI) == due


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (None, True),
        (utc(21, 19, 11), False),
        (utc(21, 19, 10), False),
        (utc(21, 19, 9), True),
        (utc(1, 0), True),
        (utc(22, 2), False),  # noted a little ahead: the clock was put back by NTP
        (datetime(2099, 1, 1, tzinfo=UTC), True),  # noted under a clock that ran away
    ],
    ids=["never", "after", "on the minute", "just before", "weeks ago", "a little ahead", "a wrong year"],
)
def test_due_once_a_day_and_caught_up(last: datetime | None, due: bool) -> None:
    assert is_due(utc(22, 1, 20), last, AT, SHANGHAI) is due


def test_hour_that_summer_time_leaves_out_still_comes_once() -> None:
    half_past_two = time(2, 30)  # 2026-03-29 in Berlin goes from 2:00 to 3:00
    morning = datetime(2026, 3, 29, 6, 0, tzinfo=UTC)
    due = newest_due(morning, half_past_two, BERLIN)
    assert due.date() == datetime(2026, 3, 29).date()
    assert not is_due(morning, due, half_past_two, BERLIN)


@given(
    now=st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),
    at=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    zone=st.sampled_from([SHANGHAI, BERLIN, ZoneInfo("Pacific/Apia"), ZoneInfo("UTC")]),
)
def test_it_is_never_in_the_future_nor_older_than_two_days(now: datetime, at: time, zone: ZoneInfo) -> None:
    due = newest_due(now, at, zone)
    assert due <= now
    assert now - due <= timedelta(hours=49)
    assert not is_due(now, now, at, zone)
    assert is_due(now, due - timedelta(minutes=1), at, zone)
