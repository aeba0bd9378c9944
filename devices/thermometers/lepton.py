"""FLIR Lepton on a PureThermal board: the warmest spot of a thermal picture, none of them taken behind the shutter."""

from __future__ import annotations

from pathlib import Path

from devices.backoff import Backoff
from devices.clock import Clock
from devices.decoding import Decoded, Outcome, RefusalCode, Refused
from devices.errors import DeviceTimeout, ProtocolError, WireLost
from devices.events import Quality, Quantity, Reading
from devices.thermometers.burst import settle
from devices.thermometers.thermal import LEPTON_SHAPES, Shutter, lepton, warmest_pixels
from devices.thermometers.thermometer import Thermometer
from devices.thermometers.y16_source import GONE, Picture, Y16Source

BURST = 5
BURST_S = 7.0
"""Longest whole measurement: one begun behind the shutter has to wait until the pictures after it are right."""
PICTURE_S = 2.0
"""A camera that sends nine pictures a second and none for so long is gone."""


class Lepton(Thermometer):
    """A measurement is the middle of the warmest spots of five pictures (`settle`). `raw_frame` holds the nine raw
    values of each of these spots, and nothing else of a picture.
    """

    def __init__(self, name: str, *, source: str, clock: Clock | None = None, backoff: Backoff | None = None) -> None:
        super().__init__(name, clock=clock, backoff=backoff)
        self._path = source
        self._source: Y16Source | None = None
        self._shutter = Shutter()

    def _open(self) -> None:
        if not Path(self._path).exists():
            raise WireLost("there is no such camera", code=GONE)
        self._shutter = Shutter()
        self._source = Y16Source(self._path, self.clock)
        self._look()

    def _close(self) -> None:
        source, self._source = self._source, None
        if source is not None:
            source.close()

    def _idle(self) -> None:
        self._look()

    def _look(self) -> Picture | None:
        """The next picture; None for one that is not to be measured in. Raises ProtocolError for one that is no Y16."""
        if self._source is None:
            raise WireLost("the camera is closed", code=GONE)
        picture, at_s = self._source.newest(PICTURE_S)
        self.wire_log.received(picture.nbytes)
        if picture.dtype.str[1:] != "u2" or picture.shape not in LEPTON_SHAPES:
            raise ProtocolError(f"pictures of {picture.dtype} and shape {picture.shape}, which no Lepton sends")
        return picture if self._shutter.open_for(picture, at_s) else None

    def _measure(self) -> Reading:
        begun = self.clock.now()
        told: list[tuple[bytes, Outcome]] = []
        while len(told) < BURST and self.clock.now().monotonic_s - begun.monotonic_s < BURST_S:
            if self._stopping.is_set():
                return self._no_answer()
            picture = self._look()
            if picture is not None:
                told.append((warmest_pixels(picture), lepton(picture)))
        if not told:
            raise DeviceTimeout("its picture stands still")
        values = [one.value("temp_object") for _, one in told if isinstance(one, Decoded)]
        settled = settle([value for value in values if value is not None])
        filled = sorted(flag for _, one in told if isinstance(one, Decoded) for flag in one.flags)
        flags = [*settled.flags, *filled[:1]]  # how much of the spot is like it, at its worst
        if all(one == Refused(RefusalCode.OUT_OF_RANGE) for _, one in told):
            flags.append(RefusalCode.OUT_OF_RANGE.value)
        quality = settled.quality if settled.value_c is not None else Quality.INVALID
        quantities = (Quantity("temp_object", settled.value_c, "Cel"),)
        raw = b"".join(each for each, _ in told)
        return Reading(self.name, quantities, quality, raw, begun, flags=tuple(flags))
