"""Finger oximeters on a serial line: Contec CMS50D+ in nine bytes, and all that speak the five bytes of BCI."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Protocol

from devices.backoff import Backoff
from devices.clock import Clock
from devices.decoding import reading_of
from devices.device import Device, DeviceKind
from devices.errors import WireLost
from devices.events import ReadingTaken
from devices.instruments import bci_frames, cms50d_frames
from devices.instruments.steadiness import Sample, Steady
from devices.wires import SerialLine, Wire

LOOK_S = 1.4
"""So long a speed is listened to before the next one is tried: two speeds are tried within three seconds."""
LOST_S = 5.0
"""An oximeter that was heard and is silent for so long was switched off: its speed is looked for again."""


class Framer(Protocol):
    """Cuts a stream into samples."""

    def feed(self, data: bytes, /) -> list[bytes]:
        """Frames completed by these bytes."""


class Oximeter(Device):
    """An oximeter that sends samples as long as it is switched on. Each measurement becomes one reading, `spo2` (%) and
    `pulse` (/min), once its samples have agreed for six seconds; INVALID with the flag "no-finger" when the finger
    slipped off before. `raw_frame` is the last sample's.

    READY means that the port is there: an oximeter is switched on by whoever puts a finger in.

    Attributes:
        METRICS: What a refused reading has no value for.
        SPEEDS: Tried in this order unless one is given.
        speed: Found, or given; None while it is looked for.
    """

    kind = DeviceKind.OXIMETER
    METRICS: ClassVar[tuple[str, ...]] = ("spo2", "pulse")
    SPEEDS: ClassVar[tuple[int, ...]]
    GREETING: ClassVar[bytes] = b""
    """Sent whenever a speed is tried."""
    KEEP_ALIVE: ClassVar[bytes] = b""
    KEEP_ALIVE_S: ClassVar[float] = 0.0

    def __init__(
        self, name: str, *, url: str, baudrate: int = 0, clock: Clock | None = None, backoff: Backoff | None = None
    ) -> None:
        """A baudrate of 0 is looked for."""
        super().__init__(name, clock=clock, backoff=backoff)
        self._url = url
        self._speeds = (baudrate,) if baudrate else self.SPEEDS
        self._trying = 0
        self._wire: Wire | None = None
        self._framer = self._new_framer()
        self._steady = Steady()
        self._since_s = self._kept_alive_s = 0.0
        self.speed: int | None = None

    @abstractmethod
    def _new_framer(self) -> Framer:
        """A framer that knows of nothing yet."""

    @abstractmethod
    def _sample(self, frame: bytes) -> Sample:
        """What a frame says."""

    def _open(self) -> None:
        self._steady = Steady()
        self.speed = None
        self._try()

    def _close(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def _turn(self) -> None:
        if self._wire is None:
            raise WireLost("the port is closed")
        data = self._wire.read_some()
        now = self.clock.now()
        frames = self._framer.feed(data)
        if frames:
            self.speed, self._since_s = self._speeds[self._trying], now.monotonic_s
        self._note(len(data), frames)
        for frame in frames:
            outcome = self._steady.feed(self._sample(frame), now.monotonic_s)
            if outcome is not None:
                self._emit(ReadingTaken(reading_of(self.name, outcome, self.METRICS, frame, now)))
        if now.monotonic_s - self._since_s >= (LOST_S if self.speed else LOOK_S):
            self._trying = (self._trying + 1) % len(self._speeds)
            self.speed = None
            self._close()
            self._try()
        elif self.speed and self.KEEP_ALIVE and now.monotonic_s - self._kept_alive_s >= self.KEEP_ALIVE_S:
            self._kept_alive_s = now.monotonic_s
            self._wire.write(self.KEEP_ALIVE)
            self.wire_log.sent(self.KEEP_ALIVE)

    def _try(self) -> None:
        """Open the port at the speed whose turn it is."""
        self._wire = Wire(self._url, SerialLine(self._speeds[self._trying]), self.clock)
        self._framer = self._new_framer()
        self._since_s = self._kept_alive_s = self.clock.now().monotonic_s
        if self.GREETING:
            self._wire.write(self.GREETING)
            self.wire_log.sent(self.GREETING)

    def _note(self, length: int, frames: list[bytes]) -> None:
        if frames and self.wire_log.watched:
            self.wire_log.received(*frames)
        elif length:
            self.wire_log.received(length)


class Cms50dPlus(Oximeter):
    """Contec CMS50D+, firmware 4.6 and 7.0."""

    SPEEDS: ClassVar[tuple[int, ...]] = (115200, 19200)
    GREETING: ClassVar[bytes] = cms50d_frames.START
    KEEP_ALIVE: ClassVar[bytes] = cms50d_frames.KEEP_ALIVE
    KEEP_ALIVE_S: ClassVar[float] = cms50d_frames.KEEP_ALIVE_S

    def _new_framer(self) -> Framer:
        return cms50d_frames.Cms50dFramer()

    def _sample(self, frame: bytes) -> Sample:
        return cms50d_frames.sample(frame)


class BciOximeter(Oximeter):
    """Older Contec oximeters, Berry BM1000, and others that speak the five bytes of BCI."""

    SPEEDS: ClassVar[tuple[int, ...]] = (19200, 4800)

    def _new_framer(self) -> Framer:
        return bci_frames.BciFramer()

    def _sample(self, frame: bytes) -> Sample:
        return bci_frames.sample(frame)
