"""A whole self-check in a health hut, by touch: five things measured, with all rests and pauses, on a clock that moves
when told. What instruments read goes through the session gate; what a person does takes as long as it takes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QGuiApplication

from devices.device import DeviceKind
from devices.events import DeviceState, Quality, Quantity, Reading
from devices.printers.escpos_printer import EscposPrinter
from devices.simulators.slip_printer import SlipPrinterSimulator
from kiosk.calibration.in_force import Uncalibrated
from kiosk.faces.events import PersonLeft
from kiosk.facilities import Facility, FacilityChanged
from kiosk.instruments.instruments import Instruments
from kiosk.measurements.measurement import Measurement
from kiosk.measurements.temperature import TemperatureSettings
from kiosk.settings import Screen, Settings
from kiosk.slip_desk import SlipPrinters
from kiosk.visits.events import ReadingsArrived
from kiosk.visits.states import State
from tests.conftest import AnnouncedLog
from tests.kiosk.instruments.test_gate import Device
from tests.kiosk.visits.hall import Desks, Hall
from tests.kiosk.visits.people import earlier, measured
from tests.support.clock import ManualClock
from tests.support.events import EventLog
from tests.support.glass_items import awaited
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from ui.application.event_loop import wait_ms
from ui.slips.dots import draw
from ui.window.shell import Shell
from ui.window.touching import Finger, centre_of, visible_items
from ui.wings import WINGS

__all__ = ["qapp_cls", "qt_app", "qt_messages"]

A_TOUCH_S = 5.0
"""To read a screen and touch it."""
CUFF_S, FINGER_S, SCALE_S, STRIP_S, TAPE_S = 50.0, 25.0, 12.0, 75.0, 20.0
"""From the screen that asks for a measurement to its value, in a person's hands."""
KINDS = {
    DeviceKind.BLOOD_PRESSURE: Facility.BLOOD_PRESSURE,
    DeviceKind.OXIMETER: Facility.OXYGEN,
    DeviceKind.SCALE: Facility.WEIGHT,
    DeviceKind.GLUCOSE_METER: Facility.GLUCOSE,
}


ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Told:
    """How an instrument tells a reading; `ago`: by its own clock, None without one."""

    quality: Quality = Quality.GOOD
    raw: bytes = b""
    flags: tuple[str, ...] = ()
    ago: timedelta | None = None


LIVE = Told()


class Hut(Desks):
    """The ports of a visit, with the gate of a real terminal before its instruments."""

    instruments: Instruments

    def open(self, facility: Facility, visit_id: str, resident_id: str) -> None:
        self.instruments.open(facility, visit_id, resident_id)

    def close(self, facility: Facility) -> None:
        self.instruments.close(facility)


class HutVisit:
    """A visit in a health hut, its instruments used and its buttons pressed."""

    def __init__(self, settings: Settings, desks: Hut | None = None) -> None:
        self.desks, self.settings = desks or Hut(), settings
        self.hall = Hall(self.settings, desks=self.desks)
        devices = [Device(kind.value, kind) for kind in KINDS]
        devices.append(Device("second-cuff", DeviceKind.BLOOD_PRESSURE))
        self.desks.instruments = Instruments(
            devices,  # type: ignore[arg-type]
            calibrations=Uncalibrated(),
            temperature=TemperatureSettings(),
            zone=ZONE,
            clock=self.hall.clock,
            post=self._measured,
            quarantine=self.desks.quarantine,
        )
        self.hall.on(*(FacilityChanged(facility, True) for facility in KINDS.values()))

    def _measured(self, event: ReadingsArrived) -> None:
        self.hall.on(event)

    @property
    def state(self) -> State:
        return self.hall.view.state

    def to_the_cuff(self) -> None:
        """A card, the menu, the rest: the cuff is awaited."""
        self.hall.card().wait(2).warm()
        self.hall.press("self-check").press("blood-pressure").wait(self.settings.visit.bp_rest_s)
        assert self.state is State.MEASURE

    def use(self, kind: DeviceKind | str, takes_s: float, *, told: Told = LIVE, **values: float) -> None:
        """A person uses an instrument, and it tells what it read."""
        self.hall.wait(takes_s)
        units = {"sys": "mm[Hg]", "dia": "mm[Hg]", "pulse": "/min", "spo2": "%", "weight": "kg"}
        quantities = tuple(Quantity(name, value, units.get(name, "mmol/L")) for name, value in values.items())
        now = self.hall.clock.now()
        clock = None if told.ago is None else (now.utc - told.ago).astimezone(ZONE).replace(tzinfo=None)
        self.desks.instruments.take(Reading(str(kind), quantities, told.quality, told.raw, now, clock, told.flags))

    def saved(self) -> list[tuple[str, float | None]]:
        """What was kept, in the order it came."""
        rows: list[Measurement] = [m for group in self.desks.measurements for m in group]
        return [(m.metric, m.value) for m in rows if not m.metric.startswith("temp")]


