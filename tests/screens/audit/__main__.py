"""Audits every sample and prints what is wrong: `python -m tests.screens.audit [LOOK …]`."""

from __future__ import annotations

import os
import sys
import time

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from kiosk.settings import Settings
from tests.screens.audit.walk import LOOKS, audit_samples, looked_at, staff_looked_at
from ui.application.application import Application


def main(looks: list[str]) -> int:
    """Print findings; 1 when there are any."""
    Application(LOOKS["portrait"])
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler
    from PySide6.QtGui import QAccessible

    from ui.sample_pictures.sample import Sample
    from ui.sample_pictures.staff_samples import StaffSample
    from ui.sample_pictures.viewer import SampleViewer

    messages: list[str] = []
    qInstallMessageHandler(
        lambda kind, _, text: messages.append(text) if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) else None
    )
    QAccessible.setActive(True)
    viewer, count = SampleViewer(Settings(screen=LOOKS["portrait"])), 0
    for look in looks or LOOKS:
        began = time.monotonic()
        viewer.set_screen(LOOKS[look])
        chosen: tuple[Sample | StaffSample, ...] = (*looked_at(look), *staff_looked_at(look))
        found = audit_samples(viewer, chosen, messages)
        for sample, finding in found:
            print(f"{look} {sample} {finding}")
        print(f"-- {look}: {len(found)} findings on {len(chosen)} screens in {time.monotonic() - began:.1f} s")
        count += len(found)
    viewer.close()
    qInstallMessageHandler(None)
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
