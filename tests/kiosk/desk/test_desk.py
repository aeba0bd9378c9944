"""The inner wing: who is let in, what they may do, when it locks, and what is left of it then."""

from __future__ import annotations

import pytest

from devices.clock import Instant
from devices.events import CardArrived, CardKind, CardLeft, CardToken, IdentityRead
from devices.identity import DocumentType, IdentityDocument
from kiosk.accounts.outcomes import Reason, Refused
from kiosk.desk.events import (
    AccountChosen,
    Acted,
    Answered,
    DigitsEntered,
    GiveWay,
    Knock,
    Later,
    LockPressed,
    PageChosen,
    Touched,
    VisitorThere,
    WingHidden,
)
from kiosk.desk.view import Stage
from tests.conftest import AnnouncedLog
from tests.kiosk.desk.place import PINS, TOKEN, Accounts, Place
from tests.support.clock import ManualClock

AT = Instant(ManualClock().now().utc, 0.0)


@pytest.fixture
def place(clock: ManualClock) -> Place:
    return Place(clock)


def document(number: str) -> IdentityDocument:
    return IdentityDocument(DocumentType.RESIDENT, number, "测试甲")


# --- the way in -------------------------------------------------------------------------------------------------
def test_a_knock_asks_who_it_is_and_shows_the_wing(place: Place) -> None:
    view = place.happens(Knock())
    assert (view.stage, [a.login for a in view.accounts], view.content) == (Stage.CHOOSE, ["li", "gu", "zhou"], None)
    assert place.wings == ["staff"]


def test_the_right_pin_opens_the_first_page_with_the_masked_name_and_a_minute_to_lock(place: Place) -> None:
    view = place.let_in("li")
    assert (view.who, view.role, view.page, view.seconds_left) == ("李*华", "staff", "members", 60)
    assert [entry.page for entry in view.navigation] == ["members", "today"]


def test_the_pad_is_shuffled_anew_for_every_try(place: Place) -> None:
    orders = set()
    place.happens(Knock())
    for _ in range(6):
        place.happens(AccountChosen("li", place.view.serial))
        pad = place.view.pad
        assert pad is not None
        assert sorted(pad.order) == list("0123456789")
        orders.add(pad.order)
    assert len(orders) > 1


def test_a_wrong_pin_says_how_many_tries_are_left_and_lets_nobody_in(place: Place) -> None:
    place.happens(Knock())
    place.happens(AccountChosen("li", place.view.serial))
    view = place.digits("111222")
    assert view.stage is Stage.PIN
    assert view.pad is not None
    assert "4" in view.pad.problem
    assert view.session == ""


def test_nothing_is_taken_while_an_account_has_to_wait(place: Place) -> None:
    place.accounts.refusal = Refused(Reason.LOCKED, wait_s=8)
    place.happens(Knock())
    place.happens(AccountChosen("li", place.view.serial))
    place.digits("111222")
    view = place.digits(PINS["li"])
    assert view.stage is Stage.PIN
    assert len(place.accounts.asked) == 1
    place.happens(Touched())
    place.after(8.5)
    assert place.digits(PINS["li"]).stage is Stage.OPEN


def test_an_auditor_is_asked_for_the_code_and_both_are_checked_together(place: Place) -> None:
    place.happens(Knock())
    place.happens(AccountChosen("zhou", place.view.serial))
    assert place.digits(PINS["zhou"]).stage is Stage.CODE
    assert place.accounts.asked == []
    place.digits("060708")
    assert place.accounts.asked == [("zhou", "496135", "060708")]
    assert place.view.page == "audit"


def test_with_one_account_nobody_is_asked_who_they_are(clock: ManualClock) -> None:
    place = Place(clock, Accounts("li"))
    assert place.happens(Knock()).stage is Stage.PIN


def test_whoever_has_no_page_here_is_not_asked_for_a_pin(clock: ManualClock) -> None:
    place = Place(clock, Accounts("ma"))
    place.cards.of["1"] = "ma"
    place.desk.post(Knock())
    place.desk.takes(IdentityRead(TOKEN, document("1"), AT))
    place.desk.drain()
    assert (place.view.stage, place.wings) == (Stage.SHUT, [])


def test_digits_of_an_older_pad_do_not_count(place: Place) -> None:
    place.happens(Knock())
    place.happens(AccountChosen("li", place.view.serial))
    place.happens(DigitsEntered(PINS["li"], place.view.serial - 1))
    assert place.accounts.asked == []


