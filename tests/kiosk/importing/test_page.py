"""A clerk takes an office's list over: nothing is written before it was seen, and then whole or not at all."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.desk.events import Answered, LockPressed, PageChosen
from kiosk.imports.rows import Column, ImportRefused
from kiosk.photo_faces.maker import FaceOutcome
from kiosk.sentences import Text, sentence
from kiosk.sticks import Stick
from kiosk.store.errors import StoreError
from tests.kiosk.importing.hall import Importing, sheet
from tests.support.clock import ManualClock
from tests.support.office_list import FACE, candidate, counts, name_of, number_of, taken

NOBODY = {"residents": 0, "whitelist_entries": 0, "consents": 0, "imports": 0, "import_rows": 0}


def written(store: Archive) -> dict[str, int]:
    return counts(store, *NOBODY)


def files(hall: Importing) -> list[str]:
    assert hall.page.choose is not None
    return [file.name for file in hall.page.choose.files]


# --- the way through --------------------------------------------------------------------------------------------------
def test_a_list_on_a_stick_is_seen_then_written_whole(hall: Importing, store: Archive) -> None:
    hall.previewed()
    assert hall.counters() == [4, 3, 0, 0, 1]
    assert hall.page.preview is not None
    (line,) = hall.page.preview.lines
    assert (line.row, line.name, line.word, line.more) == (9, "陈*德", "证件号最后一位算不对", "对照身份证改")
    assert hall.page.preview.left_out == "不导入：民族；隐藏的表没读：旧表"
    assert written(store) == NOBODY
    hall.do("go_on")
    assert hall.page.consent is not None
    assert [fact.value for fact in hall.page.consent.facts] == ["3 行写着编号和日期"]
    assert hall.page.consent.missing == "请先确认纸质同意书"
    hall.do("go_on")
    assert hall.step == "consent"
    hall.do("papers", lie_here=True)
    hall.do("go_on")
    assert hall.page.done is not None
    assert hall.page.done.headline == "导入好了：新增 3 人，更新 0 人"
    assert written(store) == {"residents": 3, "whitelist_entries": 3, "consents": 6, "imports": 1, "import_rows": 3}


def test_who_confirmed_the_papers_is_in_the_trail_before_anything_is_written(hall: Importing, store: Archive) -> None:
    hall.imported()
    with store._core.readers.db() as db:
        rows = list(db.query("SELECT actor, action, detail FROM audit ORDER BY seq", []))
    found = [(row["actor"], row["action"]) for row in rows]
    assert ("li", "whitelist.import-papers-confirmed") in found
    actions = [action for _, action in found]
    assert actions.index("whitelist.import-papers-confirmed") < actions.index("whitelist.imported")


def test_same_file_twice_adds_nobody(hall: Importing, store: Archive) -> None:
    hall.imported()
    hall.reader.people = tuple(candidate(at) for at in range(3))
    hall.do("give_up")
    before = written(store)
    hall.previewed()
    assert hall.counters() == [4, 0, 0, 3, 1]
    assert hall.page.preview is not None
    assert hall.page.preview.missing == "没有要导入的"
    hall.do("go_on")
    assert (hall.step, written(store)) == ("preview", before)


def test_changed_rows_are_opened_field_by_field_and_masked(hall: Importing, store: Archive) -> None:
    taken(store, candidate(0))
    one = candidate(0)
    other = replace(one.resident, phone="13911112222", address=replace(one.resident.address, building="5号楼"))
    hall.reader.people = (replace(one, resident=other),)
    hall.previewed()
    hall.do("sight", key="changed")
    assert hall.page.preview is not None
    (line,) = hall.page.preview.lines
    assert line.more == "电话、楼栋"
    hall.do("row", number=2)
    assert hall.page.row is not None
    changes = [(one.label, one.before, one.after) for one in hall.page.row.changes]
    assert changes == [("电话", "138****8000", "139****2222"), ("楼栋", "3号楼", "5号楼")]
    hall.do("back")
    assert hall.step == "preview"


def test_rows_without_paper_wait_for_consent_and_need_no_promise(hall: Importing, store: Archive) -> None:
    hall.reader.people = (candidate(0, consents=()), candidate(1, consents=()))
    hall.previewed()
    hall.do("sight", key="new")
    assert hall.page.preview is not None
    assert [line.word for line in hall.page.preview.lines] == ["新增，待同意", "新增，待同意"]
    hall.do("go_on")
    assert hall.page.consent is not None
    assert (hall.page.consent.promise, hall.page.consent.missing) == ("", "")
    assert [fact.value for fact in hall.page.consent.facts] == [
        "0 行写着编号和日期",
        "2 人没写全：进名单，刷卡照常，不认脸",
    ]
    hall.do("go_on")
    assert hall.step == "done"
    assert counts(store, "whitelist_entries", "consents") == {"whitelist_entries": 2, "consents": 0}


def test_no_full_number_and_no_full_name_ever_reaches_the_screen(hall: Importing) -> None:
    for view in (hall.previewed(), hall.do("sight", key="all"), hall.do("row", number=2), hall.do("back")):
        shown = repr_of(view)
        assert number_of(0) not in shown
        assert name_of(1) not in shown
    assert "310" in repr_of(hall.page)


def repr_of(view: object) -> str:
    from ui.staff.plain import plain

    return str(plain(view))


# --- columns ----------------------------------------------------------------------------------------------------------
def test_an_unclear_column_is_mapped_by_touch(hall: Importing) -> None:
    hall.reader.sheet = sheet(unclear=(2,))
    hall.choose()
    hall.do("read")
    assert hall.page.columns is not None
    first = hall.page.columns.columns[0]
    assert (first.header, first.meaning, first.samples) == ("住哪儿", "没认出来", "3号楼***")
    assert hall.page.columns.missing == "还有 1 列没说"
    hall.do("columns_said")
    assert hall.step == "columns"
    hall.do("ask_column", index=2)
    assert hall.page.meaning is not None
    offered = [choice.key for choice in hall.page.meaning.choices]
    assert "name" not in offered
    assert {"address", "building", ""} <= set(offered)
    hall.do("mean", column="address")
    hall.do("columns_said")
    assert hall.step == "preview"
    assert hall.reader.mappings == [{0: Column.NAME, 1: Column.NUMBER, 2: Column.ADDRESS}]


def test_a_column_that_is_not_wanted_is_left_out_and_named(hall: Importing) -> None:
    hall.reader.sheet = sheet(unclear=(2,))
    hall.choose()
    hall.do("read")
    hall.do("ask_column", index=2)
    hall.do("mean", column="")
    hall.do("columns_said")
    assert hall.page.preview is not None
    assert hall.page.preview.left_out == "不导入：民族、住哪儿；隐藏的表没读：旧表"
    assert hall.reader.mappings == [{0: Column.NAME, 1: Column.NUMBER}]


def test_without_a_column_of_numbers_nothing_goes_on(hall: Importing) -> None:
    hall.reader.sheet = sheet(unclear=(1,))
    hall.choose()
    hall.do("read")
    hall.do("ask_column", index=1)
    hall.do("mean", column="")
    assert hall.page.columns is not None
    assert hall.page.columns.missing == "还没说哪一列是证件号"


def test_a_meaning_said_otherwise_is_checked_anew(hall: Importing) -> None:
    hall.previewed()
    hall.do("how_read")
    hall.do("columns")
    hall.do("ask_column", index=2)
    hall.do("mean", column="")
    hall.do("columns_said")
    assert hall.reader.mappings == [{0: Column.NAME, 1: Column.NUMBER, 2: Column.ADDRESS},
                                    {0: Column.NAME, 1: Column.NUMBER}]  # fmt: skip


# --- sticks that come and go ------------------------------------------------------------------------------------------
def test_sticks_come_and_go_while_the_page_is_open(hall: Importing) -> None:
    hall.sticks = ()
    hall.look()
    assert hall.page.choose is not None
    assert (hall.page.choose.sticks, hall.page.choose.files, hall.page.note) == ((), (), "U 盘拔掉了")
    hall.sticks = (hall.stick,)
    hall.look()
    assert files(hall) == ["十一月.xlsx"]


def test_of_two_sticks_one_is_chosen(hall: Importing, tmp_path: Path) -> None:
    other = tmp_path / "OTHER"
    other.mkdir()
    (other / "名单.csv").write_bytes(b"a list")
    hall.sticks = ()
    hall.look()
    hall.sticks = (hall.stick, Stick(other, "OTHER", 1, other.stat().st_dev))
    hall.look()
    assert files(hall) == []
    hall.do("stick", at=1)
    assert files(hall) == ["名单.csv"]


def test_stick_pulled_before_reading(hall: Importing) -> None:
    hall.choose()
    assert hall.step == "ready"
    hall.sticks = ()
    hall.look()
    assert (hall.step, hall.page.note) == ("choose", "U 盘拔掉了")


def test_stick_pulled_just_when_it_is_read(hall: Importing, store: Archive) -> None:
    hall.choose()
    os.rename(hall.stick.path, hall.stick.path.with_name("gone"))
    hall.do("read")
    assert (hall.step, hall.page.unread) == ("unread", "U 盘被拔掉或坏了，读不出来；请重新插上")
    os.rename(hall.stick.path.with_name("gone"), hall.stick.path)
    hall.do("read")
    assert hall.step == "preview"


def test_stick_pulled_after_reading_takes_nothing_away(hall: Importing) -> None:
    hall.previewed()
    hall.sticks = ()
    hall.look()
    hall.consented()
    assert hall.do("go_on").step == "done"


def test_stick_pulled_before_the_error_sheet_is_said_and_the_rows_stay(hall: Importing) -> None:
    hall.imported()
    hall.sticks = ()
    hall.do("save_errors")
    assert hall.page.note == "没有找到 U 盘；请插上 U 盘，等几秒再按一次"
    assert (hall.step, hall.counters()) == ("done", [4, 3, 0, 0, 1])
    hall.sticks = (hall.stick,)
    hall.do("save_errors")
    assert re.fullmatch(r"已存到 U 盘：导入-要改的行-\d{8}-\d{4}\.xlsx，可以拔了", hall.page.note)
    (sheet_file,) = hall.stick.path.glob("导入*.xlsx")
    assert sheet_file.read_text("utf-8") == "9 陈*德 证件号最后一位算不对"


def test_a_full_stick_keeps_nothing_of_the_error_sheet(hall: Importing, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.previewed()

    def full(_: int) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(os, "fsync", full)
    hall.do("save_errors")
    assert hall.page.note == "U 盘满了，没有存；请腾出空间或换一个"
    assert [path.name for path in hall.stick.path.iterdir()] == ["十一月.xlsx"]


def test_file_changed_between_choosing_and_reading(hall: Importing, store: Archive) -> None:
    hall.choose()
    (hall.stick.path / "十一月.xlsx").write_bytes(b"another list")
    hall.do("read")
    assert (hall.step, hall.page.unread) == ("unread", "这个文件刚刚变过或不在了；请重新选一次")
    hall.do("back")
    hall.look()
    assert hall.step == "choose"


# --- what is refused --------------------------------------------------------------------------------------------------
def test_10001_rows_are_refused_with_the_number(hall: Importing, store: Archive) -> None:
    hall.reader.fails = ImportRefused(sentence("imports.file.too-many-rows", rows=10_001, most=10_000))
    hall.choose()
    hall.do("read")
    assert hall.step == "unread"
    assert hall.page.unread == "有 10001 行，一次最多 10000 行，请分成几个文件"
    assert written(store) == NOBODY


def test_two_clerks_at_once_the_second_compares_again(hall: Importing, store: Archive) -> None:
    taken(store, candidate(0))
    one = candidate(0)
    hall.reader.people = (replace(one, resident=replace(one.resident, phone="13911112222")), candidate(1))
    hall.previewed()
    hall.consented()
    (entry,) = store.whitelist.entries()
    store.whitelist.suspend(entry.resident.id, "gu", "住院")
    hall.do("go_on")
    assert (hall.step, hall.page.note) == ("preview", "核对以后有人改过白名单，没有存。请再核对一次。")
    assert counts(store, "whitelist_entries", "imports") == {"whitelist_entries": 1, "imports": 1}
    assert hall.page.preview is not None
    assert hall.page.preview.again
    hall.do("go_on")
    assert hall.step == "preview"
    hall.do("again")
    hall.do("go_on")
    hall.do("go_on")
    assert hall.step == "done"
    assert counts(store, "whitelist_entries", "imports") == {"whitelist_entries": 2, "imports": 2}


def test_error_while_saving_leaves_the_preview_in_place(
    hall: Importing, store: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.previewed()
    hall.consented()

    def full(*_: object) -> None:
        raise StoreError("store-full", "no room")

    monkeypatch.setattr(store.imports, "commit", full)
    hall.do("go_on")
    assert hall.step == "preview"
    assert hall.page.note
    assert hall.counters() == [4, 3, 0, 0, 1]
    assert written(store) == NOBODY
    monkeypatch.undo()
    hall.do("go_on")
    assert hall.do("go_on").step == "done"


def test_power_cut_between_preview_and_commit_leaves_nothing(hall: Importing, store: Archive, folder: Path) -> None:
    hall.previewed()
    hall.consented()
    store.close()
    with Archive.open(folder, hall.clock) as again:
        assert written(again) == NOBODY
        assert again.imports.recent() == ()


# --- two people -------------------------------------------------------------------------------------------------------
def test_more_than_fifty_rows_want_a_second_clerk(hall: Importing, store: Archive) -> None:
    hall.reader.people = tuple(candidate(at) for at in range(51))
    hall.previewed()
    hall.consented()
    hall.do("go_on")
    assert hall.view.signature is not None
    assert hall.view.signature.what == "导入 51 人的名单"
    assert written(store) == NOBODY
    hall.signs("gu")
    assert hall.step == "done"
    assert counts(store, "whitelist_entries") == {"whitelist_entries": 51}


def test_fifty_rows_want_nobody_else(hall: Importing, store: Archive) -> None:
    hall.reader.people = tuple(candidate(at) for at in range(50))
    hall.imported()
    assert hall.view.signature is None
    assert hall.step == "done"


# --- photos -----------------------------------------------------------------------------------------------------------
def test_photos_are_looked_at_before_anything_is_written(hall: Importing, store: Archive) -> None:
    hall.reader.people = tuple(candidate(at, photo=True) for at in range(3))
    hall.previewed()
    hall.consented()
    hall.do("go_on")
    assert hall.step == "faces"
    hall.clock.advance(10)
    hall.faces.told(1, 3)
    hall.settle()
    assert hall.page.progress is not None
    assert (hall.page.progress.what, hall.page.progress.left) == ("正在看第 1 张照片", "33 %，大约还要 20 秒")
    hall.faces.done(FaceOutcome({2: FACE, 3: FACE}, {4: Text("照片里没有脸")}))
    hall.settle()
    assert hall.page.confirm is not None
    assert [fact.value for fact in hall.page.confirm.facts] == [
        "3 人",
        "0 人",
        "2 人",
        "1 人：照样进名单，不认脸",
        "1 行：这次不导入",
    ]
    assert written(store) == NOBODY
    hall.do("go_on")
    assert hall.step == "done"
    assert counts(store, "templates", "whitelist_entries") == {"templates": 2, "whitelist_entries": 3}


def test_looking_at_photos_is_stopped_and_leaves_nothing(hall: Importing, store: Archive) -> None:
    hall.reader.people = (candidate(0, photo=True),)
    hall.previewed()
    hall.consented()
    hall.do("go_on")
    hall.do("back")
    assert (hall.step, hall.faces.ended) == ("consent", 1)
    hall.faces.done(FaceOutcome({2: FACE}))
    hall.settle()
    assert hall.step == "consent"
    hall.do("without_photos")
    hall.do("go_on")
    assert hall.step == "done"
    assert counts(store, "templates") == {"templates": 0}


def test_photos_that_cannot_be_looked_at_are_said(hall: Importing) -> None:
    hall.reader.people = (candidate(0, photo=True),)
    hall.previewed()
    hall.consented()
    hall.do("go_on")
    hall.faces.failed(Text("U 盘被拔掉了"))
    hall.settle()
    assert (hall.step, hall.page.note) == ("consent", "U 盘被拔掉了")


def test_photos_from_a_folder_beside_the_list(hall: Importing) -> None:
    (hall.stick.path / "照片").mkdir()
    hall.look()
    hall.choose(1)
    hall.do("photos", wanted=True)
    hall.choose(0)
    hall.do("take_folder")
    assert hall.page.ready is not None
    assert hall.page.ready.photos == "文件夹“照片”"
    hall.do("read")
    assert hall.reader.photos == [hall.stick.path / "照片"]


def test_photos_that_are_nobodys_are_told_and_go_back_to_the_office(hall: Importing) -> None:
    hall.reader.unmatched = ("310***********2462.jpg", "IMG_0001.jpg", "合*.jpg", "李*兰.jpg")
    hall.previewed()
    assert hall.page.preview is not None
    assert hall.page.preview.left_out == "4 张照片对不上名单里的人；不导入：民族；隐藏的表没读：旧表"
    assert hall.page.preview.errors == 5
    hall.do("how_read")
    facts = {fact.label: fact.value for fact in hall.page.how_read}
    named = "310***********2462.jpg、IMG_0001.jpg、合*.jpg"
    assert facts["照片"] == f"4 张对不上名单里的人：{named} 等，存下的表里有全部"
    hall.do("back")
    hall.do("save_errors")
    (written,) = hall.stick.path.glob("导入-要改的行-*.xlsx")
    assert written.read_text().count("照片对不上名单里的人") == 4


# --- undo -------------------------------------------------------------------------------------------------------------
def test_an_import_is_taken_back_within_a_day(hall: Importing, store: Archive) -> None:
    hall.imported()
    hall.do("undo")
    assert hall.view.question is not None
    hall.answers(confirmed=False)
    assert counts(store, "imports") == {"imports": 1}
    hall.do("undo")
    hall.answers(confirmed=True)
    assert hall.page.note == "撤销好了：拿掉 3 人，改回 0 人"
    assert hall.page.done is not None
    assert (hall.page.done.undone, hall.page.done.may_undo) == (True, False)
    assert store.whitelist.entries() == []


def test_who_signed_an_undo_of_many_as_the_second_stands_in_the_trail(hall: Importing, store: Archive) -> None:
    hall.reader.people = tuple(candidate(at) for at in range(51))
    hall.imported()
    hall.signs("gu")
    hall.do("undo")
    hall.answers(confirmed=True)
    assert hall.view.signature is not None
    hall.signs("gu")
    assert hall.page.note == "撤销好了：拿掉 51 人，改回 0 人"
    with store._core.readers.db() as db:
        sql = "SELECT actor, detail FROM audit WHERE action = 'whitelist.import-undone'"
        ((actor, detail),) = db.execute(sql).fetchall()
    assert (actor, '"signed_by": "gu"' in detail) == ("li", True)


def test_imports_of_late_say_who_did_them_and_how_long_they_can_be_taken_back(
    hall: Importing, store: Archive, clock: ManualClock
) -> None:
    hall.imported()
    hall.do("give_up")
    hall.do("recent")
    assert hall.page.recent is not None
    (one,) = hall.page.recent.imports
    assert (one.who, one.file, one.what, one.may_undo) == ("李*华", "十一月.xlsx", "新增 3，更新 0", True)
    assert one.state.endswith("前可撤销")
    hall.do("undo", which=one.key)
    hall.answers(confirmed=True)
    (one,) = hall.page.recent.imports
    assert one.state.endswith("李*华 撤销了")
    assert not one.may_undo


def test_after_a_day_it_cannot_be_taken_back(hall: Importing, clock: ManualClock) -> None:
    hall.imported()
    hall.do("give_up")
    clock.advance(24 * 3600 + 1)
    hall.let_in()
    hall.settle()
    hall.do("recent")
    assert hall.page.recent is not None
    (one,) = hall.page.recent.imports
    assert (one.may_undo, one.state) == (False, "过了 24 小时")


# --- nobody else's ----------------------------------------------------------------------------------------------------
def test_the_same_account_finds_its_work_within_a_quarter_of_an_hour(hall: Importing) -> None:
    hall.previewed()
    hall.happens(LockPressed())
    assert hall.view.content is None
    hall.after(600)
    hall.let_in("li")
    hall.settle()
    assert (hall.step, hall.counters()) == ("preview", [4, 3, 0, 0, 1])


@pytest.mark.parametrize(("login", "later_s"), [("gu", 60.0), ("li", 901.0)])
def test_nobody_else_and_nobody_later_finds_anything(hall: Importing, login: str, later_s: float) -> None:
    hall.previewed()
    hall.happens(LockPressed())
    hall.after(later_s)
    hall.let_in(login)
    hall.settle()
    assert hall.step == "choose"


def test_leaving_for_another_page_is_asked_about_and_leaves_nothing(hall: Importing) -> None:
    hall.previewed()
    page = hall.desk._pages.page
    hall.happens(PageChosen(hall.view.session, "members"))
    assert hall.view.question is not None
    assert hall.view.page == "import"
    hall.happens(Answered(hall.view.session, True, hall.view.serial))
    assert hall.view.page == "members"
    flow = page._flow  # type: ignore[union-attr]
    assert (flow.sheet, flow.checked, flow.comparison, flow.lines.by) == (None, None, None, {})


def test_giving_up_is_asked_about_once_there_is_something_to_lose(hall: Importing) -> None:
    hall.previewed()
    hall.do("give_up")
    assert hall.view.question is not None
    hall.answers(confirmed=True)
    assert hall.step == "choose"


def test_what_runs_keeps_the_wing_open_as_long_as_a_person_may_watch(hall: Importing) -> None:
    hall.reader.people = (candidate(0, photo=True),)
    hall.previewed()
    hall.consented()
    hall.do("go_on")
    for _ in range(5):
        hall.after(50)
    assert hall.step == "faces"
