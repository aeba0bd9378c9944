"""The live list of open calls, and what a clerk does with one."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from tornado.iostream import StreamClosedError

from kiosk.clerk_page.handlers import Handler
from kiosk.clerk_page.ports import CallBoard
from kiosk.clerk_page.rows import MOST_ROWS, note_of, rows
from kiosk.clerk_page.sessions import Session

CallId = Annotated[str, Meta(min_length=1, max_length=64)]


class Which(Struct, forbid_unknown_fields=True):
    """One call."""

    id: CallId


class Done(Struct, forbid_unknown_fields=True):
    """One call, and what is to be remembered of it."""

    id: CallId
    note: Annotated[str, Meta(max_length=200)] = ""


class Seen(Struct, forbid_unknown_fields=True):
    """Calls a clerk sees or hears now."""

    ids: Annotated[list[CallId], Meta(max_length=MOST_ROWS)]


class LiveHandler(Handler):
    """`/calls`: the list, and again after every change, as server-sent events."""

    _news: asyncio.Event | None = None

    async def get(self) -> None:
        """Until the browser goes, the session ends or the terminal does."""
        session = await self.session()
        if session.streams >= self.site.limits.streams_each:
            self.refuse(429, "too-often", wait_s=self.site.limits.beat_s)
        session.streams += 1
        try:
            with self.site.live.watched() as self._news, contextlib.suppress(StreamClosedError, TimeoutError):
                self.set_header("Content-Type", "text/event-stream")
                await self._tell_until_it_ends(session, self._news)
        finally:
            session.streams -= 1

    def on_connection_close(self) -> None:
        """Called by tornado when the browser has gone."""
        if self._news is not None:
            self._news.set()

    async def _tell_until_it_ends(self, session: Session, news: asyncio.Event) -> None:
        while True:
            await news.wait()
            news.clear()
            event, data = self._newest(session)
            await self._send(event, data)
            if event == "ended":
                return

    def _newest(self, session: Session) -> tuple[str, object]:
        site = self.site
        if not site.sessions.is_open(session):
            return "ended", {}
        if site.live.calls is None:
            return "trouble", {}
        return "calls", rows(site.live.calls, site.clock.now().utc, session.clerk.login)

    async def _send(self, event: str, data: object) -> None:
        self.write(b"event: %s\ndata: %s\n\n" % (event.encode(), msgspec.json.encode(data)))
        async with asyncio.timeout(self.site.limits.send_s):
            await self.flush()


class ActHandler(Handler):
    """A clerk does something with calls."""

    async def act(self, on_board: Callable[[CallBoard, str], bool]) -> None:
        """Do it as the clerk whose session this is, who may have been locked out a moment ago.

        Args:
            on_board: Given the board and the clerk's login; whether it was done.
        """
        session, site = await self.acting_session(), self.site

        def job() -> bool | None:
            return on_board(site.board, session.clerk.login) if site.keeper.is_still_in(session.clerk) else None

        done = await self.of_the_house(job)
        if done is None:
            site.sessions.end(session)
            self.refuse(401, "session")
        self.answer(done=done)


class TakeHandler(ActHandler):
    """`/calls/take`."""

    async def post(self) -> None:
        """我去."""
        call = self.body(Which)
        await self.act(lambda board, login: _may(board, call.id, login) and board.take(call.id, login))


class GiveBackHandler(ActHandler):
    """`/calls/give-back`."""

    async def post(self) -> None:
        """不去了."""
        call = self.body(Which)
        await self.act(lambda board, login: _may(board, call.id, login) and board.give_back(call.id, login))


class CloseHandler(ActHandler):
    """`/calls/close`."""

    async def post(self) -> None:
        """好了."""
        call, note = (done := self.body(Done)), note_of(done.note)
        await self.act(lambda board, login: _may(board, call.id, login) and board.close(call.id, login, note))


class SeenHandler(ActHandler):
    """`/calls/seen`: these stand before a clerk now, so a visitor may be told so."""

    async def post(self) -> None:
        """Tell the board."""
        ids = set(self.body(Seen).ids)

        def tell(board: CallBoard, _: str) -> bool:
            board.shown([call.id for call in board.open_calls() if call.id in ids])
            return True

        await self.act(tell)


def _may(board: CallBoard, call_id: str, login: str) -> bool:
    """Whether the call is open, and nobody's or one's own. What a colleague took is given back and closed by them."""
    return any(call.id == call_id and call.taken_by in (None, login) for call in board.open_calls())
