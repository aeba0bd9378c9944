"""The terminal's window with its wings in it, one shown at a time. GUI thread only, but for `post`."""

from __future__ import annotations

import contextlib
import ctypes
import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQml import QQmlEngine
from PySide6.QtQuick import QQuickItem

from devices.clock import Clock, SystemClock
from kiosk.settings import Settings
from ui.items import picture_item, pinyin, preview_item, qr_item
from ui.panel import Panel, SingleShot
from ui.qml_values import lay
from ui.window.awake import keep_awake
from ui.window.bridge import Bridge
from ui.window.corner import Corner
from ui.window.grab import grab_item
from ui.window.open_wing import UI, OpenWing, WingBroken
from ui.window.terminal_window import TerminalWindow
from ui.window.wing import Surroundings, View, Wing, WingModel

log = logging.getLogger("ui")

CALM = Path(__file__).with_name("calm.qml")
PORTRAIT, LANDSCAPE = QSize(1080, 1920), QSize(1920, 1080)
TIME_EVERY_MS = 15_000
TIDY_AFTER_MS = 600
"""After a wing has come to rest: its page takes 240 ms to arrive, and nothing may jerk."""

QML_TYPES = (picture_item.Picture, pinyin.Pinyin, preview_item.Preview, qr_item.QrCode)
"""What Python adds to the module kiosk.items; importing their files registers them."""

Send = Callable[[str, Any], None]
OnWing = Callable[[str], None]


