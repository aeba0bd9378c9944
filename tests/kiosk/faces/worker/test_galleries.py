"""The galleries of the vision process, the policy made for them, and the second opinion."""

from __future__ import annotations

import numpy as np
import pytest

from kiosk.faces.engines.engine import Matrix
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.faces.matching.second_opinion import SecondOpinion
from kiosk.faces.worker.collecting import BestFrame
from kiosk.faces.worker.galleries import Galleries
from kiosk.faces.worker.timings import Timings
from tests.kiosk.faces.fake_engine import LENGTH, FakeEngine, face, person

PEOPLE = 80


def other() -> FakeEngine:
    engine = FakeEngine()
    engine.name = "dlib"
    return engine


def crowd(seed: int, people: int = PEOPLE) -> Matrix:
    drawn = np.random.default_rng(seed).normal(size=(people, LENGTH)).astype(np.float32)
    unit: Matrix = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return unit


def entries(engine: FakeEngine, rows: Matrix) -> list[GalleryEntry]:
    return [GalleryEntry(f"r{i}", engine.name, engine.version, row) for i, row in enumerate(rows)]


def filled(*, with_second: bool = True) -> Galleries:
    first, second = FakeEngine(), other()
    galleries = Galleries(first, second if with_second else None, 0.001, 4)
    galleries.begin()
    assert galleries.rows(entries(first, crowd(1))) is None
    assert galleries.rows(entries(second, crowd(2))) is None
    assert galleries.end() == (0 if with_second else PEOPLE)
    return galleries


def test_whole_gallery_takes_the_place_of_the_old_one_when_its_last_row_has_come() -> None:
    galleries = filled()
    galleries.begin()
    galleries.rows(entries(FakeEngine(), crowd(3, 5)))
    assert len(galleries.first) == PEOPLE
    galleries.end()
    assert len(galleries.first) == 5
    assert galleries.second is not None
    assert len(galleries.second) == 0


def test_rows_of_an_engine_not_in_use_are_counted() -> None:
    galleries = filled(with_second=False)
    assert (
        galleries.rows([GalleryEntry("a", "dlib", "fake", person(0)), GalleryEntry("b", "sface", "old", person(1))])
        == 2
    )
    assert galleries.rows([GalleryEntry("c", "sface", "fake", person(2))]) == 0
    assert "c" in galleries.first


def test_evicted_person_is_in_no_gallery() -> None:
    galleries = filled()
    galleries.make_policy()
    galleries.evict("nobody")
    assert not galleries.is_policy_due
    galleries.evict("r3")
    assert galleries.is_policy_due
    assert galleries.second is not None
    assert "r3" not in galleries.first
    assert "r3" not in galleries.second


def test_policy_is_made_for_the_gallery_as_it_is() -> None:
    galleries = filled()
    made = galleries.make_policy()
    assert made.was_measured
    assert (made.policy.people, made.policy.frames, made.policy.fpir) == (PEOPLE, 4, 0.001)
    assert made.policy.second_opinion
    assert galleries.policy is made.policy
    galleries.drop_second()
    assert galleries.is_policy_due
    assert not galleries.make_policy().policy.second_opinion


def test_two_who_look_alike_are_named_in_the_policy() -> None:
    galleries, engine = filled(with_second=False), FakeEngine()
    twin = crowd(1)[7] + 0.02 * crowd(9)[0]
    galleries.rows([GalleryEntry("twin", engine.name, engine.version, twin / np.linalg.norm(twin))])
    made = galleries.make_policy()
    assert {"twin", "r7"} <= made.policy.look_alikes
    assert {made.pairs[0].resident_id, made.pairs[0].other_id} == {"twin", "r7"}


def test_pair_staff_declared_is_in_force_at_once_and_in_every_policy_after() -> None:
    galleries, engine = filled(with_second=False), FakeEngine()
    galleries.make_policy()
    galleries.declare(["r1", "r2"])
    assert galleries.policy.look_alikes == {"r1", "r2"}
    assert galleries.is_policy_due
    twin = crowd(1)[7] + 0.02 * crowd(9)[0]
    galleries.rows([GalleryEntry("twin", engine.name, engine.version, twin / np.linalg.norm(twin))])
    made = galleries.make_policy()
    assert made.policy.look_alikes == {"r1", "r2", "r7", "twin"}
    assert len(made.pairs) == 1
    galleries.declare(["r2", "r1"])
    assert not galleries.is_policy_due
    galleries.declare([])
    assert galleries.policy.look_alikes == {"r7", "twin"}


