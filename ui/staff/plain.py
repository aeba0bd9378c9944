"""A frozen view as plain values for QML: dataclasses become maps with their fields in mixedCase, tuples lists."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any


def plain(value: Any) -> Any:
    """Strings, numbers and bools as they are; None as None, which QML knows as null. Raises TypeError for the rest."""
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, str | bool | int | float) or value is None:
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {mixed: plain(getattr(value, name)) for name, mixed in _names(type(value))}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    raise TypeError(f"a view holds a {type(value).__name__}")


@cache
def _names(kind: type) -> tuple[tuple[str, str], ...]:
    return tuple((field.name, _mixed(field.name)) for field in fields(kind))


def _mixed(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
