"""Counts as they may be told: all of them multiples of ten, which add up over time and over the parts of a table.

A count from 1 to 9 is few people, who know each other. Leaving it out is not enough where reports overlap: a week minus
six of its days is the seventh, all places minus the others is the one that was left out. Rounding each number by itself
is not enough either: nine fours are told as 0 and their total, 36, as 40, and nothing but fours and one three fits.

So what is rounded is the smallest thing there is, a row of a table on one day, and everything told is a sum of those
(controlled rounding: Bacharach 1966; Cox and Ernst 1982; Handbook on Statistical Disclosure Control, 5.5). Whoever
subtracts one report from another gets a sum of told numbers, and nothing of what was counted. Along a calendar month it
is the running total that is rounded, so a day is off by less than ten, and so is any run of days in it; tens are given
to the rows that are owed most (largest remainder, carried on from day to day). Each month begins anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

BASE = 10
"""What every told count is a multiple of."""


def rounded(days: Iterable[tuple[date, Mapping[str, int]]]) -> dict[date, Counter[str]]:
    """Of each day what is told of each row, where it is not 0.

    Args:
        days: In order, from the first of a month on and none left out; of each day how many in each row.

    Raises:
        ValueError: a count below nothing, or a day that is not the one after.
    """
    told: dict[date, Counter[str]] = {}
    owed: Counter[str] = Counter()
    before: date | None = None
    for day, counts in days:
        if day.day != 1 and (before is None or (day - before).days != 1):
            raise ValueError(f"{day} does not follow {before}")
        if any(count < 0 for count in counts.values()):
            raise ValueError("a count below nothing")
        if day.day == 1:
            owed.clear()
        owed.update(counts)
        told[day], before = _given(owed), day
    return told


def _given(owed: Counter[str]) -> Counter[str]:
    """Gives tens until less than half of one is owed in all; they are taken off what is owed."""
    given: Counter[str] = Counter()
    rows = sorted(owed)
    for _ in range((owed.total() + BASE // 2) // BASE):
        row = max(rows, key=owed.__getitem__)
        given[row] += BASE
        owed[row] -= BASE
    return given


def total(told: Mapping[date, Counter[str]], days: Iterable[date]) -> Counter[str]:
    """What is told of several days together: the sum of what is told of each."""
    found: Counter[str] = Counter()
    for day in days:
        found.update(told.get(day, {}))
    return found
