"""The simulated monitor writes the published record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from devices.clock import SystemClock
from devices.simulators.cuff import CuffSimulator
from devices.wires import SerialLine, Wire
from tests.support.clock import ManualClock


@pytest.fixture
def cuff() -> Iterator[CuffSimulator]:
    simulator = CuffSimulator(clock=ManualClock())
    simulator.start()
    yield simulator
    simulator.close()


@pytest.fixture
def wire(cuff: CuffSimulator) -> Iterator[Wire]:
    opened = Wire(cuff.path, SerialLine(9600), SystemClock())
    yield opened
    opened.close()


def line(wire: Wire) -> bytes:
    return wire.read_until(lambda got: got.endswith(b"\n"), 3.0)


def test_a_measurement_is_the_published_line(cuff: CuffSimulator, wire: Wire) -> None:
    cuff.measure(128, 76, 70, when=datetime(2026, 11, 22, 8, 30), patient_id="1" * 20)
    assert line(wire) == b"2026,11,22,08,30,11111111111111111111,0,128,076,070,0\r\n"


def test_an_error_blanks_the_numbers(cuff: CuffSimulator, wire: Wire) -> None:
    cuff.measure(128, 76, 70, error=2)
    assert line(wire)[37:] == b",2,   ,   ,   ,0\r\n"


def test_a_short_identification_is_padded_and_movement_is_told(cuff: CuffSimulator, wire: Wire) -> None:
    cuff.measure(128, 76, 70, movement=True, patient_id="A1")
    assert line(wire) == b"2026,11,22,09,20,A1                  ,0,128,076,070,1\r\n"


def test_the_monitors_clock_shows_the_time_in_china(cuff: CuffSimulator, wire: Wire) -> None:
    cuff.measure(128, 76, 70)
    assert line(wire).startswith(b"2026,11,22,09,20,")
