"""Searches against a search written down plainly."""

from __future__ import annotations

import numpy as np
import pytest

from kiosk.evaluation.bootstrap import People
from kiosk.evaluation.identification import Draws, at_policy, curve, identification
from kiosk.evaluation.searching import NORMALISED, SECOND_OPINION, SIMILARITY, Outcome, Vectors, outcomes, search
from kiosk.evaluation.trials import Design, draw
from kiosk.faces.matching.policy import Policy
from tests.kiosk.evaluation.made_up import likenesses, one_pool

DESIGN = Design(20, 2, 2)


def test_each_probe_finds_who_is_most_like_it() -> None:
    people = one_pool([6] * 40)
    vectors = likenesses(people, 1, noise=1.6)
    trial = draw(people, DESIGN, np.random.default_rng(1))
    found = search(trial, vectors, None, 0.001, 2)
    assert list(found.searches) == [SIMILARITY]
    searches = found.searches[SIMILARITY]
    for at, (who, probe) in enumerate(zip(trial.searchers, trial.probes, strict=True)):
        face = vectors.matrix[list(probe)].sum(axis=0)
        rows = [vectors.matrix[list(row)].sum(axis=0) for row in trial.enrolled]
        cosines = [float(face @ row / np.linalg.norm(face) / np.linalg.norm(row)) for row in rows]
        order = np.argsort(cosines)
        assert searches.person[at] == who
        assert searches.mated[at] == (who in trial.members)
        assert searches.found[at] == trial.members[order[-1]]
        assert searches.top[at] == pytest.approx(cosines[order[-1]], abs=1e-5)
        assert searches.runner_up[at] == pytest.approx(cosines[order[-2]], abs=1e-5)


def test_pictures_that_gave_nothing_count_as_misses_and_never_as_wrong_names() -> None:
    people = one_pool([3] * 10)
    vectors = likenesses(people, 2, noise=0.1)
    vectors.matrix[2::3] = np.nan  # every third picture: of ten people the last
    trial = draw(people, Design(5, 2), np.random.default_rng(1))
    searches = search(trial, vectors, None, 0.001, 1).searches[SIMILARITY]
    empty = ~np.isfinite(searches.top)
    assert empty.sum() == len(trial.probes) - 5 * 2
    assert not searches.right[empty].any()
    assert (searches.found[empty] == -1).all()
    assert (searches.outcome[empty] == Outcome.NO).all()


def test_who_could_not_be_enrolled_is_counted_and_missed() -> None:
    people = one_pool([2] * 6)
    vectors = likenesses(people, 3, noise=0.1)
    vectors.matrix[0:8:2] = np.nan
    trial = draw(people, Design(6, 1), np.random.default_rng(1))
    found = search(trial, vectors, None, 0.001, 1)
    searches = found.searches[SIMILARITY]
    assert found.not_enrolled == 4
    assert searches.mated.all()
    assert searches.right.sum() == 2


def test_nobody_enrolled_finds_nobody() -> None:
    people = one_pool([2] * 4)
    vectors = likenesses(people, 3)
    vectors.matrix[:] = np.nan
    found = search(draw(people, Design(2, 1), np.random.default_rng(1)), vectors, None, 0.001, 1)
    assert found.not_enrolled == 2
    assert (found.searches[SIMILARITY].found == -1).all()


def test_larger_galleries_are_scored_in_all_ways_by_the_products_own_gallery() -> None:
    people = one_pool([3] * 140)
    vectors, second = likenesses(people, 4, noise=1.2), likenesses(people, 5, noise=1.2)
    trial = draw(people, Design(80, 1), np.random.default_rng(1))
    found = search(trial, vectors, second, 0.01, 1)
    assert list(found.searches) == [SIMILARITY, NORMALISED, SECOND_OPINION]
    gallery = vectors.gallery(trial)
    for at in (0, 7, 100):
        single = gallery.search(vectors.matrix[trial.probes[at][0]])
        assert single is not None
        assert int(single.resident_id) == found.searches[NORMALISED].found[at]
        assert single.score == pytest.approx(found.searches[NORMALISED].top[at], abs=1e-3)
    assert (found.searches[SECOND_OPINION].top != found.searches[NORMALISED].top).all()
    assert set(found.policies) == {NORMALISED, SECOND_OPINION}


