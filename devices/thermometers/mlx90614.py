"""MLX90614 on an I²C bus: the bare surface before it, every word with its packet error code."""

from __future__ import annotations

from devices.backoff import Backoff
from devices.clock import Clock
from devices.decoding import Decoded, Outcome, RefusalCode, Refused
from devices.errors import ProtocolError, WireLost
from devices.events import Quality, Quantity, Reading
from devices.thermometers.burst import settle
from devices.thermometers.mlx90614_words import ADDRESS, OBJECT, decode
from devices.thermometers.thermometer import Thermometer
from devices.wires_i2c import I2cBus, Ioctl, kernel

BURST = 5
BETWEEN_S = 0.15
"""The sensor has a new value about seven times a second as it leaves its factory."""
LOOK_S = 2.0
"""So often it is asked while nobody measures: a sensor that came loose says nothing by itself."""
_WORD = 3


class Mlx90614(Thermometer):
    """A measurement is the middle of five words (`settle`). Words with a wrong code are left out; five of them are a
    fault of the wire. Only where the machine has an I²C bus.
    """

    def __init__(
        self,
        name: str,
        *,
        bus: str,
        address: int = ADDRESS,
        clock: Clock | None = None,
        backoff: Backoff | None = None,
        ioctl: Ioctl = kernel,
    ) -> None:
        super().__init__(name, clock=clock, backoff=backoff)
        self._path, self._address, self._ioctl = bus, address, ioctl
        self._bus: I2cBus | None = None

    def _open(self) -> None:
        self._bus = I2cBus(self._path, self._ioctl)
        self._word()

    def _close(self) -> None:
        bus, self._bus = self._bus, None
        if bus is not None:
            bus.close()

    def _idle(self) -> None:
        if self._pause(LOOK_S) and not self._requested.is_set():
            self._word()

    def _word(self) -> tuple[bytes, Outcome]:
        if self._bus is None:
            raise WireLost("the bus is closed")
        raw = self._bus.ask(self._address, OBJECT, _WORD)
        self.wire_log.sent(bytes((OBJECT,)))
        self.wire_log.measured(raw)
        return raw, decode(raw, OBJECT, self._address)

    def _measure(self) -> Reading:
        begun = self.clock.now()
        words: list[tuple[bytes, Outcome]] = []
        while len(words) < BURST and not self._stopping.is_set():
            words.append(self._word())
            self.clock.wait(self._stopping, BETWEEN_S)
        if self._stopping.is_set():
            return self._no_answer()
        if all(told == Refused(RefusalCode.UNREADABLE) for _, told in words):
            raise ProtocolError(f"{BURST} words with a wrong packet error code")
        values = [told.value("temp_object") for _, told in words if isinstance(told, Decoded)]
        settled = settle([value for value in values if value is not None])
        flags = [*settled.flags]
        if settled.value_c is None:
            flags += sorted({told.code.value for _, told in words if isinstance(told, Refused)})
        raw = b"".join(each for each, _ in words)
        quantities = (Quantity("temp_object", settled.value_c, "Cel"),)
        quality = settled.quality if settled.value_c is not None else Quality.INVALID
        return Reading(self.name, quantities, quality, raw, begun, flags=tuple(flags))
