"""A weight that may be somebody else's, and what is said when a try gave no value."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.facilities import Facility
from kiosk.measurements.measurement import Measurement, Validity
from kiosk.measurements.plausibility import Reason
from kiosk.visits.effects import SaveMeasurements
from kiosk.visits.events import LastFound, ReadingsArrived
from kiosk.visits.situation import Situation
from kiosk.visits.states import Button, State
from tests.kiosk.visits.hall import Hall
from tests.kiosk.visits.people import Walk, measured


def on_the_scale(last: float | None) -> Walk:
    at = Walk(situation=Situation()).menu().press("weight")
    return at if last is None else at.on(LastFound(at.visit, (measured("weight", last),)))


def weighed(at: Walk, kilograms: float) -> Walk:
    return at.on(ReadingsArrived(Facility.WEIGHT, at.visit, (measured("weight", kilograms),)))


def saved(at: Walk) -> list[tuple[float | None, Validity]]:
    """What was kept after the temperature that everybody gets."""
    return [(m.value, m.validity) for effect in at.asked(SaveMeasurements)[1:] for m in effect.measurements]


def test_a_weight_far_from_the_last_is_asked_about() -> None:
    at = weighed(on_the_scale(62.0), 77.0)
    assert (at.state, at.s.variant, at.self_check.problem) == (State.MEASURE, "again", "far-from-last")
    assert (saved(at), at.self_check.values) == ([(77.0, Validity.DOUBTFUL)], ())
    weighed(at, 62.4)  # a neighbour had stood there
    assert (at.state, saved(at)[-1]) == (State.VALUE, (62.4, Validity.VALID))


def test_who_did_change_is_believed_the_second_time() -> None:
    at = weighed(weighed(on_the_scale(62.0), 50.0), 50.3)
    assert (at.state, saved(at)) == (State.VALUE, [(50.0, Validity.DOUBTFUL), (50.3, Validity.VALID)])


def test_two_strangers_after_one_another_are_both_asked_about() -> None:
    at = weighed(weighed(on_the_scale(62.0), 77.0), 90.0)
    assert (at.state, [validity for _, validity in saved(at)]) == (State.MEASURE, [Validity.DOUBTFUL] * 2)


@pytest.mark.parametrize("last", [None, 62.0, 52.0])
def test_a_weight_near_the_last_one_or_the_first_ever_is_taken(last: float | None) -> None:
    assert weighed(on_the_scale(last), 62.0).state is State.VALUE


def test_a_step_begun_anew_forgets_what_was_doubted() -> None:
    at = weighed(on_the_scale(62.0), 77.0).press(Button.BACK).press("weight")
    assert (at.self_check.problem, weighed(at, 77.2).state) == ("", State.MEASURE)


def failed(reason: Reason) -> tuple[Measurement, ...]:
    return (replace(measured("sys", None), reason=reason), replace(measured("dia", None), reason=reason))


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason.NO_FINGER, "请把手指放好，再等一会儿"),
        (Reason.CUFF_LOOSE, "袖带松了一点，请绑紧再量一次"),
        (Reason.MOVEMENT, "量的时候动了一下，请坐好再量一次"),
    ],
)
def test_who_measures_again_reads_why(reason: Reason, said: str) -> None:
    hall = Hall().card().warm()
    hall.press(Button.SELF_CHECK).press("blood-pressure").wait(301)
    hall.on(ReadingsArrived(Facility.BLOOD_PRESSURE, hall.visit, failed(reason)))
    assert (hall.view.state, hall.view.lead) == (State.MEASURE, said)
