"""Plays a short sound through the system's own player, in a process that is ended when it hangs.

`aplay` of alsa-utils reaches sound cards, and PipeWire and PulseAudio through their ALSA plug-ins. A process of its
own, because a driver that hangs must not hang the terminal.
"""

from __future__ import annotations

import shutil
import subprocess

from devices.errors import DeviceError, DeviceNotAvailable

PROGRAM = "aplay"
LONGEST_S = 3.0
"""A sound of half a second that is not out by then is stuck."""


class SoundFailed(DeviceError):
    """The player ended with an error, or had to be ended."""

    code = "sound"


class SoundPlayer:
    """One sound device.

    Args:
        device: ALSA's name of it, such as `default` or `plughw:1,0`.
    """

    def __init__(self, device: str = "default", *, longest_s: float = LONGEST_S) -> None:
        self._device, self._longest_s = device, longest_s

    def play(self, wav: bytes) -> None:
        """Play a WAV file's bytes and wait until they are out.

        Raises:
            DeviceNotAvailable: the player is not installed.
            SoundFailed: there is no such device, it is taken, or it hangs.
        """
        program = shutil.which(PROGRAM)
        if program is None:
            raise DeviceNotAvailable(f"{PROGRAM} is not installed")
        try:
            ended = subprocess.run(
                [program, "-q", "-D", self._device, "-"], input=wav, capture_output=True, timeout=self._longest_s
            )
        except subprocess.TimeoutExpired:
            raise SoundFailed(f"{PROGRAM} did not end within {self._longest_s:.1f} s") from None
        except OSError as error:
            raise SoundFailed(f"{PROGRAM} cannot be run: {type(error).__name__}") from None
        if ended.returncode != 0:
            raise SoundFailed(f"{PROGRAM} ended with {ended.returncode}")
