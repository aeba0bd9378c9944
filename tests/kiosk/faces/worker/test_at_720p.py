"""The size of picture a terminal is meant to work with."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.simulators.camera_process import CameraProcess
from devices.simulators.profile import FaceLooks
from kiosk.faces.events import FaceMatched
from kiosk.faces.matching.gallery import GalleryEntry
from tests.kiosk.faces.conftest import open_hall

pytestmark = [pytest.mark.slow, pytest.mark.waits]

MEMORY_MB = 250


def resident_mb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS:")).split()[1]) // 1024


def test_member_is_matched_and_the_process_stays_small(members: list[GalleryEntry], cast: dict[str, FaceLooks]) -> None:
    with CameraProcess(size=(1280, 720)) as camera:
        camera.show(cast["gao-yu"])
        hall = open_hall(camera, members)
        try:
            session = hall.session()
            matched = hall.events.wait_for(FaceMatched, timeout_s=15, where=lambda e: e.session == session)
            assert (matched.resident_id, matched.sure) == ("gao-yu", True)
            pid = hall.client.pid
            assert pid is not None
            assert resident_mb(pid) < MEMORY_MB
        finally:
            hall.client.shut_down()
