"""Text from a scanner is data."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.health_code.errors import ScanFault, ScannedCodeRefused
from kiosk.health_code.scanned import ScannedKind, parse


@pytest.mark.parametrize(
    ("raw", "kind", "text"),
    [
        ("https://s.example.invalid/x?a=1\r\n", ScannedKind.ADDRESS, "https://s.example.invalid/x?a=1"),
        ("HTTP://S.EXAMPLE.INVALID/", ScannedKind.ADDRESS, "HTTP://S.EXAMPLE.INVALID/"),
        ("KIOSK1:ABC\n", ScannedKind.OWN, "KIOSK1:ABC"),
        ("310000-T-0001", ScannedKind.LICENCE, "310000-T-0001"),
        ("file:///etc/passwd", ScannedKind.LICENCE, "file:///etc/passwd"),
        ("'; DROP TABLE person; --", ScannedKind.LICENCE, "'; DROP TABLE person; --"),
        ("a" * 3000, ScannedKind.LICENCE, "a" * 3000),
    ],
)
def test_a_text_is_kept_as_it_is_without_the_line_end_of_the_scanner(raw: str, kind: ScannedKind, text: str) -> None:
    scanned = parse(raw)
    assert (scanned.kind, scanned.text) == (kind, text)


@pytest.mark.parametrize(
    "raw",
    ["", "\r\n", "   ", "a\nb", "a\x00b", "\x1b[2J", "a\x07", "王\u202e英", "a\u200bb", "\ud800", "a" * 3001,
     "码" * 1001, "x" * 5_000_000],
    ids=["empty", "line end", "blanks", "two lines", "nul", "escape", "bell", "right-to-left", "zero width",
         "surrogate", "3001 bytes", "3003 bytes in 1001 characters", "5 MB"],
)  # fmt: skip
def test_an_unusable_text_is_refused_as_malformed(raw: str) -> None:
    with pytest.raises(ScannedCodeRefused) as caught:
        parse(raw)
    assert caught.value.reason is ScanFault.MALFORMED
    assert caught.value.code == "code-scan-malformed"


@given(raw=st.text(alphabet=st.characters(), max_size=400))
def test_whatever_is_scanned_is_refused_or_safe_to_send(raw: str) -> None:
    try:
        scanned = parse(raw)
    except ScannedCodeRefused:
        return
    assert 0 < len(scanned.text.encode()) <= 3000
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in scanned.text)
    assert raw.startswith(scanned.text)


def test_the_text_does_not_show_in_a_repr() -> None:
    assert "310100" not in repr(parse("310100193809200018"))
