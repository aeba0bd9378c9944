"""`python -m ui.benchmarks.terminal_process`: the terminal in a process of its own, telling when things happened.

It is the terminal of `kiosk run` with onlookers: the screen's, the visit's and the code service's times leave as JSON
lines on standard output, all on the monotonic clock that the processes of one machine share. It obeys two orders,
`frames` and `touch ITEM`, and ends when standard input ends, so that it never outlives the bench. Nothing it says is
personal.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

from devices.clock import Instant, SystemClock
from kiosk.settings import load
from kiosk.visits.states import State
from ui.terminal import Terminal
from ui.visitor.visit_model import VisitModel

SETTLE_S = 60.0


class CountingFrames:
    """A preview reader that counts the pictures it hands to the screen."""

    def __init__(self, inner: Any) -> None:
        self._inner, self._newest = inner, None
        self.count = 0

    def latest(self) -> Any:
        """As the reader it stands before."""
        frame = self._inner.latest()
        if frame is not None and frame is not self._newest:
            self.count += 1
        self._newest = frame
        return frame

    def forget(self) -> None:
        """As the reader it stands before."""
        self._newest = None
        self._inner.forget()


class Observed:
    """The terminal and its onlookers."""

    def __init__(self, config: Path, data: Path) -> None:
        self._say_lock = threading.Lock()
        self._applied_s: float | None = None
        self._told = False
        self._shown = self._drawn = ""
        self._frames: CountingFrames | None = None
        self.terminal = Terminal(
            load(config),
            data,
            SystemClock(),
            on_transition=self._transition,
            on_ready=self._ready,
            on_failed=lambda error: self._say("failed", why=type(error).__name__),
        )
        visit = self.terminal.shell.model
        assert isinstance(visit, VisitModel)
        visit.changed.connect(self._view_taken)
        self.terminal.shell.window.frameSwapped.connect(self._frame)

    def run(self) -> int:
        """Until standard input ends."""
        threading.Thread(target=self._obey, name="bench-orders", daemon=True).start()
        self.terminal.open()
        return self.terminal.run()

    def _say(self, what: str, **details: Any) -> None:
        with self._say_lock:
            sys.stdout.write(json.dumps({"what": what} | details) + "\n")
            sys.stdout.flush()

    def _transition(self, state: State, reason: str, at: Instant) -> None:
        self._say("state", state=state.value, reason=reason, at_s=at.monotonic_s)

    def _view_taken(self) -> None:
        self._shown = str(self.terminal.shell.model.property("state"))
        code = self.terminal.shell.model.property("code")
        if not code["present"] or not code["qrText"]:
            self._applied_s, self._told = None, False
        elif self._applied_s is None:
            self._applied_s = time.monotonic()

    def _frame(self) -> None:
        if self._shown != self._drawn:
            self._drawn = self._shown
            self._say("drawn", state=self._drawn, frame_s=time.monotonic())
        if self._applied_s is not None and not self._told:
            self._told = True
            self._say("code", applied_s=self._applied_s, frame_s=time.monotonic())

    def _ready(self) -> None:
        kiosk = self.terminal.kiosk
        assert kiosk is not None
        self._frames = CountingFrames(kiosk.face_finder.preview)
        self.terminal.shell.set_preview(self._frames)
        if kiosk.codes.gateway is not None:
            self._time_queries(kiosk.codes.gateway)
        threading.Thread(target=self._settle, name="bench-settle", daemon=True).start()

    def _time_queries(self, gateway: Any) -> None:
        inner = gateway.query_identity

        def timed(subject: Any) -> Any:
            began_s = time.monotonic()
            try:
                return inner(subject)
            finally:
                self._say("query", began_s=began_s, ended_s=time.monotonic())

        gateway.query_identity = timed

    def _settle(self) -> None:
        """Say "ready" when every device and the camera work."""
        kiosk = self.terminal.kiosk
        deadline_s = time.monotonic() + SETTLE_S
        while kiosk is not None and time.monotonic() < deadline_s:
            if kiosk.vision.is_working and not kiosk.conductor.situation.terminal.broken:
                self._say("ready", vision=kiosk.vision.pid)
                return
            time.sleep(0.05)
        self._say("failed", why="not everything works")

    def _obey(self) -> None:
        for line in sys.stdin:
            order, _, item = line.strip().partition(" ")
            if order == "frames":
                self._say("frames", count=self._frames.count if self._frames else 0)
            elif order == "touch":
                self._touch(item)
        self.terminal.gui.call(self.terminal.app.quit, 10)

    def _touch(self, item: str) -> None:
        try:
            self.terminal.gui.call(lambda: self.terminal.shell.touch(item), 10)
        except KeyError:
            self._say("touched", drawn=False)
        else:
            self._say("touched", drawn=True)


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description="the terminal, observed by the bench")
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    return Observed(args.config, args.data).run()


if __name__ == "__main__":
    sys.exit(main())
