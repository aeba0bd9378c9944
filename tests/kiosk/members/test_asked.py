"""What was typed, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.members.address_keys import AddressKeys, parts_of
from kiosk.members.asked import Asked, words_of


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", []),
        ("·  ，", []),
        ("王 xy", [Asked(letters="王"), Asked(letters="xy")]),
        ("王秀英3号楼", [Asked(letters="王秀英"), Asked(address=(("3",), True))]),
        ("3 号楼 402", [Asked(address=(("3",), True)), Asked(digits="402", address=(("402",), False))]),
        ("3号楼402", [Asked(address=(("3", "402"), False))]),
        ("3-402室", [Asked(address=(("3", "402"), True))]),
        ("A座302", [Asked(address=(("A", "302"), False))]),
        ("12a", [Asked(address=(("12A",), False))]),
        ("123x", [Asked(digits="123X", address=(("123X",), False))]),
        ("12345", [Asked()]),
        ("31010119440312002x", [Asked(number="31010119440312002X")]),
        ("310101440312002", [Asked(number="310101440312002")]),
    ],
)
def test_words(typed: str, words: list[Asked]) -> None:
    assert words_of(typed) == words


@pytest.mark.parametrize(
    ("building", "home", "parts"),
    [
        ("3号楼", "402", ("3", "402")),
        ("3号楼", "3号楼402室", ("3", "402")),
        ("3", "2单元402", ("3", "2", "402")),
        ("a座", None, ("A",)),
        (None, "402", ("402",)),
        ("3", "3", ("3", "3")),
        ("平房", None, ()),
        (None, None, ()),
    ],
)
def test_parts_of_an_address(building: str | None, home: str | None, parts: tuple[str, ...]) -> None:
    assert parts_of(building, home) == parts


def test_who_lives_where() -> None:
    keys = AddressKeys()
    keys.add(
        [(("3", "402"), ("梧桐苑",)), (("33", "402"), ("梧桐苑",)), (("3",), ()), (("402", "3"), ("香樟里",)), ((), ())]
    )
    keys.add([(("1234567890", "1234567890"), ("梧桐苑",))])
    assert keys.at(("3",), whole=True).tolist() == [True, False, True, False, False, False]
    assert keys.at(("3",), whole=False).tolist() == [True, True, True, False, False, False]
    assert keys.at(("3", "4"), whole=False).tolist() == [True, False, False, False, False, False]
    assert keys.at(("1234567890", "1234567890"), whole=False).tolist() == [False] * 5 + [True]
    assert keys.door("402").tolist() == [True, True, False, False, False, False]
    assert keys.door("3").tolist() == [False, False, True, True, False, False]
    assert keys.around("梧桐").tolist() == [True, True, False, False, False, True]


@given(st.text(max_size=60))
def test_whatever_is_typed_is_taken_apart(typed: str) -> None:
    for word in words_of(typed):
        assert word == Asked() or word.letters or word.digits or word.number or word.address
