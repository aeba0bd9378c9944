"""Who may be matched: added, replaced, forgotten, searched."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faces.matching.gallery import Gallery, GalleryEntry
from tests.kiosk.faces.matching.plain_engine import LENGTH, PlainEngine, axis, crowd, crowded, entry, gallery_of


def test_empty_gallery_finds_nobody() -> None:
    assert gallery_of().search(axis(0)) is None


def test_most_alike_resident_and_the_next_other_one_are_found() -> None:
    found = gallery_of(entry("a", axis(0)), entry("b", axis(1)), entry("c", axis(2))).search(axis(0, towards=1, by=0.5))
    assert found is not None
    assert found.resident_id == "a"
    assert found.score == pytest.approx(0.8944, abs=1e-4)
    assert found.runner_up == pytest.approx(0.4472, abs=1e-4)
    assert found.similarity == found.score


def test_only_person_on_the_list_has_no_runner_up() -> None:
    found = gallery_of(entry("a", axis(0))).search(axis(0))
    assert found is not None
    assert (found.score, found.runner_up) == (1.0, -math.inf)


def test_putting_somebody_again_replaces_their_vector() -> None:
    gallery = gallery_of(entry("a", axis(0)), entry("b", axis(1)))
    assert gallery.put([entry("a", axis(2))]) == 0
    assert len(gallery) == 2
    found = gallery.search(axis(2))
    assert found is not None
    assert (found.resident_id, found.score) == ("a", 1.0)


def test_evicted_person_is_found_no_more_and_others_keep_their_vectors() -> None:
    gallery = gallery_of(entry("a", axis(0)), entry("b", axis(1)), entry("c", axis(2)))
    assert gallery.evict("a")
    assert "a" not in gallery
    assert not gallery.evict("a")
    for who, number in (("b", 1), ("c", 2)):
        found = gallery.search(axis(number))
        assert found is not None
        assert (found.resident_id, found.score) == (who, 1.0)
    assert gallery.compare("a", axis(0)) is None


def test_evicted_vector_is_wiped_from_the_memory_it_was_in() -> None:
    gallery = gallery_of(entry("a", axis(0)), entry("b", axis(1)))
    old = gallery.matrix
    gallery.evict("a")
    assert old.tolist() == [axis(1).tolist(), [0.0] * LENGTH]


def test_replaced_gallery_is_wiped() -> None:
    gallery = gallery_of(entry("a", axis(0)))
    old = gallery.matrix
    gallery.replace([])
    assert not old.any()
    assert len(gallery) == 0


@pytest.mark.parametrize(
    "stranger",
    [
        GalleryEntry("x", "other", "plain", axis(0)),
        GalleryEntry("x", "sface", "older", axis(0)),
        GalleryEntry("x", "sface", "plain", np.zeros(3, np.float32)),
        GalleryEntry("x", "sface", "plain", np.full(LENGTH, np.nan, np.float32)),
    ],
    ids=["engine", "version", "length", "not a number"],
)
def test_templates_that_cannot_be_compared_are_left_out_and_counted(stranger: GalleryEntry) -> None:
    gallery = Gallery(PlainEngine())
    assert gallery.replace([entry("a", axis(0)), stranger]) == 1
    assert gallery.owners == ("a",)


def test_holder_is_compared_with_the_own_template_only() -> None:
    gallery = gallery_of(entry("a", axis(0)), entry("b", axis(1)))
    assert gallery.compare("b", axis(1)) == 1.0
    assert gallery.compare("a", axis(1)) == 0.0


def test_entry_shows_neither_name_nor_vector() -> None:
    assert repr(entry("wang", axis(0))) == "<GalleryEntry sface plain>"


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9)), max_size=40))
def test_gallery_holds_exactly_who_was_put_and_not_evicted(acts: list[tuple[bool, int]]) -> None:
    gallery, expected = Gallery(PlainEngine()), {}
    for put, who in acts:
        if put:
            gallery.put([entry(str(who), axis(who))])
            expected[str(who)] = who
        else:
            assert gallery.evict(str(who)) == (expected.pop(str(who), None) is not None)
    assert sorted(gallery.owners) == sorted(expected)
    for name, number in expected.items():
        found = gallery.search(axis(number))
        assert found is not None
        assert found.resident_id == name


def test_everybody_of_a_crowd_is_their_own_best_match_after_somebody_left() -> None:
    gallery, people = crowded(150), crowd(150)
    assert gallery.is_normalised
    for gone in (0, 149, 70):
        gallery.evict(str(gone))
    for who in range(150):
        found = gallery.search(people[who])
        assert found is not None
        assert (found.resident_id == str(who)) is (who not in (0, 149, 70))


def test_newcomer_to_a_large_gallery_scores_as_if_they_had_always_been_there(monkeypatch: pytest.MonkeyPatch) -> None:
    people = crowd(120)
    whole = gallery_of(*(entry(str(i), row) for i, row in enumerate(people)))
    monkeypatch.setattr("kiosk.faces.matching.gallery.REFIT_UP_TO", 50)
    grown = gallery_of(*(entry(str(i), row) for i, row in enumerate(people[:119])))
    grown.put([entry("119", people[119])])
    a, b = whole.search(people[119]), grown.search(people[119])
    assert a is not None
    assert b is not None
    assert b.score == pytest.approx(a.score, rel=0.02)
