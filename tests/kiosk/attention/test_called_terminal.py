"""A whole terminal without its screen: help is pressed, and the lamp on its wire, the robot and the bell are real."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.clock import Instant, SystemClock
from devices.simulators.relay import RelaySimulator
from kiosk.assemble import Kiosk
from kiosk.settings import Calls, DeviceEntry, Hall, Settings, Webhook
from kiosk.visits.events import Pressed
from kiosk.visits.states import Button, State
from kiosk.visits.view import VisitView
from tests.conftest import AnnouncedLog
from tests.kiosk.health_code.hostile_server import answer, serving

HALL = Hall(name="梧桐里")


class LeapingClock(SystemClock):
    """The machine's time, and what a test adds to it."""

    def __init__(self) -> None:
        super().__init__()
        self.added_s = 0.0

    def now(self) -> Instant:
        now = super().now()
        return Instant(now.utc, now.monotonic_s + self.added_s)


class Terminal:
    """A running terminal, its views, and whoever presses on it."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.views: list[VisitView] = []
        self._new = threading.Condition()
        self.clock = LeapingClock()
        self.kiosk = Kiosk(settings, folder, self.clock, self._publish)

    def _publish(self, view: VisitView) -> None:
        with self._new:
            self.views.append(view)
            self._new.notify_all()

    def wait(self, wanted: Callable[[VisitView], bool]) -> VisitView:
        with self._new:
            assert self._new.wait_for(lambda: bool(self.views) and wanted(self.views[-1]), 10), self.views[-1].headline
            return self.views[-1]

    def press(self, button: Button) -> None:
        self.kiosk.post(Pressed(button, self.views[-1].serial if self.views else 0))


def until(condition: Callable[[], bool]) -> None:
    """Wait for what tells nobody when it comes."""
    pause = threading.Event()
    for _ in range(1000):
        if condition():
            return
        pause.wait(0.01)
    raise AssertionError("it did not come in ten seconds")


Opener = Callable[[Settings], Terminal]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    running: list[Terminal] = []

    def open_terminal(settings: Settings) -> Terminal:
        terminal = Terminal(settings, tmp_path / "data")
        terminal.kiosk.start()
        running.append(terminal)
        terminal.wait(lambda view: view.state is State.ATTRACT)
        return terminal

    yield open_terminal
    for terminal in running:
        terminal.kiosk.stop()


@pytest.fixture
def board(tmp_path: Path) -> Iterator[RelaySimulator]:
    made = RelaySimulator(tmp_path / "wires" / "relay")
    made.plug()
    yield made
    made.close()


def lamp(board: RelaySimulator) -> DeviceEntry:
    return DeviceEntry(name="lamp", model="lcus-relay", options={"url": board.path})


@pytest.fixture
def strokes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "bin" / "aplay"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nwc -c >> {tmp_path}/strokes\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    return tmp_path / "strokes"


def yes(connection: object, _: threading.Event) -> None:
    connection.sendall(answer(b'{"errcode": 0}'))  # type: ignore[attr-defined]


def test_help_lights_the_lamp_reaches_the_group_and_rings_and_somebody_goes(
    opened: Opener, board: RelaySimulator, strokes: Path
) -> None:
    with serving(yes) as (url, requests):
        webhook = Webhook(url=f"{url}/send?key=secret", allow_plain_http=True)
        terminal = opened(Settings(hall=HALL, devices=(lamp(board),), calls=Calls(chime=True, webhook=webhook)))
        terminal.press(Button.HELP)
        assert board.wait_until(True)
        told = terminal.wait(lambda view: view.headline == "已经告诉\n工作人员了")
        assert (told.window, told.help_label) == ("1 号窗口", "已经告诉了")
        until(lambda: bool(requests) and strokes.exists() and bool(terminal.kiosk.calls.open_calls()))
        (call,) = terminal.kiosk.calls.open_calls()
        assert terminal.kiosk.calls.take(call.id, "li") is True
        assert terminal.wait(lambda view: view.headline == "马上有人来").window == ""
        assert board.wait_until(False)
        until(lambda: terminal.kiosk.status()["calls"] == {"chime": None, "lamp": None, "webhook": None})
        said = json.loads(requests[0].partition(b"\r\n\r\n")[2])["text"]["content"]
        assert said.startswith("【梧桐里】请人帮忙，请到自助机旁边")
    assert terminal.kiosk.store.call_outbox.unsent("call-webhook") == []


def test_nobody_goes_and_the_screen_shows_the_window_again(opened: Opener, board: RelaySimulator) -> None:
    terminal = opened(Settings(devices=(lamp(board),), calls=Calls(answer_within_s=60)))
    terminal.press(Button.HELP)
    terminal.wait(lambda view: view.headline == "已经告诉\n工作人员了")
    terminal.clock.added_s = 61
    terminal.kiosk.calls.look()
    view = terminal.wait(lambda view: view.headline == "请到右侧窗口")
    assert (view.lead, view.window, view.state) == ("这会儿没人应，请到窗口", "1 号窗口", State.HELP)


def test_terminal_with_no_way_out_promises_nothing_and_shows_the_window(opened: Opener) -> None:
    terminal = opened(Settings())
    terminal.press(Button.HELP)
    view = terminal.wait(lambda view: view.state is State.HELP)
    assert (view.headline, view.lead, view.window) == ("请到右侧窗口", "不着急，窗口能帮您", "1 号窗口")
    terminal.clock.added_s = 61
    terminal.kiosk.calls.look()
    terminal.kiosk.store.settle()
    (call,) = terminal.kiosk.calls.open_calls()
    assert call.kind == "help"
    assert terminal.views[-1].headline == "请到右侧窗口"


def test_way_out_that_leads_nowhere_promises_nothing(opened: Opener, announced: AnnouncedLog) -> None:
    announced.expect("webhook: call")
    gone = threading.Event()

    def no(connection: object, _: threading.Event) -> None:
        connection.sendall(answer(b"{}", b"500 Oops"))  # type: ignore[attr-defined]
        gone.set()

    with serving(no) as (url, _):
        terminal = opened(Settings(calls=Calls(webhook=Webhook(url=f"{url}/x", allow_plain_http=True))))
        terminal.press(Button.HELP)
        assert gone.wait(10)
        until(lambda: terminal.kiosk.status()["calls"] == {"webhook": "call-unreachable"})
    assert terminal.views[-1].lead == "不着急，窗口能帮您"


def test_lamp_is_dark_when_the_terminal_ends(opened: Opener, board: RelaySimulator) -> None:
    terminal = opened(Settings(devices=(lamp(board),)))
    terminal.press(Button.HELP)
    assert board.wait_until(True)
    terminal.kiosk.stop()
    assert board.wait_until(False)
