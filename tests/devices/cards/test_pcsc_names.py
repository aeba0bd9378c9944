"""Readers that cannot be named do not hide the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.cards.pcsc_names import shown, sorted_out


@pytest.mark.parametrize(
    ("odd", "as_shown"),
    [
        ("读卡器 00 00".encode("gb18030"), "读卡器 00 00"),
        ("读卡器 00 00".encode(), "读卡器 00 00"),
        ("Lecteur é 00 00".encode("latin-1"), "Lecteur \\xe9 00 00"),
        (b"A\xff\xfe\x1b[31m 00 00", "A\\\\xff\\\\xfe\\x1b[31m 00 00"),
        (b"R" * 128, "R" * 127),
    ],
)
def test_a_reader_that_cannot_be_named_is_left_out_and_the_others_stay(odd: bytes, as_shown: str) -> None:
    names = sorted_out(b"Good 00 00\0" + odd + b"\0Good 00 01\0\0")
    assert names.usable == ("Good 00 00", "Good 00 01")
    assert len(names.unusable) == 1
    assert names.unusable[0].replace("\\\\", "\\") == as_shown.replace("\\\\", "\\")


def test_no_reader_is_an_empty_list() -> None:
    assert (sorted_out(b"\0").usable, sorted_out(b"").usable) == ((), ())


@given(st.binary(max_size=200))
def test_whatever_a_name_is_it_is_shown_without_controls(name: bytes) -> None:
    assert shown(name).isprintable()
