"""A server on a real socket that answers each connection with what a test scripted, byte for byte."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator

Script = Callable[[socket.socket, threading.Event], None]


@contextlib.contextmanager
def serving(script: Script, context: ssl.SSLContext | None = None) -> Iterator[tuple[str, list[bytes]]]:
    """Yields its address and the list of requests it read. `script` gets the connection and an event set at the end."""
    listener = socket.create_server(("127.0.0.1", 0))
    ended, requests = threading.Event(), []

    def accept() -> None:
        while not ended.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with contextlib.suppress(OSError), connection:
                connection.settimeout(5)
                if context is not None:
                    connection = _handshake(connection, context)
                with connection:
                    requests.append(read_request(connection))
                    script(connection, ended)

    thread = threading.Thread(target=accept, name="hostile-server", daemon=True)
    thread.start()
    scheme = "https" if context else "http"
    try:
        yield f"{scheme}://127.0.0.1:{listener.getsockname()[1]}", requests
    finally:
        ended.set()
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def _handshake(connection: socket.socket, context: ssl.SSLContext) -> socket.socket:
    """The TLS side of a connection. When it fails, the other side is heard out before the connection is closed: closing
    with unread bytes would reset it, and the alert might be lost with that.
    """
    heard = connection.dup()
    try:
        return context.wrap_socket(connection, server_side=True)
    except ssl.SSLError:
        heard.settimeout(5)
        while heard.recv(65536):
            pass
        raise
    finally:
        heard.close()


def read_request(connection: socket.socket) -> bytes:
    """Head and body of one HTTP request."""
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65536)
        if not chunk:
            return data
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    length = next((int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if b"content-length" in line), 0)
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def answer(body: bytes, status: bytes = b"200 OK", head: bytes = b"Content-Type: application/json\r\n") -> bytes:
    """One HTTP answer that closes the connection."""
    length = str(len(body)).encode()
    return (
        b"HTTP/1.1 " + status + b"\r\n" + head + b"Connection: close\r\nContent-Length: " + length + b"\r\n\r\n" + body
    )
