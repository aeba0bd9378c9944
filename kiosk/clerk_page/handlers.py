"""What a browser may ask. Every request passes the checks of `Handler` first; each handler is one thing to do."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any, Never, TypeVar

import msgspec
from tornado.web import HTTPError, RequestHandler

from devices.device import where_it_broke
from kiosk.clerk_page.sessions import Browser, Session, Stolen, shows_token
from kiosk.clerk_page.site import Site
from kiosk.clerk_page.work import Busy

log = logging.getLogger("kiosk.clerk_page")

COOKIE = "__Host-clerk"
"""The prefix makes browsers refuse it without Secure, with a Domain, or for a part of the page only."""

TOKEN = "X-Clerk-Token"

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}

T = TypeVar("T")


class Handler(RequestHandler):
    """One request, checked: for this terminal, by a page of this terminal, not too often, in the size it may have."""

    SUPPORTED_METHODS = ("GET", "POST", "DELETE")

    def initialize(self, site: Site) -> None:
        """Called by tornado."""
        self.site = site

    def set_default_headers(self) -> None:
        """Called by tornado, for refusals too."""
        self.clear_header("Server")
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Refuse what no page of this terminal would ask. Called by tornado before the method."""
        if (wait_s := self.site.requests.wait_s(self.address)) > 0:
            self.refuse(429, "too-often", wait_s=wait_s)
        if self.request.host not in self.site.hosts:
            self.refuse(421, "host")
        asks = self.request.headers
        origin = asks.get("Origin")
        if origin is not None and origin != f"https://{self.request.host}":
            self.refuse(403, "origin")
        if self.request.method == "GET":
            # The page itself may be opened by a link of the hall's own portal; what is in it, by the page only.
            if self.request.path != "/" and asks.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
                self.refuse(403, "origin")
            return
        if origin is None:
            self.refuse(403, "origin")
        if self.request.body and asks.get("Content-Type", "").partition(";")[0].strip() != "application/json":
            self.refuse(415, "kind")

    def compute_etag(self) -> None:
        """Called by tornado: nothing is kept by a browser."""

    @property
    def address(self) -> str:
        """Who asks."""
        return str(self.request.remote_ip)

    @property
    def browser(self) -> Browser:
        """What a session is bound to."""
        return Browser(self.address, self.request.headers.get("User-Agent", ""))

    async def session(self) -> Session:
        """The session of whoever asks. Refuses the request when there is none."""
        if (found := await self.seen_session()) is None:
            self.refuse(401, "session")
        return found

    async def acting_session(self) -> Session:
        """The same for what changes something: the session's token must be shown as well."""
        session = await self.session()
        if not shows_token(session, self.request.headers.get(TOKEN, "")):
            self.refuse(403, "token")
        return session

    async def seen_session(self) -> Session | None:
        """The same, None when there is none. A cookie that was carried elsewhere leaves its entry in the trail."""
        cookie = self.get_cookie(COOKIE)
        try:
            return None if cookie is None else self.site.sessions.find(cookie, self.browser)
        except Stolen as stolen:
            note = partial(self.site.auditor.note, stolen.clerk.login, "clerk-page.cookie-elsewhere")
            self.site.live.changed()
            await self.of_the_house(note)
            return None

    def body(self, kind: type[T]) -> T:
        """What was sent. Refuses the request when it is something else."""
        try:
            return msgspec.json.decode(self.request.body, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError):
            self.refuse(400, "body")

    async def of_the_house(self, job: Callable[[], T]) -> T:
        """What the house answers. Refuses the request when it does not answer in time."""
        try:
            return await self.site.work.run(job, self.site.limits.work_s)
        except Busy:
            self.refuse(503, "busy")
        except Exception as error:  # noqa: BLE001 - whatever it is, the page says so and goes on
            log.warning("the house did not answer the clerk's page: %s", where_it_broke(error))
            self.refuse(503, "busy")

    def answer(self, **values: Any) -> None:
        """Send JSON."""
        self.set_header("Content-Type", "application/json")
        self.finish(msgspec.json.encode(values))

    def refuse(self, status: int, refused: str, **values: Any) -> Never:
        """End the request with a status and a word the page knows."""
        raise Refusal(status, refused, values)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Called by tornado: no trace, no page of its own."""
        error = (kwargs.get("exc_info") or (None, None))[1]
        refused, values = (error.refused, error.values) if isinstance(error, Refusal) else ("request", {})
        self.answer(refused=refused, **values)

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Called by tornado: the kind and place of what broke, never what was asked or by whom."""
        if not isinstance(value, HTTPError):
            log.error("the clerk's page stumbled: %s", where_it_broke(value))


class Refusal(HTTPError):
    """A request that is not answered. Its text says nothing of the request."""

    def __init__(self, status: int, refused: str, values: dict[str, Any]) -> None:
        super().__init__(status)
        self.refused, self.values = refused, values


class NotThere(Handler):
    """Every path there is nothing at."""

    def prepare(self) -> None:
        """Called by tornado."""
        super().prepare()
        self.refuse(404, "path")


class FileHandler(Handler):
    """A file of the page."""

    def get(self) -> None:
        """Send it."""
        file = self.site.files[self.request.path]
        self.set_header("Content-Type", file.kind)
        self.finish(file.content)


class WordsHandler(Handler):
    """The page's sentences."""

    def get(self) -> None:
        """Send them."""
        self.answer(**self.site.words)
