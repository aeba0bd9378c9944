"""Objects that QML reads: values by name, each told when it differs, and one object of a kind for an engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtQml import QQmlEngine

T = TypeVar("T", bound=QObject)


def read(name: str) -> Callable[[QmlValues], Any]:
    """The getter of the property of this name, whose signal is `<name>Changed`."""
    return lambda self: self._now[name]


class QmlValues(QObject):
    """`_now` holds every value; `_take` changes some of them at once."""

    def __init__(self, values: dict[str, Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = values

    def _take(self, values: dict[str, Any]) -> set[str]:
        """Take over all values, then announce those that differ; their names."""
        different = {name for name, value in values.items() if self._now[name] != value}
        self._now.update(values)
        for name in values:
            if name in different:
                getattr(self, f"{name}Changed").emit()
        return different


def lay(engine: QQmlEngine, thing: QObject) -> None:
    """From now on this is the one object of its class for the engine's pages."""
    engine.setProperty(type(thing).__name__, thing)


def laid(engine: QQmlEngine, kind: type[T]) -> T:
    """The engine's object of a class; for the `create` of a QML singleton. None where none was laid."""
    found: T = engine.property(kind.__name__)
    return found
