"""A camera session from its first frame to its answer."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.faces.events import (
    CardNeeded,
    FaceChecks,
    FaceHint,
    FaceMatched,
    FaceNeedsCard,
    FaceSeen,
    FaceUnknown,
    PersonLeft,
    SomebodyNear,
)
from kiosk.faces.matching.policy import Policy
from kiosk.faces.protocol.messages import Outcome
from kiosk.faces.worker.search import Search
from tests.kiosk.faces.fake_engine import face, person, turned
from tests.kiosk.faces.worker.scene import POLICY, Scene

ALL_RIGHT = FaceChecks(near=True, lit=True, straight=True)
STRANGER = person(9)


def session(scene: Scene, policy: Policy = POLICY, *, to_left: bool = True, give_up_s: float = 8.0) -> Search:
    made = Search(7, scene.collector(to_left=to_left), scene.gallery, policy, give_up_s, scene.now_s)
    scene.session = made
    return made


@pytest.fixture
def scene() -> Scene:
    scene = Scene()
    session(scene)
    return scene


def test_member_is_matched_with_the_fourth_frame(scene: Scene) -> None:
    events = scene.look_for(0.4, face())
    assert [e.progress for e in events if isinstance(e, FaceSeen)] == [0.25, 0.5, 0.75, 1.0]
    assert events[0] == FaceSeen(7, FaceHint.GOOD, 0.25, ALL_RIGHT)
    assert events[-1] == FaceMatched(7, "wang", 1.0)
    assert scene.session.over


def test_figures_of_the_decision_name_nobody(scene: Scene) -> None:
    scene.look_for(0.4, face())
    decided = scene.session.decided
    assert decided is not None
    assert (decided.outcome, decided.top1, decided.frames) == (Outcome.MATCHED, 1.0, 4)
    assert decided.seconds == pytest.approx(0.3)
    assert decided.liveness == pytest.approx(0.95, abs=0.01)
    assert decided.top2 == pytest.approx(0.0)
    assert "wang" not in repr(decided)


def test_between_yes_and_no_the_person_is_asked_to_confirm(scene: Scene) -> None:
    scene.engine.now = person(0, like=9, by=1.7)  # cosine 0.51
    events = scene.look_for(1.0, face())
    assert events[-1] == FaceMatched(7, "wang", 0.507, sure=False)


def test_look_alike_is_asked_for_the_card() -> None:
    scene = Scene()
    session(scene, msgspec.structs.replace(POLICY, look_alikes=frozenset({"wang", "chen"})))
    assert scene.look_for(0.4, face())[-1] == FaceNeedsCard(7, CardNeeded.LOOK_ALIKE)


def test_too_many_people_are_answered_without_a_look() -> None:
    scene = Scene()
    made = session(scene, msgspec.structs.replace(POLICY, search=False))
    assert made.begin(100.0) == (FaceNeedsCard(7, CardNeeded.TOO_MANY),)
    assert made.over
    assert scene.engine.embedded == 0


def test_after_an_answer_without_a_name_no_face_is_compared(scene: Scene) -> None:
    scene.engine.now = STRANGER
    assert scene.look_for(1.0, face())[-1] == FaceUnknown(7)
    scene.engine.aligned.clear()
    assert scene.look_for(1.0, face()) == []
    assert scene.engine.aligned == []


def test_named_person_who_stays_is_followed_in_silence(scene: Scene) -> None:
    scene.look_for(0.4, face())
    scene.session.settle()
    assert scene.look_for(3.0, face()) == []


def test_somebody_who_steps_in_after_the_answer_is_told_within_a_second(scene: Scene) -> None:
    assert scene.look_for(0.4, face())[-1] == FaceMatched(7, "wang", 1.0)
    scene.session.settle()
    scene.engine.now = STRANGER
    assert scene.look_for(1.0, face()) == [PersonLeft(), SomebodyNear()]
    assert scene.look_for(3.0, face()) == []


def test_one_bad_moment_after_the_answer_is_no_other_person(scene: Scene) -> None:
    scene.look_for(0.4, face())
    scene.session.settle()
    for vector in (person(0), STRANGER, person(0), STRANGER, person(0)):
        scene.engine.now = vector
        assert scene.look_for(0.4, face()) == []


def test_face_turned_away_after_the_answer_is_not_compared(scene: Scene) -> None:
    scene.look_for(0.4, face())
    scene.session.settle()
    scene.engine.now = STRANGER
    assert scene.look_for(2.0, turned(face(), 40)) == []


def test_nothing_of_the_named_person_is_kept_when_the_session_ends(scene: Scene) -> None:
    scene.look_for(0.4, face())
    scene.session.settle()
    follower = scene.session._follower
    assert follower is not None
    kept = follower._vector
    assert kept.any()
    scene.session.forget()
    assert not kept.any()


def test_after_the_answer_the_face_is_followed_three_times_a_second(scene: Scene) -> None:
    scene.look_for(0.4, face())
    seen = []
    for x in (325, 330, 335, 340):
        scene.engine.faces = [face(x=x)]
        scene.now_s += 0.1
        seen.append(scene.session.on_frame(scene.image(), scene.now_s).face)
    assert seen == [face(), face(), face(), face(x=340)]


def test_bystander_is_neither_aligned_nor_embedded(scene: Scene) -> None:
    near, far = face(200, x=320), face(110, x=470)
    events = [e for _ in range(4) for e in scene.look(far, near)]
    assert events[-1] == FaceMatched(7, "wang", 1.0)
    assert set(scene.engine.aligned) == {near}


def test_larger_face_outside_the_guide_zone_is_a_bystander(scene: Scene) -> None:
    here, passing = face(160, x=320), face(190, x=580)
    scene.engine.vectors = {passing: STRANGER}
    assert scene.look(passing, here) == [FaceSeen(7, FaceHint.ALONE, 0.0, ALL_RIGHT)]
    assert set(scene.engine.aligned) == {here}
    small = face(100, x=590)
    assert scene.look_for(0.4, small, here)[-1] == FaceMatched(7, "wang", 1.0)


def test_two_faces_alike_in_size_are_asked_to_come_alone_and_not_compared(scene: Scene) -> None:
    assert scene.look(face(200, x=260), face(190, x=420)) == [FaceSeen(7, FaceHint.ALONE, 0.0, ALL_RIGHT)]
    assert scene.engine.embedded == 0


def test_stranger_is_unknown_after_eight_good_frames(scene: Scene) -> None:
    scene.engine.now = STRANGER
    events = scene.look_for(0.8, face())
    assert events[-1] == FaceUnknown(7)
    assert scene.engine.embedded == 8
    assert scene.session.decided is not None
    assert scene.session.decided.outcome is Outcome.UNKNOWN


def test_nobody_comes_and_time_runs_out(scene: Scene) -> None:
    events = scene.look_for(9.0)
    assert events[-1] == FaceUnknown(7)
    assert {(e.hint, e.checks) for e in events if isinstance(e, FaceSeen)} == {(FaceHint.NOBODY, None)}
    assert scene.session.decided is not None
    assert scene.session.decided.outcome is Outcome.GAVE_UP


def test_time_runs_out_without_any_picture(scene: Scene) -> None:
    assert scene.session.on_no_frame(107.9) == ()
    assert scene.session.on_no_frame(108.0) == (FaceUnknown(7),)
    assert scene.session.on_no_frame(109.0) == ()


# --- one person only --------------------------------------------------------------------------------------------
def test_somebody_else_who_takes_the_place_is_never_mixed_in(scene: Scene) -> None:
    scene.look_for(0.3, face())
    scene.engine.now = person(1)
    events = scene.look_for(0.4, face())
    assert [e.progress for e in events if isinstance(e, FaceSeen)] == [0.25, 0.5, 0.75, 1.0]
    assert events[-1] == FaceMatched(7, "chen", 1.0)


def test_stranger_after_three_frames_of_a_member_is_unknown(scene: Scene) -> None:
    scene.look_for(0.3, face())
    scene.engine.now = STRANGER
    assert scene.look_for(0.8, face())[-1] == FaceUnknown(7)


@pytest.mark.parametrize(
    ("after_s", "where"), [(0.6, face()), (0.1, face(200, x=480)), (0.1, face(110, x=330))],
    ids=["gone for a while", "a jump to the side", "suddenly half the size"],
)  # fmt: skip
def test_face_that_cannot_be_the_same_one_starts_over(scene: Scene, after_s: float, where: object) -> None:
    scene.look_for(0.3, face())
    scene.look(where, after_s=after_s)  # type: ignore[arg-type]
    scene.look_for(0.5, where)  # type: ignore[arg-type]
    said = scene.session.decided
    assert said is not None
    assert said.frames == 4
    assert scene.engine.embedded >= 7


def test_detector_that_loses_the_face_for_a_frame_loses_nothing(scene: Scene) -> None:
    scene.look_for(0.3, face())
    scene.look()
    assert scene.look(face())[-1] == FaceMatched(7, "wang", 1.0)


def test_person_revoked_between_two_frames_is_not_matched(scene: Scene) -> None:
    scene.look_for(0.3, face())
    scene.gallery.evict("wang")
    assert not any(isinstance(e, FaceMatched) for e in scene.look_for(0.5, face()))


# --- is it a living person? -------------------------------------------------------------------------------------
def test_held_up_photograph_needs_a_card(scene: Scene) -> None:
    scene.liveness.value = 0.02
    assert scene.look_for(0.4, face())[-1] == FaceNeedsCard(7, CardNeeded.NOT_LIVE)


def test_photograph_of_a_stranger_is_just_unknown(scene: Scene) -> None:
    scene.liveness.value, scene.engine.now = 0.02, STRANGER
    assert scene.look_for(0.8, face())[-1] == FaceUnknown(7)


def test_frames_that_repeat_bit_for_bit_need_a_card(scene: Scene) -> None:
    image, events = scene.image(), []
    scene.engine.faces = [face()]
    for _ in range(4):
        scene.now_s += 0.1
        events += scene.session.on_frame(image, scene.now_s).events
    assert events[-1] == FaceNeedsCard(7, CardNeeded.NOT_LIVE)


@pytest.mark.parametrize(("to_left", "yaw_deg"), [(True, 20.0), (False, -20.0)], ids=["left", "right"])
def test_in_doubt_a_turn_of_the_head_decides(to_left: bool, yaw_deg: float) -> None:
    scene = Scene(live=0.35)
    session(scene, to_left=to_left)
    events = scene.look_for(1.0, face())
    asked = FaceHint.TURN_LEFT if to_left else FaceHint.TURN_RIGHT
    assert events[-1].hint is asked  # type: ignore[union-attr]
    assert not scene.session.over
    scene.look_for(0.5, turned(face(), yaw_deg))
    assert scene.look_for(0.5, face())[-1] == FaceMatched(7, "wang", 1.0)


def test_photograph_in_doubt_that_does_not_turn_needs_a_card() -> None:
    scene = Scene(live=0.35)
    session(scene)
    assert scene.look_for(12.0, face())[-1] == FaceNeedsCard(7, CardNeeded.NOT_LIVE)


def test_wrong_side_is_no_proof() -> None:
    scene = Scene(live=0.35)
    session(scene, to_left=True)
    scene.look_for(1.0, face())
    scene.look_for(0.5, turned(face(), -20.0))
    scene.look_for(0.5, face())
    assert not scene.session.over


def test_somebody_else_who_turns_the_head_proves_nothing() -> None:
    scene = Scene(live=0.35)
    session(scene)
    scene.look_for(1.0, face())
    scene.look_for(0.5, turned(face(), 20.0))
    scene.engine.now = STRANGER
    assert scene.look(face())[-1] == FaceNeedsCard(7, CardNeeded.NOT_LIVE)


def test_person_who_leaves_during_the_turn_needs_a_card() -> None:
    scene = Scene(live=0.35)
    session(scene)
    scene.look_for(1.0, face())
    assert scene.look_for(2.0)[-1] == FaceNeedsCard(7, CardNeeded.NOT_LIVE)
    assert scene.session.on_no_frame(scene.now_s + 60) == ()


def test_camera_that_fails_during_the_turn_ends_it() -> None:
    scene = Scene(live=0.35)
    session(scene)
    scene.look_for(1.0, face())
    assert scene.session.on_no_frame(scene.now_s + 0.1) == ()
    assert scene.session.on_no_frame(scene.now_s + 11) == (FaceNeedsCard(7, CardNeeded.NOT_LIVE),)


# --- what is told -------------------------------------------------------------------------------------------------
def test_hint_that_flickers_for_one_frame_is_not_said(scene: Scene) -> None:
    scene.engine.now = STRANGER
    hints = []
    for size in (90, 90, 120, 90, 90):
        hints += [e.hint for e in scene.look(face(size)) if isinstance(e, FaceSeen)]
    assert set(hints) == {FaceHint.CLOSER}


def test_same_hint_is_repeated_only_twice_a_second(scene: Scene) -> None:
    assert len(scene.look_for(2.0, face(80))) == 4


def test_forgotten_session_holds_no_vector(scene: Scene) -> None:
    collector = scene.collector()
    made = Search(7, collector, scene.gallery, POLICY, 8.0, scene.now_s)
    scene.session = made
    scene.look_for(0.3, face())
    vectors = [evidence.vector for evidence in collector.frames]
    assert len(vectors) == 3
    made.forget()
    assert [float(abs(vector).sum()) for vector in vectors] == [0.0, 0.0, 0.0]
    assert not collector.frames
