"""The hall's commands for what goes on before the camera."""

from __future__ import annotations

from pathlib import Path

import pytest

import resources
from devices.simulators.hall import Hall
from devices.simulators.profile import FaceLooks, load_cast
from devices.simulators.pty_port import WireFaults


class Stage:
    """Writes down what the camera is told to show."""

    def __init__(self) -> None:
        self.told: list[tuple[str, tuple[FaceLooks, ...]]] = []

    def turn_left(self, person: FaceLooks) -> None:
        self.told.append(("turn_left", (person,)))

    def turn_right(self, person: FaceLooks) -> None:
        self.told.append(("turn_right", (person,)))

    def stand_together(self, left: FaceLooks, right: FaceLooks) -> None:
        self.told.append(("stand_together", (left, right)))

    def hold_photo(self, of: FaceLooks, by: FaceLooks) -> None:
        self.told.append(("hold_photo", (of, by)))


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    hall = Hall(tmp_path, load_cast(resources.path("cast")))
    hall.camera = Stage()  # type: ignore[assignment]
    return hall


def face(hall: Hall, who: str) -> FaceLooks:
    looks = hall._cast[who].face
    assert looks is not None
    return looks


def test_one_person_holds_up_the_photograph_of_another(hall: Hall) -> None:
    hall.do({"do": "hold_photo", "person": "gao-yu", "of": "wang-guiying"})
    assert hall.camera.told == [("hold_photo", (face(hall, "wang-guiying"), face(hall, "gao-yu")))]  # type: ignore[attr-defined]


def test_two_people_stand_before_the_camera_together(hall: Hall) -> None:
    hall.do({"do": "stand_together", "person": "gao-yu", "of": "wang-guiying"})
    assert hall.camera.told == [("stand_together", (face(hall, "gao-yu"), face(hall, "wang-guiying")))]  # type: ignore[attr-defined]


@pytest.mark.parametrize("side", ["left", "right"])
def test_person_turns_the_head_to_the_side_asked(hall: Hall, side: str) -> None:
    hall.do({"do": "turn_head", "person": "gao-yu", "side": side})
    assert hall.camera.told == [(f"turn_{side}", (face(hall, "gao-yu"),))]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ({"do": "hold_photo", "person": "gao-yu"}, "nobody of the cast"),
        ({"do": "hold_photo", "person": "nobody", "of": "gao-yu"}, "nobody of the cast"),
        ({"do": "turn_head", "person": "gao-yu", "side": "up"}, "left or right"),
        ({"do": "turn_head", "person": "gao-yu"}, "left or right"),
        ({"do": "stand_together", "person": "gao-yu"}, "nobody of the cast"),
    ],
)
def test_command_that_cannot_be_carried_out_says_why(hall: Hall, command: dict[str, str], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        hall.do(command)
    assert hall.camera.told == []  # type: ignore[attr-defined]


def test_a_wire_is_garbled_in_one_way_at_a_time_until_it_is_mended(hall: Hall) -> None:
    faults = hall.thermometer.faults
    hall.do({"do": "garble", "part": "thermometer", "how": "corrupt"})
    assert faults == WireFaults(corrupt=True)
    hall.do({"do": "garble", "part": "thermometer", "how": "noise"})
    assert (faults.corrupt, len(faults.noise)) == (False, 3)
    hall.do({"do": "garble", "part": "thermometer"})
    assert faults == WireFaults()


def test_a_way_nobody_knows_is_refused(hall: Hall) -> None:
    with pytest.raises(ValueError, match="a wire is not garbled by 'loudly'"):
        hall.do({"do": "garble", "part": "thermometer", "how": "loudly"})


def test_black_body_and_an_aged_sensor_are_put_before_the_thermometer(hall: Hall) -> None:
    hall.do({"do": "black_body", "celsius": 41})
    hall.do({"do": "sensor_error", "gain": 0.985, "offset_c": 0.165})
    assert hall.thermometer._series == (41.0,)
    assert (hall.thermometer.gain, hall.thermometer.offset_c) == (0.985, 0.165)
    hall.do({"do": "sensor_error"})
    assert (hall.thermometer.gain, hall.thermometer.offset_c) == (1.0, 0.0)


def test_the_monitor_no_driver_knows_shows_other_numbers_each_time(hall: Hall) -> None:
    measure = {"do": "unknown", "person": "wang-guiying"}
    assert hall.do(measure) == {"sys": 140, "dia": 87, "pulse": 73}
    assert hall.do(measure) == {"sys": 142, "dia": 88, "pulse": 74}
