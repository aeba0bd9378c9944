"""What a wing is to the window: the pages of one kind of user, of which the window shows one wing at a time.

A wing is a folder with a view (frozen, it names its wing), a view model (a `WingModel`), a QML root, and a line in
`ui.wings`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from PySide6.QtCore import QObject, Signal

from kiosk.settings import Settings
from ui.panel import Panel
from ui.qml_values import QmlValues


class View(Protocol):
    """What a wing shows at one moment; frozen.

    Attributes:
        wing: The name of the wing it is for.
    """

    wing: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the window gives to a wing.

    Attributes:
        settings: Of the terminal.
        panel: Told of every other page; says whether presses count.
        send: Takes what people do in this wing; called on the GUI thread, must not block.
        preview: What `Preview` shows the camera picture of.
    """

    settings: Settings
    panel: Panel
    send: Callable[[Any], None]
    preview: QObject | None = None


class WingModel(QmlValues):
    """The view model of a wing: what its pages read. GUI thread only.

    Signals:
        screenChanged: Something else is to be pressed now.
    """

    screenChanged = Signal()

    def __init__(self, surroundings: Surroundings, values: dict[str, Any]) -> None:
        super().__init__(values)
        self._panel, self._send = surroundings.panel, surroundings.send

    def apply(self, view: Any) -> None:
        """Show this view of the wing from now on."""
        raise NotImplementedError

    def set_settings(self, settings: Settings) -> None:
        """The terminal's settings have changed."""

    def set_aside(self) -> None:
        """Another wing is shown. Whatever nobody else may see must be gone when this returns; work may be kept."""

    def visitor_waits(self, how: str) -> bool:
        """A visitor is there while this wing is shown; whether it gives way to the visitor's at once.

        Args:
            how: "card" lies on a reader, "help" was asked for, or somebody is "near", who may be whoever works here.
        """
        return how != "near"

    def is_at_rest(self) -> bool:
        """Whether nobody is before the wing. When that begins, the window gives back the memory of what was shown."""
        return False


@dataclass(frozen=True, slots=True)
class Wing:
    """One line of `ui.wings`. Its model and its pages are made when it is first shown.

    Attributes:
        name: As its views say it.
        model: The class of its view model, a QML singleton. Qt knows no singleton that is registered after the first
            engine of a process was made, so the class is imported with the window: its module must be light.
        root: Its QML root, relative to ui/.
    """

    name: str
    model: Callable[[Surroundings], WingModel]
    root: str
