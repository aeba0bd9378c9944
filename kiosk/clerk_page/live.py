"""The open calls as everybody who looks is shown them: asked once for all, told to each within the second."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterator, Sequence
from functools import partial

from devices.device import where_it_broke
from kiosk.clerk_page.limits import Limits
from kiosk.clerk_page.ports import Call, CallBoard, Doorkeeper
from kiosk.clerk_page.sessions import Sessions
from kiosk.clerk_page.work import Busy, Work

log = logging.getLogger("kiosk.clerk_page")


class Live:
    """Keeps the newest list and wakes those who wait for it. Everything but `changed` is used on the page's thread.

    Attributes:
        calls: The newest list; None while the board cannot be read.
    """

    def __init__(self, board: CallBoard, keeper: Doorkeeper, sessions: Sessions, work: Work, limits: Limits) -> None:
        self._board, self._keeper, self._sessions, self._work, self._limits = board, keeper, sessions, work, limits
        self._loop = asyncio.get_running_loop()
        self._dirty = asyncio.Event()
        self._watchers: set[asyncio.Event] = set()
        self.calls: Sequence[Call] | None = None

    def changed(self) -> None:
        """The board changed, or somebody did something. Any thread may call it; returns at once."""
        with contextlib.suppress(RuntimeError):  # the loop is closed: the terminal ends
            self._loop.call_soon_threadsafe(self._dirty.set)

    @contextlib.contextmanager
    def watched(self) -> Iterator[asyncio.Event]:
        """An event that is set at every change and at every beat."""
        news = asyncio.Event()
        self._watchers.add(news)
        self.changed()
        try:
            yield news
        finally:
            self._watchers.discard(news)

    async def run(self) -> None:
        """Until it is cancelled: read the board after each change and at each beat, and look who may still be in."""
        end = self._board.on_change(self.changed)
        look_at_s = 0.0
        try:
            while True:
                self._dirty.clear()
                if self._loop.time() >= look_at_s:
                    await self._look_who_is_in()
                    look_at_s = self._loop.time() + self._limits.beat_s
                if self._watchers:
                    await self._read()
                for news in self._watchers:
                    news.set()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(self._limits.beat_s):
                        await self._dirty.wait()
        finally:
            end()

    async def _read(self) -> None:
        try:
            self.calls = await self._work.run(self._board.open_calls, self._limits.work_s)
        except Busy:
            self.calls = None
        except Exception as error:  # noqa: BLE001 - whatever it is, the page must go on and say so
            log.warning("the open calls could not be read: %s", where_it_broke(error))
            self.calls = None

    async def _look_who_is_in(self) -> None:
        """Log out whose account was locked or closed meanwhile."""
        for session in self._sessions.all():
            try:
                still = await self._work.run(partial(self._keeper.is_still_in, session.clerk), self._limits.work_s)
            except Busy:
                continue
            except Exception as error:  # noqa: BLE001 - who cannot be looked up is not let on
                log.warning("an account could not be looked up: %s", where_it_broke(error))
                still = False
            if not still:
                self._sessions.end(session)
