"""A Lepton's pictures through OpenCV: the same numbers by a pipe in place of the USB link."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from devices.backoff import Backoff
from devices.events import DeviceState, Quality, ReadingTaken
from devices.simulators.thermal_feed import ThermalFeed
from devices.thermometers.lepton import Lepton
from devices.thermometers.thermal import Shutter, warmest_pixels
from tests.conftest import AnnouncedLog
from tests.contract.gatt_instrument_contract import until
from tests.contract.thermometer_contract import ThermometerContract
from tests.support.events import EventLog

pytestmark = pytest.mark.waits


class Bench:
    def __init__(self, folder: Path) -> None:
        path = folder / "lepton.y4m"
        self.feed = ThermalFeed(path, period_s=0.01)
        self.device = Lepton("forehead", source=str(path), backoff=Backoff(first_s=0.02, cap_s=0.02))
        self.feed.plug()

    def aim(self, celsius: float) -> None:
        self.feed.aim(celsius)

    def unplug(self) -> None:
        self.feed.unplug()

    def plug(self) -> None:
        self.feed.plug()

    def rest(self) -> None:
        until(lambda: not self.feed.is_read)

    def close(self) -> None:
        self.feed.unplug()


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.thermometers.thermal.BLIND_S", 0.1)
    monkeypatch.setattr("devices.thermometers.thermal.FROZEN_S", 0.2)
    monkeypatch.setattr("devices.thermometers.lepton.BURST_S", 2.0)


class TestLepton(ThermometerContract):
    raw_length = 5 * 9 * 2

    @pytest.fixture
    def bench(self, tmp_path: Path) -> Bench:
        return Bench(tmp_path)

    def test_one_hot_pixel_is_no_forehead(self, started: Bench, events: EventLog) -> None:
        started.feed.hot_pixel = True
        assert self.asked(started, events, 34.5).reading.value("temp_object") == pytest.approx(34.5, abs=0.03)

    def test_a_picture_that_stands_still_is_nobodys(
        self, started: Bench, events: EventLog, announced: AnnouncedLog
    ) -> None:
        announced.expect("DeviceTimeout")
        self.asked(started, events, 34.5)
        started.feed.frozen = True
        reading = self.asked(started, events, 36.0).reading
        assert (reading.value("temp_object"), reading.quality) == (None, Quality.INVALID)


class Grey(ThermalFeed):
    """A picture of a Lepton's size, of eight bits."""

    def picture(self) -> np.ndarray[tuple[int, int], np.dtype[np.uint16]]:
        return super().picture()[:60].copy()


@pytest.mark.parametrize("header", ["W160 H60 F9:1 Ip A1:1 Cmono16", "W160 H120 F9:1 Ip A1:1 Cmono"])
def test_pictures_of_another_camera_are_a_fault(
    header: str, tmp_path: Path, events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("ProtocolError")
    feed = Grey(tmp_path / "lepton.y4m", period_s=0.01, header=f"YUV4MPEG2 {header}\n".encode())
    feed.plug()
    device = Lepton("forehead", source=str(feed.path), backoff=Backoff(first_s=0.5, cap_s=0.5))
    device.start(events)
    assert events.wait_state(DeviceState.FAULT).fault == "protocol"
    assert device.stop()
    feed.unplug()


def test_no_camera_is_a_fault_that_says_so(tmp_path: Path, events: EventLog, announced: AnnouncedLog) -> None:
    announced.expect("WireLost")
    device = Lepton("forehead", source=str(tmp_path / "none"), backoff=Backoff(first_s=0.02, cap_s=0.02))
    device.start(events)
    device.request()
    assert events.wait_state(DeviceState.FAULT).fault == "thermal-gone"
    assert events.wait_for(ReadingTaken).reading.flags == ("no-answer",)
    assert device.stop()


def test_pictures_of_two_seconds_after_the_shutter_are_not_measured_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.thermometers.thermal.BLIND_S", 2.0)
    monkeypatch.setattr("devices.thermometers.thermal.FROZEN_S", 0.5)
    shutter, rng = Shutter(), np.random.default_rng(1)

    def new() -> np.ndarray[tuple[int, int], np.dtype[np.uint16]]:
        return rng.integers(29000, 31000, (120, 160)).astype(np.uint16)

    def open_from(begin_s: float) -> list[float]:
        """When pictures are measured in, of those of three seconds, ten a second."""
        times = [round(begin_s + n / 10, 1) for n in range(30)]
        return [at for at in times if shutter.open_for(new(), at)]

    assert open_from(10.0)[0] == 12.0
    still = new()
    assert [shutter.open_for(still, at) for at in (13.0, 13.2, 13.4)] == [True, False, False]
    assert open_from(13.6)[0] == 15.6


def test_of_a_picture_nine_raw_values_are_kept() -> None:
    picture = np.full((120, 160), 29515, np.uint16)
    picture[40:43, 60:63] = 30765
    assert np.frombuffer(warmest_pixels(picture), "<u2").tolist() == [30765] * 9
