"""The simulated sensor's noise: of the right strength, never twice the same."""

from __future__ import annotations

import numpy as np

from devices.simulators.living_noise import LivingNoise
from devices.simulators.people import Frame


def grey(value: int = 120) -> Frame:
    return np.full((48, 64, 3), value, np.uint8)


def test_noise_has_the_spread_of_the_sensor() -> None:
    seen = LivingNoise(64, 48).over(grey()).astype(np.float32)
    assert 2.7 < float(seen.std()) < 3.4
    assert abs(float(seen.mean()) - 120) < 0.5


def test_four_thousand_frames_of_one_scene_all_differ() -> None:
    sensor = LivingNoise(64, 48)
    assert len({sensor.over(grey()).tobytes() for _ in range(4096)}) == 4096


def test_black_and_white_stay_within_a_byte() -> None:
    sensor = LivingNoise(64, 48)
    assert int(sensor.over(grey(0)).max()) < 20
    assert int(sensor.over(grey(255)).min()) > 235


def test_two_sensors_make_the_same_run_of_pictures() -> None:
    one, two = LivingNoise(64, 48), LivingNoise(64, 48)
    for _ in range(3):
        assert np.array_equal(one.over(grey()), two.over(grey()))
