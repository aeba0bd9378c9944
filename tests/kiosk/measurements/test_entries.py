"""What people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.measurements.about import About
from kiosk.measurements.bands import BandChoice
from kiosk.measurements.catalogue import metric, metrics
from kiosk.measurements.entries import EntryProblem, self_reported, self_reported_pressure
from kiosk.measurements.measurement import Measurement, Source, Validity
from tests.kiosk.instruments.readings import NOW

TYPED = [m for m, entry in metrics().items() if entry.entry]


@pytest.mark.parametrize(
    ("metric_id", "text", "value"),
    [
        ("sys", "138", 138.0),
        ("sys", " 138 ", 138.0),
        ("sys", "１３８", 138.0),
        ("glucose_fasting", "６．１", 6.1),
        ("glucose_fasting", "6。1", 6.1),
        ("glucose_fasting", "6", 6.0),
        ("sys", "060", 60.0),
        ("weight", "62.5", 62.5),
        ("temp_body", "36.5", 36.5),
    ],
)
def test_numbers_that_are_taken(metric_id: str, text: str, value: float) -> None:
    found = self_reported(metric_id, text, NOW)
    assert isinstance(found, Measurement)
    assert (found.metric, found.value, found.raw_value) == (metric_id, value, value)
    assert (found.source, found.validity, found.device, found.raw_frame) == (
        Source.SELF_REPORTED,
        Validity.VALID,
        None,
        None,
    )
    assert (found.unit, found.taken_at) == (metric(metric_id).unit, NOW)


@pytest.mark.parametrize(
    ("metric_id", "text", "code", "sentence"),
    [
        ("sys", "", "empty", "请输入高压的数字"),
        ("sys", "　", "empty", "请输入高压的数字"),
        ("sys", "138a", "not-a-number", "高压没看清，请重新输一次"),
        ("sys", "-138", "not-a-number", "高压没看清，请重新输一次"),
        ("sys", "13²", "not-a-number", "高压没看清，请重新输一次"),
        ("sys", "١٣٨", "not-a-number", "高压没看清，请重新输一次"),
        ("sys", "1e2", "not-a-number", "高压没看清，请重新输一次"),
        ("sys", "nan", "not-a-number", "高压没看清，请重新输一次"),
        ("weight", "6.2.5", "not-a-number", "体重没看清，请重新输一次"),
        ("weight", ".5", "not-a-number", "体重没看清，请重新输一次"),
        ("weight", "62.", "not-a-number", "体重没看清，请重新输一次"),
        ("weight", "1" * 13, "not-a-number", "体重没看清，请重新输一次"),
        ("sys", "138.5", "too-many-decimals", "高压请输整数"),
        ("glucose_fasting", "6.15", "too-many-decimals", "空腹血糖小数点后面最多输 1 位"),
        ("sys", "59", "out-of-range", "高压一般在 60 到 260 mmHg之间，请看清楚再输一次"),
        ("glucose_random", "61", "out-of-range", "血糖一般在 1 到 33.3 mmol/L之间，请看清楚再输一次"),
    ],
)
def test_entries_that_are_refused_say_what_to_do(metric_id: str, text: str, code: str, sentence: str) -> None:
    assert self_reported(metric_id, text, NOW) == EntryProblem(metric_id, code, sentence)


def test_a_typed_value_is_judged_like_a_measured_one() -> None:
    found = self_reported("glucose_fasting", "6.1", NOW)
    assert isinstance(found, Measurement)
    assert found.assessment == "glucose-fasting-raised"


def test_a_pair_of_pressures_is_one_group_with_one_band() -> None:
    found = self_reported_pressure("142", "86", NOW)
    assert not isinstance(found, EntryProblem)
    sys, dia = found
    assert (sys.metric, sys.value, dia.metric, dia.value) == ("sys", 142.0, "dia", 86.0)
    assert sys.group_id == dia.group_id
    assert (sys.assessment, dia.assessment) == ("bp-grade-1", "bp-grade-1")


@pytest.mark.parametrize(
    ("sys", "dia", "code"),
    [("86", "142", "swapped"), ("120", "115", "swapped"), ("", "86", "empty"), ("142", "x", "not-a-number")],
)
def test_a_pair_that_cannot_be_true_is_refused(sys: str, dia: str, code: str) -> None:
    found = self_reported_pressure(sys, dia, NOW)
    assert isinstance(found, EntryProblem)
    assert found.code == code


def test_a_metric_that_only_devices_know_cannot_be_typed() -> None:
    with pytest.raises(ValueError, match="temp_object"):
        self_reported("temp_object", "34.2", NOW)


@given(st.sampled_from(TYPED), st.text(max_size=16))
def test_any_text_is_taken_or_refused_with_a_sentence(metric_id: str, text: str) -> None:
    found = self_reported(metric_id, text, NOW)
    if isinstance(found, EntryProblem):
        assert found.sentence
        assert "{" not in found.sentence
    else:
        assert found.value is not None


@given(st.sampled_from(TYPED), st.data())
def test_every_number_within_the_limits_comes_through_unchanged(metric_id: str, data: st.DataObject) -> None:
    entry = metric(metric_id)
    assert entry.entry is not None
    scale = 10**entry.decimals
    steps = data.draw(st.integers(round(entry.entry[0] * scale), round(entry.entry[1] * scale)))
    found = self_reported(metric_id, entry.shown(steps / scale), NOW)
    assert isinstance(found, Measurement)
    assert found.value == steps / scale


def test_a_voice_can_say_what_is_wrong_with_an_entry() -> None:
    refused = self_reported("weight", "六十二", NOW)
    assert isinstance(refused, EntryProblem)
    assert refused.sentence.key == "entry.not-a-number"


def test_typed_value_is_judged_as_its_owners_and_by_the_halls_guideline() -> None:
    waist = self_reported("waist", "86", NOW, about=About(70, "2"))
    unknown = self_reported("waist", "86", NOW)
    at_home = self_reported_pressure("136", "80", NOW, choice=BandChoice("home-2024"))
    assert isinstance(waist, Measurement)
    assert isinstance(unknown, Measurement)
    assert isinstance(at_home, tuple)
    assert (waist.assessment, unknown.assessment) == ("waist-women-high", None)
    assert [row.assessment for row in at_home] == ["bp-home-high", "bp-home-high"]
