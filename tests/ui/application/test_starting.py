"""Before the first frame: the renderer, the fonts, the hooks; and what is shown when a screen cannot be loaded."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import qCritical, qWarning
from PySide6.QtGui import QFontDatabase, QGuiApplication

from kiosk.settings import Screen, Settings
from tests.conftest import AnnouncedLog
from tests.screens.audit.texts import missing_glyphs
from ui.application.event_loop import wait_ms
from ui.application.fonts import FAMILIES, NoChineseFont, text_font
from ui.application.mishaps import Mishaps
from ui.application.renderer import choose, prepare_environment
from ui.sample_pictures.people import LONG_NAMES, RARE_NAMES
from ui.window.shell import Shell
from ui.wings import WINGS


def card(root: Path, driver: str, node: str = "renderD128") -> Path:
    """A graphics card as the kernel shows it."""
    (root / "dev/dri").mkdir(parents=True, exist_ok=True)
    (root / "dev/dri" / node).touch()
    (root / "drivers" / driver).mkdir(parents=True, exist_ok=True)
    device = root / "sys/class/drm" / node / "device"
    device.mkdir(parents=True)
    (device / "driver").symlink_to(root / "drivers" / driver)
    return root


def test_without_a_card_the_software_renderer_is_used(tmp_path: Path) -> None:
    assert choose("auto", tmp_path) == "software"


@pytest.mark.parametrize("driver", ["i915", "amdgpu", "v3d", "panfrost"])
def test_with_a_real_card_it_is_used(tmp_path: Path, driver: str) -> None:
    assert choose("auto", card(tmp_path, driver)) == "gpu"


@pytest.mark.parametrize("driver", ["vkms", "virtio-pci", "vmwgfx", "bochs-drm"])
def test_a_virtual_card_is_none(tmp_path: Path, driver: str) -> None:
    assert choose("auto", card(tmp_path, driver)) == "software"


def test_a_real_card_beside_a_virtual_one_is_used(tmp_path: Path) -> None:
    assert choose("auto", card(card(tmp_path, "vkms"), "i915", "renderD129")) == "gpu"


@pytest.mark.parametrize("wish", ["software", "gpu"])
def test_what_the_operator_wants_is_done(tmp_path: Path, wish: str) -> None:
    assert choose(wish, tmp_path) == wish  # type: ignore[arg-type]


def test_what_another_qt_left_in_the_environment_is_removed() -> None:
    environment = {"QT_QPA_PLATFORM_PLUGIN_PATH": "/cv2", "QT_QPA_FONTDIR": "/cv2", "HOME": "/root"}
    prepare_environment("software", environment)
    assert environment == {"HOME": "/root", "QT_QUICK_BACKEND": "software"}
    prepare_environment("gpu", environment)
    assert environment == {"HOME": "/root"}


def test_without_chinese_glyphs_it_is_said_in_two_languages(
    qt_app: QGuiApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: [])
    with pytest.raises(NoChineseFont) as raised:
        text_font()
    assert "请安装 fonts-noto-cjk" in str(raised.value)
    assert "Install fonts-noto-cjk" in str(raised.value)


def test_rare_and_long_names_have_every_glyph(qt_app: QGuiApplication) -> None:
    assert len(RARE_NAMES) == 30
    assert [len(name) for name in LONG_NAMES] == [15, 15]
    for bold in (False, True):
        missing = {name: missing_glyphs(name, (FAMILIES[0],), bold) for name in (*RARE_NAMES, *LONG_NAMES)}
        assert {name: gone for name, gone in missing.items() if gone} == {}


def test_a_character_no_font_has_is_noticed(qt_app: QGuiApplication) -> None:
    assert missing_glyphs("王\ue123", (FAMILIES[0],), False) == "\ue123"


def test_an_exception_in_the_screen_is_counted_and_its_words_are_not_logged(
    qt_app: QGuiApplication, announced: AnnouncedLog, caplog: pytest.LogCaptureFixture
) -> None:
    announced.expect("ValueError in the screen")
    mishaps = Mishaps()
    mishaps.install()
    try:
        try:
            raise ValueError("王桂英 310100194403120020")
        except ValueError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    finally:
        mishaps.remove()
    assert mishaps.exceptions == 1
    assert "test_starting.py:" in caplog.text
    assert "王桂英" not in caplog.text


def test_a_warning_of_qt_is_counted_and_only_its_place_is_logged(
    qt_app: QGuiApplication, announced: AnnouncedLog, caplog: pytest.LogCaptureFixture
) -> None:
    announced.expect("Qt default")
    mishaps = Mishaps()
    mishaps.install()
    try:
        qWarning("file:///ui/visitor/ResultScreen.qml:12: cannot show 王桂英")
        qCritical("王桂英")
    finally:
        mishaps.remove()
    assert mishaps.warnings == 2
    assert "at ResultScreen.qml:12" in caplog.text
    assert "王桂英" not in caplog.text


def test_a_screen_that_cannot_be_loaded_leaves_a_calm_picture(qt_app: QGuiApplication, announced: AnnouncedLog) -> None:
    announced.expect("missing.qml")
    broken = replace(WINGS[0], root="visitor/missing.qml")
    shell = Shell(Settings(screen=Screen(full_screen=False)), (broken,), lambda *_: None)
    shell.show()
    wait_ms(50)
    image = shell.grab()
    said = [str(child.property("text")) for child in shell.root.childItems()]
    shell.close()
    wait_ms(1)
    assert not shell.loaded
    assert said == ["请稍候\n工作人员马上来"]
    assert image.pixelColor(5, 5).name() == "#faf4e6"


@pytest.mark.parametrize(("orientation", "size"), [("portrait", (1080, 1920)), ("landscape", (1920, 1080))])
def test_a_picture_has_the_full_size_whatever_the_window(
    qt_app: QGuiApplication, orientation: str, size: tuple[int, int]
) -> None:
    shell = Shell(Settings(screen=Screen(orientation=orientation, full_screen=False)), WINGS, lambda *_: None)  # type: ignore[arg-type]
    shell.show()
    wait_ms(30)
    whole = shell.grab()
    shell.show(size[0] // 2, size[1] // 2)
    wait_ms(30)
    from_half = shell.grab()
    shell.close()
    wait_ms(1)
    assert (whole.width(), whole.height()) == size
    assert (from_half.width(), from_half.height()) == size
    assert shell.first_frame_at is not None
