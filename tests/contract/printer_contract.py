"""What every slip printer promises: one suite, passed by each driver on its simulator.

A driver's test module subclasses `PrinterContract`, names it `Test…`, and gives the `bench` fixture.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Protocol

import pytest

from devices.events import DeviceState
from devices.printers.printer import Printed, Printer
from devices.printers.raster import Raster
from devices.simulators.slip_printer import SlipPrinterSimulator
from devices.wire_log import Direction
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.events import EventLog

SLIP = Raster(384, bytes(range(256)) * 18 + bytes(48 * 4))
"""A hundred rows of every byte there is, questions of a status among them."""


class PrinterBench(Protocol):
    """A driver, not started, on a clock that stands still, and its simulator, plugged in."""

    device: Printer
    clock: ManualClock
    simulator: SlipPrinterSimulator


class Told:
    """What a driver told of slips."""

    def __init__(self) -> None:
        self.outcomes: list[Printed] = []
        self._new = threading.Condition()

    def __call__(self, outcome: Printed) -> None:
        with self._new:
            self.outcomes.append(outcome)
            self._new.notify_all()

    def wait(self, timeout_s: float = 10.0) -> Printed:
        with self._new:
            assert self._new.wait_for(lambda: bool(self.outcomes), timeout_s), "no answer"
            return self.outcomes[-1]

    def wait_while_time_passes(self, clock: ManualClock) -> Printed:
        """The same, with the device's clock going on."""
        for _ in range(200):
            with self._new:
                if self._new.wait_for(lambda: bool(self.outcomes), 0.1):
                    return self.outcomes[-1]
            clock.advance(1)
        raise AssertionError("no answer")


