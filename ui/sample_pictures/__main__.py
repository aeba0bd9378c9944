"""Every screen as a picture: `python -m ui.sample_pictures --out DIR [--state S] [--only NAME] [--landscape] …`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk.settings import Screen, Settings


def parser() -> argparse.ArgumentParser:
    """The arguments."""
    made = argparse.ArgumentParser(
        prog="python -m ui.sample_pictures", description="Draws every screen without a display."
    )
    made.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    made.add_argument("--state", help="only screens of this state, such as result or staff-today")
    made.add_argument("--only", help="only samples whose name begins so, such as result-yellow")
    made.add_argument("--landscape", action="store_true", help="1920x1080 instead of 1080x1920")
    made.add_argument("--scale", type=float, default=1.0, help="text scale, 1.0 to 1.25")
    made.add_argument("--contrast", action="store_true", help="the high contrast theme")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw; 1 when a screen could not be loaded or Qt complained."""
    asked = parser().parse_args(arguments)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    screen = Screen(
        orientation="landscape" if asked.landscape else "portrait",
        text_scale=asked.scale,
        high_contrast=asked.contrast,
        less_motion=True,
        full_screen=False,
    )
    from ui.application.application import Application

    app = Application(screen)
    from ui.sample_pictures.sample import Sample
    from ui.sample_pictures.samples import samples
    from ui.sample_pictures.staff_samples import StaffSample, group_of, staff_samples
    from ui.sample_pictures.viewer import SampleViewer

    every: tuple[Sample | StaffSample, ...] = (*samples(), *staff_samples())
    wanted = [
        sample
        for sample in every
        if (not asked.state or group_of(sample) == asked.state) and sample.name.startswith(asked.only or "")
    ]
    if not wanted:
        sys.stderr.write("no sample fits\n")
        return 2
    asked.out.mkdir(parents=True, exist_ok=True)
    viewer = SampleViewer(Settings(screen=screen))
    for sample in wanted:
        viewer.show(sample)
        viewer.shell.grab().save(str(asked.out / f"{sample.name}.png"))
    loaded = viewer.shell.loaded
    viewer.close()
    sys.stdout.write(f"{len(wanted)} pictures in {asked.out}\n")
    return 0 if loaded and not (app.mishaps.exceptions or app.mishaps.warnings) else 1


if __name__ == "__main__":
    sys.exit(main())
