"""The client and a vision process that misbehaves: the processes here are small programs that do it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from devices.clock import SystemClock
from kiosk.faces.client.lease import CameraLease, Owner
from kiosk.faces.client.tuned import Tuned
from kiosk.faces.client.vision_client import VisionClient
from kiosk.faces.events import (
    FaceMatched,
    FaceSeen,
    FaceUnknown,
    HolderCompared,
    Likeness,
    SessionLost,
    SomebodyNear,
    WhyLost,
)
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.faces.protocol.messages import EnrolmentTaken, HolderVector, PolicySet
from kiosk.faces.protocol.preview import PreviewWriter
from kiosk.facilities import Facility, FacilityChanged
from kiosk.settings import Camera, Faces
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.events import EventLog

pytestmark = pytest.mark.waits

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


def leased(client: VisionClient, events: EventLog) -> CameraLease:
    """The camera, with everything said about its sessions in the log."""
    return client.lease(Owner.VISIT, events)  # type: ignore[arg-type]


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
    leased(client, events).search(1)
    assert events.events == [FacilityChanged(Facility.CAMERA, False, fault), SessionLost(1, WhyLost.NO_CAMERA)]
    assert client.pid is None


def test_process_that_dies_at_once_leaves_the_cards(
    client_of: Callable[..., VisionClient], events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("the vision process ended (exit 7)")
    client = client_of((sys.executable, "-c", "raise SystemExit(7)"))
    client.launch()
    lease = leased(client, events)
    lease.search(1)
    assert events.wait_for(SessionLost, timeout_s=10) == SessionLost(1, WhyLost.PROCESS_DIED)
    assert camera_events(events) == [(False, "vision-restarting"), (False, "vision-crashing")]
    lease.search(2)
    assert events.of(SessionLost)[1:] == [SessionLost(2, WhyLost.NO_CAMERA)]
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
    client = client_of(program("sys.stdout.write('\\x00nonsense\\n{}\\n' * 50 + 'x' * 2000000); sys.stdout.flush()"))
    client.launch()
    events.wait_for(FacilityChanged, where=lambda e: e.fault == "vision-crashing", timeout_s=10)


def test_events_of_another_session_are_dropped(client_of: Callable[..., VisionClient], events: EventLog) -> None:
    client = client_of(
        program(
            "if line['do'] == 'search':",
            "    say(**{'is': 'event', 'name': 'seen', 'session': line['session'] + 1, 'hint': 'good'})",
            "    say(**{'is': 'event', 'name': 'matched', 'session': line['session'] + 1, 'resident_id': 'r1'})",
            "    say(**{'is': 'event', 'name': 'near'})",
        )
    )
    client.gallery.set_gallery([GalleryEntry("r1", "sface", "1", np.zeros(128, np.float32))])
    client.launch()
    leased(client, events).search(5)
    events.wait_for(SomebodyNear)
    assert events.of(FaceSeen) == []
    assert events.of(FaceMatched) == []


def test_answer_after_stop_is_dropped(client_of: Callable[..., VisionClient], events: EventLog) -> None:
    client = client_of(
        program(
            "if line['do'] == 'stop':",
            "    say(**{'is': 'event', 'name': 'unknown', 'session': 1})",
            "    say(**{'is': 'event', 'name': 'near'})",
        )
    )
    client.launch()
    events.wait_for(FacilityChanged)
    lease = leased(client, events)
    lease.search(5)
    lease.stop()
    events.wait_for(SomebodyNear)
    assert events.of(FaceUnknown) == []
    assert events.of(SessionLost) == [SessionLost(5, WhyLost.STOPPED)]


def test_match_of_somebody_revoked_meanwhile_is_turned_into_unknown(
    client_of: Callable[..., VisionClient], events: EventLog
) -> None:
    client = client_of(
        program(
            "if line['do'] == 'evict':",
            "    say(**{'is': 'event', 'name': 'matched', 'session': 1, 'resident_id': 'r1', 'score': 0.9})",
        )
    )
    client.gallery.set_gallery([GalleryEntry("r1", "sface", "1", np.zeros(128, np.float32))])
    client.launch()
    events.wait_for(FacilityChanged)
    leased(client, events).search(5)
    client.gallery.evict("r1")
    events.wait_for(FaceUnknown, where=lambda e: e.session == 5)
    assert events.of(FaceMatched) == []


def test_only_one_answer_is_passed_on(client_of: Callable[..., VisionClient], events: EventLog) -> None:
    client = client_of(
        program(
            "if line['do'] == 'search':",
            "    say(**{'is': 'event', 'name': 'unknown', 'session': 1})",
            "    say(**{'is': 'event', 'name': 'unknown', 'session': 1})",
            "    say(**{'is': 'event', 'name': 'near'})",
        )
    )
    client.launch()
    leased(client, events).search(5)
    events.wait_for(SomebodyNear)
    assert events.of(FaceUnknown) == [FaceUnknown(5)]


def test_large_gallery_reaches_a_slow_reader_whole(client_of: Callable[..., VisionClient], events: EventLog) -> None:
    client = client_of(
        program(
            "if line['do'] == 'gallery-begin': people = 0; import time; time.sleep(0.3)",
            "if line['do'] == 'rows': people += len(line['ids'])",
            "seen = {'is': 'event', 'name': 'seen', 'session': 1, 'hint': 'good'}",
            "if line['do'] == 'gallery-end': say(**seen, progress=people)",
        )
    )
    client.gallery.set_gallery(GalleryEntry(f"r{i}", "sface", "1", np.full(128, i, np.float32)) for i in range(3000))
    leased(client, events).search(5)
    client.launch()
    assert events.wait_for(FaceSeen).progress == 3000


def test_declared_look_alikes_are_told_before_the_gallery_and_again_after_a_death(
    client_of: Callable[..., VisionClient], events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("the vision process ended (exit 5)")
    client = client_of(
        program(
            "if line['do'] == 'look-alikes': alike = line['resident_ids']",
            "if line['do'] == 'search':",
            "    seen = {'is': 'event', 'name': 'seen', 'session': line['session'], 'hint': 'good'}",
            "    say(**seen, progress=len(alike))",
            "if line['do'] == 'stop': os._exit(5)",
        )
    )
    client.gallery.set_look_alikes({"r2", "r1"})
    lease = leased(client, events)
    lease.search(5)
    client.launch()
    assert events.wait_for(FaceSeen).progress == 2
    client.gallery.set_look_alikes({"r3", "r2", "r1"})
    lease.stop()
    lease.search(6)
    assert events.wait_for(FaceSeen, where=lambda e: e.progress == 3, timeout_s=10)


def test_templates_of_another_engine_are_reported(
    client_of: Callable[..., VisionClient], events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("2 templates are of no engine in use")
    client = client_of(
        program(
            "if line['do'] == 'gallery-end':",
            "    say(**{'is': 'gallery', 'people': 2, 'left_out': 2})",
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
    lease = leased(client, events)
    client.launch()
    deadline = time.monotonic() + 5
    while (pid := client.pid) is None:
        assert time.monotonic() < deadline
    client.shut_down()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    client.shut_down()
    client.gallery.evict("r1")
    lease.stop()


def test_client_loads_neither_opencv_nor_the_face_engine() -> None:
    script = (
        "import sys, kiosk.faces.client.vision_client, kiosk.gallery.stored, kiosk.faces.protocol.preview\n"
        "print([m for m in ('cv2', 'dlib', 'face_recognition', 'PIL', 'PySide6') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout.strip() == "[]"


# --- comparisons and enrolment ------------------------------------------------------------------------------------
MEMBER = GalleryEntry("r1", "sface", "1", np.zeros(128, np.float32))


def test_holder_without_a_template_is_unsure_without_asking(
    client_of: Callable[..., VisionClient], events: EventLog
) -> None:
    client = client_of(("/nonexistent",))
    client.gallery.set_gallery([GalleryEntry("r1", "dlib", "1", np.zeros(128, np.float32))])
    lease = leased(client, events)
    lease.compare(1, "r1")
    lease.compare(2, "nobody")
    assert events.events == [HolderCompared(1, Likeness.UNSURE), HolderCompared(2, Likeness.UNSURE)]


def test_member_who_is_compared_only_is_compared_and_is_no_answer_of_a_search(
    client_of: Callable[..., VisionClient], events: EventLog
) -> None:
    client = client_of(
        program(
            "if line['do'] == 'gallery-begin': held = []",
            "if line['do'] == 'rows': held += [(who, line.get('compare_only', False)) for who in line['ids']]",
            "if line['do'] == 'search':",
            "    say(**{'is': 'event', 'name': 'matched', 'session': 1, 'resident_id': 'r2', 'score': 1})",
            "if line['do'] == 'compare':",
            "    right = sorted(held) == [('r1', False), ('r2', True), ('r3', True)]",
            "    say(**{'is': 'event', 'name': 'compared', 'session': 2, 'why': 'same' if right else 'different'})",
        )
    )
    far = [GalleryEntry(who, "sface", "1", np.zeros(128, np.float32)) for who in ("r2", "r3")]
    client.gallery.set_gallery([MEMBER, far[0]])
    client.gallery.put((), compare_only=far[:1])
    client.launch()
    events.wait_for(FacilityChanged)
    client.gallery.put((), compare_only=far[1:])
    lease = leased(client, events)
    lease.search(1)
    assert events.wait_for(FaceUnknown) == FaceUnknown(1)
    lease.compare(2, "r3")
    assert events.wait_for(HolderCompared) == HolderCompared(2, Likeness.SAME)
    client.gallery.evict("r3")
    lease.compare(3, "r3")
    assert events.of(HolderCompared)[-1] == HolderCompared(3, Likeness.UNSURE)


def test_comparing_can_be_switched_off(client_of: Callable[..., VisionClient], events: EventLog) -> None:
    client = client_of(("/nonexistent",), faces=Faces(compare_holders=False))
    client.gallery.set_gallery([MEMBER])
    leased(client, events).compare(1, "r1")
    assert events.events == [HolderCompared(1, Likeness.UNSURE)]


def test_comparison_is_answered_once_and_for_this_session_only(
    client_of: Callable[..., VisionClient], events: EventLog
) -> None:
    client = client_of(
        program(
            "if line['do'] == 'compare':",
            "    for session in (0, line['session'], line['session']):",
            "        say(**{'is': 'event', 'name': 'compared', 'session': session, 'why': 'same'})",
            "    say(**{'is': 'event', 'name': 'near'})",
        )
    )
    client.gallery.set_gallery([MEMBER])
    client.launch()
    events.wait_for(FacilityChanged)
    leased(client, events).compare(7, "r1")
    events.wait_for(SomebodyNear)
    assert events.of(HolderCompared) == [HolderCompared(7, Likeness.SAME)]


def test_comparison_and_enrolment_whose_process_dies_are_lost(
    client_of: Callable[..., VisionClient], events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("the vision process ended (exit 5)")
    client = client_of(program("if line['do'] in ('compare', 'enrol'): os._exit(5)"))
    client.gallery.set_gallery([MEMBER])
    client.launch()
    events.wait_for(FacilityChanged, where=lambda e: e.works)
    lease = leased(client, events)
    lease.compare(1, "r1")
    assert events.wait_for(SessionLost) == SessionLost(1, WhyLost.PROCESS_DIED)
    events.wait_for(FacilityChanged, 2, where=lambda e: e.works)
    lease.enrol(2)
    assert events.wait_for(SessionLost, 2) == SessionLost(2, WhyLost.PROCESS_DIED)
    assert client.restarts == 2
    events.wait_for(FacilityChanged, 3, where=lambda e: e.works)
    assert len(events.of(SessionLost)) == 2, "neither was asked again"


def test_picture_of_a_process_that_died_is_wiped(
    client_of: Callable[..., VisionClient], events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("the vision process ended (exit 5)")
    client = client_of(program("if line['do'] == 'search': os._exit(5)"))
    client.launch()
    events.wait_for(FacilityChanged, where=lambda e: e.works)
    writer = PreviewWriter(client._memory.descriptor)
    writer.write(np.ones((8, 8, 4), np.uint8))
    writer.close()
    leased(client, events).search(1)
    events.wait_for(FacilityChanged, where=lambda e: not e.works)
    assert client.preview.latest() is None


def test_template_goes_to_who_asked_for_it_and_the_holder_to_the_gallery(events: EventLog) -> None:
    holders: list[HolderVector] = []
    sample = "['sface', '1', '" + "A" * 22 + "==', 0.5]"
    command = program(
        "if line['do'] == 'enrol':",
        f"    say(**{{'is': 'event', 'name': 'taken', 'session': 1, 'samples': [{sample}]}})",
        "for who in ('r1', 'gone'):",
        f"    say(**{{'is': 'event', 'name': 'holder', 'resident_id': who, 'samples': [{sample}]}})",
        "if line['do'] == 'enrol': say(**{'is': 'event', 'name': 'near'})",
    )
    client = VisionClient(
        CAMERA, Faces(), SystemClock(), events,  # type: ignore[arg-type]
        preview_size=(8, 8), command=command, on_holder_vector=holders.append,
    )  # fmt: skip
    client.gallery.set_gallery([MEMBER])
    with client:
        events.wait_for(FacilityChanged)
        leased(client, events).enrol(3)
        events.wait_for(SomebodyNear)
    (taken,) = events.of(EnrolmentTaken)
    assert (taken.session, taken.samples[0].vector.tolist()) == (3, [0.0] * 4)
    assert {holder.resident_id for holder in holders} == {"r1"}, "of somebody revoked nothing is handed on"


# --- policy, figures, renewal -------------------------------------------------------------------------------------
POLICY = (
    "{'accept': 5.5, 'doubt': 4.0, 'margin': 0.5, 'frames': 4, 'one_to_one': 0.45, 'fpir': 0.001, 'people': 2,"
    " 'look_alikes': ['r1', 'r2']}"
)


def test_policy_and_figures_are_kept_for_who_asks(events: EventLog) -> None:
    made: list[PolicySet] = []
    command = program(
        "if line['do'] == 'configure':",
        f"    say(**{{'is': 'policy', 'policy': {POLICY}, 'pairs': [['r1', 'r2', 7.5]], 'was_measured': True}})",
        "    say(**{'is': 'health', 'rss_mb': 141.5, 'memory_locked': True})",
        "    say(**{'is': 'loaded', 'engine': 'sface', 'version': '1', 'seconds': 0.2})",
        "    say(**{'is': 'decided', 'outcome': 'matched', 'top1': 6.0, 'frames': 4, 'stage_ms': {'embed': 10}})",
        "    say(**{'is': 'event', 'name': 'near'})",
    )
    client = VisionClient(
        CAMERA, Faces(), SystemClock(), events, preview_size=(8, 8), command=command, on_policy=made.append  # type: ignore[arg-type]
    )  # fmt: skip
    with client:
        events.wait_for(SomebodyNear)
    assert client.policy is not None
    assert (client.policy.accept, client.policy.look_alikes) == (5.5, frozenset({"r1", "r2"}))
    assert [(pair.resident_id, pair.other_id) for pair in made[0].pairs] == [("r1", "r2")]
    figures = client.figures.as_dict()
    assert (figures["rss_mb"], figures["swap"], figures["engines"]) == (141.5, "locked", {"sface": "1"})
    assert figures["decisions"] == {"matched": 1}
    assert figures["last"]["stage_ms"] == {"embed": 10.0}
    assert figures["policy"] == {"accept": 5.5, "doubt": 4.0, "fpir": 0.001, "search": True, "look_alikes": 2}
    assert "r1" not in str(figures)


def test_model_that_does_not_load_is_named(
    client_of: Callable[..., VisionClient], events: EventLog, announced: AnnouncedLog
) -> None:
    announced.expect("a model does not load: model sface: x.onnx")
    client = client_of(
        program(
            "if line['do'] == 'configure':",
            "    say(**{'is': 'missing', 'what': 'model sface: x.onnx is another file', 'vital': False})",
            "    say(**{'is': 'event', 'name': 'near'})",
        )
    )
    client.launch()
    events.wait_for(SomebodyNear)
    assert client.figures.missing == "model sface: x.onnx is another file"
    assert client.figures.swap == "not locked"


def test_renewed_process_is_no_fault_and_is_told_everything_again(
    client_of: Callable[..., VisionClient], events: EventLog, tmp_path: Path
) -> None:
    once = tmp_path / "once"
    client = client_of(
        program(
            f"if line['do'] == 'gallery-end' and not os.path.exists({str(once)!r}):",
            f"    open({str(once)!r}, 'w').close(); say(**{{'is': 'renewing', 'why': 'age'}}); os._exit(0)",
            "if line['do'] == 'rows': say(**{'is': 'gallery', 'people': len(line['ids']), 'left_out': 0})",
            "if line['do'] == 'gallery-end': say(**{'is': 'event', 'name': 'near'})",
        )
    )
    client.gallery.set_gallery([MEMBER])
    client.launch()
    events.wait_for(SomebodyNear)
    assert camera_events(events) == [(True, None)]
    assert (client.restarts, client.renewals) == (0, 1)
    assert client.figures.as_dict()["people"] == 1


def test_renewed_process_that_does_not_find_the_camera_is_a_fault(clock: ManualClock, events: EventLog) -> None:
    command = (sys.executable, "-c", "\n".join((
        "import sys, json, os",
        "print(json.dumps({'is': 'beat', 'within_s': 60}), flush=True)",
        "if not os.path.exists(sys.argv[1]):",
        "    open(sys.argv[1], 'w').close()",
        "    print(json.dumps({'is': 'event', 'name': 'camera', 'works': True}), flush=True)",
        "    print(json.dumps({'is': 'renewing', 'why': 'memory'}), flush=True)",
        "else: sys.stdin.read()",
    )), f"/dev/shm/renewed-{os.getpid()}")  # fmt: skip
    client = VisionClient(CAMERA, Faces(), clock, events, preview_size=(8, 8), command=command)  # type: ignore[arg-type]
    try:
        with client:
            events.wait_for(FacilityChanged, where=lambda e: e.works)
            deadline = time.monotonic() + 5
            while client.renewals == 0:
                assert time.monotonic() < deadline
            clock.advance(4.0)
            assert camera_events(events) == [(True, None)]
            clock.advance(1.5)
            assert events.wait_for(FacilityChanged, 2).fault == "vision-restarting"
    finally:
        os.unlink(command[-1])


def test_nightly_measuring_is_asked_for(client_of: Callable[..., VisionClient], events: EventLog) -> None:
    client = client_of(program("if line['do'] == 'measure': say(**{'is': 'event', 'name': 'near'})"))
    client.launch()
    events.wait_for(FacilityChanged)
    client.gallery.measure()
    events.wait_for(SomebodyNear)


def test_what_was_tuned_is_what_every_process_that_follows_is_told(client_of: Callable[..., VisionClient]) -> None:
    client = client_of(("/nonexistent",))
    assert client.tuned == Tuned(rotate=0, guide_aside=0.36, guide_above=0.32, fpir=0.001)
    client.tune(Tuned(rotate=90, guide_aside=0.2, guide_above=0.3, fpir=0.005))
    assert client.tuned == Tuned(rotate=90, guide_aside=0.2, guide_above=0.3, fpir=0.005)
    configure = json.loads(next(iter(client._greeting())))
    assert (configure["camera"]["rotate"], configure["camera"]["guide_aside"]) == (90, 0.2)
    assert (configure["camera"]["guide_above"], configure["faces"]["fpir"]) == (0.3, 0.005)
