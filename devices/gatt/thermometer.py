"""Temperature Measurement (0x2A1C), service 0x1809: contact and ear thermometers.

flags      0 degrees Fahrenheit, 1 time, 2 site
then       temperature (FLOAT), [time 7], [site 1]
"""

from __future__ import annotations

from devices.decoding import CLOCK_UNSET, Outcome, RefusalCode, decoded, quantity
from devices.evidence import Evidence, Fact
from devices.gatt.numbers import Special
from devices.gatt.octets import Octets, Refusing, decoder

RESTS_ON = (Fact("value and flags of 0x2A1C", Evidence.STANDARD, "GATT Specification Supplement"),)

SITES = ("armpit", "body", "ear", "finger", "gut", "mouth", "rectum", "toe", "tympanum")
"""By number, from 1 on. Stands among the flags of a reading as "site-ear"."""
_FAHRENHEIT, _TIME, _SITE = 1, 2, 4
_ENDS = {
    Special.PLUS_INFINITY: RefusalCode.ABOVE_RANGE,
    Special.MINUS_INFINITY: RefusalCode.BELOW_RANGE,
}


@decoder
def thermometer(data: bytes) -> Outcome:
    """A body temperature."""
    octets = Octets(data)
    flags = octets.unsigned(1)
    if flags & ~(_FAHRENHEIT | _TIME | _SITE):
        raise Refusing(RefusalCode.UNREADABLE)
    value = octets.float32()
    taken = octets.date_time() if flags & _TIME else None
    site = octets.unsigned(1) if flags & _SITE else None
    octets.end()
    if isinstance(value, Special):
        raise Refusing(_ENDS.get(value, RefusalCode.DEVICE_ERROR))
    words = [CLOCK_UNSET] if flags & _TIME and taken is None else []
    if site is not None and 1 <= site <= len(SITES):
        words.append(f"site-{SITES[site - 1]}")
    unit = "[degF]" if flags & _FAHRENHEIT else "Cel"
    return decoded([quantity("temp_clinical", value, unit)], device_time=taken, flags=words)
