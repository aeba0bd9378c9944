"""The sound by which staff are called: one warm stroke, made here and never an alarm.

Old ears lose the highs, so its two tones lie between 400 and 1500 Hz; it is over within 0.4 s.
"""

from __future__ import annotations

import io
import math
import wave
from array import array

RATE_HZ = 22_050
LASTS_S = 0.4
TONES_HZ = ((523.25, 1.0), (784.88, 0.45))
"""A fifth, and how loud each is."""
ATTACK_S, FADE_S = 0.012, 0.05
DECAY_PER_S = 7.0
PEAK = 0.6
"""Of what can be played: the volume is the hall's to set, and nothing is ever clipped."""


def chime() -> bytes:
    """A WAV file: mono, 16 bit."""
    return _wav(array("h", (round(32767 * _at(n / RATE_HZ)) for n in range(round(LASTS_S * RATE_HZ)))))


def silence(seconds: float = 0.05) -> bytes:
    """A WAV file nobody hears, to try a device with."""
    return _wav(array("h", bytes(2 * round(seconds * RATE_HZ))))


def _at(t: float) -> float:
    swell = 0.5 - 0.5 * math.cos(math.pi * min(t / ATTACK_S, 1.0))
    fade = 0.5 - 0.5 * math.cos(math.pi * min((LASTS_S - t) / FADE_S, 1.0))
    tones = sum(loud * math.sin(2 * math.pi * hz * t) for hz, loud in TONES_HZ)
    return PEAK * swell * fade * math.exp(-DECAY_PER_S * t) * tones / sum(loud for _, loud in TONES_HZ)


def _wav(samples: array[int]) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE_HZ)
        out.writeframes(samples.tobytes())
    return file.getvalue()
