"""Xiaomi body-composition scale 2: its own thirteen bytes in Body Composition Measurement (0x2A9C).

    0          bit 0 pounds
    1          bit 1 impedance measured, 5 settled, 6 jin, 7 stepped off
    2-8        date and time      9-10 impedance, ohm      11-12 weight, kg / 200, or lb or jin / 100

All numbers lowest byte first. The scale's memory is never asked for: it would tell of the whole family.
"""

from __future__ import annotations

from devices.decoding import CLOCK_UNSET, Outcome, RefusalCode, decoded, quantity
from devices.events import Quantity
from devices.evidence import Evidence, Fact
from devices.gatt.octets import Octets, Refusing, decoder

RESTS_ON = (Fact("all thirteen bytes", Evidence.SEVERAL, "oliexdev/openScale; esphome xiaomi_miscale"),)

KG_A_JIN = 0.5
_POUNDS = 1
_IMPEDANCE, _SETTLED, _JIN, _STEPPED_OFF = 1 << 1, 1 << 5, 1 << 6, 1 << 7
_NO_IMPEDANCE = (0, 0xFFFD, 0xFFFE, 0xFFFF)


@decoder
def xiaomi_scale(data: bytes) -> Outcome:
    """The settled weight of somebody who stands on the scale, with the impedance where it was measured."""
    octets = Octets(data)
    units, state = octets.unsigned(1), octets.unsigned(1)
    taken = octets.date_time()
    ohm, raw = octets.unsigned(2), octets.unsigned(2)
    octets.end()
    if state & _STEPPED_OFF or not state & _SETTLED:
        raise Refusing(RefusalCode.UNSTEADY)
    held = [_weight(raw, pounds=bool(units & _POUNDS), jin=bool(state & _JIN))]
    if state & _IMPEDANCE and ohm not in _NO_IMPEDANCE:
        held.append(quantity("impedance", ohm, "Ohm"))
    return decoded(held, device_time=taken, flags=() if taken else (CLOCK_UNSET,))


def _weight(raw: int, *, pounds: bool, jin: bool) -> Quantity:
    if pounds:
        return quantity("weight", raw / 100, "[lb_av]")
    return quantity("weight", raw / 100 * KG_A_JIN if jin else raw / 200, "kg")
