"""A camera that is opened only while somebody uses it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from devices.simulators.camera_process import CameraProcess
from devices.simulators.profile import FaceLooks
from kiosk.faces.events import FaceMatched, HolderCompared, Likeness, PersonLeft, SomebodyNear
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.facilities import FacilityChanged
from tests.kiosk.faces.conftest import open_hall

pytestmark = pytest.mark.waits

ESTABLISHED = "01"


def viewers(camera: CameraProcess) -> int:
    """Connections to the camera that are open now."""
    port = int(camera.url.split(":")[2].split("/")[0])
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(int(row[2].split(":")[1], 16) == port and row[3] == ESTABLISHED for row in rows)


def wait_shut(camera: CameraProcess) -> None:
    deadline = time.monotonic() + 5
    while viewers(camera):
        assert time.monotonic() < deadline, "the camera stayed open"
        time.sleep(0.02)


@pytest.mark.slow
def test_camera_is_shut_before_and_after_a_session_and_a_comparison(
    camera: CameraProcess, members: list[GalleryEntry], cast: dict[str, FaceLooks]
) -> None:
    camera.show(cast["gao-yu"])
    wait_shut(camera)
    hall = open_hall(camera, members, only_in_use=True)
    try:
        assert viewers(camera) == 0
        session = hall.session()
        hall.events.wait_for(FaceMatched, timeout_s=15, where=lambda e: e.session == session)
        assert viewers(camera) == 1
        hall.stop()
        wait_shut(camera)
        hall.compare("gao-yu")
        assert hall.events.wait_for(HolderCompared, timeout_s=8).likeness is Likeness.SAME
        wait_shut(camera)
        assert hall.events.of(SomebodyNear) == [], "who comes near is not known without a look"
        assert hall.events.of(PersonLeft) == []
        assert hall.events.of(FacilityChanged) == []
    finally:
        hall.client.shut_down()
        camera.show(None)
