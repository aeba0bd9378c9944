"""A slip printer that speaks ESC/POS, on a serial port, the network or the kernel's USB printer port."""

from __future__ import annotations

from typing import Protocol

from devices.backoff import Backoff
from devices.clock import Clock
from devices.errors import DeviceRefused, DeviceTimeout, WireLost
from devices.printers.escpos_commands import (
    ASK_PAPER_WHEN_DONE,
    ASKED,
    Condition,
    ask,
    begin,
    condition,
    end,
    is_done,
    is_status,
    picture,
)
from devices.printers.printer import Printer
from devices.printers.raster import Raster
from devices.printers.usb_port import UsbPort
from devices.wire_log import WireLog
from devices.wires import SerialLine, Wire

BAND_ROWS = 24
"""Rows sent at once: 1.2 KB at 384 dots, 1.2 s at 9600 baud. The printer is asked how it is after each."""
ANSWER_S = 2.0
DONE_S = 30.0
"""For what a printer still holds when the last byte was sent."""
ASK_AGAIN_S = 1.0


class _Port(Protocol):
    def write(self, data: bytes) -> None: ...
    def read_some(self) -> bytes: ...
    def discard_input(self) -> None: ...
    def close(self) -> None: ...


class EscposPrinter(Printer):
    """See `EscposOptions` for what may be configured.

    Args:
        url: `/dev/usb/lp0` and its like are the kernel's USB printer port; everything else is pyserial's.
        answers: Whether it answers questions. Of one that does not, a slip counts as printed when the port took it.
    """

    def __init__(
        self,
        name: str,
        *,
        url: str,
        baudrate: int = 9600,
        width: int = 384,
        cut: bool = True,
        answers: bool = True,
        clock: Clock | None = None,
        backoff: Backoff | None = None,
    ) -> None:
        super().__init__(name, width=width, clock=clock, backoff=backoff)
        self._url, self._line = url, SerialLine(baudrate)
        self._cut, self._answers = cut, answers
        self._port: _Port | None = None

    def _connect(self) -> None:
        tap = _LengthsAndAnswers(self.wire_log)
        if "/usb/lp" in self._url:
            self._port = UsbPort(self._url, self.clock, tap)
        else:
            self._port = Wire(self._url, self._line, self.clock, tap=tap)

    def _disconnect(self) -> None:
        if self._port is not None:
            self._port.close()
            self._port = None

    def _look(self) -> bool:
        if not self._answers:
            return False
        port = self._opened()
        port.discard_input()
        said = []
        for what in ASKED:
            port.write(ask(what))
            said.append(self._answer(port))
        return _able(condition(*said))

    def _put(self, raster: Raster) -> None:
        port = self._opened()
        port.write(begin())
        for band in raster.bands(BAND_ROWS):
            if self._is_stopping():
                raise WireLost("the terminal ends")
            port.write(picture(band))
            self._look()
        port.write(end(cut=self._cut))
        if self._answers:
            self._wait_until_done(port)

    def _wait_until_done(self, port: _Port) -> None:
        """Asked in turn: whether all is printed, and whether it still can be."""
        port.discard_input()
        port.write(ASK_PAPER_WHEN_DONE)
        now_s = self.clock.now().monotonic_s
        until_s, ask_at_s = now_s + DONE_S, now_s + ASK_AGAIN_S
        while now_s < until_s:
            if any(is_done(byte) and not is_status(byte) for byte in port.read_some()):
                return
            if self._is_stopping():
                raise WireLost("the terminal ends")
            now_s = self.clock.now().monotonic_s
            if now_s >= ask_at_s:
                self._look()
                port.write(ASK_PAPER_WHEN_DONE)
                ask_at_s = now_s + ASK_AGAIN_S
        raise DeviceTimeout(f"not printed in {DONE_S:.0f} s")

    def _answer(self, port: _Port) -> int:
        deadline_s = self.clock.now().monotonic_s + ANSWER_S
        while True:
            for byte in port.read_some():
                if is_status(byte):
                    return byte
            if self.clock.now().monotonic_s >= deadline_s or self._is_stopping():
                raise DeviceTimeout(f"no status in {ANSWER_S:.0f} s")

    def _opened(self) -> _Port:
        if self._port is None:
            raise WireLost("the port is closed")
        return self._port

    def _is_stopping(self) -> bool:
        return self._stopping.is_set()


class _LengthsAndAnswers:
    """What the printer says, and how much it is sent: what is sent is somebody's slip."""

    def __init__(self, log: WireLog) -> None:
        self._log = log

    def sent(self, data: bytes) -> None:
        """Only its length."""
        self._log.sent(len(data))

    def received(self, data: bytes) -> None:
        """As it is."""
        self._log.received(data)


def _able(found: Condition) -> bool:
    """Whether its paper is low. Raises DeviceRefused when it cannot print."""
    if found.no_paper:
        raise DeviceRefused("no paper", code="printer-no-paper")
    if found.cover_open:
        raise DeviceRefused("its cover is open", code="printer-cover-open")
    if found.failed or found.off_line:
        raise DeviceRefused("it is off line", code="printer-failed")
    return found.paper_low
