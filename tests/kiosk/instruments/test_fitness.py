"""A device whose calibration does not hold measures nobody, and comes back by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from devices.clock import Instant
from devices.device import DeviceKind
from devices.events import DeviceState, DeviceStateChanged
from kiosk.calibration.records import Calibration, Standing
from kiosk.facilities import Facility, FacilityChanged
from kiosk.instruments.builders import Terms, blood_pressure, forehead
from kiosk.instruments.fitness import Fitness, calibrated_metrics
from kiosk.instruments.instruments import Instruments
from kiosk.instruments.routing import Router
from kiosk.measurements.measurement import Measurement
from kiosk.measurements.temperature import TemperatureSettings
from kiosk.visits.events import ReadingsArrived, VisitEvent
from tests.kiosk.instruments.readings import NOW, cuff
from tests.kiosk.instruments.readings import forehead as face
from tests.kiosk.instruments.test_gate import PRESSURE, SHANGHAI, TEMPERATURE, Device, Thermometer
from tests.support.clock import ManualClock

KINDS = {"forehead": DeviceKind.THERMOMETER, "cuff": DeviceKind.BLOOD_PRESSURE, "door": DeviceKind.ID_CARD_READER}
HOLDS, LEFT = Standing.IN_FORCE, (Standing.NONE, Standing.OVERRIDDEN)


class Records:
    """Calibrations whose standing a test sets, by device and metric; all others hold."""

    def __init__(self) -> None:
        self.standing: dict[tuple[str, str], Standing] = {}

    def in_force(self, device: str, metric: str, at: Instant) -> Calibration:
        return Calibration("c-1", device=device, standing=self.standing.get((device, metric), HOLDS))


class Terminal:
    """A thermometer and a cuff behind their gate, with the records of a test."""

    def __init__(self, *, required: bool = False, thermometers: tuple[str, ...] = ("forehead",)) -> None:
        self.records, self.clock = Records(), ManualClock()
        self.posted: list[VisitEvent] = []
        self.kept: list[tuple[tuple[Measurement, ...], str]] = []
        kinds = KINDS | dict.fromkeys(thermometers, DeviceKind.THERMOMETER)
        self.fitness = Fitness(self.records, kinds, required=required)
        self.thermometers = [Thermometer(name) for name in thermometers]
        self.instruments = Instruments(
            [*self.thermometers, Device("cuff", DeviceKind.BLOOD_PRESSURE)],  # type: ignore[list-item]
            calibrations=self.records,
            temperature=TemperatureSettings(),
            zone=SHANGHAI,
            clock=self.clock,
            post=self.posted.append,
            quarantine=lambda rows, reason: self.kept.append((rows, reason)),
            unfit=self.fitness.fault,
        )
        self.router = Router(
            self.posted.append, kinds, self.instruments, unfit=lambda name: self.fitness.fault(name, self.clock.now())
        )

    def ready(self, name: str, state: DeviceState = DeviceState.READY) -> None:
        self.router(DeviceStateChanged(name, state, None, NOW))

    def news(self) -> list[tuple[Facility, bool, str | None]]:
        """What was said of facilities since the last time."""
        said = [(e.facility, e.works, e.fault) for e in self.posted if isinstance(e, FacilityChanged)]
        self.posted.clear()
        return said


def test_what_can_be_calibrated_is_named_once_a_sensor() -> None:
    assert calibrated_metrics(DeviceKind.THERMOMETER.value) == ("temp_object",)
    assert calibrated_metrics(DeviceKind.BLOOD_PRESSURE.value) == ("sys",)
    assert calibrated_metrics(DeviceKind.SCALE.value) == ("weight",)
    assert calibrated_metrics(DeviceKind.ID_CARD_READER.value) == ()


@pytest.mark.parametrize(
    ("standing", "fault"),
    [
        (Standing.IN_FORCE, None),
        (Standing.OVERRIDDEN, None),
        (Standing.NONE, None),
        (Standing.DUE, "calibration-due"),
        (Standing.MOVED, "calibration-moved"),
        (Standing.FAILED, "calibration-failed"),
    ],
)
def test_device_is_refused_for_a_calibration_that_does_not_hold(standing: Standing, fault: str | None) -> None:
    terminal = Terminal()
    terminal.records.standing["forehead", "temp_object"] = standing
    assert terminal.fitness.fault("forehead", NOW) == fault
    assert terminal.fitness.fault("cuff", NOW) is None


def test_device_nobody_calibrated_is_refused_only_where_the_hall_asks_for_it() -> None:
    terminal = Terminal(required=True)
    terminal.records.standing["forehead", "temp_object"] = Standing.NONE
    assert terminal.fitness.fault("forehead", NOW) == "calibration-missing"
    assert terminal.fitness.fault("cuff", NOW) is None
    assert terminal.fitness.fault("door", NOW) is None
    assert terminal.fitness.fault("stranger", NOW) is None


def test_facility_fails_at_the_end_of_the_day_and_comes_back_without_a_word_of_the_device() -> None:
    terminal = Terminal()
    terminal.ready("forehead")
    terminal.ready("cuff")
    assert terminal.news() == [(TEMPERATURE, True, None), (PRESSURE, True, None)]
    terminal.router.look()
    assert terminal.news() == []
    terminal.records.standing["forehead", "temp_object"] = Standing.DUE
    terminal.router.look()
    terminal.router.look()
    assert terminal.news() == [(TEMPERATURE, False, "calibration-due")]
    assert terminal.router.states["forehead"].state is DeviceState.READY
    shown = terminal.router.states_for_people()
    assert (shown["forehead"].state, shown["forehead"].fault) == (DeviceState.FAULT, "calibration-due")
    assert shown["cuff"].state is DeviceState.READY
    terminal.records.standing["forehead", "temp_object"] = Standing.OVERRIDDEN
    terminal.router.look()
    assert terminal.news() == [(TEMPERATURE, True, None)]


def test_device_that_begins_unfit_never_makes_its_facility_work() -> None:
    terminal = Terminal()
    terminal.records.standing["cuff", "sys"] = Standing.MOVED
    terminal.ready("cuff", DeviceState.OPENING)
    terminal.router.look()
    assert terminal.news() == []
    terminal.ready("cuff")
    assert terminal.news() == [(PRESSURE, False, "calibration-moved")]


def test_second_thermometer_serves_while_the_first_may_not() -> None:
    terminal = Terminal(thermometers=("forehead", "spare"))
    terminal.records.standing["forehead", "temp_object"] = Standing.FAILED
    terminal.ready("forehead")
    terminal.ready("spare")
    assert terminal.news() == [(TEMPERATURE, False, "calibration-failed"), (TEMPERATURE, True, None)]
    terminal.instruments.request(TEMPERATURE, "visit-1", "resident-1")
    assert [device.asked for device in terminal.thermometers] == [0, 1]


def test_no_reading_is_asked_of_an_unfit_thermometer() -> None:
    terminal = Terminal()
    terminal.records.standing["forehead", "temp_object"] = Standing.DUE
    terminal.instruments.request(TEMPERATURE, "visit-1", "resident-1")
    assert terminal.thermometers[0].asked == 0
    assert terminal.posted == [ReadingsArrived(TEMPERATURE, "visit-1", ())]


def test_answer_that_comes_after_the_calibration_ended_is_nothing() -> None:
    terminal = Terminal()
    terminal.instruments.request(TEMPERATURE, "visit-1", "resident-1")
    terminal.records.standing["forehead", "temp_object"] = Standing.DUE
    terminal.instruments.take(replace(face(34.2), at=terminal.clock.now()))
    assert terminal.posted == [ReadingsArrived(TEMPERATURE, "visit-1", ())]


def test_cuff_that_is_squeezed_all_the_same_is_nobodys() -> None:
    terminal = Terminal()
    terminal.instruments.open(PRESSURE, "visit-1", "resident-1")
    terminal.records.standing["cuff", "sys"] = Standing.DUE
    terminal.instruments.take(replace(cuff(128, 79, 72), device="cuff", at=terminal.clock.now(), device_time=None))
    ((rows, reason),) = terminal.kept
    assert (terminal.posted, reason) == ([], "calibration-due")
    assert [(m.metric, m.raw_value, m.resident_id) for m in rows] == [
        ("sys", 128, None), ("dia", 79, None), ("pulse", 72, None)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("standing", "mark"), [(Standing.IN_FORCE, ()), (Standing.NONE, ("uncalibrated",)),
                           (Standing.OVERRIDDEN, ("override",))],
)  # fmt: skip
def test_reading_says_under_what_it_was_taken(standing: Standing, mark: tuple[str, ...]) -> None:
    terms = Terms(lambda _: Calibration("c-1", standing=standing), TemperatureSettings())
    body, _ = forehead(face(34.2), terms)
    assert (body.flags, body.calibration_id) == (("spread-0.04", *mark), "c-1")
    rows = blood_pressure(cuff(128, 79, 72), terms)
    assert [(m.flags, m.calibration_id, m.raw_value) for m in rows] == [
        (mark, "c-1", 128), (mark, "c-1", 79), (mark, "c-1", 72)
    ]  # fmt: skip
