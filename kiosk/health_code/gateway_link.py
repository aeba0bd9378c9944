"""One exchange with the gateway over HTTP(S): bounded in time and size, to one address, trusting one authority.

The exchange runs on a thread of its own, because name resolution and a far end that drips bytes respect no socket
time-out. When time is up the socket is shut down, which ends that thread; a resolver that hangs ends by itself.
Proxies and other settings of the environment are ignored. No connection is kept: visits are minutes apart, and a kept
one would mostly be a dead one.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kiosk.health_code.errors import (
    GatewayBadAnswer,
    GatewayError,
    GatewayFailing,
    GatewayMisconfigured,
    GatewayRefused,
    GatewayTimeout,
    GatewayUnreachable,
    GatewayUntrusted,
)
from kiosk.health_code.gateway_wire import MAX_ANSWER_BYTES
from kiosk.settings import Gateway
from kiosk.settings.sense import AddressFault, address_fault

if TYPE_CHECKING:
    import httpx

_ADDRESS_FAULTS: dict[AddressFault, str] = {
    "empty": "must be https://HOST[:PORT][/PATH]",
    "unreadable": "is not an address",
    "no-address": "must be https://HOST[:PORT][/PATH]",
    "extras": "may not hold a user, a query or a fragment",
    "plain": "is plain http, and allow_plain_http is off",
}


def check_url(settings: Gateway) -> str:
    """The service's address without a trailing slash.

    Raises:
        GatewayMisconfigured: empty, plain http without leave, or with user, query or fragment.
    """
    fault = address_fault(settings)
    if fault is not None:
        raise GatewayMisconfigured(f"health_code.gateway.url {_ADDRESS_FAULTS[fault]}")
    return settings.url.rstrip("/")


def tls_context(settings: Gateway) -> ssl.SSLContext:
    """TLS 1.2 or newer, names checked, trusting `ca_file` alone when given, showing our certificate when given.

    Raises:
        GatewayMisconfigured: a file is missing or not what it should be.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        if settings.ca_file:
            context.load_verify_locations(cafile=settings.ca_file)
        else:
            context.load_default_certs()
    except (OSError, ssl.SSLError) as error:
        raise GatewayMisconfigured(f"health_code.gateway.ca_file cannot be used: {type(error).__name__}") from error
    if settings.client_key_file and not settings.client_cert_file:
        raise GatewayMisconfigured("health_code.gateway.client_key_file needs client_cert_file")
    try:
        if settings.client_cert_file:
            # An empty password: an encrypted key is refused instead of asking on the terminal.
            context.load_cert_chain(settings.client_cert_file, settings.client_key_file or None, password="")
    except (OSError, ssl.SSLError, ValueError) as error:
        reason = f"client_cert_file or client_key_file cannot be used: {type(error).__name__}"
        raise GatewayMisconfigured(f"health_code.gateway.{reason}") from error
    return context


class _Wire:
    """A second handle on the socket of an exchange, to end it from outside at any stage, the handshake included."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._handle: socket.socket | None = None
        self._ended = False

    def trace(self, name: str, info: dict[str, Any]) -> None:
        """httpcore's trace extension: tells when the connection is up."""
        if name != "connection.connect_tcp.complete":
            return
        with self._lock:
            self._handle = info["return_value"].get_extra_info("socket").dup()
            if self._ended:
                self._shut()

    def end(self) -> None:
        """Shut the connection down; whoever waits on it wakes with an error."""
        with self._lock:
            self._ended = True
            self._shut()

    def close(self) -> None:
        with self._lock:
            if self._handle is not None:
                self._handle.close()
                self._handle = None

    def _shut(self) -> None:
        if self._handle is not None:
            with contextlib.suppress(OSError):
                self._handle.shutdown(socket.SHUT_RDWR)


@dataclass(slots=True, repr=False)
class _Outcome:
    """What an exchange ended with; filled by its thread."""

    body: bytes = b""
    error: Exception | None = None


