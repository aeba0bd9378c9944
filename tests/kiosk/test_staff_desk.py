"""The inner wing of a whole terminal: an account is let in, a staff card is not a visitor's, and it locks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.clock import SystemClock
from devices.events import CardArrived, CardKind, CardToken, IdentityRead
from devices.identity import DocumentType, IdentityDocument
from kiosk.accounts.hashing import PinHasher
from kiosk.accounts.permissions import Role
from kiosk.accounts.ports import NewAccount
from kiosk.assemble import Kiosk
from kiosk.desk.events import DigitsEntered, Knock, LockPressed
from kiosk.desk.pages import PageMaker
from kiosk.desk.view import StaffView, Stage
from kiosk.settings import Settings
from kiosk.visits.states import State
from tests.kiosk.desk.place import NotePage

TOKEN = CardToken("id-reader", 3)
STAFF_NUMBER = "310100197805120011"


class Terminal:
    def __init__(self, folder: Path) -> None:
        self.staff: list[StaffView] = []
        self.wings: list[str] = []
        self.clock = SystemClock()
        self.kiosk = Kiosk(
            Settings(), folder, self.clock, lambda _: None, publish_staff=self.staff.append, show_wing=self.wings.append
        )
        self.kiosk.start()
        self.kiosk.store.accounts.add(
            NewAccount("li", "李丽华", Role.STAFF, PinHasher().hash("274913", Role.STAFF), None), "cli"
        )

    def until(self, wanted: Callable[[StaffView], bool]) -> StaffView:
        deadline = time.monotonic() + 10
        while not (self.staff and wanted(self.staff[-1])):
            assert time.monotonic() < deadline, self.staff[-1:]
            time.sleep(0.01)
        return self.staff[-1]


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    pages = (PageMaker(NotePage, NotePage, icon="list"),)
    monkeypatch.setattr("kiosk.staff_desk.staff_pages", lambda _: pages)
    made = Terminal(tmp_path)
    yield made
    made.kiosk.stop()


def test_an_account_is_let_in_by_its_pin_and_the_trail_knows_when_it_went(terminal: Terminal) -> None:
    desk = terminal.kiosk.inboxes["staff"]
    desk(Knock())
    view = terminal.until(lambda view: view.stage is Stage.PIN)
    desk(DigitsEntered("274913", view.serial))
    assert terminal.until(lambda view: view.stage is Stage.OPEN).who == "李*华"
    desk(LockPressed())
    terminal.until(lambda view: view.stage is Stage.SHUT and len(terminal.wings) > 1)
    assert terminal.wings == ["staff", "visitor"]


def test_a_wrong_pin_is_counted_and_has_to_wait(terminal: Terminal) -> None:
    desk = terminal.kiosk.inboxes["staff"]
    desk(Knock())
    view = terminal.until(lambda view: view.stage is Stage.PIN)
    desk(DigitsEntered("000000", view.serial))
    view = terminal.until(lambda view: view.pad is not None and view.pad.problem != "" and not view.pad.busy)
    assert view.pad is not None
    assert view.pad.wait_s == 1


def test_a_staff_card_opens_the_way_in_and_is_no_visitors(terminal: Terminal) -> None:
    terminal.kiosk.store.accounts.link_card("li", STAFF_NUMBER, "cli")
    now = terminal.clock.now()
    document = IdentityDocument(DocumentType.RESIDENT, STAFF_NUMBER, "李丽华")
    terminal.kiosk._hear(CardArrived(TOKEN, CardKind.ID_CARD, now))
    terminal.kiosk._hear(IdentityRead(TOKEN, document, now))
    view = terminal.until(lambda view: view.stage is Stage.PIN)
    assert view.pad is not None
    assert (view.pad.who, terminal.wings) == ("李*华", ["staff"])
    time.sleep(0.3)
    assert terminal.kiosk.conductor.situation.state is State.READING
    assert terminal.kiosk.store.register.by_number(STAFF_NUMBER) is None
