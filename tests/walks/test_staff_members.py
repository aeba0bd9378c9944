"""The whitelist kept by touch alone, on both kinds of panel: every task of its pages, and nothing left at the lock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.desk.pages import PageMaker
from kiosk.members.edit_page import MemberEditPage
from kiosk.members.index import MemberIndex
from kiosk.members.list_page import MembersPage
from kiosk.members.member_page import MemberPage
from kiosk.members.room import Room
from kiosk.settings import Settings
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.members.wing import RULES, enter
from tests.support.accounts import PIN, hire
from tests.support.clock import ManualClock
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.staff_glass import StaffGlass
from ui.application.event_loop import wait_ms
from ui.sample_pictures.samples import samples

__all__ = ["folder", "qapp_cls", "qt_app", "qt_messages", "store"]

ATTRACT = next(sample.view for sample in samples() if sample.name == "attract")
NUMBER = "310100194403120020"
BOTH = pytest.mark.parametrize("glass", ["portrait", "landscape"], indirect=True)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def wang(store: Archive) -> str:
    """王秀英 among eight others."""
    for at in range(8):
        enter(store, f"李{'一二三四五六七八'[at]}明", building=f"{at + 10}号楼")
    return enter(store, "王秀英", NUMBER)


@pytest.fixture
def glass(
    request: pytest.FixtureRequest,
    qt_app: QGuiApplication,
    qt_messages: list[str],
    store: Archive,
    clock: ManualClock,
    stick: Path,
    wang: str,
) -> Iterator[StaffGlass]:
    hire(store, "li", Role.STAFF, "李丽华")
    hire(store, "gu", Role.STAFF, "顾建明", "385026")
    settings = Settings()
    kept = msgspec.structs.replace(settings.whitelist, export_folder=str(stick))
    settings = msgspec.structs.replace(settings, whitelist=kept)
    room = Room(store, MemberIndex(store.member_lines, RULES), RULES, settings)
    pages = (
        PageMaker(MembersPage, lambda context: MembersPage(context, room), "list"),
        PageMaker(MemberPage, lambda context: MemberPage(context, room)),
        PageMaker(MemberEditPage, lambda context: MemberEditPage(context, room)),
    )
    made = StaffGlass(store, clock, pages, orientation=getattr(request, "param", "portrait"))
    made.shell.apply(ATTRACT)
    made.settle()
    made.let_in("li", PIN)
    yield made
    made.close()
    assert qt_messages == []


def types(glass: StaffGlass, letters: str) -> None:
    for letter in letters:
        glass.press(f"key-{letter}")


def finds(glass: StaffGlass) -> None:
    """王秀英, by the initials of her name."""
    glass.press("field-search")
    types(glass, "wxy")
    glass.press("row-0")


def stands(store: Archive, resident_id: str) -> str:
    return store.members.standings(RULES)[resident_id].value


@BOTH
def test_found_by_initials_suspended_and_undone(glass: StaffGlass, store: Archive, wang: str) -> None:
    assert "9 人" in glass.texts()
    before = glass.touches
    finds(glass)
    assert {"王*英", "有效", "310***********0020"} <= set(glass.texts())
    glass.press("button-suspend")
    assert "暂停 王*英，为什么？" in glass.texts()
    glass.press("button-reason-hospital")
    assert stands(store, wang) == "suspended"
    assert {"暂停", "刷脸暂时不认，刷卡照常"} <= set(glass.texts())
    assert glass.touches - before == 7
    glass.press("button-undo")
    assert stands(store, wang) == "valid"
    glass.press("button-back")
    assert "wxy" in glass.texts()


def in_sight(glass: StaffGlass) -> Counter[str]:
    """Names of the rows in sight, once those that were asked for have come."""
    for _ in range(4):
        wait_ms(60)
        glass.settle()
    return Counter(text for text in glass.texts() if text in ("王*英", "李*明"))


@BOTH
def test_leafed_through_and_filtered(glass: StaffGlass, store: Archive, wang: str) -> None:
    store.whitelist.suspend(wang, "cli:tester", "住院")
    assert in_sight(glass) == {"王*英": 1, "李*明": 6}
    glass.press("button-down")
    assert in_sight(glass) == {"李*明": 7}  # the last seven of nine
    glass.press("button-up")
    assert in_sight(glass) == {"王*英": 1, "李*明": 6}
    glass.press("button-filter")
    glass.press("button-state-suspended")
    assert glass.texts().count("王*英") == 1
    assert "李*明" not in glass.texts()
    glass.press("row-0")
    glass.press("button-resume")
    glass.press("button-reason-back")
    assert stands(store, wang) == "valid"


@BOTH
def test_another_door_is_typed_and_saved(glass: StaffGlass, store: Archive, wang: str) -> None:
    finds(glass)
    glass.press("button-edit")
    glass.press("field-home")
    for _ in range(3):
        glass.press("pad-delete")
    glass.press("pad-digits")
    types(glass, "1102")
    glass.press("button-save")
    known = store.register.resident(wang)
    assert known is not None
    assert known.address.home == "1102"
    assert "虚构区 · 梧桐街道 · 梧桐里居委会 · 梧桐里 · 3号楼 · 1102" in glass.texts()


@BOTH
def test_name_is_typed_in_pinyin_and_asked_about(glass: StaffGlass, store: Archive, wang: str) -> None:
    finds(glass)
    glass.press("button-edit")
    for _ in range(3):
        glass.press("pad-delete")
    types(glass, "wangyu")
    glass.press("candidate-0")
    written = next(field.value for field in glass.view.content.fields if field.key == "name")  # type: ignore[union-attr]
    assert written.startswith("王")
    assert len(written) == 2
    glass.press("button-save")
    assert "姓名要改？" in glass.texts()
    glass.press("button-sheet-yes")
    known = store.register.resident(wang)
    assert known is not None
    assert known.name == written


@BOTH
def test_letters_that_are_no_character_yet_cannot_be_saved(glass: StaffGlass) -> None:
    finds(glass)
    glass.press("button-edit")
    types(glass, "lan")
    assert "还有拼音没选字" in glass.texts()
    assert not glass.sees("button-save")


@BOTH
def test_full_number_for_twenty_seconds_with_a_reason_of_ones_own(glass: StaffGlass, store: Archive) -> None:
    finds(glass)
    glass.press("button-reveal")
    glass.press("button-other-reason")
    types(glass, "ban")
    glass.press("candidate-0")
    types(glass, "shi")
    glass.press("candidate-0")
    glass.press("button-other-reason")
    assert NUMBER in glass.texts()
    glass.passes(21)
    assert NUMBER not in glass.texts()
    assert not any(NUMBER in text for text in glass.strings())


@BOTH
def test_nothing_of_anybody_is_left_at_the_lock(glass: StaffGlass, store: Archive) -> None:
    finds(glass)
    glass.press("button-reveal")
    glass.press("button-reason-card")
    assert NUMBER in glass.texts()
    glass.press("button-lock")
    left = list(glass.strings())
    for planted in (NUMBER, "0020", "王*英", "王秀英", "138****1234", "3号楼", "wxy"):
        assert not [text for text in left if planted in text], planted


@BOTH
def test_typed_but_not_saved_is_not_left_in_the_glass_at_the_lock(glass: StaffGlass, store: Archive) -> None:
    finds(glass)
    glass.press("button-edit")
    glass.press("field-phone")
    types(glass, "77")
    glass.press("button-lock")
    left = list(glass.strings())
    for planted in ("1380000123477", "13800001234", "王*英", "梧桐街道"):
        assert not [text for text in left if planted in text], planted


@BOTH
def test_revoked_with_both_questions_and_put_back(glass: StaffGlass, store: Archive, wang: str) -> None:
    finds(glass)
    glass.press("button-revoke")
    glass.press("button-reason-mistake")
    glass.press("button-sheet-no")
    assert stands(store, wang) == "valid"
    glass.press("button-revoke")
    glass.press("button-reason-mistake")
    glass.press("button-sheet-yes")
    assert (stands(store, wang), store.templates.of(wang, suspended=True)) == ("revoked", [])
    glass.press("button-undo")
    assert stands(store, wang) == "no-consent"


@BOTH
def test_two_are_exported_and_taken_off_with_a_colleagues_pin(
    glass: StaffGlass, store: Archive, wang: str, stick: Path
) -> None:
    for act in ("export", "revoke-many"):
        glass.press("button-mark")
        glass.press("row-0")
        glass.press("row-1")
        assert "已选 2 人" in glass.texts()
        glass.press(f"button-{act}")
        if act == "revoke-many":
            glass.press("button-reason-moved")
        if glass.sees("button-account-gu"):
            glass.press("button-account-gu")
        glass.type("385026")
        assert len(list(stick.iterdir())) == 1
    assert stands(store, wang) == "revoked"
    assert "7 人" in glass.texts()


@BOTH
def test_somebody_else_changes_the_resident_while_a_clerk_types(glass: StaffGlass, store: Archive, wang: str) -> None:
    finds(glass)
    glass.press("button-edit")
    glass.press("field-home")
    glass.press("pad-digits")
    types(glass, "9")
    store.whitelist.suspend(wang, "cli:wang(1000)", "住院")
    glass.settle()
    assert "刚刚有人改过这位居民。您改的还在，请看看别的内容再保存" in glass.texts()
    assert not glass.sees("button-save")
    glass.press("button-look-now")
    wait_ms(50)  # the button to save is laid out in the place of the other one
    glass.press("button-save")
    known = store.register.resident(wang)
    assert known is not None
    assert (known.address.home, stands(store, wang)) == ("4029", "suspended")
