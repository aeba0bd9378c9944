"""Arm-in blood pressure monitors on a serial line: Omron HBP-9020, A&D TM-2655 and TM-2657, Terumo ES-P and BP-500."""

from __future__ import annotations

from typing import ClassVar

from devices.backoff import Backoff
from devices.clock import Clock
from devices.device import DeviceKind
from devices.instruments.hbp9020_frames import Hbp9020Stream
from devices.instruments.stream_device import Stream, StreamDevice
from devices.instruments.terumo_frames import TerumoStream
from devices.instruments.tm265x_frames import Tm265xStream
from devices.wires import SerialLine


class PressureMonitor(StreamDevice):
    """A monitor that sends each measurement by itself: `sys`, `dia` (mm[Hg]) and `pulse` (/min), with its own clock.

    It is never started from here: whoever sits before it presses its button.
    """

    kind = DeviceKind.BLOOD_PRESSURE
    METRICS: ClassVar[tuple[str, ...]] = ("sys", "dia", "pulse")


class Hbp9020(PressureMonitor):
    """Omron HBP-9020, output mode 5, function F3. Its line is set at the monitor."""

    def __init__(
        self,
        name: str,
        *,
        url: str,
        baudrate: int = 2400,
        parity: str = "E",
        stopbits: int = 1,
        clock: Clock | None = None,
        backoff: Backoff | None = None,
    ) -> None:
        line = SerialLine(baudrate, parity, stopbits)
        super().__init__(name, url=url, line=line, clock=clock, backoff=backoff)

    def _stream(self) -> Stream:
        return Hbp9020Stream()


class Tm265x(PressureMonitor):
    """A&D TM-2655, TM-2655P, TM-2657, TM-2657P."""

    def __init__(
        self,
        name: str,
        *,
        url: str,
        baudrate: int = 2400,
        clock: Clock | None = None,
        backoff: Backoff | None = None,
    ) -> None:
        super().__init__(name, url=url, line=SerialLine(baudrate), clock=clock, backoff=backoff)

    def _stream(self) -> Stream:
        return Tm265xStream()


class Terumo(PressureMonitor):
    """Terumo ES-P and BP-500."""

    def __init__(
        self,
        name: str,
        *,
        url: str,
        baudrate: int = 9600,
        clock: Clock | None = None,
        backoff: Backoff | None = None,
    ) -> None:
        super().__init__(name, url=url, line=SerialLine(baudrate), clock=clock, backoff=backoff)

    def _stream(self) -> Stream:
        return TerumoStream()
