"""The real vision process before the simulated camera: who is seen, who is matched, who is not."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from devices.simulators.profile import FaceLooks
from kiosk.faces.events import (
    CardNeeded,
    FaceHint,
    FaceMatched,
    FaceNeedsCard,
    FaceSeen,
    FaceUnknown,
    HolderCompared,
    Likeness,
    PersonLeft,
    SomebodyNear,
)
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.faces.protocol.messages import CameraInspected, EnrolmentFailed, EnrolmentTaken, HolderVector, Outcome
from kiosk.faces.protocol.preview import Frame
from kiosk.facilities import FacilityChanged
from tests.kiosk.faces.conftest import STRANGER, Hall

pytestmark = pytest.mark.waits


def answer(hall: Hall, session: int, timeout_s: float = 20.0) -> FaceMatched | FaceUnknown:
    """The answer of a session."""
    hall.events.wait_for(object, timeout_s=timeout_s, where=lambda e: _answers(e, session))
    return next(e for e in hall.events.of(object) if _answers(e, session))  # type: ignore[return-value]


def match(hall: Hall, within_s: float = 40.0) -> FaceMatched:
    """Whom a session knows who stays before the camera. On a busy machine few pictures come before one gives up; then
    another begins, as at the terminal.
    """
    deadline = time.monotonic() + within_s
    while not isinstance(found := answer(hall, hall.session()), FaceMatched):
        assert time.monotonic() < deadline, "nobody was matched"
    return found


def needs_card(hall: Hall, within_s: float = 40.0) -> FaceNeedsCard:
    """Why whoever stays there is asked for a card; what `match` says of a busy machine holds here too."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        session = hall.session()
        hall.events.wait_for(object, timeout_s=20, where=lambda e: _ends(e, session))  # noqa: B023
        found = [e for e in hall.events.of(FaceNeedsCard) if e.session == session]
        if found:
            return found[0]
        assert not [e for e in hall.events.of(FaceMatched) if e.session == session]
    raise AssertionError("nobody was asked for a card")


def _ends(event: object, session: int) -> bool:
    return _answers(event, session) or (isinstance(event, FaceNeedsCard) and event.session == session)


def enrol(hall: Hall, who: FaceLooks) -> EnrolmentTaken:
    """What is taken of somebody who turns as asked, with both turns. On a busy machine a turn is seen too late and left
    out, or time runs out: up to twice it begins anew.
    """
    for _ in range(3):
        hall.camera.show(who)
        session = hall.enrol()
        ended = _follow(hall, session, who)
        if isinstance(ended, EnrolmentTaken) and len(ended.samples) == 5:
            return ended
    raise AssertionError(f"not taken whole: {ended}")


def _follow(hall: Hall, session: int, who: FaceLooks) -> EnrolmentTaken | EnrolmentFailed:
    """Turn as this enrolment asks, until it ends."""
    turns = {FaceHint.TURN_LEFT: hall.camera.turn_left, FaceHint.TURN_RIGHT: hall.camera.turn_right}
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        for hint in [hint for hint in turns if hint in {seen.hint for seen in hall.seen(session)}]:
            turns.pop(hint)(who)
        for kind in (EnrolmentTaken, EnrolmentFailed):
            for ended in hall.events.of(kind):
                if ended.session == session:
                    return ended
        time.sleep(0.02)
    raise AssertionError("the enrolment did not end")


def _answers(event: object, session: int) -> bool:
    return isinstance(event, FaceMatched | FaceUnknown) and event.session == session


