"""Who may have the camera, and that whatever is begun with it ends once."""

from __future__ import annotations

import base64
import os

import numpy as np
import pytest

from kiosk.faces.client.lease import CameraTaken, Owner
from kiosk.faces.client.process import Outbox, Wake
from kiosk.faces.events import (
    CardNeeded,
    FaceHint,
    FaceMatched,
    FaceNeedsCard,
    FaceSeen,
    FaceUnknown,
    HolderCompared,
    Likeness,
    SessionLost,
    WhyLost,
)
from kiosk.faces.protocol.messages import (
    CameraFigures,
    CameraInspected,
    EnrolmentFailed,
    EnrolmentFault,
    EnrolmentTaken,
)
from kiosk.faces.protocol.preview import PreviewWriter
from tests.kiosk.faces.client.rig import Rig

VISIT, STAFF, TECHNICIAN = Owner.VISIT, Owner.STAFF, Owner.TECHNICIAN


# --- who may have it ------------------------------------------------------------------------------------------------
def test_visitor_is_refused_at_once_while_staff_enrol_and_the_enrolment_goes_on(rig: Rig) -> None:
    staff = rig.lease(STAFF)
    staff.enrol(1)
    with pytest.raises(CameraTaken) as refused:
        rig.lease(VISIT)
    assert refused.value.holder is STAFF
    assert (rig.done, rig.heard[STAFF], staff.is_held) == (["enrol"], [], True)
    rig.leases.hear(EnrolmentTaken(rig.wire, ()))
    assert rig.heard[STAFF] == [EnrolmentTaken(1, ())]


@pytest.mark.parametrize("owner", [STAFF, TECHNICIAN])
def test_inner_wing_does_not_take_the_camera_from_a_visitor(rig: Rig, owner: Owner) -> None:
    rig.lease(VISIT).search(1)
    with pytest.raises(CameraTaken, match="visit"):
        rig.lease(owner)
    assert (rig.done, rig.heard[VISIT]) == (["search"], [])


def test_released_camera_is_anybodys(rig: Rig) -> None:
    visit = rig.lease(VISIT)
    visit.search(1)
    visit.release()
    staff = rig.lease(STAFF)
    assert (visit.is_held, staff.is_held) == (False, True)
    assert (rig.lost(VISIT), rig.done) == ([(1, "stopped")], ["search", "stop"])


def test_owner_takes_the_camera_from_its_own_broken_page(rig: Rig) -> None:
    before = rig.lease(STAFF)
    before.enrol(1)
    after = rig.lease(STAFF)
    assert (before.is_held, after.is_held) == (False, True)
    assert (rig.lost(STAFF), rig.done) == ([(1, "not-held")], ["enrol", "stop"])


def test_lease_ends_with_the_block_it_was_taken_for(rig: Rig) -> None:
    with rig.lease(TECHNICIAN) as lease:
        lease.search(1)
    assert not lease.is_held
    rig.lease(VISIT)


# --- stop and release -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("call", ["stop", "release"])
def test_old_lease_ends_nothing_of_anothers(rig: Rig, call: str) -> None:
    visit = rig.lease(VISIT)
    visit.search(1)
    visit.release()
    rig.lease(STAFF).enrol(1)
    getattr(visit, call)()
    assert (rig.done, rig.heard[STAFF]) == (["search", "stop", "enrol"], [])
    with pytest.raises(CameraTaken):
        rig.lease(VISIT)


def test_release_twice_is_release_once(rig: Rig) -> None:
    lease = rig.lease(STAFF)
    lease.enrol(1)
    lease.release()
    lease.release()
    assert (rig.lost(STAFF), rig.done) == ([(1, "stopped")], ["enrol", "stop"])


def test_stopped_lease_begins_again(rig: Rig) -> None:
    lease = rig.lease(STAFF)
    lease.enrol(1)
    lease.stop()
    lease.stop()
    lease.enrol(2)
    assert (rig.lost(STAFF), rig.done) == ([(1, "stopped")], ["enrol", "stop", "enrol"])


def test_session_begun_anew_ends_the_one_before(rig: Rig) -> None:
    lease = rig.lease(VISIT)
    lease.search(1)
    lease.search(2)
    assert rig.lost(VISIT) == [(1, "stopped")]
    rig.leases.hear(FaceUnknown(rig.wire))
    assert rig.heard[VISIT][1:] == [FaceUnknown(2)]


def test_answered_session_is_ended_for_its_preview_and_nobody_is_told_again(rig: Rig) -> None:
    lease = rig.lease(VISIT)
    lease.search(1)
    rig.leases.hear(FaceUnknown(rig.wire))
    lease.stop()
    assert (rig.done, rig.heard[VISIT]) == (["search", "stop"], [FaceUnknown(1)])


