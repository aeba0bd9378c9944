"""A consent that ends is asked for again: once a visit, before the result, and a no is a no."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kiosk.sentences import Text
from kiosk.visits.own_visit import OwnAct, Renewal
from kiosk.visits.states import Button, State
from kiosk.whitelist.consent import ConsentKind
from tests.conftest import AnnouncedLog
from tests.kiosk.visits.hall import Hall
from tests.kiosk.visits.places import FACE_ENDS

HOME_CALLS = Renewal(ConsentKind.HOME_CALLS, None, False, Text("我另外同意。", "consents.2026-11-30.home-calls.text"))
FACE, LATER = ConsentKind.FACE, "以后再说"


def asked(due: Renewal = FACE_ENDS) -> Hall:
    """Wang has tapped her card; her consent to the face ends soon."""
    hall = Hall()
    hall.desks.ending = (due,)
    return hall.card().warm()


def test_L19_the_consents_own_words_are_shown_with_three_answers_and_none_is_chosen_before() -> None:
    hall = asked()
    assert (hall.view.state, hall.view.headline, hall.view.lead) == (
        State.RENEW,
        "人脸还用吗？",
        "12 月 3 日到期，由您定",
    )
    assert (hall.view.consent, hall.view.consent.key) == ("我同意。", "consents.2026-11-28.face.text")
    assert [b.label for b in hall.view.buttons] == ["同意", "不同意", LATER, "请人帮忙"]
    assert hall.desks.did == []


def test_yes_is_kept_and_the_result_follows() -> None:
    hall = asked().press(Button.AGREE)
    assert hall.desks.did == [(OwnAct.RENEW, FACE, "r-wang", None)]
    assert hall.view.headline == "记下了"
    assert hall.press(Button.CONTINUE).view.state is State.RESULT


def test_no_is_asked_once_whether_it_is_meant_and_then_done() -> None:
    hall = asked().press(Button.REFUSE)
    assert (hall.view.headline, hall.desks.did) == ("真的不同意？", [])
    assert [f"{words}" for _, words in hall.view.tips] == ["您的人脸当场删掉", "以后来，刷卡就好"]
    assert hall.press(Button.NO).view.headline == "人脸还用吗？"
    hall.press(Button.REFUSE).press(Button.YES)
    assert hall.desks.did == [(OwnAct.REFUSE, FACE, "r-wang", None)]
    assert (hall.view.headline, hall.view.lead) == ("听您的", "已经撤回，照样能办")
    assert hall.press(Button.CONTINUE).view.state is State.RESULT


def test_later_is_kept_and_nobody_is_asked_again_in_this_visit() -> None:
    hall = asked().press(Button.LATER)
    assert hall.desks.did == [(OwnAct.LATER, None, "r-wang", None)]
    assert hall.view.state is State.RESULT
    assert hall.press(Button.SELF_CHECK).press(Button.BACK).view.state is State.RESULT


def test_silence_is_no_answer() -> None:
    hall = asked().take().wait(600)
    assert (hall.view.state, hall.desks.did) == (State.ATTRACT, [])


def test_who_has_to_go_to_the_window_is_not_kept_with_it() -> None:
    hall = Hall()
    hall.desks.ending = (FACE_ENDS,)
    hall.desks.level = "yellow"
    assert hall.card().warm().view.state is State.RESULT


def test_what_ended_already_is_said_and_may_have_to_be_taken_anew() -> None:
    hall = asked(replace(FACE_ENDS, until=date(2026, 11, 1), over=True))
    assert hall.view.lead == "上次的同意到期了，由您定"
    hall.press(Button.AGREE)
    assert (hall.view.lead, hall.view.window) == ("认不出，就到窗口再登记", "1 号窗口")


def test_a_yes_that_was_not_kept_is_not_said(announced: AnnouncedLog) -> None:
    announced.expect("DoOwn failed")
    hall = asked()
    hall.desks.broken = {"do"}
    assert hall.press(Button.AGREE).view.headline == "还没办好"
    assert hall.press(Button.CONTINUE).view.state is State.RESULT


def test_what_they_were_never_asked_for_is_offered_after_what_ends_and_its_no_is_asked_once() -> None:
    hall = Hall()
    hall.desks.ending = (FACE_ENDS, HOME_CALLS)
    hall.card().warm().press(Button.AGREE).press(Button.CONTINUE)
    assert (hall.view.state, hall.view.lead) == (State.RENEW, "不同意也照样办，由您定")
    assert hall.view.consent == "我另外同意。"
    assert [b.label for b in hall.view.buttons] == ["同意", "不同意", LATER, "请人帮忙"]
    hall.press(Button.REFUSE)
    assert hall.desks.did[-1] == (OwnAct.REFUSE, ConsentKind.HOME_CALLS, "r-wang", None)
    assert (hall.view.headline, hall.view.lead) == ("听您的", "这一样不登记，照样能办")
    assert hall.press(Button.CONTINUE).view.state is State.RESULT


def test_offer_waits_until_nothing_else_is_to_be_renewed_and_comes_not_after_later_or_a_failure(
    announced: AnnouncedLog,
) -> None:
    hall = Hall()
    hall.desks.ending = (FACE_ENDS, replace(FACE_ENDS, kind=ConsentKind.ADAPTATION), HOME_CALLS)
    assert hall.card().warm().press(Button.AGREE).press(Button.CONTINUE).view.state is State.RESULT
    for button, broken in ((Button.LATER, set[str]()), (Button.AGREE, {"do"})):
        hall = Hall()
        hall.desks.ending = (FACE_ENDS, HOME_CALLS)
        hall.desks.broken = broken
        if broken:
            announced.expect("DoOwn failed")
        hall.card().warm().press(button)
        if broken:
            hall.press(Button.CONTINUE)
        assert hall.view.state is State.RESULT


def test_nobody_is_asked_without_a_reason() -> None:
    assert Hall().card().warm().view.state is State.RESULT
