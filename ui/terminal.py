"""The terminal: its screen first, then everything behind it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devices.clock import Clock, Instant
from kiosk.sentences import NO_WORDS, Text
from kiosk.settings import Settings
from kiosk.visits.states import State
from kiosk.visits.view import VisitView
from ui.application.application import Application

if TYPE_CHECKING:
    from kiosk.assemble import Kiosk
    from kiosk.desk.view import StaffView

log = logging.getLogger("kiosk")

OnTransition = Callable[[State, str, Instant], None]
OnView = Callable[[VisitView], None]

FIRST_FRAME_WITHIN_MS = 1500
"""Without a frame by then, as behind a panel that is off, the rest is opened all the same."""
OPENING_ENDS_S = 30.0
"""A store is checked before it is used, which takes seconds when it is large."""


class Terminal:
    """Shows the first picture as soon as Qt can, and opens store, devices and vision on another thread meanwhile.

    Args:
        on_transition, on_view: Onlookers, called on the visit's thread.
        on_staff_view: The same for the staff wing, called on the desk's thread.
        on_ready: Called on the GUI thread once everything behind the screen is open.
        on_failed: Called on the GUI thread with the exception whenever it cannot be opened.
        retry_s: Try again so many seconds after each failure; None does not.
        config_file: Where the settings were read from; None when there was no file.
        on_restart: Called on the GUI thread when a technician wants the terminal started anew; None where it cannot be.
        settings_refused: Why the settings are not those of the file; empty when they are.
    """

    def __init__(
        self,
        settings: Settings,
        data_dir: Path,
        clock: Clock,
        *,
        on_transition: OnTransition | None = None,
        on_view: OnView | None = None,
        on_staff_view: Callable[[StaffView], None] | None = None,
        on_ready: Callable[[], None] | None = None,
        on_failed: Callable[[BaseException], None] | None = None,
        retry_s: float | None = None,
        config_file: Path | None = None,
        on_restart: Callable[[], None] | None = None,
        settings_refused: Text = NO_WORDS,
    ) -> None:
        self._settings_refused = settings_refused
        self._config_file = config_file
        self._settings, self._data_dir, self._clock = settings, data_dir, clock
        self._on_transition, self._on_view, self._on_staff_view = on_transition, on_view, on_staff_view
        self._on_ready, self._on_failed, self._retry_s = on_ready, on_failed, retry_s
        self._closing, self._beginning = threading.Event(), threading.Lock()
        self.app = Application(settings.screen)
        from ui.window.bridge import Bridge
        from ui.window.gui_calls import GuiCalls
        from ui.window.shell import Shell
        from ui.wings import WINGS

        self.gui = GuiCalls()
        self.shell = Shell(settings, WINGS, self._send, on_wing=self._wing_shown, on_knock=self._knocked, clock=clock)
        self._waits = Bridge[str](self.shell.visitor_waits)
        self._asked_for = Bridge[str](self._show_wing)
        self._restarts = None if on_restart is None else Bridge[bool](lambda _: on_restart())
        self.kiosk: Kiosk | None = None
        self._opener: threading.Thread | None = None
        self._closed = False

    def open(self, width: int | None = None, height: int | None = None) -> None:
        """Show the window; when its first frame is on the glass, open the rest."""
        from ui.visitor.opening_views import starting_view

        self.shell.apply(starting_view())
        self.shell.show(width, height)
        if self._settings.demonstration:
            # Whoever closes the window means the terminal, whatever other windows are open.
            self.shell.window.visibleChanged.connect(lambda visible: None if visible else self.app.quit())
        self._opener = threading.Thread(target=self._open_behind, name="opening", daemon=True)
        from PySide6.QtCore import Qt, QTimer

        self.shell.window.frameSwapped.connect(self._begin_opening, Qt.ConnectionType.SingleShotConnection)
        QTimer.singleShot(FIRST_FRAME_WITHIN_MS, self._begin_opening)

    def run(self) -> int:
        """The event loop; everything is closed when it ends."""
        try:
            return self.app.run()
        finally:
            self.close()

    def close(self) -> None:
        """Close everything in good order. Safe to call again."""
        with self._beginning:
            self._closing.set()
        self._end_opening()
        kiosk, self.kiosk = self.kiosk, None
        if kiosk is not None:
            self.shell.set_preview(None)
            kiosk.stop()
        if not self._closed:
            self._closed = True
            self.shell.close()

    def _begin_opening(self) -> None:
        """Not before the first frame: what the opening thread imports would hold it up."""
        with self._beginning:
            if self._opener is not None and self._opener.ident is None and not self._closing.is_set():
                self._opener.start()

    def _end_opening(self) -> None:
        """Wait for the opening thread, which may be waiting for this one."""
        opener, deadline_s = self._opener, self._clock.now().monotonic_s + OPENING_ENDS_S
        if opener is None or opener.ident is None:
            return
        while opener.is_alive() and self._clock.now().monotonic_s < deadline_s:
            self.app.qt.processEvents()
            opener.join(0.02)

    def _open_behind(self) -> None:
        """On a thread of its own: open the kiosk, again and again where that is asked for."""
        while not self._closing.is_set() and not self._open_kiosk():
            if self._retry_s is None or self._clock.wait(self._closing, self._retry_s):
                return

    def _open_kiosk(self) -> bool:
        from kiosk.assemble import Kiosk
        from ui.certificates.pdf import PdfDrawer
        from ui.paper.pdf import PdfPaper
        from ui.slips.dots import draw

        restarts = self._restarts
        kiosk = Kiosk(
            self._settings,
            self._data_dir,
            self._clock,
            self._published,
            on_transition=self._on_transition,
            on_visitor_waits=self._waits.post,
            publish_staff=self._staff_published,
            show_wing=self._asked_for.post,
            config_file=self._config_file,
            certificate_drawer=PdfDrawer(),
            slip_drawer=draw,
            paper=PdfPaper(),
            restart=None if restarts is None else lambda: restarts.post(True),
            settings_refused=self._settings_refused,
        )
        try:
            kiosk.start()
        except BaseException as error:  # noqa: BLE001 - told on the screen's thread, which decides
            failure = error
            self.gui.call(lambda: self._failed(failure), OPENING_ENDS_S)
            return False
        self.kiosk = kiosk
        self.gui.call(self._ready, OPENING_ENDS_S)
        return True

    def _ready(self) -> None:
        if self.kiosk is None or self._closing.is_set():
            return
        from kiosk.faces.client.lease import Owner

        self.shell.set_preview(self.kiosk.vision.preview_of(*Owner))
        if self.shell.wing != VisitView.wing:
            self._wing_shown(self.shell.wing)
        if self._on_ready is not None:
            self._on_ready()

    def _failed(self, error: BaseException) -> None:
        from ui.visitor.opening_views import closed_view

        self.shell.apply(closed_view())
        if self._on_failed is not None:
            self._on_failed(error)

    def _published(self, view: VisitView) -> None:
        self.shell.post(view)
        if self._on_view is not None:
            self._on_view(view)

    def _staff_published(self, view: StaffView) -> None:
        self.shell.post(view)
        if self._on_staff_view is not None:
            self._on_staff_view(view)

    def _show_wing(self, wing: str) -> None:
        """The desk asks for a wing; where it cannot be loaded, the visitor's stays."""
        from kiosk.desk.events import WingHidden

        if not self.shell.show_wing(wing):
            self._send(wing, WingHidden())

    def _knocked(self) -> None:
        """Whoever works here asks to be let in by the corner of the visitor's wing."""
        from kiosk.desk.events import Knock

        self._send("staff", Knock())

    def _wing_shown(self, wing: str) -> None:
        """Nobody is served unseen: the visit knows whether its screen is shown."""
        from kiosk.visits.events import Resumed, SetAside

        if self.kiosk is not None:
            self.kiosk.post(Resumed() if wing == VisitView.wing else SetAside())

    def _send(self, wing: str, event: Any) -> None:
        if self.kiosk is not None:
            self.kiosk.inboxes[wing](event)
