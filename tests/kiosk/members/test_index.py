"""Finding one of many by what a clerk types."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.entry_rows import WhitelistChange
from kiosk.members.index import MemberIndex
from kiosk.members.rows import short_address
from kiosk.store.errors import StoreError
from kiosk.whitelist.standing import Standing
from tests.kiosk.members.conftest import RULES, Enrol


def found(index: MemberIndex, ids: dict[str, str], text: str) -> list[str]:
    names = {resident: name for name, resident in ids.items()}
    return [names[row.resident_id] for row in index.search(text).rows]


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("wxy", ["王学友", "王秀英"]),
        ("wangxiuying", ["王秀英"]),
        ("wangxy", ["王学友", "王秀英"]),
        ("wxiuy", ["王秀英"]),
        ("WANG", ["王学友", "汪秀珍", "王秀英"]),
        ("王", ["王学友", "王秀英"]),
        ("王x", ["王学友", "王秀英"]),
        ("王秀英", ["王秀英"]),
        ("xiuying", ["王秀英"]),
        ("秀", ["汪秀珍", "王秀英"]),
        ("shantianfang", ["单田芳"]),
        ("dan", ["单田芳"]),
        ("oyxy", ["欧阳小英"]),
        ("abdrhm", ["阿卜杜热合曼·买买提"]),
        ("阿卜杜热合曼.买", ["阿卜杜热合曼·买买提"]),
        ("maimaiti", ["阿卜杜热合曼·买买提"]),
        ("1234", ["欧阳小英"]),
        ("601x", ["单田芳"]),
        ("7412", ["阿卜杜热合曼·买买提"]),
        ("310101194403120027", ["王秀英"]),
        ("310101440312002", ["王秀英"]),
        ("3号楼", ["单田芳", "王秀英"]),
        ("3 号楼", ["单田芳", "王秀英"]),
        ("3-40", ["单田芳", "王秀英"]),
        ("3-402", ["王秀英"]),
        ("3号楼402", ["王秀英"]),
        ("402", ["阿卜杜热合曼·买买提", "王秀英"]),
        ("wang 3号", ["王秀英"]),
        ("王 0027", ["王秀英"]),
        ("梧桐", ["王学友", "阿卜杜热合曼·买买提", "欧阳小英", "单田芳", "汪秀珍", "王秀英"]),
        ("zhao", []),
        ("310101194403120021", []),
        ("31010119440312", []),
    ],
)
def test_somebody_is_found_by(filled: tuple[MemberIndex, dict[str, str]], typed: str, people: list[str]) -> None:
    assert found(*filled, typed) == people


def test_better_fits_come_first(index: MemberIndex, enrol: Enrol) -> None:
    ids = {name: enrol(name, None) for name in ("林王", "王林", "王旺", "王林英")}
    index.fill()
    assert found(index, ids, "wang") == ["王林英", "王旺", "王林", "林王"]
    assert found(index, ids, "wangwang") == ["王旺"]
    assert found(index, ids, "wanglin") == ["王林", "王林英"]


def test_a_door_is_meant_before_the_beginning_of_a_number(index: MemberIndex, enrol: Enrol) -> None:
    ids = {
        "门牌": enrol("门牌", None, "9号楼", "402"),
        "尾号": enrol("尾号", "310101195001014025", "8号楼", "1"),
        "两样": enrol("两样", "310101195001024028", "7号楼", "402"),
        "别的": enrol("别的", "310101195001031402", "402号楼", "1402"),
    }
    index.fill()
    assert found(index, ids, "402") == ["别的", "两样", "门牌", "尾号"]
    assert found(index, ids, "4025") == ["尾号"]


def test_signs_alone_ask_for_nothing(index: MemberIndex, ids: dict[str, str]) -> None:
    index.fill()
    assert [index.search(text).total for text in ("", "  ", "·", "，。")] == [6, 6, 6, 6]


def test_a_row_shows_nobody_whole(index: MemberIndex, ids: dict[str, str]) -> None:
    index.fill()
    (row,) = index.search("wxiuying").rows
    assert (row.masked_name, row.masked_number, row.address_short) == ("王*英", "310***********0027", "3号楼 402")
    assert (row.face, row.state, row.expires) == (True, Standing.VALID, None)


def test_the_newest_rows_are_there_before_anybody_was_read(index: MemberIndex, ids: dict[str, str]) -> None:
    first = index.search(first=1, count=2)
    assert (first.total, [row.masked_name for row in first.rows], first.complete) == (6, ["阿*提", "欧阳*英"], False)
    assert index.search("wang").total == 0
    index.fill()
    after = index.search(first=1, count=2)
    assert (after.total, [row.masked_name for row in after.rows], after.complete) == (6, ["阿*提", "欧阳*英"], True)


def test_somebody_entered_corrected_or_revoked_is_found_as_they_are_now(
    index: MemberIndex, ids: dict[str, str], store: Archive, enrol: Enrol
) -> None:
    index.fill()
    new = enrol("赵德芳", "310101195707079919")
    assert [row.resident_id for row in index.search("zdf").rows] == [new]
    store.rights.correct(new, lambda known: replace(known, name="钱德芳"), "li", "写错了")
    assert [index.search(typed).total for typed in ("zdf", "qdf")] == [0, 1]
    store.whitelist.revoke(new, "li", "搬走了")
    assert index.search("qdf").total == 0
    (row,) = index.search("qdf", states={Standing.REVOKED}).rows
    assert (row.resident_id, row.state, row.expires) == (new, Standing.REVOKED, None)
    again = enrol("钱德芳", "310101195707079919")
    assert (again, index.search("qdf").total, index.search("", states={Standing.REVOKED}).total) == (new, 1, 0)


def test_somebody_forgotten_is_no_longer_found(index: MemberIndex, ids: dict[str, str], store: Archive) -> None:
    index.fill()
    store.rights.forget(ids["王秀英"], "li", "本人要求")
    assert [index.search("wxiuy", states=states).total for states in (set(Standing), {Standing.REVOKED})] == [0, 0]
    assert index.search(states={Standing.REVOKED}).total == 0


def test_states_narrow_the_list(index: MemberIndex, ids: dict[str, str], store: Archive, enrol: Enrol) -> None:
    enrol("周无脸", "310101195707079919", face=False)
    store.whitelist.suspend(ids["王学友"], "li", "住院")
    index.fill()
    assert [r.masked_name for r in index.search(states={Standing.SUSPENDED}).rows] == ["王*友"]
    assert [r.masked_name for r in index.search(states={Standing.TO_ENROL}).rows] == ["周*脸"]
    assert index.search("wang", states={Standing.VALID}).total == 2
    assert index.search().total == 7


def test_news_while_it_is_being_filled_is_not_lost(
    index: MemberIndex, ids: dict[str, str], store: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = store.member_lines.after

    def late(seq: int, *more: object) -> object:
        lines = read(seq, *more)
        if not seq:
            store.whitelist.revoke(ids["王秀英"], "li", "搬走了")  # after these lines were read, before they are taken
        return lines

    monkeypatch.setattr(store.member_lines, "after", late)
    index.fill()
    assert index.search("wxiuying").total == 0


def test_many_who_changed_are_read_again_little_by_little(
    index: MemberIndex, ids: dict[str, str], store: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.members.index.AT_ONCE", 1)
    index.fill()
    for name in ("王秀英", "汪秀珍", "单田芳", "欧阳小英"):
        store.whitelist.suspend(ids[name], "li", "住院")
    suspended = {Standing.SUSPENDED}
    assert [(f.total, f.complete) for f in (index.search(states=suspended), index.search(states=suspended))] == [
        (1, False), (2, False)
    ]  # fmt: skip
    index.fill()
    after = index.search(states=suspended)
    assert (after.total, after.complete) == (4, True)


def test_change_that_could_not_be_read_is_read_the_next_time(
    index: MemberIndex, ids: dict[str, str], store: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.fill()
    store.whitelist.revoke(ids["王秀英"], "li", "搬走了")

    def broken(*_: object) -> object:
        raise StoreError("store-damaged", "a page")

    with monkeypatch.context() as patched:
        patched.setattr(store.member_lines, "of_residents", broken)
        with pytest.raises(StoreError):
            index.search("wxiuy")
    assert index.search("wxiuy").total == 0


def test_wiped_it_knows_nobody_and_can_be_filled_again(index: MemberIndex, ids: dict[str, str]) -> None:
    index.fill()
    endings = index._keys._endings
    index.wipe()
    assert not endings.any()
    assert (index.search("wxy").total, index.search().complete) == (0, False)
    index.fill()
    assert index.search("wxy").total == 2


def test_news_are_not_kept_for_a_list_nobody_opened(index: MemberIndex, ids: dict[str, str]) -> None:
    assert index._changed == set()
    index.fill()
    index.wipe()
    index.changed(WhitelistChange("entry", ids["王秀英"], active=True))
    assert index._changed == set()


def test_wiped_while_it_is_being_filled_it_stays_empty(
    index: MemberIndex, ids: dict[str, str], store: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = store.member_lines.after

    def late(seq: int, *more: object) -> object:
        lines = read(seq, *more)
        index.wipe()
        return lines

    monkeypatch.setattr(store.member_lines, "after", late)
    index.fill()
    assert (index.search("wxy").total, index.search().complete) == (0, False)


def test_portions_together_are_everybody(
    index: MemberIndex, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.members.index.PORTION", 2)
    index.fill()
    assert found(index, ids, "梧桐") == list(reversed(ids))


def test_nothing_of_a_person_shows_in_a_representation(index: MemberIndex, ids: dict[str, str], store: Archive) -> None:
    index.fill()
    (line,) = store.member_lines.newest(0, 1, RULES)
    shown = repr(line) + repr(index) + repr(index.search().rows)
    assert not any(word in shown for word in ("王学友", "310101195606068830", "33号楼"))


@pytest.mark.parametrize(
    ("building", "home", "shown"),
    [("3号楼", "402", "3号楼 402"), ("3号楼", "3号楼402室", "3号楼402室"), (None, "402", "402"),
     ("3号楼", None, "3号楼"), ("3号楼", " ", "3号楼"), (None, None, ""), (" 3号楼 ", "402  室", "3号楼 402 室")],
)  # fmt: skip
def test_address_in_short(building: str | None, home: str | None, shown: str) -> None:
    assert short_address(building, home) == shown
