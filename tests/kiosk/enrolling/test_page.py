"""The enrolment page on the desk, with a real store: what is shown, what is kept, and when the camera is whose."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from kiosk.archive.archive import Archive
from kiosk.desk.events import Answered, GiveWay, Knock, LockPressed, PageChosen
from kiosk.faces.client.lease import CameraTaken, Owner
from kiosk.faces.events import FaceChecks, FaceHint, WhyLost
from kiosk.faces.protocol.messages import EnrolmentFault
from kiosk.settings import HomeCalls
from kiosk.store.errors import StoreError
from kiosk.whitelist.admission import AdmissionRules
from tests.conftest import AnnouncedLog
from tests.kiosk.enrolling.hall import LI, SETTINGS, Enrolling, document
from tests.support.clock import ManualClock


def _rows(store: Archive, sql: str) -> list[tuple[object, ...]]:
    with store._core.readers.db() as db:
        return [tuple(row) for row in db.execute(sql).fetchall()]


def _shown(hall: Enrolling) -> str:
    return json.dumps(asdict(hall.page), ensure_ascii=False)


def test_card_fills_the_fields_and_shows_nothing_unmasked(hall: Enrolling) -> None:
    assert (hall.page.step, hall.page.headline) == ("card", "请放上本人的身份证")
    page = hall.card()
    assert page.step == "consents"
    assert page.person is not None
    assert page.person.name == "王*英"
    assert [(f.label, f.value) for f in page.person.fields] == [
        ("证件号码", "310***********0020"),
        ("出生", "1944年3月12日（82 岁），女"),
        ("住址", "上海市虚构区梧桐里11弄3号楼402室"),
    ]
    assert (page.person.standing, page.person.looks) == ("名单里还没有", False)
    assert "310100194403120020" not in _shown(hall)
    assert "王桂英" not in _shown(hall)


def test_L1_consents_are_apart_and_none_is_preset(hall: Enrolling, store: Archive) -> None:
    page = hall.card()
    assert [(c.kind, c.state, c.word) for c in page.consents] == [
        ("face", "open", "还没问"),
        ("health", "open", "还没问"),
        ("home-calls", "open", "还没问"),
        ("adaptation", "open", "还没问"),
    ]
    hall.do("save")
    assert _rows(store, "SELECT * FROM residents") == []


def test_L1_words_are_whole_and_the_record_says_which_and_how(hall: Enrolling, store: Archive) -> None:
    hall.card()
    words = hall.do("ask", how="spoken").words
    assert words is not None
    assert (words.title, words.number, words.count, words.refusing) == (
        "用您的脸认出您，好吗？", 1, 4, "不同意，照样刷卡办事",
    )  # fmt: skip
    assert "".join(words.pages).startswith("我同意本站点采集我的人脸特征，只用来在这台终端上认出我。")
    assert words.version.startswith("同意书 2026-11-30 版 · ")
    for kind, agreed in (("face", True), ("health", False), ("home-calls", False), ("adaptation", False)):
        hall.do("answer", kind=kind, agreed=agreed)
    hall.do("look")
    hall.takes_face()
    hall.do("save")
    assert _rows(store, "SELECT kind, text_version, how, length(text_sha256), guardian_relation FROM consents") == [
        ("face", "2026-11-30", "spoken", 64, None),
        ("health", "2026-11-30", "spoken", 64, None),
        ("home-calls", "2026-11-30", "spoken", 64, None),
    ]
    assert _rows(store, "SELECT kind FROM consents WHERE withdrawn_utc IS NULL") == [("face",)]
    ((who, detail),) = _rows(store, "SELECT actor, detail FROM audit WHERE action = 'whitelist.added'")
    assert (who, json.loads(str(detail))["refused"]) == ("li", ["health", "home-calls", "adaptation"])


def test_what_this_hall_does_not_do_is_not_asked(store: Archive, clock: ManualClock) -> None:
    off = HomeCalls(absent=False, rhythm=False)  # nobody counts days of coming here
    hall = Enrolling(store, clock, replace(SETTINGS, faces=replace(SETTINGS.faces, adapt=False), home_calls=off))
    hall.begin()
    assert [c.kind for c in hall.card().consents] == ["face", "health"]


def test_half_an_enrolment_is_not_left_without_a_question(hall: Enrolling) -> None:
    session = hall.view.session
    hall.happens(PageChosen(session, "members"))
    assert hall.view.page == "members"  # no card yet: nothing to lose
    hall.happens(PageChosen(session, "enrol"))
    hall.card()
    hall.happens(PageChosen(session, "members"))
    assert hall.view.question is not None
    assert (hall.view.page, hall.view.question.headline) == ("enrol", "不保存就离开？")
    hall.happens(Answered(session, True, hall.view.serial))
    assert hall.view.page == "members"


def test_L4_notice_stands_before_the_camera_opens(hall: Enrolling) -> None:
    hall.card()
    page = hall.agree(face=True, health=True, adaptation=False)
    assert (page.step, page.headline) == ("notice", "要打开摄像头了")
    assert page.camera is not None
    assert (page.camera.live, hall.commands) == (False, [])
    page = hall.do("look")
    assert page.camera is not None
    assert (page.step, page.camera.headline, hall.commands) == ("looking", "摄像头正在打开", ["enrol"])


def test_guidance_in_plain_words(hall: Enrolling) -> None:
    hall.card()
    hall.agree(face=True, health=True, adaptation=False)
    hall.do("look")
    page = hall.sees(FaceHint.TURN_LEFT, 0.6)
    assert page.camera is not None
    assert (page.camera.headline, page.camera.turn, page.camera.taken) == ("请往左边转一点", "left", 3)
    assert {c.state for c in page.camera.checks} == {"ok"}
    page = hall.sees(FaceHint.LOOK_HERE, 0.2, FaceChecks(near=True, lit=True, straight=False))
    assert page.camera is not None
    assert [(c.label, c.word, c.state) for c in page.camera.checks] == [
        ("距离", "正好", "ok"), ("光线", "均匀", "ok"), ("正脸", "没有正对", "look"), ("清晰", "还没看", "open"),
        ("人数", "只有一位", "ok"), ("遮挡", "还没看", "open"),
    ]  # fmt: skip
    page = hall.sees(FaceHint.NOBODY)
    assert page.camera is not None
    assert {c.state for c in page.camera.checks} == {"open"}


def test_L20_two_people_before_the_camera_are_told_so(hall: Enrolling) -> None:
    hall.card()
    hall.agree(face=True, health=True, adaptation=False)
    hall.do("look")
    page = hall.sees(FaceHint.ALONE)
    assert page.camera is not None
    assert page.camera.headline == "只要本人一位"
    assert [c.word for c in page.camera.checks if c.state == "look"] == ["旁边还有人"]


def test_enrolled_person_is_kept_and_what_was_held_is_overwritten(hall: Enrolling, store: Archive) -> None:
    hall.to_check()
    page = hall.page
    assert [(c.label, c.word, c.state) for c in page.checks] == [
        ("同意", "都问过，有的不同意", "ok"), ("人脸", "拍好了，是真人", "ok"), ("名单", "没有相像的", "ok"),
        ("证件照", "请看一眼证件上的照片", "open"),
    ]  # fmt: skip
    assert (page.missing, page.save) == ("", "保存")
    page = hall.do("save")
    assert (page.step, page.headline) == ("done", "王*英 登记好了")
    assert [(f.label, f.value) for f in page.kept] == [
        ("人脸特征", "存到本人撤回为止，撤回当场删；没有照片"),
        ("量的数值", "每条存 365 天，到期夜里自动删"),
        ("想反悔", "随时到窗口说一声，当场撤回"),
    ]
    (entry,) = store.whitelist.entries()
    assert (entry.active, entry.templates, entry.consents, entry.resident.name) == (
        True, 3, ("face", "health"), "王桂英",
    )  # fmt: skip


def test_L6_samples_are_overwritten_once_they_are_saved(hall: Enrolling, store: Archive) -> None:
    hall.card()
    hall.agree(face=True, health=True, adaptation=False)
    hall.do("look")
    taken = hall.takes_face()
    assert all(np.any(sample.vector) for sample in taken)
    hall.do("save")
    assert not any(np.any(sample.vector) for sample in taken)
    assert all(
        np.any(np.frombuffer(part.vector, "<f4")) for part in store.templates.in_force("sface", hall.engine.version)
    )


def test_L7_templates_are_sealed_and_know_their_engine(hall: Enrolling, store: Archive, folder: Path) -> None:
    taken = hall.samples(1)
    hall.enrol()
    assert _rows(store, "SELECT DISTINCT engine, engine_version FROM templates") == [("sface", hall.engine.version)]
    stored = [row[0] for row in _rows(store, "SELECT vector FROM templates") if isinstance(row[0], bytes)]
    assert len(stored) == 3
    store.settle()
    for sample in taken:
        assert sample.vector.astype("<f4").tobytes() in {
            t.vector for t in store.templates.in_force("sface", hall.engine.version)
        }
        assert not any(sample.vector.astype("<f4").tobytes() in one for one in stored)
        for file in folder.rglob("*"):
            if file.is_file():
                assert sample.vector.astype("<f4").tobytes()[:32] not in file.read_bytes()


def test_L3_without_the_face_everything_else_is_the_same(hall: Enrolling, store: Archive) -> None:
    hall.card()
    page = hall.agree(face=False, health=True)
    assert (page.step, hall.commands) == ("check", [])
    page = hall.do("save")
    assert (page.headline, page.lead) == ("王*英 登记好了，没有人脸", "刷卡照样办，样样都一样")
    (entry,) = store.whitelist.entries()
    assert (entry.active, entry.templates, entry.consents) == (True, 0, ("health",))


def test_L1_who_agrees_to_nothing_leaves_nothing(hall: Enrolling, store: Archive, folder: Path) -> None:
    hall.card()
    page = hall.agree(face=False, health=False)
    assert page.save == "结束，什么都不存"
    page = hall.do("save")
    assert (page.headline, [f.value for f in page.kept]) == ("什么都没有存", ["没有存任何东西"])
    assert _rows(store, "SELECT * FROM residents") == []


def test_second_enrolment_of_a_number_replaces_the_face(hall: Enrolling, store: Archive) -> None:
    hall.enrol()
    page = hall.card()
    assert page.person is not None
    assert (page.person.standing, page.person.looks) == ("已在名单里：这次拍的会换掉旧的人脸", True)
    hall.agree(face=True, health=True, adaptation=True)
    hall.do("look")
    hall.takes_face(seed=1)
    assert [c.word for c in hall.page.checks if c.name == "before"] == ["和以前登记的像"]
    hall.do("save")
    (entry,) = store.whitelist.entries()
    assert (entry.templates, entry.consents) == (3, ("adaptation", "face", "health"))


def test_face_unlike_the_old_one_needs_a_reason_that_is_noted(hall: Enrolling, store: Archive) -> None:
    hall.enrol()
    hall.to_check(seed=2)
    assert (hall.page.missing, hall.page.reasons) == ("先选不像的原因", ("样子变了，已核对证件", "以前登记错了人"))
    assert hall.do("save").step == "check"
    hall.do("vouch", reason="样子变了，已核对证件")
    assert hall.do("save").step == "done"
    ((detail,),) = _rows(store, "SELECT detail FROM audit WHERE action = 'whitelist.unlikeness-overruled'")
    assert "样子变了" in str(detail)


def test_same_face_under_another_number_shows_both_masked_names(hall: Enrolling, store: Archive) -> None:
    hall.enrol()
    page = hall.to_check(LI, seed=1)
    assert page.alike is not None
    assert (page.alike.one, page.alike.others, page.missing) == ("李*兰", "王*英", "先认定是不是同一个人")
    assert hall.do("save").step == "check"
    page = hall.do("judge", same_person=True)
    assert (page.step, page.lead) == (
        "refused", "是同一个人：没有另外登记。请用这个人已经登记的证件，在名单里处理。",
    )  # fmt: skip
    assert len(store.whitelist.entries()) == 1


def test_twins_are_enrolled_as_two_and_declared(hall: Enrolling, store: Archive) -> None:
    hall.enrol()
    hall.to_check(LI, seed=1)
    hall.do("judge", same_person=False)
    assert hall.do("save").step == "done"
    (pair,) = store.look_alikes.all()
    assert pair.declared
    assert {pair.one, pair.other} == {entry.resident.id for entry in store.whitelist.entries()}


def test_revoked_before_is_said_and_can_come_back(hall: Enrolling, store: Archive) -> None:
    hall.enrol()
    store.whitelist.revoke(store.whitelist.entries()[0].resident.id, "li", "本人要求")
    page = hall.card()
    assert page.person is not None
    assert (page.person.standing, page.person.looks) == ("以前撤回过：要重新问过同意", True)
    hall.agree(face=True, health=True, adaptation=False)
    hall.do("look")
    hall.takes_face()
    hall.do("save")
    assert [entry.active for entry in store.whitelist.entries(all_entries=True)] == [False, True]


def test_too_young_is_said_at_once_and_the_next_card_begins_anew(hall: Enrolling) -> None:
    page = hall.card(document(birth=date(1990, 1, 1), number="310100199001010015"))
    assert (page.step, page.person) == ("refused", None)
    assert page.lead == "本站点的白名单只收 60 岁及以上的居民，这位居民 36 岁；可以刷卡办理。"
    assert hall.card().step == "consents"


def test_card_that_keeps_its_holder_back_is_of_no_use(hall: Enrolling) -> None:
    from devices.identity import DocumentType

    page = hall.card(document(type=DocumentType.SOCIAL_SECURITY, number=None, name=None))
    assert (page.step, page.lead.startswith("这张卡读不出姓名和证件号码。")) == ("refused", True)


def test_lock_while_the_camera_is_open_gives_it_back_and_keeps_the_answers(hall: Enrolling) -> None:
    hall.card()
    hall.agree(face=True, health=False, adaptation=False)
    hall.do("look")
    with pytest.raises(CameraTaken):
        hall.rig.leases.lease(Owner.VISIT, lambda _: None)
    hall.happens(LockPressed())
    assert (hall.commands, hall.view.content) == (["enrol", "stop"], None)
    hall.rig.leases.lease(Owner.VISIT, lambda _: None).release()
    hall.let_in()
    page = hall.settle()
    assert (page.step, page.person is not None) == ("notice", True)
    hall.do("look")
    hall.takes_face()
    assert hall.do("save").step == "done"


def test_L11_work_that_waited_too_long_is_forgotten(hall: Enrolling) -> None:
    hall.card()
    hall.agree(face=True, health=True, adaptation=False)
    hall.do("look")
    taken = hall.takes_face()
    hall.happens(GiveWay())
    hall.after(15 * 60.0 + 1)
    assert not any(np.any(sample.vector) for sample in taken)
    assert hall.begin().step == "card"


def test_another_account_sees_nothing_of_it(hall: Enrolling) -> None:
    hall.card()
    hall.happens(LockPressed())
    assert hall.begin("gu").step == "card"
    assert hall.page.person is None


def test_camera_lost_is_answered_and_goes_on(hall: Enrolling) -> None:
    hall.card()
    hall.agree(face=True, health=True, adaptation=False)
    hall.do("look")
    hall.rig.leases.process_died(too_often=False)
    assert hall.settle().step == "looking"
    hall.rig.leases.refuse(WhyLost.NO_CAMERA)
    page = hall.settle()
    assert (page.step, page.lead) == ("interrupted", "摄像头没有画面。请看看摄像头，再来一次；也可以先不拍。")
    hall.rig.leases.resume()
    hall.do("look")
    hall.takes_face()
    assert hall.do("save").step == "done"


def test_photo_held_up_is_no_person(hall: Enrolling, store: Archive) -> None:
    hall.card()
    hall.agree(face=True, health=True, adaptation=False)
    hall.do("look")
    page = hall.fails(EnrolmentFault.NOT_LIVE)
    assert (page.step, page.lead) == ("interrupted", "镜头前的可能是照片或屏幕。请本人站到镜头前，再来一次。")
    page = hall.do("without_face")
    assert [c.word for c in page.checks] == ["都问过，有的不同意", "今天没拍，以后再拍"]
    page = hall.do("save")
    assert page.headline == "王*英 登记好了，没有人脸"
    assert store.whitelist.entries()[0].consents == ("face", "health")


def test_visitor_before_the_camera_is_not_robbed(hall: Enrolling) -> None:
    visit = hall.rig.leases.lease(Owner.VISIT, lambda _: None)
    hall.card()
    hall.agree(face=True, health=True, adaptation=False)
    page = hall.do("look")
    assert (page.step, page.lead) == ("interrupted", "摄像头正被别处用着，请稍等再试。")
    assert visit.is_held


def test_disk_full_at_saving_leaves_nothing_half(
    hall: Enrolling, store: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.to_check()
    with monkeypatch.context() as full:
        full.setattr(type(store.templates), "save", _no_room)
        page = hall.do("save")
    assert (page.step, page.headline) == ("check", "没有存上")
    assert (_rows(store, "SELECT * FROM residents"), _rows(store, "SELECT * FROM consents")) == ([], [])
    assert hall.do("save").step == "done"
    assert len(store.whitelist.entries()) == 1


def _no_room(*_: object, **__: object) -> None:
    raise StoreError("store-full", "no room")


def test_anything_else_that_breaks_is_said_and_logged_without_a_name(
    hall: Enrolling, store: Archive, monkeypatch: pytest.MonkeyPatch, announced: AnnouncedLog
) -> None:
    announced.expect("an enrolment was not brought on")

    def broken(*_: object, **__: object) -> None:
        raise ValueError("王桂英")

    hall.to_check()
    monkeypatch.setattr(type(store.templates), "save", broken)
    page = hall.do("save")
    assert (page.step, page.lead) == ("check", "没存上，什么都没有改。请再试一次。")


def test_L2_child_needs_a_guardian_named_by_their_own_card(folder: Path, clock: ManualClock) -> None:
    with Archive.open(folder, clock, rules=AdmissionRules(min_age=0)) as store:
        _enrol_a_child(store, clock)
        assert set(_rows(store, "SELECT how, guardian_relation FROM consents")) == {("signature", "祖父母")}


def _enrol_a_child(store: Archive, clock: ManualClock) -> None:
    hall = Enrolling(store, clock, replace(SETTINGS, whitelist=replace(SETTINGS.whitelist, min_age=0)))
    hall.begin()
    page = hall.card(document(name="王小明", number="31010020150101001X", birth=date(2015, 1, 1), sex="1"))
    assert page.guardian is not None
    assert (page.guardian.required, page.guardian.name) == (True, "")
    assert hall.do("ask", how="signature").note == "请先放监护人的身份证，再选和本人的关系。"
    hall.card(LI)
    page = hall.do("relation", relation="祖父母")
    assert page.guardian is not None
    assert page.guardian.name == "李*兰"
    hall.do("ask", how="signature")
    for kind, agreed in (("face", True), ("health", True), ("home-calls", False), ("adaptation", False)):
        hall.do("answer", kind=kind, agreed=agreed)
    hall.do("look")
    hall.takes_face()
    assert hall.do("save").step == "done"


def test_who_may_not_enrol_is_not_let_in_by_this_page(store: Archive, clock: ManualClock) -> None:
    hall = Enrolling(store, clock)
    hall.happens(Knock())
    assert [account.login for account in hall.view.accounts] == ["li", "gu"]


def test_refusing_the_records_of_values_says_what_the_terminal_does(hall: Enrolling) -> None:
    hall.card()
    hall.agree(face=True, health=False, adaptation=False)
    hall.do("look")
    hall.takes_face()
    hall.do("save")
    assert ("量的数值", "没有同意：照样能量，量了不记下来") in [(f.label, f.value) for f in hall.page.kept]


def test_home_calls_agreed_to_without_a_face_are_kept_and_a_no_is_kept_too(hall: Enrolling, store: Archive) -> None:
    hall.card()
    hall.agree(face=False, health=False, home_calls=True)
    page = hall.do("save")
    assert ("没来就走访", "看四个月里哪天来过，到本人撤回为止") in [(f.label, f.value) for f in page.kept]
    assert store.whitelist.entries()[0].consents == ("home-calls",)
    hall.do("begin_anew")
    hall.card()
    hall.agree(face=False, health=True, home_calls=False)
    hall.do("save")
    assert store.whitelist.entries()[0].consents == ("health",)
    assert _rows(store, "SELECT count(*) FROM consents WHERE kind = 'home-calls' AND withdrawn_utc IS NULL") == [(0,)]
