"""Characters nobody knows how to read: by their radical and the strokes beside it, or by their code."""

from __future__ import annotations

import re
from bisect import bisect
from functools import cache

import msgspec

import resources
from kiosk.people.name_rules import is_han
from resources.learnt import learn

_CODE = re.compile(r"[0-9A-F]{4,5}", re.ASCII)


class _Shapes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    shapes: dict[str, dict[str, int]]


learn(_Shapes)


_FIRST_OF_STROKES = (1, 7, 30, 61, 95, 118, 147, 167, 176, 187, 195, 201, 205, 209, 211, 212, 214)
"""The first Kangxi radical written with one stroke, with two, …"""


class Radicals:
    """Shapes of radicals, and the characters under each. Immutable."""

    def __init__(
        self, strokes: dict[str, int], numbers: dict[str, list[int]], shelves: dict[int, dict[int, str]]
    ) -> None:
        self._strokes, self._numbers, self._shelves = strokes, numbers, shelves

    def by_strokes(self) -> dict[int, tuple[str, ...]]:
        """Shapes by the strokes they are written with, few strokes first: 氵 under 3, 水 under 4.

        Of as many strokes those with several shapes come first: they are the ones looked for.
        """
        found: dict[int, list[str]] = {}
        for shape, strokes in self._strokes.items():
            found.setdefault(strokes, []).append(shape)
        return {strokes: tuple(shapes) for strokes, shapes in sorted(found.items())}

    def shelves(self, shape: str) -> dict[int, str]:
        """Characters by the strokes beside the radical, the most usual of each first; none for what is no radical.

        What 阝 and 月 are shapes of are two radicals each: the characters of both are under them.
        """
        found: dict[int, str] = {}
        for number in self._numbers.get(shape, ()):
            for strokes, characters in self._shelves[number].items():
                found[strokes] = found.get(strokes, "") + characters
        return dict(sorted(found.items()))


def character_of(code: str) -> str | None:
    """The Han character of a code point in hexadecimal, such as 2CB4E; None for every other one and for no code."""
    if not _CODE.fullmatch(code):
        return None
    character = chr(int(code, 16))
    return character if is_han(character) else None


@cache
def radicals() -> Radicals:
    """The radicals of the program."""
    special = msgspec.toml.decode(resources.path("typing", "radicals.toml").read_bytes(), type=_Shapes).shapes
    shelves: dict[int, dict[int, str]] = {}
    forms: dict[int, str] = {}
    for line in resources.path("typing", "radicals.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            number, form, strokes, characters = line.split(" ")
            forms[int(number)] = form
            shelves.setdefault(int(number), {})[int(strokes)] = characters
    strokes_of: dict[str, int] = {}
    numbers: dict[str, list[int]] = {}
    for radical, form in sorted(forms.items(), key=lambda item: str(item[0]) not in special):
        for shape, count in special.get(str(radical), {form: bisect(_FIRST_OF_STROKES, radical)}).items():
            strokes_of[shape] = count
            numbers.setdefault(shape, []).append(radical)
    return Radicals(strokes_of, numbers, shelves)
