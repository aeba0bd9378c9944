"""The challenge: straight, to the side drawn by lot, straight again, one person all the while, in time."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.simulators import clips
from devices.simulators.profile import FaceLooks
from kiosk.faces.engines.engine import FoundFace
from kiosk.faces.engines.yunet import YuNet
from kiosk.faces.liveness.head_turn import Ask, Failure, HeadTurn, Sighting
from kiosk.faces.quality.pose import Pose, pose_of
from tests.kiosk.faces.liveness.conftest import frames_of, only_face

STEP_S = 0.1
SMOOTH = (0, 0, 0, 6, 12, 18, 22, 22, 18, 12, 6, 0, 0, 0)


def box(x: float = 300, size: float = 160) -> FoundFace:
    return FoundFace(x, 150, size, size * 1.2, (x + 40, 200), (x + 110, 200), (x + 75, 240))


def sighting(at_s: float, yaw_deg: float, *, same: bool | None = True, face: FoundFace | None = None) -> Sighting:
    return Sighting(at_s, face or box(), Pose(yaw_deg, 0, 0), same)


def go(turn: HeadTurn, yaws: Sequence[float], *, start_s: float = 0.0, step_s: float = STEP_S) -> list[Ask]:
    return [turn.see(sighting(start_s + i * step_s, yaw)) for i, yaw in enumerate(yaws)]


def test_turn_to_the_left_and_back_passes() -> None:
    asks = go(HeadTurn(lambda: True, 0.0), SMOOTH)
    assert asks[0] is Ask.LOOK_HERE
    assert asks[1:6] == [Ask.TURN_LEFT] * 5
    assert asks[6:11] == [Ask.LOOK_HERE] * 5
    assert asks[11] is Ask.PASSED


def test_turn_to_the_right_is_the_mirror_image() -> None:
    turn = HeadTurn(lambda: False, 0.0)
    asks = go(turn, [-yaw for yaw in SMOOTH])
    assert Ask.TURN_RIGHT in asks
    assert Ask.TURN_LEFT not in asks
    assert turn.ask is Ask.PASSED


def test_turn_to_the_other_side_is_not_counted_and_may_be_put_right() -> None:
    turn = HeadTurn(lambda: True, 0.0)
    asks = go(turn, [-yaw for yaw in SMOOTH])
    assert asks[-1] is Ask.TURN_LEFT
    assert go(turn, SMOOTH[3:], start_s=1.5)[-1] is Ask.PASSED


def test_side_is_drawn_once() -> None:
    draws: list[int] = []

    def left() -> bool:
        draws.append(1)
        return len(draws) == 1

    turn = HeadTurn(left, 0.0)
    go(turn, SMOOTH)
    assert draws == [1]
    assert turn.to_left
    assert turn.ask is Ask.PASSED


def test_picture_that_never_turns_is_too_late() -> None:
    turn = HeadTurn(lambda: True, 0.0, within_s=5.0)
    asks = go(turn, [0, 3, -4, 5, 2, -3] * 10)
    assert asks[-1] is Ask.FAILED
    assert turn.failure is Failure.TOO_LATE
    assert asks.index(Ask.FAILED) == 50


def test_somebody_who_does_not_look_back_is_too_late() -> None:
    turn = HeadTurn(lambda: True, 0.0, within_s=3.0)
    go(turn, [*SMOOTH[:8], *[22] * 40])
    assert turn.failure is Failure.TOO_LATE


def test_second_picture_put_before_the_camera_is_a_jump() -> None:
    turn = HeadTurn(lambda: True, 0.0)
    go(turn, [0, 0, 0, 30])
    assert turn.failure is Failure.JUMPED


def test_face_that_is_suddenly_elsewhere_is_a_jump() -> None:
    turn = HeadTurn(lambda: True, 0.0)
    go(turn, [0, 0])
    turn.see(sighting(0.2, 2, face=box(x=480)))
    assert turn.failure is Failure.JUMPED


def test_face_that_is_suddenly_larger_is_a_jump() -> None:
    turn = HeadTurn(lambda: True, 0.0)
    go(turn, [0, 0])
    turn.see(sighting(0.2, 2, face=box(x=260, size=260)))
    assert turn.failure is Failure.JUMPED


def test_another_face_ends_the_challenge() -> None:
    turn = HeadTurn(lambda: True, 0.0)
    go(turn, SMOOTH[:8])
    turn.see(sighting(0.8, 18, same=False))
    assert turn.failure is Failure.SOMEBODY_ELSE


def test_face_that_was_not_compared_again_does_not_pass() -> None:
    turn = HeadTurn(lambda: True, 0.0)
    for i, yaw in enumerate(SMOOTH):
        turn.see(sighting(i * STEP_S, yaw, same=None))
    assert turn.ask is Ask.LOOK_HERE
    assert turn.see(sighting(1.5, 0, same=True)) is Ask.PASSED


def test_face_lost_for_a_blink_is_forgiven_and_for_a_second_not() -> None:
    turn = HeadTurn(lambda: True, 0.0)
    go(turn, SMOOTH[:5])
    assert turn.at(1.1) is Ask.TURN_LEFT
    assert turn.at(1.3) is Ask.FAILED
    assert turn.failure is Failure.GONE


def test_passed_stays_passed() -> None:
    turn = HeadTurn(lambda: True, 0.0)
    go(turn, SMOOTH)
    assert turn.see(sighting(2.0, 60, same=False)) is Ask.PASSED
    assert turn.at(99.0) is Ask.PASSED


def test_head_that_seems_turned_when_straight_is_asked_for_as_much_as_others() -> None:
    turn = HeadTurn(lambda: False, 0.0)
    asks = go(turn, [-6, -6, -8, -12, -16, -19, -19, -16, -12, -8, -6, -6])
    assert asks[4] is Ask.TURN_RIGHT
    assert turn.ask is Ask.TURN_RIGHT  # only 13° from where it began


@given(st.lists(st.tuples(st.floats(-90, 90), st.sampled_from([True, None])), max_size=60))
def test_nothing_passes_that_was_not_turned_to_the_side_asked(course: list[tuple[float, bool | None]]) -> None:
    turn = HeadTurn(lambda: True, 0.0)
    for i, (yaw, same) in enumerate(course):
        turn.see(sighting(i * STEP_S, min(yaw, 9.0), same=same))
    assert turn.ask is not Ask.PASSED


@given(st.lists(st.one_of(st.none(), st.floats(-90, 90)), max_size=80), st.booleans())
def test_an_answer_is_final(course: list[float | None], left: bool) -> None:
    turn = HeadTurn(lambda: left, 0.0)
    final: Ask | None = None
    for i, yaw in enumerate(course):
        ask = turn.at(i * STEP_S) if yaw is None else turn.see(sighting(i * STEP_S, yaw))
        assert final is None or ask is final
        final = ask if ask in (Ask.PASSED, Ask.FAILED) else None
        assert (turn.failure is None) == (ask is not Ask.FAILED)


@pytest.mark.slow
def test_every_drawn_person_passes_by_turning_as_asked(cast: dict[str, FaceLooks], detector: YuNet) -> None:
    for i, (who, looks) in enumerate(cast.items()):
        to_left = i % 2 == 0
        turn = HeadTurn(lambda to_left=to_left: to_left, 0.0)  # type: ignore[misc]
        for n, frame in enumerate(frames_of(clips.turning_aside(looks, to_left=to_left), every=4)):
            face = only_face(detector, frame)
            turn.see(Sighting(n * 4 / clips.FPS, face, pose_of(face), True))
        assert turn.ask is Ask.PASSED, (who, turn.failure)


@pytest.mark.slow
def test_tilted_photograph_does_not_turn_its_head(cast: dict[str, FaceLooks], detector: YuNet) -> None:
    holder = cast["wu-guoqiang"]
    for who in ("wang-guiying", "zhou-meihua", "gao-yu"):
        seen = [
            only_face(detector, frame) for frame in frames_of(clips.holding_photo(cast[who], holder, tilt=1.0), every=3)
        ]
        for left in (True, False):
            turn = HeadTurn(lambda left=left: left, 0.0)  # type: ignore[misc]
            for i in range(30):
                face = seen[i % len(seen)]
                turn.see(Sighting(i * 0.2, face, pose_of(face), True))
            assert turn.ask in (Ask.TURN_LEFT, Ask.TURN_RIGHT), (who, left)
