"""Beurer's Blood Pressure Measurement (0x2A35), where pulse and status stand highest byte first.

Its flags are 0x56: a reserved bit is set, the one for the user is not, and a user byte is there all the same. Read by
the standard, such a value gives a pulse of -256000.
"""

from __future__ import annotations

from devices.decoding import Outcome
from devices.evidence import Evidence, Fact
from devices.gatt.blood_pressure import Parts, blood_pressure, settled
from devices.gatt.numbers import Special, sfloat
from devices.gatt.octets import Octets, decoder

RESTS_ON = (
    Fact(
        "order of bytes, user byte, models",
        Evidence.ONE,
        "derdilla/blood-pressure-monitor-fl, pull requests 735 and 737 (recorded from a BM85)",
    ),
)

FLAGS = 0x56


@decoder
def beurer_blood_pressure(data: bytes) -> Outcome:
    """The reading; a value with other flags is read by the standard."""
    if data[:1] != bytes((FLAGS,)):
        return blood_pressure(data)
    octets = Octets(data[1:])
    sys, dia, mean = octets.number(), octets.number(), octets.number()
    taken = octets.date_time()
    pulse = sfloat(int.from_bytes(octets.take(2), "big"))
    octets.take(1)
    status = int.from_bytes(octets.take(2), "big")
    octets.end()
    counted = None if isinstance(pulse, Special) else pulse
    return settled(Parts(sys, dia, mean, "mm[Hg]", True, taken, True, counted, status))
