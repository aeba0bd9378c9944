"""Glucose Measurement (0x2A18) and its context (0x2A34), service 0x1808.

    measurement  flags: 0 time offset, 1 concentration with type and place, 2 mol/L (else kg/L), 3 status, 4 context
                 follows; then sequence 2, time 7, [offset 2, signed minutes], [SFLOAT, type and place 1], [status 2]
    context      flags: 0 carbohydrate, 1 meal, 2 tester and health, 3 exercise, 4 medication, 5 litres, 6 HbA1c,
                 7 more flags; then sequence 2, [more flags 1], [3], [meal 1], [1], [3], [3], [2]

Type in the low half of its byte, place in the high one. A control solution is nobody's blood. A meter keeps what it
measured, so its time is part of every record; the offset is what its owner has changed the clock by since.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from devices.decoding import CLOCK_UNSET, Decoded, Outcome, RefusalCode, Refused, decoded, quantity
from devices.events import Quantity
from devices.evidence import Evidence, Fact
from devices.gatt.numbers import Special
from devices.gatt.octets import Octets, Refusing

RESTS_ON = (
    Fact("values and flags of 0x2A18 and 0x2A34", Evidence.STANDARD, "Glucose Service 1.0.1; IEEE 11073-10417"),
    Fact("the offset is signed", Evidence.SEVERAL, "the standard; Nordic Android-BLE-Common-Library, issue 3"),
)

FASTING = 3
"""Meal of a context."""
_OFFSET, _CONCENTRATION, _MOLAR, _STATUS, _CONTEXT = (1 << bit for bit in range(5))
_OVERRUN, _UNDERRUN = 0x7FFF, -0x8000
_CONTROL_TYPE, _CONTROL_PLACE = 10, 4
_REFUSE = {
    5: RefusalCode.ABOVE_RANGE,
    6: RefusalCode.BELOW_RANGE,
    1: RefusalCode.DEVICE_ERROR,
    10: RefusalCode.DEVICE_ERROR,
    2: RefusalCode.SAMPLE,
    3: RefusalCode.STRIP,
    4: RefusalCode.STRIP,
    9: RefusalCode.STRIP,
    7: RefusalCode.TEMPERATURE,
    8: RefusalCode.TEMPERATURE,
}
"""By bit of the status, in the order in which they are told."""
_WORDS = {0: "battery-low", 11: CLOCK_UNSET}
_ENDS = {Special.PLUS_INFINITY: RefusalCode.ABOVE_RANGE, Special.MINUS_INFINITY: RefusalCode.BELOW_RANGE}


@dataclass(frozen=True, slots=True, repr=False)
class Record:
    """One record of a meter.

    Attributes:
        sequence: Its number in the meter; higher is later.
        context_follows: The meter says under what circumstances it was taken, in a value of its own.
    """

    sequence: int
    outcome: Outcome
    context_follows: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What a meter's owner told it about one record. `meal` 1 before, 2 after, 3 fasting, 4 casual, 5 at bedtime."""

    sequence: int
    meal: int | None


def glucose(data: bytes) -> Record | Refused:
    """The record in a value; Refused when not even its number can be read."""
    octets = Octets(data)
    try:
        flags, sequence = octets.unsigned(1), octets.unsigned(2)
        if flags & ~0b11111:
            raise Refusing(RefusalCode.UNREADABLE)
        taken = octets.date_time()
        offset = octets.signed(2) if flags & _OFFSET else 0
        value = octets.sfloat() if flags & _CONCENTRATION else None
        sample = octets.unsigned(1) if flags & _CONCENTRATION else 0
        status = octets.unsigned(2) if flags & _STATUS else 0
        octets.end()
    except Refusing as refusing:
        return refusing.refused
    taken = _moved(taken, offset)
    unit = "mol/L" if flags & _MOLAR else "kg/L"
    return Record(sequence, _settled(value, unit, sample, status, taken), bool(flags & _CONTEXT))


def glucose_value(data: bytes) -> Outcome:
    """The outcome of a record alone."""
    found = glucose(data)
    return found.outcome if isinstance(found, Record) else found


def context(data: bytes) -> Context | Refused:
    """What goes with the record of the same number."""
    octets = Octets(data)
    try:
        flags, sequence = octets.unsigned(1), octets.unsigned(2)
        octets.take(1 if flags & 0x80 else 0)
        octets.take(3 if flags & 0x01 else 0)
        meal = octets.unsigned(1) if flags & 0x02 else None
        for bit, length in ((0x04, 1), (0x08, 3), (0x10, 3), (0x40, 2)):
            octets.take(length if flags & bit else 0)
        octets.end()
    except Refusing as refusing:
        return refusing.refused
    return Context(sequence, meal)


def joined(record: Record, about: Context | None) -> Record:
    """The record with what its context says of it: taken fasting, it is of another metric."""
    fasting = about is not None and about.sequence == record.sequence and about.meal == FASTING
    if not fasting or not isinstance(record.outcome, Decoded):
        return record
    held = tuple(Quantity("glucose_fasting", each.value, each.unit) for each in record.outcome.quantities)
    return replace(record, outcome=replace(record.outcome, quantities=held))


def _moved(taken: datetime | None, minutes: int) -> datetime | None:
    if taken is None or minutes in (_OVERRUN, _UNDERRUN):
        return None
    try:
        return taken + timedelta(minutes=minutes)
    except OverflowError:
        return None


def _settled(value: float | Special | None, unit: str, sample: int, status: int, taken: datetime | None) -> Outcome:
    kind, place = sample & 0xF, sample >> 4
    if kind == _CONTROL_TYPE or place == _CONTROL_PLACE:
        return Refused(RefusalCode.CONTROL_SOLUTION)
    for bit, code in _REFUSE.items():
        if status >> bit & 1:
            return Refused(code)
    if isinstance(value, Special):
        return Refused(_ENDS.get(value, RefusalCode.DEVICE_ERROR))
    if value is None:
        return Refused(RefusalCode.DEVICE_ERROR)
    words = dict.fromkeys((*_words(status), *(() if taken is not None else (CLOCK_UNSET,))))
    known_time = None if CLOCK_UNSET in words else taken
    return decoded([quantity("glucose_random", value, unit)], device_time=known_time, flags=words)


def _words(status: int) -> Iterator[str]:
    return (word for bit, word in _WORDS.items() if status >> bit & 1)
