"""What a screen says happens, or it is not said: help, the window, the reader to use, times and units."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import resources
from devices.events import CardArrived, CardKind, CardToken, ReadFailed, ReadFailure
from kiosk.faces.events import FaceUnknown, PersonLeft, SomebodyNear
from kiosk.facilities import NOT_CONFIGURED, Facility, FacilityChanged
from kiosk.instruments.rows import STEPS
from kiosk.sentences import catalogue, texts_in
from kiosk.settings import DeviceEntry, Settings
from kiosk.settings import Hall as Place
from kiosk.visits.events import CallStage, CallStands, EntryMade
from kiosk.visits.states import Button, State
from kiosk.visits.visitor_words import load_words
from tests.kiosk.visits.hall import Hall
from tests.kiosk.visits.people import NOW, pressure, pressure_arrived, temperature, temperature_arrived

SOCIAL = CardToken("ss", 1)
PROMISES = (
    "有人来",
    "这就到",
    "已经告诉",
    "叫您",
    "陪您",
    "不用排队",
    "自动补上",
    "会帮您",
    "第一次在这里",
)


WHEN_IT_IS_SO = {
    "visitor.bar.help-told": "已经告诉",
    "visitor.bar.help-taken": "有人来",
    "visitor.screens.help.variants.told.headline": "已经告诉",
    "visitor.screens.help.variants.taken.headline": "有人来",
    "visitor.screens.window.variants.red-told.lead": "已经告诉",
    "visitor.screens.window.variants.red-taken.lead": "有人来",
}
"""Where it is said that staff know or that somebody comes: in words that are shown when it is so, and in no others."""


def test_nobody_is_told_that_somebody_comes_or_knows_but_where_it_is_so() -> None:
    said = {text.key: word for text in texts_in(catalogue().topic("visitor")) for word in PROMISES if word in text}
    assert said == WHEN_IT_IS_SO
    values = "".join(re.findall(r'"([^"]*)"', resources.path("codes", "bands.toml").read_text(encoding="utf-8")))
    assert [word for word in PROMISES if word in values] == []


# --- help ---------------------------------------------------------------------------------------------------------
def test_help_names_the_window_and_says_it_is_written_down_once_it_is() -> None:
    hall = Hall()
    hall.desks.commits = False
    hall.press(Button.HELP)
    assert (hall.view.headline, hall.view.window) == ("请到右侧窗口", "1 号窗口")
    assert [text for _, text in hall.view.tips] == ["走不动？请身边的人叫一声"]
    hall = Hall().press(Button.HELP)
    assert [text for _, text in hall.view.tips] == ["已经替您记下了", "走不动？请身边的人叫一声"]


def said_of(hall: Hall) -> tuple[str, str, str, str]:
    """Headline, lead, the window that is shown, and what stands on the yellow place."""
    return hall.view.headline, hall.view.lead, hall.view.window, hall.view.help_label


def test_help_says_that_staff_know_that_somebody_comes_or_that_nobody_answers_when_it_is_so() -> None:
    hall = Hall().press(Button.HELP)
    visit = hall.conductor.situation.visit_id or ""
    out = ("请到右侧窗口", "不着急，窗口能帮您", "1 号窗口", "窗口能帮忙")
    told = ("已经告诉\n工作人员了", "请稍等，着急就到右侧窗口", "1 号窗口", "已经告诉了")
    taken = ("马上有人来", "请在这里等一等", "", "马上有人来")
    nobody = ("请到右侧窗口", "这会儿没人应，请到窗口", "1 号窗口", "窗口能帮忙")
    assert said_of(hall) == out
    assert said_of(hall.on(CallStands("another visit", CallStage.TAKEN))) == out
    assert said_of(hall.on(CallStands(visit, CallStage.TOLD))) == told
    assert said_of(hall.on(CallStands(visit, CallStage.UNANSWERED))) == nobody
    assert said_of(hall.on(CallStands(visit, CallStage.TAKEN))) == taken
    assert said_of(hall.on(CallStands(visit, CallStage.TOLD))) == told  # whoever went does not go after all
    assert said_of(hall.on(CallStands(visit, CallStage.OUT))) == out


def test_red_value_keeps_them_sitting_and_says_who_knows_when_it_is_so() -> None:
    hall = Hall().card().warm().press(Button.SELF_CHECK).press("blood-pressure").press(Button.RESTED)
    hall.squeeze(186, 112).press(Button.CHEST)
    visit = hall.conductor.situation.visit_id or ""
    told = hall.on(CallStands(visit, CallStage.TOLD))
    assert said_of(told) == ("请坐着别动", "已经告诉工作人员了", "", "已经告诉了")
    assert said_of(hall.on(CallStands(visit, CallStage.TAKEN))) == ("请坐着别动", "马上有人来", "", "马上有人来")
    nobody = hall.on(CallStands(visit, CallStage.UNANSWERED))
    assert said_of(nobody) == ("请坐着别动", "请身边的人叫右侧窗口过来", "", "窗口能帮忙")


def test_calling_again_promises_nothing_until_it_is_heard_but_whoever_goes_still_goes() -> None:
    hall = Hall().press(Button.HELP)
    visit = hall.conductor.situation.visit_id or ""
    hall.card().warm()
    hall.on(CallStands(visit, CallStage.UNANSWERED)).press(Button.HELP)
    assert hall.view.lead == "不着急，窗口能帮您"
    hall.press(Button.BACK).on(CallStands(visit, CallStage.TAKEN))
    assert (hall.view.state, hall.view.help_label) == (State.RESULT, "马上有人来")
    assert hall.press(Button.HELP).view.headline == "马上有人来"


def test_whoever_waits_for_somebody_has_the_whole_time_again() -> None:
    hall = Hall().press(Button.HELP)
    visit = hall.conductor.situation.visit_id or ""
    hall.wait(140).on(CallStands(visit, CallStage.TOLD)).wait(140).on(CallStands(visit, CallStage.TAKEN)).wait(140)
    assert (hall.view.headline, hall.view.warning) == ("马上有人来", None)


def test_at_the_way_to_the_window_nothing_changes_when_the_call_is_heard() -> None:
    hall = Hall()
    hall.desks.level = "yellow"
    hall.card().warm()
    before = hall.view
    hall.on(CallStands(hall.conductor.situation.visit_id or "", CallStage.TAKEN))
    assert hall.view == before


def test_red_value_says_to_sit_and_whom_to_call_and_promises_nobody() -> None:
    hall = Hall().card().warm().press(Button.SELF_CHECK).press("blood-pressure").press(Button.RESTED)
    hall.squeeze(186, 112).press(Button.CHEST)
    assert (hall.view.headline, hall.view.lead) == ("请坐着别动", "请身边的人叫右侧窗口过来")
    assert [text for _, text in hall.view.tips] == ["已经替您记下了", "先歇一歇，不急着走", "很不舒服，就打 120"]


def test_minutes_of_the_pressure_tile_follow_the_rest_of_this_hall() -> None:
    hall = Hall().card().warm().press(Button.SELF_CHECK)
    assert next(b.detail for b in hall.view.buttons if b.button == "blood-pressure") == "大约 8 分钟"


# --- the window -----------------------------------------------------------------------------------------------------
def sent_to_the_window() -> Hall:
    hall = Hall()
    hall.desks.level = "yellow"
    return hall.on(SomebodyNear()).card().warm().press(Button.TO_WINDOW)


def test_side_and_number_stay_until_the_person_has_gone() -> None:
    hall = sent_to_the_window().take()
    for _ in range(3):
        hall.wait(59)
        assert hall.view.headline == "王奶奶，\n请到右侧窗口"
        assert (hall.view.lead, hall.view.window, hall.view.queue) == ("到窗口说“梧桐 1”就好", "1 号窗口", "梧桐 1")
    hall.on(PersonLeft()).wait(2)
    assert (hall.view.state, hall.view.queue) == (State.ATTRACT, "")


def test_without_a_camera_side_and_number_stay_a_minute() -> None:
    hall = Hall()
    hall.desks.level = "yellow"
    hall.card().warm().press(Button.TO_WINDOW).take()
    assert hall.wait(59).view.queue == "梧桐 1"
    assert hall.wait(2).view.state is State.ATTRACT


def test_card_still_on_the_reader_is_asked_for_and_the_way_to_the_window_with_it() -> None:
    hall = sent_to_the_window()
    assert (hall.view.headline, hall.view.lead) == ("请拿好身份证", "再到右侧窗口，说“梧桐 1”")


# --- which card, and how --------------------------------------------------------------------------------------------
def lacking(*facilities: Facility, place: Place | None = None) -> Hall:
    hall = Hall(Settings(hall=place or Place()))
    return hall.on(*(FacilityChanged(facility, False, NOT_CONFIGURED) for facility in facilities))


def test_both_readers_each_card_at_its_own_place() -> None:
    hall = lacking(place=Place(id_reader_place="左侧", contact_reader_place="右下方"))
    assert hall.view.tips == (
        ("card", "刷身份证\n左侧\n亮灯的地方"),
        ("insert", "插社保卡\n右下方\n插到底"),
        ("face", "看镜头\n上方\n站一步远"),
    )


def test_terminal_with_a_contact_reader_only_asks_to_put_the_card_in() -> None:
    hall = lacking(Facility.ID_CARD)
    assert (hall.view.headline, [icon for icon, _ in hall.view.tips]) == ("请插社保卡", ["insert", "face"])
    assert "刷" not in hall.view.headline + hall.view.lead + "".join(text for _, text in hall.view.tips)


@pytest.mark.parametrize(
    ("why", "headline", "lead"),
    [
        (ReadFailure.MOVED, "请插好先别拔", "刚才动了一下，再插一次"),
        (ReadFailure.SILENT, "请拔出再插一次", "没读到，换个方向也可以"),
    ],
)
def test_social_card_that_was_not_read_goes_in_again(why: ReadFailure, headline: str, lead: str) -> None:
    hall = lacking().on(CardArrived(SOCIAL, CardKind.CONTACT_CARD, NOW))
    assert (hall.view.lead, hall.view.card_kind) == ("先别拔，一会儿就好", CardKind.CONTACT_CARD)
    hall.on(ReadFailed(SOCIAL, why, True, NOW))
    assert (hall.view.headline, hall.view.lead) == (headline, lead)
    assert ([icon for icon, _ in hall.view.tips], hall.view.card_kind) == (["insert"], CardKind.CONTACT_CARD)


def test_card_that_says_too_little_leads_to_the_window_where_no_identity_card_is_read() -> None:
    hall = lacking(Facility.ID_CARD).on(CardArrived(SOCIAL, CardKind.CONTACT_CARD, NOW))
    hall.on(ReadFailed(SOCIAL, ReadFailure.LOCKED, False, NOW))
    assert (hall.view.headline, hall.view.lead) == ("请到右侧窗口", "这张卡这里认不出，窗口能办")
    assert hall.view.tips == ()


# --- an unknown face ------------------------------------------------------------------------------------------------
def test_unknown_face_learns_that_this_way_is_for_those_who_registered_and_where_to_ask() -> None:
    hall = Hall().looking()
    hall.on(FaceUnknown(1))
    assert (hall.view.headline, hall.view.lead) == ("请刷身份证", "没认出来没关系，用卡一样办")
    assert hall.view.notice == "看镜头要先登记，请问右侧窗口"
    assert next(b.label for b in hall.view.buttons if b.button is Button.LOOK) == "再看一次镜头"


def test_unknown_face_before_a_terminal_without_readers_learns_it_too() -> None:
    hall = lacking(Facility.ID_CARD, Facility.SOCIAL_CARD).looking()
    hall.on(FaceUnknown(1))
    assert (hall.view.headline, hall.view.notice) == ("请到右侧窗口", "看镜头要先登记，请问右侧窗口")


# --- numbers --------------------------------------------------------------------------------------------------------
def test_value_says_when_it_was_taken_and_that_stays_true() -> None:
    hall = Hall().card().warm()
    for _ in range(2):
        assert hall.view.temperature is not None
        assert hall.view.temperature.note == "额头筛查 · 9:20"
        hall.wait(25)


def test_value_of_a_device_that_was_only_allowed_says_so() -> None:
    """A technician lets a device be used whose calibration does not hold."""
    hall = Hall().card()
    (body,) = temperature(36.5, "normal")
    hall.on(temperature_arrived(hall.visit, (replace(body, flags=("override",)),)))
    assert hall.view.temperature is not None
    assert (hall.view.temperature.badge, hall.view.temperature.badge_shape) == ("设备待校准", "info")
    hall.press(Button.SELF_CHECK).press("blood-pressure").press(Button.RESTED)
    sys, dia, pulse = pressure(128, 82)
    hall.on(pressure_arrived(hall.visit, (replace(sys, flags=("override",)), dia, pulse)))
    assert hall.view.value is not None
    assert (hall.view.value.note, hall.view.value.mark) == ("9:20 量的", "设备待校准，仅供参考")


def test_goodbye_names_every_unit() -> None:
    hall = Hall().card().warm().press(Button.SELF_CHECK).press("blood-pressure").press(Button.RESTED)
    hall.squeeze(128, 82).press(Button.CONTINUE).press("weight")
    hall.on(EntryMade("weight", "62.5", hall.view.serial))
    assert hall.view.value is not None
    assert (hall.view.value.unit, hall.view.value.doubled) == ("公斤", "也就是 125 斤")
    hall.press(Button.CONTINUE).press("glucose")
    hall.on(EntryMade("glucose_random", "5.6", hall.view.serial)).press(Button.CONTINUE).press(Button.NO_THANKS)
    rows = dict(hall.view.summary)
    assert rows == {
        "随申码": "绿码",
        "体温": "36.5 ℃",
        "血压": "128 / 82 mmHg",
        "体重": "62.5 公斤",
        "血糖（饭后）": "5.6 mmol/L",
    }


def test_source_of_a_range_reads_as_a_source() -> None:
    assert load_words(STEPS).values["source"].format(source="中国高血压防治指南") == (
        "筛查参考，不能用于诊断。参考：中国高血压防治指南"
    )


def test_confirming_nothing_asks_for_the_number() -> None:
    hall = Hall().card().warm().press(Button.SELF_CHECK).press("glucose")
    hall.on(EntryMade("glucose_random", "", hall.view.serial))
    assert hall.view.entry is not None
    assert hall.view.entry.problem == "请输入血糖的数字"


@pytest.mark.parametrize(
    ("model", "headline", "arm_in"),
    [("hbp-9030", "手臂伸进去，\n按一下开始", True), ("", "手臂放好，\n按一下开始", False)],
)
def test_pressure_monitor_is_shown_as_it_is_built(model: str, headline: str, arm_in: bool) -> None:
    devices = [DeviceEntry(name="bp", model=model)] if model else []
    hall = Hall(Settings(devices=devices)).card().warm()
    hall.press(Button.SELF_CHECK).press("blood-pressure").press(Button.RESTED)
    assert (hall.view.headline, hall.view.arm_in) == (headline, arm_in)
