"""Photos of a list become faces one by one in a process of their own; a bad one costs nobody but its own row."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import cv2
import pytest

import resources
from devices.clock import SystemClock
from devices.simulators.people import Standing, picture_of
from devices.simulators.profile import load_cast
from kiosk.archive import look_alikes
from kiosk.archive.archive import Archive
from kiosk.archive.import_plan import Compared
from kiosk.archive.templates import NewTemplate
from kiosk.faces.engines.engine import create
from kiosk.imports.photos import photo_bytes
from kiosk.imports.rows import PhotoPlace, PhotoRef
from kiosk.photo_faces.looking import COMMAND, Stopped
from kiosk.photo_faces.maker import FaceMaker, FaceOutcome, FacesFailed
from kiosk.settings import Faces
from tests.kiosk.photo_faces.fake_child import vector
from tests.support.office_list import candidate, rows_of, signed, taken

VERSION = create("sface").version
FAKE = (sys.executable, "-I", str(Path(__file__).with_name("fake_child.py")), VERSION)


def photo_of(folder: Path, at: int) -> PhotoRef:
    return PhotoRef(PhotoPlace.FOLDER, folder, f"{at}.jpg")


def listed(store: Archive, *photos: str, stick: Path) -> tuple[Compared, ...]:
    """Rows 2, 3, … with a photo each, as the fake process reads them."""
    people = []
    for at, content in enumerate(photos):
        (stick / f"{at}.jpg").write_text(content)
        people.append(replace(candidate(at), photo=photo_of(stick, at)))
    return rows_of(store, *people)


def read(ref: PhotoRef) -> bytes:
    return (ref.path / ref.member).read_bytes()


def maker(
    store: Archive, *, command: tuple[str, ...] = FAKE, reader: Callable[[PhotoRef], bytes] = read, processes: int = 1
) -> FaceMaker:
    return FaceMaker(store, Faces(), SystemClock(), reader, command, lambda: processes)


def said(outcome: FaceOutcome) -> dict[int, str]:
    return {row: str(why) for row, why in outcome.refused.items()}


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def test_each_photo_is_its_rows_face_and_progress_is_told(store: Archive, stick: Path) -> None:
    told: list[tuple[int, int]] = []
    outcome = maker(store).make(listed(store, "face 0", "bad", "face 2", stick=stick), lambda *went: told.append(went))
    assert outcome.templates == {
        2: (NewTemplate("sface", VERSION, vector(0), 0.8),), 4: (NewTemplate("sface", VERSION, vector(2), 0.8),),
    }  # fmt: skip
    assert said(outcome) == {3: "照片里没有脸"}
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_several_processes_share_the_photos_and_each_face_stays_its_rows(store: Archive, stick: Path) -> None:
    told: list[tuple[int, int]] = []
    looking = maker(store, processes=3)
    rows = listed(store, *(f"face {at}" for at in range(8)), "crash", "bad", stick=stick)
    outcome = looking.make(rows, lambda *went: told.append(went))
    assert {row: made[0].vector for row, made in outcome.templates.items()} == {at + 2: vector(at) for at in range(8)}
    assert sorted(outcome.refused) == [10, 11]
    assert told == [(at, 10) for at in range(1, 11)]


def test_photo_that_ends_the_process_is_refused_and_the_rest_goes_on(store: Archive, stick: Path) -> None:
    outcome = maker(store).make(listed(store, "face 0", "crash", "nonsense", "face 3", stick=stick))
    assert sorted(outcome.templates) == [2, 5]
    assert said(outcome) == dict.fromkeys((3, 4), "这张照片让看照片的程序中断了，不能用：请换一张。")


def test_process_that_ends_at_every_photo_is_not_begun_for_ever(
    store: Archive, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.photo_faces.maker.MOST_LOST", 2)
    with pytest.raises(FacesFailed) as failed:
        maker(store).make(listed(store, "crash", "crash", "face 1", stick=stick))
    assert failed.value.sentence.key == "imported.faces.lost"


def test_engine_that_does_not_load_is_said(store: Archive, stick: Path) -> None:
    with pytest.raises(FacesFailed) as failed:
        maker(store, command=(*FAKE[:-1], "missing")).make(listed(store, "face 0", stick=stick))
    assert failed.value.sentence == "人脸识别引擎不能用：no such file"


def test_who_did_not_agree_is_not_looked_at(store: Archive, stick: Path) -> None:
    one = replace(candidate(0, consents=()), photo=photo_of(stick, 0))

    def never(ref: PhotoRef) -> bytes:
        raise AssertionError(f"{ref.member} was read")

    outcome = maker(store, reader=never).make(rows_of(store, one))
    assert (outcome.templates, outcome.refused) == ({}, {})


def test_stick_pulled_while_photos_are_read_leaves_nothing(store: Archive, stick: Path) -> None:
    rows = listed(store, "face 0", "face 1", "face 2", stick=stick)

    def pulled(ref: PhotoRef) -> bytes:
        if ref.member == "1.jpg":
            shutil.rmtree(stick)
            return photo_bytes(ref)
        return read(ref)

    with pytest.raises(FacesFailed) as failed:
        maker(store, reader=pulled).make(rows)
    assert failed.value.sentence.key == "imported.faces.gone"
    assert store.whitelist.entries() == []


def test_one_photo_that_is_gone_costs_its_row_only(store: Archive, stick: Path) -> None:
    rows = listed(store, "face 0", "face 1", stick=stick)
    (stick / "1.jpg").unlink()
    outcome = maker(store, reader=lambda ref: read(ref) if ref.member == "0.jpg" else photo_bytes(ref)).make(rows)
    assert (sorted(outcome.templates), sorted(outcome.refused)) == ([2], [3])


def test_stopped_at_once_and_nothing_is_told_any_more(store: Archive, stick: Path) -> None:
    rows = listed(store, "face 0", "face 1", stick=stick)
    stop = threading.Event()
    with pytest.raises(Stopped):
        maker(store).make(rows, lambda done, total: stop.set(), stop)


def test_started_on_a_thread_of_its_own_it_tells_the_outcome(store: Archive, stick: Path) -> None:
    came, outcomes, sentences = threading.Event(), list[FaceOutcome](), list[str]()

    def done(outcome: FaceOutcome) -> None:
        outcomes.append(outcome)
        came.set()

    end = maker(store).start(listed(store, "face 0", stick=stick), lambda *_: None, done, sentences.append)
    assert came.wait(20)
    end()
    end()
    assert (len(outcomes[0].templates), sentences) == (1, [])


# --- whose face it is -------------------------------------------------------------------------------------------
def test_face_like_a_members_is_refused_with_the_masked_name(store: Archive, stick: Path) -> None:
    (stick / "0.jpg").write_text("face 7")
    taken(store, candidate(9), faces={11: (NewTemplate("sface", VERSION, vector(7), 0.9),)})
    outcome = maker(store).make(listed(store, "face 1 like 7 3", "face 2", stick=stick))
    assert (sorted(outcome.templates), said(outcome)) == ([3], {2: "与 张* 相似，请核对"})


def test_two_rows_with_one_face_are_both_refused_and_name_each_other(store: Archive, stick: Path) -> None:
    outcome = maker(store).make(listed(store, "face 1", "face 2", "face 1", stick=stick))
    assert sorted(outcome.templates) == [3]
    assert said(outcome) == {2: "与第 4 行的 张* 相似，请核对", 4: "与第 2 行的 张* 相似，请核对"}


def test_members_known_to_look_alike_are_taken(store: Archive, stick: Path) -> None:
    taken(store, candidate(0), candidate(9), faces={11: (NewTemplate("sface", VERSION, vector(7), 0.9),)})
    ids = [entry.resident.id for entry in store.whitelist.entries()]
    store._core.writer.call(lambda db: look_alikes.declare(store._core.act(db, "staff"), ids[0], ids[1:]))
    outcome = maker(store).make(listed(store, "face 1 like 7 3", stick=stick))
    assert (sorted(outcome.templates), outcome.refused) == ([2], {})


@pytest.mark.parametrize(("content", "made", "key"), [
    ("face 5", [], ""), ("face 6 like 5 2", [2], ""), ("face 8", [], "imported.faces.unlike"),
])  # fmt: skip
def test_photo_is_compared_with_what_is_stored_of_the_person(
    store: Archive, stick: Path, content: str, made: list[int], key: str
) -> None:
    taken(store, candidate(0), faces={2: (NewTemplate("sface", VERSION, vector(5), 0.9),)})
    (stick / "0.jpg").write_text(content)
    newer = replace(candidate(0, consents=signed("张零", date(2026, 11, 22))), photo=photo_of(stick, 0))
    outcome = maker(store).make(rows_of(store, newer))
    assert sorted(outcome.templates) == made
    assert [why.key for why in outcome.refused.values()] == ([key] if key else [])


@pytest.mark.slow
def test_drawn_faces_by_the_real_engine(store: Archive, stick: Path) -> None:
    """The picture of one member, one without a face, and no picture at all."""
    cast = {one.id: one.face for one in load_cast(resources.path("cast")).values() if one.face is not None}
    people = []
    for at, scene in enumerate(([Standing(cast["chen-deming"], head=0.6)], [])):
        cv2.imwrite(str(stick / f"{at}.jpg"), picture_of(scene, noise_seed=3))
        people.append(replace(candidate(at), photo=photo_of(stick, at)))
    (stick / "2.jpg").write_bytes(b"\xff\xd8\xff" + b"x" * 100)
    people.append(replace(candidate(2), photo=photo_of(stick, 2)))
    outcome = maker(store, command=COMMAND, reader=read).make(rows_of(store, *people))
    assert sorted(outcome.templates) == [2]
    assert [(one.engine, one.engine_version, len(one.vector)) for one in outcome.templates[2]] == [
        ("sface", VERSION, 512)
    ]
    assert sorted(outcome.refused) == [3, 4]
