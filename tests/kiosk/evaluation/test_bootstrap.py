"""Intervals: over people, repeatable, and about as wide as theory says."""

from __future__ import annotations

import numpy as np
import pytest

from kiosk.evaluation.bootstrap import People, interval, mean_interval, miss_replicates, with_unseen


def test_each_replicate_draws_as_many_people_as_there_are() -> None:
    counts = np.concatenate(list(People(30, 200, seed=1).chunks()))
    assert counts.shape == (200, 30)
    assert (counts.sum(axis=1) == 30).all()


def test_the_same_seed_gives_the_same_interval() -> None:
    values, owners = np.arange(50) % 7 / 7.0, np.arange(50)
    first = mean_interval(People(50, 300, seed=5), values, owners)
    assert first == mean_interval(People(50, 300, seed=5), values, owners)
    assert first != mean_interval(People(50, 300, seed=6), values, owners)


def test_interval_of_a_coin_is_as_wide_as_the_binomial_says() -> None:
    values, owners = np.tile([0.0, 1.0], 200), np.arange(400)
    low, high = mean_interval(People(400, 2000, seed=2), values, owners) or (0, 0)
    assert low == pytest.approx(0.5 - 1.96 * 0.025, abs=0.008)
    assert high == pytest.approx(0.5 + 1.96 * 0.025, abs=0.008)


def test_many_pictures_of_few_people_do_not_narrow_the_interval() -> None:
    owners = np.repeat(np.arange(20), 50)
    values = (owners % 2).astype(float)
    low, high = mean_interval(People(20, 2000, seed=3), values, owners) or (0, 0)
    assert high - low > 0.35


def test_misses_are_measured_at_each_replicates_own_threshold() -> None:
    dice = np.random.default_rng(4)
    impostor, genuine = dice.normal(0, 1, 400), dice.normal(3, 1, 400)
    owners = np.arange(400)
    found = miss_replicates(People(400, 500, seed=4), (impostor, owners), (genuine, owners), (0.1, 0.01))
    narrow, wide = interval(found[0]), interval(found[1])
    assert narrow is not None
    assert wide is not None
    assert narrow[0] < 0.043 < narrow[1] + 0.02
    assert wide[1] - wide[0] > narrow[1] - narrow[0]


def test_without_enough_replicates_there_is_no_interval() -> None:
    assert interval(np.array([np.nan] * 500 + [0.1] * 10)) is None
    assert mean_interval(People(3, 10, seed=1), np.array([]), np.array([], np.int64)) is None
    empty = (np.array([]), np.array([], np.int64))
    assert [len(values) for values in miss_replicates(People(3, 50, seed=1), empty, empty, (0.1,))] == [0]


def test_no_error_among_thirty_people_is_not_a_promise_of_none() -> None:
    owners = np.repeat(np.arange(30), 4)
    assert mean_interval(People(30, 50, seed=1), np.zeros(120), owners) == (0.0, pytest.approx(0.1157, abs=1e-4))
    assert mean_interval(People(30, 50, seed=1), np.ones(120), owners) == (pytest.approx(0.8843, abs=1e-4), 1.0)
    sides = (np.zeros(120), owners), (np.ones(120), owners)
    (values,) = miss_replicates(People(30, 50, seed=1), *sides, (0.01,))
    assert with_unseen(values, 30) == (0.0, pytest.approx(0.1157, abs=1e-4))
