"""What is done once a day, over days, missed nights, busy halls and clocks that were wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.daily import Daily, is_due, newest_due
from kiosk.store.errors import StoreError
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock

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


class Night(ManualClock):
    """A night in which time flies from one look to the next, until it ends; then nothing moves.

    Attributes:
        looks: Times of day at which it was looked, of the hall's clock.
        done: Those at which it was done.
        hurried: How often it went to wait without being able to.
    """

    def __init__(self, begins: datetime, ends: datetime) -> None:
        super().__init__(begins)
        self.ends, self.over = ends, threading.Event()
        self.looks, self.done = list[str](), list[str]()
        self.last: datetime | None = begins - timedelta(hours=20)
        self.served_until = begins
        self.faults: Iterator[Exception] = iter(())
        self.keeps = True
        self.hurried = 0

    def wait(self, event: threading.Event, timeout_s: float) -> bool:
        if self.now().utc < self.ends and not event.is_set():
            self.advance(timeout_s)
            return False
        self.hurried += event.is_set()
        self.over.set()
        return event.wait(60)

    def hour(self) -> str:
        return f"{self.now().utc.astimezone(SHANGHAI):%H:%M:%S}"

    def work(self) -> None:
        self.done.append(self.hour())
        if fault := next(self.faults, None):
            raise fault
        if self.keeps:
            self.last = self.now().utc

    def daily(self) -> Daily:
        return Daily(
            "night",
            self,
            AT,
            SHANGHAI,
            again_s=900,
            last=lambda: self.last,
            is_idle=lambda: self.now().utc >= self.served_until,
            work=self.work,
            each_look=lambda: self.looks.append(self.hour()),
        )

    def pass_by(self) -> None:
        daily = self.daily()
        daily.start()
        assert self.over.wait(5)
        daily.stop()


def test_it_is_done_at_its_hour_once_a_night_and_looked_for_every_half_minute() -> None:
    night = Night(utc(21, 19, 8), utc(22, 19, 30))  # 3:08 to 3:30 a day later
    night.pass_by()
    assert night.done == ["03:10:00", "03:10:00"]
    assert night.looks[:3] == ["03:08:00", "03:08:30", "03:09:00"]


def test_it_waits_until_nobody_is_served() -> None:
    night = Night(utc(21, 19, 8), utc(21, 20))
    night.served_until = utc(21, 19, 20)
    night.pass_by()
    assert night.done == ["03:20:00"]


def test_what_was_begun_and_not_finished_is_begun_again_a_quarter_later() -> None:
    night = Night(utc(21, 19, 8), utc(21, 19, 41))
    night.keeps = False
    night.pass_by()
    assert night.done == ["03:10:00", "03:25:00", "03:40:00"]


@pytest.mark.parametrize(
    ("fault", "word"), [(StoreError("store-full", "no room"), "store-full"), (TimeoutError(), "timeout")]
)
def test_a_fault_is_logged_and_tried_again_a_quarter_later(
    fault: Exception, word: str, announced: AnnouncedLog
) -> None:
    announced.expect(f"night was not finished: {word}")
    night = Night(utc(21, 19, 8), utc(21, 20))
    night.faults = iter([fault])
    night.pass_by()
    assert night.done == ["03:10:00", "03:25:00"]


def test_a_store_that_cannot_be_asked_is_not_asked_every_half_minute(announced: AnnouncedLog) -> None:
    announced.expect("night was not finished: store-io")
    night = Night(utc(21, 19, 10), utc(21, 19, 39))
    asked = list[str]()

    def last() -> datetime | None:
        asked.append(night.hour())
        raise StoreError("store-io", "a read failed")

    daily = Daily("night", night, AT, SHANGHAI, again_s=900, last=last, is_idle=lambda: True, work=night.work)
    daily.start()
    assert night.over.wait(5)
    daily.stop()
    assert asked == ["03:10:00", "03:25:00"]


def test_it_can_be_woken_and_it_ends_whether_it_was_begun_or_not() -> None:
    night = Night(utc(21, 18), utc(21, 18))
    daily = night.daily()
    daily.start()
    assert night.over.wait(5)
    looked = len(night.looks)
    night.over.clear()
    daily.wake()
    assert night.over.wait(5)
    assert (len(night.looks), night.hurried) == (looked + 1, 0)
    daily.stop()
    daily.stop()
    never = night.daily()
    never.stop()
    never.start()
    assert "night" not in [thread.name for thread in threading.enumerate()]