@pytest.mark.parametrize("begin", ["search", "compare", "enrol"])
def test_nothing_begins_with_a_lease_that_is_no_longer_held(rig: Rig, begin: str) -> None:
    visit = rig.lease(VISIT)
    visit.release()
    staff = rig.lease(STAFF)
    staff.enrol(1)
    {"search": lambda: visit.search(7), "compare": lambda: visit.compare(7, "r1"), "enrol": lambda: visit.enrol(7)}[
        begin
    ]()
    assert (rig.lost(VISIT), rig.done) == ([(7, "not-held")], ["enrol"])
    visit.compare(8, "nobody")
    assert rig.lost(VISIT)[1:] == [(8, "not-held")]


# --- what is said about a session -----------------------------------------------------------------------------------
def test_guidance_and_template_of_an_enrolment_go_to_who_began_it_only(rig: Rig) -> None:
    rig.lease(STAFF).enrol(4)
    rig.leases.hear(FaceSeen(rig.wire, FaceHint.TURN_LEFT, 0.6))
    rig.leases.hear(EnrolmentFailed(rig.wire, EnrolmentFault.TIME))
    assert rig.heard[STAFF] == [
        FaceSeen(4, FaceHint.TURN_LEFT, 0.6),
        EnrolmentFailed(4, EnrolmentFault.TIME),
    ]
    assert rig.heard[VISIT] == rig.heard[TECHNICIAN] == []


def test_late_answer_of_the_owner_before_is_nobodys(rig: Rig) -> None:
    visit = rig.lease(VISIT)
    visit.search(1)
    late = rig.wire
    visit.release()
    rig.leases.hear(FaceUnknown(late))
    rig.lease(STAFF).enrol(1)
    rig.leases.hear(FaceMatched(late, "r1", 0.9))
    rig.leases.hear(FaceSeen(late, FaceHint.GOOD, 1.0))
    assert (rig.lost(VISIT), len(rig.heard[VISIT]), rig.heard[STAFF]) == ([(1, "stopped")], 1, [])


def test_nothing_follows_an_answer(rig: Rig) -> None:
    rig.lease(VISIT).search(3)
    for event in (
        FaceNeedsCard(rig.wire, CardNeeded.LOOK_ALIKE),
        FaceUnknown(rig.wire),
        FaceSeen(rig.wire, FaceHint.GOOD, 1.0),
    ):
        rig.leases.hear(event)
    assert rig.heard[VISIT] == [FaceNeedsCard(3, CardNeeded.LOOK_ALIKE)]


def test_member_revoked_while_their_match_is_on_its_way_is_unknown(rig: Rig) -> None:
    rig.lease(VISIT).search(1)
    rig.members.evict("r1")
    rig.leases.hear(FaceMatched(rig.wire, "r1", 0.9))
    assert rig.heard[VISIT] == [FaceUnknown(1)]


# --- comparisons ----------------------------------------------------------------------------------------------------
def test_holder_with_a_template_is_compared_without_the_photo(rig: Rig) -> None:
    lease = rig.lease(VISIT)
    lease.compare(1, "r1", b"photo")
    lease.compare(2, "somebody", b"photo")
    assert [c.get("photo") for c in rig.sent if c["do"] == "compare"] == [None, base64.b64encode(b"photo").decode()]


def test_nobody_to_compare_with_is_unsure_at_once_and_ends_what_ran(rig: Rig) -> None:
    lease = rig.lease(VISIT)
    lease.search(1)
    lease.compare(2, "somebody")
    assert rig.heard[VISIT] == [SessionLost(1, WhyLost.STOPPED), HolderCompared(2, Likeness.UNSURE)]
    assert rig.done == ["search", "stop"]


def test_answered_comparison_and_a_sent_line_keep_nothing_of_the_photo(rig: Rig) -> None:
    rig.lease(VISIT).compare(1, "somebody", b"photo")
    (line,) = rig.leases.greeting()
    assert b"cGhvdG8=" in line
    rig.leases.hear(HolderCompared(rig.wire, Likeness.SAME))
    assert rig.leases._session is not None
    assert rig.leases._session.line == b""
    outbox = Outbox(wake := Wake())
    outbox.put(line)
    reading, writing = os.pipe()
    outbox.send(writing)
    assert os.read(reading, 4096) == line
    assert outbox._now.obj == b""
    for descriptor in (reading, writing):
        os.close(descriptor)
    wake.close()


