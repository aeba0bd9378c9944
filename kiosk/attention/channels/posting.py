"""One POST to one address: bounded in time and size, no redirect followed, no proxy of the environment, TLS checked."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

from kiosk.attention.channels.channel import NotDelivered

MOST_BYTES = 64 * 1024
REFUSED, UNREACHABLE = "call-refused", "call-unreachable"


def tls_context(ca_file: str) -> ssl.SSLContext:
    """TLS 1.2 or newer, names checked, trusting `ca_file` alone when given. Raises OSError."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file:
        context.load_verify_locations(cafile=ca_file)
    else:
        context.load_default_certs()
    return context


class Posting:
    """The way to one address. One thread at a time.

    Args:
        total_s: How long one exchange may take, whatever the far end does.
    """

    def __init__(self, url: str, *, ca_file: str = "", total_s: float = 5.0) -> None:
        parts = urlsplit(url)
        self._secure = parts.scheme == "https"
        self._host, self._port = parts.hostname or "", parts.port or (443 if self._secure else 80)
        self._target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._ca_file, self._total_s = ca_file, total_s

    def post(self, body: bytes) -> bytes:
        """The body of an answer with status 200. Raises NotDelivered, never with the address in its text."""
        with self._connected() as connection:
            connection.request("POST", self._target, body, {"Content-Type": "application/json", "User-Agent": "kiosk"})
            with contextlib.closing(connection.getresponse()) as response:
                return _read(response)

    def try_connection(self) -> None:
        """Connect, prove the certificate, and send nothing. Raises NotDelivered."""
        with self._connected():
            pass

    @contextlib.contextmanager
    def _connected(self) -> Iterator[http.client.HTTPConnection]:
        connection = http.client.HTTPConnection(self._host, self._port)
        try:
            raw = socket.create_connection((self._host, self._port), self._total_s)
            connection.sock = raw
            with _cut_after(raw, self._total_s):
                if self._secure:
                    connection.sock = tls_context(self._ca_file).wrap_socket(raw, server_hostname=self._host)
                yield connection
        except NotDelivered:
            raise
        except ssl.SSLCertVerificationError as error:
            raise NotDelivered(UNREACHABLE, f"TLS: {error.verify_message}") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NotDelivered(UNREACHABLE, type(error).__name__) from None
        finally:
            connection.close()


def _read(response: http.client.HTTPResponse) -> bytes:
    if response.status != 200:
        code = REFUSED if 400 <= response.status < 500 and response.status != 429 else UNREACHABLE
        raise NotDelivered(code, f"status {response.status}")
    answer: bytes = response.read(MOST_BYTES + 1)
    if len(answer) > MOST_BYTES:
        raise NotDelivered(UNREACHABLE, f"the answer is longer than {MOST_BYTES} bytes")
    if response.length:
        raise NotDelivered(UNREACHABLE, "the answer ends before its end")
    return answer


@contextlib.contextmanager
def _cut_after(connected: socket.socket, seconds: float) -> Iterator[None]:
    """When time is up the connection is shut down, and whoever waits on it wakes with an error, wherever it stands."""
    handle = connected.dup()

    def cut() -> None:
        with contextlib.suppress(OSError):
            handle.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.name, timer.daemon = "call-deadline", True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        handle.close()
