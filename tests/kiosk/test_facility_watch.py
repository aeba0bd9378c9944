"""Staff hear of a broken device also when no visitor has met it."""

from __future__ import annotations

import pytest

from devices.printers.printer import Printed
from kiosk.faces.events import PersonLeft
from kiosk.facilities import NOT_CONFIGURED, Facility, FacilityChanged
from kiosk.facility_watch import FacilityWatch
from kiosk.visits.events import SlipFailed, VisitEvent
from kiosk.visits.ports import StaffAlert
from kiosk.visits.visitor_words import load_alert_words
from tests.support.clock import ManualClock

READER_GONE = FacilityChanged(Facility.ID_CARD, False, "wire-lost")
TOLD = [("device", "身份证读卡器坏了有一会儿了，请看看电源和接线")]


class Desk:
    """The watch, and what staff were told."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self._alerts: list[StaffAlert] = []
        self.watch = FacilityWatch(self._alerts.append, load_alert_words(), self.clock)

    def after(self, seconds: float, *events: VisitEvent) -> list[tuple[str, str]]:
        for event in events:
            self.watch.hear(event)
        self.clock.advance(seconds)
        self.watch.look()
        return [(alert.kind, alert.text) for alert in self._alerts]


def test_reader_broken_for_a_minute_is_told_once() -> None:
    desk = Desk()
    assert desk.after(59, READER_GONE) == []
    assert desk.after(1, READER_GONE) == TOLD
    assert desk.after(3600, READER_GONE) == TOLD


def test_cable_plugged_in_again_is_nobodys_business() -> None:
    desk = Desk()
    desk.after(30, READER_GONE)
    assert desk.after(3600, FacilityChanged(Facility.ID_CARD, True)) == []
    assert desk.after(59, READER_GONE) == []


def test_printer_of_which_a_visit_told_staff_is_not_told_again() -> None:
    desk = Desk()
    broken = FacilityChanged(Facility.PRINTER, False, "printer-no-paper")
    assert desk.after(60, SlipFailed("v", "slip-1", Printed.NO_PAPER), broken) == []
    desk.after(0, FacilityChanged(Facility.PRINTER, True))
    assert desk.after(60, SlipFailed("v", "slip-1", Printed.BUSY), broken) == [("device", "小票打印机没纸了，请换一卷")]


def test_second_breakdown_is_told_again() -> None:
    desk = Desk()
    desk.after(60, READER_GONE)
    assert desk.after(60, FacilityChanged(Facility.ID_CARD, True), READER_GONE) == TOLD * 2


@pytest.mark.parametrize("fault", [NOT_CONFIGURED, "camera-none", "camera-off"])
def test_what_the_terminal_was_never_meant_to_have_is_not_broken(fault: str) -> None:
    desk = Desk()
    assert desk.after(3600, FacilityChanged(Facility.CAMERA, False, fault)) == []


def test_other_events_are_ignored() -> None:
    desk = Desk()
    desk.watch.hear(PersonLeft())
    assert desk.after(3600) == []
