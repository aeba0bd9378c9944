"""OpenCV as this project loads it. Only where it is needed: importing it takes memory."""

from __future__ import annotations

import os
from typing import Any

V4L2_SELECT_S = 2
"""A camera that sends nothing for so long is given up by OpenCV itself; its own default is ten seconds."""


def load_cv2() -> Any:
    """OpenCV on one thread, without the Qt settings its wheel leaves in the environment."""
    os.environ.setdefault("OPENCV_LOG_LEVEL", "OFF")
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", str(V4L2_SELECT_S))
    import cv2

    for variable in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
        os.environ.pop(variable, None)
    cv2.setNumThreads(1)
    return cv2
