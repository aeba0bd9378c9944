"""Taking a template at the camera."""

from __future__ import annotations

import numpy as np
import pytest

from kiosk.faces.engines.engine import FoundFace, Image
from kiosk.faces.events import FaceHint, FaceSeen
from kiosk.faces.protocol.messages import EnrolmentFailed, EnrolmentFault, EnrolmentTaken
from kiosk.faces.quality.gate import ENROLLING
from kiosk.faces.worker.enrolment import Enrolment
from tests.kiosk.faces.fake_engine import FakeEngine, face, person, turned
from tests.kiosk.faces.worker.scene import Scene


def enrolment(scene: Scene, second: FakeEngine | None = None) -> Enrolment:
    made = Enrolment(3, scene.collector(), scene.now_s, second)
    scene.session = made
    return made


@pytest.fixture
def scene() -> Scene:
    scene = Scene(limits=ENROLLING)
    enrolment(scene)
    return scene


def taken(events: list[object]) -> EnrolmentTaken:
    assert isinstance(events[-1], EnrolmentTaken), events[-1]
    return events[-1]


def asked(scene: Scene, *faces: FoundFace) -> FaceHint:
    seen = [e for e in scene.look_for(0.5, *faces) if isinstance(e, FaceSeen)]
    return seen[-1].hint


def test_three_frames_ahead_and_one_to_each_side(scene: Scene) -> None:
    assert asked(scene, face()) is FaceHint.GOOD
    assert asked(scene, face()) is FaceHint.TURN_LEFT
    assert asked(scene, turned(face(), 12.0)) is FaceHint.TURN_RIGHT
    result = taken(list(scene.look_for(0.5, turned(face(), -12.0))))
    assert result.session == 3
    assert [(s.engine, s.version) for s in result.samples] == [("sface", "fake")] * 5
    assert all(0.3 < s.quality <= 1.0 for s in result.samples)
    assert min(s.quality for s in result.samples[:3]) > max(s.quality for s in result.samples[3:])


def test_who_does_not_turn_is_taken_straight_ahead(scene: Scene) -> None:
    result = taken([e for e in scene.look_for(12.0, face()) if isinstance(e, EnrolmentTaken)])
    assert len(result.samples) == 3


def test_frames_are_taken_apart_in_time(scene: Scene) -> None:
    scene.look_for(0.5, face())
    assert scene.session.on_frame(scene.image(), scene.now_s).events == () or not scene.session.over
    assert scene.engine.embedded >= 5


def test_small_face_good_enough_for_a_session_is_not_for_a_template(scene: Scene) -> None:
    assert asked(scene, face(110)) is FaceHint.CLOSER
    assert scene.engine.embedded == 0


def test_second_engine_takes_its_template_of_the_same_frames() -> None:
    scene, other = Scene(limits=ENROLLING), FakeEngine()
    other.name, other.now = "dlib", person(5)
    enrolment(scene, other)
    result = taken([e for e in scene.look_for(12.0, face()) if isinstance(e, EnrolmentTaken)])
    assert [s.engine for s in result.samples] == ["sface", "dlib"] * 3
    assert "0." not in repr(result.samples[0])


def test_somebody_else_who_steps_in_starts_over(scene: Scene) -> None:
    scene.look_for(0.7, face())
    scene.engine.now = person(1)
    result = taken([e for e in scene.look_for(12.0, face()) if isinstance(e, EnrolmentTaken)])
    assert all(float(s.vector[1]) == pytest.approx(1.0) for s in result.samples)


@pytest.mark.parametrize(
    ("live", "turns"),
    [(0.02, False), (0.02, True), (0.35, False)],
    ids=["a photograph", "a photograph that is turned", "in doubt and not turned"],
)
def test_no_template_of_what_may_be_a_picture(live: float, turns: bool) -> None:
    scene = Scene(limits=ENROLLING, live=live)
    enrolment(scene)
    events = scene.look_for(1.2, face())
    if turns:
        events += scene.look_for(0.5, turned(face(), 12.0)) + scene.look_for(0.5, turned(face(), -12.0))
    events += scene.look_for(12.0, face())
    assert EnrolmentFailed(3, EnrolmentFault.NOT_LIVE) in events


def test_in_doubt_who_turned_both_ways_is_taken() -> None:
    scene = Scene(limits=ENROLLING, live=0.35)
    enrolment(scene)
    events = [*scene.look_for(1.2, face()), *scene.look_for(0.5, turned(face(), 12.0))]
    events += scene.look_for(0.5, turned(face(), -12.0))
    assert len(taken(list(events)).samples) == 5


def test_nobody_comes(scene: Scene) -> None:
    assert scene.look_for(31.0)[-1] == EnrolmentFailed(3, EnrolmentFault.TIME)


def test_no_picture_comes(scene: Scene) -> None:
    assert scene.session.on_no_frame(scene.now_s + 29.9) == ()
    assert scene.session.on_no_frame(scene.now_s + 30.0) == (EnrolmentFailed(3, EnrolmentFault.NO_CAMERA),)


def test_broken_off_enrolment_holds_no_vector(scene: Scene) -> None:
    scene.look_for(0.9, face())
    samples = list(scene.session._samples)  # type: ignore[attr-defined]
    assert len(samples) == 3
    scene.session.forget()
    assert [float(abs(sample.vector).sum()) for sample in samples] == [0.0, 0.0, 0.0]


def _masked(image: Image, face: FoundFace) -> Image:
    """An upright face in a blue mask."""
    aligned = np.full((112, 112, 3), (120, 150, 200), np.uint8) + np.random.default_rng(2).integers(
        0, 9, (112, 112, 3), np.uint8
    )
    aligned[72:] = (200, 120, 60)
    return aligned


def test_covered_face_is_asked_to_uncover_and_is_no_template(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as masked:
        masked.setattr(scene.engine, "align", _masked)
        assert asked(scene, face()) is FaceHint.UNCOVER
        assert not scene.session.over
    scene.look_for(0.3, face())
    seen = [e for e in scene.look_for(0.7, face()) if isinstance(e, FaceSeen)]
    assert seen[-1].hint is FaceHint.TURN_LEFT
