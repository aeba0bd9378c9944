"""Sealed fields: what goes in comes out, and only in its place."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.store.errors import StoreError
from kiosk.store.fields import TEXT_LIMIT, FieldCipher, storable

CIPHER = FieldCipher(b"f" * 32, b"i" * 32)


@given(st.binary(max_size=300))
def test_bytes_come_back(data: bytes) -> None:
    assert CIPHER.open_bytes(CIPHER.seal_bytes(data, "t", "c", "1"), "t", "c", "1") == data


@given(st.text())
def test_any_text_can_be_kept_and_cleaning_is_done_once(text: str) -> None:
    kept = storable(text)
    kept.encode("utf-8")
    assert storable(kept) == kept
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Cf") for c in kept)
    assert CIPHER.open(CIPHER.seal(text, "t", "c", "1"), "t", "c", "1") == kept


@pytest.mark.parametrize("place", [("u", "c", "1"), ("t", "d", "1"), ("t", "c", "2")])
def test_sealed_field_moved_elsewhere_does_not_open(place: tuple[str, str, str]) -> None:
    sealed = CIPHER.seal("王桂英", "t", "c", "1")
    with pytest.raises(StoreError) as refused:
        CIPHER.open(sealed, *place)
    assert refused.value.code == "store-damaged"


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_one_changed_byte_is_noticed(place: int, flip: int) -> None:
    sealed = bytearray(CIPHER.seal_bytes(b"36.5", "t", "c", "1"))
    sealed[place % len(sealed)] ^= flip
    with pytest.raises(StoreError):
        CIPHER.open_bytes(bytes(sealed), "t", "c", "1")


def test_same_text_is_sealed_differently_each_time() -> None:
    assert CIPHER.seal("王", "t", "c", "1") != CIPHER.seal("王", "t", "c", "1")


def test_index_finds_a_number_however_it_is_spelt() -> None:
    plain = CIPHER.index("number", "31010019440312002x")
    assert CIPHER.index("number", " ３１０１００ 19440312-002X ") == plain
    assert CIPHER.index("reference", "31010019440312002X") != plain
    assert FieldCipher(b"f" * 32, b"j" * 32).index("number", "31010019440312002X") != plain


def test_five_megabytes_of_text_are_cut_not_refused() -> None:
    assert len(storable("王" * 5_000_000)) == TEXT_LIMIT
