"""A resident's own data at the terminal: seen after the card alone, changed at their word, never half done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from devices.printers.printer import Printed
from kiosk.faces.events import FaceMatched, PersonLeft, SomebodyNear
from kiosk.facilities import Facility, FacilityChanged
from kiosk.visits.events import OwnDone
from kiosk.visits.own_visit import OwnAct
from kiosk.visits.states import Button, State
from kiosk.whitelist.consent import ConsentKind
from tests.conftest import AnnouncedLog
from tests.kiosk.visits.hall import Desks, Hall
from tests.kiosk.visits.people import FIRST, SECOND, WANG, ZHANG, earlier, measured
from tests.kiosk.visits.places import FACTS


def seen(hall: Hall | None = None) -> Hall:
    """Wang has tapped her card and looks at what is kept of her."""
    hall = (hall or Hall()).card().warm()
    return hall.press(Button.ERRANDS).press(Button.OWN_DATA)


def asked_twice(hall: Hall, button: Button) -> Hall:
    """She wants it deleted, and says so twice."""
    return hall.press(Button.CHANGE).press(button).press(Button.YES).press(Button.YES)


def by_face() -> Hall:
    """Wang is served by her face."""
    hall = Hall().looking()
    hall.on(FaceMatched(hall.session, "r-wang", 0.6)).press(Button.YES)
    return hall.warm()


def test_L13_what_is_kept_is_seen_after_the_card_in_plain_words() -> None:
    hall = seen()
    assert (hall.view.state, hall.view.headline) == (State.OWN_DATA, "存着这些")
    assert [(f"{title}", f"{value}") for title, value in hall.view.kept] == [
        ("登记的人", "王*英，来过 12 次"),
        ("人脸", "有，2026 年 11 月起"),
        ("健康记录", "23 个数，一年后自动删"),
        ("同意过的", "人脸、健康记录"),
    ]


@pytest.mark.parametrize(
    ("kept", "line"),
    [
        (replace(FACTS, health_days=90), "23 个数，90 天后自动删"),
        (replace(FACTS, values=0), "有，一年后自动删"),
        (replace(FACTS, has_health=False), "还没有"),
        (replace(FACTS, has_health=False, keeps_health=False), "按您说的，不记"),
    ],
)
def test_what_is_said_of_records_is_what_stands(kept: object, line: str) -> None:
    desks = Desks()
    desks.kept = kept  # type: ignore[assignment]
    assert seen(Hall(desks=desks)).view.kept[2][1] == line


def test_L13_a_face_alone_opens_nothing_of_it_and_the_card_does() -> None:
    hall = by_face().press(Button.ERRANDS).press(Button.OWN_DATA)
    assert (hall.view.headline, hall.view.kept, "facts" in hall.desks.asked) == ("请刷身份证", (), False)
    assert not hall.view.has(Button.CHANGE)
    hall.card()
    assert (hall.view.state, len(hall.view.kept)) == (State.OWN_DATA, 4)


def test_somebody_elses_card_opens_their_own_visit_and_nothing_of_hers() -> None:
    hall = by_face().press(Button.ERRANDS).press(Button.OWN_DATA)
    hall.desks.holder = ZHANG
    hall.card()
    assert (hall.view.state, hall.view.kept) == (State.CHECKING, ())
    assert hall.conductor.situation.resident == ZHANG


def test_who_was_away_shows_the_card_again() -> None:
    hall = seen().take().on(SomebodyNear(), PersonLeft(), SomebodyNear())
    assert hall.view.state is State.CONFIRM
    hall.press(Button.YES)
    assert (hall.view.state, hall.view.headline, hall.view.kept) == (State.OWN_DATA, "请刷身份证", ())
    assert len(hall.card(SECOND).view.kept) == 4


def test_away_in_the_middle_of_deleting_nothing_is_deleted() -> None:
    hall = seen().press(Button.CHANGE).press(Button.FORGET).press(Button.YES).take()
    hall.on(SomebodyNear(), PersonLeft(), SomebodyNear()).press(Button.YES)
    assert (hall.view.state, hall.desks.did) == (State.OWN_DATA, [])


@pytest.mark.parametrize("leaves", ["pulled", "silent"])
def test_card_pulled_or_time_out_before_the_last_word_leaves_everything_as_it_was(leaves: str) -> None:
    hall = seen().press(Button.CHANGE).press(Button.DELETE_HEALTH).press(Button.YES).take()
    if leaves == "pulled":
        hall.on(SomebodyNear(), PersonLeft())
    hall.wait(600)
    assert (hall.view.state, hall.desks.did) == (State.ATTRACT, [])


def test_L10_face_is_taken_back_after_one_confirmation_that_says_what_happens() -> None:
    hall = seen().press(Button.CHANGE).press(Button.WITHDRAW)
    assert [b.label for b in hall.view.buttons[:2]] == ["人脸", "健康记录"]
    hall.press(Button.CONSENT_FACE)
    assert (hall.view.headline, [f"{words}" for _, words in hall.view.tips]) == (
        "不用人脸了？",
        ["您的人脸当场删掉", "以后来，刷卡就好"],
    )
    assert hall.desks.did == []
    hall.press(Button.YES)
    assert hall.desks.did == [(OwnAct.WITHDRAW, ConsentKind.FACE, "r-wang", None)]
    assert (hall.view.headline, hall.view.lead) == ("已经撤回", "人脸删掉了，以后刷卡就好")
    assert hall.press(Button.CONTINUE).view.state is State.OWN_DATA


def test_where_there_is_one_consent_nobody_is_asked_which() -> None:
    desks = Desks()
    desks.kept = replace(FACTS, consents=(ConsentKind.FACE,), keeps_health=False)
    assert seen(Hall(desks=desks)).press(Button.CHANGE).press(Button.WITHDRAW).view.headline == "不用人脸了？"


def test_L10_records_taken_back_are_kept_no_more_in_the_same_visit() -> None:
    hall = seen().press(Button.CHANGE).press(Button.WITHDRAW).press(Button.CONSENT_HEALTH).press(Button.YES)
    before = len(hall.desks.measurements)
    hall.press(Button.CONTINUE).press(Button.BACK).press(Button.BACK).press(Button.SELF_CHECK)
    hall.press("blood-pressure").press(Button.RESTED).squeeze(138, 86)
    assert (hall.view.lead, len(hall.desks.measurements)) == ("按您说的，不记下来", before)


def test_L13_health_data_is_deleted_after_two_words_and_claimed_nowhere_in_the_visit() -> None:
    hall = Hall().card().warm().press(Button.SELF_CHECK)
    hall.press("blood-pressure").press(Button.RESTED).squeeze(138, 86).press(Button.CONTINUE)
    hall.press(Button.ERRANDS).press(Button.OWN_DATA).press(Button.CHANGE).press(Button.DELETE_HEALTH)
    assert hall.view.headline == "删掉健康记录？"
    hall.press(Button.YES)
    assert (hall.view.headline, hall.desks.did) == ("真的删掉吗？", [])
    hall.press(Button.YES)
    assert hall.desks.did == [(OwnAct.DELETE_HEALTH, None, "r-wang", None)]
    assert hall.view.headline == "已经删掉"
    hall.press(Button.CONTINUE).press(Button.BACK).press(Button.BACK).press(Button.NO_THANKS)
    assert (hall.view.state, hall.view.summary) == (State.GOODBYE, ())


@pytest.mark.parametrize("button", [Button.DELETE_HEALTH, Button.FORGET])
@pytest.mark.parametrize("words", [1, 2])
def test_no_at_either_question_deletes_nothing(button: Button, words: int) -> None:
    hall = seen().press(Button.CHANGE).press(button)
    if words == 2:
        hall.press(Button.YES)
    assert (hall.press(Button.NO).view.state, hall.desks.did) == (State.OWN_CHANGES, [])


def test_L13_who_wants_everything_gone_is_forgotten_once_their_visit_has_ended() -> None:
    hall = asked_twice(seen(), Button.FORGET)
    ended = [record for record in hall.desks.visits if record.ended is not None]
    assert [(record.resident_id, record.outcome) for record in ended] == [("r-wang", "forgotten")]
    assert hall.desks.asked.index("do") > max(i for i, name in enumerate(hall.desks.asked) if name == "save_visit")
    assert hall.desks.did == [(OwnAct.FORGET, None, "r-wang", None)]
    assert (hall.view.headline, hall.conductor.situation.resident) == ("全部删掉了", None)
    assert hall.press(Button.CONTINUE).view.headline == "请拿好身份证"
    assert hall.take().view.state is State.ATTRACT


def test_what_could_not_be_done_is_not_said_to_be_done_and_staff_go_on_with_it(announced: AnnouncedLog) -> None:
    announced.expect("DoOwn failed")
    hall = seen()
    hall.desks.broken = {"do"}
    hall.press(Button.CHANGE).press(Button.WITHDRAW).press(Button.CONSENT_FACE).press(Button.YES)
    assert (hall.view.headline, hall.view.lead) == ("还没办好", "请到右侧窗口，接着办")
    assert [(a.kind, a.queue, a.text) for a in hall.desks.alerts] == [
        ("rights", "梧桐 1", "王奶奶（梧桐 1）要撤回或者删除自己的资料，终端没办成，请在窗口办")
    ]


def test_forgetting_that_failed_names_nobody_on_the_screen_and_calls_staff(announced: AnnouncedLog) -> None:
    announced.expect("DoOwn failed")
    hall = seen()
    hall.desks.broken = {"do"}
    asked_twice(hall, Button.FORGET)
    assert (hall.view.headline, hall.view.window) == ("还没删好", "1 号窗口")
    assert [a.kind for a in hall.desks.alerts] == ["rights"]


def test_what_fails_after_the_person_went_is_told_to_staff_without_naming_who_stands_there_now() -> None:
    hall = seen()
    visit = hall.visit
    hall.press(Button.BACK).press(Button.BACK).press(Button.NO_THANKS).take().wait(60)
    hall.desks.holder = ZHANG
    hall.card().on(OwnDone(visit, OwnAct.WITHDRAW, False))
    assert [(a.kind, a.visit_id, "爷爷" in a.text) for a in hall.desks.alerts] == [("rights", None, False)]


def test_what_is_done_late_is_said_in_place_of_what_was_not(announced: AnnouncedLog) -> None:
    announced.expect("DoOwn failed")
    hall = seen()
    hall.desks.broken = {"do"}
    hall.press(Button.CHANGE).press(Button.WITHDRAW).press(Button.CONSENT_FACE).press(Button.YES)
    hall.on(OwnDone(hall.visit, OwnAct.WITHDRAW, True))
    assert hall.view.headline == "已经撤回"


def test_own_data_that_cannot_be_had_is_had_at_the_window(announced: AnnouncedLog) -> None:
    announced.expect("LookUpOwn failed")
    desks = Desks()
    desks.broken = {"facts"}
    hall = seen(Hall(desks=desks))
    assert (hall.view.headline, hall.view.lead) == ("请到右侧窗口", "这会儿看不到，窗口能看")
    assert not hall.view.has(Button.CHANGE)


def test_L13_what_is_wrong_is_corrected_at_the_window_by_a_number() -> None:
    hall = seen().press(Button.CHANGE).press(Button.CORRECT)
    assert (hall.view.state, hall.view.lead, hall.view.queue) == (State.WINDOW, "带上证件，窗口帮您改", "梧桐 1")
    assert [(a.kind, a.text) for a in hall.desks.alerts] == [
        ("rights", "王奶奶（梧桐 1）要改登记的资料，请核对证件后在白名单里改")
    ]
    assert hall.press(Button.BACK).view.state is State.OWN_DATA


def test_L13_a_copy_is_printed_where_a_printer_works_and_had_at_the_window_else() -> None:
    hall = seen()
    assert not hall.view.has(Button.PRINT)
    assert hall.press(Button.TO_WINDOW).view.lead == "带上证件，窗口给您一份"
    hall = Hall().on(FacilityChanged(Facility.PRINTER, True))
    values = (measured("sys", 142, unit="mm[Hg]"), measured("dia", 88, unit="mm[Hg]"))
    hall.desks.earlier = tuple(one for days in (2, 9) for one in earlier(values, days))
    seen(hall).press(Button.PRINT)
    assert hall.view.headline == "正在打单子"
    (slip, told), *more = hall.desks.slips
    assert (slip.title, slip.name, more) == ("我的资料", "王*英", [])
    assert [(line.title, line.word) for line in slip.lines[:2]] == [
        ("登记的人", "王*英，来过 12 次"),
        ("人脸", "有，2026 年 11 月起"),
    ]
    assert [(line.title, [f.number for f in line.figures], line.notes) for line in slip.lines[4:]] == [
        ("血压", ["142", "88"], ("2026 年 11 月 20 日 9:20",)),
        ("血压", ["142", "88"], ("2026 年 11 月 13 日 9:20",)),
    ]
    told(Printed.DONE)
    hall.conductor.drain()
    assert hall.view.headline == "请取单子"


def test_copy_that_did_not_come_out_is_had_at_the_window() -> None:
    hall = seen(Hall().on(FacilityChanged(Facility.PRINTER, True))).press(Button.PRINT)
    hall.desks.slips[-1][1](Printed.NO_PAPER)
    hall.conductor.drain()
    assert (hall.view.headline, hall.view.lead) == ("单子没打好", "请到右侧窗口拿一份")


def test_the_way_there_is_one_quiet_button_that_whoever_has_to_go_to_the_window_does_not_see() -> None:
    hall = Hall().card().warm()
    assert [b.button for b in hall.view.buttons][:3] == [Button.SELF_CHECK, Button.NO_THANKS, Button.ERRANDS]
    hall = Hall()
    hall.desks.level = "yellow"
    assert not hall.card().warm().view.has(Button.ERRANDS)


def test_help_over_a_question_goes_back_to_it() -> None:
    hall = seen().press(Button.CHANGE).press(Button.FORGET).press(Button.HELP)
    assert hall.press(Button.BACK).view.headline == "全部删掉？"
    assert FIRST in [card.token for card in hall.conductor.situation.terminal.cards]
    assert hall.conductor.situation.resident == WANG
