"""When the wing locks by itself, and how long something that runs may keep it open."""

from __future__ import annotations

from kiosk.desk.idle import Idle


def test_a_minute_without_a_touch_is_over_at_the_minute() -> None:
    idle = Idle(60.0)
    idle.touch(1000.0)
    assert (idle.left_s(1000.0), idle.left_s(1059.0), idle.left_s(1060.0), idle.left_s(1061.0)) == (60.0, 1.0, 0.0, 0.0)


def test_readings_that_run_keep_the_wing_open() -> None:
    idle = Idle(60.0)
    idle.touch(1000.0)
    idle.watch(1050.0)
    assert idle.left_s(1060.0) == 50.0


def test_five_minutes_after_the_last_touch_nothing_keeps_it_open() -> None:
    idle = Idle(60.0)
    idle.touch(1000.0)
    for at in range(1010, 1700, 10):
        idle.watch(float(at))
    assert (idle.left_s(1359.0), idle.left_s(1360.0)) == (1.0, 0.0)


def test_what_runs_does_not_stand_for_somebody_at_the_pad() -> None:
    idle = Idle(60.0)
    idle.touch(1000.0)
    idle.watch(1025.0)
    assert (idle.has_lasted(30.0, 1029.0), idle.has_lasted(30.0, 1030.0)) == (False, True)
