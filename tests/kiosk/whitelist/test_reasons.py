"""A reason stays in the trail: short, one line, and it names nobody."""

from __future__ import annotations

import pytest

from kiosk.whitelist.admission import WhitelistRefused
from kiosk.whitelist.reasons import checked_reason


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("住院", "住院"),
        ("  核对\u3000证件 ", "核对 证件"),
        ("核对\n证件\x00\u202e", "核对 证件"),
        ("3 号楼 402 搬走", "3 号楼 402 搬走"),
        ("12345 热线", "12345 热线"),
        ("字" * 40, "字" * 40),
    ],
)
def test_reason_in_one_line(typed: str, kept: str) -> None:
    assert checked_reason(typed, ("王桂英",)) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "reason-short"),
        (" \u3000\u200b", "reason-short"),
        ("搬", "reason-short"),
        ("字" * 41, "reason-long"),
        ("王桂英要办证", "reason-personal"),
        ("王 桂 英要办证", "reason-personal"),
        ("电话 138 0000 1234", "reason-personal"),
        ("号码３１０１００１９４４", "reason-personal"),
    ],
)
def test_reason_that_is_refused(typed: str, code: str) -> None:
    with pytest.raises(WhitelistRefused) as refused:
        checked_reason(typed, ("王桂英", None))
    assert refused.value.code == code
