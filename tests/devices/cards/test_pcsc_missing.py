"""The PC/SC driver on a machine that has no pyscard: it says so, and does not fall over."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC

import pytest

from devices.cards.pcsc import PcscReader
from devices.cards.pcsc_link import library
from devices.catalogue import create
from devices.clock import SystemClock
from devices.errors import DeviceNotAvailable
from devices.events import DeviceState
from tests.conftest import AnnouncedLog
from tests.support.events import EventLog


@pytest.fixture
def no_pyscard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "smartcard.scard", None)


@pytest.mark.usefixtures("no_pyscard")
def test_without_the_library_the_driver_is_not_available() -> None:
    with pytest.raises(DeviceNotAvailable) as refusal:
        library()
    assert refusal.value.code == "pcsc-library"


def test_without_libpcsclite_the_driver_is_not_available(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise OSError(f"{name}: cannot open shared object file")

    monkeypatch.setattr("ctypes.CDLL", absent)
    with pytest.raises(DeviceNotAvailable) as refusal:
        library()
    assert refusal.value.code == "pcsc-library"


@pytest.mark.usefixtures("no_pyscard")
def test_without_the_library_the_device_is_in_fault_and_stops_all_the_same(
    events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("does not load")
    device = PcscReader("ssc")
    device.start(events)
    assert events.wait_state(DeviceState.FAULT).fault == "pcsc-library"
    assert device.stop()


@pytest.mark.usefixtures("no_pyscard")
def test_the_catalogue_makes_the_device_without_the_library() -> None:
    device = create("pcsc", "ssc", {"reader": "ACR"}, SystemClock(), UTC)
    assert isinstance(device, PcscReader)
    assert device.state is DeviceState.CLOSED


def test_importing_the_driver_loads_no_library() -> None:
    code = "import sys, devices.cards.pcsc; sys.exit('smartcard' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=30, check=False).returncode == 0
