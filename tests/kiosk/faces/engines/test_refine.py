"""Which orientation a face is given, by what the detector shows in close-ups turned four ways."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from kiosk.faces.engines import yunet
from kiosk.faces.engines.engine import Image
from kiosk.faces.engines.yunet import YuNet
from kiosk.faces.engines.yunet_rows import NOBODY, Rows
from tests.kiosk.faces.fake_engine import face

PICTURE = np.zeros((480, 640, 3), np.uint8)


def shown(score: float) -> Rows:
    """A face upright in the middle of a close-up; nothing for a score of 0."""
    if not score:
        return NOBODY
    eyes_nose_mouth = [82, 92, 142, 92, 112, 122, 92, 145, 132, 145]
    return np.array([[45, 45, 134, 134, *eyes_nose_mouth, score]], np.float32)


@pytest.fixture
def detector(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[float]], YuNet]:
    """A detector that shows faces of these scores in close-ups turned by 0, 90, 180 and 270 degrees."""

    def made(scores: list[float]) -> YuNet:
        rest = iter(scores)

        def rows(image: Image) -> Rows:
            return shown(next(rest))

        monkeypatch.setattr(yunet, "open_detector", lambda *_: rows)
        found = YuNet()
        found.load()
        return found

    return made


@pytest.mark.parametrize(
    ("scores", "roll_deg"),
    [
        ([0.93], 0),
        ([0.86, 0.0, 0.91, 0.83], 180),
        ([0.86, 0.0, 0.87, 0.83], 180),
        ([0.88, 0.0, 0.87, 0.83], 0),
        ([0.86, 0.92, 0.91, 0.83], 90),
        ([0.86, 0.0, 0.0, 0.92], -90),
        ([0.0, 0.0, 0.91, 0.83], 180),
        ([0.0, 0.0, 0.87, 0.83], 0),
        ([0.0, 0.0, 0.0, 0.0], 0),
    ],
    ids=[
        "surely upright: nothing else is looked at", "upside down", "upside down, hardly better", "upright, not sure",
        "on its side", "on its other side", "nothing but upside down", "turned aside",
        "nothing at all",
    ],
)  # fmt: skip
def test_best_orientation_is_taken_where_it_is_better_than_what_a_face_turned_aside_shows(
    detector: Callable[[list[float]], YuNet], scores: list[float], roll_deg: int
) -> None:
    refined = detector(scores).refine(PICTURE, face(200))
    assert refined.is_refined
    assert refined.roll_deg == pytest.approx(roll_deg, abs=1)
    assert refined.score == 0.92
