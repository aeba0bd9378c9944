"""Parts of an uncertainty, and together."""

from __future__ import annotations

import math
from statistics import stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uncertainties import ufloat

from kiosk.calibration.budget import Budget, Part, certified, rectangular, repeatability, resolution, together
from kiosk.calibration.fit import fit_line
from tests.kiosk.calibration.student import beyond
from tests.kiosk.calibration.thermometer import MEANS, READINGS


def test_budget_of_a_forehead_thermometer() -> None:
    budget = Budget(
        (
            certified(0.10, 2),
            repeatability(stdev(READINGS[37.0]), 10),
            resolution(0.1),
            rectangular("stability", 0.02),
            Part("fit", fit_line(MEANS).u_at(36.6), 1, "A"),
            rectangular("drift", 0.10),
        )
    )
    assert [round(part.standard_u, 4) for part in budget.parts] == [0.05, 0.018, 0.0289, 0.0115, 0.0033, 0.0577]
    assert budget.combined == pytest.approx(0.0845, abs=5e-5)
    assert round(budget.dof) == 4368
    assert (budget.coverage_factor, budget.expanded()) == (2.0, pytest.approx(0.169, abs=5e-4))


def test_thermometer_read_once_repeats_as_one_reading_does() -> None:
    assert repeatability(0.0568, 1 + 9).standard_u == pytest.approx(0.0180, abs=5e-5)
    assert Part("repeatability", 0.0568, 9, "A").standard_u == 0.0568


def test_five_readings_at_five_points() -> None:
    """The example of a monthly calibration: U = 0.16 °C."""
    budget = Budget(
        (
            certified(0.10, 2),
            Part("repeatability", 0.020, 9, "A"),
            Part("fit", 0.010, 3, "A"),
            rectangular("drift", 0.1),
        )
    )
    assert budget.expanded() == pytest.approx(0.16, abs=5e-3)


def test_budget_of_a_cuff() -> None:
    budget = Budget((certified(0.8, 2), resolution(1), rectangular("leak", 0.3), rectangular("hysteresis", 0.5)))
    assert [round(part.standard_u, 3) for part in budget.parts] == [0.4, 0.289, 0.173, 0.289]
    assert (budget.combined, budget.expanded()) == (pytest.approx(0.597, abs=5e-4), pytest.approx(1.19, abs=5e-3))
    assert budget.dof == math.inf


def test_five_weights_of_one_set_are_wrong_together() -> None:
    assert together([0.001] * 5).standard_u == pytest.approx(0.0029, abs=5e-5)


def test_oximeter_that_repeats_within_a_percent() -> None:
    """Six readings at 89.2 and at 74.2 %."""
    assert repeatability(0.789, 6).standard_u == pytest.approx(0.32, abs=5e-3)
    assert repeatability(1.14, 6).standard_u == pytest.approx(0.47, abs=5e-3)
    assert (repeatability(1.14, 6).dof, repeatability(1.14, 6).kind) == (5, "A")


def test_few_degrees_of_freedom_ask_for_more_than_two() -> None:
    assert Budget((Part("repeatability", 0.1, 4, "A"),)).coverage_factor == 2.87
    assert Budget((Part("repeatability", 0.1, 1, "A"),)).coverage_factor == 13.97
    assert Budget((Part("repeatability", 0.1, 27, "A"),)).coverage_factor == 2.11
    assert Budget((Part("repeatability", 0.1, 49, "A"),)).coverage_factor == 2.06
    assert Budget((Part("repeatability", 0.1, 99, "A"),)).coverage_factor == 2.05
    assert Budget((Part("repeatability", 0.1, 100, "A"),)).coverage_factor == 2.0


def test_table_of_student_is_his_distribution() -> None:
    """95.45 % within ± t, to the two decimals of the table; between its rows a little more."""
    rows = [*range(1, 21), 25, 30, 35, 40, 45, 50]
    for dof in range(1, 100):
        t = Budget((Part("repeatability", 0.1, dof, "A"),)).coverage_factor
        assert beyond(t + 0.006, dof) < 0.02275
        if dof in rows:
            assert beyond(t - 0.006, dof) > 0.02275


def test_budget_of_nothing_is_certain() -> None:
    assert Budget((Part("drift", 0.0),)).dof == math.inf
    assert (Budget(()).combined, Budget(()).dof, Budget(()).coverage_factor) == (0.0, math.inf, 2.0)


@pytest.mark.parametrize(("u", "dof"), [(math.nan, 9), (-0.1, 9), (math.inf, 9), (0.1, 0)])
def test_uncertainty_that_cannot_be_is_refused(u: float, dof: float) -> None:
    with pytest.raises(ValueError, match="drift"):
        Part("drift", u, dof)


@given(st.lists(st.tuples(st.floats(1e-6, 10), st.integers(1, 100)), min_size=1, max_size=8))
def test_parts_add_up_as_in_the_uncertainties_package(parts: list[tuple[float, int]]) -> None:
    budget = Budget(tuple(Part("drift", u, dof) for u, dof in parts))
    assert budget.combined == pytest.approx(sum(ufloat(0, u) for u, _ in parts).std_dev)
    assert min(dof for _, dof in parts) <= budget.dof * (1 + 1e-9)
    assert budget.dof <= sum(dof for _, dof in parts) * (1 + 1e-9)
