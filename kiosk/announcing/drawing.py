"""The process that decodes one picture: bytes on its input, a JPEG at the drawn size on its output."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

MEMORY_BYTES = 1 << 30
"""40 million pixels of three bytes, twice, and OpenCV."""
CPU_SECONDS = 15
QUALITY = 88


def main() -> None:
    """Exit 1 when it is no picture."""
    import numpy as np

    from devices.opencv import load_cv2
    from kiosk.announcing.picture import DRAWN, MOST_BYTES
    from kiosk.imports.reader.confining import confine

    cv2 = load_cv2()
    os.chdir(Path(tempfile.gettempdir()))
    confine(MEMORY_BYTES, CPU_SECONDS)
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise SystemExit(1)
    height, width = image.shape[:2]
    scale = min(1.0, DRAWN[0] / width, DRAWN[1] / height)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA) if scale < 1 else image
    ok, made = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    if not ok:
        raise SystemExit(1)
    sys.stdout.buffer.write(made.tobytes())


if __name__ == "__main__":
    main()
