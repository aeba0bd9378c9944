"""Whose reading is it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from devices.clock import Instant
from kiosk.instruments.belonging import Belonging, belonging
from tests.kiosk.instruments.readings import NOW, cuff

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = Instant(datetime(2026, 11, 22, 1, 18, 0, tzinfo=UTC), 850.0)


@pytest.mark.parametrize(
    ("device_time", "expected"),
    [
        (datetime(2026, 11, 22, 9, 20), Belonging.BELONGS),
        (datetime(2026, 11, 22, 9, 18), Belonging.BELONGS),
        (datetime(2026, 11, 22, 9, 22), Belonging.BELONGS),
        (datetime(2026, 11, 22, 9, 17), Belonging.DEVICE_CLOCK),
        (datetime(2026, 11, 22, 9, 23), Belonging.DEVICE_CLOCK),
        (datetime(2026, 11, 21, 9, 20), Belonging.DEVICE_CLOCK),
        (datetime(2026, 11, 22, 1, 20), Belonging.DEVICE_CLOCK),  # a clock set to UTC
        (datetime(2000, 1, 1, 0, 0), Belonging.DEVICE_CLOCK),  # the battery was changed
        (None, Belonging.BELONGS),
    ],
)
def test_the_devices_clock_within_two_minutes(device_time: datetime | None, expected: Belonging) -> None:
    reading = cuff(128, 76, 70, device_time=device_time)
    assert belonging(reading, START, NOW, SHANGHAI) is expected


def test_a_reading_that_came_before_the_session_is_nobodys() -> None:
    early = replace(cuff(128, 76, 70), at=Instant(NOW.utc, 849.9))
    assert belonging(early, START, NOW, SHANGHAI) is Belonging.BEFORE_SESSION


def test_a_jump_of_the_wall_clock_does_not_move_arrival() -> None:
    jumped = replace(cuff(128, 76, 70), at=Instant(NOW.utc - timedelta(days=1), 900.0))
    assert belonging(jumped, START, NOW, SHANGHAI) is Belonging.BELONGS


def test_a_hall_may_allow_a_slower_clock() -> None:
    reading = cuff(128, 76, 70, device_time=datetime(2026, 11, 22, 9, 12))
    assert belonging(reading, START, NOW, SHANGHAI, timedelta(minutes=8)) is Belonging.BELONGS


@pytest.mark.parametrize(
    ("device_time", "expected"),
    [
        (datetime(2026, 11, 22, 7, 20), Belonging.BELONGS),
        (datetime(2026, 11, 22, 9, 20), Belonging.DEVICE_CLOCK),
    ],
)
def test_a_hall_in_another_zone_has_its_devices_clock_set_there(device_time: datetime, expected: Belonging) -> None:
    reading = cuff(128, 76, 70, device_time=device_time)
    assert belonging(reading, START, NOW, ZoneInfo("Asia/Urumqi")) is expected
