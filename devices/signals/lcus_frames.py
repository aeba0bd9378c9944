"""The four bytes by which LCUS relay boards are switched: `A0 channel state sum`, 9600 8N1.

As sellers of LCUS-1, -2, -4 and -8 boards print it and public programs for them send it. The board answers nothing.
Some take FF as a question for their state, each in a form of its own; it is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

START = 0xA0
LENGTH = 4


@dataclass(frozen=True, slots=True)
class Command:
    """Channel, from 1, and whether it shall be on."""

    channel: int
    on: bool


def frame(command: Command) -> bytes:
    """The bytes of a command."""
    head = (START, command.channel, int(command.on))
    return bytes((*head, sum(head) & 0xFF))


class CommandFramer:
    """Finds commands in what arrives; whatever is none is skipped byte by byte."""

    def __init__(self) -> None:
        self._received = b""

    def feed(self, data: bytes) -> Iterator[Command]:
        """The commands that are whole by now."""
        self._received += data
        while len(self._received) >= LENGTH:
            start, channel, state, check = self._received[:LENGTH]
            if start == START and state in (0, 1) and check == (start + channel + state) & 0xFF:
                self._received = self._received[LENGTH:]
                yield Command(channel, bool(state))
            else:
                self._received = self._received[1:]