@pytest.mark.parametrize("people", [6000])
def test_too_many_people_are_not_measured_and_not_searched(people: int) -> None:
    galleries, engine = Galleries(FakeEngine(), None, 0.001, 4), FakeEngine()
    galleries.rows(entries(engine, crowd(1, people)))
    made = galleries.make_policy()
    assert (made.was_measured, made.policy.search, made.policy.people) == (False, False, people)
    galleries.declare(["r1", "r2"])
    assert galleries.make_policy().policy.look_alikes == {"r1", "r2"}


# --- compared only --------------------------------------------------------------------------------------------------
def one(engine: FakeEngine, who: str, number: int) -> GalleryEntry:
    return GalleryEntry(who, engine.name, engine.version, person(number))


def test_who_is_compared_only_is_known_to_a_card_and_to_no_search_or_measurement() -> None:
    galleries, engine = filled(with_second=False), FakeEngine()
    galleries.begin()
    galleries.rows([one(engine, "near", 1)])
    assert galleries.rows([one(engine, "far", 2)], compare_only=True) is None
    assert galleries.end() == 0
    assert (len(galleries.first), "far" in galleries) == (1, True)
    assert galleries.compare("far", person(2)) == 1.0
    assert galleries.compare("near", person(1)) == 1.0
    assert galleries.compare("r1", person(1)) is None
    found = galleries.first.search(person(2))
    assert found is not None
    assert found.resident_id == "near"
    assert galleries.make_policy().policy.people == 1


def test_somebody_else_compared_only_does_not_call_for_a_new_policy() -> None:
    galleries, engine = filled(), FakeEngine()
    galleries.make_policy()
    assert galleries.rows([one(engine, "far", 2), one(other(), "far", 2)], compare_only=True) == 1
    galleries.evict("far")
    assert "far" not in galleries
    assert not galleries.is_policy_due


def test_whoever_moves_away_or_in_is_held_once() -> None:
    galleries, engine = filled(), FakeEngine()
    galleries.make_policy()
    galleries.rows([one(engine, "r3", 3)], compare_only=True)
    assert galleries.is_policy_due
    assert galleries.second is not None
    held = ["r3" in gallery for gallery in (galleries.first, galleries.second, galleries.beside)]
    assert held == [False, False, True]
    galleries.rows([one(engine, "r3", 3)])
    held = ["r3" in gallery for gallery in (galleries.first, galleries.second, galleries.beside)]
    assert held == [True, False, False]
    galleries.rows([one(engine, "far", 2)], compare_only=True)
    galleries.begin()
    galleries.end()
    assert "far" not in galleries


# --- the second opinion -------------------------------------------------------------------------------------------
def test_second_opinion_comes_in_the_order_of_the_first_gallery() -> None:
    galleries = filled()
    assert galleries.second is not None
    galleries.second.evict("r5")
    opinion = SecondOpinion(galleries.second, weight=0.25)
    scores = opinion.scores(galleries.owners(), crowd(2)[4])
    assert scores.shape == (PEOPLE,)
    assert int(scores.argmax()) == 4
    assert scores[5] == 0.0
    full = galleries.second.score_all(crowd(2)[4][None])[0]
    assert scores[4] == pytest.approx(0.25 * full[galleries.second.row_of("r4")])


def test_too_small_a_gallery_has_no_second_opinion() -> None:
    galleries, second = filled(), other()
    galleries.second = None
    small = Galleries(second, None, 0.001, 4)
    small.rows(entries(second, crowd(2, 20)))
    assert SecondOpinion(small.first).scores(galleries.owners(), crowd(2)[4]).tolist() == [0.0] * PEOPLE


def test_best_frame_is_embedded_once_and_forgotten() -> None:
    galleries, second = filled(), other()
    assert galleries.second is not None
    look = BestFrame(second, SecondOpinion(galleries.second), galleries.owners, Timings())
    image = np.full((480, 640, 3), 120, np.uint8)
    assert look.scores() is None
    for quality in (0.4, 0.9, 0.7):
        look.keep(image, face(), quality)
    assert len(second.aligned) == 2
    second.now = crowd(2)[4]
    first = look.scores()
    assert first is not None
    assert int(first.argmax()) == 4
    galleries.evict("r0")
    again = look.scores()
    assert again is not None
    assert again.shape == (PEOPLE - 1,)
    assert second.embedded == 1
    probe = look.probe()
    look.forget()
    assert probe is not None
    assert float(abs(probe).sum()) == 0.0
    assert look.scores() is None


def test_policy_is_made_anew_for_another_rate_of_wrong_names() -> None:
    galleries = filled(with_second=False)
    before = galleries.make_policy().policy
    galleries.want(0.001)
    assert not galleries.is_policy_due
    galleries.want(0.01)
    assert galleries.is_policy_due
    after = galleries.make_policy().policy
    assert (before.fpir, after.fpir) == (0.001, 0.01)
    assert after.accept < before.accept
