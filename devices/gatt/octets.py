"""The fields of a characteristic's value, taken one after the other as its flags say."""

from __future__ import annotations

from datetime import datetime
from functools import wraps
from typing import Protocol

from devices.decoding import Outcome, RefusalCode, Refused
from devices.gatt.numbers import Number, Special, float32, sfloat

CLOCK_FROM_YEAR = 2015
"""A device whose clock shows an earlier year was never set: 1970 after a change of batteries is the usual one."""


class Refusing(Exception):
    """Ends a decoder. Carried no farther than `decoder`."""

    def __init__(self, code: RefusalCode, detail: str = "") -> None:
        super().__init__(code.value)
        self.refused = Refused(code, detail)


class Decoder(Protocol):
    """Bytes of one value in, measurement or refusal out."""

    def __call__(self, data: bytes, /) -> Outcome:
        """See the class."""


def decoder(function: Decoder) -> Decoder:
    """Turns what ends a decoder into its answer."""

    @wraps(function)
    def whole(data: bytes, /) -> Outcome:
        try:
            return function(data)
        except Refusing as refusing:
            return refusing.refused

    return whole


class Octets:
    """Reads a value from its beginning. Every method raises Refusing(UNREADABLE) when too few bytes are left."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def take(self, count: int) -> bytes:
        """So many bytes."""
        end = self._at + count
        if end > len(self._data):
            raise Refusing(RefusalCode.UNREADABLE)
        taken, self._at = self._data[self._at : end], end
        return taken

    def unsigned(self, count: int) -> int:
        """A number of so many bytes, lowest first."""
        return int.from_bytes(self.take(count), "little")

    def signed(self, count: int) -> int:
        """A number in two's complement, lowest byte first."""
        return int.from_bytes(self.take(count), "little", signed=True)

    def sfloat(self) -> Number:
        """Two bytes."""
        return sfloat(self.unsigned(2))

    def float32(self) -> Number:
        """Four bytes."""
        return float32(self.unsigned(4))

    def number(self) -> float | None:
        """An SFLOAT, None for each of the five codes that are no number."""
        found = self.sfloat()
        return None if isinstance(found, Special) else found

    def date_time(self) -> datetime | None:
        """Seven bytes of Date Time (0x2A08): naive local civil time; None from a clock that was never set.

        The standard's 0 for an unknown year, month or day is such a clock. Raises Refusing for a date that is none.
        """
        found = date_time(self.take(7))
        if isinstance(found, Refused):
            raise Refusing(found.code)
        return found

    def left(self) -> int:
        """Bytes not yet taken."""
        return len(self._data) - self._at

    def end(self) -> None:
        """Nothing may be left. Raises Refusing(UNREADABLE): what the flags do not announce is of another format."""
        if self.left():
            raise Refusing(RefusalCode.UNREADABLE)


def date_time(raw: bytes, order: str = "little") -> datetime | Refused | None:
    """Year in two bytes of an order, month, day, hour, minute, second; see `Octets.date_time`."""
    year = int.from_bytes(raw[:2], "big" if order == "big" else "little")
    month, day, hour, minute, second = raw[2:7]
    if 0 in (year, month, day):
        return None
    try:
        found = datetime(year, month, day, hour, minute, second)
    except ValueError:
        return Refused(RefusalCode.UNREADABLE)
    return found if year >= CLOCK_FROM_YEAR else None


def current_time_octets(when: datetime) -> bytes:
    """The ten bytes of Current Time (0x2A2B): Date Time, day of the week from Monday 1, 1/256 s, adjusted by hand."""
    return date_time_octets(when) + bytes((when.isoweekday(), 0, 1))


def date_time_octets(when: datetime) -> bytes:
    """The seven bytes of Date Time (0x2A08) of a local civil time, for setting a device's clock."""
    return when.year.to_bytes(2, "little") + bytes((when.month, when.day, when.hour, when.minute, when.second))