class Shell:
    """One window.

    Args:
        settings: Of the terminal; `screen` says how it is shown.
        wings: The first one is shown; each other is made when it is first shown.
        send: Takes the wing's name and what people do in it; called on the GUI thread, must not block.
        preview_source: A `PreviewReader` or alike, None without a camera; see `set_preview`.
        on_wing: Called on the GUI thread with the name of the wing that is shown from now on.
        on_knock: Called on the GUI thread when whoever works here knocks at the first wing's corner (`Corner`).
        clock, single_shot: For tests; see `Panel`.

    Attributes:
        panel: What every page knows.
        first_frame_at: Monotonic seconds at the first frame on the glass, None before it.
    """

    def __init__(
        self,
        settings: Settings,
        wings: Sequence[Wing],
        send: Send,
        preview_source: preview_item.Frames | None = None,
        *,
        on_wing: OnWing | None = None,
        on_knock: Callable[[], None] | None = None,
        clock: Clock | None = None,
        single_shot: SingleShot = QTimer.singleShot,
    ) -> None:
        self.first_frame_at: float | None = None
        self._settings, self._send, self._on_wing = settings, send, on_wing
        self._wings = {wing.name: wing for wing in wings}
        self.window = TerminalWindow(may_close=settings.demonstration)
        self._source = preview_item.PreviewSource(preview_source)
        self.panel = Panel(self._laid_out(), clock, single_shot)
        self._engine = QQmlEngine()
        self._engine.addImportPath(str(UI.parent))
        lay(self._engine, self.panel)
        self._tidying, self._minute = QTimer(), QTimer()
        self._tidying.setSingleShot(True)
        self._tidying.timeout.connect(self.tidy)
        self._bridges: dict[str, Bridge[View]] = {wing.name: Bridge(self.apply) for wing in wings}
        self._waiting: dict[str, View] = {}
        self._open: dict[str, OpenWing] = {}
        self._shown = self._made(wings[0], instead=CALM)
        if on_knock is not None:
            self._corner = Corner(self.root, self._engine, clock or SystemClock(), on_knock)
        self.root.setVisible(True)
        self.window.widthChanged.connect(self._fit)
        self.window.heightChanged.connect(self._fit)
        self.window.frameSwapped.connect(self._first_frame, Qt.ConnectionType.DirectConnection)
        self._minute.timeout.connect(self.panel.tell_time)
        self._minute.start(TIME_EVERY_MS)
        self._finger: Any = None

    # --- wings --------------------------------------------------------------------------------------------------
    @property
    def wing(self) -> str:
        """The name of the wing that is shown."""
        return self._shown.name

    @property
    def root(self) -> QQuickItem:
        """The pages that are shown."""
        return self._shown.root

    @property
    def model(self) -> WingModel:
        """The view model of the wing that is shown."""
        return self._shown.model

    @property
    def loaded(self) -> bool:
        """False when the wing could not be loaded and the calm picture is shown instead."""
        return self._shown.loaded

    def show_wing(self, name: str) -> bool:
        """Show this wing and nothing of the one before. False when it cannot be loaded: the one before stays."""
        if name == self.wing:
            return True
        try:
            wing = self._open.get(name) or self._made(self._wings[name])
        except WingBroken:
            return False
        self._shown.hide()
        self._shown = wing
        self.panel.turn_page()
        self._fit()
        waiting = self._waiting.pop(name, None)
        if waiting is not None:
            self.apply(waiting)
        self.root.setVisible(True)
        if self._on_wing is not None:
            self._on_wing(name)
        return True

    def visitor_waits(self, how: str) -> None:
        """Tell the inner wing that is shown, and show the first one if it gives way. See `WingModel.visitor_waits`."""
        first = next(iter(self._wings))
        if self.wing != first and self.model.visitor_waits(how):
            self.show_wing(first)

    def apply(self, view: View) -> None:
        """Show a view of the shown wing now; of another wing the latest waits until that wing is shown. GUI thread."""
        if view.wing != self.wing:
            self._waiting[view.wing] = view
            return
        self.panel.tell_time()
        self.model.apply(view)

    def post(self, view: View) -> None:
        """Show a view soon, from any thread; of several of one wing only the latest."""
        self._bridges[view.wing].post(view)

    # --- the glass ----------------------------------------------------------------------------------------------
    @property
    def size(self) -> QSize:
        """The logical screen, px."""
        return LANDSCAPE if self._laid_out().screen.orientation == "landscape" else PORTRAIT

    def show(self, width: int | None = None, height: int | None = None) -> None:
        """Open the window: the whole screen on a kiosk, otherwise as large as fits (or as told)."""
        if self._settings.screen.full_screen and width is None and not _is_offscreen():
            self.window.resize(self.window.screen().size())
            self._fit()
            self.window.take_whole_screen()
            if not self._settings.demonstration:
                keep_awake(QGuiApplication.platformName())
            return
        size = QSize(width, height or width) if width else self._window_size()
        self.window.resize(size)
        self._fit()
        self.window.show()
        self.window.requestActivate()

    def set_settings(self, settings: Settings) -> None:
        """Another orientation, text scale, theme, hall or demonstration mark."""
        self._settings = settings
        self.panel.set_settings(self._laid_out())
        for wing in self._open.values():
            wing.model.set_settings(settings)
        self._fit()

    def set_preview(self, frames: preview_item.Frames | None) -> None:
        """Another source of camera pictures, after the vision process was started anew."""
        self._source.frames = frames

    def tidy(self) -> None:
        """Give back what was shown before: QML's own garbage, and the freed memory its pictures lay in."""
        self._engine.collectGarbage()
        with contextlib.suppress(AttributeError):  # not glibc
            ctypes.CDLL(None).malloc_trim(0)

    def grab(self) -> QImage:
        """What is shown, at the full logical size.

        Raises:
            TimeoutError: no picture came within five seconds.
        """
        size = self.size
        if self.window.isExposed() and self.window.size() == size and self.window.devicePixelRatio() == 1:
            return self.window.grabWindow()
        return grab_item(self.root, size)

    # --- hands --------------------------------------------------------------------------------------------------
    def touch(self, object_name: str) -> None:
        """A real touch at the middle of the visible item of this name; raises KeyError when it is not to be seen."""
        from ui.window.touching import Finger, centre_of, visible_item

        if self._finger is None:
            self._finger = Finger(self.window)
        self._finger.touch(centre_of(visible_item(self.root, object_name)))

    def touch_at(self, x: float, y: float) -> None:
        """A real touch at a point of the logical screen, px."""
        from PySide6.QtCore import QPointF

        from ui.window.touching import Finger

        if self._finger is None:
            self._finger = Finger(self.window)
        self._finger.touch(self.root.mapToScene(QPointF(x, y)))

    def close(self) -> None:
        """Close the window and let go of everything."""
        self._minute.stop()
        self._tidying.stop()
        self._source.frames = None
        self.window.end()
        for wing in self._open.values():
            wing.end()
        self.window.deleteLater()
        self._engine.collectGarbage()
        self._engine.deleteLater()
        # Now and in this order: left to the end of the program, items may outlive their engine, and it crashes.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    # --- inside -------------------------------------------------------------------------------------------------
    def _made(self, wing: Wing, instead: Path | None = None) -> OpenWing:
        """A wing that has just been made, not shown yet. Raises WingBroken."""
        surroundings = Surroundings(
            self._settings, self.panel, lambda event: self._send(wing.name, event), self._source
        )
        made = self._open[wing.name] = OpenWing(wing, surroundings, self._engine, instead=instead)
        made.root.setVisible(False)
        made.root.setParentItem(self.window.contentItem())
        made.root.setTransformOrigin(QQuickItem.TransformOrigin.TopLeft)
        made.model.screenChanged.connect(self._tidy_later)
        return made

    def _laid_out(self) -> Settings:
        """The settings with the orientation the panel has, where it is to be followed. A square one is upright."""
        screen = self._settings.screen
        if screen.orientation != "auto":
            return self._settings
        panel = self.window.size() if self.window.whole_screen else self.window.screen().size()
        orientation: Literal["landscape", "portrait"] = "landscape" if panel.width() > panel.height() else "portrait"
        return msgspec.structs.replace(self._settings, screen=msgspec.structs.replace(screen, orientation=orientation))

    def _fit(self) -> None:
        if (self.size == PORTRAIT) is not self.panel.property("portrait"):  # it was turned
            self.panel.set_settings(self._laid_out())
        size = self.size
        width, height = self.window.width(), self.window.height()
        scale = min(width / size.width(), height / size.height())
        self.root.setSize(size)
        self.root.setScale(scale)
        self.root.setX((width - size.width() * scale) / 2)
        self.root.setY((height - size.height() * scale) / 2)

    def _window_size(self) -> QSize:
        """The largest of 1, 3/4, 1/2 … of the logical screen that the display has room for."""
        room, size = self.window.screen().availableSize(), self.size
        if _is_offscreen():
            return size
        parts = (1.0, 0.75, 0.5, 0.4, 0.3, 0.25)
        part = next((p for p in parts if size.width() * p <= room.width() and size.height() * p <= room.height()), 0.2)
        return QSize(round(size.width() * part), round(size.height() * part))

    def _tidy_later(self) -> None:
        """Between two people, never while somebody is served."""
        if self.model.is_at_rest():
            self._tidying.start(TIDY_AFTER_MS)
        else:
            self._tidying.stop()

    def _first_frame(self) -> None:
        if self.first_frame_at is None:
            self.first_frame_at = time.monotonic()


def _is_offscreen() -> bool:
    return QGuiApplication.platformName() in ("offscreen", "minimal")