@pytest.mark.parametrize("digits", ["12345", "", "２７４９１３", "27491a", "-27491"])
def test_what_is_no_pin_is_not_even_checked(place: Place, digits: str) -> None:
    place.happens(Knock())
    place.happens(AccountChosen("li", place.view.serial))
    place.digits(digits)
    assert place.accounts.asked == []


def test_nobody_comes_in_with_the_answer_to_a_try_that_was_left(place: Place, clock: ManualClock) -> None:
    held = []
    place.desk._executor.submit = lambda job, late, deadline: held.append(job)  # type: ignore[method-assign]
    place.happens(Knock())
    place.happens(AccountChosen("li", place.view.serial))
    place.digits(PINS["li"])
    assert place.view.pad is not None
    assert place.view.pad.busy
    place.happens(LockPressed())
    held[0]()
    place.desk.drain()
    assert place.view.stage is Stage.SHUT


def test_a_gate_nobody_touches_goes_back_to_the_visitors_screen(place: Place) -> None:
    place.happens(Knock())
    place.after(29)
    assert place.view.stage is Stage.CHOOSE
    place.after(1)
    assert place.view.stage is Stage.SHUT
    assert place.wings == ["staff", "visitor"]


# --- the lock ---------------------------------------------------------------------------------------------------
def test_it_locks_after_a_minute_without_a_touch_and_shows_nothing_any_more(place: Place) -> None:
    place.let_in()
    place.does("write", text="王桂英")
    place.after(59)
    assert place.view.stage is Stage.OPEN
    place.happens(Touched())
    place.after(59)
    assert (place.view.stage, place.view.seconds_left) == (Stage.OPEN, 1)
    view = place.after(1)
    assert (view.stage, view.content, view.who, view.session) == (Stage.SHUT, None, "", "")
    assert place.wings == ["staff", "visitor"]
    assert place.trail.notes[-1] == ("li", "session.ended", {"why": "idle"})


def test_an_act_pressed_before_the_lock_and_heard_after_it_does_nothing(place: Place) -> None:
    before = place.let_in()
    place.happens(LockPressed())
    place.happens(Acted(before.session, "members", "write", {"text": "late"}))
    place.let_in()
    place.happens(Acted(before.session, "members", "write", {"text": "later"}))
    assert place.text() == ""


def test_an_act_of_the_page_before_does_nothing_on_the_next(place: Place) -> None:
    session = place.let_in().session
    place.happens(PageChosen(session, "today"))
    place.happens(Acted(session, "members", "write", {"text": "x"}))
    assert (place.view.page, place.text()) == ("today", "")


def test_taking_the_staff_card_locks_and_another_card_does_not(place: Place) -> None:
    place.cards.of["1"] = "li"
    read = IdentityRead(TOKEN, document("1"), AT)
    assert place.desk.takes(read)
    place.desk.drain()
    assert place.view.stage is Stage.PIN
    place.digits(PINS["li"])
    other = CardLeft(CardToken("id-reader", 6), AT)
    assert not place.desk.takes(other)
    place.desk.drain()
    assert place.view.stage is Stage.OPEN
    place.desk.takes(CardLeft(TOKEN, AT))
    place.desk.drain()
    assert place.view.stage is Stage.SHUT
    assert place.trail.notes[-1][2] == {"why": "card-taken"}


def test_a_card_that_was_only_tapped_opens_a_session_that_is_not_its_own(place: Place) -> None:
    place.cards.of["1"] = "li"
    place.desk.takes(IdentityRead(TOKEN, document("1"), AT))
    place.desk.takes(CardLeft(TOKEN, AT))
    place.desk.drain()
    assert place.digits(PINS["li"]).stage is Stage.OPEN


def test_a_visitors_card_is_the_visits(place: Place) -> None:
    assert not place.desk.takes(CardArrived(TOKEN, CardKind.ID_CARD, AT))
    assert not place.desk.takes(IdentityRead(TOKEN, document("2"), AT))


# --- work is kept -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("end", [GiveWay(), LockPressed(), WingHidden()])
def test_the_same_account_finds_its_work_and_the_page_was_told_to_stop(place: Place, end: object) -> None:
    place.let_in()
    place.does("write", text="半张表")
    place.happens(end)
    assert place.view.content is None
    view = place.let_in()
    assert (place.text(), view.content.ends) == ("半张表", 1)  # type: ignore[union-attr]


def test_another_account_finds_nothing_of_it(place: Place) -> None:
    place.let_in("li")
    place.does("write", text="半张表")
    place.happens(GiveWay())
    place.let_in("gu")
    assert place.text() == ""
    place.happens(LockPressed())
    place.let_in("li")
    assert place.text() == ""


