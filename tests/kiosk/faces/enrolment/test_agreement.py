"""Pictures of two people in one registration, and faces that are on the list already."""

from __future__ import annotations

import numpy as np
import pytest

from devices.simulators.people import Standing
from devices.simulators.profile import FaceLooks
from kiosk.faces.engines.engine import FaceEngine, Vector, create
from kiosk.faces.enrolment.agreement import consistencies, odd_one_out
from kiosk.faces.enrolment.duplicates import resemblances
from kiosk.faces.enrolment.enrol import templates_from_images
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.faces.matching.policy import Policy
from tests.kiosk.faces.enrolment.conftest import Save
from tests.kiosk.gallery.conftest import direction, like

SFACE = create("sface")


def vectors(save: Save, engine: FaceEngine, looks: dict[str, FaceLooks], *people: str) -> list[Vector]:
    paths = [save(f"{i}.png", Standing(looks[who], head=0.5 + 0.03 * i)) for i, who in enumerate(people)]
    return [template.vector for template in templates_from_images(paths, engine)]


@pytest.mark.parametrize(
    ("people", "odd"),
    [
        (["chen-deming"] * 3, None),
        (["chen-deming"], None),
        (["chen-deming", "abdurahman-mamat"], 1),
        (["chen-deming", "abdurahman-mamat", "chen-deming"], 1),
        (["abdurahman-mamat", "chen-deming", "chen-deming"], 0),
    ],
)
def test_picture_of_somebody_else_is_found(
    save: Save, sface: FaceEngine, looks: dict[str, FaceLooks], people: list[str], odd: int | None
) -> None:
    assert odd_one_out(vectors(save, sface, looks, *people), sface) == odd


def test_parts_that_agree_are_near_one_and_one_part_says_nothing() -> None:
    parts = np.stack([direction(1), like(direction(1), 0.9), like(direction(1), 0.9, 5)])
    assert min(consistencies(parts, np.ones(3, np.float32), SFACE)) > 0.85
    assert consistencies(parts[:1], np.ones(1, np.float32), SFACE) == []


def entry(who: str, vector: Vector) -> GalleryEntry:
    return GalleryEntry(who, SFACE.name, SFACE.version, vector)


def test_face_of_a_member_is_recognised_and_own_entry_is_not_counted() -> None:
    me = direction(1)
    people = [
        entry("me", me),
        entry("twin", like(me, 0.8)),
        entry("cousin", like(me, 0.6, 5)),
        entry("x", direction(2)),
    ]
    found = resemblances(me, "me", people, SFACE, None, 0.001)
    assert [one.resident_id for one in found] == ["twin", "cousin"]
    assert found[0].score == pytest.approx(0.8, abs=1e-5)


def test_first_member_resembles_nobody() -> None:
    assert resemblances(direction(1), None, [], SFACE, None, 0.001) == []
    assert resemblances(direction(1), "me", [entry("me", direction(1))], SFACE, None, 0.001) == []


def test_in_a_handful_of_people_a_likeness_below_one_to_one_is_none() -> None:
    assert resemblances(direction(1), None, [entry("a", like(direction(1), 0.44))], SFACE, None, 0.001) == []


def test_threshold_of_the_gallery_itself_is_used_where_it_fits() -> None:
    me = direction(1)
    crowd = [entry(f"p{i}", direction(i + 100)) for i in range(300)] + [entry("twin", like(me, 0.7))]
    strict = Policy(accept=99.0, doubt=5, margin=0.5, frames=4, one_to_one=0.45, fpir=0.001, people=300)
    assert [one.resident_id for one in resemblances(me, None, crowd, SFACE, None, 0.001)] == ["twin"]
    assert resemblances(me, None, crowd, SFACE, strict, 0.001) == []


@pytest.mark.parametrize("changes", [{"people": 20}, {"second_opinion": True}], ids=["too old", "other scores"])
def test_threshold_of_another_unit_is_not_used(changes: dict[str, object]) -> None:
    me = direction(1)
    crowd = [entry(f"p{i}", direction(i + 100)) for i in range(300)] + [entry("twin", like(me, 0.7))]
    fields = {
        "accept": 99.0,
        "doubt": 5.0,
        "margin": 0.5,
        "frames": 4,
        "one_to_one": 0.45,
        "fpir": 0.001,
        "people": 300,
    }
    policy = Policy(**{**fields, **changes})  # type: ignore[arg-type]
    assert [one.resident_id for one in resemblances(me, None, crowd, SFACE, policy, 0.001)] == ["twin"]
