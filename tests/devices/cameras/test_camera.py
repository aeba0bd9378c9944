"""The camera comes back by itself, and says what is wrong meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from devices.backoff import Backoff
from devices.cameras.camera import Camera, CameraStuck
from devices.cameras.capture import Frame
from devices.cameras.naming import StableName
from devices.clock import Clock
from devices.errors import WireLost
from tests.support.clock import ManualClock


class Source:
    """A scripted source: each entry is a frame or an error."""

    def __init__(self, script: list[Frame | WireLost], *, hangs: bool = False) -> None:
        self.script, self.closed, self.hangs = script, 0, hangs

    def newest(self, timeout_s: float) -> Frame:
        step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if isinstance(step, WireLost):
            raise step
        return step

    def close(self, timeout_s: float = 3.0) -> bool:
        self.closed += 1
        return not self.hangs


GONE = WireLost("gone", code="camera-gone")
TOO_LARGE = WireLost("8K", code="camera-too-large")


def frame(level: int, seed: int = 0) -> Frame:
    noise = np.random.default_rng(seed).integers(0, 5, (120, 160, 3))
    shades = np.linspace(0, 20, 160)[None, :, None] if level >= 20 else 0  # what a lit hall has and a lens cap has not
    return np.clip(level + shades + noise, 0, 255).astype(np.uint8)


def camera(clock: ManualClock, sources: list[Source | None]) -> tuple[Camera, list[Source | None]]:
    left = list(sources)

    def opener(source: str, width: int, height: int, clock: Clock) -> Source:
        opened = left.pop(0) if len(left) > 1 else left[0]
        if opened is None:
            raise GONE
        return opened

    return Camera("rtsp://hall", clock=clock, backoff=Backoff(first_s=0.5, cap_s=4.0), opener=opener), left


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(WireLost) as caught:
        call()
    return caught.value.code


def test_missing_camera_is_tried_again_with_growing_patience(clock: ManualClock) -> None:
    attempts: list[float] = []

    def opener(source: str, width: int, height: int, the_clock: Clock) -> Source:
        attempts.append(clock.now().monotonic_s - 1000)
        raise GONE

    lost = Camera("rtsp://hall", clock=clock, backoff=Backoff(first_s=0.5, cap_s=4.0), opener=opener)
    for _ in range(100):
        assert code_of(lost.newest) == "camera-gone"
        clock.advance(0.1)
    assert np.round(attempts, 3).tolist() == [0.0, 0.5, 1.5, 3.5, 7.5]


def test_lost_camera_is_closed_and_found_again(clock: ManualClock) -> None:
    first, second = Source([frame(90), GONE]), Source([frame(91, 1)])
    found, _ = camera(clock, [first, second])
    assert found.newest()[0, 0, 0] >= 90
    assert code_of(found.newest) == "camera-gone"
    assert first.closed == 1
    clock.advance(0.6)
    assert found.newest()[0, 0, 0] >= 91


def test_frozen_camera_is_reopened_once_and_stays_frozen_while_it_repeats(clock: ManualClock) -> None:
    still = frame(90)
    first, second = Source([still]), Source([still])
    frozen, _ = camera(clock, [first, second])
    codes = []
    for _ in range(8):
        clock.advance(1.0)
        try:
            frozen.newest()
            codes.append("")
        except WireLost as error:
            codes.append(error.code)
    assert codes == ["", "", "", *["camera-frozen"] * 5]
    assert (first.closed, second.closed) == (1, 0)
    second.script = [frame(90, 5)]
    assert frozen.newest().shape == (120, 160, 3)


def test_black_camera_recovers_without_reopening(clock: ManualClock) -> None:
    source = Source([frame(2, i) for i in range(4)] + [frame(80, 9)])
    dark, _ = camera(clock, [source])
    results = []
    for _ in range(5):
        clock.advance(1.0)
        try:
            dark.newest()
            results.append("")
        except WireLost as error:
            results.append(error.code)
    assert results == ["", "", "camera-black", "camera-black", ""]
    assert source.closed == 0


def test_driver_that_never_returns_asks_for_a_new_process(clock: ManualClock) -> None:
    stuck, _ = camera(clock, [Source([GONE], hangs=True)])
    with pytest.raises(CameraStuck):
        stuck.newest()


def test_camera_that_sends_8k_keeps_its_own_code_while_it_is_not_tried_again(clock: ManualClock) -> None:
    large, _ = camera(clock, [Source([TOO_LARGE])])
    assert [code_of(large.newest) for _ in range(3)] == ["camera-too-large"] * 3


def test_camera_plugged_in_under_another_number_is_opened_there(clock: ManualClock, tmp_path: Path) -> None:
    names = tmp_path / "by-id"
    names.mkdir()
    link = names / "usb-Maker_Hall_Camera_0001-video-index0"
    for number in (0, 2):
        (tmp_path / f"video{number}").touch()
    link.symlink_to("../video0")
    opened: list[str] = []
    sources = [Source([frame(90), GONE]), Source([frame(90, 1)])]

    def opener(source: str, width: int, height: int, the_clock: Clock) -> Source:
        opened.append(Path(source).name)
        return sources[len(opened) - 1]

    name = StableName("0", by_id=names, devices=tmp_path)
    hall = Camera("0", clock=clock, backoff=Backoff(first_s=0.5, cap_s=4.0), opener=opener, name=name)
    hall.newest()
    assert code_of(hall.newest) == "camera-gone"
    link.unlink()
    clock.advance(0.6)
    assert code_of(hall.newest) == "camera-gone", "another camera may be number 0 now"
    link.symlink_to("../video2")
    clock.advance(2)
    hall.newest()
    assert opened == ["video0", "video2"]


@pytest.mark.parametrize(("rotate_deg", "corner"), [(0, (0, 0)), (90, (0, -1)), (180, (-1, -1)), (270, (-1, 0))])
def test_camera_hung_another_way_is_turned_clockwise(rotate_deg: int, corner: tuple[int, int]) -> None:
    frame = np.zeros((480, 640, 3), np.uint8)
    frame[0, 0] = 255
    source = Source([frame])
    camera = Camera("rtsp://x", rotate_deg=rotate_deg, clock=ManualClock(), opener=lambda *_: source)
    turned = camera.newest(1.0)
    assert turned.shape == ((480, 640, 3) if rotate_deg % 180 == 0 else (640, 480, 3))
    assert turned[corner].tolist() == [255, 255, 255]
    assert turned.flags["C_CONTIGUOUS"]
