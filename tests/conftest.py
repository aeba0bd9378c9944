"""What every test is held to: no unannounced warning in the log, no thread left behind."""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest

from tests.support import slow
from tests.support.clock import ManualClock
from tests.support.events import EventLog
from tests.support.lanes import Lanes, in_lanes
from tests.support.new_schema import in_one_go

hypothesis.settings.register_profile("suite", deadline=None)  # how long an example takes is the machine's affair
hypothesis.settings.load_profile("suite")


class AnnouncedLog:
    """Holds the warnings a test expects; everything else at WARNING or above fails it."""

    def __init__(self) -> None:
        self._expected: list[str] = []

    def expect(self, fragment: str) -> None:
        """Announce that log lines containing `fragment` may come."""
        self._expected.append(fragment)

    def covers(self, line: str) -> bool:
        return any(fragment in line for fragment in self._expected)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


def pytest_sessionstart() -> None:
    gc.disable()  # collecting makes a million objects that stay: to look through them for garbage took half of its time


def pytest_collection_finish() -> None:
    gc.freeze()  # nor are they looked through during the tests
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    in_lanes(items)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    yield from slow.watch(item)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    slow.tell(terminalreporter)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Lanes | None:
    return Lanes(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.fixture(autouse=True)
def announced() -> Iterator[AnnouncedLog]:
    """`announced.expect("...")` allows warnings that contain the text."""
    log, collector = AnnouncedLog(), _Collector()
    logging.getLogger().addHandler(collector)
    yield log
    logging.getLogger().removeHandler(collector)
    surprises = [line for line in collector.lines if not log.covers(line)]
    assert not surprises, "unannounced log lines:\n" + "\n".join(surprises)


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Fails a test that leaves one of its threads running."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 3
    while (left := [t for t in threading.enumerate() if t not in before and not t.name.startswith("pydevd")]) and (
        time.monotonic() < deadline
    ):
        left[0].join(0.05)
    assert not left, f"threads left running: {[t.name for t in left]}"


@pytest.fixture(scope="session", autouse=True)
def records_begun_in_one_go() -> Iterator[None]:
    """Thousands of tests begin records of their own; `tests/kiosk/store` does so as the product does."""
    with in_one_go():
        yield


@pytest.fixture
def clock() -> ManualClock:
    """A clock that stands still."""
    return ManualClock()


@pytest.fixture(autouse=True)
def _no_sound_device(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test plays anything on the machine it runs on, nor shows what only a machine with a sound device does."""
    monkeypatch.setattr("devices.sound.stream.has_card", lambda *_: False)


@pytest.fixture
def events() -> EventLog:
    """A sink for a device's events."""
    return EventLog()
