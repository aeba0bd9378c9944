"""The two networks: right bytes, right numbers, right verdict on drawn people and drawn photographs of them."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan
from pathlib import Path

import numpy as np
import pytest

import resources
from devices.opencv import load_cv2
from devices.simulators import clips
from devices.simulators.people import Pose, Standing, picture_of
from devices.simulators.profile import FaceLooks
from kiosk.faces.engines.engine import FaceEngine, FoundFace, Image
from kiosk.faces.engines.yunet import YuNet
from kiosk.faces.liveness import minifasnet
from kiosk.faces.liveness.fusion import Limits, Liveness, judge
from kiosk.faces.liveness.minifasnet import MiniFasNet, fuse_networks, odds_of_life
from kiosk.faces.liveness.provider import LivenessMissing
from kiosk.faces.models.catalogue import MINIFASNET_V1SE, MINIFASNET_V2
from tests.kiosk.faces.liveness.conftest import frames_of, only_face, scores

POSES = (
    (Pose(), 0.52),
    (Pose(yaw_deg=9, light=0.8, light_x=0.5), 0.45),
    (Pose(yaw_deg=-6, openness=0.0), 0.60),
    (Pose(light=0.6), 0.50),
    (Pose(light=1.2, light_x=0.6), 0.40),
)


def ramp() -> Image:
    """A picture every program can make: blue grows to the right, green downwards, red along the diagonal."""
    y, x = np.mgrid[:80, :80]
    return np.dstack([x * 3, y * 3, (x + y) * 255 // 158]).astype(np.uint8)


@pytest.mark.parametrize(
    ("model", "logits"),
    [
        # From a separate numpy program run on the original .pth weights, batch normalisation not folded.
        (MINIFASNET_V2, [-6.00744711, 0.42323655, 5.58463928]),
        (MINIFASNET_V1SE, [-5.33651033, 2.96302965, 2.37264029]),
    ],
)
def test_baked_network_gives_the_numbers_of_the_original_weights(model: object, logits: list[float]) -> None:
    cv2 = load_cv2()
    net = cv2.dnn.readNetFromONNX(str(model.path()))  # type: ignore[attr-defined]
    net.setInput(cv2.dnn.blobFromImage(ramp()))
    assert net.forward()[0] == pytest.approx(logits, abs=1e-4)


def test_damaged_weights_are_named_and_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray((resources.path("models") / MINIFASNET_V2.file).read_bytes())
    data[700_000] ^= 1
    damaged = tmp_path / "damaged.onnx"
    damaged.write_bytes(data)
    monkeypatch.setattr(minifasnet, "NETWORKS", ((replace(MINIFASNET_V2, file=str(damaged)), 2.7),))
    with pytest.raises(LivenessMissing, match=r"model minifasnet-v2: damaged\.onnx has SHA-256"):
        MiniFasNet().load()


def test_odds_count_the_second_class_against_both_others() -> None:
    assert odds_of_life(np.array([0.0, 0.0, 0.0], np.float32)) == pytest.approx(-0.6931, abs=1e-4)
    assert odds_of_life(np.array([0.0, 2.0, -50.0], np.float32)) == pytest.approx(2.0)
    assert odds_of_life(np.array([9.0, -9.0, 9.0], np.float32)) == -6.0


def test_sure_network_overrules_an_undecided_one() -> None:
    assert fuse_networks([-6.0, 1.0]) == pytest.approx(0.0759, abs=1e-4)
    assert fuse_networks([0.0, 0.0]) == 0.5


@pytest.mark.slow
@pytest.mark.parametrize("size", [(640, 480), (1280, 720)])
def test_drawn_people_are_living_in_every_pose_and_light(
    cast: dict[str, FaceLooks], provider: MiniFasNet, detector: YuNet, size: tuple[int, int]
) -> None:
    for who, looks in cast.items():
        frames = [
            picture_of([Standing(looks, pose, head)], size=size, noise_seed=i) for i, (pose, head) in enumerate(POSES)
        ]
        found = scores(provider, detector, frames)
        assert min(score or 0.0 for score in found) > 0.6, (who, found)
        assert judge(found, Limits()) is Liveness.LIVE


def test_surroundings_above_and_below_an_upright_picture_change_nothing(
    cast: dict[str, FaceLooks], provider: MiniFasNet, detector: YuNet
) -> None:
    upright = picture_of([Standing(cast["wang-guiying"], head=0.18)], size=(720, 1260), noise_seed=1)
    face = only_face(detector, upright)
    middle, lower = upright[270:990], replace(face, top=face.top - 270)
    assert provider.score(upright, face) == pytest.approx(provider.score(middle, lower), abs=1e-4)


@pytest.mark.slow
def test_photograph_of_every_drawn_person_is_an_attack(
    cast: dict[str, FaceLooks], provider: MiniFasNet, detector: YuNet
) -> None:
    people = list(cast.items())
    for i, (who, looks) in enumerate(people):
        _, holder = people[(i + 3) % len(people)]
        found = scores(provider, detector, frames_of(clips.holding_photo(looks, holder), every=6))
        assert max(1.0 if score is None else score for score in found) < 0.2, (who, found)
        assert judge(found[:4], Limits()) is Liveness.ATTACK


def test_photograph_would_be_recognised_as_the_person_in_it(
    cast: dict[str, FaceLooks], engine: FaceEngine, detector: YuNet
) -> None:
    for who in ("wang-guiying", "chen-deming"):
        living = picture_of([Standing(cast[who], head=0.55)])
        printed = frames_of(clips.holding_photo(cast[who], cast["gao-yu"]), every=30)[0]
        one, other = (engine.embed(engine.align(f, only_face(detector, f))) for f in (living, printed))
        assert float(one @ other) > 0.55, who


@pytest.mark.parametrize(
    "box",
    [
        (300, 200, 20, 25),
        (-400, 100, 200, 250),
        (nan, 100, 200, 250),
        (100, 100, nan, 250),
        (100, 100, inf, inf),
        (100, 100, -200, -250),
    ],
)
def test_face_too_small_or_not_in_the_picture_is_not_judged(
    provider: MiniFasNet, box: tuple[float, float, float, float]
) -> None:
    face = FoundFace(*box, (0, 0), (1, 0), (0, 1))
    assert provider.score(np.full((480, 640, 3), 90, np.uint8), face) is None


def test_face_at_the_edge_or_larger_than_the_picture_is_judged(provider: MiniFasNet) -> None:
    frame = np.random.default_rng(1).integers(0, 256, (480, 640, 3), dtype=np.uint8)
    for box in ((-60, -60, 150, 180), (560, 400, 150, 150), (-50, -50, 800, 900)):
        score = provider.score(frame, FoundFace(*box, (0, 0), (1, 0), (0, 1)))
        assert score is not None
        assert 0.0 < score < 1.0
