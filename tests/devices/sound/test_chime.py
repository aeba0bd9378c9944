"""The sound by which staff are called is warm, short, and within what old ears hear."""

from __future__ import annotations

import io
import wave

import numpy as np

from devices.sound.chime import chime, silence


def heard(wav: bytes) -> tuple[int, np.ndarray]:
    with wave.open(io.BytesIO(wav)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return file.getframerate(), np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(float)


def test_it_is_over_within_four_tenths_of_a_second_and_begins_and_ends_in_silence() -> None:
    rate, samples = heard(chime())
    assert 0.3 <= len(samples) / rate <= 0.4
    assert abs(samples[0]) < 100
    assert abs(samples[-1]) < 100


def test_its_tones_lie_between_four_hundred_and_fifteen_hundred_hertz() -> None:
    rate, samples = heard(chime())
    power = np.abs(np.fft.rfft(samples)) ** 2
    hertz = np.fft.rfftfreq(len(samples), 1 / rate)
    assert power[(hertz >= 400) & (hertz <= 1500)].sum() / power.sum() > 0.99


def test_it_is_heard_and_never_clipped() -> None:
    _, samples = heard(chime())
    assert 8_000 < np.abs(samples).max() < 20_000


def test_trying_a_device_is_heard_by_nobody() -> None:
    rate, samples = heard(silence())
    assert (len(samples) / rate > 0.02, np.abs(samples).max()) == (True, 0)
