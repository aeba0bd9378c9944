"""The auditor reads, filters, verifies and exports the trail; staff neither read nor remove their traces."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.audit_log import Chosen
from kiosk.audit_review.page import AuditPage
from kiosk.audit_review.view import AuditView
from kiosk.desk.desk import Desk
from kiosk.desk.events import AccountChosen, Acted, Knock, PageChosen
from kiosk.desk.pages import PageMaker
from kiosk.desk.view import Stage
from kiosk.ids import new_id
from kiosk.people.resident import Resident
from kiosk.visits.workers import Inline
from tests.kiosk.desk.place import PINS, NotePage, Place
from tests.support.clock import ManualClock
from tests.support.new_store import begun
from tests.support.store_rows import WANG_NUMBER, enrolment

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass
class Hall(Place):
    """The desk with the page of the trail over a real archive."""

    archive: ClassVar[Archive]

    def __post_init__(self) -> None:
        self.accounts.logins = (*self.accounts.logins, "wei")

        def make(context: object) -> AuditPage:
            folder = self.archive.folder / "audit-exports"
            return AuditPage(context, archive=self.archive, exports=folder, hall="梧桐", zone=SHANGHAI)  # type: ignore[arg-type]

        self.desk = Desk(
            (PageMaker(NotePage, NotePage, icon="list"), PageMaker(AuditPage, make, icon="list")),
            keeper=self.accounts,
            staff_cards=self.cards,
            trail=self.archive.audit,
            clock=self.clock,
            executor=Inline(),
            publish=self.views.append,
            show_wing=self.wings.append,
        )

    @property
    def page(self) -> AuditView:
        content = self.view.content
        assert isinstance(content, AuditView)
        return content

    def said(self) -> list[str]:
        return [f"{row.when} {row.who} {row.what}" for row in self.page.entries]


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Archive]:
    with Archive.open(begun(tmp_path / "data"), clock) as opened:
        yield opened


@pytest.fixture
def hall(store: Archive, clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> Hall:
    from kiosk.accounts.permissions import Role
    from tests.kiosk.desk import place

    monkeypatch.setitem(place.PINS, "wei", "618257")
    monkeypatch.setitem(place.NAMES, "wei", "魏红")
    monkeypatch.setitem(place.ROLES, "wei", Role.AUDITOR)
    Hall.archive = store
    return Hall(clock)


def wang(store: Archive) -> str:
    store.whitelist.add(enrolment(), "li")
    return store.whitelist.entries()[0].resident.id


def actions(store: Archive) -> list[str]:
    return [entry.action for entry in reversed(store.audit_log.entries(Chosen(), most=500))]


def test_auditor_reads_in_words_who_did_what_to_whom(hall: Hall, store: Archive) -> None:
    person = wang(store)
    store.rights.correct(person, lambda known: _with_phone(known, "13800000000"), "li", "登记时写错")
    hall.let_in("zhou")
    assert hall.said()[:2] == ["11-22 09:20 zhou 打开审计记录", "11-22 09:20 li 修改 王*英 的电话"]
    assert hall.page.place == "第 1 页，共 1 页"
    hall.does("look", seq=hall.page.entries[1].seq)
    assert hall.page.opened is not None
    assert json.loads(hall.page.opened.machine.split(" ", 4)[4]) == {"fields": ["phone"], "reason": "登记时写错"}


def _with_phone(known: Resident, phone: str) -> Resident:
    from dataclasses import replace

    return replace(known, phone=phone)


def test_entries_are_chosen_by_day_account_kind_and_end_of_a_number(
    hall: Hall, store: Archive, clock: ManualClock
) -> None:
    wang(store)
    other = Resident(id=new_id(), name="李小妹", number="310100195001010021", sex="2", birth=date(1950, 1, 1))
    clock.advance(24 * 3600)
    store.whitelist.add(enrolment(resident=other), "gu")
    hall.let_in("zhou")
    hall.does("kind", key="list")
    assert hall.said() == ["11-23 09:20 gu 把 李*妹 加入白名单", "11-22 09:20 li 把 王*英 加入白名单"]
    hall.does("today")
    assert hall.said() == ["11-23 09:20 gu 把 李*妹 加入白名单"]
    hall.does("day", step=-1)
    assert (hall.said(), hall.page.day) == (["11-22 09:20 li 把 王*英 加入白名单"], "11 月 22 日")
    hall.does("day", step=1)
    hall.does("day", step=1)  # there is no tomorrow
    assert hall.page.day == "11 月 23 日"
    hall.does("clear")
    hall.does("account", key="li")
    assert hall.said() == ["11-22 09:20 li 把 王*英 加入白名单", "11-22 09:20 li 王*英 同意：人脸识别"]
    hall.does("clear")
    hall.does("tail", digits=WANG_NUMBER[-4:])
    assert hall.page.person == "王*英"
    assert hall.said() == ["11-22 09:20 li 把 王*英 加入白名单", "11-22 09:20 li 王*英 同意：人脸识别"]
    hall.does("tail", digits="9999")
    assert hall.page.nobody


def test_several_people_with_one_end_are_chosen_from_masked(hall: Hall, store: Archive) -> None:
    wang(store)
    twin = Resident(id=new_id(), name="赵小妹", number="310200194403120020", sex="2", birth=date(1944, 3, 12))
    store.whitelist.add(enrolment(resident=twin), "gu")
    hall.let_in("zhou")
    hall.does("tail", digits="0020")
    assert [(p.name, p.number) for p in hall.page.people] == [
        ("王*英", "310***********0020"), ("赵*妹", "310***********0020"),
    ]  # fmt: skip
    hall.does("person", resident=twin.id)
    assert hall.said()[0].endswith("把 赵*妹 加入白名单")
    hall.does("person", resident="somebody-else")  # nobody that was found
    assert hall.page.person == "赵*妹"


def test_pages_of_six_go_back_and_forth(hall: Hall, store: Archive) -> None:
    for number in range(14):
        store.audit.note("li", "alert.raised", new_id(), kind="help", number=number)
    hall.let_in("zhou")
    assert (len(hall.page.entries), hall.page.place, hall.page.newer) == (6, "第 1 页，共 3 页", False)
    hall.does("older")
    hall.does("older")
    assert (len(hall.page.entries), hall.page.older) == (3, False)
    hall.does("older")
    assert hall.page.place == "第 3 页，共 3 页"
    hall.does("newer")
    assert hall.page.place == "第 2 页，共 3 页"


def test_verification_tells_the_digits_to_note_down(hall: Hall, store: Archive) -> None:
    wang(store)
    hall.let_in("zhou")
    digits = store.audit.head().digits
    rows = store.audit.head().seq
    hall.does("verify")
    assert (hall.page.outcome, hall.page.sound) == (f"完好：{rows} 条，一条不缺。请抄下校验号 {digits}", True)
    assert actions(store)[-1] == "audit.verified"


def test_changed_entry_is_named_with_its_time(hall: Hall, store: Archive) -> None:
    wang(store)
    store.audit.note("li", "number.revealed", new_id(), reason="好奇")

    def tampered(db: object) -> None:
        db.execute("DROP TRIGGER audit_is_never_changed")  # type: ignore[attr-defined]
        db.execute("UPDATE audit SET detail = '{}' WHERE action = 'number.revealed'")  # type: ignore[attr-defined]

    store._core.writer.call(tampered)
    hall.let_in("zhou")
    hall.does("verify")
    assert hall.page.outcome == "从第 3 条起对不上（11-22 09:20），请保留现场，通知主管单位"
    assert not hall.page.sound


def test_export_wants_a_second_auditor_and_can_be_checked_line_by_line(hall: Hall, store: Archive) -> None:
    wang(store)
    hall.let_in("zhou")
    hall.does("export")
    assert hall.view.signature is not None
    assert [account.login for account in hall.view.signature.accounts] == ["wei"]
    hall.happens(AccountChosen("wei", hall.view.serial))
    hall.digits(PINS["wei"])
    hall.digits("123456")
    (path,) = (store.folder / "audit-exports").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    header, *lines = path.read_text().splitlines()
    told = json.loads(header)
    assert (told["format"], told["exported_by"], told["signed_by"], told["hall"]) == (
        "kiosk-audit-1", "zhou", "wei", "梧桐",
    )  # fmt: skip
    assert json.loads(lines[-1])[7] == "audit.exported"
    assert hall.page.outcome == (f"已导出 {len(lines)} 条到 audit-exports/{path.name}。请抄下校验号 {told['digits']}")
    assert _checked(store, path.read_text()) == (len(lines), None, True)


def _checked(store: Archive, text: str) -> tuple[int, int | None, bool | None]:
    lines = iter(text.splitlines(keepends=True))
    report = store.audit.check_file(lambda: next(lines, ""))
    return report.rows, report.bad_line, report.in_terminal


@pytest.mark.parametrize(("edit", "bad"), [
    (lambda lines: [lines[0], lines[1].replace("li", "gu", 1), *lines[2:]], 2),
    (lambda lines: [lines[0], *lines[2:]], 2),
    (lambda lines: lines[:-1], 4),
    (lambda lines: [lines[0].replace('"digits": "', '"digits": "9'), *lines[1:]], 1),
    (lambda lines: ["no header\n"], 1),
], ids=["changed", "left-out", "cut", "other-digits", "no-file"])  # fmt: skip
def test_file_that_was_touched_is_found_at_its_line(
    store: Archive, edit: Callable[[list[str]], list[str]], bad: int
) -> None:
    wang(store)
    lines: list[str] = []
    store.audit.export(lines.append, "zhou")
    assert _checked(store, "".join(lines)) == (3, None, True)
    assert _checked(store, "".join(edit(lines)))[1] == bad


def test_tail_that_was_cut_after_an_export_is_seen_at_the_next_verification(store: Archive) -> None:
    wang(store)
    lines: list[str] = []
    store.audit.export(lines.append, "zhou")
    store.audit.note("li", "number.revealed", new_id(), reason="好奇")

    def cut(db: object) -> None:
        db.execute("DROP TRIGGER audit_is_never_deleted")  # type: ignore[attr-defined]
        db.execute("DELETE FROM audit WHERE seq >= 3")  # type: ignore[attr-defined]
        db.execute("UPDATE sqlite_sequence SET seq = 2 WHERE name = 'audit'")  # type: ignore[attr-defined]

    store._core.writer.call(cut)
    report = store.audit.verify()
    assert (report.ok, report.first_bad_seq) == (False, 3)
    assert _checked(store, "".join(lines)) == (3, None, False)


def test_D2_staff_neither_read_nor_remove_their_traces_and_the_try_is_one_more(hall: Hall, store: Archive) -> None:
    wang(store)
    before = actions(store)
    hall.let_in("li")
    assert [item.page for item in hall.view.navigation] == ["members"]
    hall.happens(PageChosen(hall.view.session, "audit"))
    assert hall.view.page == "members"
    hall.happens(Acted(hall.view.session, "members", "audit", {}))
    left = actions(store)
    assert left[: len(before)] == before
    assert left[len(before) :] == ["access.refused", "access.refused"]
    assert store.audit.verify().ok


def test_D2_technician_is_not_let_into_a_wing_of_names_and_traces(hall: Hall) -> None:
    hall.happens(Knock())
    assert "ma" not in [account.login for account in hall.view.accounts]
    hall.happens(AccountChosen("ma", hall.view.serial))
    hall.digits(PINS["ma"])
    assert (hall.view.stage, hall.view.page, hall.view.content) == (Stage.CHOOSE, "", None)


VALUES: dict[str, dict[str, object]] = {
    "day": {"step": -1}, "account": {"key": "li"}, "kind": {"key": "list"}, "tail": {"digits": "0020"},
    "person": {"resident": "x"}, "look": {"seq": 1},
}  # fmt: skip


def test_D2_page_of_the_trail_offers_nothing_that_changes_it(hall: Hall, store: Archive) -> None:
    wang(store)
    hall.let_in("zhou")
    told = store.audit_log.entries(Chosen(), most=500)
    for name in AuditPage.actions:
        hall.does(name, **VALUES.get(name, {}))
    still = store.audit_log.entries(Chosen(), most=500)
    assert [entry for entry in still if entry.seq <= told[0].seq] == told
    assert store.audit.verify().ok


def test_nothing_of_the_page_is_left_when_it_is_left(hall: Hall, store: Archive) -> None:
    wang(store)
    hall.let_in("zhou")
    hall.does("tail", digits="0020")
    page = hall.desk._pages.page
    assert isinstance(page, AuditPage)
    page.left()
    assert (page._shown.entries, page._people, page._person, page._names) == ((), [], "", {})


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _strings(each)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _strings(getattr(value, one.name))


def test_L9_neither_page_nor_export_shows_a_name_or_a_number_in_full(hall: Hall, store: Archive) -> None:
    person = wang(store)
    store.rights.correct(person, lambda known: _with_phone(known, "13800000000"), "li", f"打错了{WANG_NUMBER}")
    hall.let_in("zhou")
    for name, values in (("kind", {"key": "rights"}), ("look", {"seq": 3}), ("tail", {"digits": "0020"})):
        hall.does(name, **values)
        shown = "\n".join(_strings(hall.view))
        assert "王*英" in shown
        assert not [planted for planted in (WANG_NUMBER, "王桂英", "13800000000") if planted in shown]
    lines: list[str] = []
    store.audit.export(lines.append, "zhou")
    assert not [planted for planted in (WANG_NUMBER, "王桂英", "13800000000") if planted in "".join(lines)]


def test_L9_number_typed_into_a_reason_is_not_kept_in_full(store: Archive) -> None:
    store.audit.note("li", "number.revealed", new_id(), reason=f"核对{WANG_NUMBER}，电话 13800000000")
    (entry,) = store.audit_log.entries(Chosen(), most=1)
    assert entry.detail["reason"] == "核对310***********0020，电话 13800000000"
