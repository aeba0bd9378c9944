"""The bytes of a slip, beside those of python-escpos; and what a printer's answers mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printers.escpos_commands import Condition, condition, end, is_done, is_status, picture
from devices.printers.raster import Raster
from devices.simulators.slip_printer import SlipPrinterSimulator


def test_bytes_are_those_of_another_program() -> None:
    """Made by python-escpos 3.1: image(impl="bitImageRaster"), print_and_feed(4), cut("PART", feed=False)."""
    slip = Raster(24, bytes.fromhex("80010F F0AA55 04020F"))
    assert (picture(slip) + end(cut=True)).hex(" ").upper() == (
        "1D 76 30 00 03 00 03 00 80 01 0F F0 AA 55 04 02 0F 1B 64 04 1D 56 42 00"
    )


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ((0x12, 0x12, 0x12), Condition()),
        ((0x16, 0x12, 0x12), Condition()),  # the cash drawer's pin says nothing of the printer
        ((0x1A, 0x32, 0x7E), Condition(off_line=True, no_paper=True, paper_low=True)),
        ((0x1A, 0x16, 0x12), Condition(off_line=True, cover_open=True)),
        ((0x12, 0x12, 0x1E), Condition(paper_low=True)),
        ((0x12, 0x12, 0x72), Condition(no_paper=True)),
        ((0x1A, 0x52, 0x12), Condition(off_line=True, failed=True)),
    ],
)
def test_what_three_answers_say(answers: tuple[int, int, int], said: Condition) -> None:
    assert all(map(is_status, answers))
    assert condition(*answers) == said


def test_no_byte_is_an_answer_to_both_questions() -> None:
    assert [byte for byte in range(256) if is_status(byte) and is_done(byte)] == []
    assert not is_status(0x00)
    assert not is_status(0xFF)
    assert is_done(0x0F)


@given(st.integers(1, 9), st.binary(max_size=900))
def test_bands_put_together_are_the_slip(across: int, dots: bytes) -> None:
    data = dots[: len(dots) // across * across]
    slip = Raster(across * 8, data)
    bands = slip.bands(24)
    assert b"".join(band.data for band in bands) == data
    assert all(0 < band.height <= 24 for band in bands)


@pytest.mark.parametrize(("width", "data"), [(0, b""), (12, b"ab"), (-8, b"a"), (16, b"abc")])
def test_a_raster_that_is_no_rectangle_is_refused(width: int, data: bytes) -> None:
    with pytest.raises(ValueError, match=r"dots|row"):
        Raster(width, data)


def test_no_dots_in_a_repr() -> None:
    assert repr(Raster(16, b"\xff\x00\xff\x00")) == "<Raster 16 x 2>"


@given(st.binary(max_size=200))
def test_simulated_printer_takes_any_bytes(noise: bytes) -> None:
    simulator = SlipPrinterSimulator()
    for at in range(0, len(noise), 7):
        simulator._receive(noise[at : at + 7])
    assert simulator.strange <= len(noise)
