"""A resident's own rights at the desk: who is there is known first, and what they ask happens."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.companions import HelpedBy
from kiosk.people.zone import SHANGHAI
from kiosk.rights_desk.told import parts_of
from kiosk.visits.own_visit import Relation
from kiosk.whitelist.consent import ConsentKind
from tests.kiosk.archive.conftest import folder
from tests.kiosk.members.wing import enter
from tests.kiosk.rights_desk.wing import RightsWing, stick_at
from tests.support.clock import ManualClock
from tests.support.new_store import begun
from tests.support.store_rows import Answer, consent, measurement, visit, wang

__all__ = ["folder"]

NUMBER = "310100194403120020"
OTHER = "310100194403122042"
ALL = (consent(), consent(ConsentKind.HEALTH), consent(ConsentKind.ADAPTATION))


@pytest.fixture
def store(folder: Path, clock: ManualClock) -> Iterator[Archive]:
    with Archive.open(begun(folder), clock) as opened:
        yield opened


@pytest.fixture
def who(store: Archive) -> str:
    return enter(store, "王桂英", NUMBER, consents=ALL)


@pytest.fixture
def wing(store: Archive, clock: ManualClock, who: str) -> RightsWing:
    return RightsWing(store, clock)


def measured(store: Archive, clock: ManualClock, who: str, count: int = 1) -> None:
    saved = Answer()
    store.journal.save_visit(visit(clock, who), saved)
    for _ in range(count):
        store.journal.save_measurements((measurement(clock, who),), saved)
    saved.wait(count + 1)


def test_L13_nothing_is_shown_or_done_before_the_persons_own_card(wing: RightsWing, who: str) -> None:
    shown = wing.serves(who)
    assert (shown.step, shown.name, shown.may_vouch) == ("card", "王*英", True)
    for act in ("see", "copy", "delete_health", "forget", "correct"):
        wing.does(act)
        assert (wing.shown.step, wing.view.question) == ("card", None)
    wing.does("withdraw", kind="face")
    wing.does("copy_as", form="csv")
    assert wing.view.question is None
    assert wing.trail("resident.shown", "resident.present", "resident.copied") == []
    shown = wing.card(wang())
    assert (shown.step, shown.lead) == ("rights", "本人在，刷过卡")
    ((actor, _, subject, detail),) = wing.trail("resident.present")
    assert (actor, subject, json.loads(detail)) == ("li", who, {"by_whom": "with-card"})


def test_L13_another_persons_card_opens_nothing(wing: RightsWing, store: Archive, who: str) -> None:
    enter(store, "李小妹", OTHER)
    wing.serves(who)
    shown = wing.card(wang(number=OTHER, name="李小妹"))
    assert (shown.step, shown.problem) == ("refused", "这张卡不是这位居民的")
    wing.does("see")
    assert wing.trail("resident.present", "resident.shown") == []
    wing.does("begin_anew")
    assert wing.shown.step == "card"
    wing.card(wang(), 2)
    wing.card(wang(number=OTHER, name="李小妹"), 3)  # laid down while the first one is served
    assert (wing.shown.step, wing.shown.name, wing.view.notice) == ("rights", "王*英", "这张卡不是这位居民的")


def test_without_a_card_a_reason_and_a_colleagues_pin(wing: RightsWing, who: str) -> None:
    wing.serves(who)
    wing.does("vouch")
    assert wing.shown.asking is not None
    assert [one.label for one in wing.shown.asking.reasons] == [
        "看过别的证件",
        "两位同事都认得本人",
        "卡丢了，正在补办",
    ]
    wing.does("because", reason="card-lost")
    assert wing.view.signature is not None
    assert wing.shown.step == "card"
    wing.signs("gu")
    assert (wing.shown.step, wing.shown.lead) == ("rights", "本人在，没带卡，两位同事核对过")
    ((_, _, _, detail),) = wing.trail("resident.present")
    assert json.loads(detail) == {"by_whom": "vouched", "reason": "卡丢了，正在补办", "signed_by": "gu"}
    wing.does("withdraw", kind="adaptation")
    wing.answers()
    ((_, _, _, detail),) = wing.trail("consent.withdrawn")
    assert json.loads(detail)["signed_by"] == "gu"


def test_somebody_not_on_the_list_is_known_by_their_card(wing: RightsWing, store: Archive, clock: ManualClock) -> None:
    stranger = store.register.meet(wang(number=OTHER, name="李小妹"), clock.now())
    assert stranger is not None
    measured(store, clock, stranger.resident_id)
    shown = wing.serves()
    assert (shown.step, shown.name, shown.may_vouch) == ("card", "", False)
    shown = wing.card(wang(number=OTHER, name="李小妹"))
    assert (shown.step, shown.name) == ("rights", "李*妹")
    assert [(one.key, one.word, one.may_withdraw) for one in shown.consents] == [
        ("face", "没有", False), ("health", "没问过", True)]  # fmt: skip
    assert shown.kept[1].value == "1 条，最早 2026.11.22，2027.11.23 起到期删除"
    wing.does("back")
    assert wing.view.page == "members"


def test_card_of_somebody_nothing_is_kept_of_registers_nobody(wing: RightsWing, store: Archive) -> None:
    wing.serves()
    shown = wing.card(wang(number=OTHER, name="李小妹"))
    assert (shown.step, shown.problem) == ("refused", "这里没有存这位居民的任何记录")
    assert store.register.by_number(OTHER) is None


def test_L13_everything_is_seen_unmasked_for_two_minutes_and_noted(
    wing: RightsWing, store: Archive, clock: ManualClock, who: str
) -> None:
    measured(store, clock, who, 11)
    wing.serves(who)
    wing.card(wang())
    assert NUMBER not in str(wing.shown)
    wing.does("see")
    shown = wing.shown
    assert (shown.step, shown.left_s) == ("seen", 120)
    lines = {line.label: line.value for line in shown.lines}
    assert (lines["姓名"], lines["证件号码"], lines["电话"]) == ("王桂英", NUMBER, "13800001234")
    ((_, _, _, detail),) = wing.trail("resident.shown")
    assert json.loads(detail) == {"by_whom": "with-card", "masked": False, "reason": None}
    wing.does("part", key="measurements")
    assert [line.value for line in wing.shown.lines] == ["体温 36.5 ℃"] * 9
    assert (wing.shown.place, wing.shown.older, wing.shown.newer) == ("第 1–9 条，共 11 条", True, False)
    wing.does("leaf", pages=1)
    wing.does("leaf", pages=1)
    assert (len(wing.shown.lines), wing.shown.older, wing.shown.newer) == (2, False, True)
    for _ in range(3):  # somebody touches the glass, so that it does not lock
        wing.after(39)
        wing.does("part", key="person")
    assert wing.shown.step == "seen"
    wing.after(4)
    assert wing.shown.step == "rights"
    assert "王桂英" not in str(wing.view.content)


def test_at_the_lock_nobody_is_known_to_be_there_any_more(wing: RightsWing, who: str) -> None:
    wing.serves(who)
    wing.card(wang())
    wing.does("see")
    wing.locks()
    assert wing.view.content is None
    wing.enter("li")
    assert (wing.view.page, wing.shown.step) == ("rights", "card")
    wing.does("see")
    assert wing.shown.step == "card"


def test_home_calls_are_taken_back_at_the_desk_after_one_question(wing: RightsWing, store: Archive) -> None:
    who = enter(store, "李芳", OTHER, consents=(consent(), consent(ConsentKind.HOME_CALLS)))
    wing.serves(who)
    wing.card(wang(number=OTHER, name="李芳"))
    assert [(one.key, one.word) for one in wing.shown.consents] == [
        ("face", "同意"), ("health", "没问过"), ("home-calls", "同意")]  # fmt: skip
    wing.does("withdraw", kind="home-calls")
    question = wing.view.question
    assert question is not None
    assert (question.headline, question.grave) == ("没来也不用走访？", True)
    wing.answers()
    assert wing.view.notice == "已撤回，不再数来的日子"
    kept = store.own_rights.summary(who).consent(ConsentKind.HOME_CALLS)
    assert kept is not None
    assert kept.withdrawn is not None
    assert len(store.templates.of(who)) == 2


def test_L10_face_is_taken_back_once_its_words_were_confirmed(wing: RightsWing, store: Archive, who: str) -> None:
    wing.serves(who)
    wing.card(wang())
    wing.does("withdraw", kind="face")
    question = wing.view.question
    assert question is not None
    assert (question.headline, question.grave) == ("撤回人脸？", True)
    wing.answers(confirmed=False)
    assert len(store.templates.of(who)) == 2
    wing.does("withdraw", kind="face")
    wing.answers()
    assert store.templates.of(who) == []
    assert wing.view.notice == "已撤回，人脸特征已删除。刷卡照常"
    assert [(one.key, one.word) for one in wing.shown.consents] == [
        ("face", "已撤回"), ("health", "同意"), ("adaptation", "已撤回")]  # fmt: skip
    wing.does("withdraw", kind="no-such-kind")
    assert wing.view.question is None


def test_health_records_are_deleted_and_the_rest_stays(
    wing: RightsWing, store: Archive, clock: ManualClock, who: str
) -> None:
    measured(store, clock, who)
    wing.serves(who)
    wing.card(wang())
    wing.does("delete_health")
    assert store.own_rights.summary(who).measurements.count == 1
    wing.answers()
    stands = store.own_rights.summary(who)
    assert (stands.measurements.count, stands.visits.count, stands.listed, stands.templates) == (0, 1, True, 2)
    assert wing.view.notice == "健康记录已删除"
    assert [act.missing for act in wing.shown.acts if act.key == "delete_health"] == ["没有健康记录"]


def test_forgotten_after_two_questions_and_not_after_one(
    wing: RightsWing, store: Archive, clock: ManualClock, who: str
) -> None:
    measured(store, clock, who)
    wing.serves(who)
    wing.card(wang())
    wing.does("forget")
    wing.answers()
    assert wing.view.question is not None
    assert "找不回来" in wing.view.question.body
    assert store.register.by_number(NUMBER) is not None
    wing.answers()
    assert store.register.by_number(NUMBER) is None
    assert (wing.shown.step, wing.shown.name, wing.view.notice) == ("card", "", "全部删除了。操作记录里没有姓名")
    ((_, _, _, detail),) = wing.trail("resident.forgotten")
    assert json.loads(detail)["by_whom"] == "with-card"
    wing.does("back")
    assert wing.view.page == "members"


def test_L13_copy_goes_to_the_stick_unmasked_stamped_and_noted(
    wing: RightsWing, store: Archive, clock: ManualClock, who: str, tmp_path: Path
) -> None:
    measured(store, clock, who)
    measured(store, clock, enter(store, "李小妹", OTHER))
    wing.serves(who)
    wing.card(wang())
    wing.does("copy")
    assert (wing.shown.step, wing.shown.has_stick) == ("copy", False)
    wing.does("copy_as", form="csv")
    assert wing.view.notice.startswith("没有找到 U 盘")
    stick = stick_at(tmp_path / "stick")
    wing.plugged.append(stick)
    wing.does("copy_as", form="csv")
    assert wing.view.notice == "已存到 U 盘：benren-20261122-0920.csv。可以拔了"
    wing.does("copy_as", form="fhir")
    files = {path.suffix: path for path in stick.path.iterdir()}
    assert {path.stat().st_mode & 0o777 for path in files.values()} == {0o600}
    table = files[".csv"].read_text("utf-8-sig")
    cells = list(csv.reader(io.StringIO(table)))
    assert cells[0] == [
        "梧桐里社区服务中心 应本人要求拷给本人，李*华(li) 于 2026-11-22 09:20 拷出。含个人信息，请自己收好"
    ]
    assert ["姓名", "王桂英"] in cells
    assert ["证件号码", NUMBER] in cells
    assert [row[4:7] for row in cells if row[2:3] == ["王桂英"] and len(row) > 9] == [["temp_body", "36.5", "Cel"]]
    assert OTHER not in table
    assert "李小妹" not in table
    bundle = json.loads(files[".json"].read_text("utf-8"))
    assert bundle["meta"]["tag"][0]["display"].startswith("梧桐里社区服务中心 应本人要求拷给本人")
    (patient,) = [e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == "Patient"]
    assert patient["name"] == [{"text": "王桂英"}]
    assert [json.loads(detail) for *_, detail in wing.trail("resident.copied")] == [
        {"by_whom": "with-card", "format": "csv"}, {"by_whom": "with-card", "format": "fhir"}]  # fmt: skip


@pytest.mark.parametrize("what", ["pulled", "full"])
def test_stick_that_is_pulled_or_full_keeps_nothing_and_says_so(
    wing: RightsWing, who: str, tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = stick_at(tmp_path / "stick")
    wing.plugged.append(stick)
    wing.serves(who)
    wing.card(wang())
    wing.does("copy")
    if what == "pulled":
        stick.path.rmdir()
    else:
        monkeypatch.setattr("os.rename", _no_room)
    wing.does("copy_as", form="csv")
    assert (wing.shown.step, wing.shown.problem) == ("copy", {
        "pulled": "U 盘被拔掉或坏了，没有存成；请重新插上再按一次",
        "full": "U 盘满了，没有存；请腾出空间或换一个",
    }[what])  # fmt: skip
    assert what == "pulled" or list(stick.path.iterdir()) == []
    assert [action for _, action, *_ in wing.trail("resident.copied", "resident.copy-failed")] == [
        "resident.copied", "resident.copy-failed"]  # fmt: skip


def _no_room(*_: object, **__: object) -> None:
    raise OSError(28, "no room")


def test_fields_are_corrected_and_the_person_is_still_there(wing: RightsWing, store: Archive, who: str) -> None:
    wing.serves(who)
    wing.card(wang())
    wing.does("correct")
    assert wing.view.page == "rights-edit"
    wing.does("choose", field="home")
    wing.does("write", text="1102")
    wing.does("save")
    assert (wing.view.page, wing.shown.step) == ("rights", "rights")
    known = store.register.resident(who)
    assert known is not None
    assert known.address.home == "1102"
    wing.does("back")
    wing.serves(who)
    assert wing.shown.step == "card"  # known once, and not for the next opening


def test_fields_of_somebody_not_on_the_list_are_corrected_too(
    wing: RightsWing, store: Archive, clock: ManualClock
) -> None:
    stranger = store.register.meet(wang(number=OTHER, name="李小妹"), clock.now())
    assert stranger is not None
    wing.serves()
    wing.card(wang(number=OTHER, name="李小妹"))
    wing.does("correct")
    wing.does("choose", field="phone")
    wing.does("write", text="13912345678")
    wing.does("save")
    assert (wing.view.page, wing.shown.step, wing.view.notice) == ("rights", "rights", "已改 李*妹 的电话")
    known = store.register.resident(stranger.resident_id)
    assert known is not None
    assert known.phone == "13912345678"
    ((_, _, _, detail),) = wing.trail("resident.corrected")
    assert json.loads(detail)["reason"] == "本人要求改正"
    wing.does("back")
    assert wing.view.page == "members"


def test_lock_while_fields_are_corrected_asks_for_the_card_anew(wing: RightsWing, who: str) -> None:
    wing.serves(who)
    wing.card(wang())
    wing.does("correct")
    wing.locks()
    wing.enter("li")
    wing.does("back")
    assert (wing.view.page, wing.shown.step) == ("rights", "card")


def test_auditor_and_technician_have_no_such_page(store: Archive, clock: ManualClock, who: str) -> None:
    for login in ("zhou", "ma"):
        wing = RightsWing(store, clock, login=login)
        wing.desk.open_page("rights", {"resident": who})
        wing.happens()
        assert wing.view.page != "rights"


def test_without_anybody_who_draws_no_pdf_is_offered(wing: RightsWing, who: str, tmp_path: Path) -> None:
    wing.plugged.append(stick_at(tmp_path / "stick"))
    wing.serves(who)
    wing.card(wang())
    wing.does("copy")
    assert [form.key for form in wing.shown.formats] == ["csv", "fhir"]
    wing.does("copy_as", form="pdf")
    assert wing.trail("resident.copied", "resident.shown") == []


def test_who_helps_today_is_shown_and_tomorrow_nobody(
    wing: RightsWing, store: Archive, clock: ManualClock, who: str
) -> None:
    other = enter(store, "李小妹", OTHER)
    came = visit(clock, who)
    store.companions.note(came.visit_id, who, HelpedBy(other), Relation.NEIGHBOUR, "card")
    wing.serves(who)
    assert wing.card(wang()).helped == "今天有邻居陪着办"
    wing.does("see")
    wing.does("part", key="rest")
    assert ("有人陪着来", "2026.11.22 · 邻居") in [(line.label, line.value) for line in wing.shown.lines]
    assert "李小妹" not in str(wing.shown.lines)
    wing.does("back")
    clock.set_wall(clock.now().utc + timedelta(days=1))
    wing.serves(who)
    assert wing.card(wang(), 2).helped == ""


def test_pause_that_is_over_is_told_with_its_days(store: Archive, who: str) -> None:
    store.whitelist.suspend(who, "zhang", "住院")
    store.whitelist.suspend(who, "zhang", "回来了", resume=True)
    kept = store.rights.show(who, "zhang", masked=False, reason="本人要看")
    lines = {part.key: part.lines for part in parts_of(kept, SHANGHAI)}["rest"]
    assert [value for label, value in lines if label == "白名单"] == ["2026.11.22 · 2026.11.22 到 2026.11.22 暂停过"]
