"""Opens a camera once and says how large its picture is. A process of its own: OpenCV stays out of everything else."""

from __future__ import annotations

import sys


def main() -> int:
    """`python -m kiosk.health_check.look SOURCE`: prints WIDTHxHEIGHT, or ends with 1."""
    import cv2

    source = sys.argv[1]
    capture = cv2.VideoCapture(int(source) if source.isdigit() else source)
    seen, frame = capture.read()
    capture.release()
    if not seen:
        return 1
    sys.stdout.write(f"{frame.shape[1]}x{frame.shape[0]}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
