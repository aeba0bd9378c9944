"""What is wrong in a configuration file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.sentences import sentence

KeyPath = tuple[str | int, ...]
"""Where a value stands: keys, and places in an array counted from 0, such as ("devices", 0, "model")."""
LONGEST_SHOWN = 40
_BARE = re.compile(r"[\w-]{1,40}")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong.

    Attributes:
        key: The value it is about; empty when it is about the file.
        said: What is wrong and what is allowed instead, Chinese.
        line: Counted from 1; None when the file has no such line.
    """

    key: KeyPath
    said: str
    line: int | None = None

    @property
    def dotted(self) -> str:
        """The key as a person writes it; a place in an array counts from 1: `devices[1].model`."""
        text = ""
        for part in self.key:
            if isinstance(part, int):
                text += f"[{part + 1}]"
            else:
                text += ("." if text else "") + (part if _BARE.fullmatch(part) else shown(part))
        return text

    def __str__(self) -> str:
        place = sentence("settings.line", line=self.line) if self.line is not None else ""
        return (
            sentence("settings.mistake", place=place, key=self.dotted, said=self.said)
            if self.key
            else f"{place}{self.said}"
        )


class SettingsError(ValueError):
    """The configuration file cannot be used; the message lists every mistake, a line each."""

    def __init__(self, path: Path, mistakes: Sequence[Mistake]) -> None:
        self.path, self.mistakes = path, tuple(mistakes)
        lines = "".join(f"\n  {mistake}" for mistake in self.mistakes)
        super().__init__(sentence("settings.mistakes", path=path, count=len(self.mistakes), lines=lines))


def shown(value: object, longest: int = LONGEST_SHOWN) -> str:
    """A value as it may have been written, short."""
    if isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, str):
        text = '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in value[: longest + 1]) + '"'
    elif isinstance(value, dict | list):
        return sentence("settings.shown.table") if isinstance(value, dict) else sentence("settings.shown.array")
    else:
        text = str(value)
    return text if len(text) <= longest + 2 else f"{text[:longest]}…"
