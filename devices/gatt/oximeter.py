"""PLX Spot-Check (0x2A5E) and PLX Continuous (0x2A5F) Measurement, service 0x1822.

    spot       flags: 0 time, 1 measurement status, 2 sensor status, 3 perfusion, 4 clock never set
               then SpO2, pulse (SFLOAT), [time 7], [measurement status 2], [sensor status 3], [perfusion SFLOAT]
    continuous flags: 0 fast pair, 1 slow pair, 2 measurement status, 3 sensor status, 4 perfusion
               then SpO2, pulse, [fast SpO2, pulse], [slow SpO2, pulse], [status 2], [sensor 3], [perfusion]

A value out of the oximeter's memory, of a demonstration or a test is refused, whatever else it says. While the oximeter
says that it is still measuring there is no value, unless it says in the same breath that the value is validated.
"""

from __future__ import annotations

from datetime import datetime

from devices.decoding import CLOCK_UNSET, Outcome, RefusalCode, Refused, decoded, quantity
from devices.evidence import Evidence, Fact
from devices.gatt.octets import Octets, Refusing, decoder

RESTS_ON = (
    Fact(
        "values and flags of 0x2A5E and 0x2A5F",
        Evidence.STANDARD,
        "Pulse Oximeter Service 1.0.1",
    ),
    Fact(
        "validated outweighs ongoing",
        Evidence.MEMORY,
        "an oximeter that measures on and on: its status",
    ),
)

_REFUSE = {
    9: RefusalCode.STORED,
    10: RefusalCode.DEMONSTRATION,
    11: RefusalCode.TESTING,
    12: RefusalCode.TESTING,
    13: RefusalCode.DEVICE_ERROR,
    15: RefusalCode.DEVICE_ERROR,
}
"""By bit of the measurement status, in the order in which they are told."""
_ONGOING, _EARLY, _VALIDATED, _QUALIFIED, _QUESTIONABLE = 5, 6, 7, 8, 14
_SENSOR_REFUSE = {
    1: RefusalCode.DEVICE_ERROR,
    14: RefusalCode.DEVICE_ERROR,
    15: RefusalCode.NO_FINGER,
    11: RefusalCode.NO_FINGER,
    13: RefusalCode.NO_FINGER,
    3: RefusalCode.SEARCHING,
    4: RefusalCode.SEARCHING,
    9: RefusalCode.SEARCHING,
}
_SENSOR_DOUBT = {
    2: "irregular-signal",
    5: "low-perfusion",
    6: "stray-light",
    7: "no-pulse-wave",
    8: "questionable-pulse",
    12: "unknown-sensor",
}


@decoder
def oximeter_spot(data: bytes) -> Outcome:
    """Oxygen and pulse of one spot check."""
    octets = Octets(data)
    flags = octets.unsigned(1)
    if flags & ~0b11111:
        raise Refusing(RefusalCode.UNREADABLE)
    values = octets.number(), octets.number()
    taken = octets.date_time() if flags & 1 else None
    status = octets.unsigned(2) if flags & 2 else 0
    sensor = octets.unsigned(3) if flags & 4 else 0
    perfusion = octets.number() if flags & 8 else None
    octets.end()
    unset = bool(flags & 16) or (bool(flags & 1) and taken is None)
    return _settled(values, status, sensor, perfusion, None if unset else taken, [CLOCK_UNSET] if unset else [])


@decoder
def oximeter_continuous(data: bytes) -> Outcome:
    """Oxygen and pulse of the moment; the fast and slow averages are read over."""
    octets = Octets(data)
    flags = octets.unsigned(1)
    if flags & ~0b11111:
        raise Refusing(RefusalCode.UNREADABLE)
    values = octets.number(), octets.number()
    octets.take(4 * ((flags & 1) + (flags >> 1 & 1)))
    status = octets.unsigned(2) if flags & 4 else 0
    sensor = octets.unsigned(3) if flags & 8 else 0
    perfusion = octets.number() if flags & 16 else None
    octets.end()
    return _settled(values, status, sensor, perfusion, None, [])


def _settled(
    values: tuple[float | None, float | None],
    status: int,
    sensor: int,
    perfusion: float | None,
    taken: datetime | None,
    words: list[str],
) -> Outcome:
    for refusing, bits in ((_REFUSE, status), (_SENSOR_REFUSE, sensor)):
        for bit, code in refusing.items():
            if bits >> bit & 1:
                return Refused(code)
    validated = status >> _VALIDATED & 1 or status >> _QUALIFIED & 1
    if status >> _EARLY & 1 or (status >> _ONGOING & 1 and not validated):
        return Refused(RefusalCode.SEARCHING)
    spo2, pulse = values
    if spo2 is None or pulse is None:
        return Refused(RefusalCode.SEARCHING)
    doubts = [word for bit, word in _SENSOR_DOUBT.items() if sensor >> bit & 1]
    if status >> _QUESTIONABLE & 1:
        doubts.append("questionable")
    held = [quantity("spo2", spo2, "%"), quantity("pulse", pulse, "/min")]
    if perfusion is not None:
        held.append(quantity("perfusion", perfusion, "%"))
    return decoded(held, doubtful=bool(doubts), device_time=taken, flags=[*words, *doubts])
