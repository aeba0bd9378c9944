"""What stored measurements would be under another calibration."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.clock import Instant
from devices.events import Quality, Quantity, Reading
from kiosk.calibration.records import Calibration
from kiosk.instruments.builders import Terms, blood_pressure, forehead
from kiosk.measurements.again import Again, assessed, changed, value_under
from kiosk.measurements.bands import table_of_row
from kiosk.measurements.temperature import TemperatureSettings

SITE = TemperatureSettings()
SAME = (1.0, 0.0)
FOUND = (1.018921, -0.29834)
"""A forehead thermometer that reads 0.36 °C low at 35 °C."""


def test_forehead_under_the_found_line() -> None:
    assert value_under("temp_body", 34.2, SAME, SITE) == 36.5
    assert value_under("temp_body", 34.2, FOUND, SITE) == 36.9
    assert assessed({"temp_body": 34.7}, {}, SITE) == {"temp_body": Again(37.0, "normal")}
    assert assessed({"temp_body": 34.7}, {"temp_body": FOUND}, SITE) == {"temp_body": Again(37.4, "raised")}


def test_pressures_are_judged_together() -> None:
    raws = {"sys": 142.0, "dia": 85.0, "pulse": 72.0}
    assert assessed(raws, {}, SITE) == {
        "sys": Again(142.0, "bp-grade-1"),
        "dia": Again(85.0, "bp-grade-1"),
        "pulse": Again(72.0, "pulse-normal"),
    }
    under = assessed(raws, dict.fromkeys(("sys", "dia"), (0.98868, -0.5628)), SITE)
    assert (under["sys"], under["dia"]) == (Again(140.0, "bp-grade-1"), Again(83.0, "bp-grade-1"))
    lower = assessed(raws, {"sys": (0.98, -0.5628)}, SITE)
    assert (lower["sys"], lower["dia"].assessment) == (Again(139.0, "bp-high-normal"), "bp-high-normal")


def test_what_cannot_be_true_is_invalid() -> None:
    assert assessed({"temp_body": 34.2}, {"temp_body": (1.0, 9.0)}, SITE) == {"temp_body": Again(None, "no-number")}
    assert value_under("temp_body", 70.0, (0.5, 0.0), SITE) is None
    assert assessed({"pulse": 221.0}, {}, SITE) == {"pulse": Again(None, "invalid")}
    both = assessed({"sys": 100.0, "dia": 95.0}, {}, SITE)
    assert both == {"sys": Again(None, "invalid"), "dia": Again(None, "invalid")}
    apart = assessed({"sys": 100.0, "dia": 95.0}, {"sys": (1.0, 5.0)}, SITE)
    assert apart == {"sys": Again(105.0, "bp-grade-1"), "dia": Again(95.0, "bp-grade-1")}


def test_metric_without_bands_has_no_assessment() -> None:
    assert assessed({"weight": 70.04}, {"weight": (1.0, 0.02)}, SITE) == {"weight": Again(70.1, None)}


def test_again_under_the_line_of_then_says_what_was_recorded() -> None:
    at = Instant(datetime(2026, 11, 28, tzinfo=UTC), 0.0)
    line = Calibration("c", *FOUND)
    terms = Terms(lambda metric: line, SITE)
    for raw in (20.0, 29.0, 33.0, 34.2, 34.7, 36.0, 41.0, 55.0):
        reading = Reading("forehead", (Quantity("temp_object", raw, "Cel"),), Quality.GOOD, b"", at)
        row = forehead(reading, terms)[0]
        assert assessed({"temp_body": raw}, {"temp_body": FOUND}, SITE)["temp_body"] == Again(row.value, row.assessment)
    for sys, dia in ((118, 76), (142, 85), (185, 100), (90, 85), (88, 58), (300, 80)):
        quantities = (Quantity("sys", sys, "mm[Hg]"), Quantity("dia", dia, "mm[Hg]"), Quantity("pulse", 72, "/min"))
        rows = blood_pressure(Reading("cuff", quantities, Quality.GOOD, b"", at), terms)
        raws = {row.metric: row.raw_value or 0.0 for row in rows}
        under = assessed(raws, dict.fromkeys(raws, FOUND), SITE)
        assert under == {r.metric: Again(r.value, r.assessment or "invalid") for r in rows}


# --- where it changes -------------------------------------------------------------------------------------------------
def test_raw_values_at_which_a_forehead_is_judged_otherwise() -> None:
    parts = changed("temp_body", SAME, FOUND, SITE)
    crossing = next((low, high) for low, high in parts if low < 34.7 < high)
    assert crossing == pytest.approx((34.584, 34.940), abs=5e-4)
    assert not any(low <= 34.2 < high for low, high in parts)


def test_same_line_changes_nothing() -> None:
    assert changed("temp_body", FOUND, FOUND, SITE) == ()
    assert changed("pulse", SAME, SAME, SITE) == ()


def test_cuff_that_reads_two_high() -> None:
    parts = changed("sys", SAME, (1.0, -2.0), SITE)
    assert [low for low, _ in parts] == pytest.approx([59.5, 89.5, 119.5, 139.5, 159.5, 179.5, 260.5])
    assert [high - low for low, high in parts] == pytest.approx([2.0] * 7)


def test_intervals_lie_apart() -> None:
    parts = changed("temp_body", SAME, (1.0, 3.0), SITE)
    assert all(low < high for low, high in parts)
    assert all(end < start for (_, end), (start, _) in pairwise(parts))


def test_band_of_one_shown_step_is_not_stepped_over() -> None:
    """Raised is 37.3 alone here: where it was or would be so is judged otherwise, however narrow."""
    narrow, was = TemperatureSettings(high_c=37.4), (1.0, 0.2)
    inside = [raw / 1000 for raw in range(34_600, 34_900) if _said(raw / 1000, was, narrow) == "raised"]
    assert 0.08 < inside[-1] - inside[0] < 0.11
    parts = changed("temp_body", was, (1.0, 0.3), narrow)
    for raw in inside:
        assert any(low <= raw < high for low, high in parts)


def test_value_that_an_offset_brings_in_from_outside_is_looked_for() -> None:
    assert any(low <= 250.0 < high for low, high in changed("pulse", SAME, (1.0, -80.0), SITE))
    assert any(low <= -40.0 < high for low, high in changed("pulse", SAME, (1.0, 80.0), SITE))
    assert any(low <= 11.0 < high for low, high in changed("temp_body", SAME, (1.0, 23.0), SITE))
    assert any(low <= 59.0 < high for low, high in changed("temp_body", SAME, (1.0, -25.0), SITE))


def _said(raw: float, line: tuple[float, float], settings: TemperatureSettings) -> str | None:
    return assessed({"temp_body": raw}, {"temp_body": line}, settings)["temp_body"].assessment


@cache
def forehead_changed(line: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    return changed("temp_body", SAME, line, SITE)


@given(st.integers(500, 7000), st.sampled_from([FOUND, (0.95, 1.0), (1.05, -1.6), (1.0, 30.0), (1.0, -0.01)]))
def test_what_lies_within_is_judged_otherwise_and_nothing_else(raw: int, line: tuple[float, float]) -> None:
    inside = any(low <= raw / 100 < high for low, high in forehead_changed(line))
    was, would = (assessed({"temp_body": raw / 100}, {"temp_body": each}, SITE)["temp_body"] for each in (SAME, line))
    assert inside is (was.assessment != would.assessment)


def test_value_is_judged_anew_by_the_table_of_then() -> None:
    """136 over 80 is in no other band by the office's limits when it reads two lower; by those of home it is."""
    raws = {"sys": 136.0, "dia": 80.0}
    home, office = (table_of_row("sys", row) for row in ("bp-home-high", "bp-grade-1"))
    assert home is not None
    lower = dict.fromkeys(raws, (1.0, -2.0))
    by_home = dict.fromkeys(raws, home)
    assert assessed(raws, {}, SITE, by_home)["sys"] == Again(136.0, "bp-home-high")
    assert assessed(raws, lower, SITE, by_home)["sys"] == Again(134.0, "bp-home-normal")
    assert assessed(raws, lower, SITE)["sys"] == Again(134.0, "bp-high-normal")
    assert any(low <= 136.0 < high for low, high in changed("sys", SAME, (1.0, -2.0), SITE, home))
    assert not any(low <= 136.0 < high for low, high in changed("sys", SAME, (1.0, -2.0), SITE, office))
