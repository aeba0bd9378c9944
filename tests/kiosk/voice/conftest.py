"""A voice on a test's clock."""

from __future__ import annotations

import pytest

from kiosk.voice.clips import Clip, Clips
from kiosk.voice.speaker import Speaker
from tests.support.clock import ManualClock
from tests.support.sound import SoundCard


class Voice:
    """A speaker without its thread, and what it told."""

    def __init__(self, clock: ManualClock, clips: Clips | None = None) -> None:
        self.clock, self.card = clock, SoundCard(clock)
        self.begun: list[Clip] = []
        self.changes: list[tuple[bool, bool]] = []
        self.speaker = Speaker(
            clips or Clips(), self.card.open, clock, volume=0.8, on_change=self._changed, on_clip=self.begun.append
        )
        self.speaker.tick()

    @property
    def log(self) -> list[tuple[object, ...]]:
        return self.card.streams[-1].log

    def clips(self, count: int = 3) -> tuple[Clip, ...]:
        """Short ones."""
        return tuple(sorted(self.speaker.clips.rows, key=lambda row: (row.ms, row.file))[:count])

    def go_on(self, seconds: float) -> None:
        """Let time pass, and the voice look as often as its thread would."""
        for _ in range(round(seconds / 0.05)):
            self.clock.advance(0.05)
            self.speaker.tick()

    def _changed(self) -> None:
        self.changes.append((self.speaker.works, self.speaker.speaking))


@pytest.fixture
def voice(clock: ManualClock) -> Voice:
    return Voice(clock)
