"""One value from a burst of samples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.events import Quality
from devices.thermometers.burst import settle


@pytest.mark.parametrize(
    ("samples", "value", "spread", "glitches", "quality"),
    [
        ([34.2, 34.25, 34.18, 34.22, 34.2], 34.2, 0.07, 0, Quality.GOOD),
        ([34.2, 93.27, 34.3, 34.25], 34.25, 0.1, 1, Quality.GOOD),
        ([34.2, 34.2, 31.0, 34.2, 34.2], 34.2, 0.0, 1, Quality.GOOD),
        ([34.2, 34.2, 34.2, 24.0, 24.1], 34.2, 0.0, 2, Quality.DOUBTFUL),  # walked away half-way
        ([34.0, 34.3, 34.6, 34.2, 34.1], 34.2, 0.6, 0, Quality.DOUBTFUL),
        ([34.2, 93.0, 93.0], None, None, 2, Quality.INVALID),
        ([34.2, 30.0, 26.0, 38.0], None, None, 4, Quality.INVALID),
        ([], None, None, 0, Quality.INVALID),
    ],
)
def test_bursts(
    samples: list[float], value: float | None, spread: float | None, glitches: int, quality: Quality
) -> None:
    settled = settle(samples)
    assert (settled.value_c, settled.spread_c, settled.glitches, settled.quality) == (value, spread, glitches, quality)


@given(st.lists(st.integers(0, 25599).map(lambda c: c / 100), max_size=10))
def test_a_value_lies_among_its_samples_and_is_possible(samples: list[float]) -> None:
    settled = settle(samples)
    assert (settled.value_c is None) == (settled.quality is Quality.INVALID)
    if settled.value_c is not None:
        assert min(samples) <= settled.value_c <= min(90.0, max(samples))
        assert settled.glitches <= len(samples) - 3
