"""What the two pages do with a device, the store and the desk around them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.archive.archive import Archive
from kiosk.calibration.records import Standing
from kiosk.desk.events import PageChosen
from kiosk.ids import new_id
from tests.kiosk.archive.calibrated import LINE, record
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.calibrating.bench import Bench
from tests.kiosk.calibrating.walk import BLACK_BODY, CONTACT, TEN
from tests.support.clock import ManualClock

__all__ = ["folder", "store"]

BODY = replace(BLACK_BODY, id=new_id())


@pytest.fixture
def bench(store: Archive, clock: ManualClock) -> Bench:
    store.calibrations.keep_reference(BODY, "tester")
    made = Bench(store, clock)
    made.let_in("ma")
    return made


def signed(store: Archive, clock: ManualClock, **changes: object) -> None:
    """A calibration of the thermometer that holds."""
    said: dict[str, object] = {"device": "thermometer", "method": "black-body", "reference": BODY}
    store.calibrations.sign(record(clock, f"KC-{new_id()[-4:]}", **{**said, **changes}))


def ready(bench: Bench) -> None:
    """Up to the first point."""
    bench.do("calibrate")
    bench.do("choose", key="thermometer/temp_object/black-body")
    for value in ("23.1", "46", "5", "0.95", "42"):
        bench.do("type", text=value)
    bench.do("confirm")
    bench.do("choose", key=BODY.id)


def reads_ten(bench: Bench, values: tuple[float, ...]) -> None:
    bench.reads(values[0])
    bench.do("begin_point")
    for value in values:
        bench.reads(value)


def test_calendar_says_how_each_stands_and_in_how_many_days_it_is_due(
    bench: Bench, store: Archive, clock: ManualClock
) -> None:
    signed(store, clock, due=date(2026, 12, 3))
    bench.do("calibrate")
    thermometer, cuff = bench.do("leave").choices
    assert "11" in thermometer.word
    assert (thermometer.sign, thermometer.tone) == ("tri", "care")
    assert cuff.sign == "info"


def test_device_whose_day_is_over_may_be_let_through_for_some_days_with_a_reason(
    bench: Bench, store: Archive, clock: ManualClock
) -> None:
    signed(store, clock, due=date(2026, 11, 23))
    clock.advance(2 * 86400)
    bench.desk.tick()
    bench.let_in("ma")
    choice = bench.page.choices[0]
    assert (choice.sign, choice.tone) == ("oct", "alarm")
    bench.do("choose", key=choice.key)
    bench.do("allow")
    bench.do("for_days", key="2")
    bench.do("choose", key="lab-booked")
    in_force = store.calibrations.in_force("thermometer", "temp_object", clock.now())
    assert in_force.standing is Standing.OVERRIDDEN
    assert bench.page.mode == "one"
    assert bench.page.standing.sign == "tri"


def test_calibration_that_holds_is_not_let_through(bench: Bench, store: Archive, clock: ManualClock) -> None:
    signed(store, clock)
    bench.do("calibrate")
    bench.do("leave")
    bench.do("choose", key="thermometer/temp_object")
    assert "allow" not in [button.name for button in bench.page.buttons]
    (newest,) = store.calibrations.history("thermometer", "temp_object")
    assert [line.number for line in bench.page.history] == [newest.number]


@pytest.mark.parametrize("site", ["", "   "])
def test_terminal_is_not_moved_to_nowhere(bench: Bench, store: Archive, site: str) -> None:
    bench.do("move")
    bench.do("type", text=site)
    assert bench.page.problem
    assert store.calibrations.site() == ""


def test_thermometer_is_asked_once_a_second_while_the_page_is_open_and_not_afterwards(bench: Bench) -> None:
    ready(bench)
    bench.reads(34.6)
    bench.reads(34.6)
    asked = bench.thermometer.asked
    assert asked >= 2
    bench.do("back")
    bench.clock.advance(5)
    bench.desk.tick()
    assert bench.thermometer.asked == asked


def test_reading_that_is_no_value_does_not_count_and_is_said(bench: Bench) -> None:
    ready(bench)
    bench.reads(34.6)
    bench.do("begin_point")
    bench.reads(None)
    assert bench.page.live.silent
    bench.reads(34.6, ("unsteady",))
    assert bench.page.live.filled == 0
    bench.reads(34.6)
    assert bench.page.live.filled == 1


def test_reading_a_visitor_was_given_does_not_count(bench: Bench) -> None:
    ready(bench)
    bench.reads(34.6)
    bench.do("begin_point")
    bench.tells(36.9)
    assert bench.page.live.filled == 0


def test_wing_does_not_lock_while_readings_run(bench: Bench) -> None:
    ready(bench)
    bench.reads(34.6)
    bench.do("begin_point")
    for _ in range(9):
        bench.clock.advance(8)
        bench.reads(34.6)
    assert bench.view.seconds_left > 50


def test_what_is_typed_or_read_is_asked_about_before_another_page_is_opened(bench: Bench) -> None:
    ready(bench)
    bench.happens(PageChosen(bench.view.session, "calibrations"))
    assert bench.view.question is not None
    assert bench.view.page == "calibrate"


def test_certificate_is_printed_for_the_record_that_was_signed(bench: Bench, store: Archive) -> None:
    ready(bench)
    for index, (at, _) in enumerate(TEN.items()):
        if index:
            bench.do("next_point")
        reads_ten(bench, tuple(at + noise / 100 for noise in (1, -1, 0, 2, -2, 0, 1, -1, 0, 0)))
    bench.do("finish")
    bench.do("leave_as_is")
    bench.do("sign")
    bench.do("print")
    (signed_one,) = store.calibrations.history("thermometer", "temp_object")
    assert bench.office.printed == [(signed_one.id, "ma")]
    assert bench.view.notice == "printed"
    assert signed_one.after == (1.0, 0.0) != LINE


def test_comparison_is_done_on_the_wire_and_stands_in_the_history_without_a_number(
    bench: Bench, store: Archive, clock: ManualClock
) -> None:
    """34.5 on the forehead is 36.80 in the body, by the room of 23 ℃ and the offset that visitors are shown."""
    contact = replace(CONTACT, id=new_id())
    store.calibrations.keep_reference(contact, "tester")
    bench.do("calibrate")
    bench.do("choose", key="thermometer/temp_body/comparison")
    bench.do("type", text="23.1")
    bench.do("confirm")
    bench.do("choose", key=contact.id)
    bench.do("type", text="36.6")
    bench.reads(34.5)
    bench.do("begin_point")
    bench.reads(12.0)  # so cold is no forehead: it does not count
    for _ in range(3):
        bench.reads(34.5)
    page = bench.do("finish")
    assert (page.step, page.verdict.word) == ("done", "没有明显不对")
    bench.do("leave")
    page = bench.do("choose", key="thermometer/temp_object")
    assert [(row.number, row.error, row.u, row.word) for row in page.history] == [
        ("比对，不是校准", "+0.20", "—", "没有明显不对")
    ]
    assert store.calibrations.in_force("thermometer", "temp_object", clock.now()).standing is Standing.NONE
