"""A process of its own for `calibrate`: the page of all devices on its real screen, twelve devices told of ten times a
second. Prints one JSON line: processor time of the whole process as a share of one core, and how often it was drawn.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import UTC
from typing import Any

from devices import catalogue
from devices.clock import SystemClock
from devices.device import Device
from devices.events import DeviceState, DeviceStateChanged, Quality, Quantity, Reading, ReadingTaken
from kiosk.calibration.in_force import Uncalibrated
from kiosk.desk.view import NavigationView, StaffView, Stage
from kiosk.device_bench.devices_page import DevicesPage
from kiosk.device_bench.parts import BenchParts, CameraState
from kiosk.device_bench.watching import DeviceWatch
from kiosk.sentences import table
from kiosk.settings import DeviceEntry, Screen, Settings

DEVICES, PER_S = 12, 10
WARM_S = 2.0


class Desk:
    """A page's context, as far as the page of all devices asks for one; an audit trail nobody writes to."""

    def __init__(self, clock: SystemClock) -> None:
        self.clock = clock

    def later(self, _: object) -> None:
        """It is looked at anyway."""

    def allowed(self, _: object) -> bool:
        """See `Context`."""
        return True

    def note(self, *_: object, **__: object) -> None:
        """See `Trail`."""


def main(seconds: float, orientation: str) -> int:
    """Draw and measure."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    screen = Screen(orientation=orientation, full_screen=False, less_motion=True)  # type: ignore[arg-type]
    from ui.application.application import Application
    from ui.application.event_loop import wait_ms
    from ui.window.shell import Shell
    from ui.wings import WINGS

    app = Application(screen)
    clock = SystemClock()
    names = [f"forehead-{n}" for n in range(DEVICES)]
    entries = tuple(DeviceEntry(name=n, model="lu90614", options={"url": f"/dev/{n}"}) for n in names)
    devices: dict[str, Device] = {n: catalogue.create("lu90614", n, {"url": f"/dev/{n}"}, clock, UTC) for n in names}
    states = {n: DeviceStateChanged(n, DeviceState.READY, None, clock.now()) for n in names}
    watch, context = DeviceWatch(devices), Desk(clock)
    parts = BenchParts(
        Settings(devices=entries), devices, watch, lambda: states, Uncalibrated(), lambda: CameraState(True),
        lambda: None, context,
    )  # fmt: skip
    desk: Any = context
    page = DevicesPage(desk, parts, leads=("self-test", "learn"))
    page.opened()
    shell = Shell(Settings(screen=screen), WINGS, lambda _, __: None, clock=clock)
    shell.show(shell.size.width(), shell.size.height())
    shell.show_wing(StaffView.wing)
    navigation = (NavigationView("devices", "chip", table("staff.navigation")["devices"]),)

    def beat(turn: int) -> None:
        for at, name in enumerate(names):
            value = 34.5 + 0.01 * ((turn * 7 + at * 3) % 11)
            quantities = (Quantity("temp_object", value, "Cel"),)
            watch.hear(ReadingTaken(Reading(name, quantities, Quality.GOOD, b"", clock.now())))
        shell.apply(
            StaffView(Stage.OPEN, 1, session="0", who="-", role="technician", seconds_left=54, navigation=navigation,
                      page="devices", under="devices", content=page.view())
        )  # fmt: skip

    drawn = 0

    def count() -> None:
        nonlocal drawn
        drawn += 1

    shell.window.frameSwapped.connect(count)
    turn, began_s, cpu_s, from_s = 0, time.monotonic(), 0.0, 0.0
    while True:
        now_s = time.monotonic() - began_s
        if now_s >= WARM_S and not from_s:
            from_s, cpu_s, drawn = now_s, time.process_time(), 0
        if from_s and now_s - from_s >= seconds:
            break
        beat(turn)
        turn += 1
        wait_ms(max(1, round(1000 * (turn / PER_S - (time.monotonic() - began_s)))))
    spent_s, lasted_s = time.process_time() - cpu_s, time.monotonic() - began_s - from_s
    sys.stdout.write(json.dumps({"share": spent_s / lasted_s, "drawn_per_s": drawn / lasted_s}) + "\n")
    shell.close()
    return 1 if app.mishaps.exceptions or app.mishaps.warnings else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), sys.argv[2]))
