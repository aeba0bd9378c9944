"""The detector and the provider, loaded once; drawn frames as a sensor sees them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from devices.simulators.clips import Scene, Shot
from devices.simulators.living_noise import LivingNoise
from devices.simulators.people import HEIGHT, WIDTH, Frame, picture_of
from kiosk.faces.engines.engine import FoundFace
from kiosk.faces.engines.yunet import YuNet
from kiosk.faces.liveness.minifasnet import MiniFasNet


@pytest.fixture(scope="session")
def detector() -> YuNet:
    detector = YuNet()
    detector.load()
    return detector


@pytest.fixture(scope="session")
def provider() -> MiniFasNet:
    provider = MiniFasNet()
    provider.load()
    return provider


def frames_of(shot: Shot, every: int = 1) -> list[Frame]:
    """The shot's pictures with living noise, one in `every`."""
    noise = LivingNoise(WIDTH, HEIGHT)
    return [noise.over(frame_of(scene)) for scene in shot.scenes[::every]]


def frame_of(scene: Scene) -> Frame:
    """One picture without noise."""
    return picture_of(scene, noise_seed=None)


def only_face(detector: YuNet, frame: Frame) -> FoundFace:
    """The one face of a frame."""
    faces = detector.detect(frame)
    assert len(faces) == 1, f"{len(faces)} faces"
    return faces[0]


def scores(provider: MiniFasNet, detector: YuNet, frames: Sequence[Frame]) -> list[float | None]:
    """The score of the one face of each frame."""
    return [provider.score(frame, only_face(detector, frame)) for frame in frames]
