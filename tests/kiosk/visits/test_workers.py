"""Calls that block do not hold the visit up."""

from __future__ import annotations

import threading

from kiosk.visits.workers import Workers
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock


def test_call_that_hangs_is_given_up_and_its_thread_replaced(clock: ManualClock, announced: AnnouncedLog) -> None:
    announced.expect("did not come back in time")
    workers = Workers(clock, count=1)
    workers.start()
    hangs, release, done, late = threading.Event(), threading.Event(), threading.Event(), threading.Event()

    def hang() -> None:
        hangs.set()
        release.wait(5)

    workers.submit(hang, late.set, 10.0)
    assert hangs.wait(5)
    workers.submit(done.set, lambda: None, 60.0)
    clock.advance(9.9)
    workers.check()
    assert not late.is_set()
    clock.advance(0.1)
    workers.check()
    assert late.is_set()
    assert done.wait(5)
    release.set()
    workers.stop()


def test_threads_that_hang_are_not_replaced_without_end(clock: ManualClock, announced: AnnouncedLog) -> None:
    announced.expect("did not come back in time")
    announced.expect("no further thread is started")
    workers = Workers(clock, count=1, most=2)
    workers.start()
    release, begun = threading.Event(), threading.Semaphore(0)

    def hang() -> None:
        begun.release()
        release.wait(5)

    for _ in range(2):
        workers.submit(hang, lambda: None, 1.0)
        assert begun.acquire(timeout=5)
        clock.advance(1.0)
        workers.check()
    release.set()
    workers.stop()


def test_job_that_is_late_without_a_thread_is_told_too(clock: ManualClock, announced: AnnouncedLog) -> None:
    announced.expect("did not come back in time")
    workers = Workers(clock, count=1)
    late = threading.Event()
    workers.submit(lambda: None, late.set, 1.0)
    clock.advance(1.0)
    workers.check()
    assert late.is_set()
