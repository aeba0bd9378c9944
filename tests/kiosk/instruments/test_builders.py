"""Readings become measurements."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.decoding import RefusalCode
from devices.events import Quality, Quantity, Reading
from kiosk.calibration.records import IDENTITY, Calibration, CertificateMark, Standing
from kiosk.instruments.builders import Terms, blood_pressure, each_by_itself, forehead
from kiosk.measurements.baseline import Baseline
from kiosk.measurements.measurement import Measurement, Source, Validity, known_values, valid_values
from kiosk.measurements.plausibility import Reason
from kiosk.measurements.temperature import TemperatureSettings
from kiosk.sentences import fault_sentences
from tests.kiosk.instruments.readings import NOW, cuff, oximeter
from tests.kiosk.instruments.readings import forehead as face

SITE = TemperatureSettings()
TERMS = Terms(lambda _: IDENTITY, SITE)


def brief(rows: tuple[Measurement, ...]) -> list[tuple[str, float | None, str, str | None, str | None]]:
    return [(m.metric, m.value, m.validity.value, m.reason and m.reason.value, m.assessment) for m in rows]


def test_a_forehead_reading_is_an_estimate_with_every_step_kept() -> None:
    body, own = forehead(face(34.2), TERMS)
    assert (body.emissivity, body.ambient_c, own.emissivity) == (0.98, 23.0, None)
    assert brief((body, own)) == [
        ("temp_body", 36.5, "valid", None, "normal"),
        ("temp_device_body", 36.5, "valid", None, None),
    ]
    assert (body.raw_value, body.calibrated, body.skin) == (34.2, 34.2, 34.42)
    assert (body.calibration_id, body.model) == ("identity", "constant-offset-v1")
    assert own.calibration_id is None
    assert (body.source, body.device, body.taken_at, body.unit) == (Source.DEVICE, "forehead", NOW, "Cel")
    assert body.group_id == own.group_id
    assert body.raw_frame == b"\xfe\xaa"
    assert body.flags == ("spread-0.04", "uncalibrated")
    assert own.flags == ("spread-0.04",)


def test_the_calibration_in_force_is_named_and_used() -> None:
    body, _ = forehead(face(34.2), Terms(lambda _: Calibration("cal-7", b=1.0, method="one-point"), SITE))
    assert (body.raw_value, body.calibrated, body.value, body.calibration_id) == (34.2, 35.2, 37.5, "cal-7")
    assert body.assessment == "raised"


@pytest.mark.parametrize(
    ("standing", "mark"),
    [
        (Standing.IN_FORCE, CertificateMark("20261122-01", 0.17, "Cel", date(2027, 11, 21))),
        (Standing.OVERRIDDEN, None),
        (Standing.NONE, None),
    ],
)
def test_only_a_certificate_that_holds_goes_with_the_value(standing: Standing, mark: CertificateMark | None) -> None:
    due = date(2027, 11, 21)
    signed = Calibration("cal-7", standing=standing, number="20261122-01", expanded_u=0.17, due=due)
    body, own = forehead(face(34.2), Terms(lambda _: signed, SITE))
    assert (body.certificate, own.certificate) == (mark, None)


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (face(35.9), (38.2, "valid", None, "raised")),
        (face(36.5), (38.8, "valid", None, "high")),
        (face(32.4), (34.7, "valid", None, "low")),
        (face(24.0), (None, "invalid", "skin-range", "no-number")),
        (face(72.0), (None, "invalid", "out-of-range", "no-number")),
        (face(34.2, quality=Quality.DOUBTFUL, flags=("unsteady",)), (36.5, "doubtful", "unsteady", "no-number")),
        (face(None, None, Quality.INVALID, ("no-answer",)), (None, "invalid", "no-answer", "no-number")),
        (face(None, 36.5, Quality.INVALID, ("unsteady",)), (None, "invalid", "unsteady", "no-number")),
    ],
)
def test_what_a_temperature_leads_to(reading: Reading, expected: tuple[object, ...]) -> None:
    body = forehead(reading, TERMS)[0]
    assert brief((body,))[0][1:] == expected


def test_what_is_no_forehead_is_kept_with_its_raw_value() -> None:
    body = forehead(face(24.0), TERMS)[0]
    assert (body.value, body.raw_value, body.raw_frame) == (None, 24.0, b"\xfe\xaa")


def test_a_module_without_an_estimate_of_its_own_gives_one_row() -> None:
    assert len(forehead(face(34.2, None), TERMS)) == 1


def test_a_blood_pressure_is_three_rows_of_one_group() -> None:
    rows = blood_pressure(cuff(128, 76, 70), TERMS)
    assert brief(rows) == [
        ("sys", 128.0, "valid", None, "bp-high-normal"),
        ("dia", 76.0, "valid", None, "bp-high-normal"),
        ("pulse", 70.0, "valid", None, "pulse-normal"),
    ]
    assert len({m.group_id for m in rows}) == 1
    assert len({m.id for m in rows}) == 3
    assert valid_values(rows) == {"sys": 128.0, "dia": 76.0, "pulse": 70.0}


def test_every_value_is_calibrated_by_the_record_of_its_own_metric() -> None:
    records = {
        "sys": Calibration("cal-sys", b=2.0, method="static"),
        "dia": Calibration("cal-dia", a=1.1, method="static"),
    }
    rows = blood_pressure(cuff(128, 70, 70), Terms(lambda metric: records.get(metric, IDENTITY), SITE))
    assert [(m.raw_value, m.value, m.calibration_id) for m in rows] == [
        (128, 130.0, "cal-sys"),
        (70, 77.0, "cal-dia"),
        (70, 70.0, "identity"),
    ]


def test_what_calibration_makes_of_a_pair_is_what_is_judged() -> None:
    low = Terms(lambda metric: Calibration("c", b=-45.0) if metric == "sys" else IDENTITY, SITE)
    rows = blood_pressure(cuff(128, 76, 70), low)
    assert [m.reason for m in rows] == [Reason.PULSE_PRESSURE, Reason.PULSE_PRESSURE, None]
    assert [m.raw_value for m in rows] == [128, 76, 70]


def test_values_that_belong_to_nothing_else_are_judged_each_by_itself() -> None:
    rows = each_by_itself(oximeter(97, 70), TERMS)
    assert brief(rows) == [
        ("spo2", 97.0, "valid", None, "spo2-normal"),
        ("pulse", 70.0, "valid", None, "pulse-normal"),
    ]
    assert len({m.group_id for m in rows}) == 1
    assert [m.calibration_id for m in rows] == ["identity", "identity"]
    assert brief(each_by_itself(oximeter(30, 70), TERMS))[0] == ("spo2", None, "invalid", "out-of-range", None)


def test_values_with_a_limit_on_one_are_not_limited_by_the_other() -> None:
    rows = each_by_itself(cuff(120, 119, 70), TERMS)
    assert [m.validity.value for m in rows] == ["valid", "valid", "valid"]


def test_movement_keeps_the_numbers_without_judging_them() -> None:
    rows = blood_pressure(cuff(190, 115, 70, Quality.DOUBTFUL, ("movement",)), TERMS)
    assert brief(rows)[0] == ("sys", 190.0, "doubtful", "movement", None)
    assert valid_values(rows) == {}
    assert known_values(rows) == {"sys": 190.0, "dia": 115.0, "pulse": 70.0}  # red rules still see them


@pytest.mark.parametrize(
    ("flags", "reason"), [(("error-2",), "device-error"), (("unreadable",), "unreadable"), ((), "device-error")]
)
def test_an_error_of_the_monitor_is_three_invalid_rows(flags: tuple[str, ...], reason: str) -> None:
    rows = blood_pressure(cuff(None, None, None, Quality.INVALID, flags), TERMS)
    assert brief(rows) == [(metric, None, "invalid", reason, None) for metric in ("sys", "dia", "pulse")]
    assert all(m.raw_frame for m in rows)


@pytest.mark.parametrize("code", RefusalCode)
def test_every_refusal_a_decoder_can_give_is_a_reason_with_its_own_sentence(code: RefusalCode) -> None:
    rows = blood_pressure(cuff(None, None, None, Quality.INVALID, (code.value, "error-E44")), TERMS)
    assert {m.reason for m in rows} == {Reason(code.value)}
    assert fault_sentences(code.value) is not fault_sentences("device")


@pytest.mark.parametrize("flag", ["movement", "cuff-loose", "position"])
def test_what_a_cuff_noticed_is_why_its_value_is_doubtful(flag: str) -> None:
    rows = blood_pressure(cuff(150, 90, 70, Quality.DOUBTFUL, ("irregular-pulse", flag)), TERMS)
    assert {(m.reason, m.validity) for m in rows} == {(Reason(flag), Validity.DOUBTFUL)}


@pytest.mark.parametrize(
    ("sys", "dia", "pulse", "validities", "reason"),
    [
        (120, 115, 70, ["invalid", "invalid", "valid"], Reason.PULSE_PRESSURE),
        (300, 90, 70, ["invalid", "invalid", "valid"], Reason.OUT_OF_RANGE),
        (120, 80, 999, ["valid", "valid", "invalid"], None),
    ],
)
def test_what_cannot_be_true_is_kept_as_invalid_never_clamped(
    sys: int, dia: int, pulse: int, validities: list[str], reason: Reason | None
) -> None:
    rows = blood_pressure(cuff(sys, dia, pulse), TERMS)
    assert [m.validity.value for m in rows] == validities
    assert rows[0].reason is reason
    assert [m.raw_value for m in rows] == [sys, dia, pulse]
    assert all(m.value is None for m in rows if m.validity is Validity.INVALID)


def test_a_device_that_sends_another_unit_is_a_programming_error() -> None:
    kilopascal = Reading("cuff", (Quantity("sys", 17.0, "kPa"),), Quality.GOOD, b"", NOW)
    with pytest.raises(ValueError, match="kPa"):
        blood_pressure(kilopascal, TERMS)
    fahrenheit = Reading("forehead", (Quantity("temp_object", 93.6, "[degF]"),), Quality.GOOD, b"", NOW)
    with pytest.raises(ValueError, match="degF"):
        forehead(fahrenheit, TERMS)


def test_a_measurement_in_a_log_line_shows_no_number_and_nobody() -> None:
    body = forehead(face(34.2), TERMS)[0].belonging_to("resident-1", "visit-1")
    assert repr(body) == f"<Measurement {body.id} temp_body valid>"
    assert (body.resident_id, body.visit_id) == ("resident-1", "visit-1")


def test_ids_are_time_ordered_uuids_made_once() -> None:
    rows = blood_pressure(cuff(128, 76, 70), TERMS)
    assert [uuid.UUID(m.id).version for m in rows] == [7, 7, 7]
    assert sorted(m.id for m in rows) == [m.id for m in rows]
    assert rows[0].belonging_to("r", "v").id == rows[0].id


numbers = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True), st.integers(-5, 400).map(float))


@given(numbers, numbers, numbers, st.sampled_from(Quality))
def test_any_cuff_reading_becomes_three_rows_with_its_raw_values(
    sys: float | None, dia: float | None, pulse: float | None, quality: Quality
) -> None:
    rows = blood_pressure(cuff(sys, dia, pulse, quality), TERMS)
    assert [repr(m.raw_value) for m in rows] == [repr(v) for v in (sys, dia, pulse)]
    assert all(m.raw_frame == b"2026,11,22" for m in rows)


@given(numbers, numbers, st.sampled_from(Quality))
def test_any_forehead_reading_becomes_a_body_row(raw: float | None, own: float | None, quality: Quality) -> None:
    rows = forehead(face(raw, own, quality, ()), TERMS)
    assert rows[0].metric == "temp_body"
    assert (rows[0].assessment == "no-number") == (rows[0].validity is not Validity.VALID)


# --- what keeps a number back, and what is usual --------------------------------------------------------------------
def _terms(**changes: object) -> Terms:
    return replace(TERMS, temperature=TemperatureSettings(warm_up_s=1800.0), **changes)  # type: ignore[arg-type]


def test_reading_of_a_cold_sensor_is_kept_without_a_number_and_says_why() -> None:
    body, _ = forehead(face(34.2), _terms(warm_s=60.0))
    assert brief((body,)) == [("temp_body", None, "invalid", "warming-up", "no-number")]
    assert (body.raw_value, body.calibrated, body.skin) == (34.2, 34.2, 34.42)


def test_picture_that_is_not_filled_by_a_forehead_gives_no_number() -> None:
    body, _ = forehead(face(34.2, flags=("filled-0.36",)), _terms(warm_s=1800.0))
    assert (body.value, body.reason, body.flags) == (None, Reason.SPOT, ("filled-0.36", "uncalibrated"))


@pytest.mark.parametrize(
    ("felt", "room_c", "skin", "reason"),
    [
        (None, 23.0, 34.42, None),
        (31.4, 31.0, 34.26, None),
        (35.4, 35.0, 34.18, None),
        (35.6, 36.0, 34.16, "room-range"),
        (15.2, 15.0, 34.57, "room-range"),
        (float("nan"), 23.0, 34.42, None),
    ],
)
def test_room_is_the_one_the_sensor_feels_where_it_tells(
    felt: float | None, room_c: float, skin: float, reason: str | None
) -> None:
    reading = face(34.2)
    reading = replace(reading, quantities=(*reading.quantities, Quantity("temp_ambient", felt, "Cel")))
    body, own = forehead(reading, TERMS)
    assert (body.ambient_c, body.reason and body.reason.value) == (room_c, reason)
    assert body.skin == pytest.approx(skin, abs=0.011)
    assert own.metric == "temp_device_body"


def test_rise_over_ones_own_median_is_raised_and_says_over_what() -> None:
    usual = Baseline(35.4, 6, 4)
    body, _ = forehead(face(34.2), _terms(usual_temperature=lambda: usual))
    assert brief((body,)) == [("temp_body", 36.5, "valid", None, "raised-own")]
    assert body.flags == ("spread-0.04", "uncalibrated", "own-median-35.4")
    ordinary, _ = forehead(face(34.2), _terms(usual_temperature=lambda: Baseline(35.5, 6, 4)))
    assert (ordinary.assessment, ordinary.flags) == ("normal", ("spread-0.04", "uncalibrated"))


def test_nobody_is_asked_what_is_usual_where_there_is_no_number() -> None:
    def asked() -> Baseline | None:
        raise AssertionError("asked")

    body, _ = forehead(face(24.0), _terms(usual_temperature=asked))
    assert body.assessment == "no-number"
