"""The two floating-point numbers of IEEE 11073-20601: SFLOAT (16 bits) and FLOAT (32 bits).

SFLOAT: exponent of 4 bits, mantissa of 12. FLOAT: exponent of 8 bits, mantissa of 24. All four are two's complement,
the base is ten. Five codes of each, with exponent 0, are no numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType


class Special(Enum):
    """What stands where a number could stand."""

    NAN = "not a number"
    NRES = "not at this resolution"
    PLUS_INFINITY = "more than the device can tell"
    MINUS_INFINITY = "less than the device can tell"
    RESERVED = "reserved"


Number = float | Special

SFLOAT_SPECIALS: Mapping[int, Special] = MappingProxyType({
    0x07FF: Special.NAN,
    0x0800: Special.NRES,
    0x07FE: Special.PLUS_INFINITY,
    0x0802: Special.MINUS_INFINITY,
    0x0801: Special.RESERVED,
})  # fmt: skip
FLOAT_SPECIALS: Mapping[int, Special] = MappingProxyType({
    0x007FFFFF: Special.NAN,
    0x00800000: Special.NRES,
    0x007FFFFE: Special.PLUS_INFINITY,
    0x00800002: Special.MINUS_INFINITY,
    0x00800001: Special.RESERVED,
})  # fmt: skip


def sfloat(code: int) -> Number:
    """The number of a 16-bit code."""
    special = SFLOAT_SPECIALS.get(code)
    return special if special is not None else _number(_signed(code & 0xFFF, 12), _signed(code >> 12, 4))


def float32(code: int) -> Number:
    """The number of a 32-bit code."""
    special = FLOAT_SPECIALS.get(code)
    return special if special is not None else _number(_signed(code & 0xFFFFFF, 24), _signed(code >> 24, 8))


def sfloat_code(mantissa: int, exponent: int = 0) -> int:
    """The 16-bit code of mantissa · 10^exponent. Raises ValueError when it has none, or one that is special."""
    return _code(mantissa, exponent, 12, 4, SFLOAT_SPECIALS)


def float32_code(mantissa: int, exponent: int = 0) -> int:
    """The 32-bit code of mantissa · 10^exponent. Raises ValueError when it has none, or one that is special."""
    return _code(mantissa, exponent, 24, 8, FLOAT_SPECIALS)


def _signed(bits: int, width: int) -> int:
    return bits - (1 << width) if bits >> (width - 1) else bits


def _number(mantissa: int, exponent: int) -> float:
    """Divided rather than multiplied by a negative power: 365 / 10 is the float nearest to 36.5."""
    return float(mantissa * 10**exponent) if exponent >= 0 else mantissa / 10**-exponent


def _code(mantissa: int, exponent: int, width: int, above: int, specials: Mapping[int, Special]) -> int:
    for value, bits in ((mantissa, width), (exponent, above)):
        if not -(1 << (bits - 1)) <= value < 1 << (bits - 1):
            raise ValueError(f"{value} has no {bits} bits")
    code = (exponent & ((1 << above) - 1)) << width | (mantissa & ((1 << width) - 1))
    if code in specials:
        raise ValueError(f"{code:#x} is no number")
    return code
