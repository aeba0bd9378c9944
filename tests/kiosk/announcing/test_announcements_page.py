"""Staff write an announcement, or take it from a stick, put it up and take it down."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.accounts.permissions import Permission, Role, may
from kiosk.announcing.page import AnnouncementsPage
from kiosk.announcing.view import AnnouncementsView, DraftView
from kiosk.archive.archive import Archive
from kiosk.desk.events import Answered
from kiosk.desk.pages import PageMaker
from kiosk.sticks import Stick
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.desk.place import Place
from tests.support.clock import ManualClock

__all__ = ["folder", "store"]

JPEG = b"\xff\xd8\xff made anew"


class Hall:
    def __init__(self, store: Archive, clock: ManualClock, stick: Path) -> None:
        clock.set_wall(datetime(2026, 11, 28, 1, 0, tzinfo=UTC))
        self.store, self.stick, self.told, self.sticks = store, stick, 0, True

        def make(context: object) -> AnnouncementsPage:
            return AnnouncementsPage(context, store, self._told, self._sticks, lambda data: JPEG)  # type: ignore[arg-type]

        self.place = Place(clock, pages=(PageMaker(AnnouncementsPage, make, icon="home"),))
        self.place.let_in("li")

    def _told(self) -> None:
        self.told += 1

    def _sticks(self) -> tuple[Stick, ...]:
        return (Stick(self.stick, "STICK", 1, self.stick.stat().st_dev),) if self.sticks else ()

    @property
    def view(self) -> AnnouncementsView:
        content = self.place.view.content
        assert isinstance(content, AnnouncementsView)
        return content

    @property
    def draft(self) -> DraftView:
        assert self.view.draft is not None
        return self.view.draft

    def does(self, name: str, **values: object) -> AnnouncementsView:
        self.place.does(name, **values)
        self.place.desk.drain()
        return self.view

    def writes(self, title: str, body: str = "") -> None:
        self.does("write")
        for field, text in (("title", title), ("body", body)):
            self.does("choose", field=field)
            self.does("type", text=text)


@pytest.fixture
def hall(store: Archive, clock: ManualClock, tmp_path: Path) -> Hall:
    stick = tmp_path / "stick"
    stick.mkdir()
    return Hall(store, clock, stick)


def test_only_staff_keep_them() -> None:
    assert [role for role in Role if may(role, Permission.ANNOUNCEMENTS_KEEP)] == [Role.STAFF]


def test_what_is_written_stands_there_and_the_screen_is_told(hall: Hall) -> None:
    assert (hall.view.mode, hall.view.told) == ("list", "还没有告示")
    hall.writes("免费量血压", "周三上午")
    assert (hall.draft.title_left, hall.draft.first, hall.draft.last) == ("还能写 9 字", "11 月 28 日", "12 月 4 日")
    view = hall.does("post")
    assert (view.mode, hall.told) == ("list", 1)
    assert [(row.title, row.standing, row.days) for row in view.rows] == [
        ("免费量血压", "正在显示", "11 月 28 日～12 月 4 日")
    ]
    assert [(each.title, each.body, each.by) for each in hall.store.announcements.in_force()] == [
        ("免费量血压", "周三上午", "li")
    ]


def test_days_are_moved_one_by_one_and_never_cross(hall: Hall) -> None:
    hall.writes("免费量血压")
    for which, by, days in (
        ("first", -1, ("11 月 28 日", "12 月 4 日")),
        ("first", 1, ("11 月 29 日", "12 月 4 日")),
        ("last", 1, ("11 月 29 日", "12 月 5 日")),
    ):
        hall.does("day", which=which, by=by)
        assert (hall.draft.first, hall.draft.last) == days
    for _ in range(9):
        hall.does("day", which="last", by=-1)
    assert (hall.draft.first, hall.draft.last) == ("11 月 29 日", "11 月 29 日")
    assert hall.does("post").rows[0].standing == "还没到日子"


def test_what_cannot_stand_there_says_why_and_stays(hall: Hall) -> None:
    hall.writes("")
    hall.does("post")
    assert hall.draft.problem == "还没有写标题。"
    hall.does("choose", field="title")
    hall.does("type", text="王 310100194403120020 请来")
    assert hall.draft.title == "王 310100194403"  # as many characters as there is room for
    for title in ("一", "二", "三"):
        hall.does("cancel")
        hall.writes(title)
        hall.does("post")
    hall.writes("四")
    hall.does("post")
    assert hall.draft.problem == "那几天已经有 3 条告示了，请先撤下一条，或换个日子。"
    assert hall.told == 3


def test_it_is_taken_down_once_that_is_confirmed(hall: Hall) -> None:
    hall.writes("免费量血压")
    row = hall.does("post").rows[0].row
    hall.does("withdraw", row=row)
    question = hall.place.view.question
    assert question is not None
    assert question.headline == "撤下“免费量血压”？"
    assert hall.store.announcements.in_force() != ()
    hall.place.desk.post(Answered(hall.place.view.session, True, hall.place.view.serial))
    hall.place.desk.drain()
    assert (hall.view.rows[0].standing, hall.view.rows[0].can_withdraw, hall.told) == ("已撤下", False, 2)


def test_text_and_picture_come_from_the_stick(hall: Hall) -> None:
    (hall.stick / "告示.txt").write_bytes("免费量血压\n周三上午，大厅".encode("gb18030"))
    (hall.stick / "poster.JPG").write_bytes(b"\xff\xd8\xff whatever")
    (hall.stick / "link.jpg").symlink_to("/etc/passwd")
    hall.does("write")
    (text,) = hall.does("files", kind="text").files
    hall.does("take", key=text[0])
    assert (hall.draft.title, hall.draft.body) == ("免费量血压", "周三上午，大厅")
    (picture,) = hall.does("files", kind="picture").files
    assert picture[1] == "poster.JPG"
    hall.does("take", key=picture[0])
    assert (hall.view.mode, base64.b64decode(hall.draft.picture)) == ("write", JPEG)
    one = hall.does("post").rows[0].row
    assert hall.store.announcements.picture(one) == JPEG


def test_stick_that_is_not_there_or_was_pulled_leaves_what_is_written(hall: Hall) -> None:
    (hall.stick / "a.txt").write_text("标题")
    hall.writes("免费量血压")
    hall.sticks = False
    assert hall.does("files", kind="text").files == ()
    assert hall.place.view.notice
    hall.sticks = True
    (text,) = hall.does("files", kind="text").files
    (hall.stick / "a.txt").unlink()
    hall.does("take", key=text[0])
    hall.does("cancel")
    assert (hall.view.mode, hall.draft.title) == ("write", "免费量血压")


def test_leaving_what_is_not_put_up_is_asked_about(hall: Hall) -> None:
    page = hall.place.desk._pages.page
    assert isinstance(page, AnnouncementsPage)
    hall.does("write")
    assert page.unsaved() is None
    hall.writes("免费量血压")
    assert page.unsaved() is not None
