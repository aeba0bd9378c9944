"""The drivers of height and weight stands on simulated stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from devices.backoff import Backoff
from devices.events import DeviceState, Quality, ReadingTaken
from devices.instruments.stands import EscapeStand, Hw3030, Stand, Wb3000
from devices.simulators.speaking_stands import EscapeStandSimulator, Hw3030Simulator, SpeakingStand, Wb3000Simulator
from tests.contract.serial_instrument_contract import SerialInstrumentContract, values_of
from tests.support.events import EventLog

NOTHING = {"weight": None, "height": None}


class StandBench:
    def __init__(self, folder: Path, driver: type[Stand], simulator: type[SpeakingStand], noise: bytes) -> None:
        self.simulator = simulator(folder / "stand")
        self.simulator.start()
        self.device = driver("stand", url=str(folder / "stand"), backoff=Backoff(first_s=0.05, cap_s=0.1))
        self.faults = self.simulator.faults
        self.first: dict[str, float] = {"weight": 62.5, "height": 160.0}
        self.second: dict[str, float] = {"weight": 100.1, "height": 171.5}
        self.noise = noise

    def measure_first(self) -> None:
        self.simulator.measure(62.5, 160.0)

    def measure_second(self) -> None:
        self.simulator.measure(100.1, 171.5)

    def unplug(self) -> None:
        self.simulator.unplug()

    def plug(self) -> None:
        self.simulator.plug()


class OfAStand(SerialInstrumentContract):
    units = {"weight": "kg", "height": "cm"}  # noqa: RUF012
    driver: ClassVar[type[Stand]]
    simulator: ClassVar[type[SpeakingStand]]
    end: ClassVar[bytes]

    @pytest.fixture
    def bench(self, tmp_path: Path) -> Iterator[StandBench]:
        made = StandBench(tmp_path, self.driver, self.simulator, b"\x00boot" + self.end)
        yield made
        made.device.stop()
        made.simulator.close()


class TestHw3030Contract(OfAStand):
    driver, simulator, end = Hw3030, Hw3030Simulator, b"\r"


class TestEscapeStandContract(OfAStand):
    driver, simulator, end = EscapeStand, EscapeStandSimulator, b"ZK"


class TestWb3000Contract(OfAStand):
    driver, simulator, end = Wb3000, Wb3000Simulator, b"\r\n"

    def test_a_stand_set_to_pounds_is_refused(self, started: StandBench, events: EventLog) -> None:
        started.simulator.send_raw(b"{0,16,~0,1,MO,WB-3000,Hf,05.03,Wp,137.8,MI,24.4,CS,B6\r\n")
        reading = events.wait_for(ReadingTaken).reading
        assert (values_of(reading), reading.flags) == (NOTHING, ("unreadable",))


@pytest.mark.parametrize(
    ("driver", "simulator"),
    [(Hw3030, Hw3030Simulator), (EscapeStand, EscapeStandSimulator), (Wb3000, Wb3000Simulator)],
)
def test_a_weight_nobody_has_is_kept_without_a_number(
    driver: type[Stand], simulator: type[SpeakingStand], tmp_path: Path, events: EventLog
) -> None:
    bench = StandBench(tmp_path, driver, simulator, b"")
    bench.device.start(events)
    events.wait_state(DeviceState.READY)
    bench.simulator.measure(9.5, 160.0)
    reading = events.wait_for(ReadingTaken).reading
    assert (values_of(reading), reading.quality, reading.flags) == (NOTHING, Quality.INVALID, ("out-of-range",))
    assert bench.device.stop()
    bench.simulator.close()
