"""Types of Qt's meta system that have no class in Python, as the first argument of `Property`.

At run time `Property` takes such a type by its name. PySide's stub admits a class only; the casts stand here, once.
"""

from __future__ import annotations

from typing import cast

STRINGS = cast(type, "QStringList")
LIST = cast(type, "QVariantList")
MAP = cast(type, "QVariantMap")
