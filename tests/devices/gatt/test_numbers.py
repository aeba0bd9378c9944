"""SFLOAT and FLOAT of IEEE 11073: every code of the short one, the corners of the long one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from devices.gatt.numbers import (
    FLOAT_SPECIALS,
    SFLOAT_SPECIALS,
    Special,
    float32,
    float32_code,
    sfloat,
    sfloat_code,
)


@pytest.mark.parametrize(
    ("code", "number"),
    [
        (0x008A, 138.0),
        (0xF0B8, 18.4),
        (0xF0B0, 17.6),  # not 1.76e17
        (0xC03D, 0.0061),
        (0xB06E, 0.0011),
        (0x1001, 10.0),
        (0x7001, 1e7),
        (0x8001, 1e-8),
        (0xFFFF, -0.1),
        (0x0FFF, -1.0),
        (0x07FD, 2045.0),
        (0x0803, -2045.0),
        (0xF7FF, 204.7),  # the mantissa of "not a number" with an exponent is a number
        (0x0000, 0.0),
        (0x07FF, Special.NAN),
        (0x0800, Special.NRES),
        (0x07FE, Special.PLUS_INFINITY),
        (0x0802, Special.MINUS_INFINITY),
        (0x0801, Special.RESERVED),
    ],
)
def test_short_numbers(code: int, number: float | Special) -> None:
    assert sfloat(code) == number


@pytest.mark.parametrize(
    ("code", "number"),
    [
        (0xFF00016D, 36.5),
        (0xFF0003D9, 98.5),
        (0xFEFFF1AA, -36.7),
        (0x00FFFFFF, -1.0),
        (0x03000001, 1000.0),
        (0x007FFFFF, Special.NAN),
        (0x00800000, Special.NRES),
        (0x007FFFFE, Special.PLUS_INFINITY),
        (0x00800002, Special.MINUS_INFINITY),
        (0x00800001, Special.RESERVED),
    ],
)
def test_long_numbers(code: int, number: float | Special) -> None:
    assert float32(code) == number


def test_every_short_code_is_the_nearest_float_to_its_decimal() -> None:
    for code in range(0x10000):
        if code in SFLOAT_SPECIALS:
            continue
        mantissa, exponent = code & 0xFFF, code >> 12
        mantissa -= 0x1000 if mantissa > 0x7FF else 0
        exponent -= 0x10 if exponent > 7 else 0
        assert sfloat(code) == float(Decimal(mantissa).scaleb(exponent))
        assert sfloat_code(mantissa, exponent) == code


def test_what_is_encoded_is_read_again_and_what_has_no_code_is_refused() -> None:
    assert float32(float32_code(365, -1)) == 36.5
    assert float32(float32_code(-8388607, 127)) == -8388607e127
    for mantissa, exponent in ((2048, 0), (1, 8), (1, -9), (2047, 0), (-2046, 0)):
        with pytest.raises(ValueError, match=r"bits|no number"):
            sfloat_code(mantissa, exponent)
    with pytest.raises(ValueError, match="no number"):
        float32_code(0x7FFFFF)
    assert len(SFLOAT_SPECIALS) == len(FLOAT_SPECIALS) == 5
