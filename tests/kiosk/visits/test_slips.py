"""The printed slip: offered once something stands in the store, printed once a press, and never in anybody's way."""

from __future__ import annotations

from devices.printers.printer import Printed
from kiosk.facilities import Facility, FacilityChanged
from kiosk.visits.states import Button, State
from tests.conftest import AnnouncedLog
from tests.kiosk.visits.hall import Hall
from tests.kiosk.visits.people import FIRST
from tests.kiosk.visits.people import measured as once

PRINTER_WORKS = FacilityChanged(Facility.PRINTER, True)
NO_PAPER = FacilityChanged(Facility.PRINTER, False, "printer-no-paper")


def measured(hall: Hall | None = None) -> Hall:
    """Wang has measured her blood pressure and stands before the menu; the hall has a printer."""
    hall = (hall or Hall()).on(PRINTER_WORKS).card().warm().press(Button.SELF_CHECK)
    hall.press("blood-pressure").press(Button.RESTED).squeeze(146, 84)
    return hall.press(Button.CONTINUE)


def told(hall: Hall, outcome: Printed) -> Hall:
    """The printer says what became of the newest slip."""
    hall.desks.slips[-1][1](outcome)
    hall.conductor.drain()
    return hall


def test_slip_of_what_was_measured_is_printed_and_taken() -> None:
    hall = measured().press(Button.PRINT)
    assert (hall.view.state, hall.view.headline) == (State.MENU, "正在打单子")
    (slip, _), *more = hall.desks.slips
    assert (slip.name, [line.title for line in slip.lines], more) == ("王*英", ["体温", "血压"], [])
    assert "310100194403120020" not in slip.words() + slip.qr_text
    assert (told(hall, Printed.DONE).view.headline, hall.view.lead) == ("请取单子", "拿好单子，还可以接着量")
    assert hall.press(Button.NO_THANKS).view.notice == "别忘了单子，仅供筛查"


def test_last_time_stands_on_it() -> None:
    hall = Hall()
    hall.desks.last = {"sys": once("sys", 138), "dia": once("dia", 82)}
    measured(hall).press(Button.PRINT)
    assert "上次 138/82（11 月 22 日）" in hall.desks.slips[0][0].lines[1].notes


def test_nothing_is_offered_before_anything_is_measured_or_without_a_printer() -> None:
    hall = Hall().on(PRINTER_WORKS).card().warm().press(Button.SELF_CHECK)
    assert not hall.view.has(Button.PRINT)
    assert not measured().on(NO_PAPER).view.has(Button.PRINT)


def test_nothing_is_offered_that_the_store_does_not_have() -> None:
    hall = Hall()
    hall.desks.commits = False
    assert not measured(hall).view.has(Button.PRINT)


def test_one_press_is_one_slip_and_the_next_is_offered_when_there_is_something_new() -> None:
    hall = measured().press(Button.PRINT)
    assert not hall.view.has(Button.PRINT)
    assert not told(hall, Printed.DONE).view.has(Button.PRINT)
    hall.press("blood-pressure").press(Button.RESTED).squeeze(138, 82).press(Button.CONTINUE)
    assert (hall.view.has(Button.PRINT), hall.view.headline) == (True, "想量点什么？")
    told(hall, Printed.DONE)  # the old slip, once more
    assert len(hall.press(Button.PRINT).desks.slips) == 2


def test_no_paper_is_said_calmly_and_staff_hear_of_it_once() -> None:
    hall = told(measured().press(Button.PRINT), Printed.NO_PAPER).on(NO_PAPER)
    assert (hall.view.headline, hall.view.lead) == ("单子没打出来", "没纸了，数都记着，请问窗口")
    assert [a.text for a in hall.desks.alerts] == ["王奶奶的单子没打出来：小票打印机没纸了，请换一卷"]
    assert [m.value for m in hall.desks.measurements[-1]] == [146, 84, 72]
    assert hall.press(Button.NO_THANKS).view.notice == "今天记下了，仅供筛查"


def test_printer_that_prints_again_may_be_asked_again() -> None:
    hall = told(measured().press(Button.PRINT), Printed.NO_PAPER).on(NO_PAPER)
    assert not hall.view.has(Button.PRINT)
    assert hall.on(PRINTER_WORKS).view.headline == "想量点什么？"
    told(hall.press(Button.PRINT), Printed.COVER_OPEN)
    assert [a.text for a in hall.desks.alerts][1:] == ["王奶奶的单子没打出来：小票打印机的盖子开着，请关好"]


def test_power_lost_in_mid_slip_leaves_paper_that_is_not_forgotten() -> None:
    hall = told(measured().press(Button.PRINT), Printed.LOST)
    assert (hall.view.headline, hall.view.lead) == ("单子没打全", "打印机断了，数都记着，问窗口")
    assert hall.press(Button.NO_THANKS).view.notice == "别忘了单子，仅供筛查"


def test_busy_printer_is_asked_again_and_nobody_is_called() -> None:
    hall = told(measured().press(Button.PRINT), Printed.BUSY)
    assert (hall.view.headline, hall.view.has(Button.PRINT), hall.desks.alerts) == ("打印机正忙", True, [])


def test_visit_goes_on_while_it_prints_and_the_next_one_hears_nothing_of_it() -> None:
    hall = measured().press(Button.PRINT).press("blood-pressure")
    assert hall.view.state is State.REST
    hall.press(Button.BACK).press(Button.NO_THANKS).take(FIRST).wait(20)
    assert hall.view.state is State.ATTRACT
    hall.card().warm().press(Button.SELF_CHECK)
    assert (told(hall, Printed.LOST).view.headline, hall.desks.alerts) == ("想量点什么？", [])


def test_slip_that_cannot_be_drawn_is_said_and_the_visit_goes_on(announced: AnnouncedLog) -> None:
    announced.expect("PrintSlip failed: RuntimeError in ")
    hall = measured()
    hall.desks.broken.add("print")
    assert hall.press(Button.PRINT).view.headline == "单子没打出来"
