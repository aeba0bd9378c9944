"""A forehead thermometer on a serial line that no driver knows, by a profile (docs/line-profiles.md)."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from devices.backoff import Backoff
from devices.clock import Clock
from devices.events import Reading
from devices.lines.file import load
from devices.lines.talk import LineTalk, listened, reading_of
from devices.thermometers.thermometer import Thermometer

ANSWER_WITHIN_S = 5.0
"""A thermometer that is asked for a reading shows one in this time, or there is none."""


class LineThermometer(Thermometer):
    """A forehead thermometer that speaks by itself or when it is asked: the first measurement after a request."""

    METRICS: ClassVar[tuple[str, ...]] = ("temp_object",)

    def __init__(
        self, name: str, *, url: str, profile: str, clock: Clock | None = None, backoff: Backoff | None = None
    ) -> None:
        super().__init__(name, clock=clock, backoff=backoff)
        self._url, self._path = url, Path(profile)
        self._talk: LineTalk | None = None

    def _open(self) -> None:
        self._talk = LineTalk(load(self._path, self.kind.value), self._url, self.clock, self.wire_log)

    def _close(self) -> None:
        if self._talk is not None:
            self._talk.close()
            self._talk = None

    def _idle(self) -> None:
        listened(self._talk)

    def _measure(self) -> Reading:
        begun = self.clock.now()
        if self._talk is not None:
            self._talk.ask_now()
        while not self._stopping.is_set() and self.clock.now().monotonic_s - begun.monotonic_s < ANSWER_WITHIN_S:
            for outcome in listened(self._talk):
                return reading_of(self.name, outcome, begun)
        return self._no_answer()
