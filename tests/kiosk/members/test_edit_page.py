"""Changing what is known: nothing typed is lost, nothing of somebody else's is overwritten, no value in the trail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from kiosk.archive.archive import Archive
from kiosk.people.resident import Resident
from kiosk.store.errors import StoreError
from kiosk.store.writer import Writer
from tests.kiosk.members.wing import Wing, enter
from tests.support.clock import ManualClock
from tests.support.store_rows import wang

NUMBER = "310100194403120020"


@pytest.fixture
def wing(store: Archive, clock: ManualClock) -> Iterator[Wing]:
    made = Wing(store, clock)
    yield made
    made.desk.stop()


@pytest.fixture
def who(store: Archive) -> str:
    return enter(store, "王秀英", NUMBER)


@pytest.fixture
def editing(wing: Wing, who: str) -> Wing:
    wing.opens(who)
    wing.does("edit")
    return wing


def known(store: Archive, resident_id: str) -> Resident:
    resident = store.register.resident(resident_id)
    assert resident is not None
    return resident


def writes(wing: Wing, field: str, text: str) -> None:
    wing.does("choose", field=field)
    wing.does("write", text=text)


def values(wing: Wing) -> dict[str, str]:
    return {field.key: field.value for field in wing.edit.fields}


def test_only_the_field_that_is_touched_is_whole(editing: Wing) -> None:
    assert values(editing)["name"] == "王秀英"
    assert values(editing)["phone"] == "138****1234"
    editing.does("choose", field="phone")
    assert (values(editing)["name"], values(editing)["phone"]) == ("王*英", "13800001234")
    assert [field.label for field in editing.edit.fields] == [
        "姓名", "电话", "区", "街道", "居村委", "小区", "楼栋", "家庭",
    ]  # fmt: skip
    assert editing.edit.missing == "还没有改动"


def test_address_and_telephone_are_saved_and_undone(store: Archive, editing: Wing, who: str) -> None:
    writes(editing, "building", "11 号楼")
    writes(editing, "home", "")
    writes(editing, "phone", "６２３４５６７８")
    editing.does("save")
    after = known(store, who)
    assert (after.address.building, after.address.home, after.phone) == ("11 号楼", None, "62345678")
    assert (after.address.street, after.name) == ("梧桐街道", "王秀英")
    assert (editing.view.page, editing.view.notice) == ("member", "已改 王*英 的电话、楼栋、家庭")
    (entry,) = editing.trail("resident.corrected")
    assert entry == (
        "li", "resident.corrected", who,
        '{"fields": ["phone", "building", "home"], "reason": "工作人员在终端上修改"}',
    )  # fmt: skip
    editing.does("undo")
    after = known(store, who)
    assert (after.address.building, after.address.home, after.phone) == ("3号楼", "402", "13800001234")
    assert editing.view.notice == "已改回 王*英 的电话、楼栋、家庭"


def test_undo_leaves_what_a_card_said_since_alone(store: Archive, editing: Wing, who: str, clock: ManualClock) -> None:
    writes(editing, "phone", "62345678")
    editing.does("save")
    clock.advance(1)
    store.register.meet(wang(number=NUMBER, name="王秀英", nation="05"), clock.now())
    store.settle()
    editing.does("undo")
    assert (known(store, who).phone, known(store, who).nation) == ("62345678", "05")


def test_new_name_is_asked_about_with_both_masked(store: Archive, editing: Wing, who: str) -> None:
    writes(editing, "name", "王绣瑛")
    editing.does("save")
    assert editing.view.question is not None
    assert editing.view.question.body == "这个证件号码原来是 王*英，改成 王*瑛。请看着证件核对。"
    editing.answers(False)
    assert (known(store, who).name, values(editing)["name"]) == ("王秀英", "王绣瑛")
    editing.does("save")
    editing.answers()
    assert known(store, who).name == "王绣瑛"
    told = str(editing.trail())
    assert "王绣瑛" not in told
    assert "王秀英" not in told


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("name", "'; DROP TABLE residents --", "姓名里只能有汉字、拉丁字母和间隔号“·”，不能有数字、尖括号或别的符号。"),
        ("name", "王<b>英</b>", "姓名里只能有汉字、拉丁字母和间隔号“·”，不能有数字、尖括号或别的符号。"),
        ("name", "王%s%n", "姓名里只能有汉字、拉丁字母和间隔号“·”，不能有数字、尖括号或别的符号。"),
        ("name", "{0}${jndi:}", "姓名里只能有汉字、拉丁字母和间隔号“·”，不能有数字、尖括号或别的符号。"),
        ("name", "=cmd|", "姓名里只能有汉字、拉丁字母和间隔号“·”，不能有数字、尖括号或别的符号。"),
        ("name", "王\x00英", "姓名里有看不见的控制字符（常见于从网页或聊天里粘贴），请直接输入。"),
        ("name", "王\x1b[2J英", "姓名里有看不见的控制字符（常见于从网页或聊天里粘贴），请直接输入。"),
        ("name", "王\x07英", "姓名里有看不见的控制字符（常见于从网页或聊天里粘贴），请直接输入。"),
        ("name", "王\u202e英", "姓名里有看不见的控制字符（常见于从网页或聊天里粘贴），请直接输入。"),
        ("name", "王\u200b英", "姓名里有看不见的控制字符（常见于从网页或聊天里粘贴），请直接输入。"),
        ("name", "王\ud800英", "姓名里有看不见的控制字符（常见于从网页或聊天里粘贴），请直接输入。"),
        ("name", "王１２３", "姓名里只能有汉字、拉丁字母和间隔号“·”，不能有数字、尖括号或别的符号。"),
        ("name", "王" * 5_000_000, "姓名太长，最多 50 个字，请核对。"),
        ("name", "王" + "\u0301" * 10_000, "姓名太长，最多 50 个字，请核对。"),
        ("name", "", "姓名是空的。"),
        ("name", "王", "姓名至少要有两个字，请写全名。"),
        ("phone", "1.38e10", "电话只能是数字，5 到 20 位，可以有 +、空格和 -。"),
        ("building", "长" * 31, "楼栋最多 30 个字。"),
        ("home", "4\u202e02", "家庭里有看不见的字符（常见于从网页或聊天里粘贴），请直接输入。"),
    ],
)  # fmt: skip
def test_hostile_field_is_refused_with_a_sentence_and_nothing_is_saved(
    store: Archive, editing: Wing, who: str, field: str, text: str, said: str
) -> None:
    before = known(store, who)
    writes(editing, field, text)
    assert next(f.problem for f in editing.edit.fields if f.key == field) == said
    assert editing.edit.wrong == said
    editing.does("save")
    editing.answers()
    assert known(store, who) == before
    assert editing.view.page == "member-edit"


@pytest.mark.parametrize("text", ["'; DROP TABLE residents --", "%s%n{0}${jndi:ldap://x}", "<img src=x>", "𬭎园 11 弄"])
def test_strange_but_plain_place_comes_back_letter_for_letter(
    store: Archive, editing: Wing, who: str, text: str
) -> None:
    writes(editing, "community", text)
    editing.does("save")
    assert known(store, who).address.community == text
    assert text in editing.member.address


@pytest.mark.parametrize("name", ["王𬭎", "王㛃䶮", "阿卜杜热合曼·买买提", "𪟝英"])
def test_rare_name_is_kept_as_typed(store: Archive, editing: Wing, who: str, name: str) -> None:
    writes(editing, "name", name)
    editing.does("save")
    editing.answers()
    assert known(store, who).name == name


def test_typed_back_to_what_it_was_is_no_change(editing: Wing) -> None:
    writes(editing, "home", "501")
    writes(editing, "home", "402")
    assert editing.edit.missing == "还没有改动"


def test_somebody_else_saves_first(store: Archive, editing: Wing, who: str) -> None:
    writes(editing, "home", "501")
    store.rights.correct(who, lambda r: replace(r, phone="62345678"), "cli:wang(1000)", "电话")
    editing.happens()
    assert editing.edit.meanwhile == "刚刚有人改过这位居民。您改的还在，请看看别的内容再保存"
    editing.does("save")
    assert (known(store, who).address.home, known(store, who).phone) == ("402", "62345678")
    assert editing.edit.problem == "没有保存，内容还在这里。刚刚有人改过这位居民的登记，没有保存。请先看看现在的内容。"
    editing.does("look_now")
    assert (editing.edit.meanwhile, editing.edit.problem, editing.edit.value) == ("", "", "501")
    editing.does("save")
    assert (known(store, who).address.home, known(store, who).phone) == ("501", "62345678")


def test_somebody_else_saved_the_same(store: Archive, editing: Wing, who: str) -> None:
    writes(editing, "phone", "62345678")
    store.rights.correct(who, lambda r: replace(r, phone="62345678"), "cli:wang(1000)", "电话")
    editing.happens()
    editing.does("look_now")
    assert editing.edit.missing == "还没有改动"


def test_somebody_else_takes_the_member_off_the_list(store: Archive, editing: Wing, who: str) -> None:
    writes(editing, "home", "501")
    store.whitelist.revoke(who, "cli:wang(1000)", "搬走")
    editing.happens()
    editing.does("save")
    assert known(store, who).address.home == "402"
    assert values(editing)["home"] == "501"


def test_disk_full_loses_nothing(store: Archive, editing: Wing, who: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> Any:
        raise StoreError("store-full", "SQLite SQLITE_FULL")

    writes(editing, "home", "501")
    with monkeypatch.context() as patch:
        patch.setattr(Writer, "call", full)
        editing.does("save")
        assert editing.view.page == "member-edit"
        assert editing.edit.problem.startswith("没有保存，内容还在这里。")
        assert len(editing.edit.problem) > 15
        assert values(editing)["home"] == "501"
    editing.does("save")
    assert known(store, who).address.home == "501"


def test_leaving_asks_only_where_something_was_typed(editing: Wing) -> None:
    writes(editing, "home", "501")
    editing.does("back")
    assert editing.view.question is not None
    editing.answers(False)
    assert (editing.view.page, values(editing)["home"]) == ("member-edit", "501")
    writes(editing, "home", "402")
    editing.does("back")
    assert editing.view.page == "member"


def test_work_waits_for_the_same_account_and_for_nobody_else(store: Archive, editing: Wing, who: str) -> None:
    writes(editing, "home", "501")
    editing.gives_way()
    assert editing.view.content is None
    editing.enter("li")
    assert (editing.view.page, values(editing)["home"]) == ("member-edit", "501")
    editing.locks()
    editing.enter("gu")
    assert editing.view.page == "members"
    assert known(store, who).address.home == "402"


def test_set_aside_and_changed_meanwhile(store: Archive, editing: Wing, who: str) -> None:
    writes(editing, "home", "501")
    editing.gives_way()
    store.rights.correct(who, lambda r: replace(r, phone="62345678"), "cli:wang(1000)", "电话")
    editing.enter("li")
    assert editing.edit.meanwhile
    assert values(editing)["home"] == "501"


def test_nothing_of_the_person_is_left_after_fifteen_minutes(store: Archive, editing: Wing, who: str) -> None:
    page = editing.desk._pages.page
    writes(editing, "name", "王绣瑛")
    editing.locks()
    editing.after(901)
    assert "王绣瑛" not in repr(vars(page)["_draft"].typed)
    assert vars(page)["_member"] is None
