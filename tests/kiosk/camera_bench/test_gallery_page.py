"""The technician looks at the thresholds of this gallery, tries another rate, and saves it with a second person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.audit_log import Chosen
from kiosk.camera_bench.gallery_page import GalleryPage, GalleryParts
from kiosk.camera_bench.gallery_room import GalleryRoom
from kiosk.gallery import curves
from kiosk.gallery.narrowing import Narrowing
from kiosk.sentences import Text
from kiosk.settings import Faces, Settings
from tests.kiosk.camera_bench.bench import Bench, KeptSettings, PlayedCamera
from tests.kiosk.gallery.conftest import Members, direction, like, part
from tests.support.clock import ManualClock
from tests.support.new_store import begun

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Archive]:
    with Archive.open(begun(tmp_path / "data"), clock) as opened:
        yield opened


@pytest.fixture
def members(store: Archive) -> Members:
    return Members(store)


@pytest.fixture
def camera() -> PlayedCamera:
    return PlayedCamera()


@pytest.fixture
def bench(clock: ManualClock) -> Bench:
    return Bench(clock)


def crowd(members: Members, people: int, pictures: int = 2) -> None:
    for number in range(people):
        face = direction(number)
        members.add(*(part(like(face, 0.9, 1000 + 10 * number + n)) for n in range(pictures)))


def opened(
    store: Archive, camera: PlayedCamera, bench: Bench, saving: KeptSettings | None = None, faces: Faces | None = None
) -> GalleryPage:
    settings = Settings(faces=faces or Faces())
    narrowing = Narrowing(store.whereabouts, settings.faces, settings.hall, bench.clock)
    room = GalleryRoom(store, settings.faces, narrowing)
    parts = GalleryParts(store, camera, settings, room, ZONE, saving)  # type: ignore[arg-type]
    page = GalleryPage(bench, parts)  # type: ignore[arg-type]
    page.opened()
    return page


def test_small_gallery_shows_what_the_table_says_and_that_it_is_the_tables(
    store: Archive, members: Members, camera: PlayedCamera, bench: Bench
) -> None:
    crowd(members, 6)
    view = opened(store, camera, bench, KeptSettings()).view()
    assert (view.state, view.note, view.wanted) == ("measured", "在库 6 人", "0.1 %")
    assert view.how == "人数不到 60，阈值按通用表，不是本库量的"
    fpir, fnir, pairs = view.numbers
    assert (fpir.value, fpir.state, fpir.said) == ("0.1", "ok", "不超过上限 0.2 %")
    assert (fnir.value, fnir.state, fnir.said) == ("0", "info", "次数少，可能到 31 %\n0 / 6，0 次请确认")
    assert (pairs.value, pairs.said) == ("0", "第一与第二名差 0.03，至少 4 帧")
    assert view.scores is not None
    assert (view.scores.threshold, view.scores.doubt_words) == ("T 0.50", "0.42–0.50：请本人确认，或者刷卡")


def test_members_with_one_picture_leave_the_missed_unmeasured(
    store: Archive, members: Members, camera: PlayedCamera, bench: Bench
) -> None:
    crowd(members, 6, pictures=1)
    page = opened(store, camera, bench, KeptSettings())
    page.look(True)
    view = page.view()
    assert (view.numbers[1].value, view.numbers[1].state) == ("未测", "info")
    assert (view.as_det, view.det, view.det_missing) == (True, None, "漏认未测，画不出 DET")
    assert view.scores is not None
    assert view.scores.own == ()


def test_empty_gallery_says_how_many_are_needed(store: Archive, camera: PlayedCamera, bench: Bench) -> None:
    view = opened(store, camera, bench, KeptSettings()).view()
    assert (view.state, view.scores, view.numbers) == ("few", None, ())
    assert view.headline == "在库 0 人有模板。少于 2 人，没有东西可比；登记够 60 人才用本库自己定阈值"


def test_gallery_that_is_not_searched_has_no_thresholds(
    store: Archive, members: Members, camera: PlayedCamera, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(curves, "MOST_SEARCHED", 3)
    crowd(members, 5, pictures=1)
    page = opened(store, camera, bench, KeptSettings())
    assert (page.view().state, page.view().scores) == ("too-many", None)
    page.rate(1)
    page.save()
    assert bench.signed is None


def test_faces_switched_off_are_not_measured(store: Archive, camera: PlayedCamera, bench: Bench) -> None:
    view = opened(store, camera, bench, KeptSettings(), Faces(enabled=False)).view()
    assert (view.state, view.headline) == ("off", "人脸识别已关掉（设置 faces.enabled）")


def test_another_rate_is_shown_before_it_is_saved(
    store: Archive, members: Members, camera: PlayedCamera, bench: Bench
) -> None:
    crowd(members, 70)
    saving = KeptSettings()
    page = opened(store, camera, bench, saving)
    before = page.view()
    assert (before.changes, before.numbers[0].state) == ("", "ok")
    page.rate(1)
    page.rate(1)
    view = page.view()
    assert view.wanted == "0.5 %"
    assert view.numbers[0].state == "look"
    assert view.numbers[0].said == "超过上限 0.2 %"
    assert view.changes.startswith("0.1 %（T ")
    assert "→ 0.5 %（T " in view.changes
    assert view.scores is not None
    assert view.scores.before > view.scores.accept
    assert page.unsaved() is not None
    assert (saving.saved, camera.tuned.fpir) == ([], 0.001)
    page.as_saved()
    assert page.view().changes == ""
    assert page.unsaved() is None


def test_ladder_ends_at_the_bounds_of_the_setting(
    store: Archive, members: Members, camera: PlayedCamera, bench: Bench
) -> None:
    crowd(members, 3)
    page = opened(store, camera, bench, KeptSettings())
    for _ in range(12):
        page.rate(1)
    assert (page.view().wanted, page.view().can_more, page.view().can_less) == ("5 %", False, True)
    for _ in range(12):
        page.rate(-1)
    assert (page.view().wanted, page.view().can_more, page.view().can_less) == ("0.01 %", True, False)


def test_rate_between_two_steps_of_the_ladder_goes_to_its_neighbour(
    store: Archive, members: Members, camera: PlayedCamera, bench: Bench
) -> None:
    crowd(members, 3)
    camera.tuned = type(camera.tuned)(0, 0.36, 0.32, 0.003)
    page = opened(store, camera, bench, KeptSettings())
    page.rate(1)
    assert page.view().wanted == "0.5 %"
    page.as_saved()
    page.rate(-1)
    assert page.view().wanted == "0.2 %"


def test_change_is_signed_by_another_saved_in_force_and_audited(
    store: Archive, members: Members, camera: PlayedCamera, bench: Bench
) -> None:
    crowd(members, 70)
    saving = KeptSettings()
    page = opened(store, camera, bench, saving)
    page.rate(1)
    page.save()
    assert bench.signed is not None
    assert "→ 0.2 %" in bench.signed
    assert (saving.saved, camera.tuned.fpir) == ([], 0.001)
    bench.sign("wu")
    assert saving.saved == [({"faces.fpir": "0.002"}, "zhou", "wu")]
    assert camera.tuned.fpir == 0.002
    view = page.view()
    assert (view.changes, view.told) == ("", "已保存，正按新的误认率重定阈值")
    entry = store.audit_log.entries(Chosen(kinds=("faces",)), most=1)[0]
    assert (entry.actor, entry.action) == ("zhou", "faces.tuned")
    assert dict(entry.detail) == {"before": 0.001, "after": 0.002, "signed_by": "wu"}


def test_refused_change_leaves_the_thresholds(
    store: Archive, members: Members, camera: PlayedCamera, bench: Bench
) -> None:
    crowd(members, 3)
    page = opened(store, camera, bench, KeptSettings(refuses=Text("别人刚改过")))
    page.rate(1)
    page.save()
    bench.sign("wu")
    assert (page.view().told, camera.tuned.fpir) == ("别人刚改过", 0.001)
    assert "faces.tuned" not in [entry.action for entry in store.audit_log.entries(Chosen())]


def test_terminal_without_a_file_only_shows(
    store: Archive, members: Members, camera: PlayedCamera, bench: Bench
) -> None:
    crowd(members, 3)
    page = opened(store, camera, bench)
    page.rate(1)
    page.save()
    assert bench.signed is None
    assert (page.view().may_save, page.view().told) == (False, "这台终端没有配置文件，只能看，不能保存")


def test_gallery_is_measured_once_for_each_policy(
    store: Archive, members: Members, camera: PlayedCamera, bench: Bench
) -> None:
    crowd(members, 3)
    room = GalleryRoom(store, Faces(), Narrowing(store.whereabouts, Faces(), Settings().hall, bench.clock))
    assert room.look().curves is not room.look().curves  # there is no policy yet
    made = room.look().curves.predict(0.001)
    assert made is not None
    store.face_policies.keep(made.policy, "sface", curves.engines_in_use(Faces())[0].version, "nightly", [])
    first = room.look()
    assert first.kept is not None
    assert room.look().curves is first.curves
    bench.clock.advance(60)
    store.face_policies.keep(made.policy, "sface", curves.engines_in_use(Faces())[0].version, "change", [])
    assert room.look().curves is not first.curves


def test_view_holds_no_resident(store: Archive, members: Members, camera: PlayedCamera, bench: Bench) -> None:
    crowd(members, 70)
    words = " ".join(_words(opened(store, camera, bench, KeptSettings()).view()))
    with store._core.readers.db() as db:
        ids = [str(row[0]) for row in db.execute("SELECT id FROM residents")]
    assert len(ids) == 70
    assert not [who for who in ids if who in words]
    assert "王" not in words


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _words(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _words(each)
