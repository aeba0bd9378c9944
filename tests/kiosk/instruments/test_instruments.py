"""What a device of one kind reads is never a measurement of another, and is calibrated as that device's."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.clock import Instant
from devices.decoding import RefusalCode
from devices.device import DeviceKind
from devices.events import Quality, Quantity, Reading
from kiosk.calibration.records import Calibration
from kiosk.facilities import Facility
from kiosk.instruments.builders import Terms, each_by_itself
from kiosk.instruments.instruments import Instruments
from kiosk.instruments.rows import ROWS, Instrument, Manner
from kiosk.measurements.about import NOBODY, About
from kiosk.measurements.baseline import Baseline
from kiosk.measurements.catalogue import metric, metrics
from kiosk.measurements.measurement import Measurement, Validity
from kiosk.measurements.plausibility import Reason
from kiosk.measurements.temperature import TemperatureSettings
from kiosk.visits.events import ReadingsArrived
from tests.conftest import AnnouncedLog
from tests.kiosk.instruments.readings import NOW
from tests.kiosk.instruments.test_gate import Device, Thermometer
from tests.support.clock import ManualClock

MEASURED = {
    Facility.TEMPERATURE: {"temp_body", "temp_device_body"},
    Facility.BLOOD_PRESSURE: {"sys", "dia", "pulse"},
    Facility.WEIGHT: {"weight", "height", "bmi", "body_fat", "impedance"},
    Facility.OXYGEN: {"spo2", "pulse", "perfusion"},
    Facility.GLUCOSE: {"glucose_random", "glucose_fasting"},
    Facility.BODY_TEMPERATURE: {"temp_clinical"},
    Facility.HEART_RATE: {"pulse"},
}
"""What may come of each facility."""


class Records:
    """Gives every device and metric a calibration of its own, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, Instant]] = []

    def in_force(self, device: str, metric: str, at: Instant) -> Calibration:
        self.asked.append((device, metric, at))
        return Calibration(f"{device}-{metric}", method="comparison", device=device)


class Wired:
    """One device of each kind, and two thermometers; every facility asked or open for one visit."""

    def __init__(self) -> None:
        self.clock, self.records = ManualClock(utc=NOW.utc, monotonic_s=NOW.monotonic_s), Records()
        self.posted: list[ReadingsArrived] = []
        self.kept: list[Measurement] = []
        self.why: list[str] = []
        kinds = [kind for kind in ROWS if kind is not DeviceKind.THERMOMETER]
        self.instruments = Instruments(
            [Thermometer(DeviceKind.THERMOMETER.value), *(Device(kind.value, kind) for kind in kinds)],  # type: ignore[list-item]
            calibrations=self.records,
            temperature=TemperatureSettings(),
            zone=ZoneInfo("Asia/Shanghai"),
            clock=self.clock,
            post=self.posted.append,
            quarantine=self.keep,
        )
        for row in ROWS.values():
            if row.instrument is None:
                continue
            ask = self.instruments.request if row.instrument.manner is Manner.ON_REQUEST else self.instruments.open
            ask(row.facility, "visit-1", "resident-1")

    def keep(self, rows: tuple[Measurement, ...], reason: str) -> None:
        self.kept.extend(rows)
        self.why.append(reason)


kinds = st.sampled_from(sorted(ROWS))
values = st.one_of(st.none(), st.floats(allow_nan=True), st.integers(-5, 400).map(float))


@given(kinds, st.lists(st.tuples(st.sampled_from(sorted(metrics())), values), max_size=4), st.sampled_from(Quality))
def test_reading_of_one_kind_never_becomes_a_measurement_of_another(
    kind: DeviceKind, found: list[tuple[str, float | None]], quality: Quality
) -> None:
    wired = Wired()
    quantities = tuple(Quantity(name, value, metric(name).unit) for name, value in found)
    row = ROWS[kind]
    fits = row.instrument is not None and {name for name, _ in found} <= row.instrument.metrics
    reading = Reading(kind.value, quantities, quality, b"", NOW)
    if row.instrument is not None and not fits:
        with pytest.raises(ValueError, match="not of its kind"):
            wired.instruments.take(reading)
    else:
        wired.instruments.take(reading)
    assert [event.facility for event in wired.posted] == ([row.facility] if fits else [])
    assert {m.metric for event in wired.posted for m in event.measurements} <= MEASURED.get(row.facility, set())
    assert wired.kept == []


@pytest.mark.parametrize(
    "flag", ["stored-reading", "demonstration-reading", "testing-reading", "control-solution", "empty-record"]
)
def test_what_was_never_measured_on_whoever_sits_there_is_nobodys(flag: str) -> None:
    wired = Wired()
    nothing = (Quantity("glucose_random", None, "mmol/L"),)
    wired.instruments.take(Reading("glucose-meter", nothing, Quality.INVALID, b"", NOW, flags=(flag,)))
    assert wired.posted == []
    assert wired.why == [flag]


@pytest.mark.parametrize("code", list(RefusalCode))
def test_every_refusal_of_a_driver_is_a_reason_of_the_record(code: RefusalCode) -> None:
    nothing = (Quantity("spo2", None, "%"),)
    reading = Reading("oximeter", nothing, Quality.INVALID, b"", NOW, flags=(code.value,))
    (row,) = each_by_itself(reading, Terms(lambda _: Calibration("c-1"), TemperatureSettings()))
    assert (row.validity, row.reason) == (Validity.INVALID, Reason(code.value))


