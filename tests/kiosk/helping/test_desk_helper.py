"""What a worker finds late, when the person has said no, asked for another helper, or gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from devices.events import CardToken, IdentityRead
from kiosk.accounts.permissions import Role
from kiosk.accounts.session import Session
from kiosk.archive.archive import Archive
from kiosk.archive.asked import Helped
from kiosk.helping.desk_helper import DeskHelper
from kiosk.store.errors import StoreError
from kiosk.visits.own_visit import Relation
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.members.wing import enter
from tests.support.clock import ManualClock
from tests.support.store_rows import wang

__all__ = ["folder", "store"]

WANG, LI = "310100194403120020", "310100194403122042"


class SlowDesk:
    """The desk as far as a helper asks for it; a worker begins when the test says so."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock, self.session = clock, Session.begin("id-li", "li", "李丽华", Role.STAFF)
        self.waiting: list[Callable[[], None]] = []
        self.fails: Exception | None = None

    def turn(self) -> None:
        """Nothing is pressed here."""

    def work(self, job: Callable[[], Any], then: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        def run() -> None:
            if self.fails is None:
                then(job())
            else:
                failed(self.fails)

        self.waiting.append(run)

    def finds(self) -> None:
        self.waiting.pop(0)()


@pytest.fixture
def desk(clock: ManualClock) -> SlowDesk:
    return SlowDesk(clock)


@pytest.fixture
def who(store: Archive) -> str:
    return enter(store, "王桂英", WANG)


@pytest.fixture
def noted() -> list[Helped]:
    return []


@pytest.fixture
def helper(desk: SlowDesk, store: Archive, who: str, noted: list[Helped]) -> DeskHelper:
    enter(store, "李小妹", LI)
    made = DeskHelper(desk, store, noted.append)  # type: ignore[arg-type]
    made.begin(who)
    return made


def card(helper: DeskHelper, clock: ManualClock) -> None:
    helper.card(IdentityRead(CardToken("id-card", 1), wang(number=LI, name="李小妹"), clock.now()))


def turn(helper: DeskHelper) -> int:
    view = helper.view()
    assert view is not None
    return view.turn


def test_card_that_is_known_after_the_person_said_no_names_nobody(
    helper: DeskHelper, desk: SlowDesk, clock: ManualClock
) -> None:
    card(helper, clock)
    helper.put_away()
    desk.finds()
    assert (helper.is_open, helper.view()) == (False, None)


def test_card_of_before_is_not_the_next_helpers(
    helper: DeskHelper, desk: SlowDesk, clock: ManualClock, who: str
) -> None:
    card(helper, clock)
    helper.begin(who)
    desk.finds()
    assert helper.step == "card"


def test_nothing_is_noted_before_the_worker_is_done_and_a_full_disk_asks_again(
    helper: DeskHelper, desk: SlowDesk, store: Archive, clock: ManualClock, who: str, noted: list[Helped], folder: Path
) -> None:
    card(helper, clock)
    desk.finds()
    helper.agreed(turn(helper))
    helper.related(turn(helper), "neighbour")
    desk.fails = StoreError("store-full", "no room")
    desk.finds()
    assert (helper.step, noted, store.companions.of(who)) == ("ask", [], ())
    view = helper.view()
    assert view is not None
    assert view.problem != ""
    desk.fails = None
    helper.agreed(turn(helper))
    helper.related(turn(helper), "neighbour")
    assert noted == []
    desk.finds()
    assert [one.relation for one in noted] == [Relation.NEIGHBOUR]
    assert (helper.is_open, len(store.companions.of(who))) == (False, 1)


def test_person_who_left_while_it_was_noted_has_no_helper_any_more(
    helper: DeskHelper, desk: SlowDesk, clock: ManualClock, noted: list[Helped]
) -> None:
    card(helper, clock)
    desk.finds()
    helper.agreed(turn(helper))
    helper.related(turn(helper), "neighbour")
    helper.put_away()
    desk.finds()
    assert (helper.is_open, noted) == (False, [])
