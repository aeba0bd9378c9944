"""`Panel`: what a page of any wing may know. The glass and how it is to be shown on, the hall, the time of day, and
whether a finger that comes down now was meant for what stands there. GUI thread only.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QObject, QTimer, Signal
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from devices.clock import Clock, SystemClock
from kiosk.settings import Settings
from ui.qml_values import QmlValues, laid, read

QML_IMPORT_NAME = "kiosk.panel"
QML_IMPORT_MAJOR_VERSION = 1

DEAF_S = 0.4
"""Nothing can be pressed for this long after another page came: the finger was meant for what was there before."""

SingleShot = Callable[[int, Callable[[], None]], None]


@QmlElement
@QmlSingleton
class Panel(QmlValues):
    """See the module. Read-only for QML.

    Args:
        settings: Hall, screen and demonstration mark; the screen's orientation is not "auto".
        clock: Says when presses count again, and the time of day.
        single_shot: `QTimer.singleShot` or a test's own: (milliseconds, what to call).

    Attributes (for QML):
        page: Rises with every `turn_page`; a press counts only for the page it began on.
        deaf: True for 0.4 s after that, or as long as was asked for; nothing goes down then.
        timeText: The time of day in the hall, such as 9:20.
    """

    portraitChanged = Signal()
    textScaleChanged = Signal()
    highContrastChanged = Signal()
    lessMotionChanged = Signal()
    hallNameChanged = Signal()
    demoChanged = Signal()
    timeTextChanged = Signal()
    pageChanged = Signal()
    deafChanged = Signal()

    portrait = Property(bool, read("portrait"), notify=portraitChanged)
    textScale = Property(float, read("textScale"), notify=textScaleChanged)
    highContrast = Property(bool, read("highContrast"), notify=highContrastChanged)
    lessMotion = Property(bool, read("lessMotion"), notify=lessMotionChanged)
    hallName = Property(str, read("hallName"), notify=hallNameChanged)
    demo = Property(bool, read("demo"), notify=demoChanged)
    timeText = Property(str, read("timeText"), notify=timeTextChanged)
    page = Property(int, read("page"), notify=pageChanged)
    deaf = Property(bool, read("deaf"), notify=deafChanged)

    def __init__(
        self,
        settings: Settings,
        clock: Clock | None = None,
        single_shot: SingleShot = QTimer.singleShot,
        parent: QObject | None = None,
    ) -> None:
        self._clock, self._single_shot = clock or SystemClock(), single_shot
        self._zone = ZoneInfo(settings.hall.time_zone)
        self._deaf_until_s = 0.0
        self._will_hear = False
        super().__init__({**_of(settings), "timeText": self._time_text(), "page": 0, "deaf": False}, parent)

    @staticmethod
    def create(engine: QQmlEngine) -> QObject:
        """The panel of this engine; called by QML once an engine."""
        return laid(engine, Panel)

    def set_settings(self, settings: Settings) -> None:
        """Another orientation, text scale, theme, hall or demonstration mark."""
        self._zone = ZoneInfo(settings.hall.time_zone)
        self._take({**_of(settings), "timeText": self._time_text()})

    def tell_time(self) -> None:
        """Look at the clock; once a minute is enough."""
        self._take({"timeText": self._time_text()})

    def turn_page(self, deaf_s: float = DEAF_S) -> None:
        """Other things to press stand there now: what is under a finger comes up, and nothing goes down for so many
        seconds.
        """
        self._deaf_until_s = max(self._deaf_until_s, self._clock.now().monotonic_s + deaf_s)
        self._take({"page": self._now["page"] + 1, "deaf": True})
        self._hear_later()

    def is_deaf(self) -> bool:
        """Whether a press would come too early."""
        return self._clock.now().monotonic_s < self._deaf_until_s

    def _hear_later(self) -> None:
        if not self._will_hear:
            self._will_hear = True
            left_s = self._deaf_until_s - self._clock.now().monotonic_s
            self._single_shot(max(1, round(left_s * 1000)), self._hear)

    def _hear(self) -> None:
        self._will_hear = False
        if self.is_deaf():
            self._hear_later()
        else:
            self._take({"deaf": False})

    def _time_text(self) -> str:
        return time_text(self._clock.now().utc.astimezone(self._zone))


def time_text(local: datetime) -> str:
    """9:20, 17:59: the one clock style of the screens, as on the code card and beside a value."""
    return f"{local.hour}:{local.minute:02}"


def _of(settings: Settings) -> dict[str, Any]:
    return {
        "portrait": settings.screen.orientation != "landscape",
        "textScale": settings.screen.text_scale,
        "highContrast": settings.screen.high_contrast,
        "lessMotion": settings.screen.less_motion,
        "hallName": settings.hall.name,
        "demo": settings.demonstration,
    }
