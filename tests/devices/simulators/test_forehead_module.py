"""The simulated module speaks the published bytes, and its people change when it says they do."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from devices.clock import SystemClock
from devices.simulators.forehead_module import ForeheadModuleSimulator
from devices.wires import SerialLine, Wire

BODY = bytes.fromhex("FAC5BF FACAC4")
OBJECT = bytes.fromhex("FAC6C0 FACAC4")
Ask = Callable[[bytes], bytes]


@pytest.fixture
def module() -> Iterator[ForeheadModuleSimulator]:
    simulator = ForeheadModuleSimulator(noise_c=0.0)
    simulator.start()
    yield simulator
    simulator.close()


@pytest.fixture
def ask(module: ForeheadModuleSimulator) -> Iterator[Ask]:
    wire = Wire(module.path, SerialLine(9600), SystemClock())

    def ask_once(command: bytes) -> bytes:
        wire.write(command)
        return wire.read_until(lambda got: len(got) >= 9, 3.0)

    yield ask_once
    wire.close()


def celsius(reply: bytes) -> float:
    return (reply[2] * 100 + reply[3]) / 100


def test_a_forehead_of_34_18_gives_the_published_body_reply(module: ForeheadModuleSimulator, ask: Ask) -> None:
    module.aim((34.18,))
    assert ask(BODY) == bytes.fromhex("FEAC24342212000036")


def test_a_mode_lasts_until_the_next_and_garbage_is_skipped(module: ForeheadModuleSimulator, ask: Ask) -> None:
    module.aim((34.2,))
    assert ask(OBJECT)[1] == 0xAA
    assert ask(b"\x00\xfa\xca" + OBJECT[3:])[1] == 0xAA


def test_the_next_temperature_comes_after_a_whole_measurement(module: ForeheadModuleSimulator, ask: Ask) -> None:
    module.aim((35.9, 35.8))
    assert celsius(ask(BODY)) == 38.24  # a look whether the module is there: not a measurement
    assert [celsius(ask(command)) for command in (OBJECT, OBJECT, BODY, BODY)] == [35.9, 35.9, 38.24, 38.24]
    assert [celsius(ask(command)) for command in (OBJECT, BODY, OBJECT)] == [35.8, 38.14, 35.8]


def test_the_same_seed_makes_the_same_noise() -> None:
    def five(seed: int) -> list[float]:
        simulator = ForeheadModuleSimulator(seed=seed, noise_c=0.03)
        simulator.start()
        simulator.aim((34.2,))
        wire = Wire(simulator.path, SerialLine(9600), SystemClock())
        values = []
        for _ in range(5):
            wire.write(OBJECT)
            values.append(celsius(wire.read_until(lambda got: len(got) >= 9, 3.0)))
        wire.close()
        simulator.close()
        return values

    assert five(1) == five(1)
    assert five(1) != five(2)
    assert all(abs(value - 34.2) < 0.2 for value in five(1))


def test_an_empty_series_is_nobody(module: ForeheadModuleSimulator) -> None:
    with pytest.raises(ValueError, match="at least one"):
        module.aim(())


def test_it_may_be_pulled_and_plugged_in_again_and_again(module: ForeheadModuleSimulator) -> None:
    before = threading.active_count()
    for _ in range(3):
        module.unplug()
        module.unplug()
        module.plug()
        module.plug()
    assert threading.active_count() == before


def test_black_body_stays_as_it_is_measurement_after_measurement(module: ForeheadModuleSimulator, ask: Ask) -> None:
    module.aim((35.9, 35.8))
    module.black_body(37.0)
    assert [celsius(ask(command)) for command in (OBJECT, BODY, OBJECT, BODY, OBJECT)][::2] == [37.0, 37.0, 37.0]
    module.away()
    assert celsius(ask(OBJECT)) == 24.0


def test_error_of_the_sensor_is_in_everything_it_reads(module: ForeheadModuleSimulator, ask: Ask) -> None:
    module.gain, module.offset_c = 0.985, 0.165
    module.black_body(41.0)
    assert celsius(ask(OBJECT)) == 40.55
    module.aim((34.2,))
    assert celsius(ask(OBJECT)) == 33.85
