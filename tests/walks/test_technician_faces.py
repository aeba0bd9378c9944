"""The technician at the camera and at the thresholds of the gallery, by touch on both kinds of panel; what they save is
in the configuration file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.archive.audit_log import Chosen
from kiosk.camera_bench.camera_page import CameraPage, CameraParts
from kiosk.camera_bench.gallery_page import GalleryPage, GalleryParts
from kiosk.camera_bench.gallery_room import GalleryRoom
from kiosk.desk.pages import PageMaker
from kiosk.evaluation.kept import keep, last_kept
from kiosk.gallery.narrowing import Narrowing
from kiosk.settings import Settings
from kiosk.technician_desk import FileSaving
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.camera_bench.bench import PlayedCamera
from tests.kiosk.camera_bench.test_comparison import KEPT
from tests.kiosk.gallery.conftest import Members, direction, like, part
from tests.support.accounts import code_at, hire
from tests.support.clock import ManualClock
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.staff_glass import StaffGlass

__all__ = ["folder", "qapp_cls", "qt_app", "qt_messages", "store"]

PINS = {"zhou": "618257", "wu": "729368"}
BOTH = pytest.mark.parametrize("glass", ["portrait", "landscape"], indirect=True)
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def camera() -> PlayedCamera:
    return PlayedCamera()


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text('[camera] # in the hall\nsource = "0"\n', "utf-8")
    return path


@pytest.fixture
def glass(
    request: pytest.FixtureRequest,
    qt_app: QGuiApplication,
    qt_messages: list[str],
    store: Archive,
    clock: ManualClock,
    camera: PlayedCamera,
    config: Path,
) -> Iterator[StaffGlass]:
    hire(store, "zhou", Role.TECHNICIAN, "周平", PINS["zhou"])
    hire(store, "wu", Role.TECHNICIAN, "吴敏", PINS["wu"])
    members = Members(store)
    for number in range(6):
        members.add(*(part(like(direction(number), 0.9, 1000 + 10 * number + n)) for n in range(2)))
    settings, saving = Settings(), FileSaving(config, store.audit)
    narrowing = Narrowing(store.whereabouts, settings.faces, settings.hall, clock)
    vision: Any = camera
    gallery = GalleryParts(store, vision, settings, GalleryRoom(store, settings.faces, narrowing), ZONE, saving)
    seen = CameraParts(store, vision, settings, ZONE, saving, lambda: last_kept(config.parent))
    pages = (
        PageMaker(GalleryPage, lambda context: GalleryPage(context, gallery), "people"),
        PageMaker(CameraPage, lambda context: CameraPage(context, seen), under="gallery"),
    )
    made = StaffGlass(store, clock, pages, orientation=request.param)
    made.settle()
    made.let_in("zhou", PINS["zhou"], code_at(made.clock.now().utc))
    yield made
    made.close()
    assert qt_messages == []


def saved(config: Path) -> dict[str, Any]:
    return tomllib.loads(config.read_text("utf-8"))


def sends(glass: StaffGlass, camera: PlayedCamera, times: int = 1) -> None:
    for _ in range(times):
        camera.sends()
    glass.settle()


@BOTH
def test_threshold_is_tried_signed_by_another_and_saved(
    glass: StaffGlass, camera: PlayedCamera, config: Path, store: Archive
) -> None:
    assert "T 0.50" in glass.texts()
    assert not glass.sees("button-save")
    glass.press("button-rate-more")
    assert "0.1 %（T 0.50）→ 0.2 %（T 0.48）" in glass.texts()
    assert camera.tuned.fpir == 0.001
    glass.press("button-save")
    assert not glass.sees("button-account-zhou")
    if glass.sees("button-account-wu"):
        glass.press("button-account-wu")
    glass.type(PINS["wu"])
    glass.type(code_at(glass.clock.now().utc))
    glass.settle()
    assert saved(config) == {"camera": {"source": "0"}, "faces": {"fpir": 0.002}}
    assert "# in the hall" in config.read_text("utf-8")
    assert camera.tuned.fpir == 0.002
    noted = {entry.action: entry.detail for entry in store.audit_log.entries(Chosen(), most=8)}
    assert noted["settings.changed"] == {"keys": ["faces.fpir"], "signed_by": "wu"}
    assert noted["faces.tuned"] == {"before": 0.001, "after": 0.002, "signed_by": "wu"}
    assert not glass.sees("button-save")


@BOTH
def test_unsaved_threshold_is_not_left_without_a_question(glass: StaffGlass, camera: PlayedCamera) -> None:
    glass.press("button-rate-more")
    glass.press("button-det")
    assert "漏认与误认（DET）" in glass.texts()
    glass.press("button-det")
    glass.press("button-rate-less")
    assert not glass.sees("button-save")


@BOTH
def test_camera_is_turned_checked_and_saved(
    glass: StaffGlass, camera: PlayedCamera, config: Path, store: Archive
) -> None:
    glass.press("button-camera")
    sends(glass, camera)
    assert "位置、光线都合适" in glass.texts()
    assert "246" in glass.texts()
    glass.press("button-check")
    sends(glass, camera, 10)
    assert "都合适，已记下" in glass.texts()
    glass.press("button-turn-90")
    glass.press("button-aside-less")
    sends(glass, camera)
    assert "画面转 0° → 90°、引导区半宽 0.36 → 0.34" in glass.texts()
    glass.press("button-save")
    glass.press("button-sheet-yes")
    wanted = {"source": "0", "rotate": 90, "guide_aside": 0.34, "guide_above": 0.32}
    assert saved(config)["camera"] == wanted
    glass.press("button-gallery")
    assert (camera.tuned.rotate, camera.tuned.guide_aside) == (90, 0.34)
    assert camera.done[-1] == "release"
    assert "camera.checked" in [entry.action for entry in store.audit_log.entries(Chosen(), most=12)]


@BOTH
def test_limits_are_set_beside_an_evaluation_that_was_kept_meanwhile(
    glass: StaffGlass, camera: PlayedCamera, config: Path, store: Archive
) -> None:
    glass.press("button-camera")
    sends(glass, camera)
    glass.press("button-compare")
    assert "界限未测：没有留下评估" in glass.texts()
    keep(msgspec.structs.replace(KEPT, live_from=0.62), config.parent)
    glass.press("button-gallery")
    glass.press("button-camera")
    sends(glass, camera)
    glass.press("button-compare")
    assert "活体从 0.40 改成 0.62：在设置页改 camera.live_from，重启后再检查摄像头" in glass.texts()
    assert "0.62" in glass.texts()
    assert "246" not in glass.texts()
    glass.press("button-check")
    sends(glass, camera, 10)
    assert "不合适：活体界限和评估的不同。已记下" in glass.texts()
    glass.press("button-compare")
    assert "246" in glass.texts()
    (entry,) = store.audit_log.entries(Chosen(kinds=("camera",)))
    assert (entry.detail["outcome"], entry.detail["called_for"]) == ("failed", 0.62)


@BOTH
def test_wing_locks_and_the_camera_is_given_back_as_it_was(glass: StaffGlass, camera: PlayedCamera) -> None:
    glass.press("button-camera")
    sends(glass, camera)
    glass.press("button-turn-180")
    assert camera.tuned.rotate == 180
    glass.press("button-lock")
    assert (camera.tuned.rotate, camera.done[-1]) == (0, "release")
