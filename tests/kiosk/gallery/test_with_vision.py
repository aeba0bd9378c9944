"""Store, gallery service and the real vision process before the simulated camera, joined as in the terminal."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

import resources
from devices.clock import SystemClock
from devices.opencv import load_cv2
from devices.simulators.camera_process import CameraProcess
from devices.simulators.drawing.portrait import Pose
from devices.simulators.people import Standing, picture_of
from devices.simulators.profile import FaceLooks, load_cast
from kiosk.archive.archive import Archive
from kiosk.faces.client.lease import Owner
from kiosk.faces.client.vision_client import VisionClient
from kiosk.faces.engines.engine import FaceEngine, create
from kiosk.faces.enrolment.enrol import templates_of
from kiosk.faces.events import FaceMatched, FaceUnknown, HolderCompared, Likeness
from kiosk.facilities import FacilityChanged
from kiosk.gallery.service import GalleryService
from kiosk.gallery.stored import for_store
from kiosk.settings import Camera, Faces, Settings
from kiosk.whitelist.consent import ConsentKind
from tests.kiosk.gallery.conftest import Members
from tests.support.clock import ManualClock
from tests.support.events import EventLog

pytestmark = [pytest.mark.slow, pytest.mark.timeout(90), pytest.mark.waits]

CHEN, MAMAT = "chen-deming", "abdurahman-mamat"
FACES = Faces(adapt=True, liveness=False, give_up_s=4.0)
VIEWS = ((Pose(), 0.55), (Pose(yaw_deg=10), 0.6), (Pose(yaw_deg=-10, light=0.8), 0.52))


class Terminal:
    """What the kiosk joins, without visits."""

    def __init__(self, store: Archive, clock: ManualClock, camera: CameraProcess) -> None:
        self.store, self.events = store, EventLog()
        settings = Settings(camera=Camera(source=camera.url), faces=FACES)
        self.vision = VisionClient(settings.camera, FACES, SystemClock(), self.events,  # type: ignore[arg-type]
                                   on_holder_vector=lambda holder: self.gallery.offer(holder),
                                   on_policy=lambda said: self.gallery.heard(said))  # fmt: skip
        self.lease = self.vision.lease(Owner.VISIT, self.events)  # type: ignore[arg-type]
        self.gallery = GalleryService(store, self.vision.gallery, settings, clock, ZoneInfo("Asia/Shanghai"),
                                      is_idle=lambda: True)  # fmt: skip

    def open(self) -> None:
        self.gallery.start()
        self.vision.launch()
        self.events.wait_for(FacilityChanged, timeout_s=20, where=lambda e: e.works)

    def close(self) -> None:
        self.vision.shut_down()
        self.gallery.stop()

    @staticmethod
    def until(met: Callable[[], bool], clock: ManualClock | None = None) -> None:
        """It comes to that within half a minute; the clock of the store goes on meanwhile when given."""
        for _ in range(600):
            if met():
                return
            threading.Event().wait(0.05)
            if clock is not None:
                clock.advance(1)
        raise AssertionError("it did not come to that")


@pytest.fixture(scope="module")
def looks() -> dict[str, FaceLooks]:
    return {p.id: p.face for p in load_cast(resources.path("cast")).values() if p.face is not None}


@pytest.fixture(scope="module")
def engine() -> FaceEngine:
    load_cv2()
    engine = create("sface")
    engine.load()
    return engine


@pytest.fixture
def camera() -> Iterator[CameraProcess]:
    with CameraProcess() as camera:
        yield camera


@pytest.fixture
def terminal(store: Archive, clock: ManualClock, camera: CameraProcess) -> Iterator[Terminal]:
    made = Terminal(store, clock, camera)
    yield made
    made.close()


def enrolled(members: Members, engine: FaceEngine, looks: FaceLooks, *consents: ConsentKind) -> str:
    made = [t for i, (pose, head) in enumerate(VIEWS)
            for t in templates_of(picture_of([Standing(looks, pose, head)], noise_seed=i), (engine,))]  # fmt: skip
    return members.add(*for_store(made), consents=consents)


def test_first_policy_is_put_on_record_and_a_member_is_found(
    terminal: Terminal, members: Members, engine: FaceEngine, looks: dict[str, FaceLooks], camera: CameraProcess,
    clock: ManualClock,
) -> None:  # fmt: skip
    chen = enrolled(members, engine, looks[CHEN])
    enrolled(members, engine, looks[MAMAT])
    terminal.open()
    terminal.until(lambda: terminal.store.face_policies.in_force(engine.name, engine.version) is not None, clock)
    kept = terminal.store.face_policies.in_force(engine.name, engine.version)
    assert kept is not None
    assert (kept.policy.people, kept.policy.search) == (2, True)
    camera.show(looks[CHEN])
    terminal.lease.search(1)
    assert terminal.events.wait_for(FaceMatched, timeout_s=20).resident_id == chen
    status = terminal.gallery.status()
    assert (status["members"], status["without"], status["policy"]["people"]) == (2, 0, 2)


def test_visit_the_card_confirmed_updates_the_template_and_a_revocation_ends_it_all(
    terminal: Terminal, members: Members, engine: FaceEngine, looks: dict[str, FaceLooks], camera: CameraProcess,
    clock: ManualClock,
) -> None:  # fmt: skip
    chen = enrolled(members, engine, looks[CHEN], ConsentKind.ADAPTATION)
    enrolled(members, engine, looks[MAMAT])
    clock.advance(timedelta(days=40).total_seconds())
    terminal.open()
    camera.show(looks[CHEN])
    terminal.lease.compare(1, chen)
    assert terminal.events.wait_for(HolderCompared, timeout_s=20).likeness is Likeness.SAME
    terminal.until(lambda: len(terminal.store.templates.of(chen)) == 4)
    terminal.store.whitelist.revoke(chen, "cli:tester", "本人要求")
    terminal.lease.search(2)
    terminal.events.wait_for(FaceUnknown, timeout_s=20, where=lambda e: e.session == 2)
    assert terminal.events.of(FaceMatched) == []


def test_somebody_else_with_the_card_updates_nothing(
    terminal: Terminal, members: Members, engine: FaceEngine, looks: dict[str, FaceLooks], camera: CameraProcess,
    clock: ManualClock,
) -> None:  # fmt: skip
    chen = enrolled(members, engine, looks[CHEN], ConsentKind.ADAPTATION)
    clock.advance(timedelta(days=40).total_seconds())
    terminal.open()
    camera.show(looks[MAMAT])
    terminal.lease.compare(1, chen)
    assert terminal.events.wait_for(HolderCompared, timeout_s=20).likeness is not Likeness.SAME
    terminal.store.settle()
    assert len(terminal.store.templates.of(chen)) == 3
