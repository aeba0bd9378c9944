"""The metric catalogue is whole and consistent."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.measurements.catalogue import Metric, metric, metrics

UCUM = {"Cel", "mm[Hg]", "/min", "%", "mmol/L", "kg", "cm", "kg/m2", "Ohm"}


@pytest.mark.parametrize("entry", metrics().values(), ids=list(metrics()))
def test_every_metric_has_names_units_and_limits_in_order(entry: Metric) -> None:
    assert entry.name
    assert entry.plain
    assert entry.unit in UCUM
    low, high = entry.hard
    assert low < high
    for inner in (entry.soft, entry.entry):
        if inner is not None:
            assert low <= inner[0] < inner[1] <= high
    assert not entry.loinc or re.fullmatch(r"\d{4,5}-\d", entry.loinc)
    assert not entry.de or re.fullmatch(r"DE04\.\d\d\.\d{3}\.00", entry.de)
    assert all(getattr(entry, name) for name in entry.unsure)


def test_every_loinc_code_has_a_right_check_digit() -> None:
    for entry in metrics().values():
        if entry.loinc:
            body, check = entry.loinc.split("-")
            digits = [int(d) for d in reversed(body)]
            total = sum(sum(divmod(d * 2, 10)) for d in digits[0::2]) + sum(digits[1::2])
            assert (10 - total % 10) % 10 == int(check), entry.loinc


def test_two_metrics_share_a_code_only_where_both_are_the_temperature_of_a_body() -> None:
    for attribute in ("loinc", "de"):
        known = [(code, name) for name, entry in metrics().items() if (code := getattr(entry, attribute))]
        shared = {name for code, name in known if sum(code == other for other, _ in known) > 1}
        assert shared == {"temp_body", "temp_clinical"}


def test_everything_a_health_hut_measures_is_in_the_catalogue() -> None:
    assert {
        "temp_body", "temp_clinical", "sys", "dia", "map", "pulse", "resp_rate", "spo2", "perfusion",
        "glucose_fasting", "glucose_random", "weight", "height", "waist", "bmi", "body_fat", "impedance",
    } <= set(metrics())  # fmt: skip


@pytest.mark.parametrize(
    ("metric_id", "value", "shown"),
    [
        ("temp_body", 37.25, "37.3"),
        ("temp_body", 36.496, "36.5"),
        ("temp_body", 37.249, "37.2"),
        ("sys", 139.5, "140"),
        ("sys", 138.5, "139"),  # half goes up, not to even
        ("glucose_fasting", 6.05, "6.1"),
        ("weight", 62.0, "62.0"),
    ],
)
def test_numbers_are_rounded_as_people_round(metric_id: str, value: float, shown: str) -> None:
    assert metric(metric_id).shown(value) == shown


@given(st.sampled_from(sorted(metrics())), st.floats(-1000, 1000))
def test_rounding_twice_changes_nothing(metric_id: str, value: float) -> None:
    once = metric(metric_id).rounded(value)
    assert metric(metric_id).rounded(once) == once
    assert abs(once - value) <= 0.5 * 10 ** -metric(metric_id).decimals + 1e-9
