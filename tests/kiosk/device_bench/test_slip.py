"""A slip printer in the self-test: a slip of dots is printed, and somebody looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.backoff import Backoff
from devices.device import Device
from devices.events import DeviceState
from devices.printers.escpos_printer import EscposPrinter
from devices.simulators.slip_printer import SlipPrinterSimulator
from kiosk.device_bench.self_test_page import SelfTestPage
from kiosk.device_bench.slip import pattern
from kiosk.device_bench.standing import entries
from kiosk.sentences import Text
from kiosk.settings import DeviceEntry, Settings
from tests.conftest import AnnouncedLog
from tests.kiosk.device_bench.hall import Hall
from tests.support.clock import ManualClock
from tests.support.events import EventLog


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[SlipPrinterSimulator]:
    made = SlipPrinterSimulator(tmp_path / "printer")
    made.plug()
    yield made
    made.close()


@pytest.fixture
def page(
    clock: ManualClock, simulator: SlipPrinterSimulator, events: EventLog, tmp_path: Path
) -> Iterator[SelfTestPage]:
    hall, url = Hall(clock), str(tmp_path / "printer")
    printer = EscposPrinter("slips", url=url, clock=clock, backoff=Backoff(first_s=0.05, cap_s=0.1))
    devices: dict[str, Device] = {"slips": printer}
    settings = Settings(devices=(DeviceEntry(name="slips", model="escpos-printer", options={"url": url}),))
    parts = type(hall.parts)(
        settings, devices, hall.watch, hall.parts.states, hall, hall.parts.camera, hall.parts.chime_fault, hall,
        hall.parts.sticks,
    )  # fmt: skip
    assert [entry.title for entry in entries(parts)] == ["小票打印机"]
    printer.start(events)
    events.wait_state(DeviceState.READY)
    context: Any = hall
    made = SelfTestPage(context, parts, ring=lambda: None, last=lambda: Text(""))
    made.opened()
    yield made
    assert printer.stop()


def test_the_slip_is_printed_and_then_looked_at(page: SelfTestPage, simulator: SlipPrinterSimulator) -> None:
    page.skip()
    page.skip()
    assert simulator.slips == [pattern(384)]
    assert page.view().lead == "试纸打好了。框是直的、黑条没有白线、纸切断了吗？"
    page.again()
    assert len(simulator.slips) == 2
    page.good()
    assert [step.state.word for step in page.view().steps] == ["跳过", "跳过", "合格"]


def test_without_paper_it_says_what_to_do_and_waits(
    page: SelfTestPage, simulator: SlipPrinterSimulator, announced: AnnouncedLog
) -> None:
    announced.expect("no paper")
    simulator.paper(0)
    page.skip()
    page.skip()
    assert page.view().lead == "没有纸：换一卷，热敏面朝打印头，再打一次"
    page.bad()
    assert page.view().headline == "1 项不合格"


@pytest.mark.parametrize("width", [384, 576])
def test_every_dot_of_the_head_is_black_in_the_bar_and_in_the_frame(width: int) -> None:
    slip = pattern(width)
    across = width // 8
    rows = [slip.data[at : at + across] for at in range(0, len(slip.data), across)]
    assert rows[0] == rows[-1] == b"\xff" * across
    assert rows.count(b"\xff" * across) >= 24 + 4
    assert 80 <= slip.height <= 200
