"""Scores that mean the same for every probe and every member."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.faces.engines.engine import Matrix
from kiosk.faces.matching.scoring import Scoring, top_statistics
from tests.kiosk.faces.matching.plain_engine import crowd


def cosine(rows: Matrix, probes: Matrix) -> Matrix:
    return probes @ rows.T


def fitted(matrix: Matrix) -> Scoring:
    scoring = Scoring(cosine)
    scoring.fit(matrix)
    return scoring


def by_hand(matrix: Matrix, probe: Matrix, row: int) -> float:
    """The score of one pair from its definition."""
    count = min(100, len(matrix) // 4)
    similarity = float(matrix[row] @ probe)
    theirs = np.sort(np.delete(matrix @ matrix[row], row))[-count:]
    own = np.sort(matrix @ probe)[-count - 1 : -1]
    each = [np.sort(np.delete(matrix @ other, i))[-count:].std() for i, other in enumerate(matrix)]

    def steadied(deviation: float) -> float:
        return (count * deviation + 100 * float(np.mean(each))) / (count + 100)

    sides = (own.mean(), steadied(own.std())), (theirs.mean(), steadied(theirs.std()))
    return float(np.mean([(similarity - mean) / deviation for mean, deviation in sides]))


def test_small_gallery_keeps_the_similarity() -> None:
    people = crowd(59)
    scoring = fitted(people)
    assert not scoring.is_normalised
    assert scoring.scores(cosine(people, people[:2])).tolist() == cosine(people, people[:2]).tolist()


@settings(max_examples=20, deadline=None)
@given(st.integers(60, 130), st.integers(0, 2**31), st.integers(0, 59))
def test_score_is_the_mean_of_both_sides_deviations(people: int, seed: int, row: int) -> None:
    matrix = crowd(people, seed)
    probe = crowd(1, seed + 1)
    score = fitted(matrix).scores(cosine(matrix, probe))[0, row]
    assert score == pytest.approx(by_hand(matrix, probe[0], row), abs=2e-3)


def test_probe_that_is_like_everybody_gains_less_by_it() -> None:
    average = crowd(1, 50)
    matrix = crowd(200) + 0.8 * average
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    strangers = crowd(40, 6)
    plain, blurred = strangers + 0.8 * average, strangers + 1.6 * average
    plain /= np.linalg.norm(plain, axis=1, keepdims=True)
    blurred /= np.linalg.norm(blurred, axis=1, keepdims=True)
    scoring = fitted(matrix)
    similarities = [cosine(matrix, probes).max(axis=1).mean() for probes in (plain, blurred)]
    scores = [scoring.scores(cosine(matrix, probes)).max(axis=1).mean() for probes in (plain, blurred)]
    spread = top_statistics(cosine(matrix, matrix), 50)[1].mean()
    unnormalised = (similarities[1] - similarities[0]) / spread
    assert scores[1] - scores[0] < 0.6 * unnormalised


def test_member_as_a_stranger_scores_as_in_a_gallery_without_them() -> None:
    matrix = crowd(100)
    matrix[1] = matrix[0] + 0.5 * matrix[1]
    matrix[1] /= np.linalg.norm(matrix[1])
    for member in (0, 1, 42):
        rest = np.delete(matrix, member, axis=0)
        expected = fitted(rest).scores(cosine(rest, matrix[member : member + 1]))[0]
        scores = fitted(matrix).scores_as_strangers(cosine(matrix, matrix[[member]]), np.array([member]))[0]
        assert scores[member] == -np.inf
        others = np.delete(scores, member)
        assert int(np.argmax(others)) == int(np.argmax(expected))
        assert float(others.max()) == pytest.approx(float(expected.max()), rel=0.06)


def test_rows_alike_in_everything_do_not_divide_by_zero() -> None:
    matrix = np.repeat(crowd(1), 80, axis=0)
    scores = fitted(matrix).scores(cosine(matrix, crowd(1, 9)))
    assert np.isfinite(scores).all()


@settings(max_examples=50)
@given(st.lists(st.floats(-1, 1, width=32), min_size=4, max_size=40), st.integers(1, 4))
def test_statistics_are_of_the_largest(values: list[float], count: int) -> None:
    mean, deviation, least = top_statistics(np.array([values], np.float32), count)
    largest = sorted(values)[-count:]
    assert mean[0] == pytest.approx(np.mean(largest), abs=1e-5)
    assert deviation[0] == pytest.approx(max(1e-3, float(np.std(largest))), abs=1e-4)
    assert least[0] == pytest.approx(largest[0])
