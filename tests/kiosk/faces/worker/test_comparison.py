"""One to one: the holder of a card and whoever stands before the camera."""

from __future__ import annotations

import pytest

from kiosk.faces.engines.engine import Vector
from kiosk.faces.events import HolderCompared, Likeness
from kiosk.faces.matching.second_opinion import SecondOpinion
from kiosk.faces.protocol.messages import Outcome
from kiosk.faces.worker.collecting import BestFrame
from kiosk.faces.worker.comparison import ChipHolder, Comparison
from kiosk.faces.worker.timings import Timings
from tests.kiosk.faces.fake_engine import FakeEngine, face, person
from tests.kiosk.faces.worker.scene import Scene, gallery_of

SAME, DIFFERENT, UNSURE = (HolderCompared(6, likeness) for likeness in Likeness)


def comparison(scene: Scene, holder: str = "wang", best: BestFrame | None = None) -> Comparison:
    made = Comparison(6, holder, scene.collector(best=best), scene.gallery, 0.5, scene.now_s)
    scene.session = made
    return made


def test_holder_is_recognised_with_the_fourth_frame() -> None:
    scene = Scene()
    made = comparison(scene)
    assert scene.look_for(0.4, face()) == [SAME]
    assert made.decided is not None
    assert (made.decided.outcome, made.decided.top1, made.decided.frames) == (Outcome.SAME, 1.0, 4)


@pytest.mark.parametrize(
    ("vector", "said"),
    [(person(0, like=9, by=1.5), SAME), (person(0, like=9, by=2.0), UNSURE), (person(9), DIFFERENT)],
    ids=["0.55", "0.45", "0.0"],
)
def test_threshold_and_what_lies_below_it(vector: Vector, said: HolderCompared) -> None:
    scene = Scene()
    comparison(scene)
    scene.engine.now = vector
    assert scene.look_for(0.4, face()) == [said]


def test_holder_without_a_template_is_answered_without_a_look() -> None:
    scene = Scene()
    made = comparison(scene, "nobody")
    assert made.begin(100.0) == (UNSURE,)
    assert scene.engine.embedded == 0


def test_holder_revoked_meanwhile_is_unsure() -> None:
    scene = Scene()
    made = comparison(scene)
    assert made.begin(100.0) == ()
    scene.look_for(0.3, face())
    scene.gallery.evict("wang")
    assert scene.look(face()) == [UNSURE]


def test_photograph_of_the_holder_is_unsure_and_gives_no_vector() -> None:
    scene = Scene(live=0.02)
    made = comparison(scene)
    assert scene.look_for(0.4, face()) == [UNSURE]
    assert made.holder is None


def test_nobody_looks_and_five_seconds_are_over() -> None:
    scene = Scene()
    made = comparison(scene)
    assert scene.look_for(4.8) == []
    assert scene.look_for(0.3) == [UNSURE]
    assert scene.look(face()) == []
    assert made.on_no_frame(200.0) == ()


@pytest.mark.parametrize(("frames", "said"), [(1, UNSURE), (2, SAME)])
def test_two_good_frames_are_enough_when_time_runs_out_and_one_is_not(frames: int, said: HolderCompared) -> None:
    scene = Scene()
    made = comparison(scene)
    scene.look_for(frames / 10, face())
    assert made.on_no_frame(104.9) == ()
    assert made.on_no_frame(105.0) == (said,)


# --- against the picture on a chip ----------------------------------------------------------------------------------
def by_photo(scene: Scene, vector: Vector | None) -> tuple[Comparison, ChipHolder]:
    chip = ChipHolder(scene.engine, "li", vector)
    made = Comparison(6, "li", scene.collector(), chip, 0.5, scene.now_s, by_photo=True)
    scene.session = made
    return made, chip


def test_face_like_the_picture_on_the_chip_is_the_same_person_and_teaches_nothing() -> None:
    scene = Scene()
    made, chip = by_photo(scene, person(0))
    assert made.begin(100.0) == ()
    assert scene.look_for(0.4, face()) == [SAME]
    assert made.holder is None
    vector = chip._vector
    chip.forget()
    assert vector is not None
    assert float(abs(vector).sum()) == 0.0
    assert "li" not in chip


@pytest.mark.parametrize("vector", [person(0, like=9, by=2.0), person(9)], ids=["0.45", "0.0"])
def test_face_unlike_an_old_picture_is_unsure_and_not_somebody_else(vector: Vector) -> None:
    scene = Scene()
    by_photo(scene, person(0))
    scene.engine.now = vector
    assert scene.look_for(0.4, face()) == [UNSURE]


def test_photograph_held_up_is_unsure_however_like_the_chip() -> None:
    scene = Scene(live=0.02)
    by_photo(scene, person(0))
    assert scene.look_for(0.4, face()) == [UNSURE]


def test_picture_that_gave_nothing_is_answered_without_a_look() -> None:
    scene = Scene()
    made, _ = by_photo(scene, None)
    assert made.begin(100.0) == (UNSURE,)
    assert scene.engine.embedded == 0


def test_holder_of_the_chip_revoked_meanwhile_is_unsure() -> None:
    scene = Scene()
    made, chip = by_photo(scene, person(0))
    assert made.begin(100.0) == ()
    scene.look_for(0.3, face())
    chip.evict("wang")
    assert "li" in chip
    chip.evict("li")
    assert scene.look(face()) == [UNSURE]


def test_after_the_same_person_their_vectors_are_handed_over() -> None:
    scene, other = Scene(), FakeEngine()
    other.name = "dlib"
    second = BestFrame(other, SecondOpinion(gallery_of(other)), lambda: scene.gallery.owners, Timings())
    made = comparison(scene, best=second)
    scene.look_for(0.4, face())
    assert made.holder is not None
    assert made.holder.resident_id == "wang"
    assert [sample.engine for sample in made.holder.samples] == ["sface", "dlib"]
    assert float(made.holder.samples[0].vector[0]) == pytest.approx(1.0)
    assert repr(made.holder) == "<HolderVector>"
    made.forget()
    assert made.holder is None
