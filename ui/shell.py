"""The window with the visitor's screens in it. GUI thread only, but for `post`."""

from __future__ import annotations

import contextlib
import ctypes
import logging
import time
from pathlib import Path
from typing import Any, Literal

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickItem

from devices.clock import Clock
from kiosk.settings import Settings
from kiosk.visits.states import State
from kiosk.visits.view import VisitView
from ui.awake import keep_awake
from ui.bridge import ViewBridge
from ui.items import preview_item, qr_item
from ui.panel import Panel, SingleShot
from ui.qml_values import lay
from ui.visitor.visit_model import Send, VisitModel
from ui.window import TerminalWindow
from ui.words import visitor_tables

log = logging.getLogger("ui")

HERE = Path(__file__).resolve().parent
PORTRAIT, LANDSCAPE = QSize(1080, 1920), QSize(1920, 1080)
TIME_EVERY_MS = 15_000
GRAB_TIMEOUT_MS = 5_000
TIDY_AFTER_MS = 600
"""After the attract screen has come back: its arrival takes 240 ms, and nothing may jerk."""

QML_TYPES = (preview_item.Preview, qr_item.QrCode)
"""What Python adds to the module kiosk.items; importing their files registers them."""


class Shell:
    """One window.

    Args:
        settings: Of the terminal; `screen` says how it is shown.
        send: Takes what people do (`Pressed`, `Touched`, `EntryMade`); called on the GUI thread, must not block.
        preview_source: A `PreviewReader` or alike, None without a camera; see `set_preview`.
        clock, single_shot: For tests; see `Panel`.
        qml: The screens' root, relative to this folder.

    Attributes:
        first_frame_at: Monotonic seconds at the first frame on the glass, None before it.
        loaded: False when the screens could not be loaded and the calm picture is shown instead.
    """

    def __init__(
        self,
        settings: Settings,
        send: Send,
        preview_source: preview_item.Frames | None = None,
        *,
        clock: Clock | None = None,
        single_shot: SingleShot = QTimer.singleShot,
        qml: str = "visitor/Visitor.qml",
    ) -> None:
        self.first_frame_at: float | None = None
        self._settings = settings
        self.window = TerminalWindow(may_close=settings.demonstration)
        self._source = preview_item.PreviewSource(preview_source)
        self.panel = Panel(self._laid_out(), clock, single_shot)
        self.visit = VisitModel(self._laid_out(), visitor_tables(), send, self.panel, self._source)
        self._bridge = ViewBridge(self.apply)
        self._engine = QQmlEngine()
        lay(self._engine, self.panel)
        lay(self._engine, self.visit)
        self._engine.addImportPath(str(HERE.parent))
        self.root, self.loaded = self._load(qml)
        self.root.setParentItem(self.window.contentItem())
        self.root.setTransformOrigin(QQuickItem.TransformOrigin.TopLeft)
        self.window.widthChanged.connect(self._fit)
        self.window.heightChanged.connect(self._fit)
        self.window.frameSwapped.connect(self._first_frame, Qt.ConnectionType.DirectConnection)
        self.visit.screenChanged.connect(self._tidy_later)
        self._tidying = QTimer()
        self._tidying.setSingleShot(True)
        self._tidying.timeout.connect(self.tidy)
        self._minute = QTimer()
        self._minute.timeout.connect(self.panel.tell_time)
        self._minute.start(TIME_EVERY_MS)
        self._finger: Any = None

    @property
    def engine(self) -> QQmlEngine:
        """For another window that shows the same theme; it knows `Panel` and the import paths."""
        return self._engine

    # --- showing ------------------------------------------------------------------------------------------------
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

    def apply(self, view: VisitView) -> None:
        """Show a view now. GUI thread."""
        self.panel.tell_time()
        self.visit.apply(view)

    def post(self, view: VisitView) -> None:
        """Show a view soon, from any thread; of several only the latest."""
        self._bridge.post(view)

    def set_settings(self, settings: Settings) -> None:
        """Another orientation, text scale, theme, hall name or demonstration mark."""
        self._settings = settings
        self.panel.set_settings(self._laid_out())
        self.visit.set_settings(settings)
        self._fit()

    def set_preview(self, frames: preview_item.Frames | None) -> None:
        """Another source of camera pictures, after the vision process was started anew."""
        self._source.frames = frames

    def tidy(self) -> None:
        """Give back what the last visit left: QML's own garbage, and the freed memory its pictures lay in."""
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
        return self._grab_item(size)

    # --- hands --------------------------------------------------------------------------------------------------
    def touch(self, object_name: str) -> None:
        """A real touch at the middle of the visible item of this name; raises KeyError when it is not to be seen."""
        from ui.touching import Finger, centre_of, visible_item

        if self._finger is None:
            self._finger = Finger(self.window)
        self._finger.touch(centre_of(visible_item(self.root, object_name)))

    def touch_at(self, x: float, y: float) -> None:
        """A real touch at a point of the logical screen, px."""
        from PySide6.QtCore import QPointF

        from ui.touching import Finger

        if self._finger is None:
            self._finger = Finger(self.window)
        self._finger.touch(self.root.mapToScene(QPointF(x, y)))

    def close(self) -> None:
        """Close the window and let go of everything."""
        self._minute.stop()
        self._tidying.stop()
        self._source.frames = None
        self.window.end()
        self.root.setParentItem(None)  # type: ignore[arg-type]  # PySide's stub: no None, which takes an item out
        self.root.deleteLater()
        self.window.deleteLater()
        self._engine.collectGarbage()
        self._engine.deleteLater()
        # Now and in this order: left to the end of the program, items may outlive their engine, and it crashes.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    # --- inside -------------------------------------------------------------------------------------------------
    def _load(self, qml: str) -> tuple[QQuickItem, bool]:
        item = self._create(HERE / qml)
        if item is not None:
            return item, True
        calm = self._create(HERE / "calm.qml")
        return calm if calm is not None else QQuickItem(), False

    def _create(self, path: Path) -> QQuickItem | None:
        self._component = QQmlComponent(self._engine, QUrl.fromLocalFile(str(path)))
        if self._component.isError():
            for error in self._component.errors():
                log.error("%s:%d: %s", Path(error.url().path()).name, error.line(), error.description())
            return None
        item: QObject | None = self._component.create()
        return item if isinstance(item, QQuickItem) else None

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
        """Between two visits, never within one."""
        if self.visit.property("state") == State.ATTRACT.value:
            self._tidying.start(TIDY_AFTER_MS)
        else:
            self._tidying.stop()

    def _first_frame(self) -> None:
        if self.first_frame_at is None:
            self.first_frame_at = time.monotonic()

    def _grab_item(self, size: QSize) -> QImage:
        grabbed: Any = self.root.grabToImage(size)
        if grabbed is None:
            raise TimeoutError("the screen cannot be grabbed while it is hidden")
        loop = QEventLoop()
        grabbed.ready.connect(loop.quit)
        QTimer.singleShot(GRAB_TIMEOUT_MS, loop.quit)
        loop.exec()
        image: QImage = grabbed.image()
        if image.isNull():
            raise TimeoutError("no picture of the screen within five seconds")
        return image


def _is_offscreen() -> bool:
    return QGuiApplication.platformName() in ("offscreen", "minimal")
