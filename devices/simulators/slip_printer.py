"""The far end of a slip printer's wire: what it is sent becomes dots on paper."""

from __future__ import annotations

import threading
from pathlib import Path

from devices.printers.raster import Raster
from devices.simulators.pty_simulator import PtySimulator

_ENDLESS = 10**9


class SlipPrinterSimulator(PtySimulator):
    """An ESC/POS printer on a pseudo-terminal.

    It answers DLE EOT as soon as the bytes come, also where they stand by chance among the dots of a picture, as real
    ones do. Everything else waits its turn: without paper, or while the cover is open, nothing is printed and GS r is
    not answered.

    Does not imitate: the speed of the paper, heat, flow control of the line, or text.

    Args:
        width: Dots of a row; wider pictures are cut at the edge, as on paper.

    Attributes:
        slips: What was printed, a raster from each beginning to its cut.
        strange: Bytes that belong to no command it knows.
    """

    def __init__(self, link: Path | None = None, *, width: int = 384) -> None:
        super().__init__(link)
        self._changed = threading.Condition()
        self._width = width
        self._seen = b""
        self._waiting = b""
        self._rows: list[bytes] = []
        self._rows_left = self._powered_rows = _ENDLESS
        self._dying = False
        self.slips: list[Raster] = []
        self.strange = 0
        self.cover_open = False
        self.paper_low = False
        self.failed = False

    def plug(self) -> None:
        """Give it power: what it held is gone, what was on paper stays there."""
        with self._changed:
            self._changed.wait_for(lambda: not self._dying, 5.0)  # its power is only just going
            self._powered_rows = _ENDLESS
            self._seen = self._waiting = b""
            self._rows = []
        super().plug()

    def paper(self, rows: int = _ENDLESS) -> None:
        """Put paper in that lasts for so many rows, and go on with what waits."""
        with self._changed:
            self._rows_left = rows
            self._work()

    def open_cover(self, is_open: bool) -> None:
        """Open or close the cover."""
        with self._changed:
            self.cover_open = is_open
            self._work()

    def power(self, rows: int) -> None:
        """Lose all power after so many more rows."""
        with self._changed:
            self._powered_rows = rows

    def half_printed(self) -> int:
        """Rows on paper that were not cut off yet."""
        with self._changed:
            return len(self._rows)

    def wait_for_slips(self, count: int, timeout_s: float = 5.0) -> bool:
        """Wait for so many whole slips; whether they came."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.slips) >= count, timeout_s)

    def _receive(self, data: bytes) -> None:
        with self._changed:
            self._answer_at_once(data)
            self._waiting += data
            self._work()
            self._dying = dead = self._powered_rows <= 0
        if dead:
            self._port.unplug()
            with self._changed:
                self._dying = False
                self._changed.notify_all()

    def _answer_at_once(self, data: bytes) -> None:
        stream = self._seen + data
        at = stream.find(b"\x10\x04")
        while at >= 0 and at + 2 < len(stream):
            answer = self._status(stream[at + 2])
            if answer is not None:
                self._port.send(bytes([answer]))
            at = stream.find(b"\x10\x04", at + 2)
        self._seen = stream[-2:]
        if self._seen[-2:] != b"\x10\x04":
            self._seen = self._seen[-1:] if self._seen[-1:] == b"\x10" else b""

    def _status(self, what: int) -> int | None:
        no_paper = self._rows_left <= 0
        stuck = no_paper or self.cover_open or self.failed
        return {
            1: 0x12 | 0x08 * stuck,
            2: 0x12 | 0x04 * self.cover_open | 0x20 * no_paper | 0x40 * self.failed,
            3: 0x12,
            4: 0x12 | 0x0C * (self.paper_low or no_paper) | 0x60 * no_paper,
        }.get(what)

    def _work(self) -> None:
        """Do what can be done now with what waits."""
        while (
            self._waiting and min(self._rows_left, self._powered_rows) > 0 and not self.cover_open and not self.failed
        ):
            used = self._command(self._waiting)
            if used == 0:
                break
            self._waiting = self._waiting[max(used, 0) :]
        self._changed.notify_all()

    def _command(self, stream: bytes) -> int:
        """Do the first command; how many bytes it was, 0 when it is not whole yet, -1 when a part waits for paper."""
        head = stream[:2]
        if len(head) < 2 and stream[:1] in (b"\x10", b"\x1b", b"\x1d"):
            return 0
        if head == b"\x10\x04":
            return 3 if len(stream) >= 3 else 0
        if head == b"\x1b@":
            return 2
        if head == b"\x1bd":
            return 3 if len(stream) >= 3 else 0
        if head == b"\x1dr":
            return self._paper_asked(stream)
        if head == b"\x1dV":
            return self._cut(stream)
        if stream[:3] == b"\x1dv0":
            return self._picture(stream)
        if head == b"\x1dv":
            return 0
        self.strange += 1
        return 1

    def _paper_asked(self, stream: bytes) -> int:
        if len(stream) < 3:
            return 0
        self._port.send(bytes([0x03 if self.paper_low else 0x00]))
        return 3

    def _cut(self, stream: bytes) -> int:
        long = len(stream) > 2 and stream[2] in (65, 66)
        if len(stream) < 3 + long:
            return 0
        self.slips.append(Raster(self._width, b"".join(self._rows)))
        self._rows = []
        return 3 + long

    def _picture(self, stream: bytes) -> int:
        """A row at a time: paper can end in the middle of a picture, and the rest is printed on the next roll."""
        if len(stream) < 8:
            return 0
        across, down = int.from_bytes(stream[4:6], "little"), int.from_bytes(stream[6:8], "little")
        if len(stream) < 8 + across * down:
            return 0
        paper = self._width // 8
        for at in range(8, 8 + across * down, across or 1):
            if min(self._rows_left, self._powered_rows) <= 0:
                left = (8 + across * down - at) // across
                self._waiting = stream[:6] + left.to_bytes(2, "little") + stream[at:]
                return -1
            self._rows.append(stream[at : at + across][:paper].ljust(paper, b"\x00"))
            self._rows_left -= 1
            self._powered_rows -= 1
        return 8 + across * down
