"""Real capture through OpenCV: from the simulated camera's wire and from a recorded clip."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from devices.cameras.camera import Camera
from devices.cameras.capture import open_capture
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
        "from devices.cameras.capture import load_cv2\n"
        "load_cv2()\n"
        "print([v for v in ('QT_QPA_PLATFORM_PLUGIN_PATH', 'QT_QPA_FONTDIR') if v in os.environ])"
    )
    env = {k: v for k, v in os.environ.items() if not k.startswith("QT_QPA")}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=30, env=env, check=True
    )
    assert done.stdout.strip() == "[]"
