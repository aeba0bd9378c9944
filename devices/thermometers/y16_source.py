"""Pictures of 16 bits a pixel by OpenCV: a thermal camera on USB (V4L2, Y16), or a stream of the same numbers."""

from __future__ import annotations

import contextlib
import threading
from typing import Any

import numpy as np
from numpy.typing import NDArray

from devices.clock import Clock
from devices.errors import WireLost
from devices.opencv import load_cv2

GONE = "thermal-gone"
OPEN_TIMEOUT_MS = 3000
READ_TIMEOUT_MS = 2500
WIDTH, HEIGHT = 160, 120

Picture = NDArray[np.uint16]


class Y16Source:
    """One open source with a thread that takes every picture off it; only the newest is kept.

    Args:
        source: A path below /dev is opened as V4L2, asked for `Y16 ` and told not to convert; any other as a stream
            that FFmpeg reads (yuv4mpeg, mono16).

    Raises WireLost where it cannot be opened.
    """

    def __init__(self, source: str, clock: Clock) -> None:
        self._video, self._clock = _opened(source), clock
        self._news = threading.Condition()
        self._picture: tuple[Picture, float] | None = None
        self._stopping = self._lost = False
        self._thread = threading.Thread(target=self._run, name="thermal-capture", daemon=True)
        self._thread.start()

    def newest(self, timeout_s: float) -> tuple[Picture, float]:
        """The next picture and when it came, monotonic seconds. Raises WireLost when it ended or none came in time."""
        with self._news:
            came = self._news.wait_for(lambda: self._picture is not None or self._lost, timeout_s)
            picture, self._picture = self._picture, None
        if picture is None:
            raise WireLost("the source ended" if came else f"no picture within {timeout_s:.1f} s", code=GONE)
        return picture

    def close(self, timeout_s: float = 3.0) -> bool:
        """Release it; false when the driver hangs."""
        self._stopping = True
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            while not self._stopping:
                done, picture = self._video.read()
                if not done:
                    return
                with self._news:
                    self._picture = np.array(picture).squeeze(), self._clock.now().monotonic_s
                    self._news.notify_all()
        finally:
            with self._news:
                self._lost = True
                self._news.notify_all()
            with contextlib.suppress(Exception):
                self._video.release()


def _opened(source: str) -> Any:
    cv2 = load_cv2()
    if source.startswith("/dev/"):
        video = cv2.VideoCapture(source, cv2.CAP_V4L2)
        for key, value in (
            (cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"Y16 ")),
            (cv2.CAP_PROP_FRAME_WIDTH, WIDTH),
            (cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT),
            (cv2.CAP_PROP_CONVERT_RGB, 0),
        ):
            video.set(key, value)
    else:
        limits = (cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, OPEN_TIMEOUT_MS, cv2.CAP_PROP_READ_TIMEOUT_MSEC, READ_TIMEOUT_MS)
        video = cv2.VideoCapture(source, cv2.CAP_FFMPEG, [*limits, cv2.CAP_PROP_CONVERT_RGB, 0])
    if not video.isOpened():
        video.release()
        raise WireLost("the source cannot be opened", code=GONE)
    return video