def wait_preview(hall: Hall, timeout_s: float = 15.0) -> Frame:
    """A picture with a face in it."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        frame = hall.client.preview.latest()
        if frame is not None and frame.box[2] > 0:
            return frame
        time.sleep(0.01)
    raise AssertionError("no picture with a face")


def test_empty_hall_is_nobody_and_a_session_there_gives_up(hall: Hall) -> None:
    session = hall.session()
    assert answer(hall, session) == FaceUnknown(session)
    assert {e.hint for e in hall.seen(session)} == {FaceHint.NOBODY}
    assert hall.events.of(SomebodyNear) == []
    assert hall.events.of(FacilityChanged) == []


def test_member_walks_up_is_seen_matched_and_leaves(hall: Hall, cast: dict[str, FaceLooks]) -> None:
    hall.camera.walk_up(cast["zhang-jianguo"])
    hall.events.wait_for(SomebodyNear)
    session = hall.session()
    matched = answer(hall, session)
    assert isinstance(matched, FaceMatched)
    assert matched.resident_id == "zhang-jianguo"
    assert matched.sure
    assert 0.6 <= matched.score <= 1.0
    assert hall.seen(session)[-1].progress == 1.0
    hall.stop()
    hall.camera.leave()
    hall.events.wait_for(PersonLeft, timeout_s=30)


def test_stranger_is_unknown(hall: Hall, cast: dict[str, FaceLooks]) -> None:
    hall.camera.show(cast[STRANGER])
    session = hall.session()
    assert answer(hall, session) == FaceUnknown(session)
    assert FaceHint.GOOD in {e.hint for e in hall.seen(session)}


def test_technician_looks_through_the_camera_and_turns_it(hall: Hall, cast: dict[str, FaceLooks]) -> None:
    hall.camera.show(cast["gao-yu"])
    before = hall.client.tuned
    hall.inspect()
    seen = hall.events.wait_for(CameraInspected, where=lambda e: e.figures.face is not None).figures
    assert (seen.width, seen.height, seen.controls) == (640, 480, {})
    assert seen.face is not None
    assert seen.face.eyes_px > 60
    assert 0.0 <= (seen.face.liveness or 0.0) <= 1.0
    assert wait_preview(hall).box[2] > 0
    try:
        hall.client.tune(replace(before, rotate=90))
        lying = hall.events.wait_for(CameraInspected, where=lambda e: e.figures.width == 480).figures
        assert lying.height == 640
        hall.client.tune(replace(before, guide_aside=0.1))
        narrow = hall.inspect()
        hall.events.wait_for(CameraInspected, where=lambda e: e.session == narrow and e.figures.width == 640)
    finally:
        hall.client.tune(before)
    assert hall.events.of(FaceMatched) == []


@pytest.mark.slow
def test_only_the_larger_of_two_faces_is_recognised(hall: Hall, cast: dict[str, FaceLooks]) -> None:
    hall.camera.show_two(cast["gao-yu"], cast["zhang-jianguo"])
    assert match(hall).resident_id == "gao-yu"
    hall.stop()
    hall.camera.show_two(cast[STRANGER], cast["zhang-jianguo"])
    session = hall.session()
    assert answer(hall, session) == FaceUnknown(session)


def test_preview_is_mirrored_and_sharp_only_at_the_face(hall: Hall, cast: dict[str, FaceLooks]) -> None:
    hall.camera.show_two(cast["gao-yu"], cast["zhang-jianguo"])
    hall.session()
    frame = wait_preview(hall)
    assert frame.array.shape == (806, 648, 4)
    left, top, width, height = frame.box
    assert left + width / 2 > 0.5  # stands left of the camera's middle, so right in the mirror
    grey = frame.array[:, :, :3].astype(np.float32).mean(axis=2)
    detail = np.abs(np.diff(grey, axis=1))
    rows = slice(round(top * 806), round((top + height) * 806))
    face = detail[rows, round(left * 648) : round((left + width) * 648)]
    beside = detail[rows, : round(max(0.06, left - 0.35) * 648)]
    assert float(np.percentile(face, 99)) > 3 * float(np.percentile(beside, 99))
    hall.stop()
    deadline = time.monotonic() + 2
    while hall.client.preview.latest() is not None:
        assert time.monotonic() < deadline, "the picture stayed after the session"


def test_revoked_person_is_not_matched_less_than_a_second_later(
    hall: Hall, cast: dict[str, FaceLooks], members: list[GalleryEntry]
) -> None:
    hall.client.gallery.set_gallery([e for e in members if e.resident_id == "gao-yu"])
    hall.camera.show(cast["gao-yu"])
    match(hall)
    began = time.monotonic()
    hall.client.gallery.evict("gao-yu")
    session = hall.session()
    assert time.monotonic() - began < 1.0
    assert answer(hall, session) == FaceUnknown(session)


def test_person_enrolled_while_running_is_matched(
    hall: Hall, cast: dict[str, FaceLooks], members: list[GalleryEntry]
) -> None:
    hall.client.gallery.set_gallery([])
    hall.camera.show(cast["chen-deming"])
    session = hall.session()
    assert answer(hall, session) == FaceUnknown(session)
    hall.client.gallery.put([e for e in members if e.resident_id == "chen-deming"])
    match(hall)


@pytest.mark.slow
def test_member_staff_declared_a_look_alike_needs_a_card_from_the_next_search_on(
    hall: Hall, cast: dict[str, FaceLooks]
) -> None:
    hall.camera.show(cast["gao-yu"])
    hall.client.gallery.set_look_alikes({"gao-yu", "somebody-without-a-template"})
    needs = needs_card(hall)
    assert needs.why is CardNeeded.LOOK_ALIKE
    hall.client.gallery.set_look_alikes(())
    match(hall)


@pytest.mark.slow
def test_unplugged_camera_is_reported_and_found_again(hall: Hall, cast: dict[str, FaceLooks]) -> None:
    pid = hall.client.pid
    hall.camera.unplug()
    assert hall.wait_works(False).fault == "camera-gone"
    session = hall.session()
    assert answer(hall, session) == FaceUnknown(session)
    hall.camera.plug()
    hall.wait_works(True)
    hall.camera.show(cast["chen-deming"])
    match(hall)
    assert hall.client.pid == pid


def test_covered_lens_is_reported_and_clears(hall: Hall) -> None:
    hall.camera.black()
    assert hall.wait_works(False).fault == "camera-black"
    hall.camera.show(None)
    hall.wait_works(True)


def test_frozen_picture_is_reported_and_matches_nobody(hall: Hall, cast: dict[str, FaceLooks]) -> None:
    hall.camera.freeze()
    assert hall.wait_works(False).fault == "camera-frozen"
    hall.camera.show(None)
    hall.wait_works(True)


@pytest.mark.slow
def test_held_up_photograph_of_a_member_needs_a_card(hall: Hall, cast: dict[str, FaceLooks]) -> None:
    hall.camera.hold_photo(cast["gao-yu"], cast[STRANGER])
    needs = needs_card(hall)
    assert needs.why is CardNeeded.NOT_LIVE
    last = hall.client.figures.last
    assert last is not None
    assert last.outcome is Outcome.NOT_LIVE


def test_card_holder_is_the_person_before_the_camera(hall: Hall, cast: dict[str, FaceLooks]) -> None:
    hall.camera.show(cast["gao-yu"])
    session = hall.compare("gao-yu")
    assert hall.events.wait_for(HolderCompared, timeout_s=30) == HolderCompared(session, Likeness.SAME)
    holder = hall.events.wait_for(HolderVector)
    assert holder.resident_id == "gao-yu"
    assert hall.client.preview.latest() is None, "a comparison has no preview"


def test_member_who_is_not_searched_is_compared_with_their_card_all_the_same(
    hall: Hall, cast: dict[str, FaceLooks], members: list[GalleryEntry]
) -> None:
    far = [e for e in members if e.resident_id == "gao-yu"]
    hall.client.gallery.set_gallery([], far)
    hall.camera.show(cast["gao-yu"])
    session = hall.compare("gao-yu")
    assert hall.events.wait_for(HolderCompared, timeout_s=30) == HolderCompared(session, Likeness.SAME)
    session = hall.session()
    assert answer(hall, session) == FaceUnknown(session)


def test_somebody_else_with_the_card_is_not_taken_for_its_holder(hall: Hall, cast: dict[str, FaceLooks]) -> None:
    hall.camera.show(cast[STRANGER])
    hall.compare("chen-deming")
    # Drawn people are more alike than people: this pair lies just above the limit of "different".
    assert hall.events.wait_for(HolderCompared, timeout_s=30).likeness in (Likeness.DIFFERENT, Likeness.UNSURE)
    assert hall.events.of(HolderVector) == []


@pytest.mark.slow
def test_template_taken_at_the_camera_is_matched(hall: Hall, cast: dict[str, FaceLooks]) -> None:
    hall.client.gallery.set_gallery([])
    hall.camera.show(cast["zhou-meihua"])
    taken = enrol(hall, cast["zhou-meihua"])
    assert len(taken.samples) == 5
    first = taken.samples[0]
    hall.client.gallery.put([GalleryEntry("zhou-meihua", first.engine, first.version, first.vector)])
    hall.camera.show(cast["zhou-meihua"])
    assert match(hall).resident_id == "zhou-meihua"


@pytest.mark.slow
def test_face_swapped_in_the_middle_of_a_session_is_not_the_one_before(hall: Hall, cast: dict[str, FaceLooks]) -> None:
    hall.camera.show(cast["gao-yu"])
    session = hall.session()
    hall.events.wait_for(FaceSeen, timeout_s=30, where=lambda e: e.session == session and e.progress == 0.25)
    hall.camera.show(cast[STRANGER])
    assert answer(hall, session) == FaceUnknown(session)
