"""The ESC/POS driver on a simulated printer: a serial line, and the kernel's USB printer port."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest

from devices import catalogue
from devices.backoff import Backoff
from devices.device import DeviceKind
from devices.errors import DeviceNotAvailable
from devices.events import DeviceState
from devices.printers.escpos_printer import EscposPrinter
from devices.printers.printer import Printed
from devices.printers.raster import Raster
from devices.simulators.slip_printer import SlipPrinterSimulator
from tests.contract.printer_contract import SLIP, PrinterContract, Told
from tests.support.clock import ManualClock
from tests.support.events import EventLog


class EscposBench:
    def __init__(self, link: Path, **options: bool) -> None:
        self.clock = ManualClock()
        self.simulator = SlipPrinterSimulator(link)
        self.simulator.plug()
        self.device = EscposPrinter(
            "slips", url=str(link), clock=self.clock, backoff=Backoff(first_s=0.05, cap_s=0.1), **options
        )


def _bench(link: Path, **options: bool) -> Iterator[EscposBench]:
    made = EscposBench(link, **options)
    yield made
    made.device.stop()
    made.simulator.close()


class TestEscposOnASerialLine(PrinterContract):
    @pytest.fixture
    def bench(self, tmp_path: Path) -> Iterator[EscposBench]:
        yield from _bench(tmp_path / "printer")


class TestEscposOnTheUsbPort(PrinterContract):
    @pytest.fixture
    def bench(self, tmp_path: Path) -> Iterator[EscposBench]:
        (tmp_path / "usb").mkdir()
        yield from _bench(tmp_path / "usb" / "lp0")


def test_printer_that_answers_nothing_has_printed_when_the_port_took_it(tmp_path: Path, events: EventLog) -> None:
    for bench in _bench(tmp_path / "printer", answers=False):
        bench.simulator.faults.silent = True
        bench.device.start(events)
        events.wait_state(DeviceState.READY)
        told = Told()
        bench.device.print_slip(SLIP, told)
        assert told.wait() is Printed.DONE
        assert bench.simulator.wait_for_slips(1)
        assert bench.simulator.slips == [SLIP]


def test_printer_without_a_knife_is_fed_and_not_cut(tmp_path: Path, events: EventLog) -> None:
    for bench in _bench(tmp_path / "printer", cut=False):
        bench.device.start(events)
        events.wait_state(DeviceState.READY)
        told = Told()
        bench.device.print_slip(SLIP, told)
        assert told.wait() is Printed.DONE
        assert (bench.simulator.slips, bench.simulator.half_printed()) == ([], 100)


def test_narrow_slip_stands_at_the_left(tmp_path: Path, events: EventLog) -> None:
    for bench in _bench(tmp_path / "printer"):
        bench.device.start(events)
        events.wait_state(DeviceState.READY)
        told = Told()
        bench.device.print_slip(Raster(8, b"\x81"), told)
        assert told.wait() is Printed.DONE
        assert bench.simulator.slips == [Raster(384, b"\x81" + bytes(47))]


def test_catalogue_makes_it_and_knows_its_paper() -> None:
    device = catalogue.create(
        "escpos-printer", "slips", {"url": "socket://10.0.0.9:9100", "width": 576}, ManualClock(), UTC
    )
    assert isinstance(device, EscposPrinter)
    assert (device.kind, device.width, device.state) == (DeviceKind.PRINTER, 576, DeviceState.CLOSED)
    with pytest.raises(DeviceNotAvailable, match="width"):
        catalogue.create("escpos-printer", "slips", {"url": "/dev/usb/lp0", "width": 400}, ManualClock(), UTC)
