"""A sound device on a test's clock: it takes samples as fast as time goes, until it is pulled out."""

from __future__ import annotations

import numpy as np

from devices.errors import DeviceNotAvailable
from devices.sound.player import SoundFailed
from devices.sound.stream import RATE_HZ, Samples, Stream
from tests.support.clock import ManualClock


class ClockStream:
    """Implements `devices.sound.stream.Stream`.

    Attributes:
        log: What it was told: ("play", seconds), ("stop",), ("rest",), ("close",).
        gone: It asks for nothing any more; `starts` False lets nothing be played.
    """

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self.log: list[tuple[object, ...]] = []
        self.gains: list[float] = []
        self.gone, self.starts = False, True
        self._begun_s = self._lasts_s = 0.0

    def play(self, samples: Samples, gain: float) -> None:
        if not self.starts:
            raise SoundFailed("the sound device does not start: -1")
        self._begun_s, self._lasts_s = self._clock.now().monotonic_s, len(samples) / RATE_HZ
        self.gains.append(gain)
        self.log.append(("play", round(self._lasts_s, 2)))

    def stop(self) -> None:
        self._lasts_s = 0.0
        self.log.append(("stop",))

    def rest(self) -> None:
        self.log.append(("rest",))

    def left_s(self) -> float:
        passed_s = 0.0 if self.gone else self._clock.now().monotonic_s - self._begun_s
        return max(0.0, self._lasts_s - passed_s)

    def taken_frames(self) -> int:
        return 0 if self.gone else round(self._clock.now().monotonic_s * RATE_HZ)

    def close(self) -> None:
        self.log.append(("close",))


class SoundCard:
    """Opens streams on a clock; `there` says whether a device is plugged in, `tries` how often one was looked for."""

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self.there, self.tries = True, 0
        self.streams: list[ClockStream] = []

    def open(self) -> Stream:
        self.tries += 1
        if not self.there:
            raise DeviceNotAvailable("there is no sound device")
        self.streams.append(ClockStream(self._clock))
        return self.streams[-1]


def tone(seconds: float, hertz: float = 440.0) -> Samples:
    """A sine of full scale."""
    at = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    made: Samples = np.round(32767 * np.sin(2 * np.pi * hertz * at)).astype(np.int16)
    return made