class HutGlass(HutVisit):
    """The same by touches on the window."""

    def __init__(self, orientation: str, desks: Hut | None = None) -> None:
        screen = Screen(orientation=orientation, less_motion=True, full_screen=False)  # type: ignore[arg-type]
        super().__init__(Settings(screen=screen), desks)
        self._due: list[Any] = []
        self.shell = Shell(
            self.settings,
            WINGS,
            lambda _, event: self.hall.on(event),
            clock=self.hall.clock,
            single_shot=lambda _, call: self._due.append(call),
        )
        self.shell.show(self.shell.size.width(), self.shell.size.height())
        self.finger = Finger(self.shell.window)

    def draw(self) -> None:
        """What the visit shows now stands on the glass, and is no longer deaf."""
        self.shell.apply(self.hall.view)
        for _ in range(4000):  # the first screen of a wing is made while others wait, and each fades in
            wait_ms(2)
            parts = [part for part in self.shell.root.childItems() if part.isVisible()]
            if all(part.opacity() > 0 for part in parts) and texts(self.shell) != {"None"}:
                break
        self.hall.wait(0.5)
        due, self._due = self._due, []
        for call in due:
            call()

    def touch(self, *items: str) -> None:
        """Read the screen, then touch these, one after the other."""
        for item in items:
            self.hall.wait(A_TOUCH_S)
            self.draw()
            self.finger.touch(centre_of(awaited(self.shell.root, item)))
            wait_ms(1)

    def press(self, *buttons: str) -> None:
        """Touch buttons."""
        self.touch(*(f"button-{button}" for button in buttons))

    def typed(self, text: str, takes_s: float) -> None:
        """A person types on the pad."""
        self.hall.wait(takes_s)
        self.draw()
        for key in (*("digit-point" if sign == "." else f"digit-{sign}" for sign in text), "digit-ok"):
            self.finger.touch(centre_of(awaited(self.shell.root, key)))
            wait_ms(1)


def texts(shell: Shell) -> set[str]:
    """All that can be read on the glass."""
    return {str(item.property("text")) for item in visible_items(shell.root)}


@pytest.fixture(params=["portrait", "landscape"])
def hut(qt_app: QGuiApplication, request: pytest.FixtureRequest) -> Iterator[HutGlass]:
    glass = HutGlass(request.param)
    yield glass
    glass.shell.close()
    wait_ms(1)


def test_five_things_are_measured_alone_in_twelve_minutes(hut: HutGlass) -> None:
    began_s = hut.hall.clock.now().monotonic_s
    hut.hall.card().wait(2).warm()
    hut.press("self-check", "blood-pressure")
    assert hut.state is State.REST
    hut.hall.wait(hut.settings.visit.bp_rest_s)
    assert hut.state is State.MEASURE
    hut.use(DeviceKind.BLOOD_PRESSURE, CUFF_S, sys=136, dia=84, pulse=70)
    assert hut.state is State.REST
    hut.hall.wait(hut.settings.visit.bp_pause_s)
    hut.use(DeviceKind.BLOOD_PRESSURE, CUFF_S, sys=130, dia=80, pulse=68)
    assert hut.state is State.VALUE
    hut.press("continue", "oxygen")
    hut.use(DeviceKind.OXIMETER, FINGER_S, spo2=97, pulse=69)
    hut.press("continue", "weight")
    hut.use(DeviceKind.SCALE, SCALE_S, weight=62.5)
    hut.press("continue", "glucose")
    hut.use(DeviceKind.GLUCOSE_METER, STRIP_S, glucose_random=5.6)
    hut.press("continue", "waist")
    hut.typed("86.5", TAPE_S)
    hut.press("continue", "no-thanks")
    assert hut.state is State.GOODBYE
    lasted_s = hut.hall.clock.now().monotonic_s - began_s
    assert lasted_s <= 12 * 60
    shown = dict(hut.hall.view.summary)
    assert [value for name, value in shown.items() if name not in ("随申码", "体温")] == [
        "133 / 82 mmHg", "97 %", "62.5 公斤", "5.6 mmol/L", "86.5 厘米",
    ]  # fmt: skip
    assert hut.desks.alerts == []
    assert [value for metric, value in hut.saved() if metric == "sys"] == [136, 130, 133]


@pytest.mark.parametrize("hut", ["portrait"], indirect=True)
def test_own_three_months_are_shown_after_the_card_and_gone_when_the_person_is(hut: HutGlass) -> None:
    hut.desks.earlier = tuple(
        earlier((measured("weight", kilograms, unit="kg"),), days)[0]
        for days, kilograms in ((80, 64.0), (40, 63.5), (7, 63.0))
    )
    hut.desks.last = {"weight": hut.desks.earlier[-1]}
    hut.hall.card().wait(2).warm()
    hut.press("self-check", "weight")
    hut.use(DeviceKind.SCALE, SCALE_S, weight=62.5)
    hut.press("trend")
    assert hut.state is State.TREND
    assert hut.hall.view.headline == "体重这三个月"
    hut.draw()
    assert "62.5" in texts(hut.shell)
    hut.hall.take().on(PersonLeft()).wait(60)
    hut.draw()
    assert hut.state is State.ATTRACT
    assert "62.5" not in texts(hut.shell)


