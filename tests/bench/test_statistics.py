from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.benchmarks.statistics import median, percentile, ratio

NUMBERS = st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=60)


def test_the_median_of_an_odd_number_is_the_middle_one() -> None:
    assert median([9.0, 1.0, 5.0]) == 5.0


def test_the_median_of_an_even_number_lies_between_the_two_middle_ones() -> None:
    assert median([4.0, 1.0, 2.0, 100.0]) == 3.0


def test_percentiles_are_values_that_occurred() -> None:
    values = [15.0, 20.0, 35.0, 40.0, 50.0]
    assert [percentile(values, p) for p in (0, 5, 30, 40, 50, 99, 100)] == [15, 15, 20, 20, 35, 50, 50]


def test_the_ninety_ninth_of_two_hundred_leaves_two_above() -> None:
    assert percentile([float(n) for n in range(1, 201)], 99) == 198.0


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_percentile_outside_a_hundred_is_refused(percent: float) -> None:
    with pytest.raises(ValueError, match="from 0 to 100"):
        percentile([1.0], percent)


def test_nothing_measured_has_no_statistics() -> None:
    with pytest.raises(ValueError, match="needs values"):
        median([])
    with pytest.raises(ValueError, match="needs values"):
        percentile([], 50)


def test_a_ratio_to_nothing_is_none() -> None:
    assert ratio(3.0, 12.0) == 0.25
    assert ratio(3.0, 0.0) is None


@given(NUMBERS)
def test_as_many_values_as_said_do_not_exceed_a_percentile(values: list[float]) -> None:
    for percent in (1, 50, 90, 100):
        found = percentile(values, percent)
        assert sum(v <= found for v in values) >= percent / 100 * len(values)
        assert sum(v < found for v in values) < max(1, percent / 100 * len(values))


@given(NUMBERS)
def test_half_of_all_values_lie_on_each_side_of_the_median(values: list[float]) -> None:
    found = median(values)
    assert sum(v <= found for v in values) * 2 >= len(values)
    assert sum(v >= found for v in values) * 2 >= len(values)
