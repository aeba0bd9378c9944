"""The card's side of vpcd's wire, the virtual PC/SC reader of the vsmartcard project.

The card connects to the reader's TCP port; each message is a 16-bit big-endian length and that many bytes. One byte
is a control (00 off, 01 on, 02 reset: no answer; 04: answer with the ATR), anything longer a command APDU. pcscd asks
for the ATR about every 400 ms: that is its presence poll. Closing the connection pulls the card.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import Protocol

DEFAULT_PORT = 0x8C7B

_POWER_OFF, _POWER_ON, _RESET, _ATR = b"\x00", b"\x01", b"\x02", b"\x04"


class PullCard(Exception):
    """Raised by a chip in the middle of a command: the card leaves the reader.

    Attributes:
        last_answer: Sent before it leaves; None leaves the command without an answer.
    """

    def __init__(self, last_answer: bytes | None = None) -> None:
        super().__init__("the card is pulled")
        self.last_answer = last_answer


class Chip(Protocol):
    """What answers on a card."""

    atr: bytes

    def reset(self) -> None:
        """Power-up or reset: security state and selection are forgotten."""

    def answer(self, command: bytes) -> bytes:
        """Answer one command APDU. Raises PullCard to leave instead."""


class VirtualCard:
    """One card on one virtual reader, from `insert` to `pull`.

    While it lies there it connects again whenever the reader's service comes back, as a real card would be found
    again. Does not imitate bit timing, voltage or protocol negotiation: vpcd knows APDUs only.
    """

    _RETRY_S = 0.1

    def __init__(self, chip: Chip, host: str = "127.0.0.1", port: int = DEFAULT_PORT) -> None:
        self._chip = chip
        self._address = (host, port)
        self._pulled = threading.Event()
        self._guard = threading.Lock()
        self._socket: socket.socket | None = None
        self._thread: threading.Thread | None = None

    @property
    def inserted(self) -> bool:
        """Whether the card lies on the reader, be the service up or down."""
        return self._thread is not None and not self._pulled.is_set()

    def insert(self) -> None:
        """Lay the card on the reader. Returns at once; the service finds it at its next poll."""
        if self._thread is not None:
            raise RuntimeError("this card was inserted before; take a new one")
        self._thread = threading.Thread(target=self._lie_there, name="virtual-card", daemon=True)
        self._thread.start()

    def pull(self) -> None:
        """Take the card away, in the middle of an exchange if need be. Safe to call again."""
        self._pulled.set()
        with self._guard:
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(3)

    def _lie_there(self) -> None:
        while not self._pulled.is_set():
            try:
                self._serve()
            except PullCard:
                self._pulled.set()
                return
            except OSError:
                self._pulled.wait(self._RETRY_S)

    def _serve(self) -> None:
        with socket.create_connection(self._address, timeout=2) as wire:
            wire.settimeout(None)
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._guard:
                if self._pulled.is_set():
                    return
                self._socket = wire
            try:
                self._answer_all(wire)
            finally:
                with self._guard:
                    self._socket = None

    def _answer_all(self, wire: socket.socket) -> None:
        while True:
            message = _receive(wire, int.from_bytes(_receive(wire, 2), "big"))
            if message == _ATR:
                answer = self._chip.atr
            elif len(message) <= 1:
                if message in (_POWER_OFF, _POWER_ON, _RESET):
                    self._chip.reset()
                continue
            else:
                try:
                    answer = self._chip.answer(message)
                except PullCard as leaving:
                    if leaving.last_answer is not None:
                        _send(wire, leaving.last_answer)
                    raise
            _send(wire, answer)


def _send(wire: socket.socket, message: bytes) -> None:
    wire.sendall(len(message).to_bytes(2, "big") + message)


def _receive(wire: socket.socket, count: int) -> bytes:
    """Exactly `count` bytes. Raises OSError when the reader's side has gone."""
    received = b""
    while len(received) < count:
        # vpcd sends length and body in two writes: with delayed acknowledgement each command would wait 40 ms.
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        piece = wire.recv(count - len(received))
        if not piece:
            raise ConnectionError("the reader closed the connection")
        received += piece
    return received
