"""What decoders tell: values in the metric's unit and inside its limits, or a refusal, an invalid reading."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from devices.clock import Instant
from devices.decoding import Decoded, RefusalCode, Refused, decoded, pressure, quantity, reading_of
from devices.events import Quality, Quantity

NOW = Instant(datetime(2026, 11, 22, 8, 30, tzinfo=UTC), 100.0)


def test_values_come_in_the_unit_of_their_metric() -> None:
    assert quantity("weight", 100, "[lb_av]") == Quantity("weight", 45.359237, "kg")
    assert quantity("temp_body", 98.6, "[degF]") == Quantity("temp_body", 37.0, "Cel")
    assert quantity("glucose_random", 0.0061, "mol/L") == Quantity("glucose_random", 6.1, "mmol/L")
    assert quantity("glucose_random", 110, "mg/dL") == Quantity("glucose_random", 6.105819, "mmol/L")


def test_a_unit_that_leads_nowhere_is_an_error_of_the_decoder() -> None:
    with pytest.raises(ValueError, match="kPa"):
        quantity("weight", 1, "kPa")


@pytest.mark.parametrize("value", [59.9, 260.1, float("nan"), float("inf"), float("-inf"), -1])
def test_one_value_outside_its_limits_refuses_the_whole(value: float) -> None:
    held = (Quantity("dia", 80.0, "mm[Hg]"), Quantity("sys", value, "mm[Hg]"))
    assert decoded(held) == Refused(RefusalCode.OUT_OF_RANGE)


@pytest.mark.parametrize("value", [60.0, 260.0])
def test_the_limits_themselves_are_inside(value: float) -> None:
    assert isinstance(decoded([Quantity("sys", value, "mm[Hg]")]), Decoded)


def test_nothing_is_no_measurement() -> None:
    assert decoded([]) == Refused(RefusalCode.OUT_OF_RANGE)


@pytest.mark.parametrize(
    ("sys", "dia", "mean"), [(80, 80, None), (80, 120, None), (120, 80, 79), (120, 80, 121), (float("nan"), 80, None)]
)
def test_pressures_that_contradict_one_another(sys: float, dia: float, mean: float | None) -> None:
    assert pressure(sys, dia, mean=mean) == Refused(RefusalCode.CONTRADICTING)


def test_a_measurement_becomes_a_reading() -> None:
    taken = datetime(2026, 11, 22, 8, 29)
    found = decoded([quantity("pulse", 72, "/min")], doubtful=True, device_time=taken, flags=["movement"])
    reading = reading_of("cuff", found, ("sys", "dia", "pulse"), b"\x01", NOW)
    assert (reading.device, reading.quality, reading.device_time) == ("cuff", Quality.DOUBTFUL, taken)
    assert (reading.flags, reading.raw_frame, reading.at) == (("movement",), b"\x01", NOW)
    assert reading.quantities == (Quantity("pulse", 72.0, "/min"),)


def test_a_refusal_becomes_an_invalid_reading_without_numbers_that_says_why() -> None:
    refused = Refused(RefusalCode.DEVICE_ERROR, "E44")
    reading = reading_of("cuff", refused, ("sys", "dia"), b"\x02", NOW)
    assert (reading.quality, reading.flags) == (Quality.INVALID, ("device-error", "error-E44"))
    assert reading.quantities == (Quantity("sys", None, "mm[Hg]"), Quantity("dia", None, "mm[Hg]"))
    assert reading_of("cuff", Refused(RefusalCode.STORED), (), b"", NOW).flags == ("stored-reading",)


def test_no_repr_shows_a_number() -> None:
    found = decoded([quantity("pulse", 72, "/min")])
    assert "72" not in repr(found)
    assert isinstance(found, Decoded)
    assert (found.value("pulse"), found.value("sys")) == (72.0, None)
