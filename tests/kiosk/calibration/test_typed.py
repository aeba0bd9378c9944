"""Numbers as technicians type them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.calibration.refusals import CalibrationRefused
from kiosk.calibration.typed import number
from kiosk.calibration.words import of_refusal


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("36.6", 36.6),
        ("36,6", 36.6),
        (" 36.60 ", 36.6),
        ("３６．６", 36.6),
        ("３６，６", 36.6),
        ("36。6", 36.6),
        ("-0.5", -0.5),
        ("－0.5", -0.5),
        ("−0.5", -0.5),
        ("+120", 120.0),
        ("0", 0.0),
        ("36,6000", 36.6),
        ("36.600", 36.6),
    ],
)
def test_number_in_each_way_it_is_typed(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "number-empty"),
        ("　 ", "number-empty"),
        ("nan", "not-a-number"),
        ("-Inf", "not-a-number"),
        ("1,234", "number-comma"),
        ("36,6,0", "number-form"),
        ("1.234,5", "number-form"),
        ("36..6", "number-form"),
        ("1e5", "number-form"),
        ("1_000", "number-form"),
        ("0x10", "number-form"),
        ("36.6℃", "number-form"),
        ("36 .6", "number-form"),
        (".5", "number-form"),
        ("36.", "number-form"),
        ("٣٦", "number-form"),
        ("三十六", "number-form"),
        ("--1", "number-form"),
        ("12345678", "number-form"),
    ],
)
def test_what_is_no_number_is_refused_with_its_sentence(text: str, code: str) -> None:
    with pytest.raises(CalibrationRefused) as refused:
        number(text)
    assert refused.value.code == code
    assert of_refusal(refused.value)


def test_sentence_shows_what_was_typed_and_no_more_than_fits() -> None:
    with pytest.raises(CalibrationRefused) as refused:
        number("36,6 度左右吧我记得好像是")
    assert of_refusal(refused.value) == "“36,6 度左右吧我记得”看不懂。只写一个数字，比如 36.6，不带单位。"


@given(st.integers(-99999, 99999), st.integers(0, 2))
def test_comma_and_full_width_are_the_plain_number(whole: int, decimals: int) -> None:
    plain = f"{whole / 10**decimals:.{decimals}f}"
    wide = "".join(chr(ord(c) + 0xFEE0) for c in plain)
    assert number(plain) == number(plain.replace(".", ",")) == number(wide) == float(plain)


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_finite_number_or_refused(text: str) -> None:
    with suppress(CalibrationRefused):
        assert abs(number(text)) < 1e7
