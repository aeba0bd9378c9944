"""The cast, their templates, and a terminal's worth of vision: one camera process, one vision process, many tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

import resources
from devices.clock import SystemClock
from devices.opencv import load_cv2
from devices.simulators.camera_process import CameraProcess
from devices.simulators.people import Standing, picture_of
from devices.simulators.profile import FaceLooks, load_cast
from kiosk.faces.client.lease import Owner
from kiosk.faces.client.vision_client import VisionClient
from kiosk.faces.engines.engine import FaceEngine, create
from kiosk.faces.events import FaceSeen, PersonLeft, SomebodyNear
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.facilities import FacilityChanged
from kiosk.settings import Camera, Faces
from tests.support.events import EventLog

MEMBERS = ("zhang-jianguo", "chen-deming", "gao-yu")
STRANGER = "abdurahman-mamat"
"""Of the cast the least like any of the members (cosines 0.23 to 0.29)."""
FACES = Faces(give_up_s=4.0)


@pytest.fixture(scope="session")
def cast() -> dict[str, FaceLooks]:
    """The faces of the cast, by id."""
    return {p.id: p.face for p in load_cast(resources.path("cast")).values() if p.face is not None}


@pytest.fixture(scope="session")
def engine() -> FaceEngine:
    """The real engine, loaded in the test process."""
    load_cv2()
    engine = create("sface")
    engine.load()
    return engine


@pytest.fixture(scope="session")
def members(cast: dict[str, FaceLooks], engine: FaceEngine) -> list[GalleryEntry]:
    """Templates of three of the cast, made from one drawn picture each."""
    entries = []
    for who in MEMBERS:
        image = picture_of([Standing(cast[who], head=0.55)], noise_seed=3)
        vector = engine.embed(engine.align(image, engine.detect(image)[0]))
        entries.append(GalleryEntry(who, engine.name, engine.version, vector))
    return entries


@dataclass
class Hall:
    """A camera, a vision process and what it said."""

    camera: CameraProcess
    client: VisionClient
    events: EventLog = field(default_factory=EventLog)
    sessions: int = 0
    changes: int = 0

    def __post_init__(self) -> None:
        self.lease = self.client.lease(Owner.VISIT, self.events)  # type: ignore[arg-type]

    def session(self) -> int:
        """Begin a search; its number."""
        self.lease.search(self._next())
        return self.sessions

    def compare(self, resident_id: str, photo: bytes | None = None) -> int:
        """Begin a comparison with one member; its number."""
        self.lease.compare(self._next(), resident_id, photo)
        return self.sessions

    def enrol(self) -> int:
        """Begin an enrolment; its number."""
        self.lease.enrol(self._next())
        return self.sessions

    def inspect(self) -> int:
        """Begin an inspection; its number."""
        self.lease.inspect(self._next())
        return self.sessions

    def stop(self) -> None:
        """End whatever runs."""
        self.lease.stop()

    def _next(self) -> int:
        self.sessions += 1
        return self.sessions

    def wait_works(self, works: bool, timeout_s: float = 30.0) -> FacilityChanged:
        """The camera's facility changes to this; what it was before is forgotten."""
        change = self.events.wait_for(FacilityChanged, timeout_s=timeout_s, where=lambda e: e.works is works)
        self.changes += 1
        self.events.events.remove(change)
        return change

    def seen(self, session: int) -> list[FaceSeen]:
        """The hints of one session so far."""
        return [e for e in self.events.of(FaceSeen) if e.session == session]


def open_hall(
    camera: CameraProcess, members: list[GalleryEntry], faces: Faces = FACES, *, only_in_use: bool = False
) -> Hall:
    """A vision process before this camera, working."""
    events = EventLog()
    settings = Camera(source=camera.url, only_in_use=only_in_use)
    client = VisionClient(
        settings, faces, SystemClock(), events,  # type: ignore[arg-type]
        on_holder_vector=events,  # type: ignore[arg-type]
    )  # fmt: skip
    client.gallery.set_gallery(members)
    client.launch()
    hall = Hall(camera, client, events)
    hall.wait_works(True)
    return hall


@pytest.fixture(scope="module")
def camera() -> Iterator[CameraProcess]:
    with CameraProcess() as camera:
        yield camera


@pytest.fixture(scope="module")
def shared_hall(camera: CameraProcess, members: list[GalleryEntry]) -> Iterator[Hall]:
    hall = open_hall(camera, members)
    yield hall
    hall.client.shut_down()


@pytest.fixture
def hall(shared_hall: Hall, members: list[GalleryEntry]) -> Iterator[Hall]:
    """The shared hall, empty and without a session, afterwards too."""
    events = shared_hall.events
    events.events.clear()
    yield shared_hall
    shared_hall.stop()
    shared_hall.client.gallery.set_gallery(members)
    shared_hall.camera.show(None)
    arrivals = len(events.of(SomebodyNear))
    if arrivals:
        events.wait_for(PersonLeft, arrivals, timeout_s=30)
