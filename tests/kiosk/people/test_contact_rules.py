"""Telephone numbers and addresses as typed: one spelling, and what cannot be right is refused, never mended."""

from __future__ import annotations

import pytest

from kiosk.people.contact_rules import ContactProblem, checked_level, checked_phone


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800001234", "13800001234"),
        ("１３８００００１２３４", "13800001234"),
        ("021-5555 0123", "021-5555 0123"),
        ("+86 138 0000 1234", "+86 138 0000 1234"),
        (" 62345678\u3000", "62345678"),
        ("", None),
        ("  ", None),
    ],
)
def test_telephone(typed: str, kept: str | None) -> None:
    assert checked_phone(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["1234", "1.38e10", "13800001234x", "=cmd|'/C calc'!A0", "1" * 21, "138\u202e0000", "٣٤٥٦٧٨٩", "\x00" * 8,
     "<b>62345678</b>"],
)  # fmt: skip
def test_telephone_that_cannot_be_right(typed: str) -> None:
    with pytest.raises(ContactProblem) as problem:
        checked_phone(typed)
    assert problem.value.sentence == "电话只能是数字，5 到 20 位，可以有 +、空格和 -。"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("3 号楼", "3 号楼"),
        ("\u3000梧桐里\u3000二村 ", "梧桐里 二村"),
        ("𬭎园 11 弄（东）#2", "𬭎园 11 弄（东）#2"),
        ("'; DROP TABLE residents --", "'; DROP TABLE residents --"),
        ("<img src=x>", "<img src=x>"),
        ("", None),
        (" \u3000", None),
    ],
)
def test_level_of_an_address(typed: str, kept: str | None) -> None:
    assert checked_level("building", typed) == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("长" * 31, "楼栋最多 30 个字。"),
        ("3\u0301\u0301\u0301", "楼栋里有看不见的字符（常见于从网页或聊天里粘贴），请直接输入。"),
        ("3\x00号楼", "楼栋里有看不见的字符（常见于从网页或聊天里粘贴），请直接输入。"),
        ("3\u202e号楼", "楼栋里有看不见的字符（常见于从网页或聊天里粘贴），请直接输入。"),
        ("3\u200b号楼", "楼栋里有看不见的字符（常见于从网页或聊天里粘贴），请直接输入。"),
        ("3\ud800号楼", "楼栋里有看不见的字符（常见于从网页或聊天里粘贴），请直接输入。"),
        ("3\x1b[2J", "楼栋里有看不见的字符（常见于从网页或聊天里粘贴），请直接输入。"),
        ("3\x07", "楼栋里有看不见的字符（常见于从网页或聊天里粘贴），请直接输入。"),
        ("3\n号楼", "楼栋里有看不见的字符（常见于从网页或聊天里粘贴），请直接输入。"),
    ],
)
def test_level_that_cannot_be_right(typed: str, said: str) -> None:
    with pytest.raises(ContactProblem) as problem:
        checked_level("building", typed)
    assert problem.value.sentence == said
