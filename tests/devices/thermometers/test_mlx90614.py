"""MLX90614 on an I²C bus that answers at the kernel's call."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pytest

from devices.backoff import Backoff
from devices.events import DeviceState, Quality, ReadingTaken
from devices.simulators.i2c_sensor import Mlx90614Simulator
from devices.thermometers.mlx90614 import Mlx90614
from devices.wires_i2c import Message, Transfer
from tests.conftest import AnnouncedLog
from tests.contract.thermometer_contract import ThermometerContract
from tests.support.events import EventLog


class Bench:
    def __init__(self, folder: Path, address: int = 0x5A) -> None:
        bus = folder / "i2c-1"
        bus.touch()
        self.sensor = Mlx90614Simulator()
        self.device = Mlx90614(
            "forehead", bus=str(bus), address=address, ioctl=self.sensor, backoff=Backoff(first_s=0.02, cap_s=0.02)
        )

    def aim(self, celsius: float) -> None:
        self.sensor.aim(celsius)

    def unplug(self) -> None:
        self.sensor.faults.unplug = True

    def plug(self) -> None:
        self.sensor.faults.unplug = False

    def rest(self) -> None:
        pass

    def close(self) -> None:
        pass


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.thermometers.mlx90614.BETWEEN_S", 0.002)
    monkeypatch.setattr("devices.thermometers.mlx90614.LOOK_S", 0.02)


class TestMlx90614(ThermometerContract):
    raw_length = 15

    @pytest.fixture
    def bench(self, tmp_path: Path) -> Bench:
        return Bench(tmp_path)

    def test_a_word_with_a_wrong_code_is_left_out(self, started: Bench, events: EventLog) -> None:
        started.sensor.aim(34.51)
        started.device.request()
        started.sensor.faults.corrupt = 2
        reading = events.wait_for(ReadingTaken).reading
        assert reading.value("temp_object") in (34.51, None)
        assert self.asked(started, events, 34.51).reading.value("temp_object") == 34.51

    def test_nothing_but_wrong_codes_is_a_fault(
        self, started: Bench, events: EventLog, announced: AnnouncedLog
    ) -> None:
        announced.expect("ProtocolError")
        started.sensor.faults.corrupt = 10**6
        assert self.asked(started, events, 34.5).reading.flags == ("no-answer",)
        assert events.wait_state(DeviceState.FAULT).fault == "protocol"

    def test_the_sensors_own_error_is_no_number(self, started: Bench, events: EventLog) -> None:
        started.sensor.faults.error = True
        reading = self.asked(started, events, 34.5).reading
        assert (reading.quality, reading.flags) == (Quality.INVALID, ("unsteady", "device-error"))

    def test_a_sensor_that_does_not_acknowledge_is_missed_while_nobody_asks(
        self, started: Bench, events: EventLog, announced: AnnouncedLog
    ) -> None:
        announced.expect("DeviceTimeout")
        started.sensor.faults.silent = True
        assert events.wait_state(DeviceState.FAULT).fault == "device-timeout"


def test_a_machine_without_an_i2c_bus_says_so(tmp_path: Path, events: EventLog, announced: AnnouncedLog) -> None:
    announced.expect("DeviceNotAvailable")
    device = Mlx90614("forehead", bus=str(tmp_path / "i2c-7"), backoff=Backoff(first_s=0.02, cap_s=0.02))
    device.start(events)
    assert events.wait_state(DeviceState.FAULT).fault == "no-i2c-bus"
    assert device.stop()


def test_a_sensor_at_another_address_has_its_code_of_that_address(tmp_path: Path, events: EventLog) -> None:
    bench = Bench(tmp_path, address=0x2A)
    bench.sensor = Mlx90614Simulator(0x2A)
    bench.device._ioctl = bench.sensor
    bench.aim(34.51)
    bench.device.start(events)
    events.wait_state(DeviceState.READY)
    bench.device.request()
    assert events.wait_for(ReadingTaken).reading.value("temp_object") == 34.51
    assert bench.device.stop()


def test_structures_lie_in_memory_as_the_kernels_do() -> None:
    """Figures of <linux/i2c.h> and <linux/i2c-dev.h>, compiled for 64 bits."""
    assert ctypes.sizeof(Message) == 16
    assert [getattr(Message, name).offset for name in ("address", "flags", "length", "data")] == [0, 2, 4, 8]
    assert ctypes.sizeof(Transfer) == 16
    assert Transfer.count.offset == 8
