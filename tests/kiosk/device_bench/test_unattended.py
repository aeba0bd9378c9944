"""Devices tried without anybody before them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest

from devices.clock import SystemClock
from devices.simulators.forehead_module import ForeheadModuleSimulator
from devices.simulators.relay import RelaySimulator
from devices.simulators.sam_reader import SamReaderSimulator
from kiosk.device_bench.unattended import try_all
from kiosk.settings import DeviceEntry
from tests.conftest import AnnouncedLog

pytestmark = pytest.mark.waits


def entry(folder: Path, name: str, model: str) -> DeviceEntry:
    return DeviceEntry(name=name, model=model, options={"url": str(folder / name)})


@pytest.fixture
def module(tmp_path: Path) -> Iterator[ForeheadModuleSimulator]:
    made = ForeheadModuleSimulator(tmp_path / "forehead", bytes_per_s=None, noise_c=0.0)
    made.plug()
    yield made
    made.close()


def test_each_is_tried_as_far_as_its_protocol_goes(tmp_path: Path, module: ForeheadModuleSimulator) -> None:
    reader, relay = SamReaderSimulator(link=tmp_path / "id-reader"), RelaySimulator(tmp_path / "lamp")
    reader.plug()
    relay.plug()
    entries = [
        entry(tmp_path, "forehead", "lu90614"),
        entry(tmp_path, "id-reader", "sam-serial"),
        entry(tmp_path, "lamp", "lcus-relay"),
    ]
    try:
        came = try_all(entries, SystemClock(), UTC, 5.0)
    finally:
        reader.close()
        relay.close()
    assert [(one.fault, one.opened, one.heard) for one in came.values()] == [
        ("", True, True),
        ("", True, True),
        ("", True, False),
    ]
    assert came["forehead"].reading["temp_object"] == 24.0
    assert (came["id-reader"].serial, came["id-reader"].reading) == ("05.01-20200101-0000012345-0000067890", {})
    assert (came["lamp"].serial, came["lamp"].reading) == ("", {})


def test_what_is_not_plugged_in_and_what_has_no_driver(tmp_path: Path, announced: AnnouncedLog) -> None:
    announced.expect("WireLost")
    gone = entry(tmp_path, "forehead", "lu90614")
    came = try_all([gone, DeviceEntry(name="x-ray", model="no-such")], SystemClock(), UTC, 5.0)
    assert [(one.fault, one.opened) for one in came.values()] == [("wire-lost", False), ("device-not-available", False)]


def test_a_reading_no_device_of_its_kind_can_give(tmp_path: Path, module: ForeheadModuleSimulator) -> None:
    module.black_body(70.0)
    (tried,) = try_all([entry(tmp_path, "forehead", "lu90614")], SystemClock(), UTC, 5.0).values()
    assert (tried.fault, tried.opened) == ("out-of-range", True)
