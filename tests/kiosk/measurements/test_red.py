"""Values that call a person."""

from __future__ import annotations

import pytest

from kiosk.measurements.red import RedVerdict, Repeat, broken_rules, red_verdict, rules, suspected

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
        ({"sys": 89}, []),
        ({"weight": 300.0}, []),
    ],
)
def test_rules_at_their_limits(values: dict[str, float], rules: list[str]) -> None:
    assert [rule.id for rule in broken_rules(values)] == rules


def test_first_red_value_is_asked_about_then_repeated_then_somebody_is_called() -> None:
    assert red_verdict(HIGH) is RedVerdict.ASK
    assert red_verdict(HIGH, asked=True) is RedVerdict.CONFIRM
    assert red_verdict(HIGH, before=True, asked=True) is RedVerdict.CALL
    assert red_verdict(FINE, before=True, asked=True) is RedVerdict.NONE


def test_a_blood_sugar_is_not_repeated_before_somebody_is_called() -> None:
    assert red_verdict({"glucose_random": 3.9}) is RedVerdict.CALL


def test_a_low_pressure_counts_beside_a_symptom_only() -> None:
    assert [rule.id for rule in suspected({"sys": 89, "dia": 60})] == ["red-sys-low"]
    assert suspected({"sys": 90, "dia": 60}) == ()
    assert red_verdict({"sys": 89}) is RedVerdict.ASK
    assert red_verdict({"sys": 89}, before=True, asked=True) is RedVerdict.NONE


def test_rules_that_are_not_from_the_norms_say_so() -> None:
    norms, ours = "国家基本公共卫生服务规范（第三版）", "本机规则，待社区医生确认"
    assert {rule.source for rule in rules()} == {norms, ours}
    assert all(rule.from_memory for rule in rules() if rule.source == ours)
    assert not [rule.id for rule in rules() if rule.at_least is None and rule.at_most is None]


def test_what_comes_before_a_call_fits_the_instrument() -> None:
    how = {rule.metric: rule.repeat for rule in rules()}
    assert (how["sys"], how["spo2"], how["glucose_fasting"]) == (Repeat.REST, Repeat.RESEAT, Repeat.NO)