def test_after_a_quarter_of_an_hour_the_work_is_gone(place: Place) -> None:
    place.let_in()
    place.does("write", text="半张表")
    page = place.desk._pages.page
    place.happens(GiveWay())
    place.after(15 * 60 - 1)
    assert page.text == "半张表"  # type: ignore[union-attr]
    place.after(1)
    assert page.text == ""  # type: ignore[union-attr]
    assert place.desk._pages.page is None


# --- the guard --------------------------------------------------------------------------------------------------
def test_what_a_role_may_not_do_is_refused_said_and_noted(place: Place) -> None:
    place.let_in("li")
    view = place.does("audit")
    assert place.text() == ""
    assert view.notice != ""
    assert place.trail.notes == [("li", "access.refused", {"needs": "audit.read", "role": "staff"})]


def test_whose_account_was_disabled_meanwhile_does_nothing_more_and_the_wing_locks(place: Place) -> None:
    place.let_in("li")
    page = place.does("write", text="王")
    assert page.session
    place.accounts.logins = ("gu", "zhou")
    assert place.does("write", text="李").stage is Stage.SHUT
    assert place.wings[-1] == "visitor"
    assert [action for _, action, _ in place.trail.notes] == ["session.over", "session.ended"]


def test_a_page_that_a_role_may_not_see_does_not_open_however_it_is_asked_for(place: Place) -> None:
    session = place.let_in("li").session
    assert place.happens(PageChosen(session, "audit")).page == "members"
    assert place.does("away", to="audit").page == "members"
    assert [note[1] for note in place.trail.notes] == ["access.refused", "access.refused"]


@pytest.mark.parametrize(
    "values", [{}, {"text": 3}, {"text": "x", "more": "y"}, {"text": "x", "times": True}, {"text": "x", "times": 1.5}]
)
def test_an_action_with_other_values_than_it_takes_is_not_done(
    place: Place, values: dict[str, object], announced: AnnouncedLog
) -> None:
    announced.expect("an action of the page")
    place.let_in()
    place.does("write", **values)
    assert place.text() == ""


def test_a_number_of_javascript_is_a_whole_number_where_one_is_asked_for(place: Place) -> None:
    place.let_in()
    place.does("write", text="一", times=3.0)
    assert place.text() == "一一一"


def test_a_page_that_breaks_down_says_so_and_the_wing_goes_on(place: Place, announced: AnnouncedLog) -> None:
    announced.expect("Acted failed")
    place.let_in()
    assert place.does("break_down").notice == "没做成，请再试一次"
    place.does("write", text="x")
    assert place.text() == "x"


# --- sheets -----------------------------------------------------------------------------------------------------
def test_a_question_is_done_only_when_it_is_confirmed_and_nothing_goes_on_beneath(place: Place) -> None:
    place.let_in()
    place.does("write", text="x")
    place.does("wipe")
    place.does("write", text="beneath")
    place.happens(Answered(place.view.session, False, place.view.serial))
    assert place.text() == "x"
    place.does("wipe")
    place.happens(Answered(place.view.session, True, place.view.serial))
    assert place.text() == ""


def test_a_sheet_that_comes_or_goes_is_something_else_to_press(place: Place) -> None:
    place.let_in()
    serials = [place.view.serial]
    for happen in (
        lambda: place.does("wipe"),
        lambda: place.happens(Answered(place.view.session, False, place.view.serial)),
        lambda: place.does("export"),
        lambda: place.happens(Answered(place.view.session, False, place.view.serial)),
    ):
        serials.append(happen().serial)
    assert serials == sorted(set(serials))


def test_two_answers_pressed_on_one_question_do_not_answer_the_next_one(place: Place) -> None:
    place.let_in()
    place.does("write", text="x")
    place.does("wipe_twice")
    first = Answered(place.view.session, True, place.view.serial)
    place.happens(first, first)
    assert place.view.question is not None
    assert place.text() == "x"
    place.happens(Answered(place.view.session, True, place.view.serial))
    assert place.text() == ""


@pytest.mark.parametrize(
    ("confirmed", "later_s", "follows"),
    [(True, 0.0, True), (True, 1.99, True), (True, 2.0, False), (False, 0.0, False)],
)
def test_question_that_comes_at_once_after_one_was_confirmed_is_known_as_such(
    place: Place, confirmed: bool, later_s: float, follows: bool
) -> None:
    place.let_in()
    place.does("wipe")
    assert not place.view.question.follows  # type: ignore[union-attr]
    place.happens(Answered(place.view.session, confirmed, place.view.serial))
    place.after(later_s)
    place.does("wipe")
    assert place.view.question.follows is follows  # type: ignore[union-attr]


