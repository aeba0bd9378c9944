"""The visit takes the camera for each of its sessions, and is refused at once when it cannot have it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from kiosk.faces.client.lease import CameraLease, Hear, LeasedPreview, Owner
from kiosk.faces.events import (
    FaceHint,
    FaceMatched,
    FaceSeen,
    FaceUnknown,
    HolderCompared,
    Likeness,
    WhyLost,
)
from kiosk.faces.protocol.messages import EnrolmentTaken
from kiosk.faces.protocol.preview import PreviewWriter
from kiosk.visits.face_finder import FaceEvent, LeasedFaceFinder
from tests.kiosk.faces.client.rig import Rig

SAME, UNSURE = Likeness.SAME, Likeness.UNSURE


class Terminal:
    """A visit's camera before a vision process that is played; what the visit is told."""

    def __init__(self) -> None:
        self.rig = Rig()
        self.posted: list[FaceEvent] = []
        self.faces = LeasedFaceFinder(self, self.posted.append)

    def lease(self, owner: Owner, hear: Hear) -> CameraLease:
        return self.rig.leases.lease(owner, hear)

    def preview_of(self, owner: Owner) -> LeasedPreview:
        return self.rig.leases.preview_of(owner)

    def wants_photo(self, resident_id: str) -> bool:
        return resident_id == "without-template"


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    terminal = Terminal()
    yield terminal
    terminal.rig.close()


def test_search_is_answered_with_the_visits_own_number(terminal: Terminal) -> None:
    terminal.faces.start(41)
    terminal.rig.leases.hear(FaceSeen(terminal.rig.wire, FaceHint.CLOSER, 0.0))
    terminal.rig.leases.hear(FaceMatched(terminal.rig.wire, "r1", 0.8))
    assert terminal.posted == [FaceSeen(41, FaceHint.CLOSER, 0.0), FaceMatched(41, "r1", 0.8)]


@pytest.mark.parametrize("owner", [Owner.STAFF, Owner.TECHNICIAN])
def test_visitor_goes_on_with_a_card_while_an_inner_wing_has_the_camera(terminal: Terminal, owner: Owner) -> None:
    inner = terminal.rig.lease(owner)
    inner.enrol(1)
    terminal.faces.start(1)
    terminal.faces.compare(2, "r1")
    assert terminal.posted == [FaceUnknown(1), HolderCompared(2, UNSURE)]
    assert (terminal.rig.done, terminal.rig.heard[owner]) == (["enrol"], [])


def test_end_of_a_visits_session_leaves_staffs_enrolment(terminal: Terminal) -> None:
    terminal.faces.start(1)
    terminal.faces.stop()
    staff = terminal.rig.lease(Owner.STAFF)
    staff.enrol(1)
    terminal.faces.stop()
    assert (terminal.rig.done, staff.is_held) == (["search", "stop", "enrol"], True)
    terminal.rig.leases.hear(EnrolmentTaken(terminal.rig.wire, ()))
    assert terminal.rig.heard[Owner.STAFF] == [EnrolmentTaken(1, ())]
    assert terminal.posted == []


def test_what_the_visit_ends_itself_is_not_told_to_it(terminal: Terminal) -> None:
    terminal.faces.start(1)
    terminal.faces.start(2)
    terminal.faces.stop()
    terminal.faces.stop()
    assert terminal.posted == []
    assert terminal.rig.done == ["search", "stop", "search", "stop"]


def test_answered_search_keeps_the_camera_and_an_answered_comparison_gives_it_back(terminal: Terminal) -> None:
    terminal.faces.start(1)
    terminal.rig.leases.hear(FaceMatched(terminal.rig.wire, "r1", 0.8))
    with pytest.raises(Exception, match="taken"):
        terminal.rig.lease(Owner.STAFF)
    terminal.faces.compare(2, "r1")
    terminal.rig.leases.hear(HolderCompared(terminal.rig.wire, SAME))
    assert terminal.posted[1:] == [HolderCompared(2, SAME)]
    terminal.rig.lease(Owner.STAFF)


def test_comparison_with_nobody_gives_the_camera_back_at_once(terminal: Terminal) -> None:
    terminal.faces.compare(1, "without-template")
    assert terminal.posted == [HolderCompared(1, UNSURE)]
    terminal.rig.lease(Owner.STAFF)


def test_comparison_of_before_does_not_give_back_the_camera_of_now(terminal: Terminal) -> None:
    terminal.faces.compare(1, "r1")
    late = terminal.rig.wire
    terminal.faces.start(2)
    terminal.faces._hear(HolderCompared(1, SAME), HolderCompared(1, UNSURE))
    terminal.rig.leases.hear(HolderCompared(late, SAME))
    terminal.rig.leases.hear(FaceUnknown(terminal.rig.wire))
    assert terminal.posted == [HolderCompared(1, SAME), FaceUnknown(2)]


def test_comparison_whose_process_dies_is_unsure_and_a_search_waits(terminal: Terminal) -> None:
    terminal.faces.compare(1, "r1")
    terminal.rig.leases.process_died(too_often=False)
    assert terminal.posted == [HolderCompared(1, UNSURE)]
    terminal.faces.start(2)
    terminal.rig.leases.process_died(too_often=False)
    assert terminal.posted[1:] == []
    terminal.rig.leases.process_died(too_often=True)
    assert terminal.posted[1:] == [FaceUnknown(2)]
    terminal.faces.start(3)
    assert terminal.posted[2:] == [FaceUnknown(3)]


def test_terminal_that_ends_asks_nobody_for_a_card(terminal: Terminal) -> None:
    terminal.faces.start(1)
    terminal.rig.leases.close()
    assert terminal.posted == []
    terminal.rig.leases.refuse(WhyLost.CLOSED)
    terminal.faces.compare(2, "r1")
    assert terminal.posted == []


def test_picture_is_the_visits_while_it_has_the_camera(terminal: Terminal) -> None:
    writer = PreviewWriter(terminal.rig.memory.descriptor)
    writer.write(np.zeros((8, 8, 4), np.uint8))
    assert terminal.faces.preview.latest() is None
    terminal.faces.start(1)
    assert terminal.faces.preview.latest() is not None
    terminal.faces.stop()
    assert terminal.faces.preview.latest() is None
    assert terminal.faces.wants_photo("without-template")
    writer.close()
