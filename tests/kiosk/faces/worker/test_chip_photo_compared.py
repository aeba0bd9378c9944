"""The picture on a card's chip and the real vision process: decoded there, compared once, kept nowhere."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator

import pytest

from devices.simulators.camera_process import CameraProcess
from devices.simulators.profile import FaceLooks
from kiosk.faces.events import FaceUnknown, HolderCompared, Likeness, PersonLeft, SessionLost, WhyLost
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.faces.protocol.messages import HolderVector
from tests.conftest import AnnouncedLog
from tests.kiosk.faces.conftest import STRANGER, Hall, open_hall
from tests.kiosk.faces.enrolment.test_chip_photo import install, on_chip, portrait
from tests.support.memory import times_in_memory, turned

pytestmark = pytest.mark.waits

HOLDER = "gao-yu"
SAME, UNSURE = Likeness.SAME, Likeness.UNSURE


@pytest.fixture(scope="module")
def decoding(camera: CameraProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """A terminal on which a decoder is installed, and nobody has a template."""
    folder = tmp_path_factory.mktemp("package")
    with pytest.MonkeyPatch.context() as patch:
        install(folder, patch)
        patch.setenv("PYTHONPATH", os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")]))
        hall = open_hall(camera, [])
        yield hall
        hall.client.shut_down()


def compared(hall: Hall, photo: bytes) -> Likeness:
    session = hall.compare(HOLDER, photo)
    return hall.events.wait_for(HolderCompared, timeout_s=10, where=lambda e: e.session == session).likeness


def test_without_a_decoder_no_photo_is_wanted_and_one_that_comes_is_not_looked_at(
    hall: Hall, cast: dict[str, FaceLooks]
) -> None:  # first: what `decoding` installs stays to the end of this file
    hall.client.gallery.set_gallery([])
    assert not hall.client.wants_photo(HOLDER)
    hall.camera.show(cast[HOLDER])
    assert compared(hall, on_chip(portrait(cast[HOLDER]))) is UNSURE


def test_holder_without_a_template_is_compared_with_their_chip_and_found_by_no_search(
    decoding: Hall, cast: dict[str, FaceLooks]
) -> None:
    photo = on_chip(portrait(cast[HOLDER]))
    assert decoding.client.wants_photo(HOLDER)
    decoding.camera.show(cast[HOLDER])
    assert compared(decoding, photo) is SAME
    assert decoding.events.of(HolderVector) == []
    session = decoding.session()
    assert decoding.events.wait_for(FaceUnknown, timeout_s=10) == FaceUnknown(session)
    left = len(decoding.events.of(PersonLeft))
    decoding.camera.show(None)  # frames of who stood there are under way for a moment
    decoding.events.wait_for(PersonLeft, left + 1)
    decoding.camera.show(cast[STRANGER])
    assert compared(decoding, photo) is UNSURE


@pytest.mark.skipif(os.geteuid() != 0, reason="only root reads the memory of a process that forbids it")
def test_photo_is_nowhere_in_the_memory_of_the_vision_process_after_the_comparison(
    decoding: Hall, cast: dict[str, FaceLooks]
) -> None:
    photo = on_chip(portrait(cast[HOLDER]))
    decoding.camera.show(cast[HOLDER])
    assert compared(decoding, photo) is SAME
    pid = decoding.client.pid
    assert pid is not None
    sent, control = base64.b64encode(photo), b"Stands in for a licensed decoder"
    there, *gone = times_in_memory(
        pid, [turned(part) for part in (control, sent[100:148], sent[700:748], photo[75:111], photo[500:536])]
    )
    assert there > 0, "the search finds nothing"
    assert gone == [0, 0, 0, 0]


def test_photo_that_cannot_be_decoded_is_unsure_without_a_look(decoding: Hall, cast: dict[str, FaceLooks]) -> None:
    decoding.camera.show(cast[HOLDER])
    assert compared(decoding, b"\x12\x34" * 512) is UNSURE
    last = decoding.client.figures.last
    assert last is not None
    assert (last.frames, last.top1) == (0, None)


def test_template_goes_before_the_chip(decoding: Hall, cast: dict[str, FaceLooks], members: list[GalleryEntry]) -> None:
    decoding.client.gallery.set_gallery([e for e in members if e.resident_id == HOLDER])
    assert not decoding.client.wants_photo(HOLDER)
    decoding.camera.show(cast[HOLDER])
    assert compared(decoding, on_chip(portrait(cast[STRANGER]))) is SAME
    decoding.client.gallery.set_gallery([])


def test_decoder_that_crashes_takes_the_comparison_with_it_and_nothing_else(
    decoding: Hall, cast: dict[str, FaceLooks], announced: AnnouncedLog
) -> None:
    announced.expect("the vision process ended (SIGSEGV)")
    session = decoding.compare(HOLDER, b"CRASH")
    lost = decoding.events.wait_for(SessionLost, timeout_s=10, where=lambda e: e.session == session)
    assert lost.why is WhyLost.PROCESS_DIED
    decoding.wait_works(False)
    decoding.wait_works(True)
    decoding.camera.show(cast[HOLDER])
    assert compared(decoding, on_chip(portrait(cast[HOLDER]))) is SAME