def test_second_question_of_one_act_follows_the_first(place: Place) -> None:
    place.let_in()
    place.does("wipe_twice")
    place.happens(Answered(place.view.session, True, place.view.serial))
    assert place.view.question.follows  # type: ignore[union-attr]


def test_a_question_does_not_outlive_the_lock(place: Place) -> None:
    place.let_in()
    place.does("write", text="x")
    place.does("wipe")
    place.happens(LockPressed())
    view = place.let_in()
    assert view.question is None
    place.happens(Answered(view.session, True, view.serial))
    assert place.text() == "x"


def test_what_a_page_asks_after_the_lock_is_put_to_nobody(place: Place) -> None:
    place.let_in("li")
    place.does("write", text="x")
    page = place.desk._pages.page
    place.happens(LockPressed())
    place.happens(Later(page.wipe))  # type: ignore[union-attr]  # as the answer of a slow job would
    view = place.let_in("gu")
    assert view.question is None
    place.happens(Answered(view.session, True, view.serial))
    assert place.text() == ""


def test_another_page_of_the_navigation_is_asked_about_where_work_would_be_lost(place: Place) -> None:
    session = place.let_in().session
    place.does("write", text="draft")
    view = place.happens(PageChosen(session, "today"))
    assert view.question is not None
    assert (view.page, view.question.headline) == ("members", "不保存就离开？")
    place.happens(Answered(session, False, place.view.serial))
    assert (place.view.page, place.text()) == ("members", "draft")
    place.happens(PageChosen(session, "today"))
    place.happens(Answered(session, True, place.view.serial))
    assert (place.view.page, place.text()) == ("today", "")


def test_a_second_signature_is_somebody_elses_who_may_do_the_same(place: Place) -> None:
    place.let_in("li")
    view = place.does("export")
    assert view.signature is not None
    assert [account.login for account in view.signature.accounts] == ["gu"]
    place.digits(PINS["li"])
    assert place.text() == ""
    place.digits(PINS["gu"])
    assert place.text() == "signed by gu"
    assert place.view.signature is None


# --- cards and work for a page ------------------------------------------------------------------------------------
def test_a_page_that_wants_a_card_gets_it_and_the_visit_does_not(place: Place) -> None:
    place.let_in()
    place.does("want_card")
    read = IdentityRead(TOKEN, document("2"), AT)
    assert place.desk.takes(read)
    place.desk.drain()
    assert place.desk._pages.page.cards == [read]  # type: ignore[union-attr]
    place.happens(GiveWay())
    assert not place.desk.takes(read)


def test_what_a_worker_finds_for_a_page_that_was_left_is_dropped(place: Place) -> None:
    held = []
    place.desk._executor.submit = lambda job, late, deadline: held.append(job)  # type: ignore[method-assign]

    place.happens(Knock())
    place.happens(AccountChosen("li", place.view.serial))
    place.digits(PINS["li"])
    held.pop()()
    place.desk.drain()
    place.does("look")
    place.happens(PageChosen(place.view.session, "today"))
    held.pop()()
    place.desk.drain()
    assert (place.view.page, place.text()) == ("today", "")


# --- visitors ---------------------------------------------------------------------------------------------------
def test_a_visitor_with_a_card_is_said_until_somebody_gives_way_and_one_near_for_a_while(place: Place) -> None:
    place.let_in()
    place.happens(VisitorThere("near"))
    place.happens(Touched())
    assert place.view.waiting == "near"
    place.after(20)
    assert place.view.waiting == ""
    place.happens(VisitorThere("card"))
    place.after(30)
    assert place.view.waiting == "card"
    place.happens(GiveWay())
    assert (place.view.stage, place.view.waiting) == (Stage.SHUT, "")
    assert place.wings[-1] == "visitor"


def test_a_page_whose_readings_run_keeps_the_wing_open_for_five_minutes_at_most(place: Place) -> None:
    place.let_in()
    page = place.desk._pages.page
    assert page is not None
    for _ in range(35):
        place.clock.advance(10.0)
        page.context.keep_open()
        place.desk.tick()
    assert place.view.stage is Stage.OPEN
    place.clock.advance(11.0)
    page.context.keep_open()
    place.desk.tick()
    assert place.view.stage is Stage.SHUT
