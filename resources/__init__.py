"""Data shipped with the program, read through this one loader."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def path(*parts: str) -> Path:
    """The file or folder of a resource, such as `path("cast", "01-wang-guiying.toml")`.

    Raises:
        FileNotFoundError: there is no such resource.
    """
    found = Path(str(files(__name__))).joinpath(*parts)
    if not found.exists():
        raise FileNotFoundError(f"no resource {'/'.join(parts)}")
    return found
