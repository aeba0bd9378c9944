"""Views and calls from other threads reach the GUI thread: the latest wins, one waits at most, results come back."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QThread
from PySide6.QtGui import QGuiApplication

from kiosk.visits.states import State
from kiosk.visits.view import VisitView
from ui.window.bridge import Bridge
from ui.window.gui_calls import GuiCalls, GuiTimeout


def in_thread(run: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=run, name="other", daemon=True)
    thread.start()
    return thread


def let_qt_run_until(done: Callable[[], bool]) -> None:
    deadline = QDeadlineTimer(3000)
    while not done() and not deadline.hasExpired():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    assert done()


def test_of_many_views_the_last_one_is_shown_once(qt_app: QGuiApplication) -> None:
    shown: list[VisitView] = []
    bridge = Bridge[VisitView](shown.append)
    thread = in_thread(lambda: [bridge.post(VisitView(State.READING, n, "")) for n in range(500)] and None)
    thread.join(3)
    let_qt_run_until(lambda: bool(shown))
    QCoreApplication.processEvents()
    assert [view.serial for view in shown] == [499]


def test_a_view_posted_while_another_is_shown_comes_after_it(qt_app: QGuiApplication) -> None:
    shown: list[int] = []

    def show(view: VisitView) -> None:
        shown.append(view.serial)
        if view.serial == 1:
            bridge.post(VisitView(State.READING, 2, ""))

    bridge = Bridge[VisitView](show)
    bridge.post(VisitView(State.READING, 1, ""))
    assert shown == []
    let_qt_run_until(lambda: len(shown) == 2)
    assert shown == [1, 2]


def test_a_call_runs_on_the_gui_thread_and_its_result_comes_back(qt_app: QGuiApplication) -> None:
    calls, got = GuiCalls(), []

    def work() -> tuple[QThread, int]:
        return QThread.currentThread(), 42

    thread = in_thread(lambda: got.append(calls.call(work, 3.0)))
    let_qt_run_until(lambda: bool(got))
    thread.join(3)
    assert got == [(qt_app.thread(), 42)]


def test_what_a_call_raises_is_raised_where_it_was_asked(qt_app: QGuiApplication) -> None:
    calls, raised = GuiCalls(), []

    def fail() -> None:
        raise KeyError("button-yes")

    def ask() -> None:
        try:
            calls.call(fail, 3.0)
        except KeyError as error:
            raised.append(error.args)

    thread = in_thread(ask)
    let_qt_run_until(lambda: bool(raised))
    thread.join(3)
    assert raised == [("button-yes",)]


def test_a_call_that_nobody_answers_gives_up_and_is_not_made_later(qt_app: QGuiApplication) -> None:
    calls, made, gave_up = GuiCalls(), [], []

    def ask() -> None:
        try:
            calls.call(lambda: made.append(1), 0.02)
        except GuiTimeout:
            gave_up.append(True)

    in_thread(ask).join(3)
    QCoreApplication.processEvents()
    assert (gave_up, made) == ([True], [])


def test_a_call_from_the_gui_thread_itself_runs_at_once(qt_app: QGuiApplication) -> None:
    calls = GuiCalls()
    assert calls.call(lambda: 7, 0.0) == 7
    with pytest.raises(ZeroDivisionError):
        calls.call(lambda: 1 / 0, 0.0)


def test_who_waits_for_a_screen_that_has_ended_is_told_at_once(qt_app: QGuiApplication) -> None:
    calls, told = GuiCalls(), []

    def wait() -> None:
        try:
            calls.call(lambda: None, 60)
        except GuiTimeout as error:
            told.append(str(error))

    threads = [threading.Thread(target=wait) for _ in range(2)]
    threads[0].start()
    calls.end()
    threads[1].start()
    for thread in threads:
        thread.join(5)
    assert told == ["the screen has ended"] * 2
