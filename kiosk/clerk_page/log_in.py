"""Logging in and out."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from msgspec import Meta, Struct

from kiosk.clerk_page.handlers import COOKIE, Handler
from kiosk.clerk_page.ports import Refused
from kiosk.clerk_page.sessions import Session


class Typed(Struct, forbid_unknown_fields=True):
    """What a clerk typed."""

    login: Annotated[str, Meta(min_length=1, max_length=32)]
    pin: Annotated[str, Meta(min_length=1, max_length=16)]


class SessionHandler(Handler):
    """`/session`: who is in."""

    async def get(self) -> None:
        """Whether this browser is logged in, after it loaded the page anew."""
        session = await self.seen_session()
        self._tell(session) if session is not None else self.answer(login=None)

    async def post(self) -> None:
        """Log in. Whatever cookie the browser came with is worth nothing afterwards."""
        typed = self.body(Typed)
        if (before := await self.seen_session()) is not None:
            self.site.sessions.end(before)
        if (wait_s := self.site.log_ins.wait_s(self.address)) > 0:
            self.refuse(429, "wait", wait_s=wait_s)
        clerk = await self.of_the_house(partial(self.site.keeper.let_in, typed.login, typed.pin))
        if isinstance(clerk, Refused):
            self.refuse(401, clerk.reason, wait_s=clerk.wait_s)
        cookie, session = self.site.sessions.begin(clerk, self.browser)
        self.set_cookie(COOKIE, cookie, path="/", secure=True, httponly=True, samesite="Strict")
        self._tell(session)

    async def delete(self) -> None:
        """Log out."""
        session = await self.acting_session()
        self.site.sessions.end(session)
        self.site.live.changed()
        self.clear_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Strict")
        await self.of_the_house(partial(self.site.auditor.note, session.clerk.login, "clerk-page.left"))
        self.answer(login=None)

    def _tell(self, session: Session) -> None:
        self.answer(
            login=session.clerk.login,
            token=session.token,
            ends_s=int(max(0.0, session.ends_s - self.site.now_s())),
        )
