"""Blood Pressure Measurement (0x2A35) and Blood Pressure Feature (0x2A49), service 0x1810.

    flags      0 kPa, 1 time, 2 pulse, 3 user, 4 status
    then       systolic, diastolic, mean (SFLOAT), [time 7], [pulse SFLOAT], [user], [status 2]
    status     0 movement, 1 cuff loose, 2 irregular pulse, 3-4 pulse out of range (a number: 1 above, 2 below),
               5 position

The user byte is a key on the cuff, not a person: it is read over. A mean of 0 is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from devices.decoding import (
    CLOCK_UNSET,
    CUFF_LOOSE,
    IRREGULAR,
    MOVEMENT,
    POSITION,
    Outcome,
    RefusalCode,
    Refused,
    decoded,
    pressure,
    quantity,
)
from devices.evidence import Evidence, Fact
from devices.gatt.octets import Octets, Refusing, decoder

RESTS_ON = (
    Fact("value and flags of 0x2A35", Evidence.STANDARD, "GATT Specification Supplement; IEEE 11073-10407"),
    Fact("mean of 0 means none", Evidence.ONE, "derdilla/blood-pressure-monitor-fl, pull request 735 (Beurer BM85)"),
)

KPA, TIME, PULSE, USER, STATUS = (1 << bit for bit in range(5))
_KNOWN = KPA | TIME | PULSE | USER | STATUS
_AGAIN = {0: MOVEMENT, 1: CUFF_LOOSE, 5: POSITION}
_PULSE_RANGE = {1: "pulse-above-range", 2: "pulse-below-range"}
NO_PULSE = "no-pulse"
"""Flag: the cuff counts pulses and found none it would tell."""


@dataclass(frozen=True, slots=True, repr=False)
class Parts:
    """What a value says, whatever maker's order it came in. Pressures are in `unit`; None where no number stood.

    Attributes:
        pulse: None where the cuff told none; `counts` says whether it does.
    """

    sys: float | None
    dia: float | None
    mean: float | None
    unit: str
    has_time: bool = False
    taken: datetime | None = None
    counts: bool = False
    pulse: float | None = None
    status: int = 0


@decoder
def blood_pressure(data: bytes) -> Outcome:
    """The reading of a value in the standard's format."""
    octets = Octets(data)
    flags = octets.unsigned(1)
    if flags & ~_KNOWN:
        raise Refusing(RefusalCode.UNREADABLE)
    sys, dia, mean = octets.number(), octets.number(), octets.number()
    taken = octets.date_time() if flags & TIME else None
    pulse = octets.number() if flags & PULSE else None
    if flags & USER:
        octets.take(1)
    status = octets.unsigned(2) if flags & STATUS else 0
    octets.end()
    unit = "kPa" if flags & KPA else "mm[Hg]"
    return settled(Parts(sys, dia, mean, unit, bool(flags & TIME), taken, bool(flags & PULSE), pulse, status))


def settled(parts: Parts) -> Outcome:
    """The reading of what a value says, or why it is none."""
    if parts.sys is None or parts.dia is None:
        return Refused(RefusalCode.DEVICE_ERROR)
    pair = pressure(parts.sys, parts.dia, parts.unit, parts.mean or None)
    if isinstance(pair, Refused):
        return pair
    held = pair if parts.pulse is None else (*pair, quantity("pulse", parts.pulse, "/min"))
    again = [word for bit, word in _AGAIN.items() if parts.status >> bit & 1]
    words = [*again]
    if parts.status & 0b100:
        words.append(IRREGULAR)
    if word := _PULSE_RANGE.get(parts.status >> 3 & 0b11):
        words.append(word)
    if parts.counts and parts.pulse is None:
        words.append(NO_PULSE)
    if parts.has_time and parts.taken is None:
        words.append(CLOCK_UNSET)
    return decoded(held, doubtful=bool(again), device_time=parts.taken, flags=words)


@dataclass(frozen=True, slots=True)
class Feature:
    """What a cuff can notice by itself (0x2A49)."""

    movement: bool
    cuff_fit: bool
    irregular_pulse: bool
    pulse_range: bool
    position: bool
    several_bonds: bool


def feature(data: bytes) -> Feature | None:
    """Two bytes; newer cuffs send more behind them, which are not read. None for fewer."""
    if len(data) < 2:
        return None
    bits = int.from_bytes(data[:2], "little")
    return Feature(*(bool(bits >> bit & 1) for bit in range(6)))