# --- the vision process dies, and the end ---------------------------------------------------------------------------
def test_search_is_asked_of_the_next_process_and_answered_by_it(rig: Rig) -> None:
    rig.lease(VISIT).search(5)
    (line,) = rig.leases.greeting()
    rig.leases.process_died(too_often=False)
    assert (rig.heard[VISIT], rig.leases.greeting()) == ([], (line,))
    rig.leases.hear(FaceMatched(rig.wire, "r2", 0.7))
    assert (rig.heard[VISIT], rig.leases.greeting()) == ([FaceMatched(5, "r2", 0.7)], ())
    rig.leases.process_died(too_often=False)
    assert len(rig.heard[VISIT]) == 1


@pytest.mark.parametrize("begin", ["enrol", "compare"])
def test_enrolment_or_comparison_whose_process_dies_is_lost_and_the_lease_is_not(rig: Rig, begin: str) -> None:
    lease = rig.lease(STAFF)
    lease.enrol(5) if begin == "enrol" else lease.compare(5, "r1")
    rig.leases.process_died(too_often=False)
    assert (rig.lost(STAFF), rig.leases.greeting(), lease.is_held) == ([(5, "process-died")], (), True)
    lease.enrol(6)
    rig.leases.hear(EnrolmentTaken(rig.wire, ()))
    assert rig.heard[STAFF][-1] == EnrolmentTaken(6, ())


def test_process_that_dies_too_often_loses_the_search_and_refuses_until_the_camera_is_back(rig: Rig) -> None:
    lease = rig.lease(VISIT)
    lease.search(1)
    rig.leases.process_died(too_often=True)
    lease.search(2)
    assert rig.leases.is_refused
    assert rig.lost(VISIT) == [(1, "process-died"), (2, "no-camera")]
    rig.leases.resume()
    lease.search(3)
    assert (len(rig.heard[VISIT]), rig.leases.greeting()[0].count(b"search")) == (2, 1)


def test_process_that_lived_long_before_it_died_is_relied_on_again(rig: Rig) -> None:
    lease = rig.lease(VISIT)
    rig.leases.process_died(too_often=True)
    rig.leases.process_died(too_often=False)
    lease.search(1)
    assert (rig.leases.is_refused, rig.heard[VISIT]) == (False, [])


def test_end_of_the_terminal_loses_what_runs_and_refuses_the_rest_for_good(rig: Rig) -> None:
    staff = rig.lease(STAFF)
    staff.enrol(1)
    rig.leases.close()
    assert not staff.is_held
    staff.enrol(2)
    rig.leases.resume()
    rig.leases.process_died(too_often=False)
    rig.lease(VISIT).search(3)
    assert (rig.lost(STAFF), rig.lost(VISIT)) == ([(1, "closed"), (2, "closed")], [(3, "closed")])
    assert rig.leases.greeting() == ()


# --- preview --------------------------------------------------------------------------------------------------------
def test_pictures_are_seen_by_who_has_the_camera_only(rig: Rig) -> None:
    writer = PreviewWriter(rig.memory.descriptor)
    visits = rig.leases.preview_of(VISIT)
    with rig.lease(STAFF) as staff:
        writer.write(np.full((8, 8, 4), 7, np.uint8))
        frame = staff.preview.latest()
        assert frame is not None
        assert frame.array[0, 0, 0] == 7
        assert visits.latest() is None
    assert staff.preview.latest() is None
    rig.lease(VISIT)
    assert visits.latest() is frame
    assert rig.leases.preview_of(VISIT, STAFF).latest() is frame
    assert rig.leases.preview_of(STAFF, TECHNICIAN).latest() is None
    visits.forget()
    assert visits.latest() is not frame
    writer.close()


# --- an inspection --------------------------------------------------------------------------------------------------
FIGURES = CameraFigures(
    width=1280, height=720, brightness=120.0, contrast=40.0, sharpness=300.0, dark=0.0, bright=0.0, grabbed_fps=30.0,
    judged_fps=15.0, faces=0,
)  # fmt: skip


def test_inspection_goes_on_after_each_report_until_it_is_stopped(rig: Rig) -> None:
    technician = rig.lease(TECHNICIAN)
    technician.inspect(5)
    for _ in range(2):
        rig.leases.hear(CameraInspected(rig.wire, FIGURES))
    assert rig.heard[TECHNICIAN] == [CameraInspected(5, FIGURES)] * 2
    technician.stop()
    rig.leases.hear(CameraInspected(rig.wire, FIGURES))
    assert rig.heard[TECHNICIAN][2:] == [SessionLost(5, WhyLost.STOPPED)]
    assert rig.done == ["inspect", "stop"]


def test_inspection_goes_on_in_the_next_vision_process(rig: Rig) -> None:
    technician = rig.lease(TECHNICIAN)
    technician.inspect(5)
    rig.leases.process_died(too_often=False)
    assert rig.heard[TECHNICIAN] == []
    assert [b"inspect" in line for line in rig.leases.greeting()] == [True]
