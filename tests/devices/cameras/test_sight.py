"""Black and frozen pictures are told from a dark room and a quiet one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.cameras.sight import Sight, cell_means

Picture = npt.NDArray[np.uint8]


def picture(level: int, seed: int = 0) -> Picture:
    noise = np.random.default_rng(seed).integers(0, 4, (120, 160, 3))
    shades = np.linspace(0, 20, 160)[None, :, None] if level >= 20 else 0  # what a lit hall has and a lens cap has not
    return np.clip(level - shades + noise, 0, 255).astype(np.uint8)


def test_covered_lens_is_black_after_a_while_and_not_at_once() -> None:
    sight = Sight()
    verdicts = [sight.judge(picture(3, i), now_s=0.5 * i) for i in range(5)]
    assert verdicts == [None, None, None, "camera-black", "camera-black"]


def test_dark_room_with_a_lamp_is_not_black() -> None:
    sight = Sight()
    for i in range(10):
        frame = picture(3, i)
        frame[30:60, 30:60] = 180
        assert sight.judge(frame, now_s=float(i)) is None


def test_light_coming_back_clears_black() -> None:
    sight = Sight()
    for i in range(4):
        sight.judge(picture(3, i), now_s=float(i))
    assert sight.judge(picture(120, 9), now_s=4.0) is None
    assert sight.judge(picture(3, 10), now_s=5.0) is None


def test_same_picture_for_three_seconds_is_frozen() -> None:
    sight = Sight()
    frame = picture(120)
    assert [sight.judge(frame, now_s=float(i)) for i in range(5)] == [
        None,
        None,
        None,
        "camera-frozen",
        "camera-frozen",
    ]


def test_quiet_scene_with_sensor_noise_is_not_frozen() -> None:
    sight = Sight()
    assert all(sight.judge(picture(120, seed), now_s=float(seed)) is None for seed in range(30))


def test_recorded_clip_may_repeat_its_pictures() -> None:
    sight = Sight(may_repeat=True)
    frame = picture(120)
    assert all(sight.judge(frame, now_s=float(i)) is None for i in range(30))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(60, 250), st.floats(0.01, 1.0)), min_size=1, max_size=30))
def test_lit_changing_pictures_are_never_faulted(steps: list[tuple[int, float]]) -> None:
    sight, now_s = Sight(), 0.0
    for seed, (level, passed_s) in enumerate(steps):
        now_s += passed_s
        assert sight.judge(picture(level, seed), now_s) is None


@pytest.mark.parametrize("shape", [(48, 64, 3), (1080, 1920, 3), (17, 17, 3)])
def test_any_size_can_be_judged(shape: tuple[int, ...]) -> None:
    assert Sight().judge(np.full(shape, 90, np.uint8), 0.0) is None


@pytest.mark.parametrize("shape", [(720, 1280), (1080, 1920), (480, 640), (130, 97)])
def test_cells_hold_the_mean_colour_of_their_part_of_the_picture(shape: tuple[int, int]) -> None:
    down, across = np.arange(shape[0])[:, None], np.arange(shape[1])[None, :]
    frame = np.dstack([down * 255 // shape[0] + 0 * across, across * 255 // shape[1] + 0 * down, 0 * down + 0 * across])
    cells = cell_means(frame.astype(np.uint8))
    middles = (np.arange(16) + 0.5) * 255 / 16
    assert cells.shape == (16, 16, 3)
    assert np.abs(cells[:, 3, 0] - middles).max() < 12
    assert np.abs(cells[5, :, 1] - middles).max() < 12
    assert not cells[:, :, 2].any()


def noisy(colour: tuple[int, int, int], sigma: float, seed: int) -> Picture:
    """One colour all over, with a sensor's noise at full gain."""
    noise = np.random.default_rng(seed).normal(0.0, sigma, (480, 640, 3))
    return np.clip(np.array(colour) + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("colour", "sigma"), [((0, 135, 0), 0.0), ((0, 135, 0), 3.0), ((30, 28, 32), 25.0), ((255, 255, 255), 0.0)]
)
def test_picture_of_one_colour_is_a_fault_after_seconds_however_noisy(
    colour: tuple[int, int, int], sigma: float
) -> None:
    sight = Sight(may_repeat=True)
    verdicts = [sight.judge(noisy(colour, sigma, i), now_s=float(i)) for i in range(5)]
    assert verdicts == [None, None, None, "camera-black", "camera-black"]


def test_dim_hall_with_its_shades_is_no_fault() -> None:
    across = np.linspace(20, 60, 640, dtype=np.float32)[None, :, None]
    sight = Sight()
    for i in range(6):
        noise = np.random.default_rng(i).normal(0.0, 4.0, (480, 640, 3))
        frame = np.clip(across + noise, 0, 255).astype(np.uint8)
        assert sight.judge(frame, now_s=float(i)) is None
