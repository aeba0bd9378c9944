"""Two or three readings of one sitting: when a third is wanted, and their mean."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.measurements.measurement import Measurement
from kiosk.measurements.sitting import is_mean, mean, parts_of, wanted
from tests.kiosk.visits.people import measured

IDS = ("g", "a", "b", "c")
numbers = st.integers(60, 260)


def reading(sys: float, dia: float, pulse: float | None = 72, group: str = "g1") -> tuple[Measurement, ...]:
    rows = (measured("sys", sys), measured("dia", dia), measured("pulse", pulse))
    return tuple(replace(m, group_id=group, raw_value=m.value, calibration_id="c-1") for m in rows)


@pytest.mark.parametrize(
    ("first", "second", "usual", "count"),
    [
        ((138, 86), (136, 84), 2, 2),
        ((138, 86), (128, 76), 2, 2),  # ten is not more than ten
        ((138, 86), (127, 86), 2, 3),
        ((138, 86), (138, 97), 2, 3),
        ((127, 86), (138, 86), 2, 3),
        ((138, 86), (126, 86), 1, 3),  # a hall with one, where a red value asked for a second
        ((138, 86), (138, 86), 3, 3),
    ],
)
def test_third_reading(first: tuple[int, int], second: tuple[int, int], usual: int, count: int) -> None:
    assert wanted([reading(*first), reading(*second)], usual) == count


def test_before_the_second_nothing_is_compared() -> None:
    assert (wanted([], 2), wanted([reading(138, 86)], 2), wanted([reading(138, 86)], 1)) == (2, 2, 1)


@given(numbers, numbers, numbers, numbers)
def test_a_third_exactly_when_they_lie_far_apart(sys: int, dia: int, sys2: int, dia2: int) -> None:
    far = abs(sys - sys2) > 10 or abs(dia - dia2) > 10
    assert wanted([reading(sys, dia), reading(sys2, dia2)], 2) == (3 if far else 2)


def test_mean_of_three_with_its_parts() -> None:
    three = [reading(150, 90, 70, "g1"), reading(138, 86, 74, "g2"), reading(141, 88, 75, "g3")]
    rows = mean(three, IDS)
    assert [(m.metric, m.value) for m in rows] == [("sys", 143), ("dia", 88), ("pulse", 73)]
    assert {m.flags for m in rows} == {("mean-of-3", "part:g1", "part:g2", "part:g3")}
    assert [(m.group_id, m.id) for m in rows] == [("g", "a"), ("g", "b"), ("g", "c")]
    assert {(m.raw_value, m.calibration_id, m.raw_frame, m.assessment) for m in rows} == {(None, None, None, None)}
    assert all(is_mean(m) for m in rows)
    assert parts_of(rows) == {"g1", "g2", "g3"}
    assert (is_mean(three[0][0]), parts_of(three[0])) == (False, frozenset())


def test_what_one_reading_lacks_has_no_mean_and_flags_of_every_reading_stay() -> None:
    first = tuple(replace(m, flags=("irregular-pulse",)) for m in reading(140, 90, 70, "g1"))
    rows = mean([first, reading(130, 84, None, "g2")], IDS)
    assert [(m.metric, m.value) for m in rows] == [("sys", 135), ("dia", 87)]
    assert rows[0].flags[0] == "irregular-pulse"


@given(st.lists(st.tuples(numbers, numbers), min_size=2, max_size=3))
def test_a_mean_lies_between_its_parts(pairs: list[tuple[int, int]]) -> None:
    for index, row in enumerate(mean([reading(*pair) for pair in pairs], IDS)[:2]):
        values = [pair[index] for pair in pairs]
        assert row.value is not None
        assert min(values) <= row.value <= max(values)


def test_readings_of_two_people_or_of_two_visits_have_no_mean() -> None:
    one = reading(138, 86)
    for resident, visit in (("r-zhang", None), (None, "v-2")):
        with pytest.raises(ValueError, match="one person"):
            mean([one, tuple(m.belonging_to(resident, visit) for m in one)], IDS)
    with pytest.raises(ValueError, match="several"):
        mean([one], IDS)
