"""The settings, walked by touch on both kinds of panel: a key is found, changed, looked at, saved and taken
back.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.configuring.page import ConfigPage
from kiosk.configuring.parts import ConfigParts
from kiosk.desk.events import Acted
from kiosk.desk.pages import PageMaker
from kiosk.settings import load
from tests.kiosk.archive.conftest import folder, store
from tests.support.accounts import code_at, hire
from tests.support.clock import ManualClock
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.staff_glass import StaffGlass
from ui.window.touching import centre_of

__all__ = ["folder", "qapp_cls", "qt_app", "qt_messages", "store"]

PINS = {"zhao": "618257", "qian": "729368"}
ROBOT = "https://oapi.dingtalk.com/robot/send?access_token=693axxx6"
BOTH = pytest.mark.parametrize("glass", ["portrait", "landscape"], indirect=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text(f'# 桂花苑\n[hall]\nname = "桂花苑"\n[calls.webhook]\nurl = "{ROBOT}"\n', "utf-8")
    return path


@pytest.fixture
def restarts() -> list[bool]:
    return []


@pytest.fixture
def glass(
    request: pytest.FixtureRequest, restarts: list[bool], qt_app: QGuiApplication, qt_messages: list[str],
    store: Archive, clock: ManualClock, file: Path, tmp_path: Path,
) -> Iterator[StaffGlass]:  # fmt: skip
    for login, name in (("zhao", "赵国栋"), ("qian", "钱卫东")):
        hire(store, login, Role.TECHNICIAN, name, PINS[login])
    parts = ConfigParts(load(file), file, tmp_path, store.audit, two_sign=True, restart=lambda: restarts.append(True))
    maker = PageMaker(ConfigPage, lambda context: ConfigPage(context, parts), "settings")
    made = StaffGlass(store, clock, (maker,), orientation=request.param)
    made.settle()
    made.let_in("zhao", PINS["zhao"], code_at(made.clock.now().utc))
    yield made
    made.close()
    assert qt_messages == []


@BOTH
def test_switch_number_and_name_are_changed_looked_at_and_saved_as_one(glass: StaffGlass, file: Path) -> None:
    glass.press("button-section")
    glass.press("section-screen")
    glass.press("key-screen.high_contrast")
    glass.press("choice-true")
    glass.press("button-close-key")
    glass.press("button-section")
    glass.press("section-visit")
    glass.press("key-visit.warn_s")
    glass.type("25", then="")
    glass.press("button-take")
    glass.press("button-close-key")
    glass.press("button-section")
    glass.press("section-hall")
    glass.press("key-hall.name")
    glass.press("pad-delete")
    glass.press("sign--")
    glass.press("key-x")
    glass.press("button-write")
    glass.press("button-close-key")
    assert load(file).visit.warn_s == 30
    glass.press("button-review")
    shown = " ".join(glass.texts())
    assert "改前 → 改后" in shown
    assert '"桂花-x"' in shown
    glass.press("button-save")
    settings = load(file)
    assert (settings.screen.high_contrast, settings.visit.warn_s, settings.hall.name) == (True, 25, "桂花-x")
    assert file.read_text("utf-8").startswith("# 桂花苑\n")
    glass.press("button-undo")
    glass.press("button-save")
    assert load(file).hall.name == "桂花苑"


@BOTH
def test_key_is_found_by_its_letters_and_a_wrong_number_says_what_may_be(glass: StaffGlass, file: Path) -> None:
    glass.press("button-find")
    for letter in "fpir":
        glass.press(f"key-{letter}")
    glass.press("button-found")
    glass.press("key-faces.fpir")
    glass.type("9", then="")
    glass.press("button-take")
    assert any("0.0001 到 0.05" in text and "9" in text for text in glass.texts())
    assert not glass.sees("button-review")
    assert load(file).faces.fpir == 0.001


@BOTH
def test_key_of_safety_is_signed_by_another_technician(glass: StaffGlass, file: Path) -> None:
    glass.press("button-section")
    glass.press("section-faces")
    glass.press("key-faces.enabled")
    glass.press("choice-false")
    glass.press("button-close-key")
    glass.press("button-review")
    glass.press("button-save")
    assert not glass.sees("button-account-zhao")
    assert load(file).faces.enabled
    if glass.sees("button-account-qian"):
        glass.press("button-account-qian")
    glass.type(PINS["qian"])
    glass.type(code_at(glass.clock.now().utc))
    assert not load(file).faces.enabled


@pytest.mark.parametrize("glass", ["portrait"], indirect=True)
def test_secret_is_on_no_part_of_the_glass(glass: StaffGlass) -> None:
    glass.press("button-section")
    glass.press("section-calls")
    while not glass.sees("key-calls.webhook.url"):
        glass.press("button-older")
    glass.press("key-calls.webhook.url")
    assert "693axxx6" not in " ".join(glass.strings())
    assert "693axxx6" not in repr(glass.view)
    glass.press("button-close-key")


@BOTH
def test_terminal_is_started_anew_after_it_was_asked_about_twice(glass: StaffGlass, restarts: list[bool]) -> None:
    glass.press("button-section")
    glass.press("section-screen")
    glass.press("key-screen.high_contrast")
    glass.press("choice-true")
    glass.press("button-close-key")
    assert not glass.sees("button-restart")
    glass.press("button-review")
    glass.press("button-save")
    glass.press("button-restart")
    assert "现在重启终端？" in glass.texts()
    glass.press("button-sheet-yes")
    assert "真的要重启？" in glass.texts()
    glass.passes(0.4)
    glass.press("button-sheet-yes")
    assert restarts == [True]


@BOTH
def test_quick_taps_on_one_place_do_not_answer_both_questions(glass: StaffGlass, restarts: list[bool]) -> None:
    glass.desk.post(Acted(glass.view.session, "config", "restart"))
    glass.settle()
    place = centre_of(glass.item("button-sheet-yes"))
    glass.press("button-sheet-yes")  # 0.4 s pass after every press
    assert "真的要重启？" in glass.texts()
    yes = glass.item("button-sheet-yes")
    assert yes.contains(yes.mapFromScene(place))
    glass.clock.advance(0.39)
    glass.shell.panel._hear()
    glass.finger.touch(place)
    glass.finger.press(place)  # a finger that rests there since before is none either
    glass.settle()
    glass.finger.release(place)
    glass.settle()
    assert restarts == []
    assert "真的要重启？" in glass.texts()
    glass.press("button-sheet-yes")
    assert restarts == [True]
