"""What is said about values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.measurements.bands import Level, band_file, band_for, bands_for, temperature_words
from kiosk.measurements.catalogue import metrics
from kiosk.measurements.red import broken_rules
from kiosk.measurements.temperature import Verdict

FORBIDDEN = ("高血压", "糖尿病", "患", "疑似", "确诊", "正常", "异常", "级", "吃药", "服药", "治疗", "低血糖")


@pytest.mark.parametrize(
    ("sys", "dia", "band", "level", "words"),
    [
        (119, 79, "bp-normal", Level.OK, "在参考范围内"),
        (118, 72, "bp-normal", Level.OK, "在参考范围内"),
        (120, 79, "bp-high-normal", Level.INFO, "接近参考上限"),
        (119, 80, "bp-high-normal", Level.INFO, "接近参考上限"),
        (139, 89, "bp-high-normal", Level.INFO, "接近参考上限"),
        (140, 70, "bp-grade-1", Level.INFO, "高于参考范围"),
        (139, 90, "bp-grade-1", Level.INFO, "高于参考范围"),
        (159, 100, "bp-grade-2", Level.INFO, "高于参考范围"),
        (160, 70, "bp-grade-2", Level.INFO, "高于参考范围"),
        (179, 109, "bp-grade-2", Level.INFO, "高于参考范围"),
        (180, 70, "bp-grade-3", Level.WINDOW, "高于参考范围"),
        (130, 110, "bp-grade-3", Level.WINDOW, "高于参考范围"),
        (89, 65, "bp-low", Level.INFO, "低于参考范围"),
        (100, 59, "bp-low", Level.INFO, "低于参考范围"),
        (142, 55, "bp-grade-1", Level.INFO, "高于参考范围"),  # the higher band wins
    ],
)
def test_blood_pressure(sys: int, dia: int, band: str, level: Level, words: str) -> None:
    found = band_for({"sys": sys, "dia": dia})
    assert found is not None
    assert (found.id, found.level, found.words) == (band, level, words)
    assert found.source == "中国高血压防治指南（2024 年修订版），诊室血压"


@pytest.mark.parametrize(
    ("metric", "value", "band"),
    [
        ("glucose_fasting", 3.9, "glucose-very-low"),
        ("glucose_fasting", 4.0, "glucose-fasting-normal"),
        ("glucose_fasting", 6.0, "glucose-fasting-normal"),
        ("glucose_fasting", 6.1, "glucose-fasting-raised"),
        ("glucose_fasting", 6.9, "glucose-fasting-raised"),
        ("glucose_fasting", 7.0, "glucose-fasting-high"),
        ("glucose_fasting", 16.7, "glucose-very-high"),
        ("glucose_random", 7.7, "glucose-random-normal"),
        ("glucose_random", 7.8, "glucose-random-raised"),
        ("glucose_random", 11.1, "glucose-random-high"),
        ("glucose_random", 16.7, "glucose-very-high"),
        ("spo2", 95, "spo2-normal"),
        ("spo2", 94, "spo2-low"),
        ("spo2", 89, "spo2-very-low"),
        ("pulse", 59, "pulse-low"),
        ("pulse", 60, "pulse-normal"),
        ("pulse", 100, "pulse-normal"),
        ("pulse", 101, "pulse-high"),
        ("pulse", 120, "pulse-high"),
        ("pulse", 121, "pulse-very-high"),
        ("pulse", 50, "pulse-low"),
        ("pulse", 49, "pulse-very-low"),
        ("temp_clinical", 34.9, "temp-clinical-low"),
        ("temp_clinical", 35.0, "temp-clinical-normal"),
        ("temp_clinical", 37.2, "temp-clinical-normal"),
        ("temp_clinical", 37.3, "temp-clinical-high"),
        ("temp_clinical", 38.4, "temp-clinical-high"),
        ("temp_clinical", 38.5, "temp-clinical-very-high"),
    ],
)
def test_single_values(metric: str, value: float, band: str) -> None:
    found = band_for({metric: value})
    assert found is not None
    assert found.id == band


def test_values_without_a_table_have_no_band() -> None:
    assert band_for({"weight": 62.0}) is None
    assert band_for({"sys": 120}) is None  # half a pair


def test_the_weightiest_band_of_several_is_told() -> None:
    found = band_for({"sys": 118, "dia": 72, "pulse": 104})
    assert found is not None
    assert found.id == "pulse-high"
    assert [b.id for b in bands_for({"sys": 118, "dia": 72, "pulse": 104})] == ["bp-normal", "pulse-high"]


def test_every_table_ends_in_a_row_for_everything_else_and_names_its_source() -> None:
    for table in band_file().table:
        assert [bool(r.at_least or r.at_most) for r in table.row] == [True] * (len(table.row) - 1) + [False]
        assert table.source
        assert set(table.metrics) <= set(metrics())


def test_no_word_is_a_diagnosis() -> None:
    said = [(r.words, r.advice) for t in band_file().table for r in t.row]
    said += [(w.words, w.advice) for w in band_file().verdict.values()]
    for words, advice in said:
        assert words
        assert not [f for f in FORBIDDEN if f in words + advice]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_temperature_verdict_has_words(verdict: Verdict) -> None:
    assert temperature_words(verdict).words


@given(st.integers(60, 260), st.integers(30, 215))
def test_a_higher_pressure_never_weighs_less(sys: int, dia: int) -> None:
    order = ["bp-low", "bp-normal", "bp-high-normal", "bp-grade-1", "bp-grade-2", "bp-grade-3"]
    band, higher = band_for({"sys": sys, "dia": dia}), band_for({"sys": sys + 1, "dia": dia + 1})
    assert band is not None
    assert higher is not None
    assert order.index(higher.id) >= order.index(band.id)


@given(
    st.one_of(
        st.fixed_dictionaries({"sys": st.integers(60, 260), "dia": st.integers(30, 215)}),
        st.fixed_dictionaries({"glucose_fasting": st.floats(1.0, 33.3)}),
        st.fixed_dictionaries({"glucose_random": st.floats(1.0, 33.3)}),
        st.fixed_dictionaries({"spo2": st.integers(50, 100)}),
        st.fixed_dictionaries({"temp_clinical": st.floats(30.0, 43.0)}),
    )
)
def test_the_window_band_and_the_red_rules_agree(values: dict[str, float]) -> None:
    band = band_for(values)
    assert band is not None
    assert (band.level is Level.WINDOW) == bool(broken_rules(values))


def test_what_was_measured_gives_the_band_unless_what_came_with_it_weighs_more() -> None:
    def said(spo2: float, pulse: float) -> str:
        band = band_for({"pulse": pulse, "spo2": spo2}, first=("spo2",))
        assert band is not None
        return band.id

    assert (said(97, 70), said(93, 110)) == ("spo2-normal", "spo2-low")
    assert (said(97, 110), said(88, 110)) == ("pulse-high", "spo2-very-low")
    without = band_for({"pulse": 70, "spo2": 97})
    assert without is not None
    assert without.id == "pulse-normal"
