"""Real capture through OpenCV: from the simulated camera's wire and from a recorded clip."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.cameras.camera import Camera
from devices.cameras.capture import Frame, open_capture, usable
from devices.clock import SystemClock
from devices.errors import WireLost
from devices.simulators.camera_process import CameraProcess
from devices.simulators.clips import NOBODY, Shot, write_clip
from devices.simulators.people import picture_of


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight pictures of the empty hall, each growing darker."""
    path = tmp_path_factory.mktemp("clips") / "hall.avi"
    write_clip(path, [Shot(NOBODY.scenes[:4], fps=15)])
    return path


def test_recorded_clip_is_played_over_and_over(clip: Path) -> None:
    capture = open_capture(str(clip), 640, 480, SystemClock())
    try:
        frames = [capture.newest(2.0) for _ in range(10)]
    finally:
        assert capture.close()
    assert {f.shape for f in frames} == {(480, 640, 3)}
    expected = picture_of(()).astype(np.int16)
    assert float(np.abs(frames[0].astype(np.int16) - expected).mean()) < 6


def test_stream_gives_the_present_picture_not_an_old_one() -> None:
    with CameraProcess() as feed:
        camera = Camera.open(feed.url)
        try:
            assert float(camera.newest().mean()) > 100
            feed.black()
            means = [float(camera.newest().mean()) for _ in range(3)]
            assert means[-1] < 20
        finally:
            camera.close()


def test_port_nobody_listens_on_is_a_camera_that_is_gone() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(WireLost) as caught:
        open_capture(f"http://127.0.0.1:{port}/", 640, 480, SystemClock())
    assert caught.value.code == "camera-gone"


def test_a_file_that_is_no_film_is_a_camera_that_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "film.avi"
    path.write_bytes(b"RIFF\xff\xff\xff\xffAVI " + bytes(500))
    with pytest.raises(WireLost):
        open_capture(str(path), 640, 480, SystemClock())


def test_opencv_leaves_no_trace_in_qt_environment() -> None:
    script = (
        "import os\n"
        "from devices.opencv import load_cv2\n"
        "load_cv2()\n"
        "print([v for v in ('QT_QPA_PLATFORM_PLUGIN_PATH', 'QT_QPA_FONTDIR') if v in os.environ])"
    )
    env = {k: v for k, v in os.environ.items() if not k.startswith("QT_QPA")}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=30, env=env, check=True
    )
    assert done.stdout.strip() == "[]"


class Promising:
    """An opened source that says how large its pictures will be."""

    def __init__(self, width: int, height: int) -> None:
        self.sizes, self.released, self.decoded = {3: width, 4: height}, False, 0

    def get(self, key: int) -> float:
        return self.sizes.get(key, 0.0)

    def isOpened(self) -> bool:
        return True

    def release(self) -> None:
        self.released = True


def test_8k_camera_is_refused_before_anything_is_decoded() -> None:
    video = Promising(7680, 4320)
    cv2 = SimpleNamespace(
        VideoCapture=lambda *_: video,
        CAP_FFMPEG=0,
        CAP_PROP_OPEN_TIMEOUT_MSEC=0,
        CAP_PROP_READ_TIMEOUT_MSEC=0,
        CAP_PROP_FRAME_WIDTH=3,
        CAP_PROP_FRAME_HEIGHT=4,
    )
    with pytest.raises(WireLost) as caught:
        open_capture("rtsp://hall", 1280, 720, SystemClock(), loader=lambda: cv2)
    assert caught.value.code == "camera-too-large"
    assert video.released


@pytest.mark.parametrize(
    ("shape", "given"),
    [((720, 1280, 3), (720, 1280, 3)), ((2160, 3840, 3), (1080, 1920, 3)), ((4096, 200, 3), (1920, 120, 3))],
    ids=["720p", "4K", "a strip"],
)
def test_large_frames_are_scaled_down(shape: tuple[int, ...], given: tuple[int, ...]) -> None:
    assert usable(np.zeros(shape, np.uint8)).shape == given


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        ((4320, 7680, 3), "camera-too-large"),
        ((720, 1280), "camera-gone"),
        ((720, 1280, 4), "camera-gone"),
        ((1, 1, 3), "camera-gone"),
        ((64, 1280, 3), "camera-gone"),
    ],
    ids=["8K", "grey", "four channels", "one pixel", "too flat"],
)
def test_frames_nothing_can_be_done_with_are_refused_with_a_code(shape: tuple[int, ...], code: str) -> None:
    with pytest.raises(WireLost) as caught:
        usable(np.zeros(shape, np.uint8))
    assert caught.value.code == code


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 5000), st.integers(1, 5000))
def test_any_frame_is_refused_when_a_side_is_impossible_and_made_usable_otherwise(height: int, width: int) -> None:
    frame: Frame = np.broadcast_to(np.zeros(3, np.uint8), (height, width, 3))
    if min(height, width) < 120 or max(height, width) > 4096:
        with pytest.raises(WireLost):
            usable(frame)
        return
    shape = usable(frame).shape
    assert min(shape[:2]) >= 120
    assert max(shape[:2]) <= 1920
