"""Omron HBP-9030 and HBP-9031 arm-in blood-pressure monitors on their USB serial port."""

from __future__ import annotations

from devices.backoff import Backoff
from devices.clock import Clock
from devices.device import Device, DeviceKind
from devices.errors import WireLost
from devices.events import Quality, Quantity, Reading, ReadingTaken
from devices.instruments.hbp9030_frames import Record, RecordFramer, Unreadable
from devices.wires import SerialLine, Wire

LINE = SerialLine(9600)
"""A USB CDC port has no line speed; the number is only handed to the system."""
REPEAT_WITHIN_S = 5.0
"""The same record again this soon is the same measurement: inflating a cuff takes longer."""
UNREADABLE = "unreadable"
MOVEMENT = "movement"


class Hbp9030(Device):
    """Driver of the HBP-9030, which speaks when somebody has measured and never otherwise.

    Each record becomes one reading with `sys` and `dia` (mm[Hg]) and `pulse` (/min):
    GOOD; DOUBTFUL with the flag "movement"; INVALID without values and with the flag "error-N" when the monitor reports
    one; INVALID with the flag "unreadable" when a record came that is broken. `device_time` is the monitor's clock.
    The twenty-byte identification the monitor may send is overwritten with "0" before anything else sees the record.

    The driver cannot tell a monitor that is switched off from one that nobody uses: READY means that the port is there.

    Attributes:
        repeated: Records that came twice within five seconds and were reported once.
    """

    kind = DeviceKind.BLOOD_PRESSURE

    def __init__(self, name: str, *, url: str, clock: Clock | None = None, backoff: Backoff | None = None) -> None:
        super().__init__(name, clock=clock, backoff=backoff)
        self._url = url
        self._wire: Wire | None = None
        self._framer = RecordFramer()
        self._last: tuple[bytes, float] = (b"", 0.0)
        self.repeated = 0

    def _open(self) -> None:
        self._framer = RecordFramer()
        self._wire = Wire(self._url, LINE, self.clock)

    def _close(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def _turn(self) -> None:
        if self._wire is None:
            raise WireLost("the port is closed")
        data = self._wire.read_some()
        now_s = self.clock.now().monotonic_s
        items = self._framer.feed(data, now_s) if data else self._framer.expire(now_s)
        self._note(len(data), items)
        for item in items:
            if isinstance(item, Unreadable):
                self._report(None, Quality.INVALID, (UNREADABLE,), item.shape)
            elif not self._is_repeat(item.raw, now_s):
                self._report(item, *_judge(item), item.raw)

    def _note(self, length: int, items: list[Record | Unreadable]) -> None:
        """For the wire log: the bytes as they are kept, without the identification, and only while they may be."""
        if items and self.wire_log.watched:
            self.wire_log.received(*(item.shape if isinstance(item, Unreadable) else item.raw for item in items))
        elif length:
            self.wire_log.received(length)

    def _is_repeat(self, raw: bytes, now_s: float) -> bool:
        before, at_s = self._last
        self._last = (raw, now_s)
        repeat = raw == before and now_s - at_s < REPEAT_WITHIN_S
        self.repeated += repeat
        return repeat

    def _report(self, record: Record | None, quality: Quality, flags: tuple[str, ...], raw: bytes) -> None:
        quantities = (
            Quantity("sys", record.sys if record else None, "mm[Hg]"),
            Quantity("dia", record.dia if record else None, "mm[Hg]"),
            Quantity("pulse", record.pulse if record else None, "/min"),
        )
        taken = record.taken if record else None
        now = self.clock.now()
        self._emit(ReadingTaken(Reading(self.name, quantities, quality, raw, now, device_time=taken, flags=flags)))


def _judge(record: Record) -> tuple[Quality, tuple[str, ...]]:
    moved = (MOVEMENT,) if record.movement else ()
    if record.error:
        return Quality.INVALID, (f"error-{record.error}", *moved)
    return (Quality.DOUBTFUL if moved else Quality.GOOD), moved
