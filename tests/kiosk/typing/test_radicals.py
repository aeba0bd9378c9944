"""Characters found without knowing how they are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.people.name_rules import is_han
from kiosk.typing.radicals import character_of, radicals


@pytest.mark.parametrize(
    ("radical", "strokes", "character"),
    [("钅", 7, "𬭎"), ("金", 7, "𬭎"), ("女", 6, "㛃"), ("龙", 4, "䶮"), ("力", 8, "𪟝"), ("讠", 9, "𫍯"),
     ("亠", 9, "𠅤"), ("阝", 5, "陈"), ("阝", 4, "邢")],
)  # fmt: skip
def test_rare_character_stands_under_its_radical(radical: str, strokes: int, character: str) -> None:
    assert character in radicals().shelves(radical)[strokes]


@pytest.mark.parametrize(
    ("strokes", "radical"), [(2, "亻"), (3, "氵"), (4, "水"), (3, "纟"), (5, "钅"), (17, "龠"), (2, "十")]
)
def test_radical_stands_under_the_strokes_of_its_shape(strokes: int, radical: str) -> None:
    assert radical in radicals().by_strokes()[strokes]


def test_every_kangxi_radical_has_a_shape_and_every_shape_has_characters() -> None:
    shapes = [shape for row in radicals().by_strokes().values() for shape in row]
    assert len(shapes) == len(set(shapes)) == 257
    assert [shape for shape in shapes if not radicals().shelves(shape)] == []
    assert radicals().shelves("A") == {}


def test_shapes_that_are_looked_for_come_first() -> None:
    assert radicals().by_strokes()[2][:4] == ("人", "亻", "刀", "刂")


@pytest.mark.parametrize(
    ("code", "character"),
    [("2CB4E", "𬭎"), ("738B", "王"), ("3007", "〇"), ("0041", None), ("D800", None), ("4E", None), ("", None),
     ("110000", None), ("FFFFF", None), ("２CB4", None), ("2CB4G", None), ("738b", None)],
)  # fmt: skip
def test_character_of_a_code_point(code: str, character: str | None) -> None:
    assert character_of(code) == character


@given(st.text("0123456789ABCDEF", max_size=6))
def test_no_code_gives_anything_but_one_han_character(code: str) -> None:
    found = character_of(code)
    assert found is None or (len(found) == 1 and is_han(found))
