"""A passer-by can neither close the terminal nor shrink it, sees no pointer on it, and it follows its panel's shape."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest

import ui.window.terminal_window
from kiosk.settings import Screen, Settings
from ui.application.event_loop import wait_ms
from ui.window.shell import Shell
from ui.wings import WINGS


@pytest.fixture
def shell(qt_app: QGuiApplication) -> Iterator[Shell]:
    made = Shell(Settings(), WINGS, lambda *_: None)
    yield made
    made.close()
    wait_ms(1)


def test_closing_the_window_leaves_the_terminal_there(shell: Shell) -> None:
    shell.show(270, 480)
    assert shell.window.close() is False
    wait_ms(20)
    assert shell.window.isVisible()


def test_a_window_of_the_demonstration_may_be_closed(qt_app: QGuiApplication) -> None:
    shell = Shell(Settings(demonstration=True), WINGS, lambda *_: None)
    shell.show(270, 480)
    assert shell.window.close() is True
    shell.close()
    wait_ms(1)


def test_the_terminal_itself_closes_its_window_and_leaves_nothing_for_the_end_of_the_program(
    qt_app: QGuiApplication,
) -> None:
    shell = Shell(Settings(), WINGS, lambda *_: None)
    shell.show(270, 480)
    ends: list[str] = []
    shell.root.destroyed.connect(lambda: ends.append("page"))
    shell.window.destroyed.connect(lambda: ends.append("window"))
    shell._engine.destroyed.connect(lambda: ends.append("engine"))
    window = shell.window
    shell.close()
    assert ends == ["page", "window", "engine"]
    assert not shiboken6.isValid(window)


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Back, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_a_key_of_a_keyboard_plugged_in_does_nothing(
    qt_app: QGuiApplication, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    sent: list[object] = []
    shell = Shell(Settings(), WINGS, lambda _, event: sent.append(event))
    shell.show(270, 480)
    before = shell.window.visibility()
    QTest.keyClick(shell.window, key, held)
    wait_ms(10)
    after = shell.window.visibility(), shell.window.isVisible()
    shell.close()
    wait_ms(1)
    assert after == (before, True)
    assert sent == []


def test_the_whole_screen_has_no_pointer_and_is_taken_back(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ui.window.terminal_window, "RETAKE_MS", 5)
    shell.window.take_whole_screen()
    assert shell.window.cursor().shape() is Qt.CursorShape.BlankCursor
    shell.window.showMinimized()
    wait_ms(60)
    assert shell.window.visibility() is QWindow.Visibility.FullScreen


def test_a_whole_screen_is_given_up_when_the_terminal_ends(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ui.window.terminal_window, "RETAKE_MS", 5)
    shell.window.take_whole_screen()
    shell.window.end()
    wait_ms(30)
    assert not shell.window.isVisible()


def on_panel(shell: Shell, width: int, height: int) -> None:
    """As on a panel of this size; the platform of the tests has only a square one."""
    shell.window.whole_screen = True
    shell.window.resize(width, height)


@pytest.mark.parametrize(
    ("panel", "page"),
    [
        ((1920, 1080), (1920, 1080)),
        ((1080, 1920), (1080, 1920)),
        ((1024, 600), (1920, 1080)),
        ((800, 800), (1080, 1920)),
    ],
)
def test_the_page_has_the_panels_own_shape(shell: Shell, panel: tuple[int, int], page: tuple[int, int]) -> None:
    on_panel(shell, *panel)
    assert shell.size == QSize(*page)
    assert shell.panel.property("portrait") is (page[0] < page[1])


def test_a_panel_turned_while_it_runs_turns_the_page(shell: Shell) -> None:
    on_panel(shell, 1080, 1920)
    on_panel(shell, 1920, 1080)
    assert shell.panel.property("portrait") is False
    assert (shell.root.x(), shell.root.y(), shell.root.scale()) == (0, 0, 1)


def test_what_the_settings_say_is_kept_on_any_panel(qt_app: QGuiApplication) -> None:
    shell = Shell(Settings(screen=Screen(orientation="portrait")), WINGS, lambda *_: None)
    on_panel(shell, 1920, 1080)
    portrait = shell.panel.property("portrait")
    shell.close()
    wait_ms(1)
    assert portrait is True


ON_X11 = """
import subprocess, sys
from kiosk.settings import Settings
from ui.application.application import Application
app = Application(Settings().screen)
from ui.window.shell import Shell
from ui.wings import WINGS
from ui.application.event_loop import wait_ms
shell = Shell(Settings(), WINGS, lambda *_: None)
shell.show()
wait_ms(200)
print(shell.size.width(), shell.size.height(), shell.window.width(), shell.window.height())
print(subprocess.run(["xset", "q"], capture_output=True, text=True).stdout)
shell.close()
wait_ms(1)
"""


@pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xset")), reason="no Xvfb or xset here")
def test_an_x_server_neither_blanks_nor_saves_power_under_the_terminal() -> None:
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(write,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    try:
        with os.fdopen(read) as told:
            display = f":{told.readline().strip()}"
        environment = {k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")}
        environment |= {"DISPLAY": display, "LC_ALL": "C"}
        done = subprocess.run(
            [sys.executable, "-c", ON_X11], env=environment, capture_output=True, text=True, timeout=60, check=False
        )
    finally:
        server.terminate()
        server.wait(10)
    assert done.returncode == 0, done.stderr[-2000:]
    lines = done.stdout.splitlines()
    assert lines[0] == "1920 1080 1366 768"
    assert any(line.split()[:2] == ["timeout:", "0"] for line in lines), done.stdout
    assert "DPMS is Disabled" in done.stdout or "Server does not have the DPMS Extension" in done.stdout
