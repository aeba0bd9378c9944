"""A technician calibrates the thermometer by touch, on its real driver and a simulated wire; what goes wrong at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from devices.events import Reading
from kiosk.archive.archive import Archive
from kiosk.calibration.records import CalibrationRecord, Standing, Verdict
from kiosk.certificates.verifying import verify
from kiosk.certifying import certificates_of
from kiosk.ids import new_id
from kiosk.instruments.builders import Terms, forehead
from kiosk.measurements.temperature import TemperatureSettings
from kiosk.settings import Settings
from tests.kiosk.archive.calibrated import LINE, record
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.calibrating.walk import BLACK_BODY, CONTACT, MANOMETER
from tests.support.clock import ManualClock
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.bench_glass import BODY, BenchGlass, Wire
from ui.certificates.pdf import PdfDrawer

__all__ = ["folder", "qapp_cls", "qt_app", "qt_messages", "store"]

pytestmark = pytest.mark.waits

GAUGE = replace(MANOMETER, id=new_id())


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[Wire]:
    made = Wire(tmp_path)
    yield made
    made.close()


@pytest.fixture
def glass(
    request: pytest.FixtureRequest, qt_app: QGuiApplication, qt_messages: list[str], store: Archive,
    clock: ManualClock, wire: Wire,
) -> Iterator[BenchGlass]:  # fmt: skip
    for reference in (BODY, GAUGE):
        store.calibrations.keep_reference(reference, "tester")
    orientation, two_sign = getattr(request, "param", ("landscape", False))
    made = BenchGlass(store, clock, wire, orientation=orientation, two_sign=two_sign)
    made.enters()
    yield made
    made.close()
    assert qt_messages == []


def history(store: Archive) -> tuple[CalibrationRecord, ...]:
    return store.calibrations.history("thermometer", "temp_object")


@pytest.mark.parametrize("glass", [("portrait", False), ("landscape", True)], indirect=True)
def test_newcomer_calibrates_at_three_points_and_the_next_reading_carries_it(
    glass: BenchGlass, store: Archive, wire: Wire
) -> None:
    begun = glass.clock.now().monotonic_s
    glass.to_the_points()
    glass.reads_the_points(35.0, 37.0, 41.0)
    glass.press("button-finish")
    assert glass.page.verdict.sign in ("oct", "tri")  # found beyond its limit
    glass.press("button-adjust")
    glass.reads_the_points(35.0, 37.0, 41.0)
    glass.press("button-finish")
    glass.press("button-sign")
    two_sign = glass.view.signature is not None
    if two_sign:
        assert history(store) == ()
        glass.signs("wu")
    assert glass.page.step == "done"
    (signed,) = history(store)
    assert signed.as_found_error < -0.3
    assert abs(signed.as_left_error or 1) < 0.05
    assert signed.verdict is Verdict.PASS
    assert (signed.by, signed.second) == ("sun", "wu" if two_sign else None)
    took_s = glass.clock.now().monotonic_s - begun
    assert took_s + 3 * glass.touches < 600, (took_s, glass.touches)
    office = certificates_of(Settings(demonstration=True), store, store.folder, PdfDrawer())
    assert signed.number in office.print(signed.id, "sun")
    report = verify((store.folder / "printed" / f"{signed.number}.pdf").read_bytes(), store.calibrations.record)
    assert [finding for finding in report.findings if not finding.agrees] == []
    wire.module.aim((34.5,))
    assert carries(wire, store).calibration_id == signed.id


def carries(wire: Wire, store: Archive):  # type: ignore[no-untyped-def]
    """The measurement a visitor's next reading becomes."""
    known = len(wire.readings)
    wire.device.request()
    wire.wait_for(known + 1)
    reading: Reading = wire.readings[-1]
    at = store._core.clock.now()

    def in_force(metric: str):  # type: ignore[no-untyped-def]
        return store.calibrations.in_force("thermometer", metric, at)

    body, *_ = forehead(reading, Terms(in_force, TemperatureSettings()))
    return body


def test_expired_reference_is_refused_on_the_glass(glass: BenchGlass, store: Archive) -> None:
    old = replace(BLACK_BODY, id=new_id(), serial="20398", certificate="RX2025-1", due=date(2026, 5, 11))
    store.calibrations.keep_reference(old, "tester")
    glass.press("button-calibrate")
    glass.press("choice-thermometer/temp_object/black-body")
    glass.fills_the_room()
    glass.press(f"choice-{old.id}")
    assert glass.page.step == "reference"
    assert any("2026-05-11" in text and "过期" in text for text in glass.texts())


def test_power_cut_between_as_found_and_as_left_changes_nothing_in_force_and_the_work_goes_on(
    glass: BenchGlass, store: Archive, wire: Wire, clock: ManualClock
) -> None:
    glass.to_the_points()
    glass.reads_the_points(35.0, 37.0, 41.0)
    glass.press("button-finish")
    glass.press("button-adjust")
    wire.module.black_body(35.0)
    glass.hears(2)
    glass.press("button-begin_point")
    glass.hears(4)
    glass.close()  # nothing is told to anybody any more
    assert store.calibrations.in_force("thermometer", "temp_object", clock.now()).standing is Standing.NONE

    again = BenchGlass(store, clock, wire, orientation="landscape", hires=False)
    again.enters()
    again.press("button-calibrate")
    again.press("choice-thermometer/temp_object/black-body")
    assert again.page.step == "resume"
    again.press("button-resume")
    assert again.page.step == "verdict"
    again.press("button-adjust")
    again.reads_the_points(35.0, 37.0, 41.0)
    again.press("button-finish")
    again.press("button-sign")
    assert again.page.step == "done"
    assert [len(point.readings) for point in history(store)[0].as_found.points] == [10, 10, 10]
    again.close()


