"""Speech on the system's sound device: one output stream, into which spoken samples are given and from which they are
taken back within 30 ms.

By miniaudio, which has its own Vorbis decoder and reaches ALSA and PulseAudio (PipeWire speaks its protocol). The
stream stays open: closing takes 44 ms and clicks. It runs only while something is played.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from devices.errors import DeviceError, DeviceNotAvailable
from devices.sound.player import SoundFailed

RATE_HZ = 24_000
BUFFER_MS = 120
FADE_S = 0.03
"""A voice that is cut ends softly, or the loudspeaker clicks."""

Samples = np.ndarray[Any, np.dtype[np.int16]]
"""Mono, 24 kHz."""


class BrokenSound(DeviceError):
    """A file is no sound, or is cut off."""

    code = "sound"


class Stream(Protocol):
    """An open output."""

    def play(self, samples: Samples, gain: float) -> None:
        """From now on these, in place of what is heard; `gain` 0..1. Raises SoundFailed."""

    def stop(self) -> None:
        """Fade out."""

    def rest(self) -> None:
        """Nothing is wanted for a while: let the device sleep."""

    def left_s(self) -> float:
        """Seconds of what is played that have not been taken by the device."""

    def taken_frames(self) -> int:
        """Samples the device has asked for; a device that is gone asks for none."""

    def close(self) -> None:
        """Let the device go; safe to call again."""


OpenStream = Callable[[], Stream]


def decoded(file: bytes) -> Samples:
    """The samples of an OGG Vorbis, WAV, FLAC or MP3 file. Raises BrokenSound."""
    import miniaudio

    try:
        sound = miniaudio.decode(file, output_format=miniaudio.SampleFormat.SIGNED16, nchannels=1, sample_rate=RATE_HZ)
    except miniaudio.MiniaudioError as error:
        raise BrokenSound(f"cannot be decoded: {error.args[0]}") from None
    samples = np.frombuffer(sound.samples, dtype=np.int16)
    if not samples.size:
        raise BrokenSound("holds no sound")
    return samples


def has_card(root: Path = Path("/")) -> bool:
    """Whether this machine has anything that plays. Asking ALSA without one makes it write to the terminal."""
    cards = (root / "dev/snd").glob("pcmC*D*p")
    servers = (root / "run/user").glob("*/pulse/native")
    return any(cards) or any(servers) or (root / "run/pulse/native").exists()


def open_card() -> Stream:
    """The sound device the system plays on by default. Raises DeviceNotAvailable, SoundFailed."""
    import miniaudio

    if not has_card():
        raise DeviceNotAvailable("there is no sound device")
    return MiniaudioStream([miniaudio.Backend.PULSEAUDIO, miniaudio.Backend.ALSA])


def open_nowhere() -> Stream:
    """A device that plays at the speed of one and that nobody hears: to try everything else. Raises SoundFailed."""
    import miniaudio

    return MiniaudioStream([miniaudio.Backend.NULL])


class Mixer:
    """Puts together what the device is given next: what is played, and the fading end of what was cut.

    Attributes:
        taken: Samples given so far.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now = self._cut = np.zeros(0, dtype=np.float32)
        self.taken = 0

    def play(self, samples: Samples, gain: float) -> None:
        """See Stream."""
        with self._lock:
            self._fade()
            self._now = samples.astype(np.float32) * np.float32(gain)

    def stop(self) -> None:
        """See Stream."""
        with self._lock:
            self._fade()

    def left(self) -> int:
        """Samples that are still to be given."""
        return max(len(self._now), len(self._cut))

    def block(self, frames: int) -> Samples:
        """The next samples; silence where there are none."""
        with self._lock:
            mixed = np.zeros(frames, dtype=np.float32)
            now, self._now = self._now[:frames], self._now[frames:]
            cut, self._cut = self._cut[:frames], self._cut[frames:]
            mixed[: len(now)] += now
            mixed[: len(cut)] += cut
            self.taken += frames
        block: Samples = np.clip(mixed, -32768, 32767).astype(np.int16)
        return block

    def _fade(self) -> None:
        end = self._now[: round(FADE_S * RATE_HZ)]
        self._cut = end * np.linspace(1, 0, len(end), dtype=np.float32)
        self._now = np.zeros(0, dtype=np.float32)


class MiniaudioStream:
    """See Stream. Raises SoundFailed (from the beginning): no device of these back ends opens."""

    def __init__(self, backends: list[Any]) -> None:
        import miniaudio

        self._failed: type[Exception] = miniaudio.MiniaudioError
        self._mixer = Mixer()
        self._runs = False
        try:
            self._device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE_HZ,
                buffersize_msec=BUFFER_MS,
                backends=backends,
                app_name="kiosk",
            )
        except miniaudio.MiniaudioError as error:
            raise SoundFailed(f"no sound device opens: {error.args[-1]}") from None

    def play(self, samples: Samples, gain: float) -> None:
        """See Stream."""
        self._mixer.play(samples, gain)
        if not self._runs:
            feed = self._feed()
            next(feed)
            try:
                self._device.start(feed)
            except self._failed as error:
                raise SoundFailed(f"the sound device does not start: {error.args[-1]}") from None
            self._runs = True

    def stop(self) -> None:
        """See Stream."""
        self._mixer.stop()

    def rest(self) -> None:
        """See Stream."""
        if self._runs:
            self._runs = False
            with contextlib.suppress(self._failed):  # of a device that is gone nothing is wanted
                self._device.stop()

    def left_s(self) -> float:
        """See Stream."""
        return self._mixer.left() / RATE_HZ

    def taken_frames(self) -> int:
        """See Stream."""
        return self._mixer.taken

    def close(self) -> None:
        """See Stream."""
        self._runs = False
        self._device.close()

    def _feed(self) -> Generator[bytes, int, None]:
        frames = yield b""
        while True:
            frames = yield self._mixer.block(frames).tobytes()
