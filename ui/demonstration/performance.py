"""One run of the scripted visits on a terminal without a window."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from devices.clock import Clock
from kiosk.visits.states import State
from kiosk.visits.view import VisitView
from ui.demonstration.demo_bench import put_out
from ui.demonstration.demo_hall import DemoHall
from ui.demonstration.director import Director, Hands
from ui.demonstration.progress import Progress
from ui.demonstration.report import DemonstrationReport, VisitSeen
from ui.demonstration.script import ScriptedVisit
from ui.demonstration.upkeep import Upkeep
from ui.demonstration.watcher import Watcher
from ui.terminal import Terminal
from ui.window.corner import TAPS
from ui.window.gui_calls import GuiTimeout

HANDS_S = 15.0
COMES_IN_S = 3.0
"""A page fades in within a quarter of a second where nothing else keeps the machine busy."""
CORNER_PX = 40.0


class Performance:
    """The terminal, what watches it, and the hands that touch it.

    Attributes:
        screens: Folder of the pictures taken.
    """

    def __init__(self, demo_hall: DemoHall, clock: Clock, open_s: float, progress: Progress) -> None:
        self._demo_hall, self._open_s, self._progress = demo_hall, open_s, progress
        self.screens = demo_hall.folder / "screens"
        self.screens.mkdir(parents=True, exist_ok=True)
        self.watcher = Watcher()
        self._ready = threading.Event()
        self._failure: BaseException | None = None
        self._cancelled = threading.Event()
        self.terminal = Terminal(
            demo_hall.settings,
            demo_hall.data_dir,
            clock,
            on_transition=self.watcher.transition,
            on_view=self.watcher.published,
            on_staff_view=self.watcher.staff_published,
            on_ready=self._ready.set,
            on_failed=self._failed,
            config_file=demo_hall.config,
        )

    def play(
        self,
        visits: Sequence[ScriptedVisit],
        report: DemonstrationReport,
        upkeep: Upkeep | None = None,
        within_s: float | None = None,
    ) -> None:
        """Play all visits, on a thread of its own; ends the event loop when done.

        Args:
            upkeep: Looks at the machine after each visit.
            within_s: No visit is begun later than this.
        """
        begun_s = time.monotonic()
        try:
            if not self._wait_ready():
                report.visits += [_not_begun(visit, self._failure) for visit in visits]
                return
            kiosk = self.terminal.kiosk
            assert kiosk is not None
            self._demo_hall.staff.sign_on(kiosk.store.accounts, self._demo_hall.cast)
            put_out(kiosk.store.calibrations, kiosk.clock.now().utc.date())
            self.watcher.wait_state(State.ATTRACT, 10)
            self._settle_facilities()
            director = Director(
                kiosk, self._demo_hall, self.watcher, Hands(self.touch, self.picture, self.knock), self.screens
            )
            for visit in visits:
                late = within_s is not None and time.monotonic() - begun_s > within_s
                if late or self._cancelled.is_set():
                    return
                self._progress.begins(visit)
                seen = director.play(visit)
                report.visits.append(seen)
                self._progress.ended(seen)
                if upkeep is not None:
                    upkeep.look(len(report.visits))
        finally:
            with contextlib.suppress(GuiTimeout):  # it has ended already
                self.terminal.gui.call(self.terminal.app.quit, 5)

    def cancel(self) -> None:
        """Play no further visit."""
        self._cancelled.set()

    def vision_pid(self) -> int | None:
        """Process id of the vision process now."""
        kiosk = self.terminal.kiosk
        return kiosk.vision.pid if kiosk is not None else None

    def touch(self, item: str) -> None:
        """A real touch. Raises KeyError while the item is not drawn, or does not hear."""
        if not self.terminal.gui.call(lambda: self._touched(item), HANDS_S):
            raise KeyError(item)

    def knock(self) -> None:
        """Five quick taps in the corner."""
        for _ in range(TAPS):
            self.terminal.gui.call(lambda: self.terminal.shell.touch_at(CORNER_PX, CORNER_PX), HANDS_S)

    def picture(self, path: Path) -> None:
        """The screen as a PNG file, once the page has come in; on a busy machine that takes a while."""
        latest_s = time.monotonic() + COMES_IN_S
        while not self.terminal.gui.call(self._has_come_in, HANDS_S) and time.monotonic() < latest_s:
            time.sleep(0.05)
        self.terminal.gui.call(lambda: self.terminal.shell.grab().save(str(path)), HANDS_S)

    def _has_come_in(self) -> bool:
        """On the screen's thread: whether the page that is shown is opaque."""
        return all(page.opacity() >= 1 for page in self.terminal.shell.root.childItems() if page.isVisible())

    def _touched(self, item: str) -> bool:
        """On the screen's thread: touch it if what is drawn is what was published last, and hears."""
        shell = self.terminal.shell
        view = self.watcher.view if shell.wing == VisitView.wing else self.watcher.staff
        if view is not None and shell.model.property("serial") != view.serial:
            return False
        if shell.panel.property("deaf"):
            return False
        try:
            shell.touch(item)
        except KeyError:
            return False
        return True

    def _failed(self, error: BaseException) -> None:
        self._failure = error
        self._ready.set()

    def _wait_ready(self) -> bool:
        return self._ready.wait(self._open_s) and self._failure is None

    def _settle_facilities(self) -> None:
        """Devices open in a second or two; the first visit is not played against a half-open hall."""
        kiosk = self.terminal.kiosk
        assert kiosk is not None
        self.watcher.wait_view(lambda _: not kiosk.conductor.situation.terminal.broken, 20)


def _not_begun(visit: ScriptedVisit, failure: BaseException | None) -> VisitSeen:
    seen = VisitSeen(visit.id, visit.title)
    seen.fail(f"the terminal did not open: {type(failure).__name__ if failure else 'time ran out'}: {failure or ''}")
    return seen
