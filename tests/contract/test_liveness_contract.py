"""Providers keep the contract: the one that is shipped, and one with a near-infrared sensor made for this test.

The second shows that the interface carries a second sensor; its "sensor" is computed from who is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

import resources
from devices.simulators import clips
from devices.simulators.living_noise import LivingNoise
from devices.simulators.people import HEIGHT, WIDTH, picture_of
from devices.simulators.profile import FaceLooks, load_cast
from kiosk.faces.engines.engine import FoundFace, Image
from kiosk.faces.engines.yunet import YuNet
from kiosk.faces.liveness import provider as providers
from kiosk.faces.liveness.fusion import Limits
from kiosk.faces.liveness.provider import LivenessMissing, SecondPicture, SecondSensor, SensorKind, create
from tests.contract.liveness_contract import LivenessBench, LivenessContract


def _seen(shot: clips.Shot, detector: YuNet) -> list[tuple[Image, FoundFace]]:
    noise = LivingNoise(WIDTH, HEIGHT)
    frames = [noise.over(picture_of(scene, noise_seed=None)) for scene in shot.scenes[::8]]
    return [(frame, detector.detect(frame)[0]) for frame in frames]


@pytest.fixture(scope="module")
def frames() -> tuple[list[tuple[Image, FoundFace]], list[tuple[Image, FoundFace]]]:
    """Somebody standing, and somebody's photograph held up."""
    people: dict[str, FaceLooks] = {p.id: p.face for p in load_cast(resources.path("cast")).values() if p.face}
    detector = YuNet()
    detector.load()
    living = _seen(clips.standing(people["chen-deming"]), detector)
    return living, _seen(clips.holding_photo(people["chen-deming"], people["gao-yu"]), detector)


class TestMiniFasNet(LivenessContract):
    @pytest.fixture
    def bench(self, frames: tuple[list[tuple[Image, FoundFace]], list[tuple[Image, FoundFace]]]) -> LivenessBench:
        provider = create("minifasnet")
        provider.load()
        return LivenessBench(provider, *frames, Limits())


class InfraredProvider:
    """In near infrared skin is bright and even, a print's black ink and paper are alike: dark here."""

    name = "infrared-for-test"
    version = "1"
    sensor: SensorKind | None = SensorKind.NEAR_INFRARED

    def __init__(self, second: SecondSensor) -> None:
        self._second = second

    def load(self) -> None:
        pass

    def score(self, image: Image, face: FoundFace) -> float | None:
        picture = self._second.newest(not_older_than_s=0.2)
        if picture is None or face.area < 400:
            return None
        x, y = (round(value) for value in picture.place(face.centre))
        height, width = picture.pixels.shape
        if not (0 <= x < width and 0 <= y < height):
            return None
        return float(picture.pixels[y, x]) / 255.0


@dataclass
class InfraredCamera:
    """A second sensor of half the size, whose picture is what `living` says; gone when `plugged` is False."""

    kind: SensorKind = SensorKind.NEAR_INFRARED
    brightness: int = 220
    plugged: bool = True

    def newest(self, not_older_than_s: float) -> SecondPicture | None:
        if not self.plugged:
            return None
        onto = np.array([[0.5, 0.0, 4.0], [0.0, 0.5, -2.0]])
        return SecondPicture(np.full((240, 320), self.brightness, np.uint8), 1.0, onto)


class _BySubject(InfraredProvider):
    """Lets the made-up sensor see what stands there: the bench's attack frames are prints."""

    prints: frozenset[int] = frozenset()

    def score(self, image: Image, face: FoundFace) -> float | None:
        self._second.brightness = 10 if id(image) in self.prints else 220  # type: ignore[attr-defined]
        return super().score(image, face)


class TestSecondSensor(LivenessContract):
    @pytest.fixture
    def bench(
        self,
        frames: tuple[list[tuple[Image, FoundFace]], list[tuple[Image, FoundFace]]],
        monkeypatch: pytest.MonkeyPatch,
    ) -> LivenessBench:
        monkeypatch.setitem(providers.PROVIDERS, "infrared-for-test", f"{__name__}:_BySubject")
        _BySubject.prints = frozenset(id(image) for image, _ in frames[1])
        provider = create("infrared-for-test", InfraredCamera())
        provider.load()
        return LivenessBench(provider, *frames, Limits())


def test_unknown_name_says_which_there_are() -> None:
    with pytest.raises(LivenessMissing, match=r"no liveness provider 'blink'; there is: minifasnet"):
        create("blink")


@pytest.mark.parametrize("second", [None, InfraredCamera(kind=SensorKind.DEPTH)])
def test_provider_without_the_sensor_it_needs_says_so(
    second: InfraredCamera | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(providers.PROVIDERS, "infrared-for-test", f"{__name__}:InfraredProvider")
    with pytest.raises(LivenessMissing, match="needs a near-infrared sensor"):
        create("infrared-for-test", second)


def test_sensor_that_is_gone_leaves_the_frame_unjudged() -> None:
    provider = InfraredProvider(InfraredCamera(plugged=False))
    face = FoundFace(200, 150, 150, 180, (240, 200), (310, 200), (275, 240))
    assert provider.score(np.zeros((480, 640, 3), np.uint8), face) is None


def test_place_in_the_colour_frame_is_found_in_the_second_picture() -> None:
    picture = InfraredCamera().newest(0.2)
    assert picture is not None
    assert picture.place((100.0, 60.0)) == (54.0, 28.0)
