"""A camera session from its first frame to its answer."""

from __future__ import annotations

import numpy as np
import pytest

from kiosk.faces.matching.decision import Policy
from kiosk.faces.matching.gallery import Gallery, GalleryEntry
from kiosk.faces.vision.session import Session, SessionEvent
from kiosk.visits.events import FaceHint, FaceMatched, FaceSeen, FaceUnknown
from tests.kiosk.faces.fake_engine import FakeEngine, face

IMAGE = np.full((480, 640, 3), 120, np.uint8)


class Scene:
    """A session on a fake engine; `wang` stands in the middle, `chen` a little to the right."""

    def __init__(self) -> None:
        self.engine = FakeEngine()
        self.gallery = Gallery("fake", "1", 1)
        self.gallery.replace(
            [GalleryEntry(who, "fake", "1", np.array([x], np.float32)) for who, x in (("wang", 0.32), ("chen", 0.40))]
        )
        self.session = Session(7, self.engine, self.gallery, Policy(0.02, 0.05, 2, 8.0), 0.0)
        self.now_s = 0.0

    def look(self, *faces: object) -> list[SessionEvent]:
        self.engine.faces = list(faces)  # type: ignore[arg-type]
        self.now_s += 0.1
        return list(self.session.look(IMAGE, self.now_s).events)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_member_is_matched_with_the_second_vote(scene: Scene) -> None:
    assert scene.look(face()) == [FaceSeen(7, FaceHint.GOOD, 0.5)]
    assert scene.look(face()) == [FaceSeen(7, FaceHint.GOOD, 1.0), FaceMatched(7, "wang", 1.0)]
    assert scene.session.over


def test_after_the_answer_no_face_is_compared(scene: Scene) -> None:
    scene.look(face())
    scene.look(face())
    scene.engine.encoded.clear()
    assert scene.look(face()) == []
    assert scene.engine.encoded == []


def test_after_the_answer_the_face_is_followed_three_times_a_second(scene: Scene) -> None:
    for x in (320, 320, 325, 330, 335, 340, 345):
        scene.look(face(x=x))
    assert scene.session.look(IMAGE, scene.now_s).face == face(x=340)


def test_only_the_largest_face_is_compared(scene: Scene) -> None:
    near, far = face(160, x=320), face(90, x=400)
    scene.look(far, near)
    events = scene.look(far, near)
    assert FaceMatched(7, "wang", 1.0) in events
    assert scene.engine.encoded == [near, near]


def test_two_faces_alike_in_size_are_asked_to_come_alone_and_not_compared(scene: Scene) -> None:
    assert scene.look(face(160, x=300), face(150, x=420)) == [FaceSeen(7, FaceHint.ALONE, 0.0)]
    assert scene.engine.encoded == []


def test_stranger_is_unknown_after_eight_good_frames(scene: Scene) -> None:
    events = [event for _ in range(8) for event in scene.look(face(x=250))]
    assert events[-1] == FaceUnknown(7)
    assert len(scene.engine.encoded) == 8


def test_nobody_comes_and_time_runs_out(scene: Scene) -> None:
    events = [event for _ in range(90) for event in scene.look()]
    assert events[-1] == FaceUnknown(7)
    assert {e.hint for e in events if isinstance(e, FaceSeen)} == {FaceHint.NOBODY}


def test_time_runs_out_without_any_picture(scene: Scene) -> None:
    assert scene.session.blind(7.9) == ()
    assert scene.session.blind(8.0) == (FaceUnknown(7),)
    assert scene.session.blind(9.0) == ()


def test_hint_that_flickers_for_one_frame_is_not_said(scene: Scene) -> None:
    hints = []
    for size in (100, 100, 160, 100, 100):
        hints += [e.hint for e in scene.look(face(size, x=250)) if isinstance(e, FaceSeen)]
    assert set(hints) == {FaceHint.CLOSER}


def test_same_hint_is_repeated_only_twice_a_second(scene: Scene) -> None:
    events = [event for _ in range(20) for event in scene.look(face(100))]
    assert len(events) == 4


def test_person_revoked_between_two_votes_is_not_matched(scene: Scene) -> None:
    scene.look(face())
    scene.gallery.evict("wang")
    assert not any(isinstance(e, FaceMatched) for _ in range(5) for e in scene.look(face()))
