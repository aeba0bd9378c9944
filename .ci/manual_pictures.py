"""Draws the pictures of the users' manuals anew: every images/manual/NAME.png that a page in docs/ shows.

NAME is that of a sample. With --check only compares, and names those that no longer look like the screen.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

DOCS = Path(__file__).resolve().parent.parent / "docs"
FOLDER = DOCS / "images" / "manual"
WIDTH = 960
BLOCK = 8
MOST_DIFFERENCE = 12.0
"""Grey levels by which a block of BLOCK × BLOCK pixels may differ. What antialiasing and the fewer levels of the files
change stays at 3; one other character of a button is 19. A mean of the whole picture would not notice a new button."""


def names() -> list[str]:
    """Samples that the manuals show, sorted."""
    pages = (page.read_text("utf-8") for page in sorted(DOCS.glob("*.zh.md")))
    return sorted({name for page in pages for name in re.findall(r"images/manual/([a-z0-9-]+)\.png", page)})


def drawn(wanted: list[str]) -> Iterator[tuple[str, QImage]]:
    """Each sample as it looks now, upright or wide as its page is read best. Raises KeyError for one there is not."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import Qt

    from kiosk.settings import Screen, Settings
    from ui.application.application import Application

    screen = Screen(orientation="landscape", less_motion=True, full_screen=False)
    app = Application(screen)
    from ui.sample_pictures.sample import Sample
    from ui.sample_pictures.samples import samples
    from ui.sample_pictures.staff_samples import StaffSample, staff_samples
    from ui.sample_pictures.viewer import SampleViewer

    known: list[Sample | StaffSample] = [*samples(), *staff_samples()]
    every = {sample.name: sample for sample in known}
    viewer = SampleViewer(Settings(screen=screen))
    for name in wanted:
        viewer.show(every[name])
        whole = viewer.shell.grab()
        yield name, whole.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
    viewer.close()
    del app


def difference(one: QImage, other: QImage) -> float:
    """The largest difference of any block's mean grey level, 0 to 255; infinite when they are of different size."""
    import cv2
    import numpy as np
    from PySide6.QtGui import QImage

    if one.size() != other.size():
        return float("inf")
    grey = []
    for image in (one, other):
        plain = image.convertToFormat(QImage.Format.Format_Grayscale8)
        rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
        small = (plain.width() // BLOCK, plain.height() // BLOCK)
        grey.append(cv2.resize(rows[:, : plain.width()].astype(np.float32), small, interpolation=cv2.INTER_AREA))
    return float(np.abs(grey[0] - grey[1]).max())


def stale() -> list[str]:
    """Pictures that are missing, that show something else than the screen does now, or that no page shows."""
    from PySide6.QtGui import QImage

    wanted = names()
    found = [
        name
        for name, image in drawn(wanted)
        if difference(QImage(str(FOLDER / f"{name}.png")), image) > MOST_DIFFERENCE
    ]
    return found + [path.stem for path in sorted(FOLDER.glob("*.png")) if path.stem not in wanted]


def write() -> None:
    """Draw all of them."""
    import cv2
    import numpy as np
    from PySide6.QtGui import QImage

    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = names()
    for path in FOLDER.glob("*.png"):
        if path.stem not in wanted:
            path.unlink()
    for name, image in drawn(wanted):
        plain = image.convertToFormat(QImage.Format.Format_RGB888)
        rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
        picture = rows[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3)[:, :, ::-1]
        # Few levels a channel: flat colours stay flat, and the file is a third as large.
        small = (picture // 8) * 8 + np.where(picture >= 248, 7, 4)
        cv2.imwrite(str(FOLDER / f"{name}.png"), small.astype(np.uint8), [cv2.IMWRITE_PNG_COMPRESSION, 9])


if __name__ == "__main__":
    if "--check" in sys.argv:
        old = stale()
        sys.stdout.write("".join(f"docs/images/manual/{name}.png\n" for name in old))
        sys.exit(1 if old else 0)
    write()
