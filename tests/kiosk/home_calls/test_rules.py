"""Who is listed, and why: literal examples of every rule, and what holds whatever the days are."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.archive.home_call_facts import Facts
from kiosk.home_calls.coming import Standing, absent, slower
from kiosk.home_calls.listing import attention, switched_on, wanted
from kiosk.home_calls.reasons import Absent, Overdue, Rising, Rule, Slower
from kiosk.home_calls.rising import rising
from kiosk.measurements.follow_up import FollowUp, FollowUpKind
from kiosk.settings import HomeCalls

SUNDAY = date(2026, 11, 29)
ON = HomeCalls(absent=True, rhythm=True)


def working_days(first: date, last: date) -> list[date]:
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    return [day for day in days if day.weekday() < 5]


def mondays(first: date, last: date) -> list[date]:
    return [day for day in working_days(first, last) if day.weekday() == 0]


OPEN = working_days(date(2026, 8, 3), date(2026, 11, 27))


# --- a regular stopped coming ---------------------------------------------------------------------------------------
def test_regular_of_four_mondays_who_has_not_come_for_ten_open_days_is_listed() -> None:
    came = mondays(date(2026, 10, 19), date(2026, 11, 9))
    assert absent(came, OPEN, date(2026, 11, 24), ON) == Absent(date(2026, 11, 9), before=4, missed=10)
    assert absent(came, OPEN, date(2026, 11, 23), ON) is None  # nine days by then: that Monday is not over


def test_one_who_came_three_times_was_no_regular() -> None:
    came = mondays(date(2026, 10, 26), date(2026, 11, 9))
    assert absent(came, OPEN, SUNDAY, ON) is None
    assert absent(came, OPEN, SUNDAY, HomeCalls(absent=True, regular_days=3)) == Absent(date(2026, 11, 9), 3, 14)


def test_days_more_than_four_weeks_before_the_last_make_nobody_a_regular() -> None:
    came = [date(2026, 9, 14), *mondays(date(2026, 10, 19), date(2026, 11, 2)), date(2026, 11, 9)]
    assert absent(came, OPEN, SUNDAY, ON) == Absent(date(2026, 11, 9), 4, 14)
    assert absent([date(2026, 10, 12), *came[-3:]], OPEN, SUNDAY, ON) is None


def test_holiday_on_which_nobody_came_counts_against_nobody() -> None:
    came = mondays(date(2026, 10, 19), date(2026, 11, 9))
    shut = [day for day in OPEN if not date(2026, 11, 10) <= day <= date(2026, 11, 20)]
    assert absent(came, shut, SUNDAY, ON) is None


def test_one_who_came_today_is_not_absent_and_one_gone_for_a_quarter_is_no_news() -> None:
    came = mondays(date(2026, 8, 3), date(2026, 8, 31))
    assert absent(came, OPEN, SUNDAY, ON) == Absent(date(2026, 8, 31), 4, 64)
    assert absent(came, OPEN, date(2026, 11, 30), ON) is None
    assert absent([*came, SUNDAY], OPEN, SUNDAY, ON) is None
    assert absent([], OPEN, SUNDAY, ON) is None


# --- paused, or not on the list yet ---------------------------------------------------------------------------------
IN_HOSPITAL = Standing(pauses=((date(2026, 11, 10), date(2026, 11, 20)),))


def test_one_back_from_hospital_is_listed_after_ten_open_days_at_home_and_not_at_once() -> None:
    came = mondays(date(2026, 10, 19), date(2026, 11, 9))
    weeks_on = working_days(date(2026, 8, 3), date(2026, 12, 31))
    assert absent(came, weeks_on, date(2026, 11, 21), ON, IN_HOSPITAL) is None
    assert absent(came, weeks_on, date(2026, 12, 4), ON, IN_HOSPITAL) is None  # nine by then
    found = absent(came, weeks_on, date(2026, 12, 5), ON, IN_HOSPITAL)
    assert found == Absent(date(2026, 11, 9), before=4, missed=10, paused=9)


def test_rhythm_leaves_out_the_days_of_a_pause_on_both_sides() -> None:
    came = [day for day in OPEN if day.weekday() in (0, 2, 4) and day <= date(2026, 11, 13)]
    away = Standing(pauses=((date(2026, 11, 16), date(2026, 11, 27)),))
    assert slower(came, OPEN, SUNDAY, ON) is not None
    assert slower(came, OPEN, SUNDAY, ON, away) is None
    later = working_days(date(2026, 8, 3), date(2026, 12, 11))
    assert slower(came, later, date(2026, 12, 12), ON, away) == Slower(date(2026, 11, 30), (12, 20), (0, 10), paused=10)


def test_day_of_coming_within_a_pause_counts_for_them() -> None:
    came = [*mondays(date(2026, 10, 19), date(2026, 11, 9)), date(2026, 11, 13)]
    found = absent(came, working_days(date(2026, 8, 3), date(2026, 12, 31)), date(2026, 12, 5), ON, IN_HOSPITAL)
    assert found == Absent(date(2026, 11, 13), before=5, missed=10, paused=5)


def test_days_before_somebody_was_on_the_list_are_not_held_against_them() -> None:
    came = mondays(date(2026, 10, 19), date(2026, 11, 9))
    assert absent(came, OPEN, SUNDAY, ON, Standing(since=date(2026, 11, 16))) == Absent(date(2026, 11, 9), 4, 10)
    assert absent(came, OPEN, SUNDAY, ON, Standing(since=date(2026, 11, 17))) is None


# --- the rhythm fell ------------------------------------------------------------------------------------------------
def test_three_of_five_days_before_and_one_of_five_now_is_listed() -> None:
    came = [day for day in OPEN if day.weekday() in (0, 2, 4) and day <= date(2026, 11, 13)]
    came += [date(2026, 11, 18), date(2026, 11, 25)]
    assert slower(came, OPEN, SUNDAY, ON) == Slower(date(2026, 11, 16), usual=(12, 20), now=(2, 10))


@pytest.mark.parametrize(("usual", "now"), [((0, 2), 2), ((0, 2, 4), 3)])
def test_two_of_five_before_or_more_than_one_of_five_now_is_not(usual: tuple[int, ...], now: int) -> None:
    came = [day for day in OPEN if day.weekday() in usual and day <= date(2026, 11, 13)]
    came += OPEN[-10 : -10 + now]
    assert slower(came, OPEN, SUNDAY, ON) is None


def test_week_without_power_is_left_out_of_both_sides() -> None:
    came = [day for day in OPEN if day.weekday() in (0, 2, 4) and day <= date(2026, 11, 13)]
    dark = [day for day in OPEN if day < date(2026, 11, 16) or day > date(2026, 11, 20)]
    # Of the ten newest days that are left five lie before the dark week, and they came on three of those.
    assert slower([*came, date(2026, 11, 25)], dark, SUNDAY, ON) is None


def test_nothing_is_said_of_a_rhythm_before_the_hall_was_open_for_thirty_days() -> None:
    came = OPEN[-30:-10]
    assert slower(came, OPEN[-30:], SUNDAY, ON) == Slower(date(2026, 11, 16), (20, 20), (0, 10))
    assert slower(came, OPEN[-29:], SUNDAY, ON) is None


def test_today_counts_for_whoever_came_and_against_nobody() -> None:
    friday = date(2026, 11, 27)
    came = [*OPEN[-30:-10], *OPEN[-10:-8]]
    assert slower(came, OPEN, friday, ON) is None  # Friday is not over: the ten before it hold three of theirs
    assert slower(came, OPEN, SUNDAY, ON) == Slower(date(2026, 11, 16), (20, 20), (2, 10))
    assert slower([*came, friday], OPEN, friday, ON) is None


# --- values went up -------------------------------------------------------------------------------------------------
def series(*values: float, every: int = 7) -> list[tuple[date, float]]:
    return [(date(2026, 9, 14) + timedelta(days=every * at), value) for at, value in enumerate(values)]


def test_pressure_that_rose_by_twenty_in_ten_weeks_is_named_with_both_ends() -> None:
    found = rising(series(132, 131, 136, 138, 137, 143, 142, 148, 147, 152), "sys", 8, 15)
    assert found == Rising(date(2026, 9, 14), date(2026, 11, 16), "sys", 131, 152, 10)


def test_one_odd_value_neither_makes_nor_hides_a_trend() -> None:
    assert rising(series(132, 131, 132, 131, 132, 131, 132, 131, 132, 190), "sys", 8, 15) is None
    found = rising(series(132, 131, 136, 138, 137, 90, 142, 148, 147, 152), "sys", 8, 15)
    assert found is not None
    assert (found.first, found.last) == (130, 150)


@pytest.mark.parametrize(
    "points",
    [
        series(132, 136, 138, 143, 147, 150, 152),  # of seven days only
        series(132, 134, 136, 138, 141, 143, 147, 149, every=3),  # within three weeks
        series(132, 133, 134, 136, 138, 141, 142, 145),  # by 13
        series(150, 148, 146, 141, 138, 136, 133, 130),  # down
        series(140, 120, 155, 130, 160, 125, 150, 156),  # up and down
        series(140, 140, 140, 140, 140, 140, 140, 140),
        [],
    ],
)
def test_too_few_too_short_too_little_or_no_trend_is_not_listed(points: list[tuple[date, float]]) -> None:
    assert rising(points, "sys", 8, 15) is None


def test_four_weeks_and_the_least_rise_are_enough() -> None:
    found = rising(series(*(130 + 1.5 * at for at in range(11)), every=4), "sys", 8, 15)
    assert found is not None
    assert (found.first, found.last) == (130, 145)
    assert rising(series(131, 133, 136, 138, 141, 143, 146, 148, every=4), "sys", 8, 15) is not None


def test_weight_is_named_to_a_tenth() -> None:
    found = rising(series(58.2, 58.4, 59.1, 59.4, 60.3, 60.6, 61.2, 61.5, 62.1), "weight", 8, 3)
    assert found is not None
    assert (found.first, found.last) == (58.1, 62.1)


# --- properties -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("seed", range(30))
def test_whatever_the_days_coming_today_clears_and_a_day_nobody_came_changes_nothing(seed: int) -> None:
    rng = random.Random(seed)
    came = sorted(rng.sample(OPEN, rng.randrange(1, len(OPEN))))
    gone, less = absent(came, OPEN, SUNDAY, ON), slower(came, OPEN, SUNDAY, ON)
    assert absent([*came, SUNDAY], [*OPEN, SUNDAY], SUNDAY, ON) is None
    shut = sorted(set(OPEN) - {day for day in rng.sample(OPEN, 5) if day not in came})
    fewer = absent(came, shut, SUNDAY, ON)
    assert fewer is None or (gone is not None and fewer.missed <= gone.missed)
    if gone is not None:
        assert gone.since == came[-1]
        assert gone.before >= 4
        assert gone.missed >= 10
    if less is not None:
        assert less.usual[0] / less.usual[1] >= 3 / 5
        assert less.now[0] / less.now[1] <= 1 / 5


@pytest.mark.parametrize("seed", range(20))
def test_whatever_the_values_moving_all_of_them_up_changes_no_verdict(seed: int) -> None:
    rng = random.Random(seed)
    values = [round(130 + rng.gauss(0, 6) + at * rng.choice((0, 2))) for at in range(12)]
    one, other = (rising(series(*(value + up for value in values)), "sys", 8, 15) for up in (0, 20))
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert (other.first - one.first, other.last - one.last) == (20, 20)
        assert one.last - one.first >= 14  # either end is rounded


# --- the list -------------------------------------------------------------------------------------------------------
def due(who: str, day: date, *, band: str | None = None, kind: FollowUpKind = FollowUpKind.AGAIN) -> FollowUp:
    return FollowUp(f"f-{who}", who, "sys", kind, day, day, band)


LAST = date(2026, 11, 13)
FACTS = Facts(
    SUNDAY,
    came={
        "gone-long": mondays(date(2026, 9, 7), date(2026, 10, 5)),
        "gone": mondays(date(2026, 10, 19), date(2026, 11, 9)),
        "less": [*(day for day in OPEN if day.weekday() in (0, 2, 4) and day <= LAST), date(2026, 11, 18)],
    },
    open_days=OPEN,
    values={("up", "sys"): series(132, 131, 136, 138, 137, 143, 142, 148, 147, 152)},
    follow_ups=(due("calm", date(2026, 11, 1)), due("urgent", date(2026, 11, 20), band="bp-grade-3"),
                due("young", date(2026, 11, 23)), due("gone", date(2026, 11, 2))),
)  # fmt: skip


def test_order_is_the_rules_and_then_whoever_waits_longest_and_what_called_somebody_goes_before() -> None:
    listed = attention(FACTS, ON)
    assert [each.resident_id for each in listed] == ["gone-long", "gone", "urgent", "calm", "up", "less"]
    assert listed[1].rules == ("absent", "overdue")
    assert listed[2].reasons == (Overdue(date(2026, 11, 20), "sys", FollowUpKind.AGAIN, urgent=True),)


def test_who_stopped_coming_is_not_listed_for_coming_less_often_as_well() -> None:
    facts = Facts(SUNDAY, came={"gone": OPEN[-40:-10]}, open_days=OPEN)
    assert slower(OPEN[-40:-10], OPEN, SUNDAY, ON) is not None
    (listed,) = attention(facts, ON)
    assert listed.rules == ("absent",)


def test_overdue_begins_after_the_days_of_grace() -> None:
    assert [each.resident_id for each in attention(FACTS, HomeCalls(absent=False, rhythm=False, overdue_days=6))] == [
        "urgent", "calm", "gone", "young", "up"]  # fmt: skip


@pytest.mark.parametrize(
    ("rules", "who"),
    [
        (HomeCalls(rhythm=False, trends=False, follow_ups=False), ["gone-long", "gone"]),
        (HomeCalls(absent=False, trends=False, follow_ups=False), ["less"]),
        (HomeCalls(absent=False, rhythm=False, follow_ups=False), ["up"]),
        (HomeCalls(absent=False, rhythm=False, trends=False), ["urgent", "calm", "gone"]),
        (HomeCalls(absent=False, rhythm=False, trends=False, follow_ups=False), []),
    ],
)
def test_each_rule_can_be_switched_off(rules: HomeCalls, who: list[str]) -> None:
    assert sorted(each.resident_id for each in attention(FACTS, rules)) == sorted(who)


def test_every_rule_is_on_in_a_fresh_hall_and_days_are_read_only_for_a_rule_that_asks_for_them() -> None:
    assert switched_on(HomeCalls()) == (Rule.ABSENT, Rule.OVERDUE, Rule.TREND, Rule.RHYTHM)
    assert wanted(HomeCalls()).coming
    assert wanted(HomeCalls(absent=False)).coming
    assert not wanted(HomeCalls(absent=False, rhythm=False)).coming
    assert wanted(HomeCalls(trends=False)).metrics == ()


def test_what_rests_is_not_listed_until_its_day_and_nothing_else_rests_with_it() -> None:
    rests = {("gone", "absent"): date(2026, 11, 30), ("gone-long", "absent"): SUNDAY}
    facts = replace(FACTS, values={}, rests=rests)
    listed = {each.resident_id: each.rules for each in attention(facts, ON)}
    assert listed["gone"] == ("overdue",)
    assert listed["gone-long"] == ("absent",)
