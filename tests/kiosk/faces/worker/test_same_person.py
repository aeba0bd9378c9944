"""The same person from frame to frame, or somebody else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faces.engines.engine import FoundFace
from kiosk.faces.worker.same_person import Track, jumped, overlap
from kiosk.faces.worker.timings import Timings
from tests.kiosk.faces.fake_engine import FakeEngine, face, person


def test_face_that_sways_stays_the_same_person() -> None:
    track = Track(FakeEngine())
    places = [face(x=320), face(x=340), face(210, x=360), face(220, x=330, y=250)]
    assert [track.follow(place, 0.1 * i) for i, place in enumerate(places)] == [True] * 4


def test_short_gap_is_forgiven_and_a_long_one_is_not() -> None:
    track = Track(FakeEngine())
    assert track.follow(face(), 0.0)
    assert track.follow(None, 0.3)
    assert track.follow(face(), 0.4)
    assert not track.follow(None, 0.9)
    assert track.follow(None, 1.0), "said once"
    assert track.follow(face(), 1.1), "the next one is the first of a new person"


def test_person_of_the_earlier_frames_is_told_from_another() -> None:
    track = Track(FakeEngine())
    assert track.looks_the_same(person(0))
    assert track.looks_the_same(person(0, like=5, by=1.0))
    assert not track.looks_the_same(person(1))
    assert track.looks_the_same(person(1)), "the last one is remembered alone"
    assert not track.looks_the_same(person(0))


def test_what_was_remembered_is_overwritten() -> None:
    track = Track(FakeEngine())
    track.looks_the_same(person(0))
    kept = list(track._vectors)
    track.start_over()
    assert float(kept[0].sum()) == 0.0


@pytest.mark.parametrize(
    ("after", "expected"),
    [(face(x=330), False), (face(x=480), True), (face(320, x=330), False), (face(90), True), (face(330), True)],
    ids=["sways", "beside", "comes nearer", "half the size", "far larger"],
)
def test_jumps(after: FoundFace, expected: bool) -> None:
    assert jumped(face(), after) is expected


sizes, places = st.floats(1, 1000), st.floats(-2000, 2000)
faces = st.builds(face, sizes, places, places)


@given(faces, faces)
def test_overlap_is_a_part_and_goes_both_ways(a: FoundFace, b: FoundFace) -> None:
    assert 0.0 <= overlap(a, b) <= 1.0 + 1e-9
    assert overlap(a, b) == pytest.approx(overlap(b, a))
    assert overlap(a, a) == pytest.approx(1.0)


def test_times_of_stages_are_means() -> None:
    ticks = iter([0.0, 0.010, 1.0, 1.030, 2.0, 2.005])
    timings = Timings(lambda: next(ticks))
    for name in ("detect", "detect", "embed"):
        with timings.of(name):
            pass
    assert timings.mean_ms() == {"detect": 20.0, "embed": 5.0}
    timings.clear()
    assert timings.mean_ms() == {}
