"""`Visit`, the one object the visitor's screens read: the view, the panel's settings, the clock on the wall.

Read-only for QML. A new view is taken over whole before the first signal is emitted, so no screen ever sees half of
one. GUI thread only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlNamedElement, QmlSingleton, QQmlEngine

from devices.clock import Clock, SystemClock
from kiosk.settings import Hall, Settings
from kiosk.visits.states import Button, State
from kiosk.visits.view import VisitView
from ui.visitor.local_time import time_text
from ui.visitor.plain import plain_view
from ui.visitor.visit_properties import VisitProperties

QML_IMPORT_NAME = "kiosk.screen"
QML_IMPORT_MAJOR_VERSION = 1

DEAF_S = 0.4
"""Nothing can be pressed for this long after the buttons changed: the finger was meant for what was there before."""

ENGINE_KEY = "_visit"
"""Engine property under which the shell lays the model that the engine's screens read."""

Send = Callable[[Any], None]
SingleShot = Callable[[int, Callable[[], None]], None]

NOTHING = VisitView(State.ATTRACT, serial=0, headline="")


@QmlNamedElement("Visit")
@QmlSingleton
class VisitModel(VisitProperties):  # type: ignore[operator]  # PySide's stub: QmlNamedElement without __call__
    """See the module. QML knows it as `Visit`.

    Args:
        settings: Hall, screen and demonstration mark.
        words: The tables of visitor.toml.
        send: Takes `Pressed`, `Touched` and `EntryMade`; called on the GUI thread, must not block.
        clock: Says when presses count again, and the time of day.
        single_shot: `QTimer.singleShot` or a test's own: (milliseconds, what to call).
        preview_source: Handed to `Preview`; see `ui.items.preview_item`.
    """

    changed = Signal()
    screenChanged = Signal()

    def __init__(
        self,
        settings: Settings,
        words: dict[str, Any],
        send: Send,
        clock: Clock | None = None,
        single_shot: SingleShot = QTimer.singleShot,
        preview_source: QObject | None = None,
    ) -> None:
        self._clock, self._single_shot, self._send = clock or SystemClock(), single_shot, send
        self._zone = ZoneInfo(settings.hall.time_zone)
        self._deaf_until_s = 0.0
        self._will_hear = False
        self._source = preview_source
        super().__init__(
            {
                **plain_view(NOTHING),
                **_panel(settings),
                "timeText": "",
                "words": words,
                "deaf": False,
            }
        )
        self.tell_time()

    @staticmethod
    def create(engine: QQmlEngine) -> QObject:
        """The model of this engine; called by QML once an engine."""
        model: QObject = engine.property(ENGINE_KEY)
        return model

    def apply(self, view: VisitView) -> None:
        """Show this view from now on."""
        values = plain_view(view)
        moved = (values["state"], values["serial"]) != (self._now["state"], self._now["serial"])
        if moved:
            self._deaf_until_s = self._clock.now().monotonic_s + DEAF_S
            values["deaf"] = True
        values["timeText"] = self._time_text()
        self._take(values)
        self.changed.emit()
        if moved:
            self.screenChanged.emit()
            self._hear_later()

    def set_settings(self, settings: Settings) -> None:
        """Another orientation, text scale, theme, hall name or demonstration mark."""
        self._take(_panel(settings))
        self.changed.emit()

    def tell_time(self) -> None:
        """Look at the clock; once a minute is enough."""
        self._take({"timeText": self._time_text()})

    def _preview_source(self) -> QObject | None:
        return self._source

    previewSource = Property(QObject, _preview_source, constant=True)

    # --- what people do -----------------------------------------------------------------------------------------
    @Slot(str)
    def press(self, button: str) -> None:
        """A button was pressed. Nothing happens while deaf; a button the view does not list counts as a touch."""
        from kiosk.visits.events import Pressed

        if self._is_deaf():
            return
        if button not in self._now["buttons"]:
            self.touch()
            return
        self._send(Pressed(Button(button), self._now["serial"]))

    @Slot()
    def touch(self) -> None:
        """The screen was touched, not on a button."""
        from kiosk.visits.events import Touched

        self._send(Touched())

    @Slot(str)
    def enter(self, text: str) -> None:
        """確定 on the digit pad. Nothing happens while deaf or when nothing is asked."""
        from kiosk.visits.events import EntryMade

        entry = self._now["entry"]
        if entry["present"] and not self._is_deaf():
            self._send(EntryMade(entry["metric"], text, self._now["serial"]))

    # --- what works ---------------------------------------------------------------------------------------------
    @Slot(str, result=bool)
    def has(self, button: str) -> bool:
        """Whether a button works now. In a binding use `Visit.buttons.includes(id)`, which is told of changes."""
        return button in self._now["buttons"]

    @Slot(str, result=str)
    def label(self, button: str) -> str:
        """A button's word, empty when it does not work now. In a binding use `Visit.labels[id]`."""
        return str(self._now["labels"].get(button, ""))

    @Slot(str, result=str)
    def detail(self, button: str) -> str:
        """The small line of a tile. In a binding use `Visit.details[id]`."""
        return str(self._now["details"].get(button, ""))

    # --- time ---------------------------------------------------------------------------------------------------
    def _is_deaf(self) -> bool:
        return self._clock.now().monotonic_s < self._deaf_until_s

    def _hear_later(self) -> None:
        if not self._will_hear:
            self._will_hear = True
            left_s = self._deaf_until_s - self._clock.now().monotonic_s
            self._single_shot(max(1, round(left_s * 1000)), self._hear)

    def _hear(self) -> None:
        self._will_hear = False
        if self._is_deaf():
            self._hear_later()
        else:
            self._take({"deaf": False})

    def _time_text(self) -> str:
        return time_text(self._clock.now().utc.astimezone(self._zone))


_ARROWS = {"左侧": "left", "左下方": "downleft", "正下方": "down", "右下方": "downright", "右侧": "right"}


def _arrows(hall: Hall) -> dict[str, str]:
    """Icon of a way in to the icon of the arrow that points to where it is."""
    return {"card": _ARROWS[hall.id_reader_place], "insert": _ARROWS[hall.contact_reader_place], "face": "up"}


def _panel(settings: Settings) -> dict[str, Any]:
    return {
        "portrait": settings.screen.orientation != "landscape",
        "textScale": settings.screen.text_scale,
        "highContrast": settings.screen.high_contrast,
        "lessMotion": settings.screen.less_motion,
        "hallName": settings.hall.name,
        "arrows": _arrows(settings.hall),
        "leftward": settings.hall.window_side == "左侧",
        "demo": settings.demonstration,
    }
