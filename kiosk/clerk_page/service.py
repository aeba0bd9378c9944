"""The window clerk's page: a thread of its own that opens the port, keeps the certificate true, and goes when told.

Nothing of the terminal waits for it: what it is told is posted, what it asks is asked on its own worker, and when it
cannot listen that is a fault which `kiosk doctor` names.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devices.backoff import Backoff
from devices.clock import Clock
from devices.device import where_it_broke
from kiosk.clerk_page.certificate import Certificate, CertificateUnusable, load, ready, tls_context
from kiosk.clerk_page.limits import Limits, Rate
from kiosk.clerk_page.live import Live
from kiosk.clerk_page.ports import Auditor, CallBoard, Doorkeeper
from kiosk.clerk_page.sessions import Sessions
from kiosk.clerk_page.site import Site, files, words
from kiosk.clerk_page.work import Work
from kiosk.settings import ClerkPage

if TYPE_CHECKING:
    import socket
    import ssl

log = logging.getLogger("kiosk.clerk_page")

LOOK_S = 3600.0
"""So often it is looked whether the certificate ends soon."""
STOPS_S = 3.0


class ClerkPageService:
    """One page on one port. `start` returns at once.

    Args:
        again: How long to wait before the port is tried again.
    """

    def __init__(
        self,
        settings: ClerkPage,
        data_dir: Path,
        clock: Clock,
        *,
        board: CallBoard,
        keeper: Doorkeeper,
        auditor: Auditor,
        limits: Limits | None = None,
        again: Backoff | None = None,
    ) -> None:
        self._settings, self._data_dir, self._clock = settings, data_dir, clock
        self._board, self._keeper, self._auditor = board, keeper, auditor
        self._limits, self._again = limits or Limits(), again or Backoff(2.0, 60.0)
        self._work = Work()
        self._lock = threading.Lock()
        self._stopped = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._fault: str | None = None
        self._url: str | None = None
        self._thread = threading.Thread(target=self._run, name="clerk-page", daemon=True)

    def start(self) -> None:
        """Begin to open the port."""
        self._work.start()
        self._thread.start()

    def stop(self) -> None:
        """Close the port and every connection, now. Safe to call again, and before `start`."""
        with self._lock:
            self._stopped = True
            if self._loop is not None and self._stop is not None:
                with contextlib.suppress(RuntimeError):  # it ended by itself
                    self._loop.call_soon_threadsafe(self._stop.set)
        if self._thread.is_alive():
            self._thread.join(STOPS_S)
        self._work.stop()

    def status(self) -> dict[str, Any]:
        """Where the page is, None while the port is closed, and the code of the fault that keeps it closed."""
        return {"url": self._url, "fault": self._fault}

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except Exception as error:  # noqa: BLE001 - the terminal goes on without the page
            log.error("the clerk's page ended: %s", where_it_broke(error))
            self._fault = "clerk-page-closed"
        finally:
            self._url = None

    async def _serve(self) -> None:
        from kiosk.clerk_page import server  # tornado is imported only where the page is switched on

        with self._lock:
            if self._stopped:
                return
            self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._loop.set_exception_handler(_told)
        server.silence_tornado()
        failures = 0
        while not self._stop.is_set():
            try:
                certificate = ready(self._settings, self._data_dir, self._clock.now().utc)
                tls = tls_context(certificate)
                listening = server.listen(self._settings.address, self._settings.port)
            except CertificateUnusable:
                self._fail("clerk-page-certificate")
            except server.NotListening as error:
                self._fail(error.code)
            else:
                await self._until_stopped(listening, certificate, tls)
                return
            failures += 1
            await self._wait(self._again.wait_s(failures))

    async def _until_stopped(self, listening: socket.socket, certificate: Certificate, tls: ssl.SSLContext) -> None:
        from kiosk.clerk_page import server

        address, port = self._settings.address, listening.getsockname()[1]
        site = self._site(server.hosts(address, port, certificate))
        running = server.serve(site, listening, tls)
        async with asyncio.TaskGroup() as tasks:
            live = tasks.create_task(site.live.run())
            self._fault, self._url = None, server.url(address, port)
            try:
                while not await self._wait(LOOK_S):
                    certificate = self._renewed(certificate, tls)
            finally:
                live.cancel()
                await running.end()

    def _renewed(self, shown: Certificate, tls: ssl.SSLContext) -> Certificate:
        try:
            newest = ready(self._settings, self._data_dir, self._clock.now().utc)
            if newest != shown:
                load(tls, newest)
                log.info("the clerk's page has a new certificate")
        except CertificateUnusable:
            log.warning("the certificate of the clerk's page could not be renewed")
            return shown
        return newest

    async def _wait(self, most_s: float) -> bool:
        """Whether the page is told to end within so many seconds."""
        assert self._stop is not None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(most_s):
                await self._stop.wait()
        return self._stop.is_set()

    def _fail(self, code: str) -> None:
        if self._fault != code:
            log.warning("the clerk's page is closed: %s", code)
        self._fault = code

    def _site(self, hosts: frozenset[str]) -> Site:
        def now_s() -> float:
            return self._clock.now().monotonic_s

        limits = self._limits
        sessions = Sessions(self._settings.session_minutes * 60.0, limits, now_s)
        live = Live(self._board, self._keeper, sessions, self._work, limits)
        return Site(
            hosts=hosts,
            board=self._board,
            keeper=self._keeper,
            auditor=self._auditor,
            clock=self._clock,
            sessions=sessions,
            live=live,
            work=self._work,
            limits=limits,
            requests=Rate(limits.requests, limits.requests_per_s, now_s),
            log_ins=Rate(limits.log_ins, limits.log_ins_per_s, now_s),
            files=files(),
            words=words(),
        )


def _told(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What nobody caught: its kind and place, not what it says."""
    error = context.get("exception")
    log.error("the clerk's page stumbled: %s", where_it_broke(error) if error else "without an exception")
