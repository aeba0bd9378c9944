"""Height and weight stands on a serial line that speak by themselves: SuperView HW-3030, Tanita WB-3000, and others."""

from __future__ import annotations

from typing import ClassVar

from devices.backoff import Backoff
from devices.clock import Clock
from devices.device import DeviceKind
from devices.instruments.stand_frames import StandStream, escapes, hw3030, wb3000
from devices.instruments.stream_device import Stream, StreamDevice
from devices.wires import SerialLine


class Stand(StreamDevice):
    """A stand that sends each weighing once: `weight` (kg), and `height` (cm) where it measures it.

    A BMI it tells is compared with the two and not passed on: it is reckoned anew from what is recorded.
    """

    kind = DeviceKind.SCALE
    METRICS: ClassVar[tuple[str, ...]] = ("weight", "height")

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


class Hw3030(Stand):
    """SuperView HW-3030."""

    def _stream(self) -> Stream:
        return StandStream(hw3030, end="0D", start="57")


class EscapeStand(Stand):
    """A stand whose fields begin with an escape and whose lines end with ZK."""

    def _stream(self) -> Stream:
        return StandStream(escapes, end="5A4B", start="1B")


class Wb3000(Stand):
    """Tanita WB-3000, set to kilograms and centimetres."""

    def _stream(self) -> Stream:
        return StandStream(wb3000, end="0D0A", start="7B302C")
