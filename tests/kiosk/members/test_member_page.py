"""One member: masked, changed only as seen, and one step back as far as it is true."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from kiosk.archive.archive import Archive
from kiosk.people.resident import Resident
from kiosk.store.errors import StoreError
from kiosk.store.writer import Writer
from kiosk.whitelist.consent import ConsentKind
from tests.kiosk.members.wing import EnrolPage, Wing, enter
from tests.support.clock import ManualClock
from tests.support.store_rows import Answer, consent, visit

NUMBER = "310100194403120020"
MASKED = "310***********0020"


@pytest.fixture
def wing(store: Archive, clock: ManualClock) -> Iterator[Wing]:
    made = Wing(store, clock)
    yield made
    made.desk.stop()


@pytest.fixture
def who(store: Archive) -> str:
    kinds = (consent(until=date(2029, 11, 22)), consent(ConsentKind.HEALTH))
    return enter(store, "王秀英", NUMBER, consents=kinds)


def suspended(wing: Wing, reason: str = "hospital") -> None:
    wing.does("suspend")
    wing.does("because", reason=reason)


def full(*_: object, **__: object) -> Any:
    raise StoreError("store-full", "SQLite SQLITE_FULL")


def test_everything_is_masked(store: Archive, wing: Wing, who: str, clock: ManualClock) -> None:
    saved = Answer()
    store.journal.save_visit(visit(clock, who), saved)
    saved.wait()
    member = wing.opens(who)
    assert (member.name, member.number, member.phone, member.born) == ("王*英", MASKED, "138****1234", "1944 年")
    assert member.address == "虚构区 · 梧桐街道 · 梧桐里居委会 · 梧桐里 · 3号楼 · 402"
    assert (member.state.word, member.lead) == ("有效", "刷脸、刷卡都认得")
    assert [(c.kind, c.word, c.detail) for c in member.consents] == [
        ("人脸", "同意", "2026.11.22 签字 · 2026-11 版 · 到 2029.11.22"),
        ("健康记录", "同意", "2026.11.22 签字 · 2026-11 版 · 到撤回为止"),
        ("没来就走访", "没有", ""),
        ("更新人脸", "没有", ""),
    ]
    assert member.kept == ("人脸特征 2 份", "最近来过 11 月 22 日")
    assert [deed.key for deed in member.deeds] == ["edit", "suspend", "enrol", "revoke"]
    told = repr(wing.view) + str(member.kept)
    for planted in ("王秀英", NUMBER, "13800001234"):
        assert planted not in told


def test_days_are_those_of_the_hall(store: Archive, wing: Wing, clock: ManualClock) -> None:
    clock.set_wall(datetime(2026, 11, 22, 16, 30, tzinfo=UTC))
    kinds = (consent(given_by="王建国", guardian_relation="儿子"), consent(ConsentKind.SHARING))
    who = enter(store, "王秀英", consents=kinds)
    store.upkeep.withdraw(who, "cli:tester")
    wing.opens(who)
    assert wing.member.since == "2026 年 11 月 23 日"
    assert wing.member.consents[0].detail == "2026.11.23 签字 · 王*国（儿子） · 2026-11 版 · 到撤回为止"
    store.whitelist.revoke(who, "cli:tester", "本人要求")
    wing.happens()
    assert (wing.member.consents[0].word, wing.member.consents[0].detail) == ("已撤回", "2026.11.23")


def test_suspended_with_a_reason_and_undone(store: Archive, wing: Wing, who: str) -> None:
    wing.opens(who)
    wing.does("suspend")
    assert wing.member.asking is not None
    assert (wing.member.asking.title, wing.member.asking.lead) == (
        "暂停 王*英，为什么？",
        "刷脸暂时不认，刷卡照常。随时可以恢复",
    )
    assert wing.stands(who) == "valid"
    wing.does("because", reason="hospital")
    assert (wing.stands(who), wing.member.state.word, wing.view.notice) == ("suspended", "暂停", "已暂停 王*英")
    assert wing.trail("whitelist.suspended")[0][0] == "li"
    assert '"reason": "住院"' in wing.trail("whitelist.suspended")[0][3]
    assert wing.member.undo is not None
    assert wing.member.undo.label == "撤销：恢复"
    assert [(deed.key, deed.main) for deed in wing.member.deeds][1] == ("resume", True)
    wing.does("undo")
    assert (wing.stands(who), wing.view.notice, wing.member.undo) == ("valid", "已恢复 王*英", None)


def test_put_away_question_does_nothing(store: Archive, wing: Wing, who: str) -> None:
    wing.opens(who)
    suspended(wing, reason="")
    assert (wing.stands(who), wing.member.asking) == ("valid", None)


def test_resumed_and_undone_is_suspended_anew(store: Archive, wing: Wing, who: str) -> None:
    store.whitelist.suspend(who, "cli:tester", "住院")
    wing.opens(who)
    wing.does("resume")
    wing.does("because", reason="back")
    assert wing.stands(who) == "valid"
    wing.after(30)
    wing.does("undo")
    assert (wing.stands(who), wing.view.notice) == ("suspended", "又暂停了 王*英，从现在算起")


def test_revoked_only_after_both_questions_and_undone_as_far_as_it_is_true(
    store: Archive, wing: Wing, who: str
) -> None:
    wing.opens(who)
    wing.does("revoke")
    wing.does("because", reason="mistake")
    assert wing.view.question is not None
    assert wing.view.question.grave
    assert wing.view.question.body == (
        "人脸特征当场删除，同意作废，以后只能刷卡。反悔也找不回人脸，要本人重新同意、重新登记。"
    )
    wing.answers(False)
    assert wing.stands(who) == "valid"
    wing.does("revoke")
    wing.does("because", reason="mistake")
    wing.answers()
    assert (wing.stands(who), store.templates.of(who, suspended=True)) == ("revoked", [])
    assert [deed.key for deed in wing.member.deeds] == ["enrol"]
    assert wing.member.undo is not None
    assert (wing.member.undo.what, wing.member.undo.label) == ("已撤回 王*英，人脸特征已删除", "放回名单")
    wing.does("undo")
    assert (wing.stands(who), store.templates.of(who, suspended=True)) == ("no-consent", [])
    assert wing.view.notice == "王*英 已放回名单。人脸和同意没有了，要本人重新同意、重新登记"
    assert [c.word for c in wing.member.consents] == ["已撤回", "同意", "没有", "没有"]  # sharing is asked of nobody


def test_undo_ends_after_ten_minutes(store: Archive, wing: Wing, who: str, clock: ManualClock) -> None:
    wing.opens(who)
    suspended(wing)
    for _ in range(11):
        wing.does("hide")
        wing.after(54)
    assert wing.member.undo is not None
    wing.does("hide")
    wing.after(54)
    assert wing.member.undo is None
    wing.does("undo")
    assert wing.stands(who) == "suspended"


def test_undo_is_lost_at_the_lock_and_nobody_elses(store: Archive, wing: Wing, who: str) -> None:
    wing.opens(who)
    suspended(wing)
    wing.locks()
    wing.enter("li")
    assert wing.member.undo is None
    wing.does("undo")
    assert wing.stands(who) == "suspended"


def test_undo_is_lost_when_the_whitelist_is_left_and_kept_on_the_way_to_the_list(
    store: Archive, wing: Wing, who: str
) -> None:
    wing.opens(who)
    suspended(wing)
    wing.does("back")
    assert wing.list.undo is not None
    wing.goes("enrol")
    wing.goes("members")
    assert wing.list.undo is None


def test_only_the_newest_step_is_undone(store: Archive, wing: Wing, who: str) -> None:
    other = enter(store, "李明")
    wing.opens(who)
    suspended(wing)
    wing.does("back")
    wing.opens(other)
    suspended(wing)
    wing.does("undo")
    wing.does("undo")
    assert (wing.stands(who), wing.stands(other)) == ("suspended", "valid")


def test_undo_of_what_somebody_changed_since_is_refused(store: Archive, wing: Wing, who: str) -> None:
    wing.opens(who)
    suspended(wing)
    store.whitelist.suspend(who, "cli:wang(1000)", "出院", resume=True)
    store.whitelist.suspend(who, "cli:wang(1000)", "再住院")
    wing.does("undo")
    assert wing.stands(who) == "suspended"
    assert wing.view.notice == "刚刚有人改过这位居民的登记，没有保存。请先看看现在的内容。"


def test_a_command_changes_the_member_while_the_page_is_open(store: Archive, wing: Wing, who: str) -> None:
    wing.opens(who)
    store.whitelist.suspend(who, "cli:wang(1000)", "住院")
    wing.happens()
    assert (wing.member.state.word, wing.view.notice) == ("暂停", "刚刚有人改过这位居民的登记，现在是新的内容")


def test_a_command_changes_the_member_between_the_question_and_the_answer(store: Archive, wing: Wing, who: str) -> None:
    wing.opens(who)
    wing.does("revoke")
    wing.does("because", reason="mistake")
    store.whitelist.suspend(who, "cli:wang(1000)", "住院")
    wing.answers()
    assert (wing.stands(who), len(store.templates.of(who, suspended=True))) == ("suspended", 2)
    assert wing.view.notice == "刚刚有人改过这位居民的登记，没有保存。请先看看现在的内容。"


def test_full_number_with_a_reason_for_twenty_seconds(store: Archive, wing: Wing, who: str) -> None:
    wing.opens(who)
    wing.does("reveal")
    assert wing.member.asking is not None
    assert wing.member.number == MASKED
    wing.does("because", reason="card")
    assert (wing.member.number, wing.member.number_left_s) == (NUMBER, 20)
    assert wing.trail("number.revealed") == [("li", "number.revealed", who, '{"reason": "核对证件"}')]
    wing.after(19)
    assert (wing.member.number, wing.member.number_left_s) == (NUMBER, 1)
    wing.after(1)
    assert (wing.member.number, wing.member.number_left_s) == (MASKED, 0)


@pytest.mark.parametrize("way", ["hide", "lock", "give-way", "back", "suspend"])
def test_full_number_goes_before_its_time(store: Archive, wing: Wing, who: str, way: str) -> None:
    wing.opens(who)
    wing.does("reveal")
    wing.does("because", reason="card")
    match way:
        case "hide":
            wing.does("hide")
        case "lock":
            wing.locks()
            wing.enter("li")
        case "give-way":
            wing.gives_way()
            wing.enter("li")
        case "back":
            wing.does("back")
            wing.opens(who)
        case _:
            suspended(wing)
    assert wing.member.number == MASKED
    assert NUMBER not in repr(vars(wing.desk._pages.page))


def test_reason_of_ones_own_names_nobody(store: Archive, wing: Wing, who: str) -> None:
    wing.opens(who)
    wing.does("reveal")
    for written, problem in (
        ("", "请写明理由，至少两个字。"),
        ("王秀英要看", "理由里不要写姓名和号码：它会留在审计里。"),
        ("打 13800001234", "理由里不要写姓名和号码：它会留在审计里。"),
        ("字" * 41, "理由最多 40 个字。"),
    ):
        wing.does("write_reason", text=written)
        wing.does("because_written")
        assert wing.member.asking is not None
        assert wing.member.asking.problem == problem
        assert wing.member.number == MASKED
    wing.does("write_reason", text="办敬老卡")
    wing.does("because_written")
    assert wing.member.number == NUMBER
    assert wing.trail("number.revealed")[-1][3] == '{"reason": "办敬老卡"}'


def test_disk_full_says_so_and_nothing_is_shown_or_done(
    store: Archive, wing: Wing, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wing.opens(who)
    with monkeypatch.context() as patch:
        patch.setattr(Writer, "call", full)
        suspended(wing)
        assert wing.view.notice
        assert wing.member.undo is None
        wing.does("reveal")
        wing.does("because", reason="card")
        assert wing.member.number == MASKED
    assert (wing.stands(who), wing.member.busy) == ("valid", False)
    suspended(wing)
    assert wing.stands(who) == "suspended"


def test_enrolling_anew_is_told_whom(store: Archive, wing: Wing, who: str) -> None:
    wing.opens(who)
    wing.does("enrol")
    page = wing.desk._pages.page
    assert isinstance(page, EnrolPage)
    assert page.values == {"resident": who}


def test_somebody_forgotten_while_their_page_is_open(store: Archive, wing: Wing, who: str) -> None:
    wing.opens(who)
    store.rights.forget(who, "cli:wang(1000)", "本人要求")
    wing.happens()
    assert (wing.member.gone, wing.member.name, wing.member.deeds) == ("这位居民的记录已经不在了", "", ())
    for deed in ("suspend", "resume", "revoke", "reveal", "edit", "enrol"):
        wing.does(deed)
    assert wing.view.page == "member"


def test_what_cannot_be_done_now_is_not_done(store: Archive, wing: Wing, who: str) -> None:
    wing.opens(who)
    wing.does("resume")
    assert wing.member.asking is None
    store.whitelist.revoke(who, "cli:tester", "搬走")
    wing.happens()
    for deed in ("suspend", "resume", "revoke", "edit"):
        wing.does(deed)
        assert wing.member.asking is None


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("买买提·<b>阿卜杜</b>", "买*b"),
        ("王\u202e秀英", "王*英"),
        ("𬭎𬭎", "𬭎*"),
        ("=cmd|calc", "c*c"),
        ("王" + "\u0301" * 10000 + "英", "*"),
    ],
)
def test_name_a_card_said_is_shown_masked_whatever_it_holds(
    store: Archive, wing: Wing, clock: ManualClock, name: str, shown: str
) -> None:
    who = enter(store, "王秀英")
    core = store._core
    core.writer.call(
        lambda db: db.execute(
            "UPDATE residents SET name = ? WHERE id = ?", [core.fields.seal(name, "residents", "name", who), who]
        )
    )
    member = wing.opens(who)
    assert member.name == shown
    assert isinstance(store.register.resident(who), Resident)


def test_door_to_what_is_planned_opens_it_for_this_member(wing: Wing, who: str) -> None:
    wing.opens(who)
    wing.does("follow_ups")
    assert (wing.view.page, wing.view.content.name) == ("member-follow-ups", "王*英")  # type: ignore[attr-defined,union-attr]
    wing.does("back")
    assert wing.view.page == "member"