@pytest.mark.parametrize("hut", ["landscape"], indirect=True)
def test_printer_out_of_paper_is_said_and_nothing_that_was_measured_is_lost(
    hut: HutGlass, tmp_path: Path, events: EventLog, announced: AnnouncedLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    announced.expect("no paper")
    paper = SlipPrinterSimulator(tmp_path / "printer", width=576)
    paper.plug()
    printer = EscposPrinter("slips", url=paper.path, width=576, clock=ManualClock())
    monkeypatch.setattr(hut.desks, "print", SlipPrinters([printer], draw).print)
    printer.start(events)
    try:
        events.wait_state(DeviceState.READY)
        hut.hall.on(FacilityChanged(Facility.PRINTER, True)).card().wait(2).warm()
        hut.press("self-check", "weight")
        hut.use(DeviceKind.SCALE, SCALE_S, weight=62.5)
        hut.press("continue")
        paper.paper(0)
        hut.press("print")
        for _ in range(500):
            hut.hall.conductor.drain()
            if hut.hall.view.headline == "单子没打出来":
                break
            wait_ms(10)
        assert hut.hall.view.lead == "没纸了，数都记着，请问窗口"
        assert (paper.slips, hut.saved()) == ([], [("weight", 62.5)])
        hut.press("no-thanks")
        assert dict(hut.hall.view.summary)["体重"] == "62.5 公斤"
    finally:
        printer.stop()
        paper.close()


@pytest.fixture
def visit() -> HutVisit:
    return HutVisit(Settings())


CUFF = DeviceKind.BLOOD_PRESSURE


def test_red_pressure_with_a_pain_in_the_chest_calls_staff_at_once(visit: HutVisit) -> None:
    visit.to_the_cuff()
    visit.use(CUFF, CUFF_S, sys=186, dia=112, pulse=88)
    assert visit.state is State.SYMPTOMS
    before = len(visit.desks.alerts)
    visit.hall.press("symptom-chest")
    assert visit.state is State.WINDOW
    assert [alert.kind for alert in visit.desks.alerts[before:]] == ["red-value"]


def test_red_pressure_without_any_pain_is_measured_once_more_before_anybody_is_called_out(visit: HutVisit) -> None:
    visit.to_the_cuff()
    visit.use(CUFF, CUFF_S, sys=186, dia=112, pulse=88)
    visit.hall.press("symptom-none").wait(visit.settings.visit.bp_pause_s)
    visit.use(CUFF, CUFF_S, sys=184, dia=108, pulse=86)
    assert visit.state is State.WINDOW


def test_another_persons_reading_out_of_a_cuffs_memory_is_refused(visit: HutVisit) -> None:
    visit.to_the_cuff()
    stored = Told(Quality.INVALID, flags=("stored-reading",))
    visit.use(CUFF, 5, told=stored, sys=150, dia=95, pulse=70)
    visit.use(CUFF, 5, told=Told(raw=b"old", ago=timedelta(hours=3)), sys=151, dia=96, pulse=71)
    assert visit.desks.quarantined == ["stored-reading", "device-clock"]
    assert (visit.state, visit.saved()) == (State.MEASURE, [])


def test_reading_after_the_person_left_is_nobodys(visit: HutVisit) -> None:
    visit.to_the_cuff()
    visit.hall.press("back").press("no-thanks").take().wait(30)
    visit.use(CUFF, CUFF_S, sys=150, dia=95, pulse=70)
    assert visit.desks.quarantined == ["no-visit"]
    assert (visit.state, visit.saved()) == (State.ATTRACT, [])


def test_cuff_unplugged_in_mid_measurement_is_said_on_the_menu_and_measures_when_it_is_back(visit: HutVisit) -> None:
    visit.to_the_cuff()
    visit.hall.wait(20).on(FacilityChanged(Facility.BLOOD_PRESSURE, False, "wire-lost"))
    assert visit.state is State.MENU
    assert not visit.hall.view.has("blood-pressure")
    visit.hall.wait(5).on(FacilityChanged(Facility.BLOOD_PRESSURE, True)).press("blood-pressure").press("rested")
    visit.use(CUFF, CUFF_S, sys=128, dia=80, pulse=70)
    visit.hall.wait(visit.settings.visit.bp_pause_s)
    visit.use(CUFF, CUFF_S, sys=126, dia=80, pulse=70)
    assert (visit.state, visit.desks.quarantined) == (State.VALUE, [])


def test_of_two_cuffs_either_measures_and_what_comes_while_one_rests_is_nobodys(visit: HutVisit) -> None:
    visit.to_the_cuff()
    visit.use(CUFF, CUFF_S, sys=128, dia=80, pulse=70)
    assert visit.state is State.REST
    visit.use("second-cuff", 10, sys=170, dia=99, pulse=90)
    assert visit.desks.quarantined == ["no-visit"]
    visit.hall.wait(visit.settings.visit.bp_pause_s)
    visit.use("second-cuff", CUFF_S, sys=126, dia=80, pulse=70)
    assert [value for metric, value in visit.saved() if metric == "sys"] == [128, 126, 127]
