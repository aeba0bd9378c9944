"""Text from a chip is storable and cannot lie about itself."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.cards.text import clean_text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("王桂英            ", "王桂英"),
        ("王桂英\x00\x00", "王桂英"),
        ("王桂英 \x00 \x00 ", "王桂英"),
        ("WHITE, EMMA JANE   ", "WHITE, EMMA JANE"),
        ("  欧阳", "  欧阳"),
        ("王桂英\u3000", "王桂英\u3000"),  # an ideographic space is no padding
        ("阿卜杜热合曼·买买提", "阿卜杜热合曼·买买提"),
        ("高㛃𠮷", "高㛃𠮷"),
        ("\ue000", "\ue000"),
        ("王\x1b[31m桂\x07英", "王[31m桂英"),
        ("王\x85桂\x7f英", "王桂英"),
        ("\u202e英桂王", "英桂王"),
        ("王\u200b桂\u2060英\ufeff", "王桂英"),
        ("王\u2028桂\u2029英", "王桂英"),
        ("王\ud800桂", "王桂"),
        ("王\uffff\ufdd0", "王"),
        ("'; DROP TABLE resident --", "'; DROP TABLE resident --"),
        ("<b>王</b>", "<b>王</b>"),
        ("=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1"),
        ("３１０", "３１０"),
        ("", ""),
        (" \x00 ", ""),
    ],
)
def test_only_what_can_hurt_is_taken_off(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@given(st.text(st.characters()))
def test_cleaned_text_is_storable_and_stays_as_it_is(raw: str) -> None:
    clean = clean_text(raw)
    assert clean.encode("utf-8").decode("utf-8") == clean
    assert clean_text(clean) == clean
    assert not clean.endswith(" ")
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"} for c in clean)
