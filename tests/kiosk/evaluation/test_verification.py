"""One to one, against every pair compared by hand."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from kiosk.evaluation.bootstrap import People
from kiosk.evaluation.folders import Collection
from kiosk.evaluation.searching import Vectors
from kiosk.evaluation.verification import all_pairs, group_verification, verification
from tests.kiosk.evaluation.made_up import likenesses, one_pool, two_folders


def by_hand(people: Collection, vectors: Vectors) -> list[tuple[float, int, int]]:
    """Score and both persons of every pair that counts."""
    if people.same:
        pairs = list(itertools.combinations([p for mine in people.enrol for p in mine], 2))
    else:
        pairs = list(itertools.product(itertools.chain(*people.enrol), itertools.chain(*people.probe)))
    rows = vectors.matrix.astype(float)
    usable = np.isfinite(rows[:, 0])
    return [(float(rows[a] @ rows[b]), people.owners[a], people.owners[b]) for a, b in pairs if usable[a] and usable[b]]


@pytest.mark.parametrize("people", [one_pool([4, 1, 3, 2] * 5), two_folders([2, 1, 0, 3] * 4, [1, 2, 2, 0] * 4)])
def test_every_pair_is_compared_once(people: Collection) -> None:
    vectors = likenesses(people, 1, noise=1.5)
    vectors.matrix[3] = np.nan
    pairs, every = all_pairs(people, vectors, 0.05), by_hand(people, vectors)
    genuine = sorted(score for score, a, b in every if a == b)
    impostor = sorted((score for score, a, b in every if a != b), reverse=True)
    assert sorted(pairs.genuine) == pytest.approx(genuine, abs=1e-5)
    assert pairs.impostors()[0] == len(impostor)
    assert list(pairs.impostor) == pytest.approx(impostor[: len(pairs.impostor)], abs=1e-5)
    (row,) = verification(pairs, (0.05,), People(people.people, 100, seed=1))
    accepted = [score for score in impostor if score >= row.threshold - 1e-6]
    assert row.impostor_pairs_accepted <= 0.05 * len(impostor) < len(accepted) + 1
    assert row.fnmr == pytest.approx(sum(score < row.threshold for score in genuine) / len(genuine), abs=0.02)


def test_pictures_of_one_session_are_not_a_genuine_pair() -> None:
    people = one_pool([4, 2], [["s1", "s1", "s2", "s2"], ["s1", "s1"]])
    pairs = all_pairs(people, likenesses(people, 2), 0.1)
    assert len(pairs.genuine) == 4
    assert pairs.impostors()[0] == 8


def test_only_the_largest_impostor_scores_are_kept_and_the_figures_stay() -> None:
    people = one_pool([3] * 60)
    vectors = likenesses(people, 3, noise=2.0)
    pairs = all_pairs(people, vectors, 0.001)
    assert len(pairs.impostor) == 1000
    assert pairs.impostors()[0] == 180 * 177 / 2
    (row,) = verification(pairs, (0.001,), People(60, 100, seed=1))
    every = np.array([score for score, a, b in by_hand(people, vectors) if a != b])
    assert (every >= row.threshold).mean() == pytest.approx(0.001, abs=1e-4)
    assert row.fnmr_low is not None
    assert row.fnmr is not None
    assert row.fnmr_low <= row.fnmr


def test_weighted_pairs_count_as_repeated_people_would() -> None:
    people = one_pool([2, 3, 1])
    pairs = all_pairs(people, likenesses(people, 4), 0.1)
    weights = np.array([[2.0, 0.0, 1.0]])
    assert pairs.impostors(weights, weights)[0] == 2 * 2 * 1 * 1


def test_false_matches_within_a_group_are_counted_apart() -> None:
    people = one_pool([2] * 30)
    vectors = likenesses(people, 5, noise=1.0)
    inside = np.arange(30) < 10
    common = np.random.default_rng(9).normal(size=128)
    rows = vectors.matrix + np.where(inside[people.owners], 1.0, 0.0)[:, None] * common / np.linalg.norm(common)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    alike = Vectors(vectors.engine, rows.astype(np.float32), vectors.weights)
    pairs = all_pairs(people, alike, 0.01)
    rows_of_all = verification(pairs, (0.01,), People(30, 50, seed=1))
    (row,) = group_verification(pairs, rows_of_all, "listed", inside)
    every = [(score, a < 10, b < 10) for score, a, b in by_hand(people, alike) if a != b]
    within = [score >= row.threshold for score, a, b in every if a and b]
    across = [score >= row.threshold for score, a, b in every if a != b]
    assert (row.pairs_within, row.pairs_across, row.people) == (len(within), len(across), 10)
    assert row.fmr_within == pytest.approx(sum(within) / len(within), abs=1e-3)
    assert row.fmr_across == pytest.approx(sum(across) / len(across), abs=1e-3)
    assert row.fmr_within is not None
    assert row.fmr_within > 0.05


def test_nothing_is_claimed_without_pairs() -> None:
    people = one_pool([1, 1])
    assert verification(all_pairs(people, likenesses(people, 6), 0.1), (0.1,), People(2, 50, seed=1)) == []
    lonely = one_pool([3])
    assert verification(all_pairs(lonely, likenesses(lonely, 6), 0.1), (0.1,), People(1, 50, seed=1)) == []
