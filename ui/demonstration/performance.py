"""One run of the scripted visits on a terminal without a window."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from devices.clock import Clock
from kiosk.visits.states import State
from ui.demonstration.director import Director, Hands
from ui.demonstration.progress import Progress
from ui.demonstration.report import DemonstrationReport, VisitSeen
from ui.demonstration.script import ScriptedVisit
from ui.demonstration.stage import Stage
from ui.demonstration.watcher import Watcher
from ui.terminal import Terminal

HANDS_S = 15.0


class Performance:
    """The terminal, what watches it, and the hands that touch it.

    Attributes:
        screens: Folder of the pictures taken.
    """

    def __init__(self, stage: Stage, clock: Clock, open_s: float, progress: Progress) -> None:
        self._stage, self._open_s, self._progress = stage, open_s, progress
        self.screens = stage.folder / "screens"
        self.screens.mkdir(parents=True, exist_ok=True)
        self.watcher = Watcher()
        self._ready = threading.Event()
        self._failure: BaseException | None = None
        self._cancelled = threading.Event()
        self.terminal = Terminal(
            stage.settings,
            stage.data_dir,
            clock,
            on_transition=self.watcher.transition,
            on_view=self.watcher.published,
            on_ready=self._ready.set,
            on_failed=self._failed,
        )

    def play(self, visits: Sequence[ScriptedVisit], report: DemonstrationReport) -> None:
        """Play all visits, on a thread of its own; ends the event loop when done."""
        try:
            if not self._wait_ready():
                report.visits += [_not_begun(visit, self._failure) for visit in visits]
                return
            kiosk = self.terminal.kiosk
            assert kiosk is not None
            self.watcher.wait_state(State.ATTRACT, 10)
            self._settle_facilities()
            director = Director(kiosk, self._stage, self.watcher, Hands(self.touch, self.picture), self.screens)
            for visit in visits:
                if self._cancelled.is_set():
                    return
                self._progress.begins(visit)
                seen = director.play(visit)
                report.visits.append(seen)
                self._progress.ended(seen)
        finally:
            self.terminal.gui.call(self.terminal.app.quit, 5)

    def cancel(self) -> None:
        """Play no further visit."""
        self._cancelled.set()

    def touch(self, item: str) -> None:
        """A real touch; KeyError when the item is not drawn."""
        self.terminal.gui.call(lambda: self.terminal.shell.touch(item), HANDS_S)

    def picture(self, path: Path) -> None:
        """The screen as a PNG file."""
        self.terminal.gui.call(lambda: self.terminal.shell.grab().save(str(path)), HANDS_S)

    def _failed(self, error: BaseException) -> None:
        self._failure = error
        self._ready.set()

    def _wait_ready(self) -> bool:
        return self._ready.wait(self._open_s) and self._failure is None

    def _settle_facilities(self) -> None:
        """Devices open in a second or two; the first visit is not played against a half-open hall."""
        kiosk = self.terminal.kiosk
        assert kiosk is not None
        self.watcher.wait_view(lambda _: not kiosk.conductor.situation.broken, 20)


def _not_begun(visit: ScriptedVisit, failure: BaseException | None) -> VisitSeen:
    seen = VisitSeen(visit.id, visit.title)
    seen.fail(f"the terminal did not open: {type(failure).__name__ if failure else 'time ran out'}: {failure or ''}")
    return seen
