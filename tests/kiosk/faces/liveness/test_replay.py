"""The same bytes again are no living camera's; noise, darkness and a codec's still wall are."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.simulators import clips
from devices.simulators.camera_feed import CameraFeed
from devices.simulators.living_noise import LivingNoise
from devices.simulators.people import HEIGHT, WIDTH, Frame
from devices.simulators.profile import FaceLooks
from kiosk.faces.engines.engine import FoundFace
from kiosk.faces.liveness.replay import Replay, ReplayWatch
from tests.kiosk.faces.liveness.conftest import frame_of

FACE = FoundFace(230, 120, 180, 220, (280, 200), (360, 200), (320, 240))


def noise(seed: int, shape: tuple[int, int, int] = (96, 128, 3)) -> Frame:
    return np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)


def see_all(frames: list[Frame], face: FoundFace | None = None) -> Replay | None:
    watch = ReplayWatch()
    for frame in frames:
        watch.see(frame, face)
    return watch.found


def test_frames_that_all_differ_are_a_camera() -> None:
    assert see_all([noise(i) for i in range(200)]) is None


def test_one_picture_over_and_over_is_found_at_the_fourth() -> None:
    watch, still = ReplayWatch(), noise(1)
    assert [watch.see(still) for _ in range(4)] == [None, None, None, Replay.REPEATED]


def test_a_driver_that_hands_out_frames_twice_or_thrice_is_not_a_replay() -> None:
    assert see_all([noise(i // 3) for i in range(90)]) is None


def test_looped_clip_is_found_soon_after_it_begins_anew() -> None:
    clip = [noise(i) for i in range(45)]
    watch = ReplayWatch()
    found_at = next(i for i in range(200) if watch.see(clip[i % 45]) is not None)
    assert watch.found is Replay.LOOPED
    assert found_at == 45 + 3


def test_looped_clip_is_found_when_only_some_of_its_frames_are_looked_at() -> None:
    clip = [noise(i) for i in range(45)]
    assert see_all([clip[(i * 7 // 5) % 45] for i in range(120)]) is Replay.LOOPED


def test_clip_played_forth_and_back_is_found() -> None:
    clip = [noise(i) for i in range(20)]
    assert see_all([*clip, *clip[::-1]]) is Replay.LOOPED


def test_what_was_found_stays_found() -> None:
    watch = ReplayWatch()
    for frame in [noise(1)] * 4 + [noise(i) for i in range(2, 50)]:
        watch.see(frame)
    assert watch.found is Replay.REPEATED


def test_black_frames_are_alike_without_ill_will() -> None:
    assert see_all([np.zeros((96, 128, 3), np.uint8)] * 60) is None


def test_still_photograph_with_a_running_clock_beside_it_is_found() -> None:
    frames = []
    for i in range(12):
        frame = noise(1, (480, 640, 3))
        frame[:40, :200] = i * 20
        frames.append(frame)
    assert see_all(frames, FACE) is Replay.STILL


def test_wall_that_a_codec_leaves_untouched_behind_a_living_face_is_no_replay() -> None:
    frames = []
    for i in range(30):
        frame = noise(1, (480, 640, 3))
        frame[100:360, 210:430] = noise(100 + i, (260, 220, 3))
        frames.append(frame)
    assert see_all(frames, FACE) is None


def test_face_smaller_than_a_cell_or_outside_is_not_judged_still() -> None:
    frames = []
    for i in range(12):
        frame = noise(1)
        frame[:8, :8] = i
        frames.append(frame)
    for box in ((10, 10, 5, 5), (-300, -300, 100, 100), (500, 500, 90, 90)):
        assert see_all(frames, FoundFace(*box, (0, 0), (1, 0), (0, 1))) is None


def test_living_noise_of_the_simulated_camera_never_repeats() -> None:
    sensor, scene = LivingNoise(WIDTH, HEIGHT), frame_of(())
    assert see_all([sensor.over(scene) for _ in range(400)], FACE) is None


def test_minutes_of_frames_keep_checksums_only() -> None:
    watch = ReplayWatch()
    frames = [noise(i, (120, 160, 3)) for i in range(4)]
    tracemalloc.start()
    try:
        for i in range(2000):
            frames[i % 4][0, :3, 0] = (i % 256, i // 256, 7)
            watch.see(frames[i % 4])
        size, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert watch.found is not Replay.LOOPED
    assert size < 300_000


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 30), st.integers(0, 29))
def test_every_loop_of_two_frames_or_more_is_found(length: int, start: int) -> None:
    clip = [noise(i, (16, 16, 3)) for i in range(length)]
    watch = ReplayWatch()
    for i in range(length + 8):
        watch.see(clip[(start + i) % length])
    assert watch.found is Replay.LOOPED


def test_people_before_the_simulated_camera_are_never_taken_for_a_replay() -> None:
    import cv2

    feed = CameraFeed()
    watch = ReplayWatch()
    for scene in clips.standing(FaceLooks(seed=1)).scenes[::2] * 5:
        feed._send(scene)
        frame = cv2.imdecode(np.frombuffer(feed._last, np.uint8), cv2.IMREAD_COLOR)
        assert frame is not None
        watch.see(frame, FACE)
    assert watch.found is None
    feed.freeze()
    for _ in range(4):
        feed._send(scene)
        watch.see(cv2.imdecode(np.frombuffer(feed._last, np.uint8), cv2.IMREAD_COLOR), FACE)
    assert watch.found is Replay.REPEATED


@pytest.mark.parametrize("face", [None, FACE])
def test_the_frame_is_left_as_it_was(face: FoundFace | None) -> None:
    frame = noise(3, (480, 640, 3))
    before = frame.copy()
    ReplayWatch().see(frame, face)
    assert np.array_equal(frame, before)
