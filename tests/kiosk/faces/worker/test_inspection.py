"""The technician's look through the camera."""

from __future__ import annotations

import pytest

from kiosk.faces.engines.engine import FoundFace
from kiosk.faces.protocol.lines import MessageError, decode_line, encode_event
from kiosk.faces.protocol.messages import CameraFigures, CameraInspected, FaceFigures, SourceFigures
from kiosk.faces.quality.gate import Limits, Zone
from kiosk.faces.worker.frame_judge import FrameJudge
from kiosk.faces.worker.inspection import Inspection
from kiosk.faces.worker.rates import Rates
from tests.kiosk.faces.fake_engine import face
from tests.kiosk.faces.worker.scene import Scene

ZONE = Zone(aside=0.2, above=0.3)


@pytest.fixture
def scene() -> Scene:
    scene = Scene(live=0.71)
    sent = iter(range(0, 100_000, 3))  # the camera sends three pictures for each one that is looked at
    judge = FrameJudge(scene.engine, limits=Limits(zone=ZONE))
    scene.session = Inspection(
        7, judge, ZONE, scene.liveness,  # type: ignore[arg-type]
        lambda: SourceFigures(next(sent), {"focus": 40.0})
    )  # fmt: skip
    return scene


def told(scene: Scene, seconds: float, *faces: FoundFace) -> list[CameraFigures]:
    said = scene.look_for(seconds, *faces)
    assert all(isinstance(event, CameraInspected) and event.session == 7 for event in said)
    return [event.figures for event in said if isinstance(event, CameraInspected)]


def test_empty_picture_is_measured_too(scene: Scene) -> None:
    figures = told(scene, 1.0)[-1]
    assert (figures.width, figures.height, figures.faces, figures.face) == (640, 480, 0, None)
    assert 95 < figures.brightness < 115
    assert figures.sharpness > 100  # the scene is noise
    assert figures.controls == {"focus": 40.0}


def test_figures_come_five_times_a_second_at_most(scene: Scene) -> None:
    assert len(told(scene, 2.0, face())) == 10


def test_face_in_figures_and_nobody_is_recognised(scene: Scene) -> None:
    seen = told(scene, 1.0, face(200))[-1].face
    assert seen is not None
    assert (seen.width_px, seen.height_px, seen.hint, seen.liveness) == (200, 200, "good", 0.71)
    assert seen.eyes_px == pytest.approx(120.0, abs=20.0)
    assert scene.engine.embedded == 0


def test_face_outside_the_zone_of_the_hall_is_asked_to_the_middle(scene: Scene) -> None:
    seen = told(scene, 0.5, face(200, x=320 + 100))[-1].face
    assert seen is not None
    assert seen.hint == "centre"


def test_it_goes_on_until_it_is_stopped(scene: Scene) -> None:
    told(scene, 300.0)
    assert not scene.session.over
    assert scene.session.on_no_frame(scene.now_s + 60) == ()


def test_pictures_sent_and_looked_at_a_second(scene: Scene) -> None:
    figures = told(scene, 3.0)[-1]
    assert (figures.grabbed_fps, figures.judged_fps) == (30.0, 10.0)


def test_camera_opened_anew_begins_at_nought() -> None:
    rates = Rates()
    rates.saw(1.0, 500)
    rates.saw(2.0, 530)
    assert rates.grabbed == 30.0
    rates.saw(3.0, 4)
    assert (rates.grabbed, rates.judged) == (0.0, 0.0)


def test_figures_come_over_the_wire_as_they_were_sent(scene: Scene) -> None:
    sent = CameraInspected(7, told(scene, 1.0, face())[-1])
    assert isinstance(sent.figures.face, FaceFigures)
    assert decode_line(encode_event(sent)) == sent


def test_inspection_without_figures_is_no_message() -> None:
    with pytest.raises(MessageError):
        decode_line(b'{"is":"event","name":"inspected","session":7}\n')


def test_small_face_within_the_zone_of_the_hall_is_looked_at_before_a_large_one_beside_it(scene: Scene) -> None:
    seen = told(scene, 0.5, face(200, x=320 + 120), face(150))[-1]
    assert seen.face is not None
    assert (seen.face.width_px, seen.faces) == (150, 2)
