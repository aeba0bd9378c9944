"""Every key of a TOML text is found on its line."""

from __future__ import annotations

import tomllib
from typing import Any

import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from kiosk.settings.mistakes import KeyPath
from kiosk.settings.positions import lines_of

TRICKY = '''# a = 1
a = "x # no comment = [1] {"   # comment
"b.c" = 'lit [eral'
d.e . "f\\u0041" = 1979-05-27 07:32:00

[table] # [not]
text = """
[no.table]
key = 1 \\"""
""quoted""""
lines = \'\'\'
k = 'x'
\'\'\'
last = [
  1, "]",   # ]
  [2, { x = 1, y = { z = [3] } }],
]
[[list]]
name = 1
[list.inner]
deep = true
[[list]]
name = 2
[[list.more]]
k = ""
[[list.more]]
k = "\\\\"
inline = { }
[ table . "s p" ]
k=1'''


def test_lines_of_a_tricky_text() -> None:
    tomllib.loads(TRICKY)
    assert lines_of(TRICKY) == {
        ("a",): 2, ("b.c",): 3, ("d",): 4, ("d", "e"): 4, ("d", "e", "fA"): 4,
        ("table",): 6, ("table", "text"): 7, ("table", "lines"): 11, ("table", "last"): 14,
        ("table", "last", 0): 15, ("table", "last", 1): 15, ("table", "last", 2): 16, ("table", "last", 2, 0): 16,
        ("table", "last", 2, 1): 16, ("table", "last", 2, 1, "x"): 16, ("table", "last", 2, 1, "y"): 16,
        ("table", "last", 2, 1, "y", "z"): 16, ("table", "last", 2, 1, "y", "z", 0): 16,
        ("list",): 18, ("list", 0): 18, ("list", 0, "name"): 19,
        ("list", 0, "inner"): 20, ("list", 0, "inner", "deep"): 21,
        ("list", 1): 22, ("list", 1, "name"): 23,
        ("list", 1, "more"): 24, ("list", 1, "more", 0): 24, ("list", 1, "more", 0, "k"): 25,
        ("list", 1, "more", 1): 26, ("list", 1, "more", 1, "k"): 27, ("list", 1, "more", 1, "inline"): 28,
        ("table", "s p"): 29, ("table", "s p", "k"): 30,
    }  # fmt: skip


def _paths(value: Any, path: KeyPath = ()) -> set[KeyPath]:
    below = {path} if path else set()
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        below |= _paths(inner, (*path, key))
    return below


LEAVES = st.integers(-9, 9) | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=6) | st.dates()
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
)


@given(st.dictionaries(st.text(max_size=4), VALUES, max_size=4), st.booleans())
def test_no_key_is_missed_and_none_invented(document: dict[str, Any], multiline: bool) -> None:
    text = tomli_w.dumps(document, multiline_strings=multiline)
    assert set(lines_of(text)) == _paths(tomllib.loads(text))
