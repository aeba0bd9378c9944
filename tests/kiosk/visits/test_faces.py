"""The camera session and the comparison: notice first, careful words, a card whenever a face will not do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from devices.events import CardArrived, CardKind, CardLeft
from kiosk.faces.events import (
    CardNeeded,
    FaceChecks,
    FaceHint,
    FaceMatched,
    FaceNeedsCard,
    FaceSeen,
    FaceUnknown,
    HolderCompared,
    Likeness,
    PersonLeft,
    SomebodyNear,
)
from kiosk.facilities import Facility, FacilityChanged
from kiosk.settings import Camera, Faces, Settings
from kiosk.visits.effects import Alert, CompareHolder, NoteStep, RequestReading, SaveVisit, StartFaces, StopFaces
from kiosk.visits.events import MatchResolved, Touched
from kiosk.visits.situation import Situation, Terminal, Timer
from kiosk.visits.states import Button, State
from tests.conftest import AnnouncedLog
from tests.kiosk.visits.hall import Hall
from tests.kiosk.visits.people import FIRST, NOW, RULES, SECOND, WANG, ZHANG, Walk

COMPARING = replace(RULES, compare_holders=True)
NOTICE = "镜头只用来认人，不拍照，不留存"
BY_TOUCH = Settings(camera=Camera(source="0", only_in_use=True))
NO_READER = (FacilityChanged(Facility.ID_CARD, False), FacilityChanged(Facility.SOCIAL_CARD, False))


# --- the notice ---------------------------------------------------------------------------------------------------
def test_notice_stands_on_the_screen_before_the_camera_session_begins() -> None:
    walk = Walk().on(SomebodyNear())
    assert (walk.state, walk.asked(StartFaces)) == (State.LOOKING, [])
    walk.fire(Timer.NOTICE)
    assert walk.asked(StartFaces) == [StartFaces(1)]


def test_screen_says_what_the_camera_is_for_and_shows_no_picture_yet() -> None:
    hall = Hall()
    assert (hall.view.state, hall.view.notice) == (State.ATTRACT, NOTICE)
    hall.on(SomebodyNear())
    assert hall.view.guidance is not None
    assert (hall.view.notice, hall.view.guidance.live, "start" in hall.desks.asked) == (NOTICE, False, False)
    hall.wait(1.0)
    assert "start" not in hall.desks.asked
    hall.wait(0.5)
    assert hall.view.guidance is not None
    assert (hall.view.notice, hall.view.guidance.live, "start" in hall.desks.asked) == (NOTICE, True, True)


def test_notice_covered_by_help_does_not_count_as_shown() -> None:
    walk = Walk().on(SomebodyNear()).press(Button.HELP)
    assert (walk.s.timer(Timer.NOTICE), walk.asked(StartFaces)) == (None, [])
    walk.press(Button.BACK)
    assert (walk.state, walk.asked(StartFaces)) == (State.LOOKING, [])
    assert walk.fire(Timer.NOTICE).asked(StartFaces) == [StartFaces(1)]


def test_answer_of_an_earlier_session_during_the_notice_names_nobody() -> None:
    walk = Walk().looking().press(Button.USE_CARD).press(Button.LOOK)
    walk.on(FaceMatched(1, "r-zhang", 0.9), MatchResolved(1, ZHANG), FaceNeedsCard(1, CardNeeded.NOT_LIVE))
    assert (walk.state, walk.s.resident, walk.terminal.refusals) == (State.LOOKING, None, 0)


@pytest.mark.parametrize(
    ("fault", "notice"), [(None, NOTICE), ("wire-lost", ""), ("camera-none", "")], ids=["works", "broken", "none"]
)
def test_attract_speaks_of_the_camera_only_where_it_works(fault: str | None, notice: str) -> None:
    hall = Hall().on(*([FacilityChanged(Facility.CAMERA, False, fault)] if fault else []))
    assert hall.view.notice == notice


def test_camera_closed_between_visits_is_opened_by_the_first_touch_of_the_button() -> None:
    hall = Hall(BY_TOUCH)
    assert (hall.view.headline, hall.view.lead) == ("请刷身份证", "社保卡请插卡，没带就点下面")
    assert [tip[0] for tip in hall.view.tips] == ["card", "insert"]
    hall.press(Button.LOOK)
    assert (hall.view.state, hall.view.notice) == (State.LOOKING, NOTICE)
    assert "start" in hall.wait(1.5).desks.asked


def test_camera_closed_between_visits_is_the_only_way_in_without_readers() -> None:
    hall = Hall(BY_TOUCH).on(*NO_READER)
    assert (hall.view.headline, hall.view.buttons[0].label) == ("请点下面按钮", "好，看镜头")
    assert hall.press(Button.LOOK).view.state is State.LOOKING


# --- guidance -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("hint", "checks", "marks"),
    [
        (FaceHint.CLOSER, FaceChecks(False, True, True), [("远了", False), ("光线好", True), ("脸正", True)]),
        (FaceHint.BACK, FaceChecks(False, True, True), [("近了", False), ("光线好", True), ("脸正", True)]),
        (FaceHint.CENTRE, FaceChecks(True, True, True), [("远近好", True), ("光线好", True), ("脸正", True)]),
        (FaceHint.CLOSER, FaceChecks(False, False, False), [("远了", False), ("光不好", False), ("没看清", False)]),
        (FaceHint.BRIGHTER, FaceChecks(True, False, True), [("远近好", True), ("有点暗", False), ("脸正", True)]),
        (FaceHint.GLARE, FaceChecks(True, False, True), [("远近好", True), ("有点亮", False), ("脸正", True)]),
        (FaceHint.LOOK_HERE, FaceChecks(True, True, False), [("远近好", True), ("光线好", True), ("脸侧了", False)]),
        (FaceHint.HOLD_STILL, FaceChecks(True, True, False), [("远近好", True), ("光线好", True), ("在动", False)]),
        (FaceHint.GOOD, FaceChecks(True, True, True), [("远近好", True), ("光线好", True), ("脸正", True)]),
        (FaceHint.TURN_LEFT, FaceChecks(True, True, False), []),
        (FaceHint.NOBODY, None, []),
    ],
)
def test_marks_say_what_is_right_already(
    hint: FaceHint, checks: FaceChecks | None, marks: list[tuple[str, bool]]
) -> None:
    hall = Hall().looking().on(FaceSeen(1, hint, 0.4, checks))
    assert hall.view.guidance is not None
    assert [(m.word, m.good) for m in hall.view.guidance.marks] == marks


def test_turning_the_head_is_said_and_drawn_on_the_persons_own_side() -> None:
    hall = Hall().looking().on(FaceSeen(1, FaceHint.TURN_LEFT, 0.5, FaceChecks(True, True, True)))
    assert hall.view.guidance is not None
    assert (hall.view.headline, hall.view.guidance.chip, hall.view.guidance.turn) == ("慢慢向左转头", "向左转", "left")
    assert hall.view.has(Button.USE_CARD)
    hall.on(FaceSeen(1, FaceHint.TURN_RIGHT, 0.5))
    assert (hall.view.guidance.turn, hall.view.headline) == ("right", "慢慢向右转头")
    hall.on(FaceSeen(1, FaceHint.LOOK_HERE, 0.8))
    assert (hall.view.guidance.turn, hall.view.headline) == ("", "请看上方镜头")


def test_being_asked_to_turn_gives_the_whole_time_again_once() -> None:
    walk = Walk().looking().on(FaceSeen(1, FaceHint.GOOD, 1.0))
    first = walk.s.timer(Timer.LOOK)
    walk.on(FaceSeen(1, FaceHint.TURN_LEFT, 1.0))
    second = walk.s.timer(Timer.LOOK)
    walk.on(FaceSeen(1, FaceHint.TURN_LEFT, 1.0), FaceSeen(1, FaceHint.LOOK_HERE, 1.0))
    assert (first != second, walk.s.timer(Timer.LOOK)) == (True, second)


def test_marks_of_one_person_are_gone_when_the_next_one_comes() -> None:
    walk = Walk().looking().on(FaceSeen(1, FaceHint.GOOD, 1.0, FaceChecks(True, True, True)), PersonLeft())
    assert (walk.camera.hint, walk.camera.progress, walk.camera.checks) == (FaceHint.NOBODY, 0.0, None)


# --- between yes and no -------------------------------------------------------------------------------------------
def test_match_that_is_not_sure_asks_with_care_and_offers_the_card() -> None:
    hall = Hall().looking().on(FaceMatched(1, "r-wang", 0.5, sure=False))
    assert (hall.view.headline, hall.view.lead) == ("看着像王奶奶", "请您确认一下")
    assert [(b.button, b.label) for b in hall.view.buttons][:2] == [
        (Button.YES, "是，我是"),
        (Button.USE_CARD, "用卡更准"),
    ]
    assert hall.view.guidance is not None
    assert (hall.view.guidance.good, hall.view.guidance.chip) == (False, "请确认")
    assert hall.transitions[-1] == (State.CONFIRM, "face-unsure")
    hall.press(Button.USE_CARD)
    assert (hall.view.headline, "王奶奶" in str(hall.view.lead)) == ("请刷身份证", False)
    assert hall.card().view.state is State.CHECKING


def test_match_that_is_not_sure_and_is_confirmed_is_served_like_any_other() -> None:
    walk = Walk().matched(sure=False).press(Button.YES)
    assert (walk.state, walk.current.identified_by, walk.s.resident) == (State.CHECKING, "face", WANG)


def test_match_that_is_not_sure_where_no_card_can_be_read_can_be_denied() -> None:
    walk = Walk().on(*NO_READER).matched(sure=False)
    assert (walk.state, walk.s.variant) == (State.CONFIRM, "unsure-no-reader")
    assert (walk.press(Button.NO).state, walk.s.resident, walk.camera.unsure) == (State.ASK_CARD, None, False)


def test_doubt_about_one_person_is_not_kept_for_the_next_session() -> None:
    walk = Walk().matched(sure=False).press(Button.USE_CARD).press(Button.LOOK).fire(Timer.NOTICE)
    walk.on(FaceMatched(2, "r-wang", 0.9), MatchResolved(2, WANG))
    assert (walk.state, walk.s.variant) == (State.CONFIRM, "")


# --- a card decides -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("why", "lead", "looks_again"),
    [
        (CardNeeded.LOOK_ALIKE, "这次用卡最准，一样办", False),
        (CardNeeded.NOT_LIVE, "这次没看清，用卡一样办", True),
        (CardNeeded.TOO_MANY, "这里人多，用卡认得最准", False),
    ],
)
def test_face_alone_will_not_do(why: CardNeeded, lead: str, looks_again: bool) -> None:
    hall = Hall().looking().on(FaceNeedsCard(1, why))
    assert (hall.view.state, hall.view.headline, hall.view.lead) == (State.ASK_CARD, "请刷身份证", lead)
    assert hall.view.has(Button.LOOK) is looks_again
    assert hall.transitions[-1] == (State.ASK_CARD, f"face-{why.value}")
    assert hall.desks.alerts == []
    hall.press(Button.BACK)
    assert [reason for _, reason, _ in hall.desks.visits[-1].steps] == [
        *("somebody-near", f"face-{why.value}", "back"),
    ]
    assert hall.desks.visits[-1].resident_id is None


def test_card_that_cannot_be_read_does_not_offer_a_face_that_would_not_do() -> None:
    walk = Walk().looking().on(FaceNeedsCard(1, CardNeeded.LOOK_ALIKE), CardArrived(FIRST, CardKind.ID_CARD, NOW))
    walk.fire(Timer.READ)
    assert (walk.state, walk.camera.card_only) == (State.CARD_PROBLEM, True)
    walk.on(CardLeft(FIRST, NOW)).press(Button.BACK)
    assert (walk.state, walk.camera.card_only) == (State.ATTRACT, False)


def test_face_alone_will_not_do_and_no_card_can_be_read() -> None:
    hall = Hall().on(*NO_READER).looking().on(FaceNeedsCard(1, CardNeeded.LOOK_ALIKE))
    assert (hall.view.headline, hall.view.has(Button.LOOK)) == ("请到右侧窗口", False)
    assert hall.view.has(Button.HELP)


def refused(walk: Walk, times: int) -> Walk:
    for _ in range(times):
        if walk.state is State.ATTRACT:
            walk.on(SomebodyNear())
        else:
            walk.press(Button.LOOK)
        walk.fire(Timer.NOTICE).on(FaceNeedsCard(walk.terminal.camera_session, CardNeeded.NOT_LIVE))
    return walk


def test_staff_are_told_quietly_after_three_refusals_in_a_row() -> None:
    walk = refused(Walk(), 2)
    assert walk.asked(Alert) == []
    refused(walk, 1)
    alerts = [(a.kind, a.words, a.resident_id, a.who, a.queue) for a in walk.asked(Alert)]
    assert (alerts, walk.terminal.refusals) == ([("face", "face", None, None, None)], 0)
    assert (walk.state, walk.current.help_called) == (State.ASK_CARD, False)


def test_refusals_of_several_visitors_in_a_row_count_together() -> None:
    walk = refused(Walk(), 2).press(Button.BACK).fire(Timer.AWAKE)
    assert (walk.state, walk.terminal.refusals) == (State.ATTRACT, 2)
    assert len(refused(walk, 1).asked(Alert)) == 1


@pytest.mark.parametrize("between", ["known", "unknown", "card"])
def test_anybody_seen_for_certain_ends_the_row(between: str) -> None:
    walk = refused(Walk(), 2)
    if between == "card":
        walk.card()
    else:
        walk.press(Button.LOOK).fire(Timer.NOTICE)
        session = walk.terminal.camera_session
        if between == "unknown":
            walk.on(FaceUnknown(session))
        else:
            walk.on(FaceMatched(session, "r-wang", 0.9), MatchResolved(session, WANG))
    assert walk.terminal.refusals == 0


# --- another person steps in --------------------------------------------------------------------------------------
def test_person_who_leaves_before_confirming_is_no_longer_named() -> None:
    walk = Walk().matched().on(PersonLeft())
    assert (walk.state, walk.s.resident, walk.s.searching) == (State.LOOKING, None, False)
    walk.on(SomebodyNear()).fire(Timer.NOTICE)
    assert walk.terminal.camera_session == 2
    walk.on(FaceMatched(1, "r-wang", 0.9), MatchResolved(1, WANG))
    assert (walk.state, walk.s.resident) == (State.LOOKING, None)
    walk.on(FaceMatched(2, "r-zhang", 0.9), MatchResolved(2, ZHANG))
    assert (walk.state, walk.s.resident) == (State.CONFIRM, ZHANG)


def test_person_who_leaves_while_the_register_is_asked_is_not_named_to_the_next() -> None:
    walk = Walk().looking().on(FaceMatched(1, "r-wang", 0.9), PersonLeft(), FaceSeen(1, FaceHint.CLOSER, 0.1))
    walk.on(SomebodyNear(), MatchResolved(1, WANG))
    assert (walk.state, walk.s.resident, walk.terminal.camera_session) == (State.LOOKING, None, 2)
    assert [type(e) for e in walk.effects if isinstance(e, StartFaces | StopFaces)] == [
        *(StartFaces, StopFaces, StartFaces),
    ]


def test_nobody_comes_back_and_the_screen_clears() -> None:
    walk = Walk().matched().on(PersonLeft()).fire(Timer.AWAY)
    assert (walk.state, walk.s.visit_id) == (State.ATTRACT, None)


@pytest.mark.parametrize("way", ["checking", "result", "menu", "value"])
def test_next_person_sees_nothing_of_one_known_by_face(way: str) -> None:
    hall = Hall().looking().on(FaceMatched(1, "r-wang", 0.9)).press(Button.YES)
    if way != "checking":
        hall.warm(36.5)
    if way in ("menu", "value"):
        hall.press(Button.SELF_CHECK)
    if way == "value":
        hall.press("blood-pressure").press(Button.RESTED).squeeze(138, 86)
    hall.on(PersonLeft(), SomebodyNear())
    view = hall.view
    assert (view.state, view.headline, view.lead) == (State.CONFIRM, "您是王奶奶吗？", "是您就点一下，接着来")
    assert (view.code, view.temperature, view.value, view.summary) == (None, None, None, ())
    hall.press(Button.NO)
    assert (hall.view.state, hall.conductor.situation.resident) == (State.ASK_CARD, None)
    assert hall.desks.visits[-1].outcome == "left"


def test_temperature_of_the_next_person_is_not_the_first_ones() -> None:
    hall = Hall().looking().on(FaceMatched(1, "r-wang", 0.9)).press(Button.YES)
    hall.on(PersonLeft(), SomebodyNear()).warm(37.9, "raised")
    assert (hall.desks.quarantined, hall.desks.measurements) == (["person-left"], [])
    hall.press(Button.NO)
    assert hall.desks.measurements == []


def test_second_measurement_is_not_taken_of_whoever_steps_in() -> None:
    walk = Walk().matched().press(Button.YES).coded().warm(37.9, "raised").fire(Timer.REST)
    assert (walk.state, walk.s.measuring) == (State.REMEASURE, True)
    walk.on(PersonLeft(), SomebodyNear())
    assert (walk.state, walk.s.variant) == (State.CONFIRM, "returned")
    asked = len(walk.asked(RequestReading))
    walk.warm(36.4)
    assert (walk.state, walk.temperature.shown) == (State.CONFIRM, None)
    walk.press(Button.YES)
    assert (walk.state, len(walk.asked(RequestReading))) == (State.REMEASURE, asked + 1)
    assert walk.warm(36.4).state is State.RESULT


def test_next_person_at_the_goodbye_begins_anew() -> None:
    walk = Walk().matched().press(Button.YES).coded().warm().press(Button.NO_THANKS)
    walk.on(PersonLeft(), SomebodyNear())
    assert (walk.state, walk.s.resident) == (State.ATTRACT, None)
    assert walk.asked(SaveVisit)[-1].outcome == "served"


# --- one to one ---------------------------------------------------------------------------------------------------
def test_holder_of_a_card_is_compared_once() -> None:
    walk = Walk(COMPARING).card()
    assert [(e.session, e.resident_id) for e in walk.asked(CompareHolder)] == [(1, "r-wang")]
    walk.on(HolderCompared(1, Likeness.SAME), HolderCompared(1, Likeness.DIFFERENT))
    assert (walk.current.identified_by, walk.s.comparing) == ("id-card+face", False)
    assert [(e.state, e.reason) for e in walk.asked(NoteStep)] == [(State.CHECKING, "holder-same")]
    assert [e.identified_by for e in walk.asked(SaveVisit)] == ["id-card", "id-card+face"]
    assert walk.coded().warm().state is State.RESULT


@pytest.mark.parametrize("likeness", [Likeness.DIFFERENT, Likeness.UNSURE])
def test_daughter_with_her_mothers_card_is_served_and_nothing_is_said(likeness: Likeness) -> None:
    hall = Hall().card()
    before = hall.view
    hall.on(HolderCompared(hall.session, likeness))
    assert replace(hall.view, notice="") == replace(before, notice="")
    hall.warm().press(Button.NO_THANKS).take().wait(8)
    record = hall.desks.visits[-1]
    assert (record.identified_by, record.outcome, hall.desks.alerts) == ("id-card", "served", [])
    assert ("checking", f"holder-{likeness.value}", 0.0) in record.steps


def test_screen_says_what_the_camera_is_for_while_it_compares() -> None:
    hall = Hall().card()
    assert (hall.view.state, hall.view.notice) == (State.CHECKING, NOTICE)
    hall.on(HolderCompared(hall.session, Likeness.SAME))
    assert (hall.view.state, hall.view.notice) == (State.CHECKING, "")


def test_comparison_of_an_earlier_visit_means_nothing() -> None:
    walk = Walk(COMPARING).card()
    walk.taken().card(SECOND, ZHANG).on(HolderCompared(1, Likeness.SAME))
    assert (walk.current.identified_by, walk.s.comparing, walk.asked(NoteStep)) == ("id-card", True, [])


@pytest.mark.parametrize("end", ["goodbye", "left", "another-card", "silence", "view-left"])
def test_comparison_ends_with_what_it_was_for(end: str) -> None:
    walk = Walk(COMPARING).card()
    if end == "view-left":
        walk.on(PersonLeft())
    elif end == "another-card":
        walk.on(CardArrived(SECOND, CardKind.ID_CARD, NOW))
    else:
        walk.coded().warm()
        if end == "goodbye":
            walk.press(Button.NO_THANKS)
        elif end == "left":
            walk.taken().on(PersonLeft()).fire(Timer.AWAY)
        else:
            walk.fire(Timer.WARN).fire(Timer.LEAVE)
    assert (walk.s.comparing, len(walk.asked(StopFaces))) == (False, 1)
    walk.on(HolderCompared(walk.asked(CompareHolder)[0].session, Likeness.SAME))
    assert walk.asked(NoteStep) == []


@pytest.mark.parametrize("why", ["switched-off", "camera-broken", "known-by-face"])
def test_nobody_is_compared_when_it_may_not_or_need_not_be(why: str) -> None:
    walk = Walk(RULES if why == "switched-off" else COMPARING)
    if why == "camera-broken":
        walk.on(FacilityChanged(Facility.CAMERA, False, "wire-lost"))
    if why == "known-by-face":
        walk.matched().press(Button.YES)
    else:
        walk.card()
    assert (walk.state, walk.asked(CompareHolder)) == (State.CHECKING, [])


def test_faces_switched_off_compares_nobody() -> None:
    hall = Hall(Settings(faces=Faces(enabled=False))).card()
    assert "compare" not in hall.desks.asked


def test_comparison_that_cannot_begin_is_unsure(announced: AnnouncedLog) -> None:
    announced.expect("CompareHolder failed: RuntimeError in ")
    hall = Hall()
    hall.desks.broken = {"compare"}
    hall.card()
    assert (hall.view.state, hall.conductor.situation.comparing) == (State.CHECKING, False)
    hall.warm().press(Button.NO_THANKS).take().wait(8)
    assert ("checking", "holder-unsure", 0.0) in hall.desks.visits[-1].steps


def test_touch_does_not_begin_a_comparison() -> None:
    assert Walk(COMPARING, Situation()).on(Touched()).s == Situation(
        serial=2, timers=((Timer.AWAKE, 1),), timer_serial=1, terminal=Terminal(awake=True)
    )