class PrinterContract:
    @pytest.fixture
    def bench(self) -> PrinterBench:
        raise NotImplementedError

    @pytest.fixture
    def started(self, bench: PrinterBench, events: EventLog) -> Iterator[PrinterBench]:
        bench.device.start(events)
        events.wait_state(DeviceState.READY)
        yield bench
        assert bench.device.stop()

    def _print(self, bench: PrinterBench) -> Told:
        told = Told()
        bench.device.print_slip(SLIP, told)
        return told

    def _comes_back(self, bench: PrinterBench) -> None:
        """Let the time pass that a broken printer is given before it is tried again."""
        for _ in range(100):
            if bench.device.state is DeviceState.READY:
                return
            bench.clock.advance(60)
            threading.Event().wait(0.05)
        raise AssertionError("it did not come back")

    def test_slip_is_on_paper_dot_for_dot(self, started: PrinterBench) -> None:
        assert self._print(started).wait() is Printed.DONE
        assert started.simulator.slips == [SLIP]
        assert started.simulator.strange == 0

    def test_two_slips_one_after_the_other(self, started: PrinterBench) -> None:
        for _ in range(2):
            assert self._print(started).wait() is Printed.DONE
        assert started.simulator.slips == [SLIP, SLIP]

    def test_no_paper_before_the_slip_is_told_and_nothing_is_printed(
        self, bench: PrinterBench, events: EventLog, announced: AnnouncedLog
    ) -> None:
        announced.expect("no paper")
        bench.simulator.paper(0)
        bench.device.start(events)
        assert events.wait_state(DeviceState.FAULT).fault == "printer-no-paper"
        told = self._print(bench)
        assert told.outcomes == [Printed.NO_PAPER]
        bench.simulator.paper()
        self._comes_back(bench)
        assert self._print(bench).wait() is Printed.DONE
        assert bench.simulator.slips == [SLIP]
        assert bench.device.stop()

    def test_slip_asked_for_while_missing_paper_is_being_noticed_is_refused_for_that(
        self, started: PrinterBench, events: EventLog, announced: AnnouncedLog, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        announced.expect("no paper")
        meanwhile = Told()
        let_go = started.device._disconnect

        def asked_meanwhile() -> None:
            started.device.print_slip(SLIP, meanwhile)
            let_go()

        monkeypatch.setattr(started.device, "_disconnect", asked_meanwhile)
        started.simulator.paper(0)
        assert self._print(started).wait_while_time_passes(started.clock) is Printed.NO_PAPER
        events.wait_state(DeviceState.FAULT)
        assert meanwhile.outcomes[0] is Printed.NO_PAPER

    def test_paper_that_ends_in_the_middle_is_told(
        self, started: PrinterBench, events: EventLog, announced: AnnouncedLog
    ) -> None:
        announced.expect("no paper")
        started.simulator.paper(40)
        assert self._print(started).wait_while_time_passes(started.clock) is Printed.NO_PAPER
        assert events.wait_state(DeviceState.FAULT).fault == "printer-no-paper"
        assert started.simulator.slips == []

    def test_paper_that_ends_on_the_last_row_is_no_success(
        self, started: PrinterBench, announced: AnnouncedLog
    ) -> None:
        announced.expect("no paper")
        started.simulator.paper(SLIP.height)
        assert self._print(started).wait_while_time_passes(started.clock) is Printed.NO_PAPER

    def test_open_cover_is_told(self, started: PrinterBench, announced: AnnouncedLog) -> None:
        announced.expect("cover")
        started.simulator.open_cover(True)
        assert self._print(started).wait_while_time_passes(started.clock) is Printed.COVER_OPEN

    def test_knife_that_is_stuck_is_told(self, started: PrinterBench, announced: AnnouncedLog) -> None:
        announced.expect("off line")
        started.simulator.failed = True
        assert self._print(started).wait_while_time_passes(started.clock) is Printed.FAILED

    def test_power_lost_in_mid_slip_is_told_and_the_next_slip_is_whole(
        self, started: PrinterBench, events: EventLog, announced: AnnouncedLog
    ) -> None:
        announced.expect("failed")
        announced.expect("no status")
        announced.expect("cannot open")
        started.simulator.power(40)
        assert self._print(started).wait_while_time_passes(started.clock) is Printed.LOST
        assert (started.simulator.slips, started.simulator.half_printed()) == ([], 40)
        started.simulator.plug()
        events.wait_state(DeviceState.FAULT)
        self._comes_back(started)
        assert self._print(started).wait() is Printed.DONE
        assert started.simulator.slips == [SLIP]

    def test_printer_that_says_nothing_any_more_is_lost(self, started: PrinterBench, announced: AnnouncedLog) -> None:
        announced.expect("no status")
        started.simulator.faults.silent = True
        assert self._print(started).wait_while_time_passes(started.clock) is Printed.LOST

    @pytest.mark.parametrize("fault", ["split", "duplicate", "noise"])
    def test_answers_that_come_torn_or_twice_do_not_matter(
        self, bench: PrinterBench, events: EventLog, fault: str
    ) -> None:
        setattr(bench.simulator.faults, fault, b"\xff\x80" if fault == "noise" else True)
        bench.device.start(events)
        events.wait_state(DeviceState.READY)
        assert self._print(bench).wait() is Printed.DONE
        assert bench.simulator.slips == [SLIP]
        assert bench.device.stop()

    def test_second_slip_meanwhile_is_told_that_it_is_busy(
        self, started: PrinterBench, announced: AnnouncedLog
    ) -> None:
        announced.expect("no status")
        started.simulator.faults.silent = True
        first, second = self._print(started), self._print(started)
        assert second.outcomes == [Printed.BUSY]
        assert first.outcomes == []
        assert first.wait_while_time_passes(started.clock) is Printed.LOST

    def test_terminal_that_ends_tells_whoever_waits(self, bench: PrinterBench, events: EventLog) -> None:
        bench.device.start(events)
        events.wait_state(DeviceState.READY)
        bench.simulator.faults.silent = True
        told = self._print(bench)
        assert bench.device.stop()
        assert told.outcomes == [Printed.LOST]
        assert self._print(bench).outcomes == [Printed.AWAY]

    def test_paper_that_runs_low_is_a_remark(self, started: PrinterBench) -> None:
        assert started.device.remark is None
        started.simulator.paper_low = True
        assert self._print(started).wait() is Printed.DONE
        for _ in range(100):
            if started.device.remark is not None:
                break
            started.clock.advance(6)
            threading.Event().wait(0.02)
        remark = started.device.remark
        assert remark is not None
        assert remark.code == "paper-low"

    def test_slip_wider_than_the_paper_is_refused(self, started: PrinterBench) -> None:
        with pytest.raises(ValueError, match="584 dots on a paper of 384"):
            started.device.print_slip(Raster(584, bytes(73)), Told())

    def test_what_is_printed_is_in_no_log(self, started: PrinterBench) -> None:
        assert self._print(started).wait() is Printed.DONE
        entries = started.device.wire_log.entries()
        assert max(entry.length for entry in entries) > 1000
        assert {entry.hex() for entry in entries if entry.direction is Direction.RECEIVED} <= {
            "12",
            "12 12",
            "12 12 12",
            "00",
        }
        assert all(
            isinstance(piece, int) for entry in entries if entry.direction is Direction.SENT for piece in entry.pieces
        )