def test_policy_tells_yes_from_please_confirm_from_no() -> None:
    people = one_pool([2] * 8)
    searches = search(draw(people, Design(6, 1), np.random.default_rng(1)), likenesses(people, 6), None, 0.01, 1)
    plain = searches.searches[SIMILARITY].only(np.arange(5))
    plain.found = np.array([0, 1, 2, 3, -1])
    plain.top = np.array([0.9, 0.6, 0.9, 0.3, -np.inf])
    plain.runner_up = np.array([0.2, 0.2, 0.88, 0.1, -np.inf])
    policy = Policy(accept=0.7, doubt=0.5, margin=0.05, frames=1, one_to_one=0.4, fpir=0.001, people=6)
    assert list(outcomes(plain, policy)) == [Outcome.SURE, Outcome.CONFIRM, Outcome.NO, Outcome.NO, Outcome.NO]
    alike = Policy(
        accept=0.7, doubt=0.5, margin=0.05, frames=1, one_to_one=0.4, fpir=0.001, people=6, look_alikes=frozenset("023")
    )
    assert list(outcomes(plain, alike)) == [Outcome.CARD, Outcome.CONFIRM, Outcome.CARD, Outcome.NO, Outcome.NO], (
        "look-alikes within the margin too, but not below the threshold"
    )


def test_figures_of_identification_agree_with_counting() -> None:
    people = one_pool([4] * 60)
    vectors = likenesses(people, 7, noise=2.2)
    design = Design(30, 1)
    dice = np.random.default_rng(2)
    found = [search(draw(people, design, dice), vectors, None, 0.01, 1) for _ in range(5)]
    parts = [f.searches[SIMILARITY] for f in found]
    draws = Draws(design, 30, SIMILARITY, parts, [f.policies[SIMILARITY] for f in found], 0, 0.01)
    (row,) = identification(draws, (0.05,), People(60, 200, seed=1))
    strangers = [top for part in parts for top, mated in zip(part.top, part.mated, strict=True) if not mated]
    assert row.threshold is not None
    assert row.stranger_searches == len(strangers) == 5 * 30 * 4
    assert row.mated_searches == 5 * 30 * 3
    assert sum(t >= row.threshold for t in strangers) == 30
    misses = wrong = first = 0
    for part in parts:
        for person, who, top, mated in zip(part.person, part.found, part.top, part.mated, strict=True):
            misses += bool(mated and (who != person or top < row.threshold))
            wrong += bool(mated and who != person and top >= row.threshold)
            first += bool(mated and who != person)
    assert row.fnir == pytest.approx(misses / 450)
    assert row.wrong_person == pytest.approx(wrong / 450)
    assert row.rank1_miss == pytest.approx(first / 450)
    assert misses > 0
    assert row.fnir_low is not None
    assert row.fnir_high is not None
    assert row.fnir_low < row.fnir < row.fnir_high
    answered = at_policy(draws, People(60, 200, seed=1))
    assert answered is not None
    total = sum(part or 0 for part in (answered.sure, answered.confirm, answered.fnir))
    assert total == pytest.approx(1.0)
    line = curve(draws)
    assert line is not None
    assert line.fpir[0] == 1.0
    assert line.fpir == sorted(line.fpir, reverse=True)
    assert line.fnir == sorted(line.fnir)


def test_two_ways_of_scoring_are_compared_on_the_same_people() -> None:
    people, design, replicates = one_pool([4] * 60), Design(30, 1), People(60, 200, seed=1)
    noisy, clear = likenesses(people, 7, noise=2.4), likenesses(people, 7, noise=1.4)

    def draws(vectors: Vectors) -> Draws:
        dice = np.random.default_rng(2)
        found = [search(draw(people, design, dice), vectors, None, 0.01, 1).searches[SIMILARITY] for _ in range(5)]
        return Draws(design, 30, SIMILARITY, found, [], 0, 0.01)

    (better,) = identification(draws(clear), (0.05,), replicates, draws(noisy))
    (worse,) = identification(draws(noisy), (0.05,), replicates, draws(clear))
    (same,) = identification(draws(noisy), (0.05,), replicates, draws(noisy))
    assert better.change_high is not None
    assert worse.change_low is not None
    assert better.change_high < 0 < worse.change_low
    assert (same.change_low, same.change_high) == (0.0, 0.0)


def test_without_strangers_nothing_is_claimed() -> None:
    people = one_pool([2] * 6)
    found = search(draw(people, Design(6, 1), np.random.default_rng(1)), likenesses(people, 8), None, 0.01, 1)
    draws = Draws(Design(6, 1), 6, SIMILARITY, [found.searches[SIMILARITY]], [], 0, 0.01)
    (row,) = identification(draws, (0.01,), People(6, 50, seed=1))
    assert (row.threshold, row.fnir, row.observed_fpir, row.resolved) == (None, None, None, False)
    assert curve(draws) is None
    assert at_policy(draws, People(6, 50, seed=1)) is None
