"""The nightly purge: at its hour, only when nobody is served, and never by a clock that leapt."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.archive.archive import Archive
from kiosk.retention.nightly import NightlyPurge
from kiosk.settings import Retention
from kiosk.store.errors import StoreError
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.new_store import begun
from tests.support.store_rows import Answer, measurement, wang


class Night:
    def __init__(self, store: Archive, clock: ManualClock) -> None:
        self.store, self.clock, self.idle, self.looked = store, clock, True, threading.Event()
        self.purge = NightlyPurge(store, Retention(), clock, ZoneInfo("Asia/Shanghai"), is_idle=self._is_idle)

    def _is_idle(self) -> bool:
        self.looked.set()
        return self.idle

    def until(self, met: Callable[[], bool]) -> None:
        for _ in range(400):
            if met():
                return
            self.clock.advance(1)
            threading.Event().wait(0.005)
        raise AssertionError("it did not come to that")

    def rows(self) -> int:
        with self.store._core.readers.db() as db:
            return int(db.execute("SELECT count(*) FROM measurements").fetchone()[0])

    def come(self) -> None:
        person = self.store.register.meet(wang(), self.clock.now())
        assert person is not None
        saved = Answer()
        self.store.journal.save_measurements((measurement(self.clock, person.resident_id),), saved)
        saved.wait()


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Archive]:
    with Archive.open(begun(tmp_path / "data"), clock) as opened:
        yield opened


@pytest.fixture
def night(store: Archive, clock: ManualClock) -> Iterator[Night]:
    made = Night(store, clock)
    yield made
    made.purge.stop()


def pass_days(night: Night, days: int) -> None:
    """Days on which the terminal ran: an entry every twenty days."""
    for _ in range(days // 20):
        night.clock.set_wall(night.clock.now().utc + timedelta(days=20))
        night.store.audit.note("terminal", "test.ran")


def test_what_is_too_old_goes_once_nobody_is_served(night: Night) -> None:
    night.come()
    pass_days(night, 380)
    night.idle = False
    night.purge.start()
    assert night.looked.wait(5)
    assert night.rows() == 1
    night.idle = True
    night.until(lambda: night.rows() == 0)
    night.until(lambda: night.store.expiry.last() is not None)


def test_leap_of_the_clock_deletes_nothing_and_is_told_once(night: Night) -> None:
    night.come()
    night.clock.set_wall(datetime(2029, 1, 1, tzinfo=UTC))
    night.purge.start()
    night.until(lambda: len(night.store.alerts.open()) == 1)
    night.clock.advance(3700)
    night.until(lambda: night.looked.is_set())
    assert night.rows() == 1
    (alert,) = night.store.alerts.open()
    assert alert.kind == "records"
    assert "kiosk records purge --clock-is-right" in alert.text
    assert [(past.failure, past.days) for past in night.store.expiry.past()] == [("clock-leapt", 770)]


def test_purge_that_fails_is_kept_in_the_trail(
    night: Night, monkeypatch: pytest.MonkeyPatch, announced: AnnouncedLog
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreError("store-full", "no room")

    announced.expect("purge was not finished: store-full")
    monkeypatch.setattr(night.store.expiry, "purge", full)
    night.purge.start()
    night.until(lambda: bool(night.store.expiry.past()))
    assert night.store.expiry.past()[0].failure == "store-full"
