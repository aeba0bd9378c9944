"""A Bluetooth instrument that sends samples as long as somebody is at it, and perhaps a finished measurement too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from devices.decoding import Outcome
from devices.errors import DeviceTimeout, WireLost
from devices.gatt import uuids
from devices.gatt.octets import Decoder
from devices.instruments.gatt_choice import Arrived, is_under_way
from devices.instruments.gatt_instrument import GattInstrument
from devices.instruments.steadiness import Sample, Steady
from devices.wires_gatt import Link


class GattStream(GattInstrument):
    """Samples become one reading once they have agreed for some seconds (`Steady`); one of the code "no-finger" when
    they ended before. A measurement that the instrument itself calls finished (`role`) is told as any instrument's is,
    unless samples of the same connection have told it already.
    """

    samples: ClassVar[Mapping[int, Decoder]]
    """Where samples may come, and what reads them; the first it has is used. Those of `own` formats are samples too."""

    def _begin(self) -> None:
        super()._begin()
        self._streams: dict[str, Decoder] = {}
        self._steady = Steady()
        self._flowed = self._came_any = False
        self._finished_s = self._kept_alive_s = self.clock.now().monotonic_s

    def _readers_of(self, link: Link) -> dict[str, Decoder]:
        found = super()._readers_of(link)
        if self._family is not None and self._family.form in self.own:
            self._streams = found
            return found
        number = next((each for each in self.samples if link.has(uuids.uuid(each))), None)
        self._streams = {} if number is None else {uuids.uuid(number): self.samples[number]}
        return found | self._streams

    def _listen(self, link: Link) -> None:
        family, now_s = self._family, self.clock.now().monotonic_s
        if family and family.keep_alive and now_s - self._kept_alive_s >= family.keep_alive_s and not link.lost:
            self._kept_alive_s = now_s
            try:
                self._write(link, family.control, family.keep_alive)
            except (WireLost, DeviceTimeout):
                if not link.lost:
                    raise
        super()._listen(link)

    def _hear(self, link: Link, arrived: Arrived) -> None:
        self._came_any = True
        read, at_s = self._streams.get(arrived.uuid), arrived.at.monotonic_s
        if read is None:
            if not self._flowed:
                super()._hear(link, arrived)
                self._finished_s = at_s
            return
        outcome = self._steady.feed(Sample(read(arrived.raw)), at_s)
        if self._is_finished() and at_s - self._finished_s >= self.role.settled_s:
            self._settle(link)
        elif outcome is not None:
            self._flowed = True
            self._session.clear()
            self._tell(self._kept(outcome), arrived)

    def _is_finished(self) -> bool:
        return any(not is_under_way(outcome) for _, outcome in self._session)

    def _settle(self, link: Link) -> None:
        broken: Outcome | None = self._steady.broken_off()
        if self._session or not self._came_any:
            super()._settle(link)
            return
        self._part(link)
        if broken is not None:
            self._tell(broken)
