"""A glucose meter with the Bluetooth profile, over the virtual air."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

import pytest

from devices.events import ReadingTaken
from devices.gatt.record_access import REPORT_ALL, REPORT_LAST, report_from
from devices.instruments.gatt_glucose import GattGlucose
from devices.simulators.gatt_air import Air
from devices.simulators.gatt_meter import ALL, CONTROL_SOLUTION, FROM, GattMeter
from devices.wires_gatt import Radio
from tests.contract.gatt_instrument_contract import BOUND, HALL, GattInstrumentContract, until, values_of
from tests.support.clock import ManualClock
from tests.support.events import EventLog


class Bench:
    first: ClassVar = {"glucose_random": 6.1}
    second: ClassVar = {"glucose_random": 11.4}

    def __init__(self) -> None:
        self.clock, self.air = ManualClock(), Air()
        self.radio = Radio(self.air.backend())
        self.instrument = self.another(BOUND)
        self.device = GattGlucose("meter", address=BOUND, radio=self.radio, zone=HALL, clock=self.clock)

    def measure_first(self) -> None:
        self.instrument.measure(6.1)

    def measure_second(self) -> None:
        self.instrument.measure(11.4)

    def kept_from(self, ago: timedelta) -> bytes:
        return self.instrument.value(20.5, self.instrument.now() - ago)

    def another(self, address: str) -> GattMeter:
        return GattMeter(self.radio, self.air, address, "Yuwell Glucose", zone=HALL, clock=self.clock)

    def asked(self) -> list[bytes]:
        """What was written to it but its clock."""
        return [words for words in self.instrument.written if len(words) != 10]


class TestGattGlucose(GattInstrumentContract):
    units: ClassVar = {"glucose_random": "mmol/L"}

    @pytest.fixture
    def bench(self) -> Bench:
        return Bench()

    def test_it_is_asked_for_its_last_record_alone(self, started: Bench, events: EventLog) -> None:
        started.instrument.memory = [started.kept_from(timedelta(days=day)) for day in range(8, 0, -1)]
        started.measure_first()
        assert values_of(events.wait_for(ReadingTaken).reading) == started.first
        assert started.asked() == [REPORT_LAST]

    def test_one_that_knows_other_questions_is_asked_them(self, started: Bench, events: EventLog) -> None:
        meter = started.instrument
        meter.memory = [started.kept_from(timedelta(days=1))]
        meter.knows = frozenset({ALL})
        started.measure_first()
        events.wait_for(ReadingTaken, 1)
        assert started.asked() == [REPORT_LAST, REPORT_ALL]
        meter.written.clear()
        meter.knows = frozenset({FROM})
        started.measure_second()
        events.wait_for(ReadingTaken, 2)
        assert started.asked() == [REPORT_LAST, REPORT_ALL, report_from(2)]
        assert self.good(events) == [started.first, started.second]

    def test_one_that_understands_nothing_is_said(self, started: Bench, events: EventLog) -> None:
        started.instrument.knows = frozenset()
        started.measure_first()
        assert self.refused(events).flags == ("device-error", "error-racp-4")

    def test_taken_fasting_it_is_of_another_metric(self, started: Bench, events: EventLog) -> None:
        started.instrument.measure(5.2, meal=3)
        assert values_of(events.wait_for(ReadingTaken).reading) == {"glucose_fasting": 5.2}

    @pytest.mark.parametrize("meal", [1, 2, 4, 5])
    def test_before_and_after_meals_it_is_random(self, meal: int, started: Bench, events: EventLog) -> None:
        started.instrument.measure(5.2, meal=meal)
        assert values_of(events.wait_for(ReadingTaken).reading) == {"glucose_random": 5.2}

    def test_control_solution_is_nobodys_blood(self, started: Bench, events: EventLog) -> None:
        started.instrument.measure(5.2, sample=CONTROL_SOLUTION)
        assert self.refused(events).flags == ("control-solution",)

    def test_the_same_record_on_another_day_is_not_stored_again(self, started: Bench, events: EventLog) -> None:
        started.measure_first()
        events.wait_for(ReadingTaken, 1)
        started.clock.advance(86_400)
        started.instrument.send()
        until(lambda: started.asked() == [REPORT_LAST] * 2 and not started.instrument.is_connected())
        assert self.good(events) == [started.first]

    def test_one_that_does_not_answer_is_asked_the_next_question_after_ten_seconds(
        self, started: Bench, events: EventLog
    ) -> None:
        started.instrument.faults.silent = started.instrument.faults.stays = True
        started.measure_first()
        until(lambda: started.asked() == [REPORT_LAST])
        begun_s = started.clock.now().monotonic_s

        def told() -> bool:
            started.clock.advance(0.5)
            return bool(events.of(ReadingTaken))

        until(told)
        assert self.refused(events).flags == ("device-error", "error-silent")
        assert 30 <= started.clock.now().monotonic_s - begun_s < 45
        assert started.asked() == [REPORT_LAST, REPORT_ALL, report_from(0)]
