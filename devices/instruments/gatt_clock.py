"""The clock of a Bluetooth instrument: set to the civil time of the hall, and read back to see whether it was kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from types import MappingProxyType

from devices.clock import Clock
from devices.errors import WireLost
from devices.gatt import uuids
from devices.gatt.octets import current_time_octets, date_time, date_time_octets
from devices.wires_gatt import Link

CLOCK_OFF_S = 60.0
"""A device whose clock is still so far off after it was written does not keep it.

One was reported that says yes and stays two minutes slow.
"""
_DATE_TIME_LENGTH = 7
_CLOCKS: Mapping[int, Callable[[datetime], bytes]] = MappingProxyType({
    uuids.DATE_TIME: date_time_octets,
    uuids.CURRENT_TIME: current_time_octets,
})  # fmt: skip
"""By characteristic, the first it has: what is written there for a time."""


class CivilClock:
    """What is known of one instrument's clock.

    Attributes:
        ahead_s: How far it was ahead of ours before it was set on this connection; None when it did not say.
        is_kept: It kept the time it was given last, or was never given any.
        was_set: It was given the time on this connection, and kept it.
    """

    def __init__(self, clock: Clock, zone: tzinfo | None) -> None:
        self._clock, self._zone = clock, zone
        self.ahead_s: float | None = None
        self.is_kept = True
        self.was_set = False

    def here(self) -> datetime:
        """Local civil time in the hall, naive."""
        return self._clock.now().utc.astimezone(self._zone).replace(tzinfo=None)

    def set(self, link: Link) -> bool | None:
        """Write the hall's time into Date Time or Current Time, and read it back. Its own time before that tells how
        old its values are.

        Returns:
            Whether it was kept; None where there is no clock to be written.
        """
        self.ahead_s, self.was_set = None, False
        number = next((each for each in _CLOCKS if link.has(uuids.uuid(each))), None)
        if number is None:
            return None
        where = uuids.uuid(number)
        readable = link.has(where, "read")
        try:
            if readable:
                self.ahead_s = self._ahead_s(link.read(where))
            if not link.has(where, "write"):
                return None
            link.write(where, _CLOCKS[number](self.here()))
            ahead = self._ahead_s(link.read(where)) if readable else 0.0
        except WireLost:
            if link.lost:
                raise
            ahead = None  # it refused
        self.is_kept = self.was_set = ahead is not None and abs(ahead) <= CLOCK_OFF_S
        return self.is_kept

    def _ahead_s(self, raw: bytes) -> float | None:
        told = date_time(raw[:_DATE_TIME_LENGTH]) if len(raw) >= _DATE_TIME_LENGTH else None
        return (told - self.here()).total_seconds() if isinstance(told, datetime) else None
