"""Who may be matched: added, replaced, forgotten."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faces.engines.engine import Matrix, Vector
from kiosk.faces.matching.gallery import Gallery, GalleryEntry


def apart(gallery: Matrix, probe: Vector) -> Vector:
    return np.linalg.norm(gallery - probe, axis=1).astype(np.float32)


def entry(resident_id: str, *numbers: float, engine: str = "e", version: str = "1") -> GalleryEntry:
    return GalleryEntry(resident_id, engine, version, np.array(numbers, np.float32))


def gallery_of(*entries: GalleryEntry) -> Gallery:
    gallery = Gallery("e", "1", 2)
    gallery.replace(entries)
    return gallery


def test_empty_gallery_finds_nobody() -> None:
    assert gallery_of().search(np.zeros(2, np.float32), apart) is None


def test_runner_up_is_another_person_not_another_template() -> None:
    gallery = gallery_of(entry("a", 0, 0), entry("a", 0, 1), entry("b", 0, 3))
    found = gallery.search(np.array([0, 0], np.float32), apart)
    assert found is not None
    assert (found.resident_id, found.distance, found.runner_up) == ("a", 0.0, 3.0)


def test_only_person_on_the_list_has_no_runner_up() -> None:
    found = gallery_of(entry("a", 0, 0)).search(np.array([0, 2], np.float32), apart)
    assert found is not None
    assert (found.distance, found.runner_up) == (2.0, math.inf)


def test_evicted_person_is_found_no_more() -> None:
    gallery = gallery_of(entry("a", 0, 0), entry("b", 5, 0), entry("a", 0, 1))
    assert gallery.evict("a") == 2
    found = gallery.search(np.array([0, 0], np.float32), apart)
    assert found is not None
    assert found.resident_id == "b"
    assert (len(gallery), gallery.people) == (1, 1)
    assert gallery.evict("a") == 0


def test_evicted_vectors_are_wiped_from_the_old_matrix() -> None:
    gallery = gallery_of(entry("a", 7, 7), entry("b", 5, 5))
    old = gallery._matrix
    gallery.evict("a")
    assert not old.any()


def test_templates_of_another_engine_or_version_are_left_out() -> None:
    gallery = Gallery("e", "1", 2)
    left_out = gallery.replace(
        [
            entry("a", 0, 0),
            entry("b", 0, 0, engine="f"),
            entry("c", 0, 0, version="2"),
            entry("d", 0),
            entry("x", math.nan, 0),
        ]
    )
    assert (left_out, len(gallery), gallery.people) == (4, 1, 1)


def test_entry_does_not_show_whose_it_is() -> None:
    assert repr(entry("resident-1", 0.123, 4)) == "<GalleryEntry e 1>"


PEOPLE = st.sampled_from(["a", "b", "c", "d"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), PEOPLE, st.tuples(st.floats(-9, 9, width=32), st.floats(-9, 9, width=32))),
        st.tuples(st.just("evict"), PEOPLE, st.just((0.0, 0.0))),
    ),
    max_size=25,
)


@given(STEPS, st.tuples(st.floats(-9, 9, width=32), st.floats(-9, 9, width=32)))
def test_search_agrees_with_a_plain_list(
    steps: list[tuple[str, str, tuple[float, float]]], probe: tuple[float, float]
) -> None:
    gallery, plain = gallery_of(), []
    for do, who, where in steps:
        if do == "add":
            gallery.add([entry(who, *where)])
            plain.append((who, np.array(where, np.float32)))
        else:
            gallery.evict(who)
            plain = [p for p in plain if p[0] != who]
    found = gallery.search(np.array(probe, np.float32), apart)
    assert len(gallery) == len(plain)
    if not plain:
        assert found is None
        return
    assert found is not None
    nearest = {
        who: min(float(np.linalg.norm(v - np.array(probe, np.float32))) for w, v in plain if w == who)
        for who, _ in plain
    }
    best = min(nearest.values())
    assert math.isclose(found.distance, best, abs_tol=1e-5)
    others = [d for who, d in nearest.items() if who != found.resident_id]
    assert math.isclose(found.runner_up, min(others, default=math.inf), abs_tol=1e-5)
