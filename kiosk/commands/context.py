"""What every command is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from devices.clock import Clock, SystemClock
from kiosk.sentences import sentence

if TYPE_CHECKING:
    from kiosk.settings import Settings


class Refused(Exception):
    """The command will not do what was asked; the message is the sentence for the person who typed it.

    Args:
        more: What a program that asked for JSON is told besides.
    """

    def __init__(self, said: str, **more: object) -> None:
        super().__init__(said)
        self.more = more


@dataclass
class Context:
    """Settings, data folder and clock of one command.

    Attributes:
        data_given: True when `--data` was on the line; a demonstration keeps its records apart otherwise.
        json: True when only JSON may be printed.
    """

    config: Path | None
    data_dir: Path
    data_given: bool = False
    json: bool = False
    clock: Clock = field(default_factory=SystemClock)

    @cached_property
    def settings(self) -> Settings:
        """The settings of the configuration file. Raises Refused with everything that is wrong in it."""
        from kiosk.settings import SettingsError, load

        try:
            return load(self.config)
        except SettingsError as error:
            mistakes = [{"line": m.line, "key": m.dotted, "said": m.said} for m in error.mistakes]
            raise Refused(sentence("settings.unusable", why=error), file=str(error.path), mistakes=mistakes) from error

    @property
    def zone(self) -> ZoneInfo:
        """Civil time in the hall."""
        return ZoneInfo(self.settings.hall.time_zone)

    def today(self) -> date:
        """The day it is in the hall."""
        return self.day_of(self.clock.now().utc)

    def day_of(self, moment: datetime) -> date:
        """The day it was in the hall at a moment."""
        return moment.astimezone(self.zone).date()
