"""One wing at a time: an inner wing is made when it is opened, nothing of the visitor stays, and no work is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

import pytest
from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.settings import Screen, Settings
from kiosk.visits.events import Pressed, Touched
from kiosk.visits.states import Button
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from ui.application.event_loop import wait_ms
from ui.qml_values import laid, read
from ui.sample_pictures.samples import samples
from ui.window.shell import Shell
from ui.window.touching import Finger, centre_of, visible_item, visible_items
from ui.window.wing import Surroundings, Wing, WingModel
from ui.wings import WINGS

QML_IMPORT_NAME = "kiosk.testdesk"
QML_IMPORT_MAJOR_VERSION = 1

CONFIRM = next(sample.view for sample in samples() if sample.name == "confirm")
DESK = """
import QtQuick
import ui.theme
import ui.controls
import kiosk.testdesk
Rectangle {
    color: Theme.well
    LippedButton { objectName: "button-count"; width: 600; height: 300; label: Desk.headline; onPressed: Desk.press() }
}
"""


@dataclass(frozen=True)
class DeskView:
    wing: ClassVar[str] = "desk"

    headline: str


@QmlElement
@QmlSingleton
class Desk(WingModel):
    """An inner wing: shows a headline, counts presses, keeps the count while it is not shown."""

    made: ClassVar[list[Desk]] = []

    headlineChanged = Signal()
    headline = Property(str, read("headline"), notify=headlineChanged)

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__(surroundings, {"headline": ""})
        self.presses = 0
        self.made.append(self)

    @staticmethod
    def create(engine: QQmlEngine) -> QObject:
        return laid(engine, Desk)

    def apply(self, view: Any) -> None:
        self._take({"headline": view.headline})

    def visitor_waits(self, how: str) -> bool:
        self._send(f"{how} waits")
        return super().visitor_waits(how)

    @Slot()
    def press(self) -> None:
        self.presses += 1
        self._send(f"pressed {self.presses}")


class Terminal:
    """A window with the visitor's wing and another one, and what came out of it."""

    def __init__(self, desk: Path, clock: ManualClock) -> None:
        Desk.made.clear()
        self.clock = clock
        self.sent: list[tuple[str, Any]] = []
        self.shown: list[str] = []
        self.shell = Shell(
            Settings(screen=Screen(less_motion=True, full_screen=False)),
            (*WINGS, Wing("desk", Desk, str(desk))),
            lambda wing, event: self.sent.append((wing, event)),
            on_wing=self.shown.append,
            clock=clock,
            single_shot=lambda _, __: None,
        )
        self.shell.show()
        self.shell.apply(CONFIRM)
        self.settle()

    def settle(self) -> None:
        wait_ms(250)
        self.clock.advance(0.4)
        self.shell.panel._hear()

    def texts(self) -> set[str]:
        content = self.shell.window.contentItem()
        return {str(item.property("text")) for item in visible_items(content) if item.inherits("QQuickText")}


@pytest.fixture
def terminal(qt_app: QGuiApplication, tmp_path: Path, clock: ManualClock, qt_messages: list[str]) -> Iterator[Terminal]:
    page = tmp_path / "Desk.qml"
    page.write_text(DESK)
    made = Terminal(page, clock)
    yield made
    made.shell.close()
    wait_ms(1)
    assert qt_messages == []


def test_an_inner_wing_is_made_when_it_is_first_shown_and_only_then(terminal: Terminal) -> None:
    terminal.shell.apply(DeskView("工作人员"))
    assert Desk.made == []
    terminal.shell.show_wing("desk")
    terminal.shell.show_wing("visitor")
    terminal.shell.show_wing("desk")
    assert len(Desk.made) == 1
    assert terminal.shown == ["desk", "visitor", "desk"]


def test_nothing_of_the_visitor_is_left_on_the_screen(terminal: Terminal) -> None:
    assert "您是王奶奶吗？" in terminal.texts()
    visitor = terminal.shell.root
    terminal.shell.apply(DeskView("工作人员"))
    terminal.shell.show_wing("desk")
    terminal.settle()
    assert terminal.texts() == {"工作人员"}
    below = terminal.shell.grab().copy(0, 400, 1080, 1520)
    assert {below.pixelColor(x, y).name() for x in range(0, 1080, 40) for y in range(0, 1520, 40)} == {"#f1e8d5"}
    assert not visitor.isVisible()
    said = {str(child.property("text")) for child in visitor.findChildren(QObject) if child.inherits("QQuickText")}
    assert not any("王" in text for text in said)


