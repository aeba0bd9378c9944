"""One calibration from the choice of the device to the signature, and everything that stops it on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.calibrating import effects as x
from kiosk.calibrating import events as e
from kiosk.calibrating.flow import Step
from kiosk.calibrating.looking_back import Affected
from kiosk.calibrating.view_builder import calibrate_view
from kiosk.calibration.records import Calibration, Verdict
from kiosk.calibration.runs import Run, Stage, Way
from kiosk.sentences import Text
from tests.kiosk.calibrating.walk import BLACK_BODY, CUFF, TEN, TODAY, Walk

IN_FORCE = Calibration("c0", 1.01, -0.2, "black-body", "thermometer")


def test_three_points_of_the_worked_example_come_to_its_line_and_its_verdict() -> None:
    walk = Walk().ready().run()
    judged = walk.flow.found_judged
    assert judged is not None
    assert walk.flow.fitted is not None
    assert walk.flow.step is Step.VERDICT
    assert (round(walk.flow.fitted.a, 6), round(walk.flow.fitted.b, 5)) == (1.018921, -0.29834)
    assert [round(point.error, 2) for point in judged.points] == [-0.36, -0.39, -0.47]
    assert judged.verdict is Verdict.FAIL


def test_run_is_kept_as_soon_as_it_was_read_with_every_raw_reading() -> None:
    walk = Walk().ready().run()
    kept = walk.last(x.KeepRun)
    assert isinstance(kept, x.KeepRun)
    assert kept.run.stage is Stage.AS_FOUND
    assert kept.run.way is Way.WIRE
    assert [point.readings for point in kept.run.points] == list(TEN.values())
    assert kept.run.environment.ambient_c == 23.1
    assert kept.run.reference_id == "r1"
    assert kept.run.resolution == 0.01


def test_signed_record_says_what_was_found_what_was_left_and_who_answers_for_it() -> None:
    walk = Walk().ready(IN_FORCE).run().adjust().prepared()(e.SignWanted())
    sign = walk.last(x.Sign)
    assert isinstance(sign, x.Sign)
    record = sign.record
    assert walk.flow.step is Step.SIGNING
    assert record.before == (1.01, -0.2)
    assert [round(value, 4) for value in record.after] == [1.0189, -0.2983]
    assert record.as_left is not None
    assert record.as_left_verdict is Verdict.PASS
    assert (record.number, record.due, record.supersedes) == ("KC2026-0008", date(2027, 11, 21), "c0")
    assert (record.by, record.second, record.site) == ("zhou", None, "hall")
    assert record.as_found.calibration_id == record.as_left.calibration_id == record.id


def test_device_that_passed_is_signed_without_adjustment_and_without_a_second_run() -> None:
    walk = Walk().ready().run([[at + 0.02, at - 0.02, *[at + 0.01] * 4, *[at] * 4] for at in TEN])
    walk(e.Adjusted(adjust=False)).prepared()(e.SignWanted())
    sign = walk.last(x.Sign)
    assert isinstance(sign, x.Sign)
    assert sign.record.as_left is None
    assert sign.record.after == sign.record.before == (1.0, 0.0)


def test_device_that_failed_as_found_is_not_signed_as_it_is() -> None:
    walk = Walk().ready().run()(e.Adjusted(adjust=False))
    assert walk.flow.step is Step.VERDICT
    assert walk.flow.problem
    assert not any(isinstance(effect, x.Prepare) for effect in walk.effects)


def test_adjustment_whose_check_fails_is_not_signed() -> None:
    walk = Walk().ready().run()(e.Adjusted(adjust=True)).run([[at - 0.8 + d / 100 for d in range(10)] for at in TEN])
    assert walk.flow.step is Step.REVIEW
    walk(e.SignWanted())
    assert not any(isinstance(effect, x.Sign) for effect in walk.effects)
    walk(e.ReadAgain())
    assert walk.flow.taking is not None
    assert walk.flow.taking.stage is Stage.AS_LEFT


def test_overdue_reference_is_refused_with_its_day() -> None:
    old = replace(BLACK_BODY, id="old", due=date(2026, 5, 9))
    walk = Walk().begin(IN_FORCE, (), old).room()(e.ReferenceChosen("old"))
    assert walk.flow.step is Step.REFERENCE
    assert walk.flow.reference is None
    assert "2026-05-09" in walk.flow.problem


def test_reference_may_be_used_on_its_last_day_and_not_on_the_next() -> None:
    walk = Walk().begin().room()
    walk.today = date(2027, 5, 10)
    assert walk(e.ReferenceChosen("r1")).flow.step is Step.REFERENCE
    walk.today = date(2027, 5, 9)
    assert walk(e.ReferenceChosen("r1")).flow.step is Step.POINTS


def test_reference_of_another_kind_is_refused() -> None:
    walk = Walk().begin().room()(e.ReferenceChosen("r2"))
    assert walk.flow.step is Step.REFERENCE
    assert walk.flow.problem


def test_entered_reference_is_kept_and_used() -> None:
    walk = Walk().begin().room()(e.NewReference())
    for text in ("RX2026-09", "SIMT", "20599", "２０２６０５１０", "2027-05-09", "３０", "45", "0,1", "2", "0.02"):
        walk(e.Typed(text))
    kept = walk(e.Confirmed()).last(x.KeepReference)
    assert isinstance(kept, x.KeepReference)
    assert kept.reference.expanded_u == 0.1
    assert (kept.reference.certified, kept.reference.due) == (date(2026, 5, 10), date(2027, 5, 9))
    assert kept.reference.low == 30.0
    assert kept.reference.kind == "black-body"
    walk(e.ReferencesKnown(kept.ticket, (BLACK_BODY, kept.reference), kept.reference.id))
    assert walk.flow.reference == kept.reference
    assert walk.flow.step is Step.POINTS


@pytest.mark.parametrize(
    ("certified", "due", "low"),
    [("20260510", "20260509", "30"), ("20271231", "20281231", "30"), ("20240101", "20260101", "30"),
     ("20260510", "20270509", "45")],
    ids=["due before certified", "certified tomorrow", "overdue already", "range crossed"],
)  # fmt: skip
def test_entered_reference_that_cannot_be_is_refused(certified: str, due: str, low: str) -> None:
    walk = Walk().begin().room()(e.NewReference())
    for text in ("RX2026-09", "SIMT", "20599", certified, due, low, "45", "0.1", "2", "0.02"):
        walk(e.Typed(text))
    walk(e.Confirmed())
    assert walk.flow.problem
    assert not any(isinstance(effect, x.KeepReference) for effect in walk.effects)


@pytest.mark.parametrize("text", ["", "23.1.1", "abc", "4600", "nan", "-40"])
def test_room_that_cannot_be_is_refused_and_nothing_stands_in_the_field(text: str) -> None:
    walk = Walk().begin()(e.Typed(text))
    assert walk.flow.problem
    assert "ambient_c" not in walk.flow.fields


def test_environment_is_whole_before_the_next_step() -> None:
    walk = Walk().begin()(e.Typed("23,1"), e.Confirmed())
    assert walk.flow.step is Step.ENVIRONMENT
    assert walk.flow.problem


# --- readings -----------------------------------------------------------------------------------------------------
def test_device_is_asked_once_a_second_and_not_again_before_it_answered() -> None:
    walk = Walk().ready()(e.Ticked(), e.Ticked())
    walk.seconds += 5
    walk(e.Ticked())
    assert sum(isinstance(effect, x.AskDevice) for effect in walk.effects) == 1
    walk(e.Took(35.0), e.Ticked())
    assert sum(isinstance(effect, x.AskDevice) for effect in walk.effects) == 2


def test_reading_nobody_asked_for_does_not_count() -> None:
    walk = Walk().ready().hear(34.6)(e.PointBegun(), e.Took(36.9), e.Took(36.9))
    assert walk.flow.taking is not None
    assert walk.flow.taking.point.readings == ()


def test_readings_before_the_press_are_looked_at_and_do_not_count() -> None:
    walk = Walk().ready().hear(30.0, 33.0, 34.6)
    assert walk.flow.taking is not None
    assert walk.flow.taking.point.readings == ()
    assert walk.flow.hearing.recent == (30.0, 33.0, 34.6)


def test_device_that_sees_the_wall_is_asked_about_before_the_point_begins() -> None:
    walk = Walk().ready().hear(24.0)(e.PointBegun())
    assert walk.flow.taking is not None
    assert not walk.flow.taking.running
    assert "11.0" in walk.flow.problem
    assert walk(e.PointBegun()).flow.taking.running  # type: ignore[union-attr]


def test_three_questions_without_an_answer_stop_the_point_and_it_goes_on_from_there() -> None:
    walk = Walk().ready().hear(34.6)(e.PointBegun()).hear(34.6, 34.7)
    for _ in range(3):
        walk.seconds += 1
        walk(e.Ticked(), e.Took(None, Text("nothing")))
    assert walk.flow.taking is not None
    assert not walk.flow.taking.running
    assert walk.flow.problem
    walk(e.PointBegun())
    assert walk.hear(34.6).flow.taking.point.readings == (34.6, 34.7, 34.6)  # type: ignore[union-attr]


def test_device_that_does_not_answer_at_all_is_heard_of_after_eight_seconds() -> None:
    walk = Walk().ready()(e.Ticked())
    walk.seconds += 7.9
    assert walk(e.Ticked()).flow.hearing.missed == 0
    walk.seconds += 0.2
    assert walk(e.Ticked()).flow.hearing.missed == 1


def test_reading_far_from_the_others_is_asked_about_and_stays_in_the_run_left_out() -> None:
    walk = Walk().ready().point((*TEN[35.0][:9], 35.3))
    assert walk.flow.taking is not None
    assert walk.flow.taking.apart == 9
    assert walk(e.PointNext()).flow.taking.at == 0  # type: ignore[union-attr]
    walk(e.OutlierJudged(counts=False), e.PointBegun()).hear(34.6)
    point = walk.flow.taking.points[0]
    assert len(point.readings) == 11
    assert point.left_out == (9,)
    assert 35.3 not in point.used


def test_reading_that_counts_all_the_same_is_not_asked_about_again() -> None:
    walk = Walk().ready().point((*TEN[35.0][:9], 35.3))(e.OutlierJudged(counts=True))
    assert walk.flow.taking is not None
    assert walk.flow.taking.apart is None
    assert 35.3 in walk.flow.taking.point.used
    assert walk(e.PointNext()).flow.taking.at == 1  # type: ignore[union-attr]


def test_point_is_read_anew_from_its_first_reading_on() -> None:
    walk = Walk().ready().point(TEN[35.0])(e.PointAgain())
    assert walk.flow.taking is not None
    assert walk.flow.taking.point.readings == ()
    assert walk.point(TEN[35.0]).flow.taking.point.readings == TEN[35.0]  # type: ignore[union-attr]


def test_run_with_a_point_missing_is_not_finished() -> None:
    walk = Walk().ready().point(TEN[35.0])(e.RunFinished())
    assert walk.flow.step is Step.POINTS
    assert not any(isinstance(effect, x.KeepRun) for effect in walk.effects)


def test_work_that_is_set_aside_waits_and_counts_nothing_meanwhile() -> None:
    walk = Walk().ready().hear(34.6)(e.PointBegun()).hear(34.6, 34.7)(e.SetAside(), e.Took(36.8))
    assert walk.flow.taking is not None
    assert walk.flow.taking.point.readings == (34.6, 34.7)
    assert not walk.flow.taking.running
    walk.hear(34.6)(e.PointBegun())
    assert walk.hear(*TEN[35.0][2:]).flow.taking.point.readings == TEN[35.0]  # type: ignore[union-attr]


# --- values of a display ------------------------------------------------------------------------------------------
def cuff(*values: str, unit: str = "") -> Walk:
    walk = Walk(CUFF).ready()
    if unit:
        walk(e.UnitChosen(unit))
    for value in values:
        walk(e.Typed(value))
    return walk


UP_AND_DOWN = ("0", "51", "102", "152", "203", "253", "203", "153", "102", "52", "0")


def test_cuff_is_read_up_and_down_with_zero_before_and_after_and_its_leak() -> None:
    walk = cuff("0", *UP_AND_DOWN, "0", "1")(e.RunFinished())
    kept = walk.last(x.KeepRun)
    assert isinstance(kept, x.KeepRun)
    assert [(point.reference, point.falling) for point in kept.run.points][4:8] == [
        (200.0, False), (250.0, False), (200.0, True), (150.0, True),
    ]  # fmt: skip
    assert (kept.run.zero_before, kept.run.zero_after, kept.run.leak_per_min) == (0.0, 0.0, 1.0)
    assert kept.run.way is Way.TYPED


def test_full_width_digits_and_a_decimal_comma_are_read() -> None:
    walk = cuff("０", "０", "５１，０")
    assert walk.flow.taking is not None
    assert walk.flow.taking.points[1].readings == (51.0,)


def test_kpa_typed_as_mmhg_is_refused_and_nothing_is_kept() -> None:
    values = (f"{int(value) * 0.133322:.1f}" for value in UP_AND_DOWN)
    walk = cuff("0", *values, "0", "1")(e.RunFinished())
    assert walk.flow.step is Step.POINTS
    assert "kPa" in walk.flow.problem
    assert not any(isinstance(effect, x.KeepRun) for effect in walk.effects)


def test_kpa_said_to_be_kpa_is_turned_into_mmhg() -> None:
    walk = cuff("0", "0", "6.8", unit="kPa")
    assert walk.flow.taking is not None
    assert round(walk.flow.taking.points[1].readings[0], 1) == 51.0


# --- power cuts, and two at once ----------------------------------------------------------------------------------
def found_run() -> Run:
    kept = Walk().ready().run().last(x.KeepRun)
    assert isinstance(kept, x.KeepRun)
    return kept.run


def test_calibration_that_was_begun_goes_on_where_it_was_kept() -> None:
    run = found_run()
    walk = Walk().begin(open_runs=(run,))
    steps = [walk.flow.step, walk(e.TakenUpAgain()).flow.step]
    assert steps == [Step.RESUME, Step.VERDICT]
    assert walk.flow.calibration_id == run.calibration_id
    assert walk.flow.fitted is not None
    assert round(walk.flow.fitted.a, 6) == 1.018921
    assert not any(isinstance(effect, x.Sign) for effect in walk.effects)


def test_power_cut_after_the_check_leads_to_the_signature_with_the_same_line() -> None:
    whole = Walk().ready().run().adjust()
    runs = tuple(effect.run for effect in whole.effects if isinstance(effect, x.KeepRun))
    walk = Walk().begin(open_runs=runs)(e.TakenUpAgain())
    assert walk.flow.step is Step.SIGN
    assert walk.flow.after == whole.flow.after


def test_reference_that_ran_out_meanwhile_stops_what_was_begun() -> None:
    walk = Walk()
    walk.begin(open_runs=(found_run(),))
    walk.today = date(2027, 5, 10)
    walk(e.TakenUpAgain())
    assert walk.flow.step is Step.RESUME
    assert "2027-05-09" in walk.flow.problem


def test_what_was_begun_is_given_up_with_a_reason() -> None:
    run = found_run()
    walk = Walk().begin(open_runs=(run,))(e.GivenUpFor(""), e.GivenUpFor("no-time"))
    given = walk.last(x.GiveUp)
    assert given == x.GiveUp(walk.flow.ticket, run.calibration_id, "no-time")
    assert walk(e.GivenUp(walk.flow.ticket)).flow.step is Step.CHOOSE


def test_signature_that_is_refused_says_why_and_nothing_is_done() -> None:
    walk = Walk().ready().run().adjust().prepared()(e.SignWanted())
    walk(e.WentWrong(walk.flow.ticket, Text("somebody was faster")))
    assert walk.flow.step is Step.SIGN
    assert walk.flow.problem == "somebody was faster"
    assert walk.flow.record is None


def test_where_two_sign_the_first_press_asks_for_somebody_else() -> None:
    walk = Walk(two_sign=True).ready().run().adjust().prepared()(e.SignWanted())
    assert walk.last(x.AskSecond) == x.AskSecond("KC2026-0008")
    assert not any(isinstance(effect, x.Sign) for effect in walk.effects)
    sign = walk(e.SecondSigned("wu")).last(x.Sign)
    assert isinstance(sign, x.Sign)
    assert sign.record.second == "wu"


def test_answer_to_an_older_question_is_dropped() -> None:
    walk = Walk().ready().run().adjust()
    walk(e.Prepared(walk.flow.ticket - 1, "KC2026-0001", TODAY))
    assert walk.flow.number == ""


# --- one point of a day -------------------------------------------------------------------------------------------
def test_check_is_one_point_that_is_kept_and_changes_nothing() -> None:
    walk = Walk(check=True).ready(IN_FORCE).run([[36.85 + d / 100 for d in range(10)]])
    kept = walk.last(x.KeepRun)
    assert isinstance(kept, x.KeepRun)
    assert kept.run.stage is Stage.CHECK
    assert [point.reference for point in kept.run.points] == [37.0]
    assert walk.flow.step is Step.DONE
    assert walk.flow.found_judged is not None
    assert round(walk.flow.found_judged.worst_error, 3) == 0.064
    walk(e.SignWanted(), e.Adjusted(adjust=True))
    assert walk.flow.step is Step.DONE
    assert not any(isinstance(effect, x.Sign | x.Prepare) for effect in walk.effects)


def test_readings_that_are_to_be_followed_up_are_said_with_their_days() -> None:
    walk = Walk().ready().run().adjust().prepared()(e.SignWanted())
    sign = walk.last(x.Sign)
    assert isinstance(sign, x.Sign)
    affected = Affected(12, date(2026, 11, 2), date(2026, 11, 20))
    walk(e.Signed(sign.ticket, sign.record, affected))
    lead = calibrate_view(walk.flow, TODAY).lead
    assert all(said in lead for said in ("12", "11-02", "11-20"))
