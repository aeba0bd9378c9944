"""A slip all the way: drawn, sent over the printer's wire, and read back from its paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.backoff import Backoff
from devices.events import DeviceState
from devices.printers.escpos_printer import EscposPrinter
from devices.printers.printer import Printed
from devices.simulators.slip_printer import SlipPrinterSimulator
from kiosk.slip_desk import SlipPrinters
from tests.conftest import AnnouncedLog
from tests.contract.printer_contract import Told
from tests.kiosk.slips.slips import wang
from tests.support.clock import ManualClock
from tests.support.events import EventLog
from tests.ui.slips.test_dots import read
from ui.slips.dots import draw

pytestmark = pytest.mark.usefixtures("qapp")


class Bench:
    """A printer of 80 mm on its simulator."""

    def __init__(self, link: Path) -> None:
        self.paper = SlipPrinterSimulator(link, width=576)
        self.paper.plug()
        backoff = Backoff(first_s=0.05, cap_s=0.1)
        self.device = EscposPrinter("slips", url=str(link), width=576, clock=ManualClock(), backoff=backoff)
        self.desk = SlipPrinters([self.device], draw)

    def printed(self) -> Printed:
        told = Told()
        self.desk.print(wang(), told)
        return told.wait()


@pytest.fixture
def bench(tmp_path: Path, events: EventLog) -> Iterator[Bench]:
    made = Bench(tmp_path / "printer")
    made.device.start(events)
    events.wait_state(DeviceState.READY)
    yield made
    made.device.stop()
    made.paper.close()


def test_code_on_the_paper_is_read_by_a_camera(bench: Bench) -> None:
    assert bench.printed() is Printed.DONE
    assert [read(slip) for slip in bench.paper.slips] == [wang().qr_text]


def test_power_that_goes_in_mid_slip_is_told(bench: Bench, announced: AnnouncedLog) -> None:
    announced.expect("WireLost")
    bench.paper.power(200)
    assert bench.printed() is Printed.LOST
    assert bench.paper.slips == []


def test_no_paper_is_told(bench: Bench, announced: AnnouncedLog) -> None:
    announced.expect("no paper")
    bench.paper.paper(0)
    assert bench.printed() is Printed.NO_PAPER


def test_cover_that_is_open_is_told(bench: Bench, announced: AnnouncedLog) -> None:
    announced.expect("cover")
    bench.paper.open_cover(True)
    assert bench.printed() is Printed.COVER_OPEN


def test_without_printer_or_without_fonts_there_is_no_slip(bench: Bench) -> None:
    for desk in (SlipPrinters([], draw), SlipPrinters([bench.device], None)):
        told = Told()
        desk.print(wang(), told)
        assert told.wait() is Printed.AWAY