def test_what_was_published_meanwhile_is_shown_when_the_visitor_comes_back(terminal: Terminal) -> None:
    terminal.shell.show_wing("desk")
    terminal.shell.apply(replace(CONFIRM, serial=8, headline="您是李爷爷吗？"))
    terminal.shell.apply(replace(CONFIRM, serial=9, headline="您是张奶奶吗？"))
    assert "您是张奶奶吗？" not in terminal.texts()
    terminal.shell.show_wing("visitor")
    terminal.settle()
    assert "您是张奶奶吗？" in terminal.texts()
    assert "工作人员" not in terminal.texts()


def test_views_of_two_wings_do_not_overtake_each_other(terminal: Terminal) -> None:
    terminal.shell.show_wing("desk")
    terminal.shell.post(DeskView("工作人员"))
    terminal.shell.post(replace(CONFIRM, serial=9))
    terminal.settle()
    assert terminal.texts() == {"工作人员"}


def test_a_press_is_told_with_the_wing_it_was_made_in(terminal: Terminal) -> None:
    terminal.shell.touch("button-yes")
    terminal.shell.show_wing("desk")
    terminal.settle()
    terminal.shell.touch("button-count")
    assert [sent for sent in terminal.sent if sent[1] != Touched()] == [
        ("visitor", Pressed(Button.YES, CONFIRM.serial)),
        ("desk", "pressed 1"),
    ]


def test_a_press_that_began_in_the_wing_before_or_comes_at_once_does_nothing(terminal: Terminal) -> None:
    finger = Finger(terminal.shell.window)
    place = centre_of(visible_item(terminal.shell.root, "button-yes"))
    finger.press(place)
    terminal.shell.show_wing("desk")
    finger.release(place)
    terminal.shell.touch("button-count")
    assert [sent for sent in terminal.sent if sent[1] != Touched()] == []


def test_whichever_wing_is_shown_is_deaf_for_a_moment(terminal: Terminal) -> None:
    for wing in ("desk", "visitor", "desk"):
        assert not terminal.shell.panel.is_deaf()
        terminal.shell.show_wing(wing)
        assert terminal.shell.panel.is_deaf()
        terminal.settle()


def test_work_in_an_inner_wing_is_there_when_it_is_shown_again(terminal: Terminal) -> None:
    terminal.shell.show_wing("desk")
    terminal.settle()
    terminal.shell.touch("button-count")
    terminal.shell.show_wing("visitor")
    terminal.shell.show_wing("desk")
    terminal.settle()
    terminal.shell.touch("button-count")
    assert [event for wing, event in terminal.sent if wing == "desk"] == ["pressed 1", "pressed 2"]


@pytest.mark.parametrize(("how", "then"), [("card", "visitor"), ("help", "visitor"), ("near", "desk")])
def test_an_inner_wing_is_told_of_a_visitor_and_gives_way(terminal: Terminal, how: str, then: str) -> None:
    terminal.shell.visitor_waits(how)
    assert terminal.sent == []
    terminal.shell.show_wing("desk")
    terminal.shell.visitor_waits(how)
    assert (terminal.sent, terminal.shell.wing) == ([("desk", f"{how} waits")], then)


def test_a_wing_that_cannot_be_loaded_leaves_the_visitor_there(
    terminal: Terminal, tmp_path: Path, announced: AnnouncedLog
) -> None:
    announced.expect("Desk.qml")
    (tmp_path / "Desk.qml").write_text("import QtQuick\nItem { nothing: 1 }")
    assert terminal.shell.show_wing("desk") is False
    assert (terminal.shell.wing, terminal.shown) == ("visitor", [])
    assert "您是王奶奶吗？" in terminal.texts()


def test_an_inner_wing_is_turned_with_the_panel_though_it_was_hidden(terminal: Terminal) -> None:
    terminal.shell.show_wing("desk")
    terminal.shell.show_wing("visitor")
    terminal.shell.set_settings(Settings(screen=Screen(orientation="landscape", full_screen=False)))
    terminal.shell.show_wing("desk")
    assert (terminal.shell.root.width(), terminal.shell.root.height()) == (1920, 1080)
