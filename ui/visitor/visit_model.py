"""`Visit`, the one object the visitor's screens read: the view, and where the hall has its readers and its window.

Read-only for QML. A new view is taken over whole before the first signal is emitted, so no screen ever sees half of
one. GUI thread only.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlNamedElement, QmlSingleton, QQmlEngine

from kiosk.sentences import NO_WORDS
from kiosk.settings import Hall, Settings
from kiosk.visits.states import State
from kiosk.visits.view import VisitView
from ui.qml_values import laid
from ui.visitor.plain import plain_view
from ui.visitor.visit_properties import VisitProperties
from ui.visitor.visitor_tables import visitor_tables
from ui.window.wing import Surroundings

QML_IMPORT_NAME = "kiosk.visitor"
QML_IMPORT_MAJOR_VERSION = 1

NOTHING = VisitView(State.ATTRACT, serial=0, headline=NO_WORDS)


@QmlNamedElement("Visit")
@QmlSingleton
class VisitModel(VisitProperties):  # type: ignore[operator]  # PySide's stub: QmlNamedElement without __call__
    """See the module. QML knows it as `Visit`.

    Signals:
        changed: A view or the hall's settings were taken over.
    """

    changed = Signal()

    def __init__(self, surroundings: Surroundings) -> None:
        self._preview = surroundings.preview
        places = _places(surroundings.settings.hall)
        super().__init__(surroundings, {**plain_view(NOTHING), **places, "words": visitor_tables()})

    @staticmethod
    def create(engine: QQmlEngine) -> QObject:
        """The model of this engine; called by QML once an engine."""
        return laid(engine, VisitModel)

    def apply(self, view: VisitView) -> None:
        """Show this view from now on."""
        values = plain_view(view)
        moved = (values["state"], values["serial"]) != (self._now["state"], self._now["serial"])
        if moved:
            self._panel.turn_page()
        self._take(values)
        self.changed.emit()
        if moved:
            self.screenChanged.emit()

    def set_settings(self, settings: Settings) -> None:
        """Readers or the window stand elsewhere."""
        self._take(_places(settings.hall))
        self.changed.emit()

    def set_aside(self) -> None:
        """Nothing of a visitor stays while an inner wing is shown."""
        self.apply(NOTHING)

    def is_at_rest(self) -> bool:
        """On the attract screen."""
        return bool(self._now["state"] == State.ATTRACT.value)

    def _preview_source(self) -> QObject | None:
        return self._preview

    previewSource = Property(QObject, _preview_source, constant=True)

    # --- what people do -----------------------------------------------------------------------------------------
    @Slot(str)
    def press(self, button: str) -> None:
        """A button was pressed. Nothing happens while deaf; a button the view does not list counts as a touch."""
        from kiosk.visits.events import Pressed

        if self._panel.is_deaf():
            return
        if button not in self._now["buttons"]:
            self.touch()
            return
        self._send(Pressed(button, self._now["serial"]))

    @Slot()
    def touch(self) -> None:
        """The screen was touched, not on a button."""
        from kiosk.visits.events import Touched

        self._send(Touched())

    @Slot()
    def readAloud(self) -> None:
        """念给我听, or silence. Nothing happens while deaf or where nothing can be read."""
        from kiosk.voice.aloud import AloudPressed

        if self._now["aloud"]["present"] and not self._panel.is_deaf():
            self._send(AloudPressed(self._now["serial"]))

    @Slot(str)
    def enter(self, text: str) -> None:
        """确定 on the digit pad. Nothing happens while deaf or when nothing is asked."""
        from kiosk.visits.events import EntryMade

        entry = self._now["entry"]
        if entry["present"] and not self._panel.is_deaf():
            self._send(EntryMade(entry["metric"], text, self._now["serial"]))


def _places(hall: Hall) -> dict[str, Any]:
    """`arrows`: icon of a way in to the icon of the arrow that points to where it is; `leftward`: the window's side."""
    return {
        "arrows": {"card": hall.id_reader_direction, "insert": hall.contact_reader_direction, "face": "up"},
        "leftward": hall.window_is_left,
    }
