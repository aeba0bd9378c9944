"""LU90614 infrared forehead module on a serial port, 9600 8N1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from devices.backoff import Backoff
from devices.clock import Clock, Instant
from devices.errors import DeviceTimeout, ProtocolError, WireLost
from devices.events import Quantity, Reading
from devices.thermometers.burst import GLITCH_ABOVE_C, settle
from devices.thermometers.lu90614_frames import Mode, Reply, ReplyFramer
from devices.thermometers.thermometer import Thermometer
from devices.wire_log import MeasuringTap
from devices.wires import SerialLine, Wire

LINE = SerialLine(9600)
BURST = 5
"""Object-mode samples wanted per measurement."""
SPARE = 3
"""Further samples that may be asked for, in place of lost or impossible ones."""
GREETINGS = 3
"""Unanswered questions in a row after which the module counts as gone."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient the driver is. The module's own timing is not published; programs for it wait 0.1 to 0.2 s.

    Attributes:
        reply_s: Longest wait for one reply.
        burst_s: Longest whole measurement.
        ping_s: How often an idle module is asked whether it is still there.
    """

    reply_s: float = 0.5
    burst_s: float = 3.0
    ping_s: float = 5.0


class Lu90614(Thermometer):
    """Driver of the LU90614.

    A measurement is a burst of object-mode samples, reduced to one by `settle`, and one body-mode sample.
    The reading's quantities are `temp_object`, the bare surface value, and `temp_device_body`, the module's own
    estimate by an unpublished rule; the two are never mixed. Flags: "spread-0.12" (°C within the burst), "glitches-2"
    (samples thrown away), "unsteady" (no value can be given, or not a sure one), "no-device-body".
    `raw_frame` is all replies of the measurement, one after the other.
    """

    METRICS: ClassVar[tuple[str, ...]] = ("temp_object", "temp_device_body")

    def __init__(
        self,
        name: str,
        *,
        url: str,
        clock: Clock | None = None,
        backoff: Backoff | None = None,
        pace: Pace | None = None,
    ) -> None:
        super().__init__(name, clock=clock, backoff=backoff)
        self._url = url
        self._pace = pace or Pace()
        self._wire: Wire | None = None
        self._framer = ReplyFramer()

    def _open(self) -> None:
        self._wire = Wire(self._url, LINE, self.clock, tap=MeasuringTap(self.wire_log))
        self._framer = ReplyFramer()
        self._ping()

    def _close(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def _idle(self) -> None:
        if self._pause(self._pace.ping_s) and not self._requested.is_set():
            self._ping()

    def _ping(self) -> None:
        """Any reply will do. Body mode: it leaves what a simulator or log sees of bursts alone."""
        for _ in range(GREETINGS):
            if self._stopping.is_set() or self._ask(Mode.BODY) is not None:
                return
        raise self._nothing_understood()

    def _measure(self) -> Reading:
        begun = self.clock.now()
        samples = self._burst(begun.monotonic_s + self._pace.burst_s)
        if not samples:
            if self._stopping.is_set():
                return self._no_answer()
            raise self._nothing_understood()
        body = self._ask(Mode.BODY) or self._ask(Mode.BODY)
        return self._reading(begun, samples, body)

    def _burst(self, deadline_s: float) -> list[Reply]:
        samples: list[Reply] = []
        usable = 0
        for asked in range(BURST + SPARE):
            late = self.clock.now().monotonic_s >= deadline_s
            gone = asked == GREETINGS and not samples
            if usable == BURST or late or gone or self._stopping.is_set():
                break
            reply = self._ask(Mode.OBJECT)
            if reply is not None:
                samples.append(reply)
                usable += reply.value_c <= GLITCH_ABOVE_C
        return samples

    def _ask(self, mode: Mode) -> Reply | None:
        """One measurement in one mode; None when no whole reply in that mode came in time."""
        if self._wire is None:
            raise WireLost("the port is closed")
        self._wire.discard_input()
        self._framer.clear()
        self._wire.write(mode.command)
        deadline = self.clock.now().monotonic_s + self._pace.reply_s
        while self.clock.now().monotonic_s < deadline and not self._stopping.is_set():
            for reply in self._framer.feed(self._wire.read_some()):
                if reply.mode is mode:
                    return reply
        return None

    def _nothing_understood(self) -> DeviceTimeout | ProtocolError:
        if self._framer.rejected:
            return ProtocolError(f"{self._framer.rejected} replies with a wrong checksum and none that fits")
        return DeviceTimeout(f"no reply in {self._pace.reply_s:.1f} s, asked {GREETINGS} times")

    def _reading(self, begun: Instant, samples: list[Reply], body: Reply | None) -> Reading:
        settled = settle([s.value_c for s in samples])
        flags = list(settled.flags)
        body_c = body.value_c if body is not None and body.value_c <= GLITCH_ABOVE_C else None
        if body_c is None:
            flags.append("no-device-body")
        raw = b"".join(r.raw for r in (*samples, body) if r is not None)
        values = (settled.value_c, body_c)
        quantities = tuple(Quantity(m, v, "Cel") for m, v in zip(self.METRICS, values, strict=True))
        return Reading(self.name, quantities, settled.quality, raw, begun, flags=tuple(flags))