def test_what_was_begun_may_be_given_up_with_a_reason(glass: BenchGlass, store: Archive) -> None:
    glass.to_the_points()
    glass.reads_the_points(35.0, 37.0, 41.0)
    glass.press("button-finish")
    glass.press("button-give_up")
    glass.press("choice-no-time")
    assert glass.page.step == "choose"
    assert store.calibrations.open_runs("thermometer", "temp_object") == ()
    assert history(store) == ()


def test_of_two_technicians_at_once_the_second_signer_is_refused_with_a_sentence(
    glass: BenchGlass, store: Archive, clock: ManualClock
) -> None:
    glass.to_the_points()
    glass.reads_the_points(35.0, 37.0, 41.0)
    glass.press("button-finish")
    glass.press("button-adjust")
    glass.reads_the_points(35.0, 37.0, 41.0)
    glass.press("button-finish")
    elsewhere = record(clock, "KC-7", device="thermometer", method="black-body", reference=BODY)
    store.calibrations.sign(elsewhere)
    glass.press("button-sign")
    assert glass.page.step == "sign"
    assert glass.page.problem
    assert [one.id for one in history(store)] == [elsewhere.id]


def signed_already(glass: BenchGlass, store: Archive, clock: ManualClock) -> None:
    """A calibration holds, and the calendar shows it."""
    store.calibrations.sign(record(clock, "KC-7", device="thermometer", method="black-body", reference=BODY))
    glass.press("button-calibrate")
    glass.press("button-leave")


def test_look_at_one_point_is_noted_and_changes_nothing(
    glass: BenchGlass, store: Archive, wire: Wire, clock: ManualClock
) -> None:
    signed_already(glass, store, clock)
    before = history(store)
    wire.module.gain, wire.module.offset_c = 1 / LINE[0], -LINE[1] / LINE[0]  # as the line expects it
    glass.press("choice-thermometer/temp_object")
    glass.press("button-check")
    glass.press(f"choice-{BODY.id}")
    glass.reads_the_points(37.0)
    glass.press("button-finish")
    assert (glass.page.step, glass.page.verdict.sign) == ("done", "ok")
    assert history(store) == before


def test_kpa_typed_as_mmhg_is_refused_and_the_unit_can_be_said(glass: BenchGlass, store: Archive) -> None:
    glass.press("button-calibrate")
    glass.press("choice-cuff/sys/cuff-static")
    for sign in "23":
        glass.press(f"digit-{sign}")
    glass.press("digit-ok")
    glass.press("button-confirm")
    glass.press(f"choice-{GAUGE.id}")
    types(glass, "0", *["0.0", "6.8", "13.6", "20.3", "27.1", "33.7", "27.1", "20.4", "13.6", "6.9", "0.0"], "0", "1")
    glass.press("button-finish")
    assert glass.page.step == "points"
    assert "kPa" in glass.page.problem
    assert store.calibrations.open_runs("cuff", "sys") == ()


def types(glass: BenchGlass, *values: str) -> None:
    for value in values:
        for sign in value:
            glass.press("digit-point" if sign == "." else f"digit-{sign}")
        glass.press("digit-ok")


def test_visitor_between_two_points_takes_nothing_of_the_work(glass: BenchGlass, wire: Wire) -> None:
    glass.to_the_points()
    wire.module.black_body(35.0)
    glass.hears(2)
    glass.press("button-begin_point")
    glass.hears(3)
    glass.press("button-lock")
    wire.device.request()  # the visitor's own
    wire.wait_for(6)
    glass.settle()
    glass.clock.advance(31)  # the authenticator's next code
    glass.enters()
    assert glass.page.live.filled == 3
    assert not glass.page.live.running


def test_terminal_that_stands_elsewhere_has_no_calibration_that_holds(
    glass: BenchGlass, store: Archive, clock: ManualClock
) -> None:
    signed_already(glass, store, clock)
    glass.press("button-move")
    for letter in "hall":
        glass.press(f"key-{letter}")
    glass.press("button-done-typing")
    assert store.calibrations.site() == "hall"
    assert store.calibrations.in_force("thermometer", "temp_object", clock.now()).standing is Standing.MOVED
    glass.press("choice-thermometer/temp_object")
    glass.press("button-allow")
    glass.press("choice-needed-now")
    assert store.calibrations.in_force("thermometer", "temp_object", clock.now()).standing is Standing.OVERRIDDEN
    clock.advance(timedelta(days=1).total_seconds())
    assert store.calibrations.in_force("thermometer", "temp_object", clock.now()).standing is Standing.MOVED


def test_comparison_is_done_by_touch_and_stands_in_the_history_as_a_check(
    glass: BenchGlass, store: Archive, wire: Wire, clock: ManualClock
) -> None:
    contact = replace(CONTACT, id=new_id())
    store.calibrations.keep_reference(contact, "tester")
    glass.press("button-calibrate")
    glass.press("button-choices-more")
    glass.press("choice-thermometer/temp_body/comparison")
    glass.fills("23.1")
    glass.press("button-confirm")
    glass.press(f"choice-{contact.id}")
    glass.fills("36.6")
    wire.module.aim((34.6,) * 12)
    glass.hears(2)
    glass.press("button-begin_point")
    glass.hears(3)
    glass.press("button-finish")
    assert glass.page.step == "done"
    (check,) = store.device_checks.of("thermometer", ("temp_body",))
    assert (check.method, check.by, len(check.run.points[0].readings)) == ("comparison", "sun", 3)
    assert history(store) == ()
    assert store.calibrations.in_force("thermometer", "temp_object", clock.now()).standing is Standing.NONE
    glass.press("button-leave")
    glass.press("choice-thermometer/temp_object")
    assert "比对，不是校准" in glass.texts()
