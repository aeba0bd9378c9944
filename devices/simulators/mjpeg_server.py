"""Motion JPEG over HTTP on this machine: the wire between the simulated camera and the capture code."""

from __future__ import annotations

import contextlib
import socket
import threading

BOUNDARY = b"frame"


class MjpegServer:
    """Sends the newest picture to everybody who asks for any path.

    Does not imitate other requests, authentication or pace: a client gets each picture published after it asked.
    """

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self._listener: socket.socket | None = None
        self._clients: dict[socket.socket, threading.Thread] = {}
        self._acceptor: threading.Thread | None = None
        self._news = threading.Condition()
        self._picture, self._number = b"", 0
        self._open = False

    def plug(self) -> None:
        """Listen; on the port of last time when there was one. Does nothing when already listening."""
        if self._open:
            return
        listener = socket.create_server(("127.0.0.1", self.port), reuse_port=False)
        listener.settimeout(0.5)
        self.port = listener.getsockname()[1]
        self._listener, self._open = listener, True
        self._acceptor = threading.Thread(target=self._accept, args=(listener,), name="mjpeg-accept", daemon=True)
        self._acceptor.start()

    def unplug(self) -> None:
        """Cut every connection and refuse new ones."""
        with self._news:
            self._open = False
            self._news.notify_all()
            threads = [*self._clients.values(), *([self._acceptor] if self._acceptor else [])]
            for client in self._clients:
                with contextlib.suppress(OSError):
                    client.shutdown(socket.SHUT_RDWR)
        if self._listener is not None:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
        for thread in threads:
            thread.join(3)
        self._listener = self._acceptor = None

    def publish(self, jpeg: bytes) -> None:
        """The newest picture; pictures nobody was ready for are skipped."""
        with self._news:
            self._picture, self._number = jpeg, self._number + 1
            self._news.notify_all()

    def _accept(self, listener: socket.socket) -> None:
        while self._open:
            try:
                client, _ = listener.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(client,), name="mjpeg-client", daemon=True)
            with self._news:
                if not self._open:
                    client.close()
                    return
                self._clients[client] = thread
            thread.start()

    def _serve(self, client: socket.socket) -> None:
        try:
            client.settimeout(2.0)
            self._await_request(client)
            kind = b"multipart/x-mixed-replace; boundary=" + BOUNDARY
            client.sendall(b"HTTP/1.0 200 OK\r\nCache-Control: no-store\r\nContent-Type: " + kind + b"\r\n\r\n")
            seen = 0
            while True:
                with self._news:
                    self._news.wait_for(lambda seen=seen: not self._open or self._number > seen, 1.0)  # type: ignore[misc]
                    if not self._open:
                        return
                    picture, seen, is_new = self._picture, self._number, self._number > seen
                if is_new:
                    head = b"--%s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % (BOUNDARY, len(picture))
                    client.sendall(head + picture + b"\r\n")
        except OSError:
            return
        finally:
            with self._news:
                self._clients.pop(client, None)
            client.close()

    @staticmethod
    def _await_request(client: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request and len(request) < 8192:
            data = client.recv(1024)
            if not data:
                raise ConnectionError("no request")
            request += data
