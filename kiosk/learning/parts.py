"""What the page of an unknown device is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from devices.lines.profile import Line
from kiosk.learning.heard import Burst
from kiosk.learning.ports import Port


class Listener(Protocol):
    """A port that is listened to: `kiosk.learning.listening.Listening`."""

    fault: str | None

    @property
    def settled(self) -> tuple[bool, bool]: ...

    @property
    def line(self) -> Line: ...

    @property
    def bursts(self) -> tuple[Burst, ...]: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


@dataclass(frozen=True, slots=True)
class LearnParts:
    """What the page is made of.

    Attributes:
        ports: Ports no configured device uses.
        listen: Makes what listens to a port: its path, a speed or None, whom to tell.
        folder: Where profiles are kept.
        note: Writes to the audit trail: who, action, details.
        add: Adds lines to the configuration file, checked whole, for whom; None when there is no file.
            Raises ValueError or Refusal with a sentence.
    """

    ports: Callable[[], Iterable[Port]]
    listen: Callable[[str, int | None, Callable[[], None]], Listener]
    folder: Path
    note: Callable[..., None]
    add: Callable[[str, str], None] | None = None
