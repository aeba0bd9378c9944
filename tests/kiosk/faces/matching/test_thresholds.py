"""Thresholds that belong to one gallery: wanted and observed rate of wrong names, relatives, size."""

from __future__ import annotations

import numpy as np
import pytest

from kiosk.faces.matching import thresholds
from kiosk.faces.matching.gallery import Gallery
from kiosk.faces.matching.thresholds import measured, usual
from tests.kiosk.faces.matching.plain_engine import PlainEngine, crowd, crowded, entry, gallery_of


@pytest.mark.parametrize("people", [80, 300, 700])
def test_strangers_reach_the_measured_threshold_about_as_often_as_wanted(people: int) -> None:
    gallery = crowded(people)
    policy = measured(gallery, "sface", 0.01, 4).policy
    strangers = crowd(4000, seed=77)
    wrong = float((gallery.score_all(strangers).max(axis=1) >= policy.accept).mean())
    assert 0.0005 <= wrong <= 0.02


def test_stricter_wish_gives_a_higher_threshold() -> None:
    gallery = crowded(200)
    loose, strict = (measured(gallery, "sface", fpir, 4).policy for fpir in (0.01, 0.001))
    assert strict.accept > loose.accept
    assert strict.doubt < strict.accept
    assert strict.doubt == pytest.approx(loose.accept)


def test_relatives_are_named_once_and_do_not_raise_the_threshold_of_all() -> None:
    people = crowd(150)
    plain = measured(gallery_of(*(entry(str(i), v) for i, v in enumerate(people))), "sface", 0.001, 4)
    twins = np.concatenate([people, people[7:8] + 0.05 * crowd(1, 99)])
    found = measured(gallery_of(*(entry(str(i), v) for i, v in enumerate(twins))), "sface", 0.001, 4)
    assert [(p.resident_id, p.other_id) for p in found.pairs] in ([("7", "150")], [("150", "7")])
    assert found.policy.look_alikes == {"7", "150"}
    assert found.policy.accept == pytest.approx(plain.policy.accept, rel=0.05)
    assert plain.pairs == ()


def test_relatives_in_a_small_gallery_are_named_too() -> None:
    people = crowd(10)
    gallery = gallery_of(*(entry(str(i), v) for i, v in enumerate(people)), entry("twin", people[3] + 0.1 * people[4]))
    found = measured(gallery, "sface", 0.001, 4)
    assert found.policy.look_alikes == {"3", "twin"}


def test_small_gallery_uses_similarities_with_thresholds_measured_elsewhere() -> None:
    policy = measured(crowded(3), "sface", 0.001, 4).policy
    assert policy == usual("sface", 3, 0.001, 4)
    assert policy.accept == 0.5
    assert policy.doubt == pytest.approx(0.419, abs=0.001)


def test_empty_gallery_has_a_policy() -> None:
    policy = measured(Gallery(PlainEngine()), "sface", 0.001, 4).policy
    assert (policy.people, policy.search, policy.look_alikes) == (0, True, frozenset())


def test_usual_threshold_grows_slowly_with_the_gallery() -> None:
    accepts = [usual("sface", people, 0.001, 4).accept for people in (60, 1000, 5000)]
    assert accepts == pytest.approx([6.56, 8.22, 9.90], abs=0.01)


def test_more_people_than_a_search_can_carry_ask_for_the_card() -> None:
    assert usual("sface", 5000, 0.001, 4).search
    assert not usual("sface", 5001, 0.001, 4).search


def test_only_a_sample_of_a_large_gallery_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    gallery = crowded(400)
    whole = measured(gallery, "sface", 0.001, 4).policy.accept
    monkeypatch.setattr(thresholds, "SAMPLE", 200)
    assert measured(gallery, "sface", 0.001, 4).policy.accept == pytest.approx(whole, rel=0.1)


def test_second_opinion_counts_for_those_who_have_one() -> None:
    people, other = crowd(100), crowd(100, seed=3)
    first = gallery_of(*(entry(str(i), v) for i, v in enumerate(people)))
    second = gallery_of(*(entry(str(i), v) for i, v in reversed(list(enumerate(other[:90])))))
    members = np.array([0, 95])
    scores = thresholds.second_scores(first, members, second)
    assert scores.shape == (2, 100)
    assert not scores[1].any()
    assert scores[0, 0] == 0.0
    assert not scores[0, 90:].any()
    expected = second.as_strangers(np.array([second.row_of("0")]))[0]
    assert scores[0, 5] == pytest.approx(float(expected[second.row_of("5")]))
    policy = measured(first, "sface", 0.001, 4, second).policy
    assert policy.second_opinion


@pytest.mark.parametrize(
    ("people", "accept"), [(100, 6.840), (800, 7.983), (1600, 8.708), (3000, 9.365), (5000, 9.898)]
)
def test_gallery_larger_than_any_that_was_measured_keeps_a_wider_margin(people: int, accept: float) -> None:
    policy = usual("sface", people, 0.001, 4)
    assert policy.accept == pytest.approx(accept, abs=0.001)


@pytest.mark.parametrize(("people", "widths"), [(300, 6.907), (800, 6.907), (1000, 7.075)])
def test_threshold_of_a_measured_gallery_lies_as_many_widths_up_as_its_size_asks(people: int, widths: float) -> None:
    found = measured(crowded(people), "sface", 0.001, 4)
    assert (found.policy.accept - found.location) / found.width == pytest.approx(widths, abs=0.001)
    assert (found.policy.doubt - found.location) / found.width == pytest.approx(4.600, abs=0.001)
