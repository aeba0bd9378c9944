"""Visit: values taken over whole, announced once, presses with the serial they belong to, and 400 ms of deafness."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.settings import Hall, Screen, Settings
from kiosk.visits.events import EntryMade, Pressed, Touched
from kiosk.visits.states import Button, State
from kiosk.visits.view import ButtonView, CountdownView, EntryView, VisitView
from tests.support.clock import ManualClock
from ui.visitor.local_time import time_text
from ui.visitor.visit_model import VisitModel
from ui.words import visitor_tables

CONFIRM = VisitView(
    State.CONFIRM,
    serial=7,
    headline="您是王奶奶吗？",
    buttons=(ButtonView(Button.YES, "是，我是"), ButtonView(Button.NO, "不是我")),
)
ENTRY = VisitView(State.ENTRY, serial=9, headline="?", entry=EntryView("weight", "体重", "公斤", "像 62.5 这样点", 1))


class Later:
    """Keeps what is to be called later."""

    def __init__(self) -> None:
        self.calls: list[tuple[int, Callable[[], None]]] = []

    def __call__(self, after_ms: int, call: Callable[[], None]) -> None:
        self.calls.append((after_ms, call))

    def run(self) -> None:
        due, self.calls = self.calls, []
        for _, call in due:
            call()


@pytest.fixture
def later() -> Later:
    return Later()


@pytest.fixture
def sent() -> list[object]:
    return []


@pytest.fixture
def visit(qt_app: QGuiApplication, clock: ManualClock, later: Later, sent: list[object]) -> VisitModel:
    return VisitModel(Settings(), visitor_tables(), sent.append, clock, later)


def hear(clock: ManualClock, later: Later) -> None:
    clock.advance(0.4)
    later.run()


def test_a_press_carries_the_serial_of_the_view_it_was_drawn_for(
    visit: VisitModel, clock: ManualClock, later: Later, sent: list[object]
) -> None:
    visit.apply(CONFIRM)
    hear(clock, later)
    visit.press("yes")
    assert sent == [Pressed(Button.YES, 7)]


def test_nothing_is_pressed_for_400_ms_after_the_buttons_changed(
    visit: VisitModel, clock: ManualClock, later: Later, sent: list[object]
) -> None:
    visit.apply(CONFIRM)
    clock.advance(0.399)
    visit.press("yes")
    assert (sent, visit.property("deaf")) == ([], True)
    clock.advance(0.001)
    visit.press("yes")
    assert sent == [Pressed(Button.YES, 7)]


def test_deafness_ends_by_itself_and_says_so(visit: VisitModel, clock: ManualClock, later: Later) -> None:
    heard: list[bool] = []
    visit.deafChanged.connect(lambda: heard.append(bool(visit.property("deaf"))))
    visit.apply(CONFIRM)
    assert [ms for ms, _ in later.calls] == [400]
    later.run()  # the timer was early
    assert [ms for ms, _ in later.calls] == [400]
    hear(clock, later)
    assert heard == [True, False]
    assert later.calls == []


def test_two_changes_in_a_row_lengthen_one_deafness(visit: VisitModel, clock: ManualClock, later: Later) -> None:
    visit.apply(CONFIRM)
    clock.advance(0.3)
    visit.apply(replace(CONFIRM, serial=8))
    assert len(later.calls) == 1
    clock.advance(0.1)
    later.run()
    assert visit.property("deaf") is True
    assert [ms for ms, _ in later.calls] == [300]


def test_a_countdown_does_not_make_the_screen_deaf(
    visit: VisitModel, clock: ManualClock, later: Later, sent: list[object]
) -> None:
    rest = VisitView(State.BP_REST, 3, "先坐好", buttons=(ButtonView(Button.RESTED, "歇好了"),))
    visit.apply(replace(rest, countdown=CountdownView(222, 300, "还要歇", "再看这里")))
    hear(clock, later)
    visit.apply(replace(rest, countdown=CountdownView(221, 300, "还要歇", "再看这里")))
    assert visit.property("countdown")["text"] == "3:41"
    visit.press("rested")
    assert sent == [Pressed(Button.RESTED, 3)]


def test_a_button_that_does_not_work_counts_as_a_touch(
    visit: VisitModel, clock: ManualClock, later: Later, sent: list[object]
) -> None:
    visit.apply(CONFIRM)
    hear(clock, later)
    visit.press("to-window")
    visit.press("no such button")
    assert sent == [Touched(), Touched()]


def test_a_touch_is_told_even_while_deaf(visit: VisitModel, sent: list[object]) -> None:
    visit.apply(CONFIRM)
    visit.touch()
    assert sent == [Touched()]


def test_a_typed_value_goes_with_metric_and_serial(
    visit: VisitModel, clock: ManualClock, later: Later, sent: list[object]
) -> None:
    visit.apply(ENTRY)
    visit.enter("62.5")
    assert sent == []
    hear(clock, later)
    visit.enter("62.5")
    assert sent == [EntryMade("weight", "62.5", 9)]


def test_nothing_is_entered_where_nothing_is_asked(
    visit: VisitModel, clock: ManualClock, later: Later, sent: list[object]
) -> None:
    visit.apply(CONFIRM)
    hear(clock, later)
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


def test_labels_and_what_works(visit: VisitModel) -> None:
    visit.apply(CONFIRM)
    assert visit.has("yes")
    assert not visit.has("help")
    assert (visit.label("yes"), visit.label("help"), visit.detail("yes")) == ("是，我是", "", "")


def test_the_panel_can_change_while_it_runs(visit: VisitModel) -> None:
    visit.set_settings(
        Settings(
            screen=Screen(orientation="landscape", text_scale=1.25, high_contrast=True, less_motion=True),
            hall=Hall(name="测试站"),
            demonstration=True,
        )
    )
    names = ("portrait", "textScale", "highContrast", "lessMotion", "hallName", "demo")
    assert [visit.property(name) for name in names] == [False, 1.25, True, True, "测试站", True]


def test_the_time_is_that_of_the_hall(visit: VisitModel, clock: ManualClock) -> None:
    assert visit.property("timeText") == "9:20"
    clock.advance(3 * 3600)
    visit.tell_time()
    assert visit.property("timeText") == "12:20"


@pytest.mark.parametrize(
    ("hour", "minute", "text"), [(0, 5, "0:05"), (9, 20, "9:20"), (12, 0, "12:00"), (17, 59, "17:59"), (18, 0, "18:00")]
)
def test_clock_counts_to_24_as_the_code_card_does(hour: int, minute: int, text: str) -> None:
    assert time_text(datetime(2026, 11, 22, hour, minute)) == text
