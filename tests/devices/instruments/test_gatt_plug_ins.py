"""Instruments that speak in their makers' own way, over the virtual air."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

import pytest

from devices.events import ReadingTaken
from devices.instruments.gatt_plug_ins import JumperOximeter, SinocareGlucose, YonkerBloodPressure
from devices.simulators.gatt_air import Air
from devices.simulators.gatt_plug_ins import SINOCARE, JumperFingerOximeter, SinocareMeter, YonkerCuff
from devices.wires_gatt import Radio
from tests.contract.gatt_instrument_contract import BOUND, HALL, GattInstrumentContract
from tests.contract.gatt_stream_contract import GattStreamContract
from tests.support.clock import ManualClock
from tests.support.events import EventLog


class CuffBench:
    first: ClassVar = {"sys": 131.0, "dia": 103.0, "pulse": 81.0}
    second: ClassVar = {"sys": 121.0, "dia": 79.0, "pulse": 64.0}

    def __init__(self) -> None:
        self.clock, self.air = ManualClock(), Air()
        self.radio = Radio(self.air.backend())
        self.instrument = self.another(BOUND)
        self.device = YonkerBloodPressure("cuff", address=BOUND, radio=self.radio, zone=HALL, clock=self.clock)

    def measure_first(self) -> None:
        self.instrument.send(self.instrument.value(131, 103, 81, self.instrument.now()))

    def measure_second(self) -> None:
        self.instrument.send(self.instrument.value(121, 79, 64, self.instrument.now()))

    def kept_from(self, ago: timedelta) -> bytes:
        return self.instrument.value(190, 110, 99, self.instrument.now() - ago)

    def another(self, address: str) -> YonkerCuff:
        return YonkerCuff(self.radio, self.air, address, "YK-IBPA1", zone=HALL, clock=self.clock)


class MeterBench:
    first: ClassVar = {"glucose_random": 6.1}
    second: ClassVar = {"glucose_random": 11.4}

    def __init__(self) -> None:
        self.clock, self.air = ManualClock(), Air()
        self.radio = Radio(self.air.backend())
        self.instrument = self.another(BOUND)
        self.device = SinocareGlucose(
            "meter", address=BOUND, characteristic=SINOCARE.upper(), radio=self.radio, zone=HALL, clock=self.clock
        )

    def measure_first(self) -> None:
        self.instrument.send(self.instrument.value(6.1, self.instrument.now()))

    def measure_second(self) -> None:
        self.instrument.send(self.instrument.value(11.4, self.instrument.now()))

    def kept_from(self, ago: timedelta) -> bytes:
        return self.instrument.value(20.5, self.instrument.now() - ago, kept=bool(ago))

    def another(self, address: str) -> SinocareMeter:
        return SinocareMeter(self.radio, self.air, address, "Sinocare", zone=HALL, clock=self.clock)


class FingerBench:
    first: ClassVar = {"spo2": 99.0, "pulse": 56.0, "perfusion": 6.8}
    second: ClassVar = {"spo2": 93.0, "pulse": 88.0, "perfusion": 1.4}

    def __init__(self) -> None:
        self.clock, self.air = ManualClock(), Air()
        self.radio = Radio(self.air.backend())
        self.instrument = JumperFingerOximeter(self.radio, self.air, BOUND, "finger", zone=HALL, clock=self.clock)
        self.device = JumperOximeter("finger", address=BOUND, radio=self.radio, zone=HALL, clock=self.clock)

    def sample(self, values: dict[str, float]) -> bytes:
        return self.instrument.value(int(values["spo2"]), int(values["pulse"]), values["perfusion"])

    def nobody(self) -> bytes | None:
        return self.instrument.value(0, 0, 0)


class TestYonkerBloodPressure(GattInstrumentContract):
    units: ClassVar = {"sys": "mm[Hg]", "dia": "mm[Hg]", "pulse": "/min"}
    sets_clock = False

    @pytest.fixture
    def bench(self) -> CuffBench:
        return CuffBench()


class TestSinocareGlucose(GattInstrumentContract):
    units: ClassVar = {"glucose_random": "mmol/L"}
    sets_clock = False

    @pytest.fixture
    def bench(self) -> MeterBench:
        return MeterBench()

    def test_what_it_keeps_is_not_told_even_alone(self, started: MeterBench, events: EventLog) -> None:
        started.instrument.send(started.kept_from(timedelta(hours=1)))
        assert self.refused(events).flags == ("stored-reading",)
        assert events.of(ReadingTaken)[0].reading.raw_frame == b""


class TestJumperOximeter(GattStreamContract):
    units: ClassVar = {"spo2": "%", "pulse": "/min", "perfusion": "%"}

    @pytest.fixture
    def bench(self) -> FingerBench:
        return FingerBench()
