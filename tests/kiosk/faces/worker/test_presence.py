"""Somebody comes, stays, leaves; lamps, furniture and noise are nobody."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faces.worker.presence import COLUMNS, ROWS, Presence, Thumbnail, thumbnail


def hall(seed: int = 0) -> Thumbnail:
    dice = np.random.default_rng(seed)
    base = np.tile(np.linspace(90, 150, COLUMNS, dtype=np.float32), (ROWS, 1))
    return base + dice.normal(0, 0.7, (ROWS, COLUMNS)).astype(np.float32)


def with_person(cells: Thumbnail, shift: int = 0) -> Thumbnail:
    cells = cells.copy()
    cells[6:, 14 + shift : 26 + shift] = 40
    return cells


class Story:
    """Looks twice a second and keeps what changed."""

    def __init__(self) -> None:
        self.presence, self.now_s, self.heard = Presence(), 0.0, list[tuple[float, str]]()

    def see(self, cells: Thumbnail, face: bool | None = None) -> None:
        change = self.presence.update(cells, self.now_s, face)
        if change.arrived:
            self.heard.append((self.now_s, "arrived"))
        if change.left:
            self.heard.append((self.now_s, "left"))
        self.now_s += 0.5

    def empty(self, seconds: float) -> None:
        for _ in range(round(seconds * 2)):
            self.see(hall(round(self.now_s * 2)))

    def person(self, seconds: float, face: bool | None = None) -> None:
        for i in range(round(seconds * 2)):
            self.see(with_person(hall(round(self.now_s * 2)), shift=i % 3), face)


def test_quiet_hall_says_nothing_for_ten_minutes() -> None:
    story = Story()
    story.empty(600)
    assert story.heard == []


def test_person_comes_and_goes() -> None:
    story = Story()
    story.empty(5)
    story.person(10)
    story.empty(5)
    assert story.heard == [(5.0, "arrived"), (15.5, "left")]


def dim(cells: Thumbnail, light: float) -> Thumbnail:
    """The same view with so much of the light; the noise stays."""
    return light * cells + np.random.default_rng(1).normal(0, 0.7, cells.shape).astype(np.float32)


@pytest.mark.parametrize("light", [1.0, 0.4, 0.2])
def test_person_is_noticed_in_a_dim_hall(light: float) -> None:
    story = Story()
    for i in range(10):
        story.see(dim(hall(i), light))
    someone = hall(11)
    someone[6:, 12:28] -= 30  # clothes nearly as bright as the wall
    story.see(dim(someone, light))
    assert story.heard == [(5.0, "arrived")]


def test_noise_of_a_sensor_in_the_dark_is_nobody() -> None:
    story = Story()
    for i in range(40):
        story.see(np.random.default_rng(i).normal(4, 1.2, (ROWS, COLUMNS)).astype(np.float32))
    assert story.heard == []


def test_person_who_stays_for_five_minutes_is_there_all_the_time() -> None:
    story = Story()
    story.empty(5)
    story.person(300)
    assert story.heard == [(5.0, "arrived")]
    story.empty(3)
    assert story.heard[-1] == (305.5, "left")


def test_person_with_a_face_may_stand_still_as_a_picture() -> None:
    story = Story()
    story.empty(5)
    still = with_person(hall())
    for _ in range(120):
        story.see(still, face=True)
    assert story.heard == [(5.0, "arrived")]


def test_lamp_switched_on_is_nobody() -> None:
    story = Story()
    story.empty(5)
    for _ in range(20):
        story.see(hall() * 1.4 + 30)
    assert story.heard == []


def test_light_that_changes_evenly_is_nobody() -> None:
    story = Story()
    story.empty(5)
    for i in range(60):
        story.see(hall(i) + i)
    assert story.heard == []


def test_chair_left_before_the_camera_is_nobody_after_a_while() -> None:
    story = Story()
    story.empty(5)
    chair = with_person(hall())
    for _ in range(150):
        story.see(chair + hall(round(story.now_s * 2)) - hall(), face=False)
    assert [what for _, what in story.heard] == ["arrived", "left"]
    story.heard.clear()
    for _ in range(10):
        moved = chair + hall(round(story.now_s * 2)) - hall()
        moved[4:, 2:12] = 40
        story.see(moved)
    assert [what for _, what in story.heard] == ["arrived"]


def test_person_already_there_when_the_camera_starts_is_heard_and_leaves() -> None:
    story = Story()
    story.person(5, face=True)
    for _ in range(20):
        story.see(hall(round(story.now_s * 2)), face=False)
    assert [what for _, what in story.heard] == ["arrived", "left"]
    assert story.heard[1][0] < 10.5


def test_one_missed_look_is_not_leaving() -> None:
    story = Story()
    story.empty(5)
    story.person(5)
    story.see(hall())
    story.person(5)
    assert story.heard == [(5.0, "arrived")]


def test_thumbnail_is_the_mean_of_its_cells() -> None:
    image = np.zeros((480, 640, 3), np.uint8)
    image[:16, :16] = 200
    cells = thumbnail(image)
    assert cells.shape == (30, 40)
    assert cells[0, 0] == 200.0
    assert cells[0, 1] == cells[1, 0] == 0.0


def test_picture_smaller_than_the_grid_is_refused() -> None:
    with pytest.raises(ValueError, match="too small"):
        thumbnail(np.zeros((20, 20, 3), np.uint8))


@given(st.lists(st.tuples(st.integers(0, 255), st.sampled_from([True, False, None])), max_size=60))
def test_coming_and_going_take_turns(looks: list[tuple[int, bool | None]]) -> None:
    story = Story()
    for level, face in looks:
        cells = hall()
        cells[5:25, 10:30] = level
        story.see(cells, face)
    words = [what for _, what in story.heard]
    assert words == ["arrived", "left"] * (len(words) // 2) + ["arrived"] * (len(words) % 2)
