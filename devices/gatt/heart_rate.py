"""Heart Rate Measurement (0x2A37), service 0x180D: the rate alone; energy and intervals are read over.

flags      0 rate in two bytes, 1 contact, 2 contact is told, 3 energy 2, 4 intervals of 2 to the end
"""

from __future__ import annotations

from devices.decoding import Outcome, RefusalCode, decoded, quantity
from devices.evidence import Evidence, Fact
from devices.gatt.octets import Octets, Refusing, decoder

RESTS_ON = (Fact("value and flags of 0x2A37", Evidence.STANDARD, "GATT Specification Supplement"),)

_WIDE, _CONTACT, _TELLS, _ENERGY, _INTERVALS = (1 << bit for bit in range(5))


@decoder
def heart_rate(data: bytes) -> Outcome:
    """The rate, as the metric `pulse`."""
    octets = Octets(data)
    flags = octets.unsigned(1)
    if flags & ~(_WIDE | _CONTACT | _TELLS | _ENERGY | _INTERVALS):
        raise Refusing(RefusalCode.UNREADABLE)
    rate = octets.unsigned(2 if flags & _WIDE else 1)
    if flags & _ENERGY:
        octets.take(2)
    if flags & _INTERVALS:
        _intervals(octets)
    octets.end()
    if flags & _TELLS and not flags & _CONTACT:
        raise Refusing(RefusalCode.NO_FINGER)
    if rate == 0:
        raise Refusing(RefusalCode.SEARCHING)
    return decoded([quantity("pulse", rate, "/min")])


def _intervals(octets: Octets) -> None:
    """At least one where the flags announce them."""
    octets.take(2)
    while octets.left():
        octets.take(2)
