"""Infrared modules that send on and on: GY-614V, and the GY-MCU90640 array with its warmest spot."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from statistics import median
from typing import ClassVar, Protocol

from devices.backoff import Backoff
from devices.clock import Clock, Instant
from devices.decoding import Decoded, Heard, RefusalCode, Refused
from devices.errors import DeviceTimeout, ProtocolError, WireLost
from devices.events import Quality, Quantity, Reading
from devices.thermometers.burst import settle
from devices.thermometers.gy614v_frames import Gy614vStream
from devices.thermometers.gymcu90640_frames import AUTOMATIC, FOUR_A_SECOND, Gymcu90640Stream
from devices.thermometers.thermometer import Thermometer
from devices.wire_log import MeasuringTap
from devices.wires import SerialLine, Wire

BURST = 5
"""Frames of one measurement."""
BURST_S = 4.0
"""Longest whole measurement: a module at 9600 baud, or an array at two pictures a second, has sent five by then."""
FILLED = "filled-"
"""Begins the flag by which an array tells how much of its spot is like the warmest; see `thermal`."""
SILENT_S = 5.0
"""A module that sends on and on and was not heard for so long is gone."""


class Stream(Protocol):
    """What comes off a module's line."""

    @property
    def rejected(self) -> int:
        """Frames that were broken."""

    def feed(self, data: bytes, at_s: float, /) -> Sequence[Heard]:
        """Whole frames completed by these bytes."""

    def clear(self) -> None:
        """Forget what is pending."""


class StreamingThermometer(Thermometer):
    """A measurement is the middle of the next five frames, reduced by `settle`; the module's own estimate of the body
    is their middle too, and so is what it feels of the room. Flags are those of a burst, "no-device-body" where a
    module that estimates one told none, the worst "filled-0.85" of an array, and "out-of-range" where every frame
    showed a surface that cannot be.
    """

    METRICS: ClassVar[tuple[str, ...]] = ("temp_object",)
    GREETING: ClassVar[tuple[bytes, ...]] = ()
    """Sent when the line is opened."""

    def __init__(
        self, name: str, *, url: str, line: SerialLine, clock: Clock | None = None, backoff: Backoff | None = None
    ) -> None:
        super().__init__(name, clock=clock, backoff=backoff)
        self._url, self._line = url, line
        self._wire: Wire | None = None
        self._heard = self._stream()
        self._heard_at_s = 0.0

    @abstractmethod
    def _stream(self) -> Stream:
        """A new stream."""

    def _open(self) -> None:
        self._heard = self._stream()
        self._wire = Wire(self._url, self._line, self.clock, tap=MeasuringTap(self.wire_log))
        for command in self.GREETING:
            self._wire.write(command)
        self._heard_at_s = self.clock.now().monotonic_s

    def _close(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def _idle(self) -> None:
        self._listen()

    def _listen(self) -> Sequence[Heard]:
        """One slice of the line. Raises DeviceTimeout, ProtocolError when nothing whole came for long."""
        if self._wire is None:
            raise WireLost("the port is closed")
        data = self._wire.read_some()
        now_s = self.clock.now().monotonic_s
        heard = self._heard.feed(data, now_s)
        if heard:
            self._heard_at_s = now_s
        elif now_s - self._heard_at_s >= SILENT_S:
            raise self._nothing_understood()
        return heard

    def _measure(self) -> Reading:
        begun = self.clock.now()
        if self._wire is not None:
            self._wire.discard_input()
        self._heard.clear()
        found: list[Heard] = []
        while len(found) < BURST and self.clock.now().monotonic_s - begun.monotonic_s < BURST_S:
            if self._stopping.is_set():
                return self._no_answer()
            found += self._listen()
        if not found:
            raise self._nothing_understood()
        return self._reading(begun, found[:BURST])

    def _nothing_understood(self) -> DeviceTimeout | ProtocolError:
        if self._heard.rejected:
            return ProtocolError(f"{self._heard.rejected} frames that are broken and none that is whole")
        return DeviceTimeout(f"nothing came in {BURST_S:.0f} s")

    def _reading(self, begun: Instant, heard: Sequence[Heard]) -> Reading:
        whole = [each.outcome for each in heard if isinstance(each.outcome, Decoded)]
        settled = settle([value for each in whole if (value := each.value("temp_object")) is not None])
        values: dict[str, float | None] = {"temp_object": settled.value_c}
        flags = list(settled.flags)
        if "temp_device_body" in self.METRICS:
            own = [value for each in whole if (value := each.value("temp_device_body")) is not None]
            values["temp_device_body"] = round(median(own), 2) if own and settled.value_c is not None else None
            flags += [] if values["temp_device_body"] is not None else ["no-device-body"]
        if "temp_ambient" in self.METRICS:
            felt = [value for each in whole if (value := each.value("temp_ambient")) is not None]
            values["temp_ambient"] = round(median(felt), 2) if felt else None
        flags += sorted(flag for each in whole for flag in each.flags if flag.startswith(FILLED))[:1]
        if all(each.outcome == Refused(RefusalCode.OUT_OF_RANGE) for each in heard):
            flags.append(RefusalCode.OUT_OF_RANGE.value)
        quantities = tuple(Quantity(metric, values[metric], "Cel") for metric in self.METRICS)
        quality = settled.quality if settled.value_c is not None else Quality.INVALID
        return Reading(self.name, quantities, quality, self._raw(heard), begun, flags=tuple(flags))

    def _raw(self, heard: Sequence[Heard]) -> bytes:
        return b"".join(each.raw for each in heard)


class Gy614v(StreamingThermometer):
    """GY-614V: the bare surface, the module's own estimate of the body, and what it feels of the room."""

    METRICS: ClassVar[tuple[str, ...]] = ("temp_object", "temp_device_body", "temp_ambient")

    def __init__(
        self, name: str, *, url: str, baudrate: int = 9600, clock: Clock | None = None, backoff: Backoff | None = None
    ) -> None:
        super().__init__(name, url=url, line=SerialLine(baudrate), clock=clock, backoff=backoff)

    def _stream(self) -> Stream:
        return Gy614vStream()


class Gymcu90640(StreamingThermometer):
    """GY-MCU90640: the warmest spot of 24 by 32 pixels. `raw_frame` is the first picture of a measurement."""

    GREETING: ClassVar[tuple[bytes, ...]] = (FOUR_A_SECOND, AUTOMATIC)

    def __init__(
        self, name: str, *, url: str, baudrate: int = 115200, clock: Clock | None = None, backoff: Backoff | None = None
    ) -> None:
        super().__init__(name, url=url, line=SerialLine(baudrate), clock=clock, backoff=backoff)

    def _stream(self) -> Stream:
        return Gymcu90640Stream()

    def _raw(self, heard: Sequence[Heard]) -> bytes:
        return heard[0].raw
