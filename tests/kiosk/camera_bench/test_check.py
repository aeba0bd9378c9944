"""The camera's check: ten pictures judged by the search's own limits."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from kiosk.camera_bench.check import judged
from kiosk.faces.protocol.messages import CameraFigures
from tests.kiosk.camera_bench.bench import FACE, PICTURE


def pictures(
    count: int = 10, without: int = 0, face: dict[str, Any] | None = None, **changes: Any
) -> tuple[CameraFigures, ...]:
    seen = msgspec.structs.replace(PICTURE, face=msgspec.structs.replace(FACE, **(face or {})), **changes)
    empty = msgspec.structs.replace(PICTURE, face=None)
    return (*(empty for _ in range(without)), *(seen for _ in range(count - without)))


def test_good_camera_passes_and_its_figures_are_medians() -> None:
    result = judged(pictures(), 0.4)
    assert result.passed
    assert result.figures == {
        "brightness": 118.0, "dark": 0.004, "bright": 0.021, "rate": 15.0, "eyes": 104.0, "roll": 1.0, "grey": 131.0,
        "sides": 1.3, "sharpness": 246.0, "liveness": 0.93,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "face", "failed"),
    [
        ({"dark": 0.21}, {}, "exposure"),
        ({"bright": 0.21}, {}, "exposure"),
        ({"judged_fps": 4.9}, {}, "rate"),
        ({}, {"sharpness": 79.0}, "focus"),
        ({}, {"sharpness": None}, "focus"),
        ({}, {"grey": 47.0}, "light"),
        ({}, {"grey": 229.0}, "light"),
        ({}, {"sides": 3.1}, "light"),
        ({}, {"eyes_px": 79.0}, "near"),
        ({}, {"roll_deg": -21.0}, "upright"),
        ({}, {"liveness": 0.39}, "liveness"),
    ],
)
def test_one_thing_is_not_right(changes: dict[str, Any], face: dict[str, Any], failed: str) -> None:
    assert judged(pictures(face=face, **changes), 0.4).failed == (failed,)


def test_at_its_limits_it_passes() -> None:
    at = {"sharpness": 80.0, "grey": 48.0, "sides": 3.0, "eyes_px": 80.0, "roll_deg": 20.0, "liveness": 0.4}
    assert judged(pictures(face=at, dark=0.2, bright=0.2, judged_fps=5.0), 0.4).passed


def test_camera_without_liveness_is_not_judged_by_it() -> None:
    assert judged(pictures(face={"liveness": None}), 0.4).passed


def test_two_of_ten_pictures_may_be_without_a_face() -> None:
    assert judged(pictures(without=2), 0.4).passed
    assert judged(pictures(without=3), 0.4).failed == ("no-face",)


def test_one_bad_picture_in_ten_changes_nothing() -> None:
    blurred = msgspec.structs.replace(PICTURE, face=msgspec.structs.replace(FACE, sharpness=5.0))
    assert judged((blurred, *pictures(9)), 0.4).passed
