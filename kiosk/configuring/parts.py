"""What the page of the settings is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.configuring.changing import Trail
from kiosk.sentences import NO_WORDS, Text
from kiosk.settings import Settings


@dataclass(frozen=True, slots=True)
class ConfigParts:
    """See the module.

    Attributes:
        running: What the terminal runs with.
        file: Its configuration file; None when it runs without one.
        data_dir: Where one can be begun.
        restart: Ends the terminal and starts it anew; None where nothing would start it.
        served: Whether a visitor is served or waits to be.
        refused: Why the terminal runs with the settings before; empty when it runs with its file's.
    """

    running: Settings
    file: Path | None
    data_dir: Path
    trail: Trail
    two_sign: bool = False
    restart: Callable[[], None] | None = None
    served: Callable[[], bool] = lambda: False
    refused: Text = NO_WORDS
