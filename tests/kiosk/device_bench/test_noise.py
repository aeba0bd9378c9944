"""Figures of a noise plot, by hand."""

from __future__ import annotations

import math

import pytest

from kiosk.device_bench.noise import Noise, noise, plot


def test_standard_deviation_of_one_value_over_n_minus_one() -> None:
    of = noise([34.6, 34.7, 34.6, 34.6, 34.7, 34.6, 34.7, 34.6, 34.6, 34.7])
    assert (of.n, of.least, of.most) == (10, 34.6, 34.7)
    assert of.mean == pytest.approx(34.64)
    assert of.s == pytest.approx(0.0516, abs=5e-5)


def test_one_value_has_no_scatter_and_none_no_figures() -> None:
    assert noise([36.5]).s is None
    assert noise([]) == Noise(0)
    assert noise([math.nan, 36.5]).n == 1


def test_a_plot_stands_in_the_middle_and_fills_two_thirds() -> None:
    assert plot([1.0, 2.0, 3.0], 0.1) == "83 50 17"
    assert plot([36.5, 36.5], 0.05) == "50 50"
    assert plot([36.50, 36.52], 0.1) == "55 45"
    assert plot([36.5], 0.05) == ""
