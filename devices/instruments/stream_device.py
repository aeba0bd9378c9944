"""A serial instrument that speaks when somebody has measured: its stream's frames become readings."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Protocol

from devices.backoff import Backoff
from devices.clock import Clock
from devices.decoding import Heard, reading_of
from devices.device import Device
from devices.errors import WireLost
from devices.events import ReadingTaken
from devices.wires import SerialLine, Wire

REPEAT_WITHIN_S = 5.0
"""The same frame again this soon is the same measurement: no instrument measures as fast."""


class Stream(Protocol):
    """What comes off a line, cut and decoded."""

    def feed(self, data: bytes, at_s: float, /) -> Sequence[Heard]:
        """What these bytes complete. `at_s`: now, monotonic seconds."""


class StreamDevice(Device):
    """A driver fills `_stream` and names its metrics. READY means that the port is there: an instrument that is
    switched off cannot be told from one nobody uses.

    Each frame becomes one reading: GOOD or DOUBTFUL with values; INVALID without values and with the code of the
    refusal among its flags, beside it the instrument's own error as "error-E44". The same frame within five seconds is
    told once. `raw_frame` holds no identification.

    Attributes:
        METRICS: What a refused reading has no value for.
        repeated: Frames that came again and were not told.
    """

    METRICS: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self, name: str, *, url: str, line: SerialLine, clock: Clock | None = None, backoff: Backoff | None = None
    ) -> None:
        super().__init__(name, clock=clock, backoff=backoff)
        self._url, self._line = url, line
        self._wire: Wire | None = None
        self._heard: Stream | None = None
        self._last: tuple[bytes, float] = (b"", 0.0)
        self.repeated = 0

    @abstractmethod
    def _stream(self) -> Stream:
        """A new stream: nothing of before the port was opened is continued."""

    def _open(self) -> None:
        self._heard = self._stream()
        self._wire = Wire(self._url, self._line, self.clock)

    def _close(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def _turn(self) -> None:
        if self._wire is None or self._heard is None:
            raise WireLost("the port is closed")
        data = self._wire.read_some()
        now = self.clock.now()
        items = self._heard.feed(data, now.monotonic_s)
        self._note(len(data), items)
        for item in items:
            if not self._is_repeat(item.raw, now.monotonic_s):
                self._emit(ReadingTaken(reading_of(self.name, item.outcome, self.METRICS, item.raw, now)))

    def _note(self, length: int, items: Sequence[Heard]) -> None:
        """For the wire log: the frames as they are kept, without an identification, and only while they may be."""
        if items and self.wire_log.watched:
            self.wire_log.received(*(item.raw for item in items))
        elif length:
            self.wire_log.received(length)

    def _is_repeat(self, raw: bytes, now_s: float) -> bool:
        before, at_s = self._last
        self._last = (raw, now_s)
        repeat = raw == before and now_s - at_s < REPEAT_WITHIN_S
        self.repeated += repeat
        return repeat
