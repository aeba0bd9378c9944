"""Visit: values taken over whole, announced once, and presses with the serial they belong to, never too early."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.settings import Hall, Settings
from kiosk.visits.events import EntryMade, Pressed, Touched
from kiosk.visits.states import Button, State
from kiosk.visits.view import ButtonView, CountdownView, EntryView, VisitView
from tests.support.clock import ManualClock
from ui.panel import Panel
from ui.visitor.visit_model import VisitModel
from ui.window.wing import Surroundings

CONFIRM = VisitView(
    State.CONFIRM,
    serial=7,
    headline="您是王奶奶吗？",
    buttons=(ButtonView(Button.YES, "是，我是"), ButtonView(Button.NO, "不是我")),
)
ENTRY = VisitView(State.ENTRY, serial=9, headline="?", entry=EntryView("weight", "体重", "公斤", "像 62.5 这样点", 1))


@pytest.fixture
def sent() -> list[object]:
    return []


@pytest.fixture
def panel(qt_app: QGuiApplication, clock: ManualClock) -> Panel:
    return Panel(Settings(), clock, lambda _, __: None)


@pytest.fixture
def visit(panel: Panel, sent: list[object]) -> VisitModel:
    return VisitModel(Surroundings(Settings(), panel, sent.append))


def hear(clock: ManualClock) -> None:
    clock.advance(0.4)


def test_a_press_carries_the_serial_of_the_view_it_was_drawn_for(
    visit: VisitModel, clock: ManualClock, sent: list[object]
) -> None:
    visit.apply(CONFIRM)
    hear(clock)
    visit.press("yes")
    assert sent == [Pressed(Button.YES, 7)]


def test_nothing_is_pressed_for_400_ms_after_the_buttons_changed(
    visit: VisitModel, clock: ManualClock, sent: list[object]
) -> None:
    visit.apply(CONFIRM)
    clock.advance(0.399)
    visit.press("yes")
    assert sent == []
    clock.advance(0.001)
    visit.press("yes")
    assert sent == [Pressed(Button.YES, 7)]


def test_a_countdown_does_not_make_the_screen_deaf(visit: VisitModel, clock: ManualClock, sent: list[object]) -> None:
    rest = VisitView(State.REST, 3, "先坐好", buttons=(ButtonView(Button.RESTED, "歇好了"),))
    visit.apply(replace(rest, countdown=CountdownView(222, 300, "还要歇", "再看这里")))
    hear(clock)
    visit.apply(replace(rest, countdown=CountdownView(221, 300, "还要歇", "再看这里")))
    assert visit.property("countdown")["text"] == "3:41"
    visit.press("rested")
    assert sent == [Pressed(Button.RESTED, 3)]


def test_a_button_that_does_not_work_counts_as_a_touch(
    visit: VisitModel, clock: ManualClock, sent: list[object]
) -> None:
    visit.apply(CONFIRM)
    hear(clock)
    visit.press("to-window")
    visit.press("no such button")
    assert sent == [Touched(), Touched()]


def test_a_touch_is_told_even_while_deaf(visit: VisitModel, sent: list[object]) -> None:
    visit.apply(CONFIRM)
    visit.touch()
    assert sent == [Touched()]


def test_a_typed_value_goes_with_metric_and_serial(visit: VisitModel, clock: ManualClock, sent: list[object]) -> None:
    visit.apply(ENTRY)
    visit.enter("62.5")
    assert sent == []
    hear(clock)
    visit.enter("62.5")
    assert sent == [EntryMade("weight", "62.5", 9)]


def test_nothing_is_entered_where_nothing_is_asked(visit: VisitModel, clock: ManualClock, sent: list[object]) -> None:
    visit.apply(CONFIRM)
    hear(clock)
    visit.enter("62.5")
    assert sent == []


def test_all_values_are_new_when_the_first_signal_comes(visit: VisitModel) -> None:
    seen: list[tuple[object, ...]] = []
    for name in ("stateChanged", "headlineChanged", "buttonsChanged"):
        getattr(visit, name).connect(
            lambda: seen.append((visit.property("state"), visit.property("headline"), tuple(visit.property("buttons"))))
        )
    visit.apply(CONFIRM)
    assert seen == [("confirm", "您是王奶奶吗？", ("yes", "no"))] * 3


def test_only_what_differs_is_announced(visit: VisitModel) -> None:
    visit.apply(CONFIRM)
    told: list[str] = []
    for name in ("stateChanged", "headlineChanged", "leadChanged", "buttonsChanged", "tipsChanged", "changed"):
        getattr(visit, name).connect(lambda name=name: told.append(name))
    visit.apply(replace(CONFIRM, lead="点一下，告诉我"))
    assert told == ["leadChanged", "changed"]


def test_a_new_screen_is_a_new_page_and_a_countdown_is_none(visit: VisitModel, panel: Panel) -> None:
    visit.apply(CONFIRM)
    visit.apply(replace(CONFIRM, lead="点一下，告诉我"))
    assert panel.property("page") == 1
    visit.apply(replace(CONFIRM, serial=8))
    assert panel.property("page") == 2


def test_arrows_and_the_window_are_where_the_hall_says(visit: VisitModel) -> None:
    visit.set_settings(Settings(hall=Hall(id_reader_place="左下方", contact_reader_place="右侧", window_side="左侧")))
    assert visit.property("arrows") == {"card": "downleft", "insert": "right", "face": "up"}
    assert visit.property("leftward") is True
