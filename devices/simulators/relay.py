"""The far end of an LCUS relay board's wire: relays that are on or off."""

from __future__ import annotations

import threading
from pathlib import Path

from devices.signals.lcus_frames import CommandFramer
from devices.simulators.pty_simulator import PtySimulator


class RelaySimulator(PtySimulator):
    """An LCUS board on a pseudo-terminal.

    Does not imitate: the coil's click and delay, or the question for its state that some boards answer.

    Attributes:
        history: Every command it took, as (channel, on), also those that changed nothing.
    """

    def __init__(self, link: Path | None = None, *, channels: int = 1) -> None:
        super().__init__(link)
        self._changed = threading.Condition()
        self._on = dict.fromkeys(range(1, channels + 1), False)
        self._framer = CommandFramer()
        self.history: list[tuple[int, bool]] = []

    def is_on(self, channel: int = 1) -> bool:
        """Whether a relay is closed now."""
        with self._changed:
            return self._on[channel]

    def wait_until(self, on: bool, channel: int = 1, timeout_s: float = 5.0) -> bool:
        """Wait until a relay is as wanted; whether it came to that."""
        with self._changed:
            return self._changed.wait_for(lambda: self._on[channel] is on, timeout_s)

    def plug(self) -> None:
        """Plug the board in. Without power its relays were open."""
        self._framer = CommandFramer()
        super().plug()

    def unplug(self) -> None:
        """Pull its cable, which is its power too."""
        super().unplug()
        with self._changed:
            self._on = dict.fromkeys(self._on, False)
            self._changed.notify_all()

    def _receive(self, data: bytes) -> None:
        with self._changed:
            for command in self._framer.feed(data):
                if command.channel in self._on:
                    self._on[command.channel] = command.on
                    self.history.append((command.channel, command.on))
            self._changed.notify_all()
