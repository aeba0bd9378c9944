"""Values that call a person."""

from __future__ import annotations

import pytest

from kiosk.measurements.red import NORMS, OURS, RULES, RedVerdict, broken_rules, red_verdict

HIGH, FINE = {"sys": 182, "dia": 96}, {"sys": 138, "dia": 86}


@pytest.mark.parametrize(
    ("values", "rules"),
    [
        ({"sys": 179, "dia": 109}, []),
        ({"sys": 180, "dia": 90}, ["red-sys-high"]),
        ({"sys": 150, "dia": 110}, ["red-dia-high"]),
        ({"sys": 200, "dia": 120}, ["red-sys-high", "red-dia-high"]),
        ({"glucose_fasting": 16.6}, []),
        ({"glucose_fasting": 16.7}, ["red-glucose-fasting-high"]),
        ({"glucose_random": 16.65}, ["red-glucose-random-high"]),  # shown as 16.7
        ({"glucose_fasting": 3.9}, ["red-glucose-fasting-low"]),
        ({"glucose_random": 4.0}, []),
        ({"temp_body": 39.0}, []),
        ({"temp_body": 39.1}, ["red-temperature"]),
        ({"spo2": 90}, []),
        ({"spo2": 89}, ["red-spo2-low"]),
        ({"pulse": 40}, []),
        ({"pulse": 39}, ["red-pulse-low"]),
        ({"pulse": 131}, ["red-pulse-high"]),
        ({"weight": 300.0}, []),
    ],
)
def test_rules_at_their_limits(values: dict[str, float], rules: list[str]) -> None:
    assert [rule.id for rule in broken_rules(values)] == rules


def test_a_red_value_is_confirmed_before_somebody_is_called() -> None:
    assert red_verdict(HIGH) is RedVerdict.CONFIRM
    assert red_verdict(HIGH, repeat_of=HIGH) is RedVerdict.CALL
    assert red_verdict(FINE, repeat_of=HIGH) is RedVerdict.NONE
    assert red_verdict(HIGH, repeat_of=FINE) is RedVerdict.CONFIRM


def test_a_person_who_feels_unwell_is_not_asked_to_repeat() -> None:
    assert red_verdict(HIGH, unwell=True) is RedVerdict.CALL
    assert red_verdict(FINE, unwell=True) is RedVerdict.NONE


def test_rules_that_are_not_from_the_norms_say_so() -> None:
    assert {rule.source for rule in RULES} == {NORMS, OURS}
    assert all(rule.from_memory for rule in RULES if rule.source == OURS)
    assert not [rule.id for rule in RULES if rule.at_least is None and rule.at_most is None]
