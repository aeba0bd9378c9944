"""By which table a value is judged: guideline, height, age and sex; and that every table is whole."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest

from kiosk.measurements.about import NOBODY, About, about
from kiosk.measurements.bands import BandChoice, Table, band_choice, band_file, band_for, bands_for, table_of_row
from kiosk.measurements.catalogue import metric
from kiosk.settings import Measurements

MAN_79, MAN_80 = About(79, "1"), About(80, "1")
WOMAN = About(70, "2")
OFFICE, HOME = BandChoice("office-2024"), BandChoice("home-2024")
EVERYBODY = [About(age, sex) for age, sex in product((None, 18, 64, 79, 80, 101), ("", "0", "1", "2", "9"))]
EVERYWHERE = [BandChoice(line, metres) for line, metres in product(("office-2024", "home-2024"), (0.0, 1500.0, 3000.0))]
ALWAYS = ("pulse", "spo2", "glucose_fasting", "glucose_random", "bmi", "temp_clinical")


def said(name: str, value: float, who: About = NOBODY, choice: BandChoice = OFFICE) -> str | None:
    found = band_for({name: value}, about=who, choice=choice)
    return None if found is None else found.id


@pytest.mark.parametrize(
    ("value", "under_80", "from_80"),
    [
        (18.4, "bmi-low", "bmi-80-low"),
        (18.5, "bmi-normal", "bmi-80-low"),
        (21.9, "bmi-normal", "bmi-80-low"),
        (22.0, "bmi-normal", "bmi-80-normal"),
        (23.9, "bmi-normal", "bmi-80-normal"),
        (24.0, "bmi-high", "bmi-80-normal"),
        (26.9, "bmi-high", "bmi-80-normal"),
        (27.0, "bmi-high", "bmi-80-high"),
        (27.9, "bmi-high", "bmi-80-high"),
        (28.0, "bmi-very-high", "bmi-80-high"),
    ],
)
def test_body_mass_of_the_old_is_judged_by_their_own_range(value: float, under_80: str, from_80: str) -> None:
    assert said("bmi", value, MAN_79) == under_80
    assert said("bmi", value, MAN_80) == from_80
    assert said("bmi", value, NOBODY) == under_80  # the general range for whoever does not say


@pytest.mark.parametrize(
    ("value", "man", "woman"),
    [
        (79.9, "waist-men-normal", "waist-women-normal"),
        (80.0, "waist-men-normal", "waist-women-near"),
        (84.9, "waist-men-normal", "waist-women-near"),
        (85.0, "waist-men-near", "waist-women-high"),
        (89.9, "waist-men-near", "waist-women-high"),
        (90.0, "waist-men-high", "waist-women-high"),
    ],
)
def test_waist_is_judged_by_sex_and_of_nobody_unknown(value: float, man: str, woman: str) -> None:
    assert said("waist", value, MAN_79) == man
    assert said("waist", value, WOMAN) == woman
    assert [said("waist", value, About(70, sex)) for sex in ("", "0", "9")] == [None, None, None]


@pytest.mark.parametrize(
    ("sys", "dia", "band"),
    [
        (134, 84, "bp-home-normal"),
        (135, 70, "bp-home-high"),
        (120, 85, "bp-home-high"),
        (179, 109, "bp-home-high"),
        (180, 70, "bp-home-very-high"),
        (150, 110, "bp-home-very-high"),
        (89, 70, "bp-home-low"),
        (90, 60, "bp-home-normal"),
        (100, 59, "bp-home-low"),
    ],
)
def test_hall_that_chose_the_limits_of_home(sys: int, dia: int, band: str) -> None:
    found = band_for({"sys": sys, "dia": dia}, choice=HOME)
    assert found is not None
    assert (found.id, found.table) == (band, "blood-pressure-home-2024")
    assert found.source == "中国高血压防治指南（2024 年修订版），家庭自测血压"


@pytest.mark.parametrize(
    ("metres", "low", "normal"),
    [
        (0, ("spo2-low", 94), ("spo2-normal", 95)),
        (1499, ("spo2-low", 94), ("spo2-normal", 95)),
        (1500, ("spo2-1500m-low", 92), ("spo2-1500m-normal", 93)),
        (2499, ("spo2-1500m-low", 92), ("spo2-1500m-normal", 93)),
        (2500, ("spo2-2500m-low", 90), ("spo2-2500m-normal", 91)),
    ],
)
def test_oxygen_where_the_air_is_thin(metres: float, low: tuple[str, int], normal: tuple[str, int]) -> None:
    hall = BandChoice(altitude_m=metres)
    for band, value in (low, normal):
        assert said("spo2", value, choice=hall) == band
    very_low = band_for({"spo2": 89}, choice=hall)
    assert very_low is not None
    assert very_low.level.value == "window"


def test_nobody_known_to_be_a_child_is_judged_by_the_limits_of_adults() -> None:
    values = {"sys": 118, "dia": 72, "pulse": 104, "bmi": 17.0, "waist": 60.0, "spo2": 97.0}
    assert bands_for(values, about=About(17, "1")) == ()
    assert len(bands_for(values, about=About(18, "1"))) == 5


def test_age_is_the_one_reached_in_the_year() -> None:
    assert about(1946, "2", 2026).age_years == 80
    assert about(1947, "2", 2026).age_years == 79
    assert about(None, "2", 2026) == About(None, "2")
    assert about(2027, "2", 2026).age_years is None  # a clock that is wrong, or a card
    assert "80" not in repr(about(1946, "2", 2026))


def test_hall_chooses_in_its_settings() -> None:
    assert band_choice(Measurements()) == BandChoice("office-2024", 0.0)
    assert band_choice(Measurements(guideline="home-2024", altitude_m=2800)) == BandChoice("home-2024", 2800)


def test_record_says_by_which_table_it_was_judged() -> None:
    names = {name: table_of_row(metric_id, name) for metric_id, name in (
        ("sys", "bp-grade-1"), ("dia", "bp-home-high"), ("bmi", "bmi-80-low"), ("waist", "waist-men-near"),
    )}  # fmt: skip
    assert {name: table.id for name, table in names.items() if table is not None} == {
        "bp-grade-1": "blood-pressure-office-2024",
        "bp-home-high": "blood-pressure-home-2024",
        "bmi-80-low": "bmi-80",
        "waist-men-near": "waist-men",
    }
    assert table_of_row("sys", None) is None
    assert table_of_row("sys", "normal") is None
    rows = Counter((name, row.id) for table in band_file().table for name in table.metrics for row in table.row)
    assert set(rows.values()) == {1}


def _steps(name: str) -> list[float]:
    """Every value a screen can show between the hard limits."""
    entry = metric(name)
    scale = 10**entry.decimals
    return [number / scale for number in range(round(entry.hard[0] * scale), round(entry.hard[1] * scale) + 1)]


@pytest.mark.parametrize("table", band_file().table, ids=lambda table: table.id)
def test_table_has_one_band_for_every_value_that_can_be_shown(table: Table) -> None:
    pressures = [(sys, dia) for sys in range(60, 261, 1) for dia in range(30, 216, 5)]
    if table.metrics == ("sys", "dia"):
        all_values = [{"sys": float(sys), "dia": float(dia)} for sys, dia in pressures]
    else:
        all_values = [{table.metrics[0]: value} for value in _steps(table.metrics[0])]
    found = {table.row_for(values).id for values in all_values}
    assert found == {row.id for row in table.row}  # every value has a band, and every band a value


@pytest.mark.parametrize("table", band_file().table, ids=lambda table: table.id)
def test_no_band_is_hidden_behind_another_and_none_of_their_limits_cross(table: Table) -> None:
    for name in table.metrics:
        above = [row.at_least[name] for row in table.row if name in row.at_least]
        below = [row.at_most[name] for row in table.row if name in row.at_most]
        assert above == sorted(above, reverse=True)
        assert below == sorted(below)
        assert not below or not above or max(below) < min(above)
        assert all(metric(name).rounded(limit) == limit for limit in above + below)


@pytest.mark.parametrize("choice", EVERYWHERE, ids=str)
def test_every_metric_with_bands_has_exactly_one_for_everybody_everywhere(choice: BandChoice) -> None:
    values = {name: sum(metric(name).hard) / 2 for name in ALWAYS} | {"sys": 120.0, "dia": 80.0, "waist": 84.0}
    for who in EVERYBODY:
        by_metrics = Counter(found.table for found in bands_for(values, about=who, choice=choice))
        assert set(by_metrics.values()) == {1}
        assert len(by_metrics) == len(ALWAYS) + 1 + (who.sex in ("1", "2"))


def test_what_has_no_band_says_nothing() -> None:
    for name in ("weight", "height", "body_fat", "impedance", "perfusion", "map", "resp_rate", "temp_body"):
        assert said(name, sum(metric(name).hard) / 2, WOMAN) is None


def test_ages_of_the_two_tables_of_body_mass_do_not_overlap() -> None:
    tables = [table for table in band_file().table if table.metrics == ("bmi",)]
    for who in (MAN_79, MAN_80, NOBODY):
        assert [table.is_for(who, OFFICE) for table in tables].count(True) == 1
