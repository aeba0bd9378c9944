"""The desk on its own thread, with real workers: what comes from other threads is taken in, and it ends cleanly."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from devices.clock import SystemClock
from kiosk.desk.desk import Desk
from kiosk.desk.events import AccountChosen, DigitsEntered, Knock
from kiosk.desk.pages import PageMaker
from kiosk.desk.view import StaffView, Stage
from kiosk.visits.workers import Workers
from tests.conftest import AnnouncedLog
from tests.kiosk.desk.place import PINS, Accounts, Cards, NotePage, Trail


class Running:
    def __init__(self) -> None:
        self.accounts = Accounts("li")
        self.views: list[StaffView] = []
        clock = SystemClock()
        self.desk = Desk(
            (PageMaker(NotePage, NotePage, icon="list"),),
            keeper=self.accounts,
            staff_cards=Cards(),
            trail=Trail(),
            clock=clock,
            executor=Workers(clock, count=1, name="desk"),
            publish=self.views.append,
            show_wing=lambda _: None,
        )

    def until(self, wanted: Callable[[StaffView], bool]) -> StaffView:
        deadline = time.monotonic() + 5
        while not (self.views and wanted(self.views[-1])):
            assert time.monotonic() < deadline, self.views[-1:]
            time.sleep(0.005)
        return self.views[-1]


@pytest.fixture
def running() -> Iterator[Running]:
    made = Running()
    made.desk.start()
    yield made
    made.desk.stop()


def test_somebody_is_let_in_and_the_pin_is_checked_on_a_worker(running: Running) -> None:
    checked_on: list[str] = []
    check = running.accounts.verify

    def noted(login: str, pin: str, code: str | None) -> object:
        checked_on.append(threading.current_thread().name)
        return check(login, pin, code)

    running.accounts.verify = noted  # type: ignore[method-assign, assignment]
    running.desk.post(Knock())
    view = running.until(lambda view: view.stage is Stage.PIN)
    running.desk.post(DigitsEntered(PINS["li"], view.serial))
    assert running.until(lambda view: view.stage is Stage.OPEN).who == "李*华"
    assert checked_on == ["desk-worker-1"]


def test_a_store_that_cannot_be_asked_lets_nobody_in_and_says_so(running: Running, announced: AnnouncedLog) -> None:
    announced.expect("an account could not be checked")

    def broken(login: str, pin: str, code: str | None) -> object:
        raise OSError("full")

    running.accounts.verify = broken  # type: ignore[method-assign, assignment]
    running.desk.post(Knock())
    view = running.until(lambda view: view.stage is Stage.PIN)
    running.desk.post(DigitsEntered(PINS["li"], view.serial))
    view = running.until(lambda view: view.pad is not None and view.pad.problem != "")
    assert view.pad is not None
    assert (view.stage, view.pad.problem, view.pad.busy) == (Stage.PIN, "现在登录不了，请稍后再试", False)


def test_an_event_that_breaks_something_does_not_end_the_desk(running: Running, announced: AnnouncedLog) -> None:
    announced.expect("Knock failed")
    known = running.accounts.accounts
    running.accounts.accounts = lambda: 1 / 0  # type: ignore[method-assign, assignment, return-value]
    running.desk.post(Knock())
    deadline = time.monotonic() + 5
    while not running.desk._loop.is_empty and time.monotonic() < deadline:
        time.sleep(0.005)
    running.accounts.accounts = known  # type: ignore[method-assign]
    running.desk.post(Knock())
    assert running.until(lambda view: view.stage is Stage.PIN)
    running.desk.post(AccountChosen("", running.views[-1].serial))
