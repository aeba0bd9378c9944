"""Who is logged in. In memory only: a cookie of an earlier start of the terminal opens nothing."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.clerk_page.limits import Limits
from kiosk.clerk_page.ports import Clerk


@dataclass(frozen=True, slots=True, repr=False)
class Browser:
    """What a session is bound to: a cookie carried to another machine or another browser opens nothing."""

    address: str
    agent: str


@dataclass(slots=True, repr=False)
class Session:
    """One browser that is logged in.

    Attributes:
        token: Every request that changes something must show it beside the cookie; scripts of other pages cannot
            read it.
        ends_s: Monotonic; it ends then, used or not.
    """

    clerk: Clerk
    browser: Browser
    token: str
    began_s: float
    ends_s: float
    streams: int = field(default=0)


class Stolen(Exception):
    """A cookie was shown by somebody it was not given to.

    Attributes:
        clerk: Whose it is.
    """

    def __init__(self, clerk: Clerk) -> None:
        super().__init__()
        self.clerk = clerk


class Sessions:
    """Begins, finds and ends sessions. Used on the page's own thread only.

    Args:
        length_s: How long a session lasts at most.
        now_s: Monotonic seconds.
    """

    def __init__(self, length_s: float, limits: Limits, now_s: Callable[[], float]) -> None:
        self._length_s, self._limits, self._now_s = length_s, limits, now_s
        self._open: dict[bytes, Session] = {}

    def begin(self, clerk: Clerk, browser: Browser) -> tuple[str, Session]:
        """Log somebody in: the new cookie's value, and the session. Who has too many loses the oldest."""
        self._forget_ended()
        theirs = [s for s in self._open.values() if s.clerk.account_id == clerk.account_id]
        if len(theirs) >= self._limits.sessions_each:
            self.end(theirs[0])
        while len(self._open) >= self._limits.sessions:
            self.end(next(iter(self._open.values())))
        cookie, now_s = secrets.token_urlsafe(32), self._now_s()
        session = Session(clerk, browser, secrets.token_urlsafe(32), now_s, now_s + self._length_s)
        self._open[_digest(cookie)] = session
        return cookie, session

    def find(self, cookie: str, browser: Browser) -> Session | None:
        """The session of a cookie shown by the browser that was given it.

        Raises:
            Stolen: another browser showed it, or one on another machine. The session is ended.
        """
        session = self._open.get(_digest(cookie))
        if session is None or not self.is_open(session):
            return None
        if session.browser != browser:
            self.end(session)
            raise Stolen(session.clerk)
        return session

    def is_open(self, session: Session) -> bool:
        """Whether it still counts."""
        return any(one is session for one in self._open.values()) and self._now_s() < session.ends_s

    def end(self, session: Session) -> None:
        """Log out. Safe to call again."""
        self._open = {key: one for key, one in self._open.items() if one is not session}

    def all(self) -> list[Session]:
        """Every session that counts."""
        self._forget_ended()
        return list(self._open.values())

    def _forget_ended(self) -> None:
        now_s = self._now_s()
        self._open = {key: one for key, one in self._open.items() if now_s < one.ends_s}


def shows_token(session: Session, shown: str) -> bool:
    """Whether a request shows the session's token; takes as long for a wrong one as for a right one."""
    return hmac.compare_digest(session.token.encode(), shown.encode("utf-8", "replace"))


def _digest(cookie: str) -> bytes:
    """Cookies are kept as digests: what is read out of memory opens nothing, and a search tells nothing by its time."""
    return hashlib.sha256(cookie.encode("utf-8", "replace")).digest()
