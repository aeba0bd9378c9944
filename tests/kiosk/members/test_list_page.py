"""The list: found by what is typed, seven at a time, and what is done to many wants two."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.whitelist.filing import filing
from tests.kiosk.members.wing import EnrolPage, Wing, enter
from tests.support.clock import ManualClock
from tests.support.store_rows import consent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def wing(store: Archive, clock: ManualClock, folder: Path) -> Iterator[Wing]:
    made = Wing(store, clock, folder)
    yield made
    made.desk.stop()


def test_everybody_on_the_list_is_shown_masked_seven_at_a_time(store: Archive, wing: Wing) -> None:
    for at in range(9):
        enter(store, f"王秀{'一二三四五六七八九'[at]}", building=f"{at + 1}号楼")
    wing.goes("members")
    assert wing.rows()[0] == ("王*九", "9号楼 402", "有效")
    assert len(wing.rows()) == 7
    assert (wing.list.found_words, wing.list.first, wing.list.top) == ("9 人", 0, 0)
    wing.does("window", top=7, first=6, count=22)
    assert [name for name, _, _ in wing.rows()] == ["王*三", "王*二", "王*一"]
    assert (wing.list.first, wing.list.top) == (6, 7)
    wing.does("window", top=-3, first=5, count=100_000)
    assert (wing.list.first, wing.list.top, len(wing.rows())) == (0, 0, 9)
    wing.does("window", top=50, first=40, count=0)
    assert wing.rows() == []
    wing.does("search", text="wangxiu")
    assert (wing.list.first, wing.list.top, wing.rows()[0][0]) == (0, 0, "王*九")


def test_back_from_somebody_the_list_stands_where_it_stood(store: Archive, wing: Wing) -> None:
    ids = [enter(store, f"王秀{'一二三四五六七八九'[at]}") for at in range(9)]
    wing.goes("members")
    wing.does("window", top=4, first=2, count=3)
    wing.does("choose", resident=ids[2])
    wing.does("back")
    assert (wing.list.first, wing.list.top, wing.rows()[0][0]) == (2, 4, "王*七")


def test_typing_finds_and_keys_leave_room_for_three(store: Archive, wing: Wing) -> None:
    for name in ("王秀英", "汪珍", "李明", "王学友", "王桂兰"):
        enter(store, name)
    wing.does("keys", shown=True, rows=3)
    assert len(wing.list.rows) == 3
    wing.does("search", text="wang")
    assert (wing.list.text, wing.list.found, len(wing.list.rows)) == ("wang", 4, 3)
    wing.does("search", text="wangx")
    assert [name for name, _, _ in wing.rows()] == ["王*友", "王*英"]
    wing.does("search", text="李明")
    assert wing.rows() == [("李*", "3号楼 402", "有效")]
    wing.does("search", text="张三")
    assert wing.list.empty == "没有找到。换个写法试试：姓名、拼音首字母、证件号后四位、楼号"


def test_filter_by_state(store: Archive, wing: Wing) -> None:
    enter(store, "王秀英")
    enter(store, "汪珍", consents=(consent(until=date(2026, 12, 1)),))
    gone = enter(store, "李明")
    store.whitelist.revoke(gone, "cli:tester", "搬走")
    wing.goes("members")
    assert [name for name, _, _ in wing.rows()] == ["汪*", "王*英"]
    wing.does("states", shown=True)
    assert [choice.label for choice in wing.list.states] == [
        "全部", "有效", "快到期", "待登记", "未同意", "暂停", "已撤回",
    ]  # fmt: skip
    wing.does("filter", state="expiring")
    assert wing.rows() == [("汪*", "3号楼 402", "快到期")]
    assert wing.list.rows[0].expires == "26年12月"
    wing.does("filter", state="revoked")
    assert wing.rows() == [("李*", "3号楼 402", "已撤回")]
    wing.does("filter", state="suspended")
    assert wing.list.empty == "没有这种状态的人"
    wing.does("filter", state="all")
    assert len(wing.rows()) == 2


def test_what_another_program_changes_is_seen(store: Archive, wing: Wing) -> None:
    who = enter(store, "王秀英")
    wing.goes("members")
    store.whitelist.suspend(who, "cli:wang(1000)", "住院")
    wing.happens()
    assert wing.after(0.3).content is not None
    assert wing.rows() == [("王*英", "3号楼 402", "暂停")]


def test_a_member_is_opened_and_the_list_is_where_it_was(store: Archive, wing: Wing) -> None:
    who = enter(store, "王秀英")
    enter(store, "李明")
    wing.does("search", text="王")
    wing.does("choose", resident=who)
    assert (wing.view.page, wing.member.name) == ("member", "王*英")
    wing.does("back")
    assert (wing.view.page, wing.list.text, wing.rows()) == ("members", "王", [("王*英", "3号楼 402", "有效")])


def test_after_another_page_of_the_wing_nothing_of_the_search_is_left(store: Archive, wing: Wing) -> None:
    enter(store, "王秀英")
    wing.does("search", text="王")
    wing.does("enrol")
    assert isinstance(wing.desk._pages.page, EnrolPage)
    assert (wing.room.place.text, wing.room.listing.search("", 0, 7, ()).complete) == ("", False)
    wing.goes("members")
    assert wing.list.text == ""


def test_lock_wipes_the_index_and_the_same_account_finds_its_search_again(store: Archive, wing: Wing) -> None:
    enter(store, "王秀英")
    wing.does("search", text="王")
    wing.locks()
    assert not wing.room.listing.search("", 0, 7, ()).complete
    page = wing.desk._pages.page
    assert page is not None
    assert page.view().rows == ()  # type: ignore[attr-defined]
    wing.enter("li")
    assert (wing.list.text, wing.rows()) == ("王", [("王*英", "3号楼 402", "有效")])
    wing.locks()
    wing.enter("gu")
    assert wing.list.text == ""


def test_markup_and_the_like_in_a_name_is_text(store: Archive, wing: Wing) -> None:
    for text in ("'; DROP TABLE residents --", "%s%n{0}${jndi:ldap://x}", "<img src=x>", "\x00\x1b[2J", "a" * 5000,
                 "王\u202e英", "１２３", "\ud800", "𬭎" * 9):  # fmt: skip
        wing.does("search", text=text)
        assert len(wing.list.text) <= 40
        assert wing.list.found == 0
    enter(store, "王𬭎")
    wing.does("search", text="𬭎")
    assert wing.rows()[0][0] == "王*"


def test_many_are_taken_off_only_with_a_second_pair_of_eyes(store: Archive, wing: Wing) -> None:
    first, second, third = enter(store, "王秀英"), enter(store, "李明"), enter(store, "汪珍")
    wing.does("mark", on=True)
    wing.does("choose", resident=first)
    wing.does("choose", resident=third)
    wing.does("choose", resident=second)
    wing.does("choose", resident=third)
    assert (wing.list.marked, [row.marked for row in wing.list.rows]) == (2, [False, True, True])
    wing.does("revoke_marked")
    assert wing.list.asking is not None
    assert wing.list.asking.title == "撤回选中的 2 人，为什么？"
    wing.does("because", reason="moved")
    assert wing.view.signature is not None
    assert [account.name for account in wing.view.signature.accounts] == ["顾*明"]
    assert wing.stands(first) == "valid"
    wing.signs("gu")
    assert (wing.stands(first), wing.stands(second), wing.stands(third)) == ("revoked", "revoked", "valid")
    assert wing.view.notice == "已撤回 2 人，人脸特征已删除"
    assert (wing.list.marking, wing.list.marked, wing.list.undo) == (False, 0, None)
    assert wing.trail("whitelist.revoked-many")[0][3] == '{"people": 2, "signed_by": "gu"}'


def test_second_pair_of_eyes_is_not_the_first(store: Archive, wing: Wing) -> None:
    who = enter(store, "王秀英")
    wing.does("mark", on=True)
    wing.does("choose", resident=who)
    wing.does("revoke_marked")
    wing.does("because", reason="moved")
    wing.signs("li")
    assert wing.stands(who) == "valid"


def test_one_changed_meanwhile_stops_all_of_them(store: Archive, wing: Wing) -> None:
    first, second = enter(store, "王秀英"), enter(store, "李明")
    wing.does("mark", on=True)
    wing.does("choose", resident=first)
    wing.does("choose", resident=second)
    store.whitelist.suspend(second, "cli:wang(1000)", "住院")
    wing.does("revoke_marked")
    wing.does("because", reason="moved")
    wing.signs("gu")
    assert (wing.stands(first), wing.stands(second)) == ("valid", "suspended")
    assert wing.view.notice == "刚刚有人改过这位居民的登记，没有保存。请先看看现在的内容。"
    assert wing.list.marked == 0


def test_export_is_masked_says_who_took_it_and_is_no_formula(store: Archive, wing: Wing, folder: Path) -> None:
    who = enter(store, "王秀英", "310100194403120020", building="=cmd|'/C calc'!A0", home="402")
    wing.does("mark", on=True)
    wing.does("choose", resident=who)
    wing.does("export_marked")
    assert list(folder.iterdir()) == []
    wing.signs("gu")
    (file,) = folder.iterdir()
    assert file.name == "whitelist-20261122-092000.csv"
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    lines = file.read_bytes().decode().split("\r\n")
    assert lines[0] == (
        "\ufeff梧桐里社区服务中心 白名单，李*华(li) 和 顾*明(gu) 于 2026-11-22 09:20 导出，共 1 人。"
        "含个人信息，用完请删除"
    )
    assert lines[2].startswith("王*英,310***********0020,")
    assert "310100194403120020" not in file.read_text()
    assert wing.trail("whitelist.exported")[0][0] == "li"
    assert wing.view.notice == "已导出 1 人：whitelist-20261122-092000.csv"


def test_export_without_a_place_or_with_one_that_is_gone_or_full(
    store: Archive, wing: Wing, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = enter(store, "王秀英")

    def exported() -> str:
        wing.does("mark", on=True)
        wing.does("choose", resident=who)
        wing.does("export_marked")
        wing.signs("gu")
        return wing.view.notice

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        # only the export's own fsync: the store commits through SQLite
        assert exported() == "导出的地方满了，没有导出"
    assert list(folder.iterdir()) == []
    assert wing.list.marked == 1
    folder.rmdir()
    wing.does("mark", on=False)
    assert exported() == "导出的文件夹不在，U 盘插好了吗？没有导出"


def test_export_where_no_folder_is_set(store: Archive, clock: ManualClock) -> None:
    who = enter(store, "王秀英")
    wing = Wing(store, clock)
    wing.does("mark", on=True)
    wing.does("choose", resident=who)
    wing.does("export_marked")
    assert wing.view.signature is None
    assert wing.view.notice == "没有设定导出到哪里（whitelist.export_folder），请找技术人员"
    wing.desk.stop()


def test_at_most_fifty_are_marked(store: Archive, wing: Wing) -> None:
    wing.does("mark", on=True)
    who = enter(store, "王秀英")
    for at in range(50):
        wing.room.place.marked[str(at)] = store.members.some((who,), wing.room.rules)[0].version
    wing.does("choose", resident=who)
    assert wing.list.marked == 50
    assert wing.view.notice == "一次最多选 50 人"


@pytest.mark.parametrize(
    ("faces", "asks"), [(89_999, "nothing"), (90_000, "prepare"), (99_999, "prepare"), (100_000, "file")]
)
def test_l15_number_of_faces_asks_for_something(faces: int, asks: str) -> None:
    assert filing(faces) == asks


def test_l15_list_says_so(store: Archive, wing: Wing, monkeypatch: pytest.MonkeyPatch) -> None:
    from kiosk.archive.templates import FaceCounts, Templates

    monkeypatch.setattr(Templates, "counts", lambda *_: FaceCounts(95_000, 90_000, 0, 0))
    wing.goes("members")
    assert wing.list.warning == "存了 90000 人的人脸。到 10 万人要向省级网信部门备案，请提前准备"


@pytest.mark.parametrize("login", ["ma", "zhou"])
def test_technician_and_auditor_see_no_names(store: Archive, clock: ManualClock, login: str) -> None:
    enter(store, "王秀英")
    wing = Wing(store, clock, login=login)
    for page in ("members", "member", "member-edit"):
        wing.goes(page)
        assert wing.view.content is None
    assert wing.view.stage == "shut" or not wing.view.navigation
    wing.desk.stop()
