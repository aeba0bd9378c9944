"""The technician looks through the camera, turns the lens, tries mounting and zone, checks, and saves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.audit_log import Chosen
from kiosk.camera_bench.camera_page import CameraPage, CameraParts
from kiosk.camera_bench.compared import LastKept
from kiosk.evaluation.kept import EvaluationUnreadable, KeptEvaluation
from kiosk.faces.client.lease import Owner
from kiosk.sentences import Text
from kiosk.settings import Settings
from tests.kiosk.camera_bench.bench import FACE, PICTURE, Bench, KeptSettings, PlayedCamera
from tests.kiosk.camera_bench.test_comparison import KEPT
from tests.support.clock import ManualClock
from tests.support.new_store import begun


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Archive]:
    with Archive.open(begun(tmp_path / "data"), clock) as opened:
        yield opened


@pytest.fixture
def camera() -> PlayedCamera:
    return PlayedCamera()


@pytest.fixture
def bench(clock: ManualClock) -> Bench:
    return Bench(clock)


def page_of(
    store: Archive,
    camera: PlayedCamera,
    bench: Bench,
    saving: KeptSettings | None = None,
    last_kept: LastKept = lambda: None,
) -> CameraPage:
    zone = ZoneInfo("Asia/Shanghai")
    parts = CameraParts(store, camera, Settings(), zone, saving, last_kept)  # type: ignore[arg-type]
    page = CameraPage(bench, parts)  # type: ignore[arg-type]
    page.opened()
    return page


@pytest.fixture
def page(store: Archive, camera: PlayedCamera, bench: Bench) -> CameraPage:
    return page_of(store, camera, bench, KeptSettings())


def test_figures_of_the_newest_picture_stand_beside_their_limits(page: CameraPage, camera: PlayedCamera) -> None:
    assert page.view().state == "waiting"
    camera.sends()
    view = page.view()
    assert (view.state, view.headline, view.right) == ("live", "位置、光线都合适", True)
    assert [(row.label, row.value, row.limit, row.state) for row in view.figures] == [
        ("画面亮度", "118", "满 255", ""),
        ("画面反差", "46", "", ""),
        ("死黑占", "0.4 %", "≤ 20 %", "ok"),
        ("死白占", "2.1 %", "≤ 20 %", "ok"),
        ("收/看/丢 每秒", "30 / 15 / 15", "看 ≥ 5", "ok"),
        ("脸框 px", "212 × 268", "", ""),
        ("两眼距离 px", "104", "≥ 60，登记 ≥ 80", "ok"),
        ("转、仰、歪", "-3° +6° +1°", "≤ 25° 20° 20°", "ok"),
        ("脸的清晰度", "246", "≥ 80", "ok"),
        ("脸的亮度", "131", "48 到 228", "ok"),
        ("活体分数", "0.93", "≥ 0.40，疑 0.20", "ok"),
    ]


def test_what_is_beyond_its_limit_says_so(page: CameraPage, camera: PlayedCamera) -> None:
    face = msgspec.structs.replace(
        FACE, eyes_px=59.0, roll_deg=-21.0, sharpness=79.0, grey=47.0, liveness=0.39, hint="closer"
    )
    camera.sends(msgspec.structs.replace(PICTURE, dark=0.21, bright=0.3, judged_fps=4.0, face=face))
    view = page.view()
    assert [row.state for row in view.figures] == ["", "", "look", "look", "look", "", *["look"] * 5]
    assert (view.headline, view.right) == ("太远，请走近", False)


def test_without_a_face_the_picture_is_measured_and_the_face_is_a_dash(page: CameraPage, camera: PlayedCamera) -> None:
    camera.sends(msgspec.structs.replace(PICTURE, face=None, faces=0))
    view = page.view()
    assert [row.value for row in view.figures][5:] == ["—"] * 6
    assert (view.headline, view.figures[0].value) == ("引导区里没有人", "118")


def test_peak_is_held_while_the_lens_is_turned_until_it_is_begun_anew(page: CameraPage, camera: PlayedCamera) -> None:
    for sharpness in (100.0, 400.0, 300.0):
        camera.sends(msgspec.structs.replace(PICTURE, sharpness=sharpness))
    focus = page.view().focus
    assert (focus.value, focus.peak, focus.part) == ("300", "400", 0.75)
    page.peak_anew()
    camera.sends(msgspec.structs.replace(PICTURE, sharpness=300.0))
    assert page.view().focus.peak == "300"


def test_zone_stands_in_the_middle_of_the_part_that_is_shown(page: CameraPage, camera: PlayedCamera) -> None:
    camera.sends()
    zone = page.view().zone
    # 0.36 of 720 px to either side is 518 of the 579 px that a doorway of 648 × 806 shows
    assert zone.width == pytest.approx(518.4 / 578.9, abs=0.001)
    assert zone.height == pytest.approx(0.64)
    assert zone.left == pytest.approx((1 - zone.width) / 2)
    assert zone.top == pytest.approx(0.18)


def test_rotation_and_zone_are_tried_at_once_and_undone(page: CameraPage, camera: PlayedCamera) -> None:
    page.turn(90)
    page.wider(-1)
    page.higher(1)
    assert (camera.tuned.rotate, camera.tuned.guide_aside, camera.tuned.guide_above) == (90, 0.34, 0.34)
    assert page.view().changes == "画面转 0° → 90°、引导区半宽 0.36 → 0.34、引导区半高 0.32 → 0.34"
    assert page.unsaved() is not None
    page.as_saved()
    assert (camera.tuned.rotate, camera.tuned.guide_aside, camera.tuned.guide_above) == (0, 0.36, 0.32)
    assert page.view().changes == ""
    assert page.unsaved() is None


def test_zone_stays_within_its_bounds(page: CameraPage, camera: PlayedCamera) -> None:
    for _ in range(50):
        page.wider(-1)
        page.higher(1)
    assert (camera.tuned.guide_aside, camera.tuned.guide_above) == (0.1, 0.5)
    page.turn(45)
    assert camera.tuned.rotate == 0


def test_what_was_only_tried_is_gone_when_the_page_is_left(page: CameraPage, camera: PlayedCamera) -> None:
    page.turn(180)
    page.left()
    assert camera.tuned.rotate == 0
    assert camera.done[-1] == "release"


def test_what_is_tried_waits_while_the_wing_is_set_aside(page: CameraPage, camera: PlayedCamera) -> None:
    page.turn(180)
    page.set_aside()
    assert (camera.tuned.rotate, camera.done[-1]) == (0, "release")
    page.taken_up()
    assert (camera.tuned.rotate, camera.done[-2:]) == (180, ["lease", "inspect"])


def test_saved_change_is_in_force_and_stays_when_the_page_is_left(
    store: Archive, camera: PlayedCamera, bench: Bench
) -> None:
    saving = KeptSettings()
    page = page_of(store, camera, bench, saving)
    page.turn(270)
    page.save()
    assert bench.asked is not None
    assert "画面转 0° → 270°" in bench.asked.body
    assert saving.saved == []
    bench.confirm()
    values = {"camera.rotate": "270", "camera.guide_aside": "0.36", "camera.guide_above": "0.32"}
    assert saving.saved == [(values, "zhou", "")]
    assert page.view().told == "已保存，已生效"
    page.left()
    assert camera.tuned.rotate == 270


def test_change_that_is_refused_stays_a_trial_and_says_why(store: Archive, camera: PlayedCamera, bench: Bench) -> None:
    page = page_of(store, camera, bench, KeptSettings(refuses=Text("别人刚改过")))
    page.turn(270)
    page.save()
    bench.confirm()
    assert page.view().told == "别人刚改过"
    page.left()
    assert camera.tuned.rotate == 0


def test_terminal_without_a_file_only_tries(store: Archive, camera: PlayedCamera, bench: Bench) -> None:
    page = page_of(store, camera, bench)
    page.turn(90)
    page.save()
    assert bench.asked is None
    assert (page.view().may_save, page.view().told) == (False, "这台终端没有配置文件，只能试，不能保存")


def test_threshold_that_was_tuned_meanwhile_is_left_alone(page: CameraPage, camera: PlayedCamera) -> None:
    page.turn(90)
    camera.tuned = replace(camera.tuned, fpir=0.005)
    page.left()
    assert (camera.tuned.rotate, camera.tuned.fpir) == (0, 0.005)


def test_camera_that_somebody_has_is_taken_when_it_is_free(store: Archive, camera: PlayedCamera, bench: Bench) -> None:
    camera.holder = Owner.STAFF
    page = page_of(store, camera, bench)
    assert (page.view().state, page.view().headline) == ("taken", "摄像头正被别人用着，等他用完")
    camera.holder = None
    page.tick(bench.clock.now())
    camera.sends()
    assert page.view().state == "live"


def test_terminal_without_a_camera_says_so(page: CameraPage, camera: PlayedCamera) -> None:
    camera.lost()
    assert (page.view().state, page.view().headline) == ("none", "没有摄像头可用")


def test_camera_that_falls_silent_is_waited_for(page: CameraPage, camera: PlayedCamera, clock: ManualClock) -> None:
    camera.sends()
    clock.advance(2.9)
    page.tick(clock.now())
    assert page.view().state == "live"
    clock.advance(0.2)
    page.tick(clock.now())
    assert (page.view().state, page.view().figures[0].value) == ("waiting", "—")


def test_report_of_an_earlier_session_is_not_shown(page: CameraPage, camera: PlayedCamera) -> None:
    page.turn(90)
    camera.sends(late=1)
    assert page.view().state == "waiting"


def test_wing_does_not_lock_while_pictures_come(page: CameraPage, camera: PlayedCamera, bench: Bench) -> None:
    camera.sends()
    camera.sends()
    assert bench.kept_open == 2


# --- the check ------------------------------------------------------------------------------------------------------
def entries(store: Archive) -> list[tuple[str, str, object]]:
    return [
        (entry.actor, entry.action, entry.detail["outcome"])
        for entry in store.audit_log.entries(Chosen(kinds=("camera",)))
    ]


def test_check_of_ten_pictures_is_kept_with_its_day(page: CameraPage, camera: PlayedCamera, store: Archive) -> None:
    camera.sends()
    assert page.view().last == "还没有检查过"
    page.check()
    for _ in range(9):
        camera.sends()
    assert 0.85 < page.view().checking < 0.95
    assert entries(store) == []
    camera.sends()
    assert entries(store) == [("zhou", "camera.checked", "passed")]
    view = page.view()
    assert (view.checking, view.outcome, view.passed) == (0.0, "都合适，已记下", True)
    assert view.last.startswith("上次检查 20")
    assert view.last.endswith("，都合适")


def test_failed_check_says_what_is_not_right(page: CameraPage, camera: PlayedCamera, store: Archive) -> None:
    camera.sends()
    page.check()
    blurred = msgspec.structs.replace(FACE, sharpness=40.0, eyes_px=70.0)
    for _ in range(10):
        camera.sends(msgspec.structs.replace(PICTURE, face=blurred))
    view = page.view()
    assert (view.outcome, view.passed) == ("不合适：对焦、站得太远。已记下", False)
    assert entries(store) == [("zhou", "camera.checked", "failed")]


def test_last_check_is_read_when_the_page_is_opened(
    store: Archive, camera: PlayedCamera, bench: Bench, page: CameraPage
) -> None:
    camera.sends()
    page.check()
    for _ in range(10):
        camera.sends(msgspec.structs.replace(PICTURE, dark=0.5))
    page.left()
    assert page_of(store, camera, bench).view().last.endswith("，有不合适的")


def test_check_is_given_up_when_something_else_is_tried(page: CameraPage, camera: PlayedCamera, store: Archive) -> None:
    camera.sends()
    page.check()
    camera.sends()
    page.turn(90)
    for _ in range(12):
        camera.sends()
    assert entries(store) == []


# --- beside an evaluation --------------------------------------------------------------------------------------------
def gives(kept: KeptEvaluation) -> LastKept:
    return lambda: kept


def checked(page: CameraPage, camera: PlayedCamera) -> None:
    camera.sends()
    page.check()
    for _ in range(10):
        camera.sends()


def test_without_an_evaluation_it_says_how_to_make_one(page: CameraPage) -> None:
    view = page.view()
    assert view.comparing is False
    page.compare(True)
    view = page.view()
    assert view.comparison is not None
    assert (view.comparing, view.comparison.head) == (True, "界限未测：没有留下评估")
    rows = [(row.label, row.ours, row.theirs, row.state) for row in view.comparison.rows]
    assert rows == [("活体从", "0.40", "未测", ""), ("人脸阈值 T", "—", "未测", "")]
    assert "kiosk faces evaluate 时加 --keep" in view.comparison.todo[0]


def test_check_fails_while_the_liveness_limit_is_not_the_one_called_for(
    store: Archive, camera: PlayedCamera, bench: Bench
) -> None:
    page = page_of(store, camera, bench, last_kept=gives(msgspec.structs.replace(KEPT, live_from=0.62)))
    checked(page, camera)
    view = page.view()
    assert (view.outcome, view.passed) == ("不合适：活体界限和评估的不同。已记下", False)
    (entry,) = store.audit_log.entries(Chosen(kinds=("camera",)))
    assert (entry.detail["failed"], entry.detail["live_from"]) == (["limits"], 0.4)
    assert (entry.detail["called_for"], entry.detail["evaluated"]) == (0.62, "2026-11-20")


def test_check_passes_where_the_limits_agree_or_nothing_was_measured(
    store: Archive, camera: PlayedCamera, bench: Bench
) -> None:
    for kept in (KEPT, msgspec.structs.replace(KEPT, live_from=None)):
        page = page_of(store, camera, bench, last_kept=gives(kept))
        checked(page, camera)
        assert page.view().passed
        page.left()
    entry = store.audit_log.entries(Chosen(kinds=("camera",)))[0]
    assert "called_for" not in entry.detail


def test_evaluation_that_cannot_be_read_is_not_called_unmeasured(
    store: Archive, camera: PlayedCamera, bench: Bench
) -> None:
    def spoilt() -> None:
        raise EvaluationUnreadable("ValidationError")

    view = page_of(store, camera, bench, last_kept=spoilt).view()
    assert view.comparison is not None
    assert (view.comparison.head, view.comparison.differs) == ("留下的评估读不出来", True)


def test_evaluation_kept_meanwhile_is_read_when_the_page_is_taken_up(
    store: Archive, camera: PlayedCamera, bench: Bench
) -> None:
    kept: list[KeptEvaluation] = []
    page = page_of(store, camera, bench, last_kept=lambda: kept[-1] if kept else None)
    page.set_aside()
    kept.append(KEPT)
    page.taken_up()
    view = page.view()
    assert view.comparison is not None
    assert view.comparison.head.startswith("评估 2026-11-20，sface")


# --- the camera's own controls --------------------------------------------------------------------------------------
CONTROLS = {"auto-exposure": 3.0, "exposure": 100.0, "focus": 2.0, "unknown": 1.0}


def test_only_controls_that_answer_are_shown(page: CameraPage, camera: PlayedCamera) -> None:
    camera.sends()
    assert page.view().controls == ()
    camera.sends(msgspec.structs.replace(PICTURE, controls=CONTROLS))
    shown = [(c.name, c.label, c.value, c.switch, c.on) for c in page.view().controls]
    assert shown == [
        ("auto-exposure", "自动曝光", "3", True, True),
        ("exposure", "曝光", "100", False, False),
        ("focus", "焦距", "2", False, False),
    ]


@pytest.mark.parametrize(
    ("name", "step", "value"),
    [
        ("auto-exposure", -1, 1.0),
        ("auto-exposure", 1, 3.0),
        ("exposure", 1, 125.0),
        ("exposure", -1, 80.0),
        ("focus", 1, 3.0),
        ("focus", -1, 1.0),
    ],
)
def test_control_is_set_by_a_step(page: CameraPage, camera: PlayedCamera, name: str, step: int, value: float) -> None:
    camera.sends(msgspec.structs.replace(PICTURE, controls=CONTROLS))
    page.control(name, step)
    assert camera.done[-1] == (name, value)


def test_control_the_camera_has_not_is_not_set(page: CameraPage, camera: PlayedCamera) -> None:
    camera.sends()
    page.control("focus", 1)
    assert camera.done[-1] == "inspect"
