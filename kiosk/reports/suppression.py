"""Counts that may be told: none below ten, and none that can be worked out from the others and their total.

A count from 1 to 9 is few people, who know each other. It is not told; and where total minus the others would tell it,
another one is kept back with it (complementary suppression). 0 is told: it is nobody's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

LEAST = 10
"""The least count that is told."""
OPEN = 3
"""A count that is not told could be at least so many numbers, for whoever reckons with all that is told."""


class Kept(StrEnum):
    """Why there is no number."""

    FEW = "few"  # 1 to 9
    BACK = "back"  # only so that another one cannot be worked out


Told = int | Kept


def told(count: int) -> Told:
    """One count that belongs to no total."""
    return Kept.FEW if 0 < count < LEAST else count


def told_of(counts: Sequence[int], total: int) -> tuple[Told, ...]:
    """The parts of a total that is told.

    Raises:
        ValueError: they are not the parts of that total, or the total is too small to be told itself.
    """
    if sum(counts) != total or any(count < 0 for count in counts):
        raise ValueError("the parts make the total")
    if isinstance(told(total), Kept):
        raise ValueError("a total that is not told has no parts")
    few = [n for n, count in enumerate(counts) if 0 < count < LEAST]
    others = sorted((n for n, count in enumerate(counts) if count >= LEAST), key=lambda n: counts[n])
    back: list[int] = []
    while few and not _stays_open(_Hidden.of(counts, few, back)):
        if not others:
            return (Kept.BACK,) * len(counts)
        back.append(others.pop(0))
    return tuple(Kept.FEW if n in few else Kept.BACK if n in back else count for n, count in enumerate(counts))


@dataclass(frozen=True, slots=True)
class _Hidden:
    """What anybody knows of the counts that are not told: their sum, and how many of each sort."""

    rest: int
    few: int
    back: int

    @classmethod
    def of(cls, counts: Sequence[int], few: Sequence[int], back: Sequence[int]) -> _Hidden:
        return cls(sum(counts[n] for n in (*few, *back)), len(few), len(back))


def _stays_open(hidden: _Hidden) -> bool:
    """Whether each of them could be OPEN numbers at least: a few is 1 to 9, one kept back 10 or more."""
    rest, few, back, most = hidden.rest, hidden.few, hidden.back, LEAST - 1
    lowest = 1 if back else max(1, rest - most * (few - 1))
    highest = min(most, rest - (few - 1) - LEAST * back)
    if highest - lowest + 1 < OPEN:
        return False
    if not back:
        return True
    least_back = LEAST if back > 1 else max(LEAST, rest - most * few)
    most_back = rest - few - LEAST * (back - 1)
    return most_back - least_back + 1 >= OPEN
