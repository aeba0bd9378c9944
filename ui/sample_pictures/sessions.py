"""What a technician's session leaves in memory: `python -m ui.sample_pictures.sessions [SESSIONS] [ORIENTATION]`.

In each session every page of the technician is shown in every sample of it, then it is locked and tidied. Prints JSON:
memory after each session, the objects Python knows and those of live pages that are left; and what each session added.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

from kiosk.settings import Screen, Settings

WARM = 2
"""Sessions until every page was made once, and fonts and caches are filled."""


def grown(after: list[dict[str, float]]) -> dict[str, float]:
    """What each session added once all was warm: the last less that at `WARM`, by the sessions between."""
    warm, last, between = after[WARM - 1], after[-1], len(after) - WARM
    return {name: (last[name] - warm[name]) / between for name in last}


def main(sessions: int, orientation: str) -> int:
    """Walk and measure. `sessions` is more than `WARM`."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    screen = Screen(orientation=orientation, full_screen=False, less_motion=True)  # type: ignore[arg-type]
    from PySide6.QtCore import QObject

    from ui.application.application import Application
    from ui.application.event_loop import wait_ms
    from ui.sample_pictures.staff_samples import staff_samples
    from ui.staff.staff_model import SHUT
    from ui.window.shell import Shell
    from ui.wings import WINGS

    app = Application(screen)
    shell = Shell(Settings(screen=screen), WINGS, lambda _, __: None)
    shell.show(shell.size.width(), shell.size.height())
    first = shell.wing
    views = [one.view for one in staff_samples() if one.view.role == "technician"]
    after = []
    for at in range(sessions):
        shell.show_wing(SHUT.wing)
        for turn, view in enumerate(views):
            shell.apply(replace(view, serial=1000 * at + turn + 1))
            wait_ms(20)
        shell.apply(replace(SHUT, serial=0))
        fields = len(shell.model.findChildren(QObject))
        shell.show_wing(first)
        wait_ms(50)
        gc.collect()
        shell.tidy()
        after.append({"rss_mb": _rss_mb(), "python": float(len(gc.get_objects())), "fields": float(fields)})
    sys.stdout.write(json.dumps({"pages": len(views), "after": after, "added": grown(after)}) + "\n")
    shell.close()
    return 1 if app.mishaps.exceptions or app.mishaps.warnings else 0


def _rss_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    sys.exit(main(int((sys.argv[1:] or ["8"])[0]), (sys.argv[2:] or ["portrait"])[0]))
