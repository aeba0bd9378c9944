"""A raised pressure, from the visitor's screen to the list of staff and back: planned, called by touch, met."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QGuiApplication

from devices.clock import Instant
from devices.identity import IdentityDocument
from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.attention.calls import Calls
from kiosk.attention.today_page import TodayPage, TodayParts
from kiosk.desk.pages import PageMaker
from kiosk.following_up.page import FollowUpsPage
from kiosk.ids import new_id
from kiosk.measurements.bands import band_for
from kiosk.measurements.follow_up import FollowUp, Goal
from kiosk.measurements.measurement import Measurement, known_values
from kiosk.people.person import Person
from kiosk.settings import Settings
from kiosk.visits.states import Button, State
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.visits import hall as visits
from tests.kiosk.visits.people import pressure, pressure_arrived
from tests.support.accounts import PIN, hire
from tests.support.clock import ManualClock
from tests.support.store_rows import wang
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.staff_glass import StaffGlass

__all__ = ["folder", "qapp_cls", "qt_app", "qt_messages", "store"]


class StoreDesks(visits.Desks):
    """People and values stand in the real store; everything else is the visit's usual stand-in."""

    def __init__(self, store: Archive, clock: ManualClock) -> None:
        super().__init__()
        self.store, self.clock = store, clock
        self.who, self.visit = "", ""

    def meet(self, document: IdentityDocument, now: Instant) -> Person | None:
        person = self.store.register.meet(wang(), self.clock.now())
        assert person is not None
        self.who = person.resident_id
        return person

    def follow_ups(self, resident_id: str) -> tuple[FollowUp, ...]:
        return self.store.register.follow_ups(resident_id)

    def goals(self, resident_id: str) -> tuple[Goal, ...]:
        return self.store.register.goals(resident_id)

    def save_measurements(self, measurements: tuple[Measurement, ...], done: Callable[[bool], None]) -> None:
        band, group = band_for(known_values(measurements)), new_id()
        judged, now = band.id if band else None, self.clock.now()
        rows = tuple(
            replace(
                m,
                id=new_id(),
                group_id=group,
                resident_id=self.who,
                visit_id=self.visit,
                taken_at=now,
                assessment=judged,
            )
            for m in measurements
        )
        self.store.journal.save_measurements(rows, done)
        self.store.settle()


def visit(store: Archive, clock: ManualClock, patch: pytest.MonkeyPatch, sys: float, dia: float) -> list[str]:
    """王奶奶 comes and measures her pressure; what she is told on menu, value and goodbye."""
    clock.advance(60)
    with patch.context() as one:
        desks = StoreDesks(store, clock)
        one.setattr(visits, "Desks", lambda: desks)
        here = visits.Hall()
    here.clock.set_wall(clock.now().utc)
    here.card()
    desks.visit = here.visit
    here.warm().press(Button.SELF_CHECK)
    told = [here.view.follow_up]
    here.press("blood-pressure").press(Button.RESTED).on(pressure_arrived(here.visit, pressure(sys, dia)))
    here.on()
    here.conductor.drain()
    assert here.view.state is State.VALUE
    told.append(here.view.follow_up)
    here.press(Button.CONTINUE).press(Button.NO_THANKS)
    return [*told, here.view.follow_up]


def days(clock: ManualClock, count: int) -> None:
    clock.set_wall(clock.now().utc + timedelta(days=count))


@pytest.fixture
def glass(
    request: pytest.FixtureRequest,
    qt_app: QGuiApplication,
    qt_messages: list[str],
    store: Archive,
    clock: ManualClock,
) -> Iterator[StaffGlass]:
    hire(store, "li", Role.STAFF)
    calls = Calls(store.alerts, [], clock, lambda _: None, answer_within_s=60)
    parts = TodayParts(calls, store, Settings(), dict, lambda: True)
    pages = (
        PageMaker(TodayPage, lambda context: TodayPage(context, parts), icon="home"),
        PageMaker(FollowUpsPage, lambda context: FollowUpsPage(context, store), under="today"),
    )
    made = StaffGlass(store, clock, pages, orientation=request.param)
    made.settle()
    yield made
    made.close()
    assert qt_messages == []


@pytest.mark.parametrize("glass", ["portrait", "landscape"], indirect=True)
def test_raised_pressure_is_planned_listed_called_and_met(
    glass: StaffGlass, store: Archive, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = "下周三前后，请再来量一次血压"
    assert visit(store, clock, monkeypatch, 150, 85) == ["", again, again]
    days(clock, 4)
    glass.let_in("li", PIN)
    glass.press("button-follow-ups")
    assert {"王*英", "血压：11 月 25 日前后该再量", "没联系"} <= set(glass.texts())
    (waits,) = store.follow_ups.due(store.follow_ups.today()).rows
    glass.press(f"button-arranged-{waits.id}")
    assert "约好了" in glass.texts()
    glass.press(f"button-arranged-{waits.id}")
    assert "没联系" in glass.texts()  # a wrong touch is taken back by the same one
    assert not any("王桂英" in text for text in glass.strings())
    told = visit(store, clock, monkeypatch, 118, 72)
    assert told == ["今天可以量一量血压", "", ""]
    glass.press("button-back")
    assert not glass.sees("button-follow-ups")
    assert store.follow_ups.due(store.follow_ups.today()).total == 0
