"""After the value: last time beside this time, and one's own three months."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from devices.events import CardToken
from kiosk.calibration.records import CertificateMark
from kiosk.faces.events import PersonLeft
from kiosk.instruments.rows import STEPS
from kiosk.measurements.measurement import Measurement
from kiosk.people.zone import SHANGHAI
from kiosk.visits.buttons import listed
from kiosk.visits.effects import LookUpHistory
from kiosk.visits.events import EntryMade, HistoryFound
from kiosk.visits.states import Button, State
from kiosk.visits.view_then import Then, differs
from kiosk.visits.visitor_words import load_words
from tests.conftest import AnnouncedLog
from tests.kiosk.visits.hall import Hall
from tests.kiosk.visits.people import NOW, RULES, ZHANG, Walk, earlier, measured, pressure, pressure_arrived

PAIR = ("sys", "dia")


def measured_after(*history: tuple[Measurement, ...]) -> Walk:
    walk = Walk().cuff()
    walk.on(HistoryFound(walk.visit, PAIR, tuple(one for reading in history for one in reading)))
    return walk.on(pressure_arrived(walk.visit, pressure(138, 86)))


def test_three_months_are_asked_for_with_the_step() -> None:
    walk = Walk().menu().press("blood-pressure")
    asked = walk.asked(LookUpHistory)[-1]
    assert (asked.visit_id, asked.resident_id, asked.metrics, asked.days) == (walk.visit, "r-wang", PAIR, 90)


def test_two_days_before_today_are_worth_a_look_and_one_is_not() -> None:
    two = measured_after(earlier(pressure(141, 87), 2), earlier(pressure(144, 90), 9))
    assert Button.TREND in listed(two.s, two.rules)
    one = measured_after(earlier(pressure(141, 87), 2), earlier(pressure(144, 90), 2), pressure(150, 90))
    assert Button.TREND not in listed(one.s, one.rules)


def test_trend_leads_back_to_the_value() -> None:
    walk = measured_after(earlier(pressure(141, 87), 2), earlier(pressure(144, 90), 9))
    assert walk.press(Button.TREND).state is State.TREND
    assert walk.press(Button.BACK).state is State.VALUE
    assert walk.press(Button.TREND).press(Button.CONTINUE).state is State.VALUE


def test_history_of_an_earlier_visit_is_nobodys() -> None:
    walk = Walk().cuff()
    walk.on(HistoryFound("another visit", PAIR, earlier(pressure(141, 87), 2)))
    assert (walk.reason, walk.self_check.history) == ("ignored", ())


def test_card_pulled_and_its_holder_gone_take_the_trend_away() -> None:
    hall = shown_trend(earlier(pressure(141, 87), 2), earlier(pressure(144, 90), 9))
    hall.take().on(PersonLeft()).wait(RULES.walked_away_s + 0.5)
    assert (hall.view.state, hall.view.trend, hall.conductor.situation.visit) == (State.ATTRACT, None, None)


def test_history_that_comes_after_the_card_of_somebody_else_is_not_shown_to_them() -> None:
    hall = shown_trend(earlier(pressure(141, 87), 2), earlier(pressure(144, 90), 9))
    first = hall.visit
    hall.desks.holder, hall.desks.earlier = ZHANG, ()
    hall.take().on(PersonLeft()).wait(RULES.walked_away_s + 0.5).card(CardToken("id", 2)).warm()
    hall.press(Button.SELF_CHECK).press("blood-pressure").press(Button.RESTED)
    hall.on(HistoryFound(first, PAIR, (*earlier(pressure(141, 87), 2), *earlier(pressure(144, 90), 9))))
    hall.squeeze(118, 76)
    assert (hall.view.state, hall.view.has(Button.TREND)) == (State.VALUE, False)


def test_whoever_comes_to_the_trend_is_asked_first_who_they_are() -> None:
    walk = measured_after(earlier(pressure(141, 87), 2), earlier(pressure(144, 90), 9))
    walk.s = replace(walk.s, visit=replace(walk.current, must_confirm=True))
    walk.press(Button.TREND)
    assert (walk.state, walk.s.covered) == (State.CONFIRM, State.TREND)


def shown_trend(*readings: tuple[Measurement, ...]) -> Hall:
    hall = Hall()
    hall.desks.earlier = tuple(one for reading in readings for one in reading)
    hall.card().warm().press(Button.SELF_CHECK).press("blood-pressure").press(Button.RESTED)
    return hall.squeeze(128, 82).press(Button.TREND)


def test_chart_of_the_last_three_months() -> None:
    hall = shown_trend(
        earlier(pressure(170, 99), 91),
        earlier(pressure(150, 92), 45),
        earlier(pressure(136, 84), 9),
        earlier(pressure(131, 83), 2),
    )
    view = hall.view
    assert (view.headline, view.lead) == ("血压这三个月", "量了 4 天，多数在参考范围内")
    assert view.trend is not None
    sys, dia = view.trend.lines
    drawn = [(point.x, point.joined) for point in sys.points]
    assert drawn == [
        (0.5, False),
        (0.9, False),
        (0.9778, True),
        (1.0, True),
    ]
    assert (sys.form, sys.name, sys.newest, sys.ends) == ("round", "高压", "128", "最低 128，最高 150")
    assert (dia.form, dia.name, dia.newest, dia.ends) == ("square", "低压", "82", "最低 82，最高 92")
    assert [number for _, number in (*sys.limits, *dia.limits)] == ["139", "89"]
    assert all(0 < point.y < 1 for line in view.trend.lines for point in line.points)
    assert sys.band is not None
    assert dia.band is not None
    assert sys.points[0].y > sys.band[1] > sys.points[1].y > sys.band[0] > 0
    assert [(x, str(word)) for x, word in view.trend.dates] == [(0.0889, "9 月"), (0.4222, "10 月"), (0.7667, "11 月"),
                                                               (1.0, "今天")]  # fmt: skip
    assert view.notice == "筛查参考，不能用于诊断"
    assert (view.trend.unit, view.trend.range, view.trend.hollow) == ("mmHg", "绿底是参考范围", "")


@pytest.mark.parametrize(
    ("earlier_sys", "said"),
    [
        ((130, 132), "量了 3 天，都在参考范围内"),
        ((150, 152), "量了 3 天，1 天在范围内"),
    ],
)
def test_what_is_seen_is_said_in_one_sentence(earlier_sys: tuple[int, int], said: str) -> None:
    hall = shown_trend(*(earlier(pressure(sys, 80), days) for days, sys in zip((3, 20), earlier_sys, strict=True)))
    assert hall.view.lead == said


def test_glucose_after_a_meal_is_not_compared_with_one_before() -> None:
    hall = Hall()
    fasting = (earlier((measured("glucose_fasting", 6.0),), days) for days in (2, 9))
    hall.desks.earlier = tuple(one for reading in fasting for one in reading)
    hall.desks.last = {"glucose_fasting": hall.desks.earlier[0]}
    hall.card().warm().press(Button.SELF_CHECK).press("glucose")
    hall.on(EntryMade("glucose_random", "5.6", hall.view.serial))
    assert hall.view.state is State.VALUE
    assert hall.view.value is not None
    assert hall.view.value.then is None
    assert not hall.view.has(Button.TREND)


def test_a_register_that_fails_leaves_the_value_without_a_trend(announced: AnnouncedLog) -> None:
    announced.expect("LookUpHistory failed")
    hall = Hall()
    hall.desks.broken.add("history")
    hall.card().warm().press(Button.SELF_CHECK).press("blood-pressure").press(Button.RESTED).squeeze(128, 82)
    assert (hall.view.state, hall.view.has(Button.TREND)) == (State.VALUE, False)


# --- the words of it ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-25T00:05", "今天 8:05"),
        ("2026-11-24T01:00", "昨天"),
        ("2026-11-23T01:00", "前天"),
        ("2026-11-18T01:00", "上周三"),
        ("2026-11-16T01:00", "上周一"),
        ("2026-11-15T01:00", "11 月 15 日"),
        ("2026-09-03T01:00", "9 月 3 日"),
        ("2025-12-31T01:00", "去年 12 月 31 日"),
        ("2024-05-01T01:00", "2024 年 5 月 1 日"),
    ],
)
def test_day_of_last_time_in_plain_words(at: str, said: str) -> None:
    then = Then(load_words(STEPS), SHANGHAI)
    wednesday = datetime(2026, 11, 25, 1, 20, tzinfo=UTC)
    assert then.day(datetime.fromisoformat(at).replace(tzinfo=UTC), wednesday) == said


def test_this_week_is_said_where_it_is_longer_ago_than_the_day_before_yesterday() -> None:
    then = Then(load_words(STEPS), SHANGHAI)
    friday = datetime(2026, 11, 27, 1, 20, tzinfo=UTC)
    assert then.day(friday - timedelta(days=3), friday) == "这周二"


def test_difference_within_what_the_device_can_tell_is_none() -> None:
    now, then = measured("sys", 134.0), measured("sys", 130.0)
    assert (differs(now, then), differs(then, now), differs(now, measured("sys", 132.0))) == (4.0, -4.0, 0.0)
    rough = replace(now, certificate=CertificateMark("1", 3.0, "mm[Hg]", NOW.utc.date()))
    assert differs(rough, then) == 0.0
    assert differs(replace(rough, value=135.0), then) == 5.0
    assert differs(measured("weight", 62.5), measured("weight", 62.9)) == 0.0
    assert differs(measured("weight", 62.5), measured("weight", 63.0)) == -0.5


def test_weight_is_heavier_and_lighter() -> None:
    then = Then(load_words(STEPS), SHANGHAI)
    view = then.view(("weight",), (measured("weight", 62.5),), earlier((measured("weight", 64.0),), 1))
    assert view is not None
    assert (view.when, view.then, view.now, view.difference) == ("上次 · 昨天", "64.0", "62.5", "比上次轻 1.5 公斤")
