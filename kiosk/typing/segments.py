"""Letters taken apart into syllables: wangxiuying → wang xiu ying, and initials: wxy → w x y."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.typing.readings import LONGEST, Readings, readings

Pieces = tuple[str, ...]
"""Each the whole or the beginning of a syllable."""

APART = "'"
"""Typed between two syllables that would run together: xi'an."""


def ways(letters: str, most: int = 3) -> list[Pieces]:
    """How the letters can be taken apart, the likeliest first; empty when they are no pinyin.

    Few beginnings are likelier than many, few syllables than many, and longer syllables come first: fangan is fang an
    before fan gan.
    """
    table = readings()
    parts = [part for part in letters.split(APART) if part]
    if not parts:
        return []
    found: list[Pieces] = [()]
    for part in parts:
        found = [(*before, *pieces) for before in found for pieces in _ways_of(table, part, most)]
    return sorted(found, key=lambda pieces: _cost(table, pieces))[:most]


def _ways_of(table: Readings, letters: str, most: int) -> list[Pieces]:
    best: list[list[Pieces]] = [[()], *([] for _ in letters)]
    for end in range(1, len(letters) + 1):
        reached = [(*before, piece) for start, piece in _pieces_to(table, letters, end) for before in best[start]]
        best[end] = sorted(reached, key=lambda pieces: _cost(table, pieces))[:most]
    return best[-1]


def _pieces_to(table: Readings, letters: str, end: int) -> Iterator[tuple[int, str]]:
    """Pieces that end there: syllables, initials, and at the end of all letters any beginning."""
    for start in range(max(0, end - LONGEST), end):
        piece = letters[start:end]
        whole, begins = bool(table.characters(piece)), bool(table.beginning_with(piece))
        if whole or (begins and (end == len(letters) or len(piece) == 1 or piece in ("zh", "ch", "sh"))):
            yield start, piece


def _cost(table: Readings, pieces: Pieces) -> tuple[float, ...]:
    beginnings = sum(not table.characters(piece) for piece in pieces)
    # A beginning at the very end is a syllable still being typed: qua becomes quan.
    unfinished = 0.5 * bool(pieces and not table.characters(pieces[-1]))
    # One letter is a syllable less often than a part of its neighbours: xiana is xia na.
    lone = sum(len(piece) == 1 for piece in pieces)
    return (beginnings - unfinished + 0.5 * lone, len(pieces), *(-len(piece) for piece in pieces))
