"""The server: listens, holds connections to their limits, and ends at once."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import ipaddress
import logging
import os
import socket
import ssl
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream
from tornado.web import Application

from kiosk.clerk_page.calls import CloseHandler, GiveBackHandler, LiveHandler, SeenHandler, TakeHandler
from kiosk.clerk_page.certificate import Certificate
from kiosk.clerk_page.handlers import FileHandler, NotThere, WordsHandler
from kiosk.clerk_page.limits import Places, Rate
from kiosk.clerk_page.log_in import SessionHandler
from kiosk.clerk_page.site import FILES, Site

log = logging.getLogger("kiosk.clerk_page")

ENDS_S = 1.0
_FAULTS = {
    errno.EADDRINUSE: "clerk-page-port-taken",
    errno.EACCES: "clerk-page-port-taken",
    errno.EADDRNOTAVAIL: "clerk-page-no-address",
}


class NotListening(OSError):
    """The port could not be opened. `code`: of the fault."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Server(HTTPServer):
    """Closes a connection that is one too many before it costs a handshake."""

    places: Places
    connects: Rate

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        """A connection was opened."""
        who = str(address[0])
        if self.connects.wait_s(who) > 0 or not self.places.enter(who):
            stream.close()
            return
        super().handle_stream(stream, address)

    def on_close(self, server_conn: Any) -> None:
        """A connection is gone."""
        super().on_close(server_conn)
        self.places.leave(server_conn.context.remote_ip)

    async def end(self) -> None:
        """Close the port and every connection, whatever goes on there."""
        self.stop()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ENDS_S):
                await self.close_all_connections()


def listen(address: str, port: int) -> socket.socket:
    """The listening socket, on one address. Raises NotListening."""
    is_6 = ipaddress.ip_address(address).version == 6
    listening = socket.socket(socket.AF_INET6 if is_6 else socket.AF_INET)
    try:
        if os.name == "posix":  # elsewhere it would let two programs have one port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.setblocking(False)
        listening.bind((address, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise NotListening(_FAULTS.get(error.errno or 0, "clerk-page-closed")) from None
    return listening


def serve(site: Site, listening: socket.socket, tls: ssl.SSLContext) -> Server:
    """Begin to answer. On a running event loop."""
    limits = site.limits
    shared = {"site": site}
    application = Application(
        [
            *((path.replace(".", r"\."), FileHandler, shared) for path in FILES),
            ("/words", WordsHandler, shared),
            ("/session", SessionHandler, shared),
            ("/calls", LiveHandler, shared),
            ("/calls/take", TakeHandler, shared),
            ("/calls/give-back", GiveBackHandler, shared),
            ("/calls/close", CloseHandler, shared),
            ("/calls/seen", SeenHandler, shared),
        ],
        default_handler_class=NotThere,
        default_handler_args=shared,
        log_function=lambda _: None,  # who asked for what is nobody's business
    )
    server = Server(
        application,
        ssl_options=tls,
        idle_connection_timeout=limits.head_s,
        body_timeout=limits.body_s,
        max_header_size=limits.head_bytes,
        max_body_size=limits.body_bytes,
        max_buffer_size=limits.head_bytes + limits.body_bytes,
    )
    server.connects = Rate(limits.connects, limits.connects_per_s, site.now_s)
    server.places = Places(limits.connections, limits.connections_each)
    server.add_socket(listening)
    return server


def url(address: str, port: int) -> str:
    """What a clerk types: `https://192.168.3.20:8443`."""
    return f"https://{_host(address)}:{port}"


def hosts(address: str, port: int, certificate: Certificate) -> frozenset[str]:
    """What a request may call the terminal: its address, and what the hall's own certificate is for."""
    names = (_host(name) for name in (address, *certificate.names))
    return frozenset(f"{name}:{port}" for name in names)


def _host(name: str) -> str:
    try:
        return f"[{name}]" if ipaddress.ip_address(name).version == 6 else name
    except ValueError:
        return name.lower()


def silence_tornado() -> None:
    """Its own log lines name addresses and what was asked; what counts is logged by the page itself."""
    for name in ("tornado.general", "tornado.application", "tornado.access"):
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.setLevel(logging.ERROR)
        if not any(isinstance(handler, _Told) for handler in logger.handlers):
            logger.handlers = [_Told()]


class _Told(logging.Handler):
    """Passes on that the library met an error, not what it said of it."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)

    def emit(self, record: logging.LogRecord) -> None:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "an error"
        log.error("the clerk's page met %s in %s:%d", kind, record.module, record.lineno)
