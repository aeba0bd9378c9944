"""The page's worker: one thing after another, within a deadline, and no cancellation is lost."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from kiosk.clerk_page.work import Busy, Work


@pytest.fixture
def work() -> Iterator[Work]:
    made = Work(most=2)
    made.start()
    yield made
    made.stop()


def test_what_a_job_returns_and_raises_comes_back(work: Work) -> None:
    def broken() -> None:
        raise OSError("disk full")

    async def scene() -> int:
        with pytest.raises(OSError, match="disk full"):
            await work.run(broken, 5.0)
        return await work.run(lambda: 7, 5.0)

    assert asyncio.run(scene()) == 7


def test_too_much_at_once_and_too_late_are_refused(work: Work) -> None:
    gate, began = threading.Event(), threading.Event()

    def hold() -> None:
        began.set()
        gate.wait(10)

    async def scene() -> None:
        with pytest.raises(Busy):
            await work.run(hold, 0.02)  # too late
        assert began.is_set()
        waiting = [asyncio.create_task(work.run(lambda: None, 5.0)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await work.run(lambda: None, 5.0)  # one too many
        gate.set()
        await asyncio.gather(*waiting)

    asyncio.run(scene())


def test_a_job_nobody_waits_for_any_more_is_not_begun(work: Work) -> None:
    gate, done = threading.Event(), []

    async def scene() -> None:
        first = asyncio.create_task(work.run(lambda: gate.wait(10), 5.0))
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await work.run(lambda: done.append("given up"), 0.02)
        gate.set()
        await first
        await work.run(lambda: None, 5.0)

    asyncio.run(scene())
    assert done == []


def test_told_to_end_at_the_very_moment_of_an_answer_one_ends(work: Work) -> None:
    async def scene() -> None:
        gate, answered = threading.Event(), threading.Event()
        task = asyncio.create_task(work.run(lambda: gate.wait(10), 5.0))
        after = asyncio.create_task(work.run(answered.set, 5.0))
        await asyncio.sleep(0)
        gate.set()
        assert answered.wait(10)  # the first answer is on its way
        asyncio.get_running_loop().call_soon(task.cancel)
        with pytest.raises(asyncio.CancelledError):
            await task
        await after

    asyncio.run(scene())


def test_it_ends_with_jobs_waiting() -> None:
    work, gate, began = Work(most=2), threading.Event(), threading.Event()
    work.start()

    def hold() -> None:
        began.set()
        gate.wait(10)

    async def scene() -> None:
        for _ in range(2):
            with pytest.raises(Busy):
                await work.run(hold, 0.02)

    asyncio.run(scene())
    assert began.is_set()
    threading.Timer(0.01, gate.set).start()
    work.stop()
