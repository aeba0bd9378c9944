"""The client and a vision process that misbehaves: the processes here are small programs that do it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from devices.clock import SystemClock
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.faces.vision.client import VisionClient
from kiosk.settings import Camera, Faces
from kiosk.visits.events import FaceMatched, FaceSeen, FaceUnknown, Facility, FacilityChanged, SomebodyNear
from tests.conftest import AnnouncedLog
from tests.support.events import EventLog

CAMERA = Camera(source="0")
SPEAKS = """
import sys, json, os
def say(**line): print(json.dumps(line), flush=True)
say(**{"is": "beat", "within_s": 5})
for text in sys.stdin:
    line = json.loads(text)
    if line["do"] == "configure": say(**{"is": "event", "name": "camera", "works": True})
"""
"""A process that lives, says the camera works, and answers nothing else."""


def program(*lines: str) -> tuple[str, ...]:
    body = "".join(f"    {line}\n" for line in lines)
    return (sys.executable, "-c", SPEAKS + body)


@pytest.fixture
def client_of(events: EventLog) -> Iterator[Callable[..., VisionClient]]:
    made: list[VisionClient] = []

    def make(command: tuple[str, ...], camera: Camera = CAMERA, faces: Faces | None = None) -> VisionClient:
        client = VisionClient(camera, faces or Faces(), SystemClock(), events, preview_size=(8, 8), command=command)  # type: ignore[arg-type]
        made.append(client)
        return client

    yield make
    for client in made:
        client.shut_down()


def camera_events(events: EventLog) -> list[tuple[bool, str | None]]:
    return [(e.works, e.fault) for e in events.of(FacilityChanged)]


@pytest.mark.parametrize(
    ("camera", "faces", "fault"),
    [(Camera(), Faces(), "camera-none"), (CAMERA, Faces(enabled=False), "camera-off")],
    ids=["no camera", "faces switched off"],
)
def test_without_camera_or_faces_no_process_is_started(
    client_of: Callable[..., VisionClient], events: EventLog, camera: Camera, faces: Faces, fault: str
) -> None:
    client = client_of(("/nonexistent",), camera, faces)
    client.launch()
    client.start(1)
    assert events.events == [FacilityChanged(Facility.CAMERA, False, fault), FaceUnknown(1)]
    assert client.pid is None


def test_process_that_dies_at_once_leaves_the_cards(
    client_of: Callable[..., VisionClient], events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("the vision process ended (exit 7)")
    client = client_of((sys.executable, "-c", "raise SystemExit(7)"))
    client.launch()
    client.start(1)
    events.wait_for(FacilityChanged, where=lambda e: e.fault == "vision-crashing", timeout_s=10)
    assert camera_events(events) == [(False, "vision-restarting"), (False, "vision-crashing")]
    events.wait_for(FaceUnknown, where=lambda e: e.session == 1)
    client.start(2)
    events.wait_for(FaceUnknown, where=lambda e: e.session == 2)
    assert client.restarts == 3


def test_process_that_cannot_be_started_leaves_the_cards(
    client_of: Callable[..., VisionClient], events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("the vision process does not start (FileNotFoundError)")
    client_of(("/nonexistent",)).launch()
    events.wait_for(FacilityChanged, where=lambda e: e.fault == "vision-crashing")


def test_process_that_falls_silent_is_killed_and_replaced(
    client_of: Callable[..., VisionClient], events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("the vision process fell silent (SIGKILL)")
    silent = 'import time; print(\'{"is": "beat", "within_s": 0.2}\', flush=True); time.sleep(60)'
    client = client_of((sys.executable, "-c", silent))
    client.launch()
    began = time.monotonic()
    events.wait_for(FacilityChanged, where=lambda e: e.fault == "vision-restarting")
    assert time.monotonic() - began < 3


def test_process_that_talks_nonsense_or_without_end_does_no_harm(
    client_of: Callable[..., VisionClient], events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("the vision process ended")
    client = client_of(program("sys.stdout.write('\\x00nonsense\\n{}\\n' * 50 + 'x' * 200000); sys.stdout.flush()"))
    client.launch()
    events.wait_for(FacilityChanged, where=lambda e: e.fault == "vision-crashing", timeout_s=10)


def test_events_of_another_session_are_dropped(client_of: Callable[..., VisionClient], events: EventLog) -> None:
    client = client_of(
        program(
            "if line['do'] == 'start':",
            "    say(**{'is': 'event', 'name': 'seen', 'session': line['session'] - 1, 'hint': 'good'})",
            "    say(**{'is': 'event', 'name': 'matched', 'session': line['session'] - 1, 'resident_id': 'r1'})",
            "    say(**{'is': 'event', 'name': 'near'})",
        )
    )
    client.set_gallery([GalleryEntry("r1", "dlib", "1", np.zeros(128, np.float32))])
    client.launch()
    client.start(5)
    events.wait_for(SomebodyNear)
    assert events.of(FaceSeen) == []
    assert events.of(FaceMatched) == []


def test_answer_after_stop_is_dropped(client_of: Callable[..., VisionClient], events: EventLog) -> None:
    client = client_of(
        program(
            "if line['do'] == 'stop':",
            "    say(**{'is': 'event', 'name': 'unknown', 'session': 5})",
            "    say(**{'is': 'event', 'name': 'near'})",
        )
    )
    client.launch()
    events.wait_for(FacilityChanged)
    client.start(5)
    client.stop()
    events.wait_for(SomebodyNear)
    assert events.of(FaceUnknown) == []


def test_match_of_somebody_revoked_meanwhile_is_turned_into_unknown(
    client_of: Callable[..., VisionClient], events: EventLog
) -> None:
    client = client_of(
        program(
            "if line['do'] == 'evict':",
            "    say(**{'is': 'event', 'name': 'matched', 'session': 5, 'resident_id': 'r1', 'score': 0.9})",
        )
    )
    client.set_gallery([GalleryEntry("r1", "dlib", "1", np.zeros(128, np.float32))])
    client.launch()
    events.wait_for(FacilityChanged)
    client.start(5)
    client.evict("r1")
    events.wait_for(FaceUnknown, where=lambda e: e.session == 5)
    assert events.of(FaceMatched) == []


def test_only_one_answer_is_passed_on(client_of: Callable[..., VisionClient], events: EventLog) -> None:
    client = client_of(
        program(
            "if line['do'] == 'start':",
            "    say(**{'is': 'event', 'name': 'unknown', 'session': 5})",
            "    say(**{'is': 'event', 'name': 'unknown', 'session': 5})",
            "    say(**{'is': 'event', 'name': 'near'})",
        )
    )
    client.launch()
    client.start(5)
    events.wait_for(SomebodyNear)
    assert events.of(FaceUnknown) == [FaceUnknown(5)]


def test_large_gallery_reaches_a_slow_reader_whole(client_of: Callable[..., VisionClient], events: EventLog) -> None:
    client = client_of(
        program(
            "if line['do'] == 'gallery':",
            "    import time; time.sleep(0.3)",
            "    seen = {'is': 'event', 'name': 'seen', 'session': 5, 'hint': 'good'}",
            "    say(**seen, progress=len(line['entries']))",
        )
    )
    client.set_gallery(GalleryEntry(f"r{i}", "dlib", "1", np.full(128, i, np.float32)) for i in range(3000))
    client.start(5)
    client.launch()
    assert events.wait_for(FaceSeen).progress == 3000


def test_templates_of_another_engine_are_reported(
    client_of: Callable[..., VisionClient], events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("2 templates are of another engine")
    client = client_of(
        program(
            "if line['do'] == 'gallery':",
            "    say(**{'is': 'gallery', 'templates': 3, 'people': 2, 'left_out': 2})",
            "    say(**{'is': 'event', 'name': 'near'})",
        )
    )
    client.launch()
    events.wait_for(SomebodyNear)


def test_shut_down_ends_a_process_that_does_not_listen(
    client_of: Callable[..., VisionClient], events: EventLog
) -> None:
    stubborn = SPEAKS.replace("for text in sys.stdin:", "import time\ntime.sleep(60)\nfor text in sys.stdin:")
    client = client_of((sys.executable, "-c", stubborn))
    client.launch()
    deadline = time.monotonic() + 5
    while (pid := client.pid) is None:
        assert time.monotonic() < deadline
    client.shut_down()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    client.shut_down()
    client.evict("r1")
    client.stop()


def test_client_loads_neither_opencv_nor_the_face_engine() -> None:
    script = (
        "import sys, kiosk.faces.vision.client, kiosk.faces.enrolment.stored, kiosk.faces.vision.preview\n"
        "print([m for m in ('cv2', 'dlib', 'face_recognition', 'PIL', 'PySide6') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout.strip() == "[]"
