"""Weight Measurement (0x2A9D, service 0x181D) and Body Composition Measurement (0x2A9C, service 0x181B).

    weight     flags: 0 pounds and inches, 1 time, 2 user, 3 BMI and height
               then weight 2, [time 7], [user 1], [BMI 2, height 2]
    body       flags of two bytes: 0 pounds and inches, 1 time, 2 user, 3 basal metabolism, 4 muscle percentage,
               5 muscle, 6 fat-free, 7 soft lean, 8 water, 9 impedance, 10 weight, 11 height, 12 more packets follow
               then fat 2, [time 7], [user 1], and two bytes for each of the bits 3 to 11
    steps      0.005 kg or 0.01 lb; 0.001 m or 0.1 in; BMI 0.1; fat 0.1 %; impedance 0.1 ohm

FFFF as weight or fat says that nothing could be measured. The user number is a place in the scale, not a person: it is
read over, as are masses that each maker reckons by an own rule. A record in several packets is refused, not joined.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from devices.decoding import CLOCK_UNSET, Outcome, RefusalCode, decoded, quantity
from devices.evidence import Evidence, Fact
from devices.gatt.octets import Octets, Refusing, decoder

RESTS_ON = (
    Fact(
        "values and flags of 0x2A9D and 0x2A9C",
        Evidence.STANDARD,
        "GATT Specification Supplement",
    ),
    Fact("A&D UC-352 and UC-421 speak 0x181D", Evidence.MEMORY, "the first A&D scale: its services"),
)

UNSUCCESSFUL = 0xFFFF
OF_A_PROFILE = "of-a-profile"
"""Flag: fat was reckoned with age, sex and height of somebody the scale was told about."""
_IMPERIAL, _TIME, _USER, _BMI = 1, 2, 4, 8
_MORE_PACKETS = 1 << 12
_IMPEDANCE, _WEIGHT, _HEIGHT = 9, 10, 11
_STEPS: Mapping[bool, tuple[tuple[float, str], tuple[float, str]]] = MappingProxyType({
    False: ((0.005, "kg"), (0.001, "m")),
    True: ((0.01, "[lb_av]"), (0.1, "[in_i]")),
})  # fmt: skip
"""By whether the flags say pounds: steps and units of weight and height."""


@decoder
def weight(data: bytes) -> Outcome:
    """Weight; BMI and height where the scale knows one."""
    octets = Octets(data)
    flags = octets.unsigned(1)
    if flags & ~0b1111:
        raise Refusing(RefusalCode.UNREADABLE)
    (step, unit), (height_step, height_unit) = _STEPS[bool(flags & _IMPERIAL)]
    raw = octets.unsigned(2)
    taken = octets.date_time() if flags & _TIME else None
    if flags & _USER:
        octets.take(1)
    beside = (octets.unsigned(2), octets.unsigned(2)) if flags & _BMI else None
    octets.end()
    if raw == UNSUCCESSFUL:
        raise Refusing(RefusalCode.DEVICE_ERROR)
    held = [quantity("weight", raw * step, unit)]
    if beside is not None and all(beside):
        held += [quantity("bmi", beside[0] * 0.1, "kg/m2"), quantity("height", beside[1] * height_step, height_unit)]
    words = [CLOCK_UNSET] if flags & _TIME and taken is None else []
    return decoded(held, device_time=taken, flags=words)


@decoder
def body_composition(data: bytes) -> Outcome:
    """Body fat; impedance, weight and height where the scale tells them."""
    octets = Octets(data)
    flags = octets.unsigned(2)
    if flags & _MORE_PACKETS:
        raise Refusing(RefusalCode.PARTIAL)
    if flags >> 13:
        raise Refusing(RefusalCode.UNREADABLE)
    (step, unit), (height_step, height_unit) = _STEPS[bool(flags & _IMPERIAL)]
    fat = octets.unsigned(2)
    taken = octets.date_time() if flags & _TIME else None
    if flags & _USER:
        octets.take(1)
    fields = {bit: octets.unsigned(2) for bit in range(3, 12) if flags >> bit & 1}
    octets.end()
    if UNSUCCESSFUL in (fat, fields.get(_WEIGHT)):
        raise Refusing(RefusalCode.DEVICE_ERROR)
    held = [quantity("body_fat", fat * 0.1, "%")]
    if _IMPEDANCE in fields:
        held.append(quantity("impedance", fields[_IMPEDANCE] * 0.1, "Ohm"))
    if _WEIGHT in fields:
        held.append(quantity("weight", fields[_WEIGHT] * step, unit))
    if _HEIGHT in fields:
        held.append(quantity("height", fields[_HEIGHT] * height_step, height_unit))
    words = [OF_A_PROFILE, *([CLOCK_UNSET] if flags & _TIME and taken is None else [])]
    return decoded(held, device_time=taken, flags=words)
