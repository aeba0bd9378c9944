"""Opens a camera once and says what it sees. A process of its own: OpenCV stays out of everything else."""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np

from kiosk.faces.engines.engine import EngineMissing, FoundFace, Image

FRAMES = 5
"""The first pictures of a webcam are often dark."""

Detect = Callable[[Image], list[FoundFace]]


def main() -> int:
    """`python -m kiosk.doctor.look SOURCE ROTATE`: prints WIDTHxHEIGHT as it is shown, and behind it the turn in
    degrees in which a face is found, when there is one; or ends with 1."""
    from devices.opencv import load_cv2

    cv2 = load_cv2()
    source, rotate_deg = sys.argv[1], int(sys.argv[2])
    capture = cv2.VideoCapture(int(source) if source.isdigit() else source)
    frames = [frame for seen, frame in (capture.read() for _ in range(FRAMES)) if seen]
    capture.release()
    if not frames:
        return 1
    frame = frames[-1]
    height, width = frame.shape[:2] if rotate_deg % 180 == 0 else frame.shape[1::-1]
    turn = _turn(frame)
    sys.stdout.write(f"{width}x{height}" + ("\n" if turn is None else f" {turn}\n"))
    return 0


def _turn(frame: Image) -> int | None:
    from kiosk.faces.engines.yunet import YuNet

    detector = YuNet()
    try:
        detector.load()
    except EngineMissing:
        return None  # said where the models are examined
    return turn_with_a_face(frame, detector.detect)


def turn_with_a_face(frame: Image, detect: Detect) -> int | None:
    """How far clockwise the picture must be turned for people to stand upright; None when nobody is in it.

    Faces on their side or upside down are found now and then: the turn in which one scores highest is right.
    """
    best = [
        (max((face.score for face in detect(np.ascontiguousarray(np.rot90(frame, -quarter)))), default=0.0), -quarter)
        for quarter in range(4)
    ]
    score, quarter = max(best)
    return -quarter * 90 if score > 0.0 else None


if __name__ == "__main__":
    sys.exit(main())
