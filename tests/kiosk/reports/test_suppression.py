"""Counts below ten are not told, and nobody works them out from what is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.reports.suppression import OPEN, Kept, Told, told, told_of

FEW, BACK = Kept.FEW, Kept.BACK
SMALL = st.one_of(st.just(0), st.integers(1, 9), st.integers(10, 24))


def could_be(shown: Sequence[Told], total: int) -> Iterator[tuple[int, ...]]:
    """Every table that is told as this one, for whoever knows the rule: a few is 1 to 9, what is kept back any other
    number there may be, and all kept back may be anything.
    """
    every = all(count is BACK for count in shown)

    def values(count: Told) -> Sequence[int]:
        if not isinstance(count, Kept):
            return [count]
        return range(1, 10) if count is FEW else range(0 if every else 10, total + 1)

    ranges = [values(count) for count in shown]
    *rest, last = ranges
    for counts in product(*rest):
        left = total - sum(counts)
        if left in last:
            yield (*counts, left)


def test_one_count_of_its_own() -> None:
    assert [told(count) for count in (0, 1, 9, 10, 341)] == [0, FEW, FEW, 10, 341]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((40, 30, 20), (40, 30, 20)),
        ((40, 0, 50), (40, 0, 50)),
        ((40, 30, 4), (40, BACK, FEW)),  # 74 - 40 - 30 would be the four
        ((40, 30, 4, 5), (40, 30, FEW, FEW)),  # nine together: each may be 1 to 8
        ((40, 30, 1, 1), (40, BACK, FEW, FEW)),  # two together can only be one and one
        ((40, 30, 9, 9), (40, BACK, FEW, FEW)),  # eighteen can only be nine and nine
        ((40, 30, 9, 8), (40, BACK, FEW, FEW)),  # seventeen leaves eight and nine
        ((10, 60, 1), (BACK, BACK, FEW)),  # eleven can only be ten and one
        ((9, 9), (BACK, BACK)),
        ((9, 9, 9, 0), (BACK, BACK, BACK, BACK)),
        ((100, 0, 3), (BACK, 0, FEW)),
    ],
)
def test_another_count_is_kept_back_where_the_total_would_tell(
    counts: tuple[int, ...], shown: tuple[Told, ...]
) -> None:
    assert told_of(counts, sum(counts)) == shown


@given(st.lists(SMALL, min_size=1, max_size=4).filter(lambda counts: sum(counts) >= 10))
def test_no_count_that_is_not_told_can_be_derived(counts: list[int]) -> None:
    shown = told_of(counts, sum(counts))
    possible = list(could_be(shown, sum(counts)))
    assert tuple(counts) in possible
    for place, count in enumerate(shown):
        values = {each[place] for each in possible}
        if isinstance(count, Kept):
            assert len(values) >= OPEN, (counts, shown)
        else:
            assert values == {counts[place]}


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=30).filter(lambda counts: sum(counts) >= 10))
def test_no_count_below_ten_is_ever_a_number_and_total_minus_the_others_is_none(counts: list[int]) -> None:
    shown = told_of(counts, sum(counts))
    assert not any(0 < count < 10 for count in shown if not isinstance(count, Kept))
    hidden = [count for count, seen in zip(counts, shown, strict=True) if isinstance(seen, Kept)]
    assert len(hidden) != 1


def test_what_is_not_a_total_has_no_parts() -> None:
    for counts, total in (((4, 3), 7), ((40, 3), 44), ((50, -3), 47)):
        with pytest.raises(ValueError, match="total"):
            told_of(counts, total)
