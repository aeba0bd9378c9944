"""One thread for what may wait for the disk or for a slow digest, so that the page's own thread never waits."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")
_Task = tuple[Callable[[], Any], "asyncio.Future[Any]"]


class Busy(Exception):
    """Too much is waiting already, or the answer did not come in time."""


class Work:
    """Runs jobs one after another. At most `most` wait: a flood of log-ins costs one digest at a time."""

    def __init__(self, most: int = 16) -> None:
        self._tasks: queue.Queue[_Task | None] = queue.Queue(most)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="clerk-page-work", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, timeout_s: float = 2.0) -> None:
        """End; what waits is dropped, and a job that hangs is left behind, its thread is a daemon."""
        self._ending.set()
        with contextlib.suppress(queue.Full):
            self._tasks.put_nowait(None)
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    async def run(self, job: Callable[[], T], deadline_s: float) -> T:
        """What `job` returns or raises. Raises Busy."""
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        try:
            self._tasks.put_nowait((job, done))
        except queue.Full:
            raise Busy from None
        try:
            async with asyncio.timeout(deadline_s):  # `wait_for` of Python 3.11 may swallow a cancellation
                return await done
        except TimeoutError:
            raise Busy from None

    def _run(self) -> None:
        while (task := self._tasks.get()) is not None and not self._ending.is_set():
            job, done = task
            if done.cancelled():
                continue  # nobody waits for it any more
            try:
                answer, error = job(), None
            except Exception as raised:  # noqa: BLE001 - handed to whoever asked
                answer, error = None, raised
            with contextlib.suppress(RuntimeError):  # the loop is closed: the terminal ends
                done.get_loop().call_soon_threadsafe(_settle, done, answer, error)


def _settle(done: asyncio.Future[Any], answer: Any, error: Exception | None) -> None:
    if done.done():
        return
    if error is None:
        done.set_result(answer)
    else:
        done.set_exception(error)
