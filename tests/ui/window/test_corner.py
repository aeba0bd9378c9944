"""The way in for staff: five quick taps in the corner, by a finger on the real screen, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.settings import Screen, Settings
from kiosk.visits.events import Touched
from tests.support.clock import ManualClock
from ui.application.event_loop import wait_ms
from ui.sample_pictures.samples import samples
from ui.window.shell import Shell
from ui.window.touching import Finger
from ui.wings import WINGS

CONFIRM = next(sample.view for sample in samples() if sample.name == "confirm")
CORNER = QPointF(60, 60)


class Glass:
    """A shell with a corner, one finger, and how often somebody knocked."""

    def __init__(self, clock: ManualClock, orientation: str = "portrait") -> None:
        self.clock, self.knocks, self.sent = clock, 0, list[object]()
        screen = Screen(orientation=orientation, less_motion=True, full_screen=False)  # type: ignore[arg-type]
        self.shell = Shell(
            Settings(screen=screen),
            WINGS,
            lambda _, event: self.sent.append(event),
            on_knock=self._knock,
            clock=clock,
            single_shot=lambda _, __: None,
        )
        self.shell.show()
        self.shell.apply(CONFIRM)
        wait_ms(100)
        self.finger = Finger(self.shell.window)

    def _knock(self) -> None:
        self.knocks += 1

    @property
    def corner(self) -> QQuickItem:
        return next(item for item in self.shell.root.childItems() if item.width() == 168 and item.z() == 1)

    def tap(self, place: QPointF = CORNER, held_s: float = 0.08, after_s: float = 0.2) -> None:
        self.clock.advance(after_s)
        self.finger.press(place)
        self.clock.advance(held_s)
        self.finger.release(place)


@pytest.fixture(scope="module")
def shown(qt_app: QGuiApplication) -> Iterator[Glass]:
    """One window for all: a corner keeps nothing but the last row of taps."""
    made = Glass(ManualClock())
    yield made
    made.shell.close()
    wait_ms(1)


@pytest.fixture
def glass(shown: Glass) -> Glass:
    shown.clock.advance(10)
    shown.tap()  # ends any row of taps
    shown.clock.advance(10)
    shown.knocks = 0
    shown.sent.clear()
    return shown


def test_five_quick_taps_knock_once(glass: Glass) -> None:
    for _ in range(4):
        glass.tap()
    assert glass.knocks == 0
    glass.tap()
    assert glass.knocks == 1


def test_after_a_knock_it_takes_five_more(glass: Glass) -> None:
    for _ in range(9):
        glass.tap()
    assert glass.knocks == 1
    glass.tap()
    assert glass.knocks == 2


def test_a_mouse_knocks_as_well(glass: Glass) -> None:
    for _ in range(5):
        glass.clock.advance(0.2)
        none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
        QTest.mousePress(glass.shell.window, left, none, CORNER.toPoint())
        QTest.mouseRelease(glass.shell.window, left, none, CORNER.toPoint())
    assert glass.knocks == 1


@pytest.mark.parametrize("slow", range(1, 5))
def test_a_tap_that_comes_late_begins_anew(glass: Glass, slow: int) -> None:
    for number in range(5):
        glass.tap(after_s=0.43 if number == slow else 0.2)
    assert glass.knocks == 0


def test_taps_at_the_slowest_time_allowed_still_knock(glass: Glass) -> None:
    for _ in range(5):
        glass.tap(after_s=0.41)
    assert glass.knocks == 1


@pytest.mark.parametrize("held", range(5))
def test_a_finger_that_rests_does_not_tap(glass: Glass, held: int) -> None:
    for number in range(5):
        glass.tap(held_s=0.6 if number == held else 0.08)
    assert glass.knocks == 0


@pytest.mark.parametrize("dragged", range(5))
def test_a_finger_that_drags_does_not_tap(glass: Glass, dragged: int) -> None:
    for number in range(5):
        if number != dragged:
            glass.tap()
            continue
        glass.clock.advance(0.2)
        glass.finger.press(CORNER)
        glass.finger.move(CORNER + QPointF(0, 60))
        wait_ms(30)  # moves are told once a frame
        glass.finger.move(CORNER)
        wait_ms(30)
        glass.finger.release(CORNER)
    assert glass.knocks == 0


@pytest.mark.parametrize("place", [QPointF(1000, 60), QPointF(540, 60), QPointF(60, 400), QPointF(60, 1860)])
def test_taps_anywhere_else_do_not_knock(glass: Glass, place: QPointF) -> None:
    for _ in range(6):
        glass.tap(place)
    assert glass.knocks == 0


def test_what_lies_under_the_corner_is_touched_all_the_same(glass: Glass) -> None:
    glass.sent.clear()
    glass.tap()
    assert glass.sent == [Touched()]


def test_a_button_under_the_corner_is_pressed_all_the_same(glass: Glass) -> None:
    corner = glass.corner
    lay = corner.position()
    corner.setPosition(QPointF(72, 1392))  # over 不是我
    glass.clock.advance(1)
    glass.shell.panel._hear()
    glass.tap(QPointF(150, 1480))
    corner.setPosition(lay)
    assert [event for event in glass.sent if event != Touched()] != []


def test_nothing_of_the_corner_is_seen(glass: Glass) -> None:
    wait_ms(250)  # the page has come in
    with_it = glass.shell.grab().copy(0, 0, 200, 200)
    glass.corner.setVisible(False)
    wait_ms(30)
    without = glass.shell.grab().copy(0, 0, 200, 200)
    glass.corner.setVisible(True)
    assert with_it == without


def test_it_lies_in_the_same_corner_of_a_landscape_panel(qt_app: QGuiApplication, clock: ManualClock) -> None:
    wide = Glass(clock, "landscape")
    for _ in range(5):
        wide.tap()
    assert wide.knocks == 1
    wide.shell.close()
    wait_ms(1)
