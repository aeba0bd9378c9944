"""Panel: what is set reaches every page, the hall's own time, and 400 ms of deafness after a page came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.settings import Hall, Screen, Settings
from tests.support.clock import ManualClock
from ui.panel import Panel, time_text


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
def panel(qt_app: QGuiApplication, clock: ManualClock, later: Later) -> Panel:
    return Panel(Settings(), clock, later)


def test_settings_can_change_while_it_runs(panel: Panel) -> None:
    panel.set_settings(
        Settings(
            screen=Screen(orientation="landscape", text_scale=1.25, high_contrast=True, less_motion=True),
            hall=Hall(name="测试站"),
            demonstration=True,
        )
    )
    names = ("portrait", "textScale", "highContrast", "lessMotion", "hallName", "demo")
    assert [panel.property(name) for name in names] == [False, 1.25, True, True, "测试站", True]


def test_the_time_is_that_of_the_hall(panel: Panel, clock: ManualClock) -> None:
    assert panel.property("timeText") == "9:20"
    clock.advance(3 * 3600)
    panel.tell_time()
    assert panel.property("timeText") == "12:20"


def test_a_hall_in_another_zone_has_its_time_at_once(panel: Panel) -> None:
    panel.set_settings(Settings(hall=Hall(time_zone="Asia/Tokyo")))
    assert panel.property("timeText") == "10:20"


@pytest.mark.parametrize(
    ("hour", "minute", "text"), [(0, 5, "0:05"), (9, 20, "9:20"), (12, 0, "12:00"), (17, 59, "17:59"), (18, 0, "18:00")]
)
def test_clock_counts_to_24_as_the_code_card_does(hour: int, minute: int, text: str) -> None:
    assert time_text(datetime(2026, 11, 22, hour, minute)) == text


def test_a_new_page_is_deaf_for_400_ms(panel: Panel, clock: ManualClock) -> None:
    assert (panel.property("page"), panel.is_deaf()) == (0, False)
    panel.turn_page()
    clock.advance(0.399)
    assert (panel.property("page"), panel.is_deaf()) == (1, True)
    clock.advance(0.001)
    assert (panel.property("page"), panel.is_deaf()) == (1, False)


def test_a_page_may_be_deaf_for_longer_and_the_next_one_makes_it_no_shorter(panel: Panel, clock: ManualClock) -> None:
    panel.turn_page(0.8)
    clock.advance(0.3)
    panel.turn_page()
    clock.advance(0.499)
    assert panel.is_deaf()
    clock.advance(0.001)
    assert not panel.is_deaf()


def test_deafness_ends_by_itself_and_says_so(panel: Panel, clock: ManualClock, later: Later) -> None:
    heard: list[bool] = []
    panel.deafChanged.connect(lambda: heard.append(bool(panel.property("deaf"))))
    panel.turn_page()
    assert [ms for ms, _ in later.calls] == [400]
    later.run()  # the timer was early
    assert [ms for ms, _ in later.calls] == [400]
    clock.advance(0.4)
    later.run()
    assert heard == [True, False]
    assert later.calls == []


def test_two_pages_in_a_row_lengthen_one_deafness(panel: Panel, clock: ManualClock, later: Later) -> None:
    panel.turn_page()
    clock.advance(0.3)
    panel.turn_page()
    assert len(later.calls) == 1
    clock.advance(0.1)
    later.run()
    assert panel.property("deaf") is True
    assert [ms for ms, _ in later.calls] == [300]
