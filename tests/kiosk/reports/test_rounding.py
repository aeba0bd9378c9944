"""Told counts add up whatever they are added over, and nobody works out of them what was counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.reports.rounding import rounded, total

OPEN = 3
"""What is told of a row must fit so many numbers at least."""
Table = tuple[tuple[int, ...], ...]
"""Of each day, from the first of a month on, how many are in each row."""


def days_of(table: Sequence[Sequence[int]], first: date = date(2026, 11, 1)) -> list[tuple[date, dict[str, int]]]:
    return [
        (first + timedelta(days=n), {"abcdefgh"[row]: count for row, count in enumerate(counts)})
        for n, counts in enumerate(table)
    ]


def told(table: Sequence[Sequence[int]]) -> Table:
    found = rounded(days_of(table))
    return tuple(tuple(row["abcdefgh"[n]] for n in range(len(table[0]))) for row in found.values())


@pytest.mark.parametrize(
    ("table", "shown"),
    [
        (((0, 0),), ((0, 0),)),
        (((4, 0),), ((0, 0),)),
        (((5, 0),), ((10, 0),)),
        (((14, 0),), ((10, 0),)),
        (((4,) * 8,), ((10, 10, 10, 0, 0, 0, 0, 0),)),  # not eight noughts beside a total of 30
        (((14, 14, 14, 14),), ((20, 20, 10, 10),)),
        (((27, 13, 3),), ((30, 10, 0),)),
        (((4,), (4,), (4,), (4,)), ((0,), (10,), (0,), (10,))),  # carried on: 16 in four days are 20 and not 0
        (((6, 1), (1, 6), (4, 4)), ((10, 0), (0, 0), (0, 10))),
    ],
)
def test_tens_go_to_what_is_owed_most(table: Table, shown: Table) -> None:
    assert told(table) == shown


def test_a_month_begins_anew() -> None:
    both = rounded(days_of([[4]] * 31, date(2026, 10, 31) - timedelta(days=30)))
    then = rounded([*days_of([[4]] * 31, date(2026, 10, 1)), *days_of([[9], [9]], date(2026, 11, 1))])
    assert {day: counts for day, counts in then.items() if day.month == 10} == both
    assert (then[date(2026, 11, 1)]["a"], then[date(2026, 11, 2)]["a"]) == (10, 10)


def test_days_that_are_left_out_or_less_than_nothing_are_no_days() -> None:
    first = date(2026, 11, 1)
    for days in (
        [(first + timedelta(days=1), {"a": 1})],
        [(first, {"a": 1}), (first + timedelta(days=2), {"a": 1})],
        [(first, {"a": -1})],
    ):
        with pytest.raises(ValueError, match=r"follow|below"):
            rounded(days)


COUNT = st.one_of(st.integers(0, 9), st.integers(0, 60))
MONTH = st.integers(1, 6).flatmap(
    lambda rows: st.lists(st.lists(COUNT, min_size=rows, max_size=rows), min_size=1, max_size=31)
)


@given(MONTH)
def test_every_run_of_days_is_off_by_less_than_ten_and_no_row_is_told_of_more_than_it_has(table: Table) -> None:
    shown, sums, given_ = told(table), [0], [0]
    rows: Counter[int] = Counter()
    for counts, line in zip(table, shown, strict=True):
        assert all(count >= 0 and count % 10 == 0 for count in line)
        sums.append(sums[-1] + sum(counts))
        given_.append(given_[-1] + sum(line))
        for row, (count, seen) in enumerate(zip(counts, line, strict=True)):
            rows[row] += count - seen
            assert rows[row] > -10
    for first, last in product(range(len(sums)), repeat=2):
        assert abs((sums[last] - sums[first]) - (given_[last] - given_[first])) < 10


@given(MONTH)
def test_what_is_told_of_a_day_does_not_change_with_the_days_after_it(table: Table) -> None:
    assert told(table[:-1] or table) == told(table)[: len(table) - 1 or 1]


@given(MONTH, st.data())
def test_subtracting_a_part_of_the_days_from_all_of_them_gives_what_is_told_of_the_others(
    table: Table, data: st.DataObject
) -> None:
    found = rounded(days_of(table))
    part = data.draw(st.sets(st.sampled_from(sorted(found))))
    rest = Counter(total(found, found))
    rest.subtract(total(found, part))
    assert +rest == total(found, set(found) - part)


def everything_that_is_told_as(tables: Sequence[Table]) -> dict[Table, list[Table]]:
    found: dict[Table, list[Table]] = defaultdict(list)
    for table in tables:
        found[told(table)].append(table)
    return found


@pytest.mark.parametrize(("days", "rows", "most"), [(1, 2, 40), (1, 3, 17), (2, 2, 11), (1, 4, 8), (3, 1, 19)])
def test_whoever_knows_the_rule_and_all_that_is_told_cannot_tell_what_was_counted(
    days: int, rows: int, most: int
) -> None:
    """Every table there is up to `most` in a row: with more of them, more would fit."""
    lines = list(product(range(most + 1), repeat=rows))
    for fitting in everything_that_is_told_as(list(product(lines, repeat=days))).values():
        for day, row in product(range(days), range(rows)):
            values = {table[day][row] for table in fitting}
            small = [value for value in values if 0 < value < 10]
            assert not small or len(values) >= OPEN, (fitting[0], day, row, values)


def test_a_table_says_no_more_of_how_many_there_were_than_their_number() -> None:
    """So tables of the same visits, by place and by age, cannot be held against each other."""
    lines = [line for line in product(range(16), repeat=2) if sum(line) < 16]
    by_total: dict[tuple[int, ...], set[tuple[int, ...]]] = defaultdict(set)
    by_table: dict[Table, set[tuple[int, ...]]] = defaultdict(set)
    for table in product(lines, repeat=2):
        sums, shown = tuple(map(sum, table)), told(table)
        by_total[tuple(map(sum, shown))].add(sums)
        by_table[shown].add(sums)
    assert len(by_table) > len(by_total)
    for shown, sums_of_it in by_table.items():
        assert sums_of_it == by_total[tuple(map(sum, shown))], shown
