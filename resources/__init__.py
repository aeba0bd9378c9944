"""Data shipped with the program, read through this one loader."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import TypeVar


def path(*parts: str) -> Path:
    """The file or folder of a resource, such as `path("cast", "01-wang-guiying.toml")`.

    Raises:
        FileNotFoundError: there is no such resource.
    """
    found = Path(str(files(__name__))).joinpath(*parts)
    if not found.exists():
        raise FileNotFoundError(f"no resource {'/'.join(parts)}")
    return found


T = TypeVar("T")
_reading = threading.RLock()


def read_once(make: Callable[[], T]) -> Callable[[], T]:
    """What `make` reads out of a file, read when it is first asked for and by one thread alone.

    msgspec learns a type when it first decodes one; two threads that do so at once end the process.
    """
    kept: list[T] = []

    @functools.wraps(make)
    def read() -> T:
        if not kept:
            with _reading:
                if not kept:
                    kept.append(make())
        return kept[0]

    return read
