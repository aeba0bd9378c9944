"""The terminal tells the visit which wing is shown, and an inner wing of the visitor who waits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

import ui.wings
from kiosk.desk.events import Knock
from kiosk.settings import Screen, Settings
from kiosk.visits.effects import Waiting
from kiosk.visits.events import Resumed, SetAside
from tests.support.clock import ManualClock
from tests.ui.window.test_wings import DESK, Desk
from ui.application.event_loop import wait_ms
from ui.terminal import Terminal
from ui.window.wing import Wing


@pytest.fixture
def posted() -> list[Any]:
    return []


@pytest.fixture
def terminal(
    qt_app: QGuiApplication, tmp_path: Path, clock: ManualClock, posted: list[Any], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Terminal]:
    """A terminal with an inner wing, and in place of its kiosk what keeps the visit's events."""
    page = tmp_path / "Desk.qml"
    page.write_text(DESK)
    monkeypatch.setattr(ui.wings, "WINGS", (*ui.wings.WINGS, Wing("desk", Desk, str(page))))
    made = Terminal(Settings(screen=Screen(full_screen=False)), tmp_path, clock)
    kiosk: Any = SimpleNamespace(
        post=posted.append,
        inboxes={"visitor": lambda _: None, "desk": lambda _: None, "staff": posted.append},
        stop=lambda: None,
    )
    made.kiosk = kiosk
    yield made
    made.close()
    made.app.mishaps.remove()
    wait_ms(1)


def test_visit_is_set_aside_while_another_wing_is_shown(terminal: Terminal, posted: list[Any]) -> None:
    terminal.shell.show_wing("desk")
    assert posted == [SetAside()]
    terminal.shell.show_wing("visitor")
    assert posted == [SetAside(), Resumed()]


def test_a_card_laid_down_brings_the_visitor_back(terminal: Terminal, posted: list[Any]) -> None:
    terminal.shell.show_wing("desk")
    thread = threading.Thread(target=lambda: terminal._waits.post(Waiting.CARD))
    thread.start()
    thread.join(3)
    wait_ms(20)
    assert (terminal.shell.wing, posted[-1]) == ("visitor", Resumed())


def test_whoever_knocks_at_the_corner_is_told_to_the_desk_and_to_nobody_else(
    terminal: Terminal, posted: list[Any], clock: ManualClock
) -> None:
    terminal.shell.show()
    wait_ms(20)
    for _ in range(5):
        clock.advance(0.2)
        terminal.shell.touch_at(40, 40)
    assert posted == [Knock()]
    terminal.kiosk = None  # not open yet: nobody to be let in by
    for _ in range(5):
        clock.advance(0.2)
        terminal.shell.touch_at(40, 40)
    assert posted == [Knock()]
