"""From the forehead to the estimate, and what follows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from devices.simulators.profile import load_cast
from kiosk.calibration.records import IDENTITY, Calibration
from kiosk.measurements.catalogue import metric
from kiosk.measurements.plausibility import Reason
from kiosk.measurements.temperature import (
    TemperatureSettings,
    Verdict,
    estimate,
    hindrance,
    skin_c,
    temperature_settings,
    verdict,
)
from kiosk.settings import Temperature

SITE = TemperatureSettings()


@pytest.mark.parametrize(
    ("read_c", "ambient_c", "skin"), [(34.06, 10, 34.5), (34.26, 22, 34.5), (34.49, 34, 34.5), (30.0, 30.0, 30.0)]
)
def test_worked_examples_of_the_emissivity_step(read_c: float, ambient_c: float, skin: float) -> None:
    assert skin_c(read_c, 0.98, ambient_c) == pytest.approx(skin, abs=0.01)


def test_what_a_wrong_emissivity_or_room_makes() -> None:
    shown = skin_c(34.5, 0.98, 24)
    assert shown == pytest.approx(34.703, abs=5e-4)
    assert skin_c(34.5, 0.97, 24) - shown == pytest.approx(0.105, abs=2e-3)
    assert skin_c(34.5, 0.98, 26) - shown == pytest.approx(-0.037, abs=2e-3)


def test_the_ordinary_forehead_of_the_cast_is_an_ordinary_body() -> None:
    found = estimate(34.2, IDENTITY, SITE)
    assert (found.raw_c, found.calibrated_c) == (34.2, 34.2)
    assert found.skin_c == pytest.approx(34.416, abs=0.001)
    assert metric("temp_body").shown(found.body_c) == "36.5"
    assert found.problem is None


def test_calibration_comes_first_and_body_model_last() -> None:
    line = Calibration("c1", a=1.0138, b=-0.585, method="three-point")
    found = estimate(34.2, line, TemperatureSettings(emissivity=1.0, offset_c=2.0))
    assert found.calibrated_c == pytest.approx(1.0138 * 34.2 - 0.585)
    assert found.skin_c == pytest.approx(found.calibrated_c)
    assert found.body_c == pytest.approx(found.skin_c + 2.0)


@pytest.mark.parametrize(
    ("body_c", "expected"),
    [
        (None, Verdict.NO_NUMBER),
        (34.94, Verdict.LOW),
        (34.95, Verdict.NORMAL),
        (35.0, Verdict.NORMAL),
        (37.24, Verdict.NORMAL),
        (37.25, Verdict.RAISED),
        (37.3, Verdict.RAISED),
        (38.44, Verdict.RAISED),
        (38.45, Verdict.HIGH),
        (38.5, Verdict.HIGH),
        (41.0, Verdict.HIGH),
    ],
)
def test_verdicts_at_their_limits_are_judged_on_the_number_shown(body_c: float | None, expected: Verdict) -> None:
    assert verdict(body_c, SITE) is expected


def test_a_hall_may_set_its_own_limits() -> None:
    assert verdict(37.1, TemperatureSettings(raised_c=37.0)) is Verdict.RAISED


@pytest.mark.parametrize(
    ("raw_c", "ambient_c", "problem"),
    [
        (24.0, 23.0, Reason.SKIN_RANGE),  # the wall
        (43.5, 23.0, Reason.SKIN_RANGE),
        (34.2, 15.9, Reason.ROOM_RANGE),
        (34.2, 35.1, Reason.ROOM_RANGE),
        (28.5, 23.0, None),
        (42.0, 23.0, Reason.OUT_OF_RANGE),  # a skin of 42 may be; a body of 44 may not
    ],
)
def test_what_is_no_forehead_has_no_number(raw_c: float, ambient_c: float, problem: Reason | None) -> None:
    assert estimate(raw_c, IDENTITY, TemperatureSettings(ambient_c=ambient_c)).problem is problem


def test_a_feverish_forehead_is_raised_twice_and_the_others_are_ordinary() -> None:
    for person in load_cast(resources.path("cast")).values():
        verdicts = {verdict(estimate(raw, IDENTITY, SITE).body_c, SITE) for raw in person.body.forehead_c}
        assert verdicts == ({Verdict.RAISED} if person.id == "wu-guoqiang" else {Verdict.NORMAL}), person.id


def test_the_settings_file_and_the_pipeline_agree_on_their_defaults() -> None:
    site = Temperature()
    assert (site.emissivity, site.ambient_c, site.low_c, site.raised_c, site.body_offset_c) == (
        SITE.emissivity,
        SITE.ambient_c,
        SITE.low_c,
        SITE.raised_c,
        SITE.offset_c,
    )


@given(st.floats(-80, 380), st.floats(0.9, 1.0), st.floats(-20, 50))
def test_any_reading_gives_a_number_or_a_problem_and_never_fails(raw: float, emissivity: float, ambient: float) -> None:
    found = estimate(raw, IDENTITY, TemperatureSettings(emissivity=emissivity, ambient_c=ambient))
    assert found.skin_c >= -273.15
    if found.problem is None:
        assert 28 <= found.skin_c <= 43


@given(st.floats(28, 42), st.floats(28, 42), st.floats(0.9, 1.0), st.floats(16, 35))
def test_a_warmer_reading_is_a_warmer_skin(one: float, other: float, emissivity: float, ambient: float) -> None:
    low, high = sorted((one, other))
    assert skin_c(low, emissivity, ambient) <= skin_c(high, emissivity, ambient)


@given(st.floats(34, 38), st.floats(0.95, 1.0), st.floats(16, 33))
def test_a_forehead_in_a_cooler_room_is_warmer_than_it_reads(reading: float, emissivity: float, ambient: float) -> None:
    assert skin_c(reading, emissivity, ambient) >= reading - 1e-9


# --- what keeps a number back ---------------------------------------------------------------------------------------
WARM_AFTER_HALF_AN_HOUR = TemperatureSettings(warm_up_s=1800.0)


@pytest.mark.parametrize(
    ("warm_s", "flags", "reason"),
    [
        (1799.9, (), Reason.WARMING),
        (1800.0, (), None),
        (None, (), None),
        (5000.0, ("spread-0.10", "filled-0.79"), Reason.SPOT),
        (5000.0, ("filled-0.80",), None),
        (0.0, ("filled-0.10",), Reason.WARMING),  # what will pass by itself is said first
    ],
)
def test_sensor_that_is_cold_or_does_not_see_a_forehead_gives_no_number(
    warm_s: float | None, flags: tuple[str, ...], reason: Reason | None
) -> None:
    assert hindrance(WARM_AFTER_HALF_AN_HOUR, warm_s, flags) is reason


@pytest.mark.parametrize(
    ("body_c", "usual_c", "expected"),
    [
        (36.9, 35.8, Verdict.RAISED_OWN),
        (36.8, 35.8, Verdict.NORMAL),
        (36.9, 35.85, Verdict.NORMAL),
        (36.9, None, Verdict.NORMAL),
        (37.3, 35.8, Verdict.RAISED),
        (37.3, 37.0, Verdict.RAISED),
        (38.5, 35.8, Verdict.HIGH),
        (34.9, 33.5, Verdict.LOW),
    ],
)
def test_rise_over_what_is_usual_counts_as_raised_below_the_limit(
    body_c: float, usual_c: float | None, expected: Verdict
) -> None:
    assert verdict(body_c, SITE, usual_c) is expected


def test_hall_says_how_long_its_sensor_warms_up() -> None:
    assert temperature_settings(Temperature()).warm_up_s == 1800.0
    assert temperature_settings(Temperature(warm_up_min=2)).warm_up_s == 120.0