def test_calibration_is_that_of_the_device_and_the_metric_when_it_was_read() -> None:
    wired = Wired()
    found = (Quantity("sys", 128, "mm[Hg]"), Quantity("dia", 79, "mm[Hg]"), Quantity("pulse", 72, "/min"))
    later = wired.clock
    later.advance(5)
    at = later.now()
    later.advance(2)
    wired.instruments.take(Reading("blood-pressure", found, Quality.GOOD, b"", at))
    pressure, pulse = ("blood-pressure", "sys", at), ("blood-pressure", "pulse", at)
    assert wired.records.asked == [pressure, pressure, pulse], "both pressures come of one sensor"
    (arrived,) = wired.posted
    under = [m.calibration_id for m in arrived.measurements]
    assert under == ["blood-pressure-sys", "blood-pressure-sys", "blood-pressure-pulse"]
    wired.instruments.take(Reading("thermometer", (Quantity("temp_object", 34.2, "Cel"),), Quality.GOOD, b"", at))
    assert wired.records.asked[3:] == [("thermometer", "temp_object", at)]
    assert wired.posted[1].measurements[0].calibration_id == "thermometer-temp_object"


def test_device_that_is_not_the_terminals_is_nobodys() -> None:
    wired = Wired()
    wired.instruments.take(Reading("stranger", (), Quality.GOOD, b"", NOW))
    assert (wired.posted, wired.kept) == ([], [])


def test_facility_is_used_in_its_own_manner_only() -> None:
    wired = Wired()
    with pytest.raises(KeyError):
        wired.instruments.request(Facility.BLOOD_PRESSURE, "visit-1", "resident-1")
    with pytest.raises(KeyError):
        wired.instruments.open(Facility.TEMPERATURE, "visit-1", "resident-1")
    with pytest.raises(KeyError):
        wired.instruments.close(Facility.CODE)


class Register:
    """Knows one resident, who is 82 this year; or cannot be asked."""

    def __init__(self, *, broken: bool = False) -> None:
        self.broken = broken

    def about(self, resident_id: str, at: Instant) -> About:
        if self.broken:
            raise OSError("王桂英 cannot be read")
        return About(82, "2") if (resident_id, at.utc.year) == ("resident-1", 2026) else NOBODY

    def baseline(self, resident_id: str, metric: str, since: datetime) -> Baseline | None:
        if self.broken:
            raise OSError("王桂英 cannot be read")
        theirs = (resident_id, metric, NOW.utc - since) == ("resident-1", "temp_body", timedelta(days=30))
        return Baseline(35.2, 9, 7) if theirs else None


@pytest.mark.parametrize(
    ("known", "band"), [(Register(), "bmi-80-low"), (None, "bmi-normal"), (Register(broken=True), "bmi-normal")]
)
def test_reading_is_judged_as_that_of_whoever_it_is(
    known: Register | None, band: str, caplog: pytest.LogCaptureFixture, announced: AnnouncedLog
) -> None:
    if known is not None and known.broken:
        announced.expect("whose reading it is cannot be looked up: OSError")
    row = replace(ROWS[DeviceKind.SCALE], instrument=Instrument(Manner.WHILE_OPEN, frozenset({"bmi"}), each_by_itself))
    posted: list[ReadingsArrived] = []
    instruments = Instruments(
        [Device("scale", DeviceKind.SCALE)],  # type: ignore[list-item]
        calibrations=Records(), temperature=TemperatureSettings(), zone=ZoneInfo("Asia/Shanghai"),
        clock=ManualClock(utc=NOW.utc, monotonic_s=NOW.monotonic_s), post=posted.append,
        quarantine=lambda rows, reason: None, rows={DeviceKind.SCALE: row}, people=known,
    )  # fmt: skip
    instruments.open(row.facility, "visit-1", "resident-1")
    instruments.take(Reading("scale", (Quantity("bmi", 20.5, "kg/m2"),), Quality.GOOD, b"", NOW))
    assert posted[0].measurements[0].assessment == band
    assert "王桂英" not in caplog.text


@pytest.mark.parametrize(
    ("known", "warm_s", "said"),
    [
        (Register(), 1800.0, (36.5, None, "raised-own")),
        (Register(), 1799.0, (None, Reason.WARMING, "no-number")),
        (None, None, (36.5, None, "normal")),
        (Register(broken=True), 1800.0, (36.5, None, "normal")),
    ],
)
def test_temperature_is_judged_by_what_is_usual_for_whoever_it_is_and_by_how_warm_the_sensor_is(
    known: Register | None,
    warm_s: float | None,
    said: tuple[float | None, Reason | None, str],
    announced: AnnouncedLog,
) -> None:
    if known is not None and known.broken:
        announced.expect("whose reading it is cannot be looked up: OSError")
    posted: list[ReadingsArrived] = []
    instruments = Instruments(
        [Thermometer("forehead")],  # type: ignore[list-item]
        calibrations=Records(), temperature=TemperatureSettings(warm_up_s=1800.0), zone=ZoneInfo("Asia/Shanghai"),
        clock=ManualClock(utc=NOW.utc, monotonic_s=NOW.monotonic_s), post=posted.append,
        quarantine=lambda rows, reason: None, people=known, warm_s=lambda name, at: warm_s,
    )  # fmt: skip
    instruments.request(Facility.TEMPERATURE, "visit-1", "resident-1")
    instruments.take(Reading("forehead", (Quantity("temp_object", 34.2, "Cel"),), Quality.GOOD, b"", NOW))
    body = posted[0].measurements[0]
    assert (body.value, body.reason, body.assessment) == said