class GatewayLink:
    """The way to one service. Threads may share it; they take turns.

    Raises:
        GatewayMisconfigured: on construction, when the settings cannot be used.
    """

    def __init__(self, settings: Gateway) -> None:
        self._base = check_url(settings)
        # Without TLS an empty context, which trusts nobody.
        self._context = (
            tls_context(settings) if self._base.startswith("https") else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        )
        self._client: httpx.Client | None = None
        self._turn = threading.Lock()
        self._current: tuple[threading.Thread, _Wire] | None = None
        self._closed = False

    def exchange(self, path: str, body: bytes | None, *, connect_s: float, total_s: float) -> bytes:
        """Post `body` (or get, when None) and give back the answer's body.

        Args:
            connect_s: How long the connection may take.
            total_s: How long everything together may take, from the call.

        Raises:
            GatewayError: no good answer in time; which one says why.
        """
        if not self._turn.acquire(timeout=total_s):
            raise GatewayTimeout("an earlier exchange has not ended")
        outcome, wire = _Outcome(), _Wire()
        thread = threading.Thread(
            target=self._run, args=(path, body, connect_s, total_s, outcome, wire), name="code-gateway", daemon=True
        )
        thread.start()
        self._current = (thread, wire)
        thread.join(total_s)
        if thread.is_alive():
            wire.end()
            thread.join(0.2)
            raise GatewayTimeout(f"no whole answer within {total_s:.1f} s")
        if outcome.error is not None:
            raise outcome.error
        return outcome.body

    def prepare(self) -> None:
        """Load what the first exchange needs, which takes half a second that no visitor should wait."""
        with self._turn:
            if not self._closed:
                self._made_client()

    def close(self, timeout_s: float = 1.0) -> None:
        """End a running exchange and refuse further ones."""
        self._closed = True
        if self._current is not None:
            thread, wire = self._current
            wire.end()
            thread.join(timeout_s)
        if self._turn.acquire(timeout=timeout_s):
            if self._client is not None:
                self._client.close()
            self._turn.release()

    def _run(
        self, path: str, body: bytes | None, connect_s: float, total_s: float, outcome: _Outcome, wire: _Wire
    ) -> None:
        try:
            outcome.body = _translated(lambda: self._send(path, body, connect_s, total_s, wire.trace))
        except Exception as error:  # noqa: BLE001 - handed to the caller, which raises it
            outcome.error = error
        finally:
            wire.close()
            self._turn.release()

    def _made_client(self) -> httpx.Client:
        """The one client, made when first needed. Only for whoever has the turn."""
        import httpx

        if self._client is None:
            self._client = httpx.Client(
                verify=self._context,
                trust_env=False,
                follow_redirects=False,
                limits=httpx.Limits(max_connections=1, max_keepalive_connections=0),
                headers={"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "kiosk"},
            )
        return self._client

    def _send(
        self, path: str, body: bytes | None, connect_s: float, total_s: float, trace: Callable[[str, Any], None]
    ) -> bytes:
        import httpx

        if self._closed:
            raise GatewayUnreachable("the link is closed")
        client = self._made_client()
        timeout = httpx.Timeout(total_s, connect=connect_s)
        method, headers = ("GET", {}) if body is None else ("POST", {"Content-Type": "application/json"})
        with client.stream(
            method, self._base + path, content=body, headers=headers, timeout=timeout, extensions={"trace": trace}
        ) as response:
            return _read(response)


def _read(response: httpx.Response) -> bytes:
    """The body of a good answer, never more than the limit in memory."""
    status = response.status_code
    if status == 429 or status >= 500:
        raise GatewayFailing(f"status {status}")
    if 400 <= status < 500:
        raise GatewayRefused(f"http-{status}")
    if status != 200:
        raise GatewayBadAnswer(f"status {status}")
    if response.headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/json":
        raise GatewayBadAnswer("the answer is not JSON")
    if response.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise GatewayBadAnswer("the answer is compressed, which was not asked for")
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > MAX_ANSWER_BYTES:
            raise GatewayBadAnswer(f"the answer is longer than {MAX_ANSWER_BYTES} bytes")
    return bytes(body)


def _translated(send: Callable[[], bytes]) -> bytes:
    """Run it, and turn the library's errors into ours. Their texts are left out: they may quote an address."""
    import httpx

    try:
        return send()
    except GatewayError:
        raise
    except httpx.TimeoutException as error:
        raise GatewayTimeout(type(error).__name__) from None
    except (httpx.TransportError, ssl.SSLError, OSError) as error:
        if _is_tls(error):
            raise GatewayUntrusted(f"TLS: {_tls_reason(error)}") from None
        raise GatewayUnreachable(type(error).__name__) from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise GatewayBadAnswer(type(error).__name__) from None


def _chain(error: BaseException | None) -> list[BaseException]:
    links: list[BaseException] = []
    while error is not None and error not in links:
        links.append(error)
        error = error.__cause__ or error.__context__
    return links


def _is_tls(error: BaseException) -> bool:
    """Whether TLS itself refused; a connection cut inside TLS is a cut connection."""
    cut = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError)
    return any(isinstance(link, ssl.SSLError) and not isinstance(link, cut) for link in _chain(error))


def _tls_reason(error: BaseException) -> str:
    """Such as `certificate has expired` or `TLSV13_ALERT_CERTIFICATE_REQUIRED`; says nothing of any person."""
    for link in _chain(error):
        if isinstance(link, ssl.SSLCertVerificationError):
            return str(link.verify_message)
        if isinstance(link, ssl.SSLError):
            return str(link.reason or type(link).__name__)
    return "unknown"
