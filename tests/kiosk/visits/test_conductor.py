"""Whole visits through the conductor: what is on the screen, what is saved, what happens when a part fails."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from devices.events import CardArrived, CardKind, IdentityRead, ReadFailed, ReadFailure
from kiosk.faces.events import FaceHint, FaceMatched, FaceSeen, PersonLeft
from kiosk.facilities import Facility, FacilityChanged
from kiosk.measurements.measurement import Measurement
from kiosk.measurements.plausibility import Reason
from kiosk.settings import HealthCode, Measurements, Settings, Visit
from kiosk.visits.events import EntryMade, NetworkChanged, Touched
from kiosk.visits.states import Button, State
from tests.conftest import AnnouncedLog
from tests.kiosk.visits.hall import Hall
from tests.kiosk.visits.people import (
    DOCUMENT,
    FIRST,
    NOW,
    SECOND,
    WANG,
    ZHANG,
    pressure,
    pressure_arrived,
    temperature,
    temperature_arrived,
)
from tests.support.clock import START

DEMO = Settings(demonstration=True)
DISCREET = Settings(health_code=HealthCode(presentation="discreet"))


def test_whole_visit_with_a_card() -> None:
    hall = Hall()
    assert (hall.view.headline, hall.view.lead) == ("请刷身份证", "社保卡请插卡，没带就看镜头")
    hall.on(CardArrived(FIRST, CardKind.ID_CARD, NOW))
    assert (hall.view.headline, hall.view.card_lies) == ("正在看您的卡", True)
    hall.on(IdentityRead(FIRST, DOCUMENT, NOW))
    assert hall.view.headline == "王奶奶，早上好"
    hall.warm(36.5)
    view = hall.view
    assert (view.state, view.headline, view.lead) == (State.RESULT, "王奶奶，早上好", "都好了，您可以进去了")
    assert view.code is not None
    assert (view.code.word, view.code.shape, view.code.tone) == ("绿码", "ok", "done")
    assert (view.code.masked_name, view.code.age, view.code.label) == ("王*英", "今天 9:20 更新", "本地")
    assert view.temperature is not None
    assert (view.temperature.parts, view.temperature.unit) == ((("36.5", ""),), "℃")
    assert (view.temperature.badge, view.temperature.note) == ("在参考范围内", "额头筛查 · 9:20")
    assert [b.label for b in view.buttons] == ["顺便量量身体", "不用了，谢谢", "办别的事", "返回", "请人帮忙"]
    hall.press(Button.NO_THANKS)
    assert (hall.view.headline, hall.view.lead) == ("请拿好身份证", "王奶奶慢走，欢迎常来坐坐")
    assert (hall.view.notice, hall.view.summary) == (
        "今天记下了，仅供筛查",
        (("随申码", "绿码"), ("体温", "36.5 ℃")),
    )
    hall.take().wait(8)
    assert hall.view.state is State.ATTRACT
    assert [s for s, _ in hall.transitions] == [
        *(State.READING, State.CHECKING, State.RESULT, State.GOODBYE, State.ATTRACT)
    ]
    record = hall.desks.visits[-1]
    assert (record.outcome, record.identified_by, record.resident_id) == ("served", "id-card", "r-wang")
    assert record.steps[0] == ("reading", "card-arrived", 0.0)
    assert record.steps[-1] == ("attract", "goodbye-over", 8.0)
    assert record.ended is not None


def test_whole_visit_with_a_face() -> None:
    hall = Hall().looking().on(FaceSeen(1, FaceHint.CLOSER, 0.5))
    assert (hall.view.headline, hall.view.lead) == ("请再走近一点", "看着上方的镜头，别的不用管")
    assert hall.view.guidance is not None
    assert (hall.view.guidance.chip, hall.view.guidance.progress) == ("近一点", 0.5)
    hall.on(FaceMatched(1, "r-wang", 0.3))
    assert (hall.view.headline, hall.view.lead) == ("您是王奶奶吗？", "点一下，告诉我")
    hall.press(Button.YES).warm()
    assert (hall.view.state, hall.view.headline) == (State.RESULT, "王奶奶，早上好")
    hall.press(Button.NO_THANKS)
    assert (hall.view.headline, hall.view.lead) == ("王奶奶慢走", "欢迎常来坐坐")
    assert hall.wait(8).view.state is State.ATTRACT


def test_first_high_reading_shows_no_number_and_no_word_about_it() -> None:
    hall = Hall().card().warm(37.9, "raised")
    assert (hall.view.state, hall.view.headline) == (State.REMEASURE, "坐一会儿，\n等下再量一次")
    assert hall.view.countdown is not None
    assert (hall.view.countdown.left_s, hall.view.countdown.total_s) == (300, 300)
    everything = "".join(map(str, msgspec.to_builtins(hall.view, enc_hook=str).values()))
    assert not any(word in everything for word in ("37", "发烧", "发热", "体温异常", "温度高"))
    hall.wait(114)
    assert hall.view.countdown is not None
    assert hall.view.countdown.left_s == 186
    hall.wait(186)
    assert (hall.view.headline, hall.view.countdown) == ("请看上方镜头", None)
    hall.warm(37.8, "raised")
    for _ in range(2):
        assert (hall.view.headline, hall.view.lead) == ("请看上方镜头", "正在量，多量几次更准")
        hall.wait(5).warm(37.8, "raised")
    assert (hall.view.state, hall.view.headline) == (State.WINDOW, "王奶奶，\n请到右侧窗口")
    assert (hall.view.window, hall.view.queue) == ("1 号窗口", "梧桐 1")
    assert hall.view.tips[0] == ("check", "到窗口说“梧桐 1”就好")
    assert [a.text for a in hall.desks.alerts] == ["王奶奶（梧桐 1）的额温要复核，请用接触式体温计"]
    assert len(hall.desks.measurements) == 4


def test_code_of_another_colour_is_the_same_calm_card() -> None:
    hall = Hall()
    hall.desks.level = "yellow"
    hall.card().warm()
    view = hall.view
    assert (view.state, view.headline) == (State.RESULT, "王奶奶，早上好")
    assert view.code is not None
    assert (view.code.word, view.code.shape) == ("黄码", "tri")
    assert view.lead == "请工作人员帮您看一看"
    assert (view.notice, view.window, view.queue) == ("请到右侧窗口", "1 号窗口", "梧桐 1")
    assert view.buttons[0].button is Button.TO_WINDOW
    assert [a.kind for a in hall.desks.alerts] == ["code"]
    assert hall.desks.alerts[0].text.startswith("王奶奶（梧桐 1）：")


def test_discreet_hall_never_puts_another_code_on_the_screen() -> None:
    hall = Hall(DISCREET)
    hall.desks.level = "red"
    hall.card().warm().press(Button.TO_WINDOW)
    assert (hall.view.state, hall.view.summary) == (State.GOODBYE, (("体温", "36.5 ℃"),))
    assert not any("码" in view.headline + view.lead or view.code for view in hall.views)


def test_network_down_without_an_older_code() -> None:
    hall = Hall().on(NetworkChanged(False))
    hall.desks.code_down = "code-gateway-unreachable"
    hall.card().warm()
    assert hall.view.banner is not None
    assert hall.view.banner.title == "网络断了，照常可以用"
    assert (hall.view.headline, hall.view.lead) == ("王奶奶，早上好", "请给工作人员看一下随申码")
    assert (hall.view.notice, hall.view.tips) == ("哪一种都行", (("phone", "手机上的"), ("paper", "纸上的")))
    hall.desks.code_down = ""
    hall.on(NetworkChanged(True))
    assert (hall.view.banner, hall.view.code is not None) == (None, True)


def test_last_known_code_tells_its_age() -> None:
    hall = Hall().on(NetworkChanged(False))
    hall.desks.source = "last-known"
    hall.card().warm()
    assert hall.view.code is not None
    assert (hall.view.code.stale, hall.view.code.age) == (True, "刚刚的")
    assert hall.view.lead == "网络断了，这是上次查到的状态"


def test_qr_that_has_run_out_is_not_shown() -> None:
    hall = Hall().card().warm()
    hall.desks.code_down = "code-gateway-unreachable"
    assert hall.view.code is not None
    assert hall.view.code.qr_text == "QR"
    hall.on(Touched()).wait(29).on(Touched()).wait(29).on(Touched()).wait(4)
    assert hall.view.code is not None
    assert hall.view.code.qr_text == ""


def test_thermometer_out_of_order() -> None:
    hall = Hall().on(FacilityChanged(Facility.TEMPERATURE, False, "wire-lost")).card()
    assert (hall.view.headline, hall.view.lead) == ("体温计歇一歇", "不是您的问题，别的都能用")
    assert [(r.title, r.word) for r in hall.view.facilities] == [
        ("体温", "请到窗口量"),
        ("随申码", "能用"),
        ("血压", "能用"),
        ("体重", "能用"),
    ]
    assert hall.view.notice == "想量体温，请到右侧窗口"
    hall.press(Button.CONTINUE)
    assert hall.view.temperature is not None
    assert (hall.view.temperature.parts, hall.view.temperature.waiting) == ((), "请到窗口量一下")
    assert hall.view.lead == "体温请到窗口量一下"


def test_blood_pressure_with_last_times_value() -> None:
    hall = Hall()
    before = replace(NOW, utc=NOW.utc - timedelta(days=7))
    hall.desks.last = {m.metric: replace(m, taken_at=before) for m in pressure(142, 88)[:2]}
    hall.card().warm().press(Button.SELF_CHECK).press("blood-pressure")
    assert (hall.view.headline, hall.view.lead) == ("先坐好，歇一歇", "歇够 5 分钟，血压量得准")
    hall.wait(300)
    assert hall.view.headline == "手臂放好，\n按一下开始"
    hall.squeeze(138, 86)
    view = hall.view
    assert (view.headline, view.lead) == ("量好了，王奶奶", "比上次低一点，仅供筛查")
    assert view.value is not None
    assert view.value.then is not None
    assert view.value.parts == (("138", "高压"), ("86", "低压"), ("72", "脉搏 次/分"))
    assert (view.value.badge, view.value.badge_shape) == ("接近参考上限", "info")
    then = view.value.then
    assert (then.when, then.then, then.today, then.now) == ("上次 · 上周日", "142/88", "这次", "138/86")
    assert (then.difference, then.beside) == ("高压降了 4", "脉搏 72 次/分")
    assert view.value.saved is True
    hall.press(Button.CONTINUE).press(Button.NO_THANKS)
    assert hall.view.summary[-1] == ("血压", "138 / 86 mmHg")


def test_red_value_on_the_screen() -> None:
    hall = Hall().card().warm().press(Button.SELF_CHECK).press("blood-pressure").press(Button.RESTED)
    hall.squeeze(190, 100).press(Button.HEAD)
    assert (hall.view.headline, hall.view.window, hall.view.help_called) == ("请坐着别动", "", True)
    assert [(a.kind, a.text) for a in hall.desks.alerts] == [
        ("red-first", "王奶奶：高压很高，正在问本人舒不舒服，请留意自助机"),
        ("red-value", "王奶奶：高压很高、说头很痛或很晕，要马上看，请带好急救包到自助机旁边"),
    ]


def test_typed_weight_and_a_slip_of_the_finger() -> None:
    hall = Hall().card().warm().press(Button.SELF_CHECK).press("weight")
    assert hall.view.entry is not None
    assert (hall.view.headline, hall.view.entry.unit, hall.view.entry.decimals) == ("体重是多少？", "公斤", 1)
    hall.on(EntryMade("weight", "6250", hall.view.serial))
    assert hall.view.entry is not None
    assert hall.view.entry.problem != ""
    assert "6250" not in hall.view.entry.problem
    hall.on(EntryMade("weight", "62.5", hall.view.serial))
    assert hall.view.value is not None
    assert (hall.view.lead, hall.view.value.parts) == ("记下了，下次来可以比一比", (("62.5", ""),))
    row: Measurement = hall.desks.measurements[-1][0]
    assert (row.resident_id, row.visit_id) == ("r-wang", hall.visit)


def test_sensor_that_warms_up_is_said_beside_the_code() -> None:
    hall = Hall().card()
    cold = (replace(temperature(None, "no-number")[0], reason=Reason.WARMING),)
    hall.on(temperature_arrived(hall.visit, cold))
    assert (hall.view.state, hall.view.lead) == (State.RESULT, "体温计还没热好，先看随申码")
    assert hall.view.temperature is not None
    assert (hall.view.temperature.waiting, hall.view.temperature.badge) == ("体温计还没热好", "还没量")


def test_sensor_that_warms_up_where_no_code_can_be_had_leads_to_the_window() -> None:
    hall = Hall()
    hall.desks.code_down = "code-gateway-unreachable"
    hall.card()
    cold = (replace(temperature(None, "no-number")[0], reason=Reason.WARMING),)
    hall.on(temperature_arrived(hall.visit, cold))
    assert hall.view.temperature is not None
    assert (hall.view.temperature.waiting, hall.view.temperature.badge) == ("请到窗口量一下", "请到窗口")


def test_screen_and_record_judge_by_the_halls_guideline_and_whose_value_it_is() -> None:
    hall = Hall(Settings(measurements=Measurements(guideline="home-2024"), visit=Visit(bp_readings=1)))
    hall.card().warm().press(Button.SELF_CHECK).press("blood-pressure").press(Button.RESTED)
    hall.squeeze(136, 80)
    assert hall.view.value is not None
    assert hall.view.value.badge == "高于参考范围"
    assert "家庭自测血压" in hall.view.value.source


@pytest.mark.parametrize(("born", "band", "badge"), [(1944, "glucose-random-normal", "在参考范围内"), (2015, None, "")])
def test_typed_value_of_a_child_is_kept_and_not_judged(born: int, band: str | None, badge: str) -> None:
    hall = Hall()
    hall.desks.holder = replace(WANG, birth_year=born)
    hall.card().warm().press(Button.SELF_CHECK).press("glucose")
    hall.on(EntryMade("glucose_random", "5.6", hall.view.serial))
    assert hall.view.value is not None
    assert (hall.view.value.parts, hall.view.value.badge) == ((("5.6", ""),), badge)
    assert hall.desks.measurements[-1][0].assessment == band


def test_summary_does_not_claim_what_the_store_has_not() -> None:
    hall = Hall()
    hall.desks.commits = False
    hall.card().warm().press(Button.SELF_CHECK).press("blood-pressure").press(Button.RESTED)
    hall.squeeze(138, 86)
    assert hall.view.value is not None
    assert hall.view.value.saved is False
    hall.press(Button.CONTINUE).press(Button.NO_THANKS)
    assert (hall.view.summary, hall.view.notice) == ((), "")


def test_silence_warns_then_leaves_and_counts_every_second() -> None:
    hall = Hall().card().take().warm()
    hall.wait(30)
    assert (hall.view.warning_s, hall.view.warning) == (30, ("您还在吗？", "点一下“我还在”，不着急"))
    seen = len(hall.views)
    hall.wait(29)
    assert [v.warning_s for v in hall.views[seen:]] == list(range(29, 0, -1))
    hall.press(Button.STILL_HERE)
    assert (hall.view.state, hall.view.warning_s) == (State.RESULT, None)
    hall.wait(60)
    assert hall.view.state is State.ATTRACT


def test_person_who_walks_away_leaves_nothing_on_the_screen_after_two_seconds() -> None:
    hall = Hall().card().take().warm().on(PersonLeft()).wait(1.5)
    assert hall.view.state is State.RESULT
    assert hall.wait(0.5).view.state is State.ATTRACT


def test_card_left_behind_for_a_minute() -> None:
    hall = Hall().card().warm().press(Button.NO_THANKS).wait(60)
    assert (hall.view.headline, hall.view.lead, hall.view.summary) == ("有卡没拿走", "请交给右侧窗口，再看镜头", ())
    assert [icon for icon, _ in hall.view.tips] == ["insert", "face"]  # the way the card blocks is not offered
    assert [a.text for a in hall.desks.alerts] == ["自助机上有一张卡没人拿，请先收好"]
    assert (hall.take().view.state, hall.view.headline) == (State.ATTRACT, "请刷身份证")


def test_another_card_hides_the_first_person_at_once() -> None:
    hall = Hall().card().warm().take().on(CardArrived(SECOND, CardKind.ID_CARD, NOW))
    assert (hall.view.headline, hall.view.code, hall.view.temperature) == ("正在看您的卡", None, None)
    hall.desks.holder = ZHANG
    hall.on(IdentityRead(SECOND, DOCUMENT, NOW))
    assert hall.view.headline == "张爷爷，早上好"
    assert [v.outcome for v in hall.desks.visits] == [None, "swapped", None]


def test_blood_pressure_of_nobody_is_kept_apart_and_never_shown() -> None:
    hall = Hall()
    before = len(hall.views)
    hall.on(pressure_arrived("gone", pressure(182, 120)))
    assert (hall.desks.quarantined, len(hall.views), hall.desks.alerts) == (["not-awaited"], before, [])


def test_demonstration_says_so_until_the_network_has_something_to_say() -> None:
    hall = Hall(DEMO).card().warm().press(Button.SELF_CHECK)
    assert all(view.banner is not None and view.banner.title == "演示" for view in hall.views)
    hall.on(NetworkChanged(False)).press(Button.HELP)
    assert hall.view.banner is not None
    assert (hall.view.banner.kind, hall.view.banner.title) == ("offline", "网络断了，照常可以用")


# --- parts that fail --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("part", "state"),
    [
        ("meet", State.CARD_PROBLEM),
        ("query", State.RESULT),
        ("request", State.REMEASURE),
        ("save_visit", State.RESULT),
        ("save_measurements", State.RESULT),
        ("save_code", State.RESULT),
    ],
)
def test_failing_part_leads_somewhere_calm_and_logs_nobody(part: str, state: State, announced: AnnouncedLog) -> None:
    announced.expect("failed: RuntimeError in ")
    hall = Hall()
    hall.desks.broken = {part}
    hall.card()
    if state is State.RESULT:
        hall.warm()
    assert hall.view.state is state


def test_failing_camera_session_asks_for_a_card(announced: AnnouncedLog) -> None:
    announced.expect("StartFaces failed: RuntimeError in ")
    hall = Hall()
    hall.desks.broken = {"start", "stop"}
    announced.expect("StopFaces failed")
    assert hall.looking().view.state is State.ASK_CARD


def test_defect_in_the_table_closes_the_visit_calmly(announced: AnnouncedLog) -> None:
    announced.expect("object in result failed: KeyError in ")
    hall = Hall().card().warm().on(object())  # type: ignore[arg-type]
    assert (hall.view.state, hall.view.lead) == (State.GOODBYE, "慢走，欢迎常来坐坐")
    assert hall.desks.visits[-1].outcome == "failed"


def test_view_that_cannot_be_made_does_not_leave_the_old_one(announced: AnnouncedLog) -> None:
    announced.expect("no view of result: AttributeError in ")
    hall = Hall().card()
    row = temperature(36.5, "normal")[0]
    broken = replace(row, value=36.5)
    object.__setattr__(broken, "value", "36.5")
    announced.expect("no view of result")
    hall.on(temperature_arrived(hall.visit, (broken,)))
    assert (hall.view.state, hall.view.lead) == (State.GOODBYE, "慢走，欢迎常来坐坐")


def test_screen_that_fails_does_not_stop_the_visit(announced: AnnouncedLog) -> None:
    announced.expect("a view could not be published: ZeroDivisionError")
    hall = Hall()
    hall.conductor._publish = lambda _: print(1 / 0)
    hall.card().warm()
    assert hall.conductor.situation.state is State.RESULT


def test_reader_that_hangs_is_given_up_after_five_seconds() -> None:
    hall = Hall().on(CardArrived(FIRST, CardKind.ID_CARD, NOW)).wait(4.5)
    assert hall.view.state is State.READING
    assert hall.wait(0.5).view.headline == "请拿开再放一次"


def test_read_failure_has_words_of_its_own() -> None:
    hall = Hall().on(CardArrived(FIRST, CardKind.ID_CARD, NOW), ReadFailed(FIRST, ReadFailure.MOVED, True, NOW))
    assert (hall.view.headline, hall.view.lead) == ("请把卡放稳", "刚才动了一下，再放一次")


def test_queue_numbers_begin_anew_each_day() -> None:
    hall = Hall()
    hall.desks.level = "yellow"
    for _ in range(2):
        hall.card().warm().press(Button.TO_WINDOW).take().wait(8)
    assert hall.conductor.situation.terminal.queue_next == 3
    hall.clock.set_wall(START + timedelta(days=1))
    hall.card().warm()
    assert hall.view.queue == "梧桐 1"


def test_queue_numbers_go_on_when_the_terminal_was_started_anew_today() -> None:
    hall = Hall(last_queue_number=7)
    hall.desks.level = "yellow"
    hall.card().warm()
    assert hall.view.queue == "梧桐 8"
    assert [(a.queue, a.queue_number) for a in hall.desks.alerts] == [("梧桐 8", 8)]
    hall.clock.set_wall(START + timedelta(days=1))
    assert Hall(last_queue_number=99).conductor.situation.terminal.queue_next == 1


def test_each_press_of_help_calls_somebody_and_names_the_queue_word() -> None:
    hall = Hall()
    hall.desks.level = "yellow"
    hall.card().warm()
    for _ in range(2):
        hall.press(Button.HELP).press(Button.BACK)
    assert [(a.kind, a.queue) for a in hall.desks.alerts] == [
        ("code", "梧桐 1"), ("help", "梧桐 1"), ("help", "梧桐 1")
    ]  # fmt: skip


def test_temperature_that_nobody_waits_for_is_kept_apart() -> None:
    hall = Hall().card().warm()
    hall.on(temperature_arrived(hall.visit, temperature(39.5, "high")))
    assert (hall.desks.quarantined, hall.desks.alerts) == (["not-awaited"], [])
    assert hall.view.state is State.RESULT
