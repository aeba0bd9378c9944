"""A page's view as QML objects of which each field tells of its own change: a page that is told ten times a second
evaluates what reads a changed value, and nothing else. GUI thread only.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtQml import QQmlPropertyMap

RESERVED = frozenset({"keys", "valueChanged", "QObject", "destroyed", "deleteLater", "objectName", "objectNameChanged"})
"""Names a `QQmlPropertyMap` has for itself: no field of a live view is called so."""


class Fields:
    """One map of a view, as `ui.staff.plain` makes it. Maps in it and in its lists are such objects again.

    Args:
        values: Their names are those of the object for good.

    Attributes:
        map: What QML reads.

    Raises:
        ValueError: a name is one Qt keeps for itself.
    """

    def __init__(self, values: dict[str, Any], parent: QObject | None = None) -> None:
        if RESERVED & values.keys():
            raise ValueError(f"no field can be called {sorted(RESERVED & values.keys())}")
        self.map = QQmlPropertyMap.create(parent)
        self._now: dict[str, Any] = {}
        self._below: dict[str, Fields | list[Fields]] = {}
        self.take(values)

    def fits(self, values: Any) -> bool:
        """Whether these values have its names: then it takes them over, else they need another object."""
        return isinstance(values, dict) and values.keys() == self._now.keys()

    def take(self, values: dict[str, Any]) -> None:
        """Have these values from now on. What did not change is not told."""
        for name, value in values.items():
            if name not in self._now or self._now[name] != value:
                self._now[name] = value
                self._set(name, value)

    def _set(self, name: str, value: Any) -> None:
        below = self._below.get(name)
        if isinstance(value, dict) and isinstance(below, Fields) and below.fits(value):
            below.take(value)
            return
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            before = below if isinstance(below, list) else []
            kept = [row for row, each in zip(before, value, strict=False) if row.fits(each)]
            if len(kept) == len(before) == len(value):
                for row, each in zip(kept, value, strict=True):
                    row.take(each)
                return
            rows = self._below[name] = [Fields(each, self.map) for each in value]
            self.map.insert(name, [row.map for row in rows])
        elif isinstance(value, dict):
            made = self._below[name] = Fields(value, self.map)
            self.map.insert(name, made.map)
        else:
            self._below.pop(name, None)
            self.map.insert(name, value)
        for old in below if isinstance(below, list) else [below] if below is not None else []:
            old.map.deleteLater()
