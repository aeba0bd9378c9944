"""A picture from a stranger's stick, made anew at the size it is drawn in: nothing else of the file is kept.

Decoded in a process of its own that has little memory, little time and no file; what comes back is checked as well.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from kiosk.faces.enrolment.pictures import MAX_PIXELS, claimed_size
from kiosk.sentences import Refusal, sentence

MOST_BYTES = 5_000_000
DRAWN = (936, 560)
"""The most pixels it is drawn in, width and height; see ui/controls/AnnouncementSight.qml."""
MOST_DRAWN_BYTES = 1_500_000
DEADLINE_S = 20.0
MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
COMMAND = (sys.executable, "-m", "kiosk.announcing.drawing")


class PictureRefused(Refusal):
    """It cannot be shown."""


def drawn(data: bytes, command: Sequence[str] = COMMAND, deadline_s: float = DEADLINE_S) -> bytes:
    """A JPEG of at most DRAWN, made of a JPEG or PNG.

    Raises:
        PictureRefused: announcement-picture-large, -kind (by its first bytes), -pixels (by its header), or -broken.
    """
    if len(data) > MOST_BYTES:
        raise _refused("large")
    if not data.startswith(MAGIC):
        raise _refused("kind")
    width, height = claimed_size(data)
    if width < 1 or height < 1:
        raise _refused("broken")
    if width * height > MAX_PIXELS:
        raise _refused("pixels")
    try:
        made = subprocess.run(command, input=data, capture_output=True, timeout=deadline_s, check=True).stdout
    except (subprocess.SubprocessError, OSError):
        raise _refused("broken") from None
    size = claimed_size(made) if made.startswith(MAGIC[0]) and len(made) <= MOST_DRAWN_BYTES else (0, 0)
    if not (0 < size[0] <= DRAWN[0] and 0 < size[1] <= DRAWN[1]):
        raise _refused("broken")
    return made


def _refused(why: str) -> PictureRefused:
    sentences = {
        "large": sentence("refusals.announcement-picture-large", megabytes=MOST_BYTES // 1_000_000),
        "kind": sentence("refusals.announcement-picture-kind"),
        "pixels": sentence("refusals.announcement-picture-pixels", megapixels=MAX_PIXELS // 1_000_000),
        "broken": sentence("refusals.announcement-picture-broken"),
    }
    return PictureRefused(sentences[why], f"announcement-picture-{why}")
