"""OpenCV capture with the newest picture only: a thread takes every frame off the wire, and decodes those asked for.

To be imported in the vision process only: importing OpenCV takes memory, and its Linux wheel points Qt at its own
plug-ins and fonts, which is undone here.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from devices.cameras import controls
from devices.clock import Clock
from devices.errors import WireLost
from devices.opencv import load_cv2

Frame = npt.NDArray[np.uint8]
"""(height, width, 3), BGR."""

OPEN_TIMEOUT_MS = 3000
READ_TIMEOUT_MS = 2500
WORKING_SIDE_PX = 1920
"""A picture wider or higher than this is scaled down before anybody sees it."""
MAX_SIDE_PX = 4096
"""A picture wider or higher than this is refused: decoding it would take the time and memory of everything else."""
MIN_SIDE_PX = 120

GONE = "camera-gone"
TOO_LARGE = "camera-too-large"


class Capture:
    """One open source. Made by `open_capture`; `close` must be called.

    A recorded file is played at its own pace and starts over at its end.

    Attributes:
        grabbed: Pictures taken off the wire so far.
        controls: The controls the camera has, with their values; empty until they were asked for.
    """

    def __init__(self, video: Any, is_file: bool, clock: Clock) -> None:
        self._video, self._is_file, self._clock = video, is_file, clock
        self._wanted = threading.Event()
        self._stopping = threading.Event()
        self._news = threading.Condition()
        self._frame: Frame | None = None
        self._lost = False
        self.grabbed = 0
        self.controls: dict[str, float] = {}
        self._wishes: queue.SimpleQueue[tuple[str, float] | None] = queue.SimpleQueue()
        self._pace_s = 1.0 / min(60.0, max(1.0, self._video.get(5) or 15.0)) if is_file else 0.0  # 5: CAP_PROP_FPS
        self._thread = threading.Thread(target=self._run, name="camera-capture", daemon=True)
        self._thread.start()

    def newest(self, timeout_s: float) -> Frame:
        """The next frame to come, decoded; frames before it are dropped.

        Raises:
            WireLost: the source ended or sent nothing within `timeout_s`, or sends what is no picture; code
                "camera-gone". It sends more than 4096 px a side; code "camera-too-large".
        """
        with self._news:
            self._frame = None
            self._wanted.set()
            came = self._news.wait_for(lambda: self._frame is not None or self._lost, timeout_s)
            frame, self._frame = self._frame, None
        if frame is None:
            why = "the source ended" if came else f"no frame within {timeout_s:.1f} s"
            raise WireLost(why, code=GONE)
        return usable(frame)

    def adjust(self, name: str = "", value: float = 0.0) -> None:
        """Have the controls read with the next picture, after one of them was set. Returns at once."""
        self._wishes.put((name, value) if name else None)

    def close(self, timeout_s: float = 3.0) -> bool:
        """Release the source; false when the driver hangs, and only ending the process will free it."""
        self._stopping.set()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                if not self._grab():
                    break
                self.grabbed += 1
                self._obey()
                if self._wanted.is_set():
                    self._wanted.clear()
                    done, frame = self._video.retrieve()
                    if done:
                        with self._news:
                            self._frame = frame
                            self._news.notify_all()
                if self._is_file:
                    self._clock.wait(self._stopping, self._pace_s)
        finally:
            with self._news:
                self._lost = True
                self._news.notify_all()
            with contextlib.suppress(Exception):
                self._video.release()

    def _obey(self) -> None:
        """Between two pictures: the library is not to be asked by two threads."""
        asked = False
        while not self._wishes.empty():
            wish, asked = self._wishes.get(), True
            if wish is not None:
                controls.change(self._video, *wish)
        if asked:
            self.controls = controls.read(self._video)

    def _grab(self) -> bool:
        if self._video.grab():
            return True
        if not self._is_file:
            return False
        self._video.set(1, 0)  # 1: CAP_PROP_POS_FRAMES
        return bool(self._video.grab())


def usable(frame: Frame) -> Frame:
    """The frame as the rest of the kiosk can rely on it: (height, width, 3), no side above 1920 px.

    Raises:
        WireLost: it is no picture, far too small ("camera-gone") or too large to handle ("camera-too-large").
    """
    if frame.ndim != 3 or frame.shape[2] != 3 or min(frame.shape[:2]) < MIN_SIDE_PX:
        raise WireLost(f"a frame of shape {frame.shape}", code=GONE)
    longest = max(frame.shape[:2])
    if longest > MAX_SIDE_PX:
        raise WireLost(f"a frame of shape {frame.shape}", code=TOO_LARGE)
    if longest <= WORKING_SIDE_PX:
        return frame
    cv2 = load_cv2()
    scale = WORKING_SIDE_PX / longest
    size = (max(MIN_SIDE_PX, round(frame.shape[1] * scale)), max(MIN_SIDE_PX, round(frame.shape[0] * scale)))
    smaller: Frame = cv2.resize(frame, size, interpolation=cv2.INTER_AREA)
    return smaller


def open_capture(
    source: str, width: int, height: int, clock: Clock, *, loader: Callable[[], Any] = load_cv2
) -> Capture:
    """Open a device index ("0"), a device path, a URL or a recorded file.

    Raises:
        WireLost: it cannot be opened ("camera-gone"), or says it will send more than 4096 px a side
            ("camera-too-large").
    """
    cv2 = loader()
    is_file = Path(source).is_file()
    if source.isdigit() or source.startswith("/dev/"):
        video = cv2.VideoCapture(int(source) if source.isdigit() else source, cv2.CAP_V4L2)
        for key, value in (
            (cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG")),
            (cv2.CAP_PROP_FRAME_WIDTH, width),
            (cv2.CAP_PROP_FRAME_HEIGHT, height),
            (cv2.CAP_PROP_BUFFERSIZE, 1),
        ):
            video.set(key, value)
    else:
        limits = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, OPEN_TIMEOUT_MS, cv2.CAP_PROP_READ_TIMEOUT_MSEC, READ_TIMEOUT_MS]
        video = cv2.VideoCapture(source, cv2.CAP_FFMPEG, limits)
    if not video.isOpened():
        video.release()
        raise WireLost("the source cannot be opened", code=GONE)
    promised = max(video.get(cv2.CAP_PROP_FRAME_WIDTH), video.get(cv2.CAP_PROP_FRAME_HEIGHT))
    if promised > MAX_SIDE_PX:  # refused before the first picture is decoded: 8K takes 100 MB each
        video.release()
        raise WireLost(f"pictures {promised:.0f} px wide or high", code=TOO_LARGE)
    return Capture(video, is_file, clock)
